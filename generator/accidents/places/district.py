"""Where the district lies, as the campaign's own files tell it: the measure for every coordinate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from generator.accidents.places.geography import AreaTable, read_areas, read_boundary
from generator.accidents.places.road_file import read_roads, road_names

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from generator.home import Home
    from generator.settings import Campaign

NEAR_DEGREES = 2.0 / 111.0  # 2 km: an accident just across the border is still theirs
LARGEST_DEGREES = 6.0  # no district, and hardly a province, is wider; larger files tell the country only


@dataclass(frozen=True, slots=True)
class District:
    """Box (west, south, east, north; degrees) and outline of the district, and the names that it knows."""

    box: tuple[float, float, float, float]
    outline: shapely.Geometry | None
    areas: AreaTable | None
    road_names: frozenset[str]
    roads: Path | None = None

    @property
    def area_names(self) -> frozenset[str]:
        """Names of areas and of the areas around them, public since the map has them."""
        if self.areas is None:
            return frozenset()
        return (frozenset(self.areas["name"]) | frozenset(self.areas["parent"])) - {""}

    def road_lines(self) -> np.ndarray | None:
        """Lines of the road file in degrees; None when there is none."""
        return np.asarray(read_roads(self.roads).geometry.array) if self.roads is not None else None


def find_district(campaign: Campaign, home: Home) -> District | None:
    """The district from its outline, else its areas, else its roads; None when the campaign names none."""
    data = campaign.data
    outline = read_boundary(home.root / data.boundary) if data.boundary else None
    areas = read_areas(home.root / data.areas) if data.areas else None
    names = road_names(home.root / data.roads) if data.roads else frozenset()
    roads = home.root / data.roads if data.roads else None
    if outline is not None:
        bounds = outline.bounds
    elif areas is not None:
        bounds = areas.total_bounds
        # The areas of a whole country are no outline of a district, and joining them takes a minute.
        outline = shapely.union_all(areas.geometry.array) if _is_one_district(bounds) else None
    elif roads is not None:
        bounds = read_roads(roads).total_bounds
    else:
        return None
    west, south, east, north = map(float, bounds)
    return District((west, south, east, north), outline, areas, names, roads)


def _is_one_district(bounds: Sequence[float]) -> bool:
    west, south, east, north = bounds
    return east - west <= LARGEST_DEGREES and north - south <= LARGEST_DEGREES
