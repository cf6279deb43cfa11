"""Invented names of streets, unique within a settlement, with some streets left unnamed as in life."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

UNNAMED = {"lokal": 0.10, "lingkungan": 0.48}


class StreetNames:
    """Hands out names settlement by settlement, in a shuffled order of the word list."""

    def __init__(self, words: Sequence[str], directions: Sequence[str], chance: random.Random) -> None:
        self.words, self.directions, self.chance = tuple(words), tuple(directions), chance
        self.stock: dict[int, list[str]] = {}

    def next_for(self, settlement: int, kind: str) -> str:
        """The next name in a settlement, or "" for a street without one."""
        if self.chance.random() < UNNAMED[kind]:
            return ""
        stock = self.stock.setdefault(settlement, [])
        if not stock:
            stock += self._shuffled()
        word = stock.pop()
        return f"{'Gang' if kind == 'lingkungan' and self.chance.random() < 0.45 else 'Jalan'} {word}"

    def _shuffled(self) -> list[str]:
        """Plain words come off the end first, then the same words with a direction or a number."""
        stock: list[str] = []
        for direction in reversed(self.directions):
            words = [f"{word}{direction}" for word in self.words]
            self.chance.shuffle(words)
            stock += words
        return stock
