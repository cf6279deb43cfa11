"""The verb `preview`: one design or all, in every shape, ground and theme, as pictures, plain HTML and contact sheets."""

from __future__ import annotations

import concurrent.futures
import difflib
import multiprocessing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator import clock
from generator.errors import SettingsError
from generator.graphics.contact_sheet import contact_sheet
from generator.graphics.designs import load_designs
from generator.graphics.encode import encoded
from generator.graphics.logo import load_logo
from generator.platforms import RATIOS, load_placements
from generator.preview.drawing import PreviewJob, draw_previews
from generator.preview.material import gather_material
from generator.preview.printed import PrintPreviewJob, draw_printed
from generator.settings import choose_campaign, choose_week, load_campaign
from generator.themes import Wardrobe, known_themes, style_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from generator.graphics.designs import Design
    from generator.home import Home
    from generator.platforms import Placement
    from generator.preview.drawing import Preview
    from generator.preview.material import Material
    from generator.settings import Campaign
    from generator.terminal import Terminal
    from generator.themes import Style

_ROW_PX = 300  # height of a picture on a contact sheet
_SHEET_BYTES = 4_000_000


@dataclass(frozen=True, slots=True)
class _Desk:
    """Whose material is drawn, and where the pictures go."""

    home: Home
    campaign: Campaign
    material: Material
    folder: Path


def preview(home: Home, options: argparse.Namespace, terminal: Terminal) -> int:
    """Draw and list; 1 when a picture failed its checks. Raises SettingsError for an unknown design or theme."""
    campaign = load_campaign(home, choose_campaign(home, options.name))
    designs = _chosen(load_designs(home, campaign.look.mode), options.design, is_all=options.all)
    themes = _themes(home, options.theme, campaign, is_all=options.all)
    styles = [replace(style_of(campaign.look), theme=theme) for theme in themes]
    for style in styles:
        Wardrobe(home, style)
    terminal.say("preview_making", designs=len(designs), themes=", ".join(themes))
    material = gather_material(home, campaign, choose_week(campaign, options.week, clock.now()))
    desk = _Desk(home, campaign, material, home.output / "preview")
    for design in designs:
        for old in (one for theme in themes for one in (desk.folder / design.name).glob(f"{theme}-*")):
            old.unlink()
        if material.for_design(design) is None and not material.printed(design):
            terminal.say("preview_nothing", design=design.name)
    drawn = _drawn(list(_jobs(desk, designs, styles)), list(_print_jobs(desk, designs, styles)))
    for theme in themes:
        _write_sheet([one for one in drawn if one.theme == theme and one.path], desk.folder, theme)
    faults = [one for one in drawn if one.fault]
    for one in faults:
        terminal.fault(f"{one.design} {one.theme}-{one.ground}-{one.shape}: {one.fault}")
    terminal.say("preview_done", pictures=len(drawn) - len(faults), faults=len(faults), path=desk.folder)
    return 1 if faults else 0


def _chosen(designs: dict[str, Design], name: str | None, *, is_all: bool) -> list[Design]:
    if is_all:
        return list(designs.values())
    if name in designs:
        return [designs[name]]
    near = difflib.get_close_matches(name or "", designs, n=1)
    hint = f'Mungkin "{near[0]}". ' if near else ""
    raise SettingsError(
        f'desain "{name or ""}"', "tidak ada", f"{hint}Yang ada: {', '.join(designs)}; semuanya: --all"
    )


def _themes(home: Home, asked: str | None, campaign: Campaign, *, is_all: bool) -> tuple[str, ...]:
    """The theme that was asked for, every theme, or the campaign's own."""
    if asked or not is_all:
        return (asked or campaign.look.theme,)
    return known_themes(home)


def _jobs(desk: _Desk, designs: Sequence[Design], styles: Sequence[Style]) -> Iterator[PreviewJob]:
    home, look = desk.home, desk.campaign.look
    placements, layers = _one_of_each_shape(home), desk.material.layers
    logo = load_logo(home.root / look.logo) if look.logo else None
    for style in styles:
        for design in designs:
            pair = desk.material.for_design(design)
            if pair is not None:
                yield PreviewJob(home, style, logo, layers, design, *pair, placements, desk.folder)


def _print_jobs(desk: _Desk, designs: Sequence[Design], styles: Sequence[Style]) -> Iterator[PrintPreviewJob]:
    look = desk.campaign.look
    logo = load_logo(desk.home.root / look.logo) if look.logo else None
    for style in styles:
        for design in designs:
            pages = desk.material.printed(design)
            if pages:
                yield PrintPreviewJob(desk.home, style, logo, design, pages, desk.folder)


def _one_of_each_shape(home: Home) -> tuple[Placement, ...]:
    """For each shape the first usual placement, or the first that is declared."""
    declared = load_placements(home).values()
    usual = sorted(declared, key=lambda place: not place.is_usual)
    found = (next((place for place in usual if place.shape == shape), None) for shape in RATIOS)
    return tuple(place for place in found if place is not None)


def _drawn(jobs: list[PreviewJob], printed: list[PrintPreviewJob]) -> list[Preview]:
    context = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(max_workers=2, mp_context=context) as workers:
        pages = workers.map(draw_printed, printed)
        return [one for previews in (*workers.map(draw_previews, jobs), *pages) for one in previews]


def _write_sheet(previews: list[Preview], folder: Path, theme: str) -> None:
    """One JPEG a theme: a design a row, first its grounds in 4:5, then the other shapes of its first ground."""
    firsts: dict[str, str] = {}
    for one in previews:
        firsts.setdefault(one.design, one.ground)
    shown = [one for one in previews if one.shape == "4x5" or one.ground == firsts[one.design]]
    if not shown:
        return
    shown.sort(key=lambda one: (list(firsts).index(one.design), one.shape != "4x5", one.shape))
    sheet = contact_sheet([folder / one.path for one in shown], height_px=_ROW_PX, columns=8)
    (folder / f"lembar-{theme}.jpg").write_bytes(encoded(sheet, "jpg", _SHEET_BYTES))
