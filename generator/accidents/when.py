"""Day, minute and instant of every accident, with what can be trusted about the time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from generator.accidents.gather import text_of, texts_of
from generator.accidents.privacy import masked
from generator.accidents.values.dates import DateOrder, infer_order, parse_date
from generator.accidents.values.times import parse_time
from generator.accidents.words import by_unique, is_nothing
from generator.errors import DataError

if TYPE_CHECKING:
    import zoneinfo

    from generator.accidents.notes import Notes

_MOST_UNREADABLE = 0.2
_MOST_CONTRARY = 0.05
_LEAST_TURNED = 10  # different days of either kind
_TRUE_DAY = r"^(\d{4})-(\d{2})-(\d{2})(.*)$"
_TYPED_DAY = r"^\s*(\d{1,2})[-/.]\d{1,2}[-/.]\d{2,4}\b"
_NAMES = ("day", "minute", "time_quality", "flag")
_ISO = r"\d{4}-\d{2}-\d{2}(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?"
_NUMERIC = r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[ ,]+(\d{1,2})[:.](\d{2})(?:[:.]\d{2})?)?$"


def read_when(frame: pd.DataFrame, asked_order: str, heading: str, notes: Notes) -> pd.DataFrame:
    """One row per row: day (midnight, NaT when unreadable), minute (0-1439 or NaN), time_quality, flag.

    `heading` is what the file calls the column of days, for a message.
    Raises DataError when more than a fifth of the days cannot be read, or day and month change places within a
    column.
    """
    texts = _turned_back(_date_texts(frame), frame, notes)
    read = _read_dates(texts, frame, asked_order, notes, heading)
    _refuse_unreadable(texts, read, heading)
    times = _read_times(frame)
    has_time = times["minute"].notna()
    for name in ("minute", "time_quality"):
        read[name] = times[name].where(has_time, read[name])
    for flag, rows in times["flag"].value_counts().items():
        notes.add(str(flag), "time_quality", int(rows)) if flag else None
    read["flag"] = _out_of_range(read)
    _mark_default_times(read, notes)
    return read


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
    order = infer_order({str(k): int(v) for k, v in texts.value_counts().items()}, asked_order)
    days: pd.Series = _parse(texts, order.order, 0)["day"]
    return days


def _date_texts(frame: pd.DataFrame) -> pd.Series:
    """The text that holds the day, put together from year, month and day where they stand apart."""
    texts = text_of(frame, "occurred_on")
    other = text_of(frame, "date_time")
    texts = texts.where(texts.str.strip() != "", other)
    if texts_of(frame, "occurred_on") or texts_of(frame, "date_time"):
        return texts
    parts = [text_of(frame, name).str.strip() for name in ("day", "month", "year")]
    year = parts[2].where(parts[2].str.len() != 2, "20" + parts[2])
    return year + "-" + parts[1].str.zfill(2) + "-" + parts[0].str.zfill(2)


def _turned_back(texts: pd.Series, frame: pd.DataFrame, notes: Notes) -> pd.Series:
    """Texts with day and month put back where a spreadsheet program has exchanged them.

    A program set to month-first turns 03/04/2026 into 4 March and leaves 13/04/2026 as text. Then no true date of a
    file has a day above 12 and no text one of 12 or less, which chance does not do in so many rows.
    """
    made = texts.copy()
    for file in frame["file_"].unique():
        said = texts[frame["file_"] == file]
        different = said.drop_duplicates()
        true = different.str.extract(_TRUE_DAY).dropna()
        typed = different.str.extract(_TYPED_DAY)[0].dropna().astype(int)
        if min(len(true), len(typed)) < _LEAST_TURNED or not true[2].astype(int).max() <= 12 < typed.min():
            continue
        turned = said.str.replace(_TRUE_DAY, r"\1-\3-\2\4", regex=True)
        made[said.index] = turned
        notes.add("date_turned", "occurred_on", int((turned != said).sum()))
    return made


def _read_dates(
    texts: pd.Series, frame: pd.DataFrame, asked: str, notes: Notes, heading: str
) -> pd.DataFrame:
    """Days file by file: each file has its own order of day and month."""
    orders = {file: _order(texts[frame["file_"] == file], asked) for file in frame["file_"].unique()}
    known = [one.order for one in orders.values() if one.found == "evidence"]
    pieces = []
    for file, year in frame[["file_", "year_"]].drop_duplicates().itertuples(index=False):
        order = orders[file]
        chosen = order.order if order.found != "ambiguous" or not known else known[0]
        rows = frame["file_"].eq(file) & frame["year_"].eq(year)
        pieces.append(_parse(texts[rows], chosen, int(year)))
    for order in orders.values():
        _judge_order(order, heading, has_known=bool(known), notes=notes)
    read = pd.concat(pieces).reindex(texts.index)
    notes.add("weekday_differs", "occurred_on", int((read["flag"] == "weekday_differs").sum()))
    return read


def _order(texts: pd.Series, asked: str) -> DateOrder:
    counts = texts.value_counts()
    odd = counts[~counts.index.to_series().astype("str").str.fullmatch(_ISO)]
    return infer_order({str(text): int(rows) for text, rows in odd.items()}, asked if asked != "ymd" else "")


def _judge_order(order: DateOrder, heading: str, *, has_known: bool, notes: Notes) -> None:
    if order.found == "evidence" and order.contrary_rows > _MOST_CONTRARY * order.evidence_rows:
        raise DataError(
            f'kolom "{heading}"',
            f"urutan hari dan bulan bercampur ({order.evidence_rows} baris {_spoken(order.order)}, "
            f"{order.contrary_rows} baris sebaliknya)",
            'Seragamkan tanggalnya, atau isi data.date_order dengan "dmy" atau "mdy"',
        )
    if order.found == "evidence" and order.order == "mdy":
        notes.add("date_month_first", "occurred_on", order.evidence_rows + order.ambiguous_rows)
    if order.found == "ambiguous" and not has_known:
        notes.add("date_order_ambiguous", "occurred_on", order.ambiguous_rows, detail=order.order)


def _spoken(order: str) -> str:
    return "hari dahulu" if order == "dmy" else "bulan dahulu"


def _parse(texts: pd.Series, order: str, year: int) -> pd.DataFrame:
    """Days of one file: the two commonest forms at once, the others one by one."""
    codes, different = pd.factorize(texts.str.strip())
    unique = pd.Series(different, dtype="str")
    read = pd.DataFrame(
        {"day": pd.NaT, "minute": np.nan, "time_quality": "missing", "flag": ""}, index=unique.index
    )
    read["day"] = read["day"].astype("datetime64[us]")
    is_iso = unique.str.fullmatch(_ISO)
    _put_iso(read, unique[is_iso])
    numeric = unique[~is_iso].str.extract(_NUMERIC)
    _put(read, numeric, (2, 0, 1) if order == "mdy" else (2, 1, 0))
    rest = unique[numeric.index[numeric[0].isna()]]
    if len(rest):
        slow = by_unique(rest, lambda text: tuple(parse_date(text, order, year or None)), _NAMES)
        slow["day"] = pd.to_datetime(slow["day"]).astype("datetime64[us]")
        slow["minute"] = slow["minute"].astype("float64")
        read.loc[rest.index] = slow
    typed_year = read["day"].between(pd.Timestamp(1905, 7, 1), pd.Timestamp(1905, 7, 17))
    read.loc[typed_year, "flag"] = "date_year_only"
    read.loc[typed_year, "day"] = pd.NaT
    return read.take(codes).set_axis(texts.index)


def _put_iso(read: pd.DataFrame, texts: pd.Series) -> None:
    """Fill in the rows that begin with the year."""
    if texts.empty:
        return
    # One-digit hours and a final Z are common, and no ISO 8601.
    plain = texts.str.rstrip("Z").str.replace(r"([ T])(\d:)", r"\g<1>0\g<2>", regex=True)
    moments = pd.to_datetime(plain, format="ISO8601", errors="coerce").astype("datetime64[us]")
    is_time = (plain.str.len() > 10) & moments.notna()
    read.loc[texts.index, "day"] = moments.dt.normalize()
    read.loc[texts.index, "flag"] = np.where(moments.isna(), "date_unreadable", "")
    read.loc[texts.index, "minute"] = (moments.dt.hour * 60 + moments.dt.minute).where(is_time)
    read.loc[texts.index, "time_quality"] = np.where(is_time, "recorded", "missing")


def _put(read: pd.DataFrame, parts: pd.DataFrame, places: tuple[int, int, int]) -> None:
    """Fill in the rows of one numeric form; `places` are the groups of year, month and day."""
    found = parts[parts[0].notna()]
    if found.empty:
        return
    rows = found.index
    numbers = pd.DataFrame({name: found[place].astype(int) for name, place in
                            zip(("year", "month", "day"), places, strict=True)})  # fmt: skip
    days = pd.to_datetime(numbers, errors="coerce")
    read.loc[rows, "day"] = days.astype("datetime64[us]")
    read.loc[rows, "flag"] = np.where(days.isna(), "date_unreadable", "")
    hour = pd.to_numeric(found[3], errors="coerce")
    minute = pd.to_numeric(found[4], errors="coerce")
    is_time = hour.lt(24) & minute.lt(60) & days.notna()
    read.loc[rows, "minute"] = (hour * 60 + minute).where(is_time)
    read.loc[rows, "time_quality"] = np.where(is_time, "recorded", "missing")


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


def _read_times(frame: pd.DataFrame) -> pd.DataFrame:
    """Minutes of a time column of its own, or of hour and minute columns."""
    texts = text_of(frame, "time").str.strip()
    if not texts_of(frame, "time") and texts_of(frame, "hour_only"):
        hour, minute = (text_of(frame, name).str.strip() for name in ("hour_only", "minute_only"))
        is_whole = bool(hour.str.fullmatch(r"\d{3,4}|\d{1,2}\D\d{2}.*").any())
        texts = hour if is_whole else (hour + ":" + minute.where(minute != "", "00")).where(hour != "", "")
    if texts.str.fullmatch(r"\d{3,4}").sum() > 0.5 * max(1, (texts != "").sum()):
        texts = texts.where(~texts.str.fullmatch(r"\d{1,3}"), texts.str.zfill(4))  # 45 is 00.45 beside 1730
    read = by_unique(texts, lambda text: tuple(parse_time(text)), ("minute", "time_quality", "flag"))
    read["minute"] = read["minute"].astype("float64")
    return read


def _out_of_range(read: pd.DataFrame) -> pd.Series:
    """Flag of each row, with days that lie a year after the rest or thirty years before it."""
    days, flags = read["day"], read["flag"].copy()
    known = days.dropna()
    if len(known) >= 5:
        ordered = known.sort_values(ignore_index=True)
        late = pd.Timestamp(ordered.iloc[int(0.99 * (len(ordered) - 1))]) + pd.Timedelta(days=366)
        early = pd.Timestamp(ordered.iloc[len(ordered) // 2]) - pd.Timedelta(days=30 * 365)
        flags = flags.mask(days > late, "date_future").mask(days < early, "date_too_old")
    return flags.mask(days.isna() & (flags == ""), "date_unreadable")


def _mark_default_times(read: pd.DataFrame, notes: Notes) -> None:
    """Midnight to the minute counts as not recorded where it is far commoner than the full hours around it.

    So does any one minute that more than a fifth of all rows carry.
    """
    is_timed = read["time_quality"].isin(["recorded", "approximate"])
    minutes = read["minute"].where(is_timed)
    counts = minutes.value_counts()
    total = int(counts.sum())
    around = float(np.median([counts.get(60.0 * hour, 0) for hour in (22, 23, 1, 2)]))
    midnight = int(counts.get(0.0, 0))
    defaults = {m for m, n in counts.items() if total >= 20 and n > 0.2 * total}
    if midnight >= 5 and midnight > 3 * max(around, 1.0):
        defaults.add(0.0)
    is_default = is_timed & minutes.isin(list(defaults))
    read.loc[is_default, "time_quality"] = "default"
    read.loc[is_default, "minute"] = np.nan
    notes.add("time_default", "time_quality", int(is_default.sum()))
