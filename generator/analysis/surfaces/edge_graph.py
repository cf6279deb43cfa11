"""Pieces of road as a graph with exact distances along it, and places on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from generator.analysis.roads.noding import Edges

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

_CHUNK = 500_000


@dataclass(frozen=True, slots=True)
class Graph:
    """Edges between numbered nodes, with their lengths in metres (or another unit, used throughout)."""

    tail: Ints
    head: Ints
    length: Floats

    @classmethod
    def of(cls, edges: Edges) -> Graph:
        """The graph of a noded road file."""
        return cls(edges.tail, edges.head, shapely.length(edge_lines(edges)))

    @property
    def nodes(self) -> int:
        """Number of nodes."""
        return int(max(self.tail.max(), self.head.max())) + 1


@dataclass(frozen=True, slots=True)
class Spots:
    """Places on a graph: the edge of each, how far along it from its tail, and a weight."""

    edge: Ints
    along: Floats
    weight: Floats

    def __len__(self) -> int:
        return len(self.edge)

    @classmethod
    def at(cls, edge: Ints, along: Floats) -> Spots:
        """Places of weight 1."""
        return cls(np.asarray(edge, np.int64), np.asarray(along, np.float64), np.ones(len(edge)))


def edge_lines(edges: Edges) -> NDArray[np.object_]:
    """The line of each edge."""
    owner = np.repeat(np.arange(edges.count), np.diff(edges.first))
    lines: NDArray[np.object_] = shapely.linestrings(edges.xy, indices=owner)
    return lines


def snap(edges: Edges, xy: Floats, within_m: float) -> tuple[Spots, Ints]:
    """The nearest place on the roads for each point that has one within this distance, and the numbers of these."""
    lines = edge_lines(edges)
    points = shapely.points(xy)
    point, edge = shapely.STRtree(lines).query_nearest(points, max_distance=within_m, all_matches=True)
    point, first = np.unique(point, return_index=True)  # of edges equally near the first
    edge = np.minimum.reduceat(edge, first) if len(first) else edge[:0]
    along = shapely.line_locate_point(lines[edge], points[point])
    return Spots.at(edge, along), point.astype(np.int64)


def distances(
    graph: Graph, spots: Spots, others: Spots, limit: float = np.inf
) -> Iterator[tuple[slice, Ints, Floats]]:
    """Shortest distance along the graph from places to others, some rows at a time: rows, columns, distances.

    Columns are those of the others that may be within `limit` of some of the rows; infinite beyond it.
    """
    step = max(1, _CHUNK // max(len(others) // 8, graph.nodes))
    links = _links(graph)
    for start in range(0, len(spots), step):
        rows = slice(start, start + step)
        edge, along = spots.edge[rows], spots.along[rows]
        to_node = _to_nodes(graph, links, Spots.at(edge, along), limit)
        is_reached: NDArray[np.bool_] = np.any(to_node <= limit, axis=0)
        has_end = is_reached[graph.tail] | is_reached[graph.head]
        has_end[edge] = True
        columns = np.flatnonzero(has_end[others.edge])
        on, at = others.edge[columns], others.along[columns]
        away = np.minimum(to_node[:, graph.tail[on]] + at, to_node[:, graph.head[on]] + graph.length[on] - at)
        away = np.where(edge[:, None] == on, np.minimum(away, np.abs(along[:, None] - at)), away)
        yield rows, columns, np.where(away <= limit, away, np.inf)


def to_nodes(graph: Graph, spots: Spots) -> Floats:
    """Shortest distance from each place to each node (places x nodes); infinite where there is no way."""
    return _to_nodes(graph, _links(graph), spots, np.inf)


def _to_nodes(graph: Graph, links: csr_array, spots: Spots, limit: float) -> Floats:
    from scipy.sparse.csgraph import dijkstra

    ends = np.concatenate([graph.tail[spots.edge], graph.head[spots.edge]])
    sources, which = np.unique(ends, return_inverse=True)
    between = dijkstra(links, directed=False, indices=sources, limit=limit)
    tail, head = which[: len(spots)], which[len(spots) :]
    rest = graph.length[spots.edge] - spots.along
    shortest: Floats = np.minimum(between[tail] + spots.along[:, None], between[head] + rest[:, None])
    return shortest


def _links(graph: Graph) -> csr_array:
    """Length of the shortest edge between each two nodes."""
    from scipy.sparse import coo_array

    low, high = np.minimum(graph.tail, graph.head), np.maximum(graph.tail, graph.head)
    order = np.lexsort((graph.length, high, low))
    is_first = np.concatenate([[True], (np.diff(low[order]) != 0) | (np.diff(high[order]) != 0)])
    once = order[is_first & (low[order] != high[order])]
    return coo_array((graph.length[once], (low[once], high[once])), shape=(graph.nodes,) * 2).tocsr()
