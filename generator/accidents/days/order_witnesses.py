"""What else tells day from month where the figures do not: weekday, month, running rows, the day of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from generator.accidents.sheets.gather import text_of, texts_of
from generator.accidents.texts import plain, stripped
from generator.accidents.values.date_order import PARTS, DateOrder
from generator.accidents.values.dates import weekday_in
from generator.accidents.values.month_words import month_of, weekday_of
from generator.accidents.words import one_by_unique

if TYPE_CHECKING:
    from collections.abc import Callable

_LEAST = 3  # rows that a witness needs
_LEAST_SPREAD = 8
_MOST_WRONG = 0.05


def heard(texts: pd.Series, frame: pd.DataFrame, order: DateOrder) -> DateOrder:
    """The order of an ambiguous column as its witnesses tell it; unchanged when they are silent or disagree.

    `order` is what the figures tell, `texts` are the dates of one file in the order of its rows, `frame` holds their other columns.
    """
    both = two_readings(texts)
    if len(both) < _LEAST:
        return order
    beside = frame.loc[both.index]
    both["weekday"], both["month"] = weekdays_said(texts.loc[both.index], beside), months_said(beside)
    told = {name: witness(both, beside) for name, witness in _WITNESSES.items()}
    told = {name: one for name, one in told.items() if one}
    if len(set(told.values())) != 1:
        return order
    name, found = next(iter(told.items()))
    return DateOrder(found, name, 0, 0, order.ambiguous_rows)


def two_readings(texts: pd.Series) -> pd.DataFrame:
    """Rows whose date can be read in two ways: columns dmy and mdy (days), first and second (figures)."""
    parts = plain(texts).str.extract(PARTS)
    parts = parts[parts[0].str.len().le(2) & parts[2].notna()].astype(int)
    first, second, year = parts[0], parts[1], parts[2]
    parts = parts[first.between(1, 12) & second.between(1, 12) & (first != second)]
    year = parts[2].where(parts[2] > 99, parts[2] + 2000)
    days = {
        name: pd.to_datetime(pd.DataFrame({"year": year, "month": month, "day": day}), errors="coerce")
        for name, month, day in (("dmy", parts[1], parts[0]), ("mdy", parts[0], parts[1]))
    }
    return pd.DataFrame({**days, "first": parts[0], "second": parts[1]}, index=parts.index).dropna()


def weekdays_said(texts: pd.Series, frame: pd.DataFrame) -> pd.Series:
    """Weekday (Monday 0) that the column of weekdays or the date's own cell names; NaN without one."""
    said = one_by_unique(texts, weekday_in).astype("float64")
    if texts_of(frame, "weekday"):
        said = said.fillna(one_by_unique(stripped(text_of(frame, "weekday")), weekday_of).astype("float64"))
    return said


def months_said(frame: pd.DataFrame) -> pd.Series:
    """Month (1-12) that a column of months or the title of the sheet names; NaN without one."""
    said = pd.Series(np.nan, index=frame.index)
    if texts_of(frame, "month"):
        said = one_by_unique(stripped(text_of(frame, "month")), _month).astype("float64")
    if "month_" in frame:
        said = said.fillna(frame["month_"].where(frame["month_"] > 0).astype("float64"))
    return said


def _month(text: str) -> float:
    if text.isdigit():
        return float(text) if 1 <= int(text) <= 12 else np.nan
    month = month_of(text.split("-", maxsplit=1)[0])[0] if text else None
    return float(month) if month else np.nan


def _of_votes(for_dmy: pd.Series, for_mdy: pd.Series) -> str:
    """The order that nearly all votes are for; "" when there are too few or they are divided."""
    dmy, mdy = int((for_dmy & ~for_mdy).sum()), int((for_mdy & ~for_dmy).sum())
    if max(dmy, mdy) < _LEAST or min(dmy, mdy) > _MOST_WRONG * max(dmy, mdy):
        return ""
    return "dmy" if dmy > mdy else "mdy"


def _by_weekday(both: pd.DataFrame, _frame: pd.DataFrame) -> str:
    return _of_votes(*(both[name].dt.day_of_week == both["weekday"] for name in ("dmy", "mdy")))


def _by_month(both: pd.DataFrame, _frame: pd.DataFrame) -> str:
    return _of_votes(*(both[name].dt.month == both["month"] for name in ("dmy", "mdy")))


def _by_spread(both: pd.DataFrame, _frame: pd.DataFrame) -> str:
    """The figure that hardly changes is the month: a file of one month that is not yet twelve days old."""
    if len(both) < _LEAST_SPREAD:
        return ""
    firsts, seconds = both["first"].nunique(), both["second"].nunique()
    most = max(1, len(both) // 12)
    if firsts >= 5 and seconds <= most and firsts >= 3 * seconds:
        return "dmy"
    return "mdy" if seconds >= 5 and firsts <= most and seconds >= 3 * firsts else ""


def _by_report(both: pd.DataFrame, frame: pd.DataFrame) -> str:
    """No accident is reported before it happens."""
    if not texts_of(frame, "reported_on"):
        return ""
    from generator.accidents.days.date_column import parse_days

    reported = stripped(text_of(frame, "reported_on"))
    late = {}
    for name in ("dmy", "mdy"):
        days = parse_days(reported, name)["day"]
        late[name] = both[name][days.notna()] > days[days.notna()]
    rows = len(late["dmy"])
    wrong = {name: int(one.sum()) for name, one in late.items()}
    for name, other in (("dmy", "mdy"), ("mdy", "dmy")):
        if wrong[name] <= _MOST_WRONG * rows and wrong[other] >= max(_LEAST, 0.1 * rows):
            return name
    return ""


def _by_sequence(both: pd.DataFrame, frame: pd.DataFrame) -> str:
    """A list that is kept day by day runs one way; read in the wrong order it jumps."""
    if len(both) < _LEAST_SPREAD:
        return ""
    jumps = {name: _jumps(both[name], frame["sheet_"]) for name in ("dmy", "mdy")}
    for name, other in (("dmy", "mdy"), ("mdy", "dmy")):
        if jumps[name] <= _MOST_WRONG and jumps[other] >= 0.2:
            return name
    return ""


def _jumps(days: pd.Series, sheets: pd.Series) -> float:
    """Share (0-1) of steps against the usual direction."""
    steps = days.groupby(sheets.loc[days.index]).diff().dropna().dt.days
    return float(min((steps < 0).mean(), (steps > 0).mean())) if len(steps) else 0.0


_WITNESSES: dict[str, Callable[[pd.DataFrame, pd.DataFrame], str]] = {
    "weekday": _by_weekday,
    "month": _by_month,
    "spread": _by_spread,
    "report": _by_report,
    "sequence": _by_sequence,
}
"""In the order of trust."""
