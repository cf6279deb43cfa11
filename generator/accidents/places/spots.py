"""Positions as they stand in the files, only to compare rows with each other while reading."""

from __future__ import annotations

import numpy as np
import pandas as pd

from generator.accidents.sheets.gather import text_of
from generator.accidents.texts import each, first_said
from generator.accidents.words import decimals_in, fold, one_by_unique

_DEGREE_M = 111_320.0
_MOST_DEGREES = 180.0


def spot_keys(frame: pd.DataFrame) -> pd.DataFrame:
    """Columns that are equal for one written position, also for -9,60001 and -9.600010; is_known tells others."""
    places = spots(frame).round(5)
    pairs = one_by_unique(text_of(frame, "lat_lon"), fold).astype("str")
    is_known = places.notna().all(axis=1)
    return places.where(is_known, 0.0).assign(
        pair=pairs.where(~is_known, ""), is_known=is_known | (pairs != "")
    )


def spots(frame: pd.DataFrame) -> pd.DataFrame:
    """Columns x and y as numbers, whatever their unit and order; NaN where there is none, or it is 0 or -1."""
    made = {}
    for name, fields in (("x", ("lon", "x_m")), ("y", ("lat", "y_m"))):
        values = each(first_said(*(text_of(frame, field) for field in fields)), _numbers)
        made[name] = values.mask(values.isin([0.0, -1.0]))
    return pd.DataFrame(made, index=frame.index)


def _numbers(texts: pd.Series) -> pd.Series:
    return decimals_in(texts.str.strip().str.replace(",", ".", regex=False))


def metres(places: pd.DataFrame) -> pd.DataFrame:
    """Positions in metres where they can be trusted to some hundred metres: among the bulk of the file; else NaN.

    Degrees are told by their size. A repaired or exchanged position is left out: it may not part two rows.
    """
    known = places.dropna()
    if known.empty:
        return places
    low, middle, high = (known.quantile(q) for q in (0.05, 0.5, 0.95))
    reach = (5 * (high - low)).clip(lower=0.3)
    good = ((places - middle).abs() <= reach).all(axis=1)
    trusted = places.where(good)
    if max(abs(float(middle[name])) for name in ("x", "y")) > _MOST_DEGREES:
        return trusted
    east = _DEGREE_M * np.cos(np.radians(float(middle["y"])))
    return pd.DataFrame({"x": trusted["x"] * east, "y": trusted["y"] * _DEGREE_M})
