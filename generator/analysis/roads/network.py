"""The road network as lixels: short pieces along streets, with junctions, names, classes and snapping."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from generator.analysis.roads.noding import Edges, node_lines
from generator.analysis.roads.streets import chain
from generator.codes import RoadClass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from generator.accidents.places.geography import Ground

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

LIXEL_M = 25.0
JUNCTION_M = 25.0  # nodes nearer than this are one junction
CLASSES = tuple(str(code) for code in RoadClass)


@dataclass(frozen=True, slots=True)
class Network:
    """One row per lixel, in order along each street; metres of the district's UTM zone.

    `row` is the row of the road file, -1 nowhere; `road_class` an index into CLASSES; `exposure` the length,
    times traffic relative to its class where the road file has it. A piece is a straight part of a lixel.
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

    @property
    def count(self) -> int:
        """Number of lixels."""
        return len(self.street)


def build_network(ground: Ground) -> Network | None:
    """The network of a district's roads; None without roads or projection."""
    roads = ground.roads
    if roads is None or len(roads) == 0 or ground.utm_epsg is None:
        return None
    lines = np.asarray(roads.geometry.to_crs(epsg=ground.utm_epsg).values, dtype=object)
    edges = node_lines(lines)
    if edges.count == 0:
        return None
    names = np.array(roads["name"].fillna("").tolist(), dtype=str)
    known = {code: i for i, code in enumerate(CLASSES)}
    classes = np.array([known.get(str(one), known["local"]) for one in roads["road_class"]], np.int64)
    traffic = _relative_traffic(roads["aadt"].to_numpy(dtype=float, na_value=np.nan), classes)
    return _lixels(edges, names, classes, traffic, ground.utm_epsg)


def _relative_traffic(aadt: Floats, classes: Ints) -> Floats:
    """Traffic of each road over the median of its class; 1 where unknown."""
    relative = np.ones(len(aadt))
    for one in np.unique(classes):
        has = (classes == one) & np.isfinite(aadt) & (aadt > 0)
        if has.sum() >= 3:
            relative[has] = aadt[has] / np.median(aadt[has])
    return relative


def _lixels(edges: Edges, names: NDArray[np.str_], classes: Ints, traffic: Floats, utm_epsg: int) -> Network:
    """Streets cut into equal lixels of about LIXEL_M; the class and name are those at the middle."""
    streets = chain(edges, names[edges.row], classes[edges.row])
    order = np.array([edge for street in streets for edge, _ in street], np.int64)
    xy, owner = _street_vertices(edges, streets)
    step = np.hypot(*np.diff(xy, axis=0).T)
    street_of_edge = np.repeat(np.arange(len(streets)), [len(street) for street in streets])
    street_of_vertex = street_of_edge[owner]
    is_break = np.diff(street_of_vertex) > 0
    step[is_break] = 1.0  # a gap keeps streets apart on the common scale
    along = np.concatenate([[0.0], np.cumsum(step)])
    start = along[np.flatnonzero(np.diff(street_of_vertex, prepend=-1))]
    stop = along[np.flatnonzero(np.diff(street_of_vertex, append=len(streets)))]
    number = np.maximum(1, np.round((stop - start) / LIXEL_M)).astype(np.int64)
    street = np.repeat(np.arange(len(streets)), number)
    within = np.arange(len(street)) - np.repeat(np.cumsum(number) - number, number)
    length = ((stop - start) / number)[street]
    begin = start[street] + within * length
    middle = begin + length / 2
    edge_start = along[np.flatnonzero(np.diff(owner, prepend=-1))]
    edge = order[np.searchsorted(edge_start, middle, side="right") - 1]
    row = edges.row[edge]
    piece_xy, piece_lixel = _pieces(xy, along, is_break, begin)
    junction_xy, junction_names = _junctions(edges, names)
    return Network(
        street=street,
        row=row,
        road_class=classes[row],
        length_m=length,
        exposure=length * traffic[row],
        xy=_at(middle, along, xy),
        name=names[row],
        piece_xy=piece_xy,
        piece_lixel=piece_lixel,
        junction_xy=junction_xy,
        junction_names=junction_names,
        utm_epsg=utm_epsg,
    )


def _street_vertices(edges: Edges, streets: Sequence[Sequence[tuple[int, bool]]]) -> tuple[Floats, Ints]:
    """Vertices along every street one after another, and the place of their edge in that order."""
    parts, owner, at = [], [], 0
    for street in streets:
        for edge, is_reversed in street:
            part = edges.xy[edges.first[edge] : edges.first[edge + 1]]
            parts.append(part[::-1] if is_reversed else part)
            owner.append(np.full(len(part), at))
            at += 1
    return np.concatenate(parts), np.concatenate(owner)


def _at(position: Floats, along: Floats, xy: Floats) -> Floats:
    """Coordinates at positions on the common scale."""
    return np.column_stack([np.interp(position, along, xy[:, axis]) for axis in (0, 1)])


