"""The line that each accident lies on, told by the accidents around it alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

VOTER_M = 40.0  # one vote per cell of this size, so that a place full of accidents does not decide alone
VOTERS = 40  # the nearest
LEAST_M, MOST_M = 60.0, 1500.0  # away; nearer ones tell more of their noise than of the road
STRIP_M = 25.0  # standard deviation of the votes across the line
ANGLES = 36
CHUNK = 20_000


def directions(xy: Floats) -> Floats:
    """Unit vector of the line through each accident that most of its neighbours lie along (any, when it has none)."""
    from scipy.spatial import cKDTree

    voters = _voters(xy)
    tree = cKDTree(voters)
    most = min(VOTERS, len(voters))
    parts = [xy[at : at + CHUNK] for at in range(0, len(xy), CHUNK)]
    angle = np.concatenate([_angles(one, voters[_nearest(tree, one, most)]) for one in parts])
    return np.column_stack([np.cos(angle), np.sin(angle)])


def _nearest(tree: object, xy: Floats, most: int) -> Ints:
    """Numbers of the nearest voters of each accident (accidents x voters)."""
    found: Ints = np.asarray(tree.query(xy, np.arange(1, most + 1))[1], np.int64)  # type: ignore[attr-defined]
    return found


def _voters(xy: Floats) -> Floats:
    """Mean position of the accidents in each cell."""
    cell = np.floor((xy - xy.min(axis=0)) / VOTER_M).astype(np.int64)
    key = cell[:, 0] * (int(cell[:, 1].max()) + 1) + cell[:, 1]
    _, number, count = np.unique(key, return_inverse=True, return_counts=True)
    return np.column_stack([np.bincount(number, xy[:, axis]) / count for axis in (0, 1)])


def _angles(xy: Floats, neighbours: Floats) -> Floats:
    """The angle with most votes (a normal weight across the line), then the principal axis of its strip."""
    away = neighbours - xy[:, None]
    distance = np.hypot(away[..., 0], away[..., 1])
    votes = (distance > LEAST_M) & (distance <= MOST_M)
    best, most = np.zeros(len(xy)), np.full(len(xy), -1.0)
    for angle in np.arange(ANGLES) * np.pi / ANGLES:
        score = (votes * np.exp(-0.5 * (_aside(away, angle) / STRIP_M) ** 2)).sum(axis=1)
        better = score > most
        best[better], most[better] = angle, score[better]
    strip = votes & (np.abs(_aside(away, best[:, None])) <= 2 * STRIP_M)
    x, y = away[..., 0] * strip, away[..., 1] * strip
    return np.asarray(0.5 * np.arctan2(2 * (x * y).sum(axis=1), (x**2 - y**2).sum(axis=1)))


def _aside(away: Floats, angle: Floats | float) -> Floats:
    """How far each neighbour lies off a line in this direction, metres with a sign."""
    return np.asarray(away[..., 1] * np.cos(angle) - away[..., 0] * np.sin(angle))
