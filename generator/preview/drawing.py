"""Previews drawn by worker processes: one design in all its shapes and themes, with what went wrong beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.errors import RenderingError, TemplateError
from generator.graphics.encode import encoded
from generator.graphics.infographic import Studio
from generator.graphics.plain_page import plain_page
from generator.graphics.sheet import sheet_of

if TYPE_CHECKING:
    from pathlib import Path

    from generator.graphics.designs import Design
    from generator.graphics.logo import Logo
    from generator.graphics.map_layers import MapLayers
    from generator.home import Home
    from generator.platforms import Placement
    from generator.records import Insight, Message
    from generator.themes import Style


@dataclass(frozen=True, slots=True)
class PreviewJob:
    """One design with one message in one theme, on one placement of each shape."""

    home: Home
    style: Style
    logo: Logo | None
    layers: MapLayers | None
    design: Design
    message: Message
    insight: Insight
    placements: tuple[Placement, ...]
    folder: Path


@dataclass(frozen=True, slots=True)
class Preview:
    """One picture that was looked at; `path` is empty when it could not be drawn, and `fault` says why."""

    design: str
    theme: str
    shape: str
    ground: str
    path: str  # relative to the folder of previews
    fault: str


def draw_previews(job: PreviewJob) -> list[Preview]:
    """Every ground and shape of the design, written as PNG with the plain HTML beside it."""
    studio = Studio(job.home, job.style, job.layers, job.logo)
    return [
        _preview(studio, job, placement, ground)
        for ground in job.design.grounds
        for placement in job.placements
        if sheet_of(placement).shape in job.design.shapes
    ]


def _preview(studio: Studio, job: PreviewJob, placement: Placement, ground: str) -> Preview:
    is_alone = job.design.role == "finding" and placement.slides < 2
    order = studio.order(job.message, job.insight, placement, is_alone=is_alone)
    name = f"{job.design.name}/{job.style.theme}-{ground}-{placement.shape}"
    target = job.folder / f"{name}.png"
    target.parent.mkdir(parents=True, exist_ok=True)
    about = (job.design.name, job.style.theme, placement.shape, ground)
    try:
        page = studio.page(job.design, ground, order)
        html = plain_page(page.html, page.css, order.images)
        target.with_suffix(".html").write_text(html, encoding="utf-8", newline="\n")
        picture = studio.picture(job.design, ground, order)
    except (RenderingError, TemplateError) as error:
        return Preview(*about, "", str(error))
    target.write_bytes(encoded(picture.image, "png"))
    return Preview(*about, f"{name}.png", "")
