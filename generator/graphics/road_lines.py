"""Roads as few long lines: the pieces of one road joined end to end, for static and interactive maps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class RoadLines:
    """Arrays of one length: road class, name ("" when none) and LineString, by class and name."""

    classes: NDArray[np.object_]
    names: NDArray[np.object_]
    lines: NDArray[np.object_]

    def where(self, kept: NDArray[np.bool_]) -> RoadLines:
        """Those lines only."""
        return RoadLines(self.classes[kept], self.names[kept], self.lines[kept])


def joined(roads: Any) -> RoadLines:
    """The lines of a road table, joined; all at once, since a city has thousands of names."""
    import numpy as np
    import pandas as pd
    import shapely

    keys = roads["road_class"].astype(object) + "\n" + roads["name"].fillna("").astype(object)
    group, found = pd.factorize(keys, sort=True)
    pieces, owner = shapely.get_parts(roads.geometry.to_numpy(), return_index=True)
    is_line = shapely.get_type_id(pieces) == shapely.GeometryType.LINESTRING
    pieces, group = pieces[is_line], group[owner[is_line]]
    order = np.argsort(group, kind="stable")
    bundles = shapely.multilinestrings(pieces[order], indices=group[order])
    lines, owner = shapely.get_parts(shapely.line_merge(bundles), return_index=True)
    parts = np.array([key.split("\n", 1) for key in found], dtype=object).reshape(-1, 2)
    return RoadLines(parts[owner, 0], parts[owner, 1], lines)
