"""Complementary suppression: which cells must stay hidden so that what is told beside them gives none of them away.

The reader is taken to know every told cell, every margin, the rule, and that told zeros are zeros; a hidden cell is
then at least one. A cell is safe when it could as well be large enough to be told (`line`, `table`), or, where small
numbers are told as a band, when it could as well be another number (`banded`, `levels`). Two-way tables are judged
exactly: a cell can move by one if and only if a cycle of other hidden cells can make up for it (Gusfield 1988).
"""

from __future__ import annotations

import itertools
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import ArrayLike, NDArray

    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

WIDEST_BAND = 9
MOST_LEVELS = 6  # shades that a reader can tell apart


def line(
    counts: ArrayLike, least: int, hidden: ArrayLike | None = None, before: ArrayLike | None = None
) -> Bools:
    """Which cells of one row may be told beside its total: True for told.

    A count of 1 to least - 1 is hidden (`hidden`: others that are hidden anyway); while the hidden ones could be found
    or pinned below `least` by subtraction, the next smallest is hidden too. When that never ends, all are hidden.
    `before` are the same cells in an earlier edition that this one contains: a cell that could be told then is known to
    be no smaller now.
    """
    count = np.asarray(counts, np.int64)
    told = ~((count > 0) & (count < least))
    if hidden is not None:
        told &= ~np.asarray(hidden, bool)
    known = np.minimum(1, count)
    if before is not None:
        earlier = np.asarray(before, np.int64)
        known = np.where(earlier >= least, earlier, known)
    while _gives_away(count[~told], known[~told], least):
        rest = np.flatnonzero(told & (count > 0))
        if len(rest) == 0:
            return np.zeros(len(count), bool)
        told[rest[np.argmin(count[rest])]] = False
    return told


def _gives_away(hidden: Ints, known: Ints, least: int) -> bool:
    """Whether the sum of hidden cells, each at least `known`, shows one of them or that it is small."""
    small = (hidden > 0) & (hidden < least)
    most = int(hidden.sum()) - (int(known.sum()) - known[small])
    return len(hidden) > 0 and bool((most < least).any() or (small.any() and len(hidden) < 2))


def table(counts: ArrayLike, least: int) -> Bools:
    """Which cells of a two-way table may be told beside the totals of all rows and columns: True for told."""
    count = np.asarray(counts, np.int64)
    hidden = (count > 0) & (count < least)
    while True:
        hidden = _lines_closed(count, hidden, least)
        open_cell = _open_cell(count, hidden, least)
        if open_cell is None:
            return ~hidden
        row, column = open_cell
        near = np.zeros_like(hidden)
        near[row], near[:, column] = True, True
        rest = ~hidden & (count > 0)
        choice = rest & near if (rest & near).any() else rest
        if not choice.any():
            return np.zeros_like(hidden)
        order = np.where(choice, count, count.max() + 1)
        hidden[np.unravel_index(int(np.argmin(order)), count.shape)] = True


def _lines_closed(count: Ints, hidden: Bools, least: int) -> Bools:
    """More cells hidden until every row and every column is safe by itself."""
    while True:
        before = int(hidden.sum())
        for row in range(count.shape[0]):
            hidden[row] = ~line(count[row], least, hidden[row])
        for column in range(count.shape[1]):
            hidden[:, column] = ~line(count[:, column], least, hidden[:, column])
        if int(hidden.sum()) == before:
            return hidden


def _open_cell(count: Ints, hidden: Bools, least: int) -> tuple[int, int] | None:
    """A small hidden cell that can be shown to be small, or None."""
    if hidden.all():
        return None
    low = np.where(hidden, np.minimum(1, count), count)
    high = np.where(hidden, count.sum(), count)
    for row, column in np.argwhere(hidden & (count > 0) & (count < least)).tolist():
        bounds = Bounds(count.copy(), low, high)
        if not all(bounds.move(row, column, 1) for _ in range(least - int(count[row, column]))):
            return row, column
    return None


