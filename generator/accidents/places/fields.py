"""Fields of a map file, found by the names that offices give them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from generator.accidents.words import fold

if TYPE_CHECKING:
    from pathlib import Path

Version = tuple[tuple[int, int], ...]


def version(path: Path) -> Version:
    """Tells whether a file is still the one that was read: the intake, the maps and the analysis all ask for it."""
    parts = [part for part in (path, path.with_suffix(".dbf")) if part.is_file()]
    return tuple((part.stat().st_size, part.stat().st_mtime_ns) for part in parts)


def fields_of(frame: pd.DataFrame) -> dict[str, str]:
    """Folded field name -> field."""
    return {fold(str(name)): str(name) for name in reversed(frame.columns) if name != "geometry"}


def first(frame: pd.DataFrame, names: tuple[str, ...]) -> pd.Series:
    """The first of these fields that the file has, or nothing in every row."""
    fields = fields_of(frame)
    for name in names:
        if name in fields:
            return frame[fields[name]]
    return pd.Series(np.nan, index=frame.index)


def texts(frame: pd.DataFrame, names: tuple[str, ...]) -> pd.Series:
    """The first non-empty text among these fields, row by row."""
    fields = fields_of(frame)
    found = pd.Series("", index=frame.index, dtype="object")
    for name in names:
        if name in fields:
            values = plain(frame[fields[name]])
            found = found.where(found != "", values)
    return found


def plain(values: pd.Series) -> pd.Series:
    """A field as stripped text, "" for nothing."""
    return values.astype("object").fillna("").astype(str).str.strip()
