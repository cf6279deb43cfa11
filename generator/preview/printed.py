"""Previews of printed pages: a poster about a place, one about hours and one about a theme, and a talk sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator import on_paper
from generator.errors import RenderingError, TemplateError
from generator.graphics import print_checks
from generator.graphics.encode import encoded
from generator.graphics.print_room import PrintRoom
from generator.messages.message import Writer
from generator.messages.selection import Plan
from generator.messages.talk_sheet import poster, talk_sheets
from generator.preview.drawing import Preview

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from generator.edition import Desk
    from generator.graphics.designs import Design
    from generator.graphics.logo import Logo
    from generator.graphics.map_layers import MapLayers
    from generator.graphics.print_room import PrintJob
    from generator.home import Home
    from generator.records import Insight, Message
    from generator.themes import Style

Pair = tuple["Message", "Insight"]


@dataclass(frozen=True, slots=True)
class PrintPreviewJob:
    """One design of print with the pages that it suits, in one theme."""

    home: Home
    style: Style
    logo: Logo | None
    design: Design
    pages: tuple[PrintJob, ...]
    folder: Path


def pages_of(desk: Desk, pairs: Sequence[Pair], layers: MapLayers | None) -> tuple[PrintJob, ...]:
    """Posters of the first finding of each kind of drawing, in every edition, and the sheet of the first audience."""
    writer = Writer(desk.campaign, desk.library, desk.week)
    found: list[PrintJob] = []
    for pair in _one_of_each_drawing(pairs):
        made = poster(Plan((pair[0],), (), (pair[1],)), writer)
        if made is not None:
            found += on_paper.poster_jobs(made, pair, desk.campaign, layers)
    messages, insights = zip(*pairs, strict=True) if pairs else ((), ())
    sheets = talk_sheets(Plan(tuple(messages), (), tuple(insights)), writer)[:1]
    return (*found, *on_paper.sheet_jobs(sheets, desk.campaign, desk.library))


def _one_of_each_drawing(pairs: Sequence[Pair]) -> Iterator[Pair]:
    """A finding with places, one with the hours of a day, and one with neither."""
    seen: set[str] = set()
    for message, insight in pairs:
        drawing = "place" if insight.hotspots else "hours" if "hours" in insight.series else "theme"
        if drawing not in seen:
            seen.add(drawing)
            yield message, insight


def draw_printed(job: PrintPreviewJob) -> list[Preview]:
    """Every page as PNG at the size of the screen."""
    room = PrintRoom(job.home, job.style, job.logo)
    return [_preview(room, job, number, page) for number, page in enumerate(job.pages, 1)]


def _preview(room: PrintRoom, job: PrintPreviewJob, number: int, asked: PrintJob) -> Preview:
    shape = f"{asked.path.removesuffix('.pdf')}-{number}"
    name, theme = job.design.name, job.style.theme
    about = (name, theme, shape, job.design.grounds[0])
    target = job.folder / name / f"{theme}-{shape}.png"
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        page = room.fitted(asked, job.design)
        print_checks.refuse_failed(page.results, asked.path)
    except (RenderingError, TemplateError) as error:
        return Preview(*about, "", str(error))
    drawn = page.drawn()
    target.write_bytes(encoded(drawn.convert("L") if asked.is_grey else drawn, "png"))
    return Preview(*about, f"{name}/{target.name}", "")
