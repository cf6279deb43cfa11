"""What a week prints: its poster in the editions that the campaign wants, and a talk sheet for each audience."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.graphics.print_room import PrintJob

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.graphics.map_layers import MapLayers
    from generator.languages import Library
    from generator.records import Insight, Manifest, Message, Poster, TalkSheet
    from generator.settings import Campaign

_GREY = "-hitam-putih"


def print_jobs(
    manifest: Manifest, campaign: Campaign, library: Library, layers: MapLayers | None
) -> tuple[PrintJob, ...]:
    """One job for each PDF; `layers` is the ground of the week's maps, None where no message is drawn on one."""
    posters: Iterable[PrintJob] = ()
    if manifest.poster is not None:
        message = next(one for one in manifest.messages if one.id == manifest.poster.message_id)
        insight = next(one for one in manifest.insights if one.id == message.insight_id)
        posters = poster_jobs(manifest.poster, (message, insight), campaign, layers)
    sheets = manifest.talk_sheets if campaign.paper.talk_sheets else ()
    return (*posters, *sheet_jobs(sheets, campaign, library))


def poster_jobs(
    made: Poster, shown: tuple[Message, Insight], campaign: Campaign, layers: MapLayers | None
) -> Iterator[PrintJob]:
    """The editions of one poster; `shown` is what it draws."""
    for edition in dict.fromkeys(campaign.paper.poster):
        yield PrintJob(
            path=f"poster-{edition}.pdf",
            paper=edition.removesuffix(_GREY),
            is_grey=edition.endswith(_GREY),
            made=made,
            unit=campaign.unit,
            language=campaign.polres.language,
            signs=(shown[0].theme,),
            shown=shown,
            layers=layers if shown[1].hotspots else None,
        )


def sheet_jobs(sheets: Iterable[TalkSheet], campaign: Campaign, library: Library) -> Iterator[PrintJob]:
    """A page for each audience, with a small drawing of each of its steps."""
    for made in sheets:
        yield PrintJob(
            path=f"{made.name}.pdf",
            paper="a4",
            is_grey=False,
            made=made,
            unit=campaign.unit,
            language=campaign.polres.language,
            signs=tuple(library.tips[tip].theme for tip in made.tips),
        )
