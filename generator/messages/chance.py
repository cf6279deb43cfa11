"""Choices that look free and are the same every time: seeded by names, never by the clock or the machine."""

from __future__ import annotations

import hashlib
import random
from typing import TypeVar

_Item = TypeVar("_Item")


def dice(*names: object) -> random.Random:
    """A source of chance that depends on these names only."""
    return random.Random(_digest(*names))  # noqa: S311 - variety of words, no secret


def _digest(*names: object) -> bytes:
    return hashlib.sha256("\x1f".join(str(name) for name in names).encode("utf-8")).digest()


def shuffled(items: tuple[_Item, ...], *names: object) -> list[_Item]:
    """The items in an order that depends on these names only."""
    order = list(items)
    dice(*names).shuffle(order)
    return order


def share(*names: object) -> float:
    """A number in [0, 1) that depends on these names only."""
    return int.from_bytes(_digest(*names)[:7], "big") / 2**56
