"""Text as files spell it: folding, values that mean nothing, one parse for each different string."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa

from generator.accidents.memory import without_collection
from generator.accidents.texts import arrow_texts, parted, spread

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

NOTHING = frozenset(
    {
        *("", "-", "--", "---", "nihil", "n/a", "na", "nan", "none", "null", "nil", "?", "x", "."),
        *("tidak ada", "tdk ada", "tidak diketahui", "tdk diketahui", "belum tersedia", "belum diketahui"),
        *(
            "blm diketahui",
            "tidak tercatat",
            "tdk tercatat",
            "tidak ada data",
            "tidak jelas",
            "kosong",
            "t/a",
            "n.a.",
        ),
        *(
            "unknown",
            "unkn",
            "unk",
            "not known",
            "not recorded",
            "not reported",
            "not applicable",
            "undefined",
        ),
        *(
            "data missing or out of range",
            "missing",
            "missing data",
            "no data",
            "(blank)",
            "nat",
            "(null)",
            "n/d",
            "s/d",
        ),
        *(
            "nao_identificado",
            "nao informado",
            "não informado",
            "nao identificado",
            "não identificado",
            "ignorado",
        ),
        *(
            "desconegut",
            "desconocido",
            "se desconoce",
            "no consta",
            "sin datos",
            "s/i",
            "n/i",
            "sense especificar",
        ),
        *(
            "desconhecido",
            "inconnu",
            "non renseigné",
            "non renseigne",
            "<na>",
            "#n/a",
            "#ref!",
            "#value!",
            "#div/0!",
        ),
        *("–", "—", "n/a.", "tba", "none."),
    }
)
"""Spellings of "not recorded", lower case and stripped."""


_NO_WORD = re.compile(r"[^a-z0-9]+")
_DECIMAL = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?"


@functools.lru_cache(maxsize=16_384)
def fold(text: str) -> str:
    """Lower case without accents and punctuation, one blank between words; "#" alone stays."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    plain = text.lower()
    return _NO_WORD.sub(" ", plain).strip() or plain.strip()


def is_nothing(text: str, further: frozenset[str] = frozenset()) -> bool:
    """Whether a cell says that nothing was recorded; `further` are the campaign's own spellings."""
    plain = text.strip().lower()
    return plain in NOTHING or plain in further


def by_unique(values: pd.Series, parse: Callable[[str], Sequence[Any]], names: Sequence[str]) -> pd.DataFrame:
    """Frame of what `parse` gives for every row, parsing each different string once.

    `values` are strings without missing ones; `parse` gives one item for each of `names`.
    """
    places, different = parted(values)
    with without_collection():
        parsed = pd.DataFrame([parse(text) for text in different.tolist()], columns=list(names))
    return parsed.take(places).set_axis(values.index)


def renamed(values: pd.Series, name: Callable[[str], str]) -> pd.Series:
    """Another text for each text; coded where the values are."""
    places, different = parted(values)
    named = pd.Series([name(text) for text in different.tolist()], dtype="str")
    return spread(named, places, values)


def one_by_unique(values: pd.Series, parse: Callable[[str], Any]) -> pd.Series:
    """The same for a parse that gives a single thing."""
    places, different = parted(values)
    with without_collection():
        parsed = pd.Series(
            [parse(text) for text in different.tolist()], dtype=None if len(different) else object
        )
    return pd.Series(parsed.array.take(places), index=values.index, name="it")


def decimals_in(texts: pd.Series, are: pd.Series | None = None) -> pd.Series:
    """Numbers with a decimal point as float64, NaN for every other text: a whole column at once.

    `are` tells which rows are such numbers where the caller knows it already.
    """
    plain = texts.where(texts.str.fullmatch(_DECIMAL) if are is None else are).str.removeprefix("+")
    return pd.Series(arrow_texts(plain).cast(pa.float64()).to_numpy(), index=texts.index)