@dataclass(frozen=True, slots=True)
class Bounds:
    """A two-way table with known margins whose cells are only known to lie between `low` and `high`."""

    value: Ints  # changed by `move`
    low: Ints
    high: Ints

    def move(self, row: int, column: int, step: int) -> bool:
        """Change a cell by +1 or -1 and make up for it elsewhere, where that is possible."""
        if not self._has_room(row, column, step):
            return False
        cycle = self._detour(row, column, step)
        if cycle is None:
            return False
        self.value[row, column] += step
        for n, cell in enumerate(cycle):
            self.value[cell] += step if n % 2 else -step
        return True

    def _has_room(self, row: int, column: int, step: int) -> bool:
        value = self.value[row, column]
        return bool(value < self.high[row, column] if step > 0 else value > self.low[row, column])

    def _detour(self, row: int, column: int, step: int) -> list[tuple[int, int]] | None:
        """Cells from this row to this column that alternate between losing and gaining; None without any."""
        rows, columns = self.value.shape
        start, goal = (0, row), (1, column)
        came: dict[tuple[int, int], tuple[int, int]] = {start: start}
        queue = deque([start])
        while queue and goal not in came:
            side, at = queue.popleft()
            for other in range(columns if side == 0 else rows):
                cell = (at, other) if side == 0 else (other, at)
                node = (1 - side, other)
                way = -step if side == 0 else step
                if node not in came and cell != (row, column) and self._has_room(*cell, way):
                    came[node] = (side, at)
                    queue.append(node)
        if goal not in came:
            return None
        path = [goal]
        while path[-1] != start:
            path.append(came[path[-1]])
        path.reverse()
        return [(a[1], b[1]) if a[0] == 0 else (b[1], a[1]) for a, b in itertools.pairwise(path)]


def banded(counts: ArrayLike, sums: Iterable[Sequence[int]] = ()) -> tuple[float, ...]:
    """A series in which 1 and 2 stand as 1.5: a shape, not a number.

    `sums` are disjoint groups of places whose sums are known. Where a group's sum would tell its banded cells, the
    band becomes wider (1-4 stands as 2.5, and so on); empty when even 1-8 would tell them.
    """
    count = np.asarray(counts, np.int64)
    groups = [np.asarray(group, np.int64) for group in sums]
    for edge in range(3, WIDEST_BAND + 1, 2):
        is_small = (count > 0) & (count < edge)
        if all(_is_open(count[group][is_small[group]], edge) for group in groups):
            return tuple(float(one) for one in np.where(is_small, edge / 2, count))
    return ()


def _is_open(small: Ints, edge: int) -> bool:
    k, total = len(small), int(small.sum())
    return k == 0 or (k >= 2 and k < total < k * (edge - 1))


def levels(counts: ArrayLike) -> tuple[tuple[float, ...], ...]:
    """A two-way table as shades 0, 1, 2, ... of equal width, wide enough that no 1 or 2 can be told from margins.

    The lowest shade holds 0, 1 and 2 at least. A table without any 1 or 2 is given as it is.
    """
    count = np.asarray(counts, np.int64)
    small = np.argwhere((count > 0) & (count < 3)).tolist()
    if not small:
        return tuple(tuple(map(float, row)) for row in count)
    width = max(3, -(-(int(count.max()) + 1) // MOST_LEVELS))
    while width <= count.max():
        level = count // width
        bounds = Bounds(count, level * width, level * width + width - 1)
        if all(_can_be_another(bounds, row, column) for row, column in small):
            break
        width += 1
    return tuple(tuple(map(float, row)) for row in count // width)


def _can_be_another(bounds: Bounds, row: int, column: int) -> bool:
    trials = (Bounds(bounds.value.copy(), bounds.low, bounds.high) for _ in range(2))
    return any(one.move(row, column, step) for one, step in zip(trials, (1, -1), strict=True))
