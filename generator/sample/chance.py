"""Chance that repeats: one independent stream of random numbers for every purpose."""

from __future__ import annotations

import hashlib
import random
from bisect import bisect
from itertools import accumulate
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

T = TypeVar("T")


def stream(seed: int, *purpose: str) -> random.Random:
    """A stream that depends on the seed and the purpose only, so that a new draw elsewhere changes nothing here."""
    text = "/".join((str(seed), *purpose))
    return random.Random(int.from_bytes(hashlib.sha256(text.encode()).digest()))  # noqa: S311 - not for secrets


class Weighted(Generic[T]):
    """A choice among values with weights, drawn in logarithmic time; weights need not sum to one."""

    def __init__(self, values: Sequence[T], weights: Sequence[float]) -> None:
        self.values = tuple(values)
        self.sums = tuple(accumulate(weights))

    @classmethod
    def of(cls, shares: Mapping[T, float]) -> Weighted[T]:
        """The choice among the keys of a mapping."""
        return cls(tuple(shares), tuple(shares.values()))

    def draw(self, chance: random.Random) -> T:
        """One value."""
        at = bisect(self.sums, chance.random() * self.sums[-1])
        return self.values[min(at, len(self.values) - 1)]


def poisson(chance: random.Random, mean: float) -> int:
    """A Poisson count by Knuth's product of uniforms; for means of a few."""
    limit, product, count = 2.718281828459045**-mean, chance.random(), 0
    while product > limit:
        product *= chance.random()
        count += 1
    return count
