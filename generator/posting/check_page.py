"""periksa.html in the internal folder: what `check` found in the files of a campaign, or why it refused them."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from generator.accidents.wall.privacy import is_personal
from generator.errors import TemplateError
from generator.languages import flat, load_library
from generator.posting.check_view import check_view
from generator.posting.durable import plain_fault, write_durable
from generator.posting.pages import own_style, page_texts
from generator.webpage import Words, render, seal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.errors import SelamatError
    from generator.home import Home
    from generator.posting.check_view import Checked

PAGE_NAME = "periksa.html"


def check_texts(home: Home, code: str) -> dict[str, str]:
    """Words of the pages, of the check, and of every code and column ("label.severity.fatal"), in one mapping."""
    folder = home.templates / "languages" / code
    own = {**told(folder / "check.toml"), **told(folder / "fields.toml")}
    labels = {key: text for key, text in load_library(home, code).words.items() if key.startswith("label.")}
    return {
        **page_texts(home, code),
        **labels,
        **own,
        "language": code,
    }


def told(path: Path) -> dict[str, str]:
    """Texts of one file by dotted key. Raises TemplateError."""
    try:
        return {key: str(text) for key, text in flat(tomllib.loads(path.read_text(encoding="utf-8")))}
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TemplateError(
            f"templates/languages/{path.parent.name}/{path.name}",
            f"tidak dapat dibaca ({type(error).__name__})",
            "Salin dari templates/languages/id, lalu terjemahkan",
        ) from error


def write_check(checked: Checked, unit: str, folder: Path, words: Words) -> Path:
    """The page of files that could be read. Raises QueueError when the folder cannot be written to."""
    return _write({"refused": None, **check_view(checked, words)}, unit, folder, words)


def write_refusal(error: SelamatError, unit: str, folder: Path, words: Words) -> Path:
    """The page of files that were refused, in place of the page before it.

    An old page would show figures of files that are no longer there, so it does not stay.
    """
    told = (error.where, error.found, error.advice)
    if any(map(is_personal, told)):  # a file may be named after a person
        told = ("", words("refused_hidden"), "")
    refused = dict(zip(("where", "found", "advice"), told, strict=True))
    verdict = {"text": words("verdict_refused"), "level": "refused"}
    page = {"refused": refused, "verdict": verdict, "line": "", "is_sample": False}
    return _write(page, unit, folder, words)


def _write(page: Mapping[str, Any], unit: str, folder: Path, words: Words) -> Path:
    """Render, seal, and put in place whole."""
    view = {**page, "unit": unit, "language": words("language")}
    text = seal(render("check.html.j2", {"t": words, "page": view, "style": own_style("check.css")}))
    path = folder / PAGE_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_durable(path, text.encode())
    except OSError as error:
        raise plain_fault(error, str(folder)) or error from error
    return path
