"""Which lixel an accident belongs to: the nearest piece of road within 50 m, exactly."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.spatial import cKDTree

    from generator.analysis.roads.network import Network

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

SNAP_M = 50.0
STEP_M = 25.0  # pieces longer than this have several points in the tree
FIRST_LOOK = 4  # nearest points looked at before it is known whether more could win
CHUNK = 65_536  # accidents at a time, so that the work fits into the processor's cache
TIE_M = 1e-6  # pieces equally near (a common node): the lixel of the lowest number


@dataclass(frozen=True, slots=True)
class Snapper:
    """Finds the lixel nearest to a point with a tree over points along the pieces, at most STEP_M apart.

    The piece of a point's nearest road has a point of the tree within its distance + `reach_m`. So an answer is
    exact when the farthest point looked at lies beyond that; otherwise more are looked at.
    """

    ends: Floats  # (points, 4): both ends of the part that each point of the tree is the middle of
    lixel: Ints
    tree: cKDTree
    reach_m: float  # half the longest part

    @classmethod
    def of(cls, network: Network) -> Snapper:
        """The snapper of a network."""
        return cls.along(network.piece_xy, network.piece_lixel)

    @classmethod
    def along(cls, pieces: Floats, owner: Ints) -> Snapper:
        """The snapper of straight pieces, (n, 4) metres, each with the number that stands for it in the answer."""
        from scipy.spatial import cKDTree

        d = pieces[:, 2:] - pieces[:, :2]
        number = np.maximum(1, np.ceil(np.hypot(*d.T) / STEP_M)).astype(np.int64)
        piece = np.repeat(np.arange(len(pieces)), number)
        part = np.arange(len(piece)) - np.repeat(np.cumsum(number) - number, number)
        step = d[piece] / number[piece][:, None]
        begin = pieces[piece, :2] + part[:, None] * step
        ends = np.hstack([begin, begin + step])
        return cls(
            ends, owner[piece], cKDTree(begin + step / 2), float(np.hypot(*step.T).max(initial=0.0) / 2)
        )

    def snap(self, xy: Floats) -> tuple[Ints, Floats]:
        """Lixel and distance for each point; -1 and infinity beyond SNAP_M. Equal points are looked up once."""
        from concurrent.futures import ThreadPoolExecutor

        if len(xy) == 0 or len(self.lixel) == 0:
            return np.full(len(xy), -1, np.int64), np.full(len(xy), np.inf)
        order, place = _in_strips(xy)
        once = xy[order]
        chunks = [once[i : i + CHUNK] for i in range(0, len(once), CHUNK)]
        if len(chunks) == 1:
            lixel, distance = self._nearest(once)
        else:
            with ThreadPoolExecutor(os.cpu_count()) as pool:
                found = list(pool.map(self._nearest, chunks))
            lixel, distance = (np.concatenate(part) for part in zip(*found, strict=True))
        return lixel[place], distance[place]

    def _nearest(self, xy: Floats) -> tuple[Ints, Floats]:
        """Exact answer for a chunk: more and more points of the tree until none farther away can win."""
        lixel, distance = np.full(len(xy), -1, np.int64), np.full(len(xy), np.inf)
        rows, k = np.arange(len(xy)), FIRST_LOOK
        while len(rows):
            away, part = self.tree.query(
                xy[rows], k=range(1, k + 1), distance_upper_bound=SNAP_M + self.reach_m + TIE_M
            )
            lixel[rows], distance[rows] = self._best(xy[rows], part)
            more = away[:, -1] - self.reach_m <= np.minimum(distance[rows], SNAP_M) + TIE_M
            rows, k = rows[more & np.isfinite(away[:, -1])], 4 * k
        return lixel, distance

    def _best(self, xy: Floats, part: Ints) -> tuple[Ints, Floats]:
        """Nearest of some parts for each point; a number beyond the last part stands for none."""
        is_none = part == len(self.lixel)
        part = np.where(is_none, 0, part)
        columns = range(part.shape[1])
        away = [_to_part(xy, np.take(self.ends, part[:, one], axis=0)) for one in columns]
        away = [np.where(is_none[:, one], np.inf, away[one]) for one in columns]
        nearest = np.minimum.reduce(away)
        lixel = np.full(len(xy), np.iinfo(np.int64).max)
        for one in columns:
            owner = np.take(self.lixel, part[:, one])
            np.minimum(lixel, owner, out=lixel, where=away[one] <= nearest + TIE_M)
        is_near = nearest <= SNAP_M
        return np.where(is_near, lixel, -1), np.where(is_near, nearest, np.inf)


def _in_strips(xy: Floats) -> tuple[Ints, Ints]:
    """Rows of the different points, neighbours in space near each other; and for each point its place among them.

    Strips of 64 m from west to east, one after another: what the tree looks at for one point is still at hand for
    the next. The key holds 4,000 km of strips and 17,000 km along them.
    """
    gap = xy - xy.min(axis=0)
    strip = (gap[:, 1] / 64).astype(np.int64)
    within = ((gap[:, 1] - strip * 64.0) * 127).astype(np.int64)
    key = (strip << 47) | ((gap[:, 0] * 1000).astype(np.int64) << 13) | within
    order = np.argsort(key)
    ordered = xy[order]
    new = np.ones(len(xy), bool)
    new[1:] = (ordered[1:] != ordered[:-1]).any(axis=1)
    place = np.empty(len(xy), np.int64)
    place[order] = np.cumsum(new) - 1
    return order[new], place


def _to_part(point: Floats, ends: Floats) -> Floats:
    """Distance from each point to its straight part."""
    dx, dy = ends[:, 2] - ends[:, 0], ends[:, 3] - ends[:, 1]
    x, y = point[:, 0] - ends[:, 0], point[:, 1] - ends[:, 1]
    along = np.clip((x * dx + y * dy) / np.maximum(dx * dx + dy * dy, 1e-12), 0.0, 1.0)
    x -= along * dx
    y -= along * dy
    return np.asarray(np.sqrt(x * x + y * y))
