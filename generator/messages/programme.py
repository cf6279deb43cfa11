"""A choice as a small integer programme: the best set of candidates that every limit allows.

The solver is HiGHS through `scipy.optimize.milp`, to a gap of 0. Scores are expected without ties, since with ties the
answer would follow the order of the columns.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

# HiGHS takes differences below 1e-6 for none: scores are blown up so that a tie broken in the sixth decimal stays broken.
_SCALE = 1000.0


@dataclass(frozen=True, slots=True)
class Limit:
    """At least and at most so many of some candidates.

    With a price it may be broken: each one too few or too many costs the price. Without one it holds, always.
    """

    name: str
    members: tuple[int, ...]  # candidates by number
    least: int = 0
    most: float = math.inf
    price: float = 0.0


def solve(scores: Sequence[float], limits: Sequence[Limit]) -> tuple[int, ...]:
    """The numbers of the chosen candidates, in order: those with the largest sum of scores less prices.

    Raises ValueError when limits without a price contradict each other.
    """
    from scipy.optimize import Bounds, milp  # 0.1 s, and only a week needs it

    if not scores:
        return ()
    spent = [limit for limit in limits if limit.price]
    value = np.array([*scores, *(-limit.price for limit in spent)]) * -_SCALE  # milp looks for the smallest
    is_choice = np.arange(len(value)) < len(scores)
    found = milp(
        value,
        integrality=is_choice.astype(int),
        bounds=Bounds(0, np.where(is_choice, 1.0, np.inf)),
        constraints=_constraints(limits, len(scores), len(value)),
        options={"mip_rel_gap": 0.0},
    )
    if found.x is None:
        raise ValueError(found.message)
    return tuple(int(one) for one in np.flatnonzero(found.x[: len(scores)] > 0.5))


def _constraints(limits: Sequence[Limit], choices: int, columns: int) -> list[Any]:
    """A row a bound; a limit with a price has a column of its own that makes up for what is too few or too many."""
    from scipy.optimize import LinearConstraint
    from scipy.sparse import coo_array

    rows: list[int] = []
    cells: list[int] = []
    values: list[float] = []
    low: list[float] = []
    high: list[float] = []
    spare = choices
    for limit in limits:
        spare += bool(limit.price)
        for bound, side in ((limit.least, 1.0), (limit.most, -1.0)):
            if (side > 0 and not bound) or math.isinf(bound):
                continue
            row = [(member, 1.0) for member in limit.members]
            row += [(spare - 1, side)] if limit.price else []
            rows += [len(low)] * len(row)
            cells += [cell for cell, _ in row]
            values += [one for _, one in row]
            low.append(bound if side > 0 else -np.inf)
            high.append(bound if side < 0 else np.inf)
    table = coo_array((values, (rows, cells)), shape=(len(low), columns)).tocsr()
    return [LinearConstraint(table, low, high)] if low else []
