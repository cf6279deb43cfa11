"""Times that name their zone: brought to the district's wall, where the name can be believed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    import zoneinfo

    from generator.accidents.notes import Notes

_LEAST_MIDNIGHTS = 5
_LEAST_ROWS = 30  # timed rows from which the night can be looked for
_NIGHT = range(5)  # the hours with fewest accidents everywhere


def to_wall(read: pd.DataFrame, zone: zoneinfo.ZoneInfo, notes: Notes) -> pd.DataFrame:
    """Days and minutes on the district's wall, from `day`, `minute`, `zone_min` (minutes ahead of UTC) of `read`.

    WIB, WITA, WIT and an offset such as +07:00 are believed. "Z" and +00:00 are not, since many programs put them
    behind times of the wall: they count as UTC only where that makes midnights, or moves the quiet hours to the
    night. Where neither reading is better, the day stays as written and the time becomes approximate without a
    minute.
    """
    has_mark = read["zone_min"].notna() & read["minute"].notna() & read["day"].notna()
    if not has_mark.any():
        return read
    made = read.copy()
    walls = _walls(read[has_mark], zone)
    moved = walls != _written(read[has_mark])
    is_utc = read.loc[has_mark, "zone_min"].eq(0)
    _put(made, walls[~is_utc & moved])
    notes.add("time_zone_moved", "time_quality", int((~is_utc & moved).sum()))
    doubtful = walls[is_utc & moved]
    if doubtful.empty:
        return made
    kind = _kind_of_z(_written(read.loc[doubtful.index]), doubtful)
    notes.add(f"time_z_{kind}", "time_quality", len(doubtful))
    if kind == "moved":
        _put(made, doubtful)
    elif kind == "doubtful":
        made.loc[doubtful.index, "minute"] = np.nan
        made.loc[doubtful.index, "time_quality"] = "approximate"
    return made


def _written(rows: pd.DataFrame) -> pd.Series:
    moments: pd.Series = rows["day"] + pd.to_timedelta(rows["minute"], unit="m")
    return moments


def _walls(rows: pd.DataFrame, zone: zoneinfo.ZoneInfo) -> pd.Series:
    """The written moments on the district's wall."""
    utc = (_written(rows) - pd.to_timedelta(rows["zone_min"], unit="m")).dt.tz_localize("UTC")
    walls: pd.Series = utc.dt.tz_convert(zone).dt.tz_localize(None).astype("datetime64[us]")
    return walls


def _put(made: pd.DataFrame, walls: pd.Series) -> None:
    made.loc[walls.index, "day"] = walls.dt.normalize()
    made.loc[walls.index, "minute"] = (walls.dt.hour * 60 + walls.dt.minute).astype("float64")


def _kind_of_z(written: pd.Series, walls: pd.Series) -> str:
    """Whether times behind which a Z stands are "moved" to the wall, "kept" as written, or "doubtful"."""
    midnights = {name: (at == at.dt.normalize()).sum() for name, at in (("kept", written), ("moved", walls))}
    for name, rows in midnights.items():
        if rows >= _LEAST_MIDNIGHTS and rows > 0.5 * len(walls):
            return name
    if len(walls) < _LEAST_ROWS:
        return "doubtful"
    nights = {name: at.dt.hour.isin(_NIGHT).mean() for name, at in (("kept", written), ("moved", walls))}
    for name, other in (("kept", "moved"), ("moved", "kept")):
        if 2 * nights[name] <= nights[other] and nights[other] - nights[name] >= 0.1:
            return name
    return "doubtful"
