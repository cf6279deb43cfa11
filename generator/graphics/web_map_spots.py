"""Hotspots on the interactive map: stretches, ranked circles, and the list beside the map."""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class SpotTeller:
    """Says a hotspot in words; the internal edition adds its statistics."""

    words: Words
    zone_label: str  # WIB, WITA, WIT: hours are printed with it
    is_internal: bool

    def marks(self, spots: Sequence[Hotspot]) -> list[Feature]:
        """One point a hotspot, three decimals (about 100 m), with its lines; an empty line is not shown."""
        return [
            feature(
                rounded({"type": "Point", "coordinates": [spot.place.lon, spot.place.lat]}, 3),
                rank=str(spot.rank),
                **self.lines(spot),
            )
            for spot in spots
        ]

    def rows(self, spots: Sequence[Hotspot]) -> list[dict[str, Any]]:
        """The same places as a list in words, for a reader who does not see the map."""
        return [{"rank": spot.rank, **self.lines(spot)} for spot in spots]

    def lines(self, spot: Hotspot) -> dict[str, str]:
        """Place, kecamatan, count, and what the gate lets be said about hours and kind of collision."""
        words = self.words
        code = spot.top_collision
        return {
            "place": spot.place.name,
            "area": "" if spot.place.name.endswith(spot.place.area) else spot.place.area,
            "count": words("map_spot_count", n=words.number(spot.accidents)),
            "hours": self._hours(spot),
            "kind": words("map_spot_kind", kind=words.known(f"collision_{code}", code)) if code else "",
            "figures": self._figures(spot) if self.is_internal else "",
        }

    def _hours(self, spot: Hotspot) -> str:
        if spot.top_hours is None:
            return ""
        start, end = (f"{hour:02d}{self.words('hour_sign')}00" for hour in spot.top_hours)
        return self.words("map_spot_hours", start=start, end=end, zone=self.zone_label)

    def _figures(self, spot: Hotspot) -> str:
        return self.words(
            "map_spot_figures",
            expected=self.words.estimate(spot.expected),
            eb=self.words.estimate(spot.eb_estimate),
            p_double=self.words.chance(spot.p_double),
            q=self.words.small(spot.q_value),
        )
