"""Day, minute and instant of every accident, with what can be trusted about the time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from generator.accidents.days.date_column import parse_days
from generator.accidents.days.date_files import date_texts, note_days, order_of, read_dates, turned_back
from generator.accidents.days.time_column import read_times
from generator.accidents.days.zone_marks import to_wall
from generator.accidents.sheets.gather import text_of, texts_of
from generator.accidents.texts import stripped
from generator.accidents.wall.privacy import masked
from generator.accidents.words import is_nothing
from generator.errors import DataError

if TYPE_CHECKING:
    import zoneinfo

    from generator.accidents.notes import Notes

__all__ = ["DateQuestion", "instants", "order_of", "read_days", "read_when"]

_MOST_UNREADABLE = 0.2
_MOST_FAR = 0.05  # share of rows that may lie beyond a gap of a year and still be slips of the pen


@dataclass(frozen=True, slots=True)
class DateQuestion:
    """What is known before the days are read: the order asked for ("" for none), the heading, the district's zone."""

    order: str
    heading: str  # what the file calls the column of days, for a message
    zone: zoneinfo.ZoneInfo


def read_when(frame: pd.DataFrame, question: DateQuestion, notes: Notes) -> pd.DataFrame:
    """One row per row: day (midnight, NaT when unreadable), minute (0-1439 or NaN), time_quality, flag.

    A time is approximate without a minute where not even its hour is known. Raises DataError when more than a fifth
    of the days cannot be read, or day and month change places within a column.
    """
    texts = turned_back(date_texts(frame), frame, notes)
    read = read_dates(texts, frame, question.order, notes, question.heading)
    _refuse_unreadable(texts, read, question.heading)
    note_days(read, texts, frame, notes)
    if texts_of(frame, "occurred_on") and texts_of(frame, "date_time"):
        _put_times(read, _same_day(stripped(text_of(frame, "date_time")), read["day"]))
    read = to_wall(read, question.zone, notes)
    times = read_times(frame, notes)
    told = read["flag"].where(
        read["minute"].isna() | ~read["flag"].astype("str").isin(["time_unreadable"]), ""
    )
    _note_times(times["flag"].where((times["flag"] != "") | times["minute"].notna(), told), notes)
    if times["zone_min"].notna().any():
        times["day"] = read["day"]
        times = to_wall(times, question.zone, notes)
        read["day"] = times["day"]
    _put_times(read, times)
    read["flag"] = _out_of_range(read)
    _mark_default_times(read, notes)
    return read


def _same_day(texts: pd.Series, days: pd.Series) -> pd.DataFrame:
    """Times of a second column of days, where its day is that of the accident."""
    times = parse_days(texts, order_of(texts, "").order)
    differs = times["day"] != days
    times.loc[differs, "minute"] = np.nan
    times.loc[differs, "time_quality"] = "missing"
    return times


def instants(read: pd.DataFrame, zone: zoneinfo.ZoneInfo) -> pd.Series:
    """UTC instants of days and minutes on the district's wall; NaT without a usable time.

    An hour that a clock change repeats is taken as the first one, an hour that it skips as the next that exists.
    """
    usable = read["time_quality"].isin(["recorded", "approximate"]) & read["minute"].notna()
    wall = read["day"] + pd.to_timedelta(read["minute"].where(usable), unit="m")
    first = np.ones(len(wall), dtype=bool)
    local = wall.dt.tz_localize(zone, ambiguous=first, nonexistent="shift_forward")
    utc: pd.Series = local.dt.tz_convert("UTC").astype("datetime64[us, UTC]")
    return utc


def read_days(texts: pd.Series, asked_order: str) -> pd.Series:
    """Days of another date column (for example of the report); NaT when unreadable, nothing is noted."""
    days: pd.Series = parse_days(texts, order_of(texts, asked_order).order)["day"]
    return days


