"""The week as tables: agenda.csv for people, and bulk upload files that templates/exports/<name>.toml declares.

Files for machines are byte-exact (CRLF, every field quoted); in files for people a cell that a spreadsheet would run as
a formula is made plain. Never one file for both.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.discovery import files_named
from generator.errors import QueueError, TemplateError
from generator.home import Home

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from generator.records import Manifest, Post

_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_FORMULA = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "\uff1d",
    "\uff0b",
    "\uff0d",
    "\uff20",
)  # also full-width forms


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what the target calls it, and which value stands in it ("= text" for a fixed one)."""

    heading: str
    value: str


@dataclass(frozen=True, slots=True)
class Export:
    """A declared export; the keys are explained in templates/exports/buffer.toml."""

    name: str
    as_of: dt.date
    source: str
    file: str
    encoding: str
    delimiter: str
    max_rows: int
    time: str
    platforms: tuple[str, ...]
    media_separator: str
    max_media: int
    neutralise: bool
    columns: tuple[Column, ...]
    note_id: str
    note_en: str


@dataclass(frozen=True, slots=True)
class Exported:
    """The files that were written, and sentences that the planner must read."""

    files: tuple[Path, ...]
    warnings: tuple[str, ...]


def load_exports(home: Home) -> dict[str, Export]:
    """Every declared export by the name of its file. Raises TemplateError naming the file and the fault."""
    found = {}
    for name, path in files_named(home.templates / "exports", ".toml").items():
        where = f"templates/exports/{path.name}"
        try:
            raw = tomllib.loads(path.read_text(encoding="utf-8"))
            raw["columns"] = tuple(Column(**column) for column in raw["columns"])
            raw["platforms"] = tuple(raw["platforms"])
            found[name] = Export(**raw)
        except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
            raise TemplateError(
                where, f"isi tidak terbaca ({error})", "Perbaiki, contohnya buffer.toml"
            ) from error
        unknown = [
            c.value for c in found[name].columns if c.value not in _VALUES and not c.value.startswith("= ")
        ]
        if unknown:
            raise TemplateError(
                where, f"nilai kolom {', '.join(unknown)} tidak dikenal", f"Yang ada: {', '.join(_VALUES)}"
            )
    return found


def write_agenda_csv(manifest: Manifest, path: Path, home: Home | None = None) -> Path:
    """agenda.csv: one row per post in order of time, for Excel with Indonesian settings."""
    export = load_exports(home or Home())["agenda"]
    path.write_bytes(_table(export, manifest, _ordered(manifest), ""))
    return path


def write_export(export: Export, manifest: Manifest, folder: Path, media_base_url: str = "") -> Exported:
    """The files of one export, one for each different name; more posts than a file may hold go to a second one.

    Without `media_base_url` (a public https address under which the pack's folder can be read) the files are text
    only, and the warning says so. Raises QueueError for an address that is none.
    """
    if media_base_url and not media_base_url.startswith("https://"):
        raise QueueError(
            "media_base_url", f'"{media_base_url}" bukan alamat https', "Kosongkan atau perbaiki"
        )
    groups: dict[str, list[Post]] = {}
    for post in _ordered(manifest):
        if export.platforms and (post.slot.platform not in export.platforms or not post.caption.limit):
            continue
        name = export.file.format(
            platform=post.slot.platform, placement=post.slot.placement, week=manifest.week
        )
        groups.setdefault(name, []).append(post)
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for name, posts in groups.items():
        step = export.max_rows or len(posts)
        for number, start in enumerate(range(0, len(posts), step), 1):
            file = folder / (name if number == 1 else name.replace(".csv", f"-{number}.csv"))
            file.write_bytes(_table(export, manifest, posts[start : start + step], media_base_url))
            files.append(file)
    note = export.note_id if manifest.language == "id" else export.note_en
    return Exported(tuple(files), (f"{export.name}: {note}",) if note and not media_base_url else ())


def plain_cell(text: str) -> str:
    """The text with an apostrophe before it when a spreadsheet would take it for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def _ordered(manifest: Manifest) -> list[Post]:
    return sorted(manifest.posts, key=lambda post: (post.slot.due, post.id))


def _table(export: Export, manifest: Manifest, posts: list[Post], base: str) -> bytes:
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, delimiter=export.delimiter, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([column.heading for column in export.columns])
    for post in posts:
        cells = [_cell(export, column, manifest, post, base) for column in export.columns]
        writer.writerow([plain_cell(cell) for cell in cells] if export.neutralise else cells)
    return lines.getvalue().encode(export.encoding)


def _cell(export: Export, column: Column, manifest: Manifest, post: Post, base: str) -> str:
    if column.value.startswith("= "):
        return column.value.removeprefix("= ")
    if column.value == "media_urls":
        wanted = post.assets[: export.max_media] if export.max_media else post.assets
        root = f"{base.rstrip('/')}/{manifest.week}"
        return export.media_separator.join(f"{root}/{asset.path}" for asset in wanted) if base else ""
    if column.value == "alt_texts":
        return export.media_separator.join(asset.alt_text for asset in post.assets)
    if column.value == "time":
        offset = post.slot.wall - post.slot.due.replace(tzinfo=None)
        return post.slot.wall.replace(tzinfo=dt.timezone(offset)).strftime(export.time)
    return _VALUES[column.value](manifest, post)


def _tags(post: Post) -> str:
    return " ".join(f"#{tag.removeprefix('#')}" for tag in post.caption.hashtags)


def _text(_: Manifest, post: Post) -> str:
    """As it is published: the words, an empty line, the hashtags."""
    return "\n\n".join(part for part in (post.caption.text, _tags(post)) if part)


def _headline(manifest: Manifest, post: Post) -> str:
    heads = {message.id: message.headline for message in manifest.messages}
    return post.caption.title or heads.get(post.message_id, post.message_id)


_VALUES: Mapping[str, Callable[[Manifest, Post], str]] = {
    "media_urls": lambda *_: "",
    "alt_texts": lambda *_: "",
    "time": lambda *_: "",
    "text": _text,
    "title": _headline,
    "caption": lambda _, post: post.caption.text,
    "hashtags": lambda _, post: _tags(post),
    "date": lambda _, post: f"{post.slot.wall:%d-%m-%Y}",
    "day": lambda _, post: _DAYS[post.slot.wall.weekday()],
    "hour": lambda _, post: f"{post.slot.wall:%H.%M}",
    "zone": lambda _, post: post.slot.zone_label,
    "platform": lambda _, post: post.slot.platform,
    "placement": lambda _, post: post.slot.placement,
    "pictures": lambda _, post: str(len(post.assets)),
    "folder": lambda _, post: post.folder,
    "slot": lambda _, post: post.id,
    "link": lambda _, post: post.link,
    "week": lambda manifest, _: manifest.week,
    "tip": lambda _, post: post.tip_id,
    "theme": lambda _, post: post.theme,
}
