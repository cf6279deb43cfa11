"""The campaign's link as one slot carries it, so that visits can be told apart without any cookie."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.platforms import Placement
    from generator.records import IsoWeek, Slot
    from generator.settings import Campaign

_WEEK = len("2026-W48")


def link_of(campaign: Campaign, placement: Placement, slot: Slot | None) -> str:
    """The link of a text at this slot; "" when the campaign has none or the platform shows none that can be tapped."""
    link = campaign.polres.link if placement.shows_link else ""
    if not link or slot is None or not campaign.polres.link_tracking:
        return link
    return tracked(
        link,
        {
            "utm_source": placement.platform,
            "utm_medium": placement.name,
            "utm_campaign": f"{campaign.id}-{slot.id[:_WEEK]}",
            "utm_content": slot.id,
        },
    )


def printed_link(campaign: Campaign, week: IsoWeek) -> str:
    """The link behind the QR code of a printed page; few marks, so that its modules stay large. "" for none."""
    link = campaign.polres.link
    if not link or not campaign.polres.link_tracking:
        return link
    return tracked(link, {"utm_source": "poster", "utm_campaign": f"{campaign.id}-{week}"})


def tracked(link: str, marks: Mapping[str, str]) -> str:
    """The link with these marks behind its own query and before its fragment; a mark that it has already stays."""
    parts = urlsplit(link)
    own = {name for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
    added = urlencode({name: value for name, value in marks.items() if name not in own})
    query = "&".join(text for text in (parts.query.rstrip("&"), added) if text)
    return parts._replace(path=parts.path or "/", query=query).geturl()
