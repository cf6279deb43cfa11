"""Pages that people open: index.html of a pack, and laporan.html for the analyst in the internal folder."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from generator.errors import TemplateError
from generator.home import Home
from generator.platforms import load_placements
from generator.posting.pages_view import index_view
from generator.posting.states import State
from generator.webpage import Words, font_css, render, seal, write_page

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.records import Intake, Manifest, Survey


def page_texts(home: Home, code: str) -> dict[str, str]:
    """All words of the pages in one flat mapping: the interface, the placements' names, the intake's sentences.

    Keys: those of pages.toml; "platform.<name>", "placement.<id>" and "placement.<id>.alt" (yes or no);
    "intake.<code>"; "official.<key>". Raises TemplateError for a file that cannot be read.
    """
    folder = home.templates / "languages" / code
    texts = {key: str(value) for key, value in _toml(folder / "pages.toml").items()}
    for placement in load_placements(home).values():
        texts[f"platform.{placement.platform}"] = placement.platform_name
        texts[f"placement.{placement.id}"] = placement.label
        texts[f"placement.{placement.id}.alt"] = "yes" if placement.takes_alt_text else "no"
    if (folder / "intake.toml").is_file():
        notes = _toml(folder / "intake.toml").get("notes", {})
        texts |= {f"intake.{name}": str(sentence) for name, sentence in notes.items()}
    if (folder / "official.toml").is_file():
        texts |= {f"official.{key}": str(value) for key, value in _toml(folder / "official.toml").items()}
    return texts


def _toml(path: Path) -> dict[str, Any]:
    where = f"templates/languages/{path.parent.name}/{path.name}"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise TemplateError(
            where, "berkas tidak ada", "Salin dari templates/languages/id, lalu terjemahkan"
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TemplateError(
            where, f"bukan TOML yang benar ({error})", "Perbaiki baris yang disebut"
        ) from error


def write_index(manifest: Manifest, folder: Path, texts: Mapping[str, str]) -> Path:
    """index.html in the pack's folder: look at each post, copy its words, take its pictures, tick what is done.

    It opens by double click without a network; the state of the posts comes from ../status.js when that is there.
    """
    words = Words(texts)
    has_map = "map.html" in manifest.files or (folder / "map.html").is_file()
    page = render(
        "index.html.j2",
        {
            "t": words,
            "page": index_view(manifest, words, has_map=has_map),
            "style": own_style("index.css"),
            "early_script": _own_text("early.js"),
            "script": _own_text("index.js"),
            "script_words": _script_words(words),
        },
    )
    # pictures, clips and status.js lie beside the page: "self" when served, file: when opened by double click
    media = "'self' file:" if any(post.clip for post in manifest.posts) else ""
    sealed = seal(page, img="'self' file: data:", script="'self' file:", media=media)
    return write_page(sealed, folder / "index.html")


def _script_words(words: Words) -> dict[str, Any]:
    return {
        "states": {state: words(f"state_{state}") for state in State},
        "revision": words.texts["state_revision"],
        "hold": words.texts["hold_line"],
        "result": words.texts["filter_result"],
        "progress": words.texts["progress"],
        "copied": words.texts["copied"],
        "missing": words("picture_missing"),
    }


def own_style(name: str) -> Any:
    """The shared style and a page's own, with the brand font inside, as text that is not escaped."""
    from markupsafe import Markup

    return Markup(font_css()) + _own_text("pages.css") + _own_text(name)  # noqa: S704 - a font, no data


def _own_text(name: str) -> Any:
    from markupsafe import Markup

    text = (Home().templates / "pages" / name).read_text(encoding="utf-8")
    return Markup(text)  # noqa: S704 - a file of the project, never data


def write_report(
    manifest: Manifest, survey: Survey, intake: Intake, folder: Path, texts: Mapping[str, str]
) -> Path:
    """laporan.html in the internal folder: method, hotspots, findings, what was withheld, intake, evidence."""
    from generator.posting.pages_report import report_view

    words = Words(texts)
    page = render(
        "report.html.j2",
        {
            "t": words,
            "page": report_view(manifest, survey, intake, Home().templates, words),
            "style": own_style("report.css"),
        },
    )
    return write_page(seal(page), folder / "laporan.html")
