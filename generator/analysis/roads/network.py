"""The road network as lixels: short pieces along streets, with junctions, carriageways, names and classes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from generator.analysis.roads.carriageways import Signs, find_carriageways
from generator.analysis.roads.junctions import Arms, Junctions, find_junctions, owner_of
from generator.analysis.roads.lines import Heights
from generator.analysis.roads.lixels import LIXEL_M, cut_streets
from generator.analysis.roads.noding import node_lines
from generator.analysis.roads.streets import chain
from generator.codes import RoadClass

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from generator.accidents.places.geography import Ground
    from generator.accidents.places.road_file import RoadTable
    from generator.analysis.roads.noding import Edges

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

__all__ = ["CLASSES", "LIXEL_M", "Network", "build_network"]

CLASSES = tuple(str(code) for code in RoadClass)
SIDEWALK_M = 15.0  # a path that keeps within this of a road is part of it


@dataclass(frozen=True, slots=True)
class Network:
    """One row per lixel, in order along each street; metres of the district's UTM zone.

    `row` is the row of the road file, -1 nowhere; `road_class` an index into CLASSES; `exposure` the length,
    times traffic relative to its class where the road file has it. A piece is a straight part of a lixel.
    `road` numbers the roads, both carriageways of one with one number; `twin` is the lixel beside on the other
    carriageway, -1 where the road has one. `has_classes` is False when the road file tells no class: all are local.
    """

    street: Ints
    row: Ints
    road_class: Ints
    length_m: Floats
    exposure: Floats
    xy: Floats  # middle of the lixel
    name: NDArray[np.str_]
    piece_xy: Floats  # (pieces, 4): both ends
    piece_lixel: Ints
    junction_xy: Floats
    junction_names: tuple[tuple[str, ...], ...]  # distinct names of the arms, longest road first
    utm_epsg: int
    road: Ints
    twin: Ints
    junctions: Junctions
    has_classes: bool

    @property
    def count(self) -> int:
        """Number of lixels."""
        return len(self.street)

    def junction_of(self, xy: Floats, lixel: Ints) -> Ints:
        """Number of the junction that owns each accident at `xy` on `lixel` (-1: no road), or -1: on a link."""
        return owner_of(self.junctions, xy, np.append(self.street, -1)[lixel])


def build_network(ground: Ground) -> Network | None:
    """The network of a district's roads; None without roads or projection."""
    roads = ground.roads
    if roads is None or len(roads) == 0 or ground.utm_epsg is None:
        return None
    known = {code: i for i, code in enumerate(CLASSES)}
    classes = np.array([known.get(str(one), known["local"]) for one in roads["road_class"]], np.int64)
    shapes = np.asarray(roads.geometry.to_crs(epsg=ground.utm_epsg).values, dtype=object)
    edges = node_lines(shapes, _heights(roads, classes))
    edges = edges.where(~_is_sidewalk(edges, classes[edges.row] == known["path"]))
    if edges.count == 0:
        return None
    return _network(edges, roads, classes, ground.utm_epsg)


def _column(roads: RoadTable, name: str) -> Ints:
    """A whole-number column of the road table, 0 where it has none (a table made by hand)."""
    return roads[name].to_numpy(dtype=np.int64) if name in roads else np.zeros(len(roads), np.int64)


def _heights(roads: RoadTable, classes: Ints) -> Heights:
    """Levels as the file tells them; toll roads cross nothing at grade."""
    level = _column(roads, "level")
    return Heights(level, classes == CLASSES.index(RoadClass.MOTORWAY), is_known=bool(level.any()))


def _is_sidewalk(edges: Edges, is_path: Bools) -> Bools:
    """Paths that run along a road all the way: they would take its accidents, and double its length."""
    paths = np.flatnonzero(is_path)
    if len(paths) in {0, edges.count}:
        return np.zeros(edges.count, bool)
    lines = shapely.linestrings(edges.xy, indices=np.repeat(np.arange(edges.count), np.diff(edges.first)))
    at = shapely.line_interpolate_point(lines[paths][:, None], [0.05, 0.25, 0.5, 0.75, 0.95], normalized=True)
    near, _ = shapely.STRtree(lines[~is_path]).query(at.ravel(), predicate="dwithin", distance=SIDEWALK_M)
    sidewalk = np.zeros(edges.count, bool)
    sidewalk[paths] = np.bincount(np.unique(near) // 5, minlength=len(paths)) == 5
    return sidewalk


def _relative_traffic(aadt: Floats, classes: Ints) -> Floats:
    """Traffic of each road over the median of its class; 1 where unknown."""
    relative = np.ones(len(aadt))
    for one in np.unique(classes):
        has = (classes == one) & np.isfinite(aadt) & (aadt > 0)
        if has.sum() >= 3:
            relative[has] = aadt[has] / np.median(aadt[has])
    return relative


def _network(edges: Edges, roads: RoadTable, classes: Ints, utm_epsg: int) -> Network:
    """Streets, lixels, carriageways and junctions of the edges; class and name of a lixel are those at its middle."""
    names = np.array(roads["name"].fillna("").tolist(), dtype=str)
    streets = chain(edges, names[edges.row], classes[edges.row])
    lixels = cut_streets(edges, streets)
    row = edges.row[lixels.edge]
    name = names[row]
    signs = Signs(name, classes[row], _column(roads, "one_way")[row] * lixels.forward)
    found = find_carriageways(lixels, signs, len(streets))
    borrowed = (name == "") & (found.twin >= 0)
    name = np.where(borrowed, name[found.twin], name)
    street = np.zeros(edges.count, np.int64)
    order = np.array([edge for one in streets for edge, _ in one], np.int64)
    street[order] = np.repeat(np.arange(len(streets)), [len(one) for one in streets])
    kind = classes[edges.row]
    is_main = np.isin(kind, [CLASSES.index(RoadClass.MOTORWAY), CLASSES.index(RoadClass.ARTERIAL)])
    is_path = kind == CLASSES.index(RoadClass.PATH)
    junctions = find_junctions(edges, Arms(street, found.road[street], names[edges.row], is_main, is_path))
    aadt = roads["aadt"].to_numpy(dtype=float, na_value=np.nan)
    return Network(
        street=lixels.street,
        row=row,
        road_class=classes[row],
        length_m=lixels.length_m,
        exposure=lixels.length_m * _relative_traffic(aadt, classes)[row],
        xy=lixels.xy,
        name=name,
        piece_xy=lixels.piece_xy,
        piece_lixel=lixels.piece_lixel,
        junction_xy=junctions.xy,
        junction_names=junctions.names,
        utm_epsg=utm_epsg,
        road=found.road[lixels.street],
        twin=found.twin,
        junctions=junctions,
        has_classes=bool(roads["has_class"].any()) if "has_class" in roads else True,
    )
