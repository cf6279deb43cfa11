"""Where the district lies, as the campaign's own files tell it: the measure for every coordinate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely

from generator.accidents.geography import AreaTable, read_areas, read_boundary, read_roads, road_names

if TYPE_CHECKING:
    from generator.home import Home
    from generator.settings import Campaign

NEAR_DEGREES = 2.0 / 111.0  # 2 km: an accident just across the border is still theirs


@dataclass(frozen=True, slots=True)
class District:
    """Box (west, south, east, north; degrees) and outline of the district, and the names that it knows."""

    box: tuple[float, float, float, float]
    outline: shapely.Geometry | None
    areas: AreaTable | None
    road_names: frozenset[str]

    @property
    def names(self) -> frozenset[str]:
        """Names that are public: of roads and of areas."""
        areas = frozenset(self.areas["name"]) if self.areas is not None else frozenset()
        return self.road_names | areas


def find_district(campaign: Campaign, home: Home) -> District | None:
    """The district from its outline, else its areas, else its roads; None when the campaign names none."""
    data = campaign.data
    outline = read_boundary(home.root / data.boundary) if data.boundary else None
    areas = read_areas(home.root / data.areas) if data.areas else None
    names = road_names(home.root / data.roads) if data.roads else frozenset()
    if outline is None and areas is not None:
        outline = shapely.union_all(areas.geometry.array)
    if outline is not None:
        west, south, east, north = outline.bounds
    elif data.roads:
        west, south, east, north = read_roads(home.root / data.roads).total_bounds
    else:
        return None
    return District((float(west), float(south), float(east), float(north)), outline, areas, names)
