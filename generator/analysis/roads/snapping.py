"""Which lixel an accident belongs to: the nearest piece of road within 50 m, exactly."""

from __future__ import annotations

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


@dataclass(frozen=True, slots=True)
class Snapper:
    """Finds the lixel nearest to a point, exactly, with a tree over the middles of the straight pieces."""

    network: Network
    tree: cKDTree
    reach_m: float  # half the longest piece

    @classmethod
    def of(cls, network: Network) -> Snapper:
        """The snapper of a network."""
        from scipy.spatial import cKDTree

        ends = network.piece_xy
        half = np.hypot(ends[:, 2] - ends[:, 0], ends[:, 3] - ends[:, 1]).max() / 2
        return cls(network, cKDTree((ends[:, :2] + ends[:, 2:]) / 2), float(half))

    def snap(self, xy: Floats) -> tuple[Ints, Floats]:
        """Lixel and distance for each point; -1 and infinity beyond SNAP_M."""
        lixel, distance = self._nearest(xy, 8)
        # where the eighth middle is so near that a ninth piece could win, look again at more of them
        far, _ = self.tree.query(xy, k=[8], distance_upper_bound=SNAP_M + self.reach_m)
        doubtful = far[:, 0] - self.reach_m < np.minimum(distance, SNAP_M)
        if doubtful.any():
            lixel[doubtful], distance[doubtful] = self._nearest(xy[doubtful], 64)
        return lixel, distance

    def _nearest(self, xy: Floats, k: int) -> tuple[Ints, Floats]:
        _, piece = self.tree.query(xy, k=k, distance_upper_bound=SNAP_M + self.reach_m)
        missing = piece == len(self.network.piece_lixel)
        piece = np.where(missing, 0, piece)
        distance = _to_piece(xy[:, None, :], self.network.piece_xy[piece])
        distance[missing] = np.inf
        best = np.argmin(distance, axis=1)
        rows = np.arange(len(xy))
        nearest = distance[rows, best]
        lixel = self.network.piece_lixel[piece[rows, best]]
        is_near = nearest <= SNAP_M
        return np.where(is_near, lixel, -1), np.where(is_near, nearest, np.inf)


def _to_piece(point: Floats, ends: Floats) -> Floats:
    """Distance from points (n, 1, 2) to straight pieces (n, k, 4)."""
    a, b = ends[..., :2], ends[..., 2:]
    d = b - a
    along = ((point - a) * d).sum(axis=-1) / np.maximum((d * d).sum(axis=-1), 1e-12)
    foot = a + np.clip(along, 0.0, 1.0)[..., None] * d
    return np.asarray(np.hypot(*(point - foot).transpose(2, 0, 1)))
