"""What a week prints: its poster in the editions that the campaign wants, and a talk sheet for each audience."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.graphics.print_room import PrintJob

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.graphics.map_layers import MapLayers
    from generator.languages import Library
    from generator.records import Manifest
    from generator.settings import Campaign

_GREY = "-hitam-putih"


def print_jobs(
    manifest: Manifest, campaign: Campaign, library: Library, layers: MapLayers | None
) -> tuple[PrintJob, ...]:
    """One job for each PDF; `layers` is the ground of the week's maps, None where no message is drawn on one."""
    return (*_posters(manifest, campaign, layers), *_sheets(manifest, campaign, library))


def _posters(manifest: Manifest, campaign: Campaign, layers: MapLayers | None) -> Iterable[PrintJob]:
    made = manifest.poster
    if made is None:
        return
    message = next(one for one in manifest.messages if one.id == made.message_id)
    insight = next(one for one in manifest.insights if one.id == message.insight_id)
    for edition in dict.fromkeys(campaign.paper.poster):
        yield PrintJob(
            path=f"poster-{edition}.pdf",
            paper=edition.removesuffix(_GREY),
            is_grey=edition.endswith(_GREY),
            made=made,
            unit=campaign.unit,
            language=manifest.language,
            signs=(message.theme,),
            shown=(message, insight),
            layers=layers if insight.hotspots else None,
        )


def _sheets(manifest: Manifest, campaign: Campaign, library: Library) -> Iterable[PrintJob]:
    for made in manifest.talk_sheets if campaign.paper.talk_sheets else ():
        yield PrintJob(
            path=f"{made.name}.pdf",
            paper="a4",
            is_grey=False,
            made=made,
            unit=campaign.unit,
            language=manifest.language,
            signs=tuple(library.tips[tip].theme for tip in made.tips),
        )
