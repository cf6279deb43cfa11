"""Weekend nights against other nights, and the way to school against the same hours of the weekend.

Both sides have the same hours, so that the rhythm of the day plays no part; the exposure is the number of such nights
or days in the calendar. The findings are told with the rows `weekend_night` and `school_hours` of the table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from generator.analysis.context import is_severe, strength
from generator.analysis.contrasts import moments, strata
from generator.analysis.contrasts.look import Look, Sides, Subject
from generator.analysis.measures.patterns import days_by_weekday

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from generator.analysis.context import Context

CASES = {"weekend_night": ("often",), "school_hours": ("often",)}
LEAST = 30
WEEKEND_NIGHTS = (4, 5)  # Friday and Saturday, from 21.00 to 04.00
SCHOOL_DAYS = (0, 1, 2, 3, 4)


def looks(context: Context) -> list[Look]:
    """Two looks; none when too few times were recorded."""
    rows = context.recent
    hour, weekday = moments.hours_of(rows), moments.weekdays_of(rows)
    if (hour >= 0).sum() < max(LEAST, strata.LEAST_TIMED * len(rows)):
        return []
    late, school = moments.within(hour, moments.LATE), moments.in_school_hours(hour)
    nights = moments.night_of(hour, weekday)
    return [
        *_look(context, "weekend_night", late, np.isin(nights, WEEKEND_NIGHTS), WEEKEND_NIGHTS),
        *_look(context, "school_hours", school, np.isin(weekday, SCHOOL_DAYS), SCHOOL_DAYS),
    ]


def _look(
    context: Context, kind: str, frame: NDArray[np.bool_], ours: NDArray[np.bool_], days: tuple[int, ...]
) -> list[Look]:
    """The accidents of `frame` on these weekdays against those on the others."""
    if frame.sum() < LEAST:
        return []
    calendar = days_by_weekday(context.period)
    of = int(calendar[list(days)].sum())
    sides = Sides(
        int((frame & ours).sum()), of, int((frame & ~ours).sum()), int(calendar.sum()) - of, is_rate=True
    )
    severe = is_severe(context.recent)
    subject = Subject(
        kind=kind,
        column="hour, occurred_on",
        words="group",
        code=kind,
        count=sides.ours,
        known=int(frame.sum()),
        panel=((kind, sides.ours), (f"{kind}_rest", sides.rest)),
        severe=(int(severe[frame & ours].sum()), int(severe[frame & ~ours].sum())),
    )
    gain = strength(sides.ours / max(1, int(frame.sum())), of / int(calendar.sum()), sides.ours)
    return [Look(subject, "often", sides, sides.p_value(), gain, context.period)]
