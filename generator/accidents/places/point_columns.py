"""What the columns of positions say: degrees and metres of every row as numbers, before anything is judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from generator.accidents.sheets.gather import text_of, texts_of
from generator.accidents.texts import each_row, says, stripped
from generator.accidents.values.coordinates import parse_coordinate
from generator.accidents.values.pairs import parse_pair
from generator.accidents.words import by_unique, decimals_in

if TYPE_CHECKING:
    from collections.abc import Sequence

_AXIS = ("value", "is_reformed", "flag", "decimals")
_ODD = [77.7777, 88.8888, 99.9999, 777.7777, 888.8888, 999.9999]
_NINES_FROM = 999
_METRES_FROM = 1000  # no degree is so large; hardly a metre or foot of a national grid is so small


def read_columns(frame: pd.DataFrame) -> pd.DataFrame:
    """What the columns say, one row per row, nothing judged yet.

    Columns: lat, lon (as written), x, y (metres or feet), flag, is_reformed, decimals, file, is_moved, ruined_lat,
    ruined_lon.
    Numbers too large for degrees stand under x and y. Degrees that cannot be right beside metres of the same row
    are kept as ruined: they still tell which coordinate system the metres are in.
    """
    lat, lon = _degrees(frame)
    x, y = (_axis(frame, field) for field in ("x_m", "y_m"))
    found = pd.DataFrame(
        {
            "lat": lat["value"], "lon": lon["value"],
            "x": x["value"].where(y["value"].notna()), "y": y["value"].where(x["value"].notna()),
            "flag": _first([lat["flag"], lon["flag"], x["flag"], y["flag"]]),
            "is_reformed": lat["is_reformed"].astype(bool) | lon["is_reformed"].astype(bool),
            "decimals": np.minimum(lat["decimals"].astype(float), lon["decimals"].astype(float)),
            "file": frame.get("file_", 0),
        }, index=frame.index,
    )  # fmt: skip
    _drop_placeholders(found)
    _join_thousands(found, y["flag"])
    return _apart(found, x["is_reformed"].astype(bool) | y["is_reformed"].astype(bool))


def has_degrees(frame: pd.DataFrame) -> bool:
    """Whether the files have a column that is called a latitude or a pair."""
    return bool(texts_of(frame, "lat") or texts_of(frame, "lat_lon"))


def _first(flags: Sequence[pd.Series]) -> pd.Series:
    found = flags[0]
    for other in flags[1:]:
        found = found.where(found != "", other)
    return found


def _drop_placeholders(found: pd.DataFrame) -> None:
    """Take out whole numbers that stand in both columns (-1 and -1, 99 and 99): nobody has measured them."""
    for one, other in (("lat", "lon"), ("x", "y")):
        same = found.index[found[one] == found[other]]
        whole = same[found.loc[same, one] % 1 == 0]
        found.loc[whole, [one, other]] = np.nan
        found.loc[whole, "flag"] = "point_sentinel"


def _join_thousands(found: pd.DataFrame, y_flag: pd.Series) -> None:
    """Metres with thousand points: 431.234 beside 9.137.890 is 431234."""
    torn = y_flag.eq("point_dots") & (found["x"].abs() < _METRES_FROM)
    found.loc[torn, "x"] *= 1000


def _apart(found: pd.DataFrame, metres_reformed: pd.Series) -> pd.DataFrame:
    """Metres under the name of degrees put under x and y; ruined degrees put aside where there are metres."""
    known = found[["lat", "lon"]].notna().all(axis=1)
    large = found.loc[known, ["lat", "lon"]].abs() > _METRES_FROM
    is_file_large = (large.groupby(found["file"]).transform("mean") > 0.5).all(axis=1)
    is_large = (is_file_large & large.any(axis=1)).reindex(found.index, fill_value=False)
    has_metres = found["x"].notna()
    impossible = (found["lat"].abs() > 90) | (found["lon"].abs() > 180) | found["flag"].eq("point_dots")
    ruined = has_metres & (is_large | impossible)
    found["ruined_lat"], found["ruined_lon"] = found["lat"].where(ruined), found["lon"].where(ruined)
    moved = is_large & ~has_metres
    found["is_moved"] = moved
    found["is_reformed"] = found["is_reformed"].where(moved | found["lat"].notna() & ~ruined, metres_reformed)
    found["x"], found["y"] = found["x"].mask(moved, found["lon"]), found["y"].mask(moved, found["lat"])
    found.loc[moved | ruined, ["lat", "lon"]] = np.nan
    return found


def _degrees(frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Latitude and longitude readings, from two columns or from one cell that holds both."""
    lat, lon = _axis(frame, "lat"), _axis(frame, "lon")
    pairs = text_of(frame, "lat_lon")
    rows = says(pairs)
    if rows.any():
        names = [f"{axis}_{name}" for axis in ("lat", "lon") for name in _AXIS]
        both = by_unique(stripped(pairs[rows]), lambda text: tuple(parse_pair(text)), names)
        for axis, name in ((lat, "lat"), (lon, "lon")):
            empty = axis["value"].isna() & rows
            found = both[[f"{name}_{part}" for part in _AXIS]].set_axis(list(_AXIS), axis=1)
            axis.loc[empty] = found.loc[empty[rows].index[empty[rows]]].astype(axis.dtypes.to_dict())
    return lat, lon


def _axis(frame: pd.DataFrame, field: str) -> pd.DataFrame:
    """Readings of one column, one row per row."""
    return each_row(stripped(text_of(frame, field)), _readings)


def _readings(written: pd.Series) -> pd.DataFrame:
    """Plain decimals with point or comma at once, the rest one by one."""
    with_point = written.str.replace(",", ".", regex=False)
    is_plain = with_point.str.fullmatch(r"[+-]?(?:\d+\.\d+|\d{4,15})")
    value = decimals_in(with_point, is_plain)
    dot = with_point.str.find(".")
    read = pd.DataFrame({"value": value, "is_reformed": is_plain & (written != with_point), "flag": "",
                         "decimals": np.where(dot >= 0, written.str.len() - dot - 1, 0)})  # fmt: skip
    size = value.abs()
    nines = (size >= _NINES_FROM) & written.str.fullmatch(r"[+-]?9{3,}(?:[.,]9*0?)?")
    is_odd = ~is_plain | (size < 1e-9) | size.isin(_ODD) | nines
    if is_odd.any():
        slow = by_unique(written[is_odd], lambda text: tuple(parse_coordinate(text)), _AXIS)
        for name, kind in read.dtypes.items():
            read.loc[is_odd, name] = slow[name].astype(kind)
    return read