def _put_times(read: pd.DataFrame, times: pd.DataFrame) -> None:
    """Times of another column go before those that stand beside the day."""
    says = times["minute"].notna() | times["time_quality"].eq("approximate")
    if not says.any():
        return
    # A column of hours knows less than 14:35 beside the day.
    says &= ~((times["minute"] % 60 == 0) & (read["minute"] // 60 == times["minute"] // 60))
    for name in ("minute", "time_quality", "zone_min"):
        read[name] = times[name].where(says, read[name])


def _note_times(flags: pd.Series, notes: Notes) -> None:
    flags = flags.astype("str")
    for flag, rows in flags[flags.str.startswith("time_")].value_counts().items():
        notes.add(str(flag), "time_quality", int(rows))


def _refuse_unreadable(texts: pd.Series, read: pd.DataFrame, heading: str) -> None:
    """Stop when so many days are unreadable that the rest would be a guess."""
    unreadable = read["day"].isna()
    share = float(unreadable.mean()) if len(read) else 1.0
    if share <= _MOST_UNREADABLE:
        return
    examples = list(dict.fromkeys(masked(t) for t in texts[unreadable] if not is_nothing(t)))[:3]
    raise DataError(
        f'kolom "{heading}"',
        f"{share:.0%} barisnya tidak terbaca sebagai tanggal"
        + (f" (misalnya {', '.join(repr(e) for e in examples)})" if examples else " (kosong)"),
        "Perbaiki kolom itu, atau sebut kolom yang benar di [data.columns]: occurred_on",
    )


def _out_of_range(read: pd.DataFrame) -> pd.Series:
    """Flag of each row, with days that lie a year after the rest or thirty years before it."""
    days, flags = read["day"], read["flag"].copy()
    known = days.dropna()
    if len(known) >= 5:
        ordered = known.sort_values(ignore_index=True)
        early = pd.Timestamp(ordered.iloc[len(ordered) // 2]) - pd.Timedelta(days=30 * 365)
        flags = flags.mask(days > _last_of_the_bulk(ordered), "date_future").mask(
            days < early, "date_too_old"
        )
    return flags.mask(days.isna() & (flags == ""), "date_unreadable")


def _last_of_the_bulk(ordered: pd.Series) -> pd.Timestamp:
    """The last day before a gap of more than a year behind which few rows lie."""
    start = min(int((1 - _MOST_FAR) * (len(ordered) - 1)), len(ordered) - 2)
    gaps = ordered.diff().iloc[start + 1 :]
    wide = gaps.index[gaps > pd.Timedelta(days=366)]
    return pd.Timestamp(ordered.iloc[wide[0] - 1] if len(wide) else ordered.iloc[-1])


def _mark_default_times(read: pd.DataFrame, notes: Notes) -> None:
    """Midnight to the minute counts as not recorded where it is far commoner than the full hours around it.

    So does any one minute that more than a fifth of all rows carry, when no other is nearly as common.
    """
    is_timed = read["time_quality"].isin(["recorded", "approximate"])
    minutes = read["minute"].where(is_timed)
    counts = minutes.value_counts()
    total = int(counts.sum())
    around = float(np.median([counts.get(60.0 * hour, 0) for hour in (22, 23, 1, 2)]))
    midnight = int(counts.get(0.0, 0))
    third = int(counts.iloc[2]) if len(counts) > 2 else 0
    defaults = {float(str(m)) for m, n in counts.items() if total >= 20 and n > max(0.2 * total, 3 * third)}
    if midnight >= 5 and midnight > 3 * max(around, 1.0):
        defaults.add(0.0)
    is_default = is_timed & minutes.isin(list(defaults))
    read.loc[is_default, "time_quality"] = "default"
    read.loc[is_default, "minute"] = np.nan
    for minute in sorted(defaults):
        hour = f"{int(minute) // 60:02d}.{int(minute) % 60:02d}"
        notes.add("time_default", "time_quality", int(minutes.eq(minute).sum()), detail=hour)
