"""Text as files spell it: folding, values that mean nothing, one parse for each different string."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

NOTHING = frozenset(
    {
        *("", "-", "--", "---", "nihil", "n/a", "na", "nan", "none", "null", "nil", "?", "x", "."),
        *("tidak ada", "tdk ada", "tidak diketahui", "tdk diketahui", "belum tersedia", "belum diketahui"),
        *("unknown", "unkn", "nao_identificado", "desconegut", "desconhecido", "<na>", "#n/a", "#ref!"),
    }
)
"""Spellings of "not recorded", lower case and stripped."""


def fold(text: str) -> str:
    """Lower case without accents and punctuation, one blank between words; "#" alone stays."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    folded = re.sub(r"[^a-z0-9]+", " ", plain).strip()
    return folded or plain.strip()


def is_nothing(text: str, further: frozenset[str] = frozenset()) -> bool:
    """Whether a cell says that nothing was recorded; `further` are the campaign's own spellings."""
    plain = text.strip().lower()
    return plain in NOTHING or plain in further


def by_unique(values: pd.Series, parse: Callable[[str], Sequence[Any]], names: Sequence[str]) -> pd.DataFrame:
    """Frame of what `parse` gives for every row, parsing each different string once.

    `values` are strings without missing ones; `parse` gives one item for each of `names`.
    """
    codes, different = pd.factorize(values)
    parsed = pd.DataFrame([parse(str(text)) for text in different], columns=list(names))
    return parsed.take(codes).set_axis(values.index)


def one_by_unique(values: pd.Series, parse: Callable[[str], Any]) -> pd.Series:
    """The same for a parse that gives a single thing."""
    return by_unique(values, lambda text: (parse(text),), ("it",))["it"]
