"""Ripley's K in a rectangle and on a network: how much company an accident has within a distance, for comparison.

Sources: Ripley 1977, 1988; Ohser 1983 (translation); Okabe & Yamada 2001; Ang, Baddeley & Nair 2012.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from generator.analysis.surfaces.edge_graph import Spots, distances, to_nodes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from generator.analysis.surfaces.edge_graph import Graph

    Floats = NDArray[np.float64]
    Correction = Literal["none", "translate", "isotropic"]
    Box = tuple[float, float, float, float]


def ripley_k(xy: Floats, radii_m: Sequence[float], box: Box, correction: Correction = "isotropic") -> Floats:
    """K at each radius in m2 (pi r^2 when accidents are even), edges corrected; for some thousand points."""
    from scipy.spatial import cKDTree

    width, height = box[2] - box[0], box[3] - box[1]
    n = len(xy)
    pairs = cKDTree(xy).query_pairs(max(radii_m), output_type="ndarray")
    one = np.concatenate([pairs[:, 0], pairs[:, 1]])
    two = np.concatenate([pairs[:, 1], pairs[:, 0]])
    gap = xy[two] - xy[one]
    distance = np.hypot(gap[:, 0], gap[:, 1])
    weight = np.ones(len(one))
    if correction == "translate":
        weight = width * height / ((width - np.abs(gap[:, 0])) * (height - np.abs(gap[:, 1])))
    elif correction == "isotropic":
        weight = 1.0 / _arc_inside(xy[one], distance, box)
    sums = [float(weight[distance <= radius].sum()) for radius in radii_m]
    return np.array(sums) * width * height / (n * (n - 1))


def _arc_inside(centre: Floats, radius: Floats, box: Box) -> Floats:
    """Part of the circle around each centre (inside the rectangle) that lies inside."""
    reach = np.maximum(radius, 1e-300)
    to_side = [centre[:, 0] - box[0], centre[:, 1] - box[1], box[2] - centre[:, 0], box[3] - centre[:, 1]]
    half = [np.arccos(np.clip(one / reach, 0.0, 1.0)) for one in to_side]  # half the arc beyond each side
    outside = 2 * np.sum(half, axis=0)
    for first, second in ((0, 1), (1, 2), (2, 3), (3, 0)):  # beyond two sides at once: counted twice so far
        outside -= np.maximum(half[first] + half[second] - np.pi / 2, 0.0)
    inside: Floats = np.maximum(1 - outside / (2 * np.pi), 1e-3)
    return inside


def network_k(graph: Graph, spots: Spots, radii_m: Sequence[float], *, is_corrected: bool = True) -> Floats:
    """K along a network at each radius; with Ang's correction equal to the radius when accidents are even.

    Each pair then counts one over the number of places on the network at just that distance. For some hundred points.
    """
    n, total = len(spots), float(graph.length.sum())
    sums = np.zeros(len(radii_m))
    for rows, columns, away in distances(graph, spots, spots, max(radii_m)):
        for row, i in enumerate(range(*rows.indices(n))):
            others = away[row, (columns != i) & np.isfinite(away[row])]
            weight = 1.0 / _places_at(graph, spots, i, others) if is_corrected else np.ones(len(others))
            sums += [float(weight[others <= radius].sum()) for radius in radii_m]
    return sums * total / (n * (n - 1))


def _places_at(graph: Graph, spots: Spots, one: int, distance: Floats) -> Floats:
    """How many places of the network lie exactly that far from a place (at least one: the other accident's)."""
    edge, along = int(spots.edge[one]), float(spots.along[one])
    to_node = to_nodes(graph, Spots.at(spots.edge[[one]], spots.along[[one]]))[0]
    rest = np.arange(len(graph.length)) != edge
    own = graph.length[edge]
    # the own edge is two pieces that begin at the place
    low = np.concatenate([to_node[graph.tail[rest]], [0.0, 0.0]])
    high = np.concatenate([to_node[graph.head[rest]], [to_node[graph.tail[edge]], to_node[graph.head[edge]]]])
    length = np.concatenate([graph.length[rest], [along, own - along]])
    peak = (low + high + length) / 2  # where the two ways to a place inside are equally long
    count = np.zeros(len(distance))
    for begin in (low, high):
        count += ((begin[:, None] < distance - 1e-9) & (distance <= peak[:, None])).sum(axis=0)
    return np.maximum(count, 1.0)