def _pieces(xy: Floats, along: Floats, is_break: NDArray[np.bool_], begin: Floats) -> tuple[Floats, Ints]:
    """Straight parts of lixels with the lixel of each."""
    cuts = np.unique(np.concatenate([along, begin]))
    left, right = cuts[:-1], cuts[1:]
    gap_start = along[:-1][is_break]
    keep = ~np.isin(left, gap_start) & (right - left > 1e-6)
    left, right = left[keep], right[keep]
    lixel = np.searchsorted(begin, (left + right) / 2, side="right") - 1
    return np.hstack([_at(left, along, xy), _at(right, along, xy)]), lixel.astype(np.int64)


def _junctions(edges: Edges, names: NDArray[np.str_]) -> tuple[Floats, tuple[tuple[str, ...], ...]]:
    """Centres of junctions (three arms or more, near nodes joined) and the names that meet there."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components
    from scipy.spatial import cKDTree

    node = np.concatenate([edges.tail, edges.head])
    degree = np.bincount(node, minlength=len(edges.node_xy))
    crossing = np.flatnonzero(degree >= 3)
    if len(crossing) == 0:
        return np.zeros((0, 2)), ()
    xy = edges.node_xy[crossing]
    pairs = cKDTree(xy).query_pairs(JUNCTION_M, output_type="ndarray")
    links = coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(len(xy),) * 2)
    count, label = connected_components(links, directed=False)
    size = np.bincount(label, minlength=count)
    centre = np.column_stack([np.bincount(label, xy[:, axis], count) / size for axis in (0, 1)])
    where = np.full(len(edges.node_xy), -1)
    where[crossing] = label
    total = dict(zip(*_length_by_name(edges, names), strict=True))
    met: list[set[str]] = [set() for _ in range(count)]
    arms = names[np.concatenate([edges.row, edges.row])]
    for junction, name in zip(where[node].tolist(), arms.tolist(), strict=True):
        if junction >= 0 and name:
            met[junction].add(name)
    return centre, tuple(tuple(sorted(one, key=lambda n: (-total[n], n))) for one in met)


def _length_by_name(edges: Edges, names: NDArray[np.str_]) -> tuple[list[str], list[float]]:
    """Every road name with its length in the whole network."""
    step = np.hypot(*np.diff(edges.xy, axis=0).T)
    step[edges.first[1:-1] - 1] = 0.0
    length = np.add.reduceat(np.append(step, 0.0), edges.first[:-1])
    unique, which = np.unique(names[edges.row], return_inverse=True)
    return unique.tolist(), np.round(np.bincount(which, length), 1).tolist()


@dataclass(frozen=True, slots=True)
class DrawnRoad:
    """One road for a map: its class, its name ("" when unnamed) and (lon, lat) lines."""

    road_class: str
    name: str
    lines: tuple[tuple[tuple[float, float], ...], ...]
    length_m: float


def roads_for_drawing(ground: Ground, tolerance_m: float = 12.0) -> tuple[DrawnRoad, ...]:
    """The roads of a map, joined by class and name, simplified; minor classes first, so that major ones lie on top."""
    roads = ground.roads
    if roads is None or len(roads) == 0 or ground.utm_epsg is None:
        return ()
    projected = roads.geometry.to_crs(epsg=ground.utm_epsg)
    usable = np.asarray(~(projected.is_empty | projected.isna()))
    names = roads["name"].fillna("").to_numpy(dtype=object)[usable]
    classes = roads["road_class"].astype(str).to_numpy(dtype=object)[usable]
    lines = np.asarray(projected.values, dtype=object)[usable]
    groups: dict[tuple[int, str], list[int]] = {}
    for i, (code, name) in enumerate(zip(classes, names, strict=True)):
        rank = CLASSES.index(code) if code in CLASSES else CLASSES.index("local")
        groups.setdefault((-rank, name), []).append(i)
    back = _to_degrees(ground.utm_epsg)
    drawn = []
    for (rank, name), members in sorted(groups.items()):
        merged = shapely.line_merge(shapely.multilinestrings(shapely.get_parts(lines[members])))
        simple = shapely.simplify(merged, tolerance_m)
        parts = [back(shapely.get_coordinates(one)) for one in shapely.get_parts(simple)]
        drawn.append(DrawnRoad(CLASSES[-rank], name, tuple(parts), float(round(shapely.length(merged), 1))))
    return tuple(drawn)


class _to_degrees:  # noqa: N801 - used like a function
    """Turns projected coordinates into (lon, lat) pairs with six decimals."""

    def __init__(self, utm_epsg: int) -> None:
        from pyproj import Transformer

        self._turn = Transformer.from_crs(utm_epsg, 4326, always_xy=True)

    def __call__(self, xy: Floats) -> tuple[tuple[float, float], ...]:
        lon, lat = self._turn.transform(xy[:, 0], xy[:, 1])
        return tuple(zip(np.round(lon, 6).tolist(), np.round(lat, 6).tolist(), strict=True))
