"""Hotspots on the interactive map: stretches, ranked circles, and the list beside the map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.graphics.web_map_shapes import feature, rounded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.graphics.web_map_shapes import Feature
    from generator.records import Hotspot
    from generator.webpage import Words


def stretch_shapes(spots: Sequence[Hotspot]) -> list[Feature]:
    """The stretches of hotspots that lie on roads, three decimals."""
    return [
        feature(rounded({"type": "LineString", "coordinates": spot.line}, 3), rank=str(spot.rank))
        for spot in spots
        if len(set(spot.line)) > 1
    ]


def mark_shapes(spots: Sequence[Hotspot], words: Words, *, is_internal: bool) -> list[Feature]:
    """One point a hotspot, three decimals (about 100 m), with what its table says; an empty line is not shown."""
    return [
        feature(
            rounded({"type": "Point", "coordinates": [spot.place.lon, spot.place.lat]}, 3),
            rank=str(spot.rank),
            **spot_lines(spot, words, is_internal=is_internal),
        )
        for spot in spots
    ]


def spot_list(spots: Sequence[Hotspot], words: Words, *, is_internal: bool) -> list[dict[str, Any]]:
    """The same places as a list in words, for a reader who does not see the map."""
    return [{"rank": spot.rank, **spot_lines(spot, words, is_internal=is_internal)} for spot in spots]


def spot_lines(spot: Hotspot, words: Words, *, is_internal: bool) -> dict[str, str]:
    """Place, kecamatan, count, and what the gate lets be said about hours and kind of collision."""
    hours = kind = figures = ""
    if spot.top_hours is not None:
        start, end = (f"{hour:02d}{words('hour_sign')}00" for hour in spot.top_hours)
        hours = words("map_spot_hours", start=start, end=end)
    if spot.top_collision:
        kind = words("map_spot_kind", kind=words.known(f"collision_{spot.top_collision}", spot.top_collision))
    if is_internal:
        figures = words(
            "map_spot_figures",
            expected=words.number(spot.expected, 1),
            eb=words.number(spot.eb_estimate, 1),
            p_double=words.percent(spot.p_double),
            q=words.number(spot.q_value, 3),
        )
    return {
        "place": spot.place.name,
        "area": spot.place.area,
        "count": words("map_spot_count", n=words.number(spot.accidents)),
        "hours": hours,
        "kind": kind,
        "figures": figures,
    }
