"""Who and how: one table of over-representations, one row per kind of insight (`contrasts/rows.py`).

Each code of a column is held against the rest of the district: is it more often severe, more frequent in the last
twelve months than before, in an hour band or at a hotspot? Said only when it survives Benjamini-Hochberg over
everything that was looked at in the survey.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.analysis.context import is_severe, strength
from generator.analysis.contrasts import tables
from generator.analysis.contrasts.look import Look
from generator.analysis.contrasts.moments import Recorded
from generator.analysis.contrasts.rows import TABLE, talked_about
from generator.analysis.contrasts.telling import tell, tell_kinds

if TYPE_CHECKING:
    from generator.analysis.context import Context
    from generator.analysis.contrasts.tables import Coded
    from generator.records import Insight

KINDS = tuple(row.kind for row in TABLE)


def looks(context: Context) -> list[Look]:
    """Every test of the table."""
    return tables.looks(context)


def find(context: Context) -> tuple[Insight, ...]:
    """One insight for each row with a tested finding; for some rows else the largest code, which claims nothing."""
    found = tell_kinds(context, KINDS)
    told = {one.kind for one in found}
    recent = Recorded(context.recent)
    for row in TABLE:
        if row.is_largest_told and row.kind not in told:
            one = tables.coded(recent, row)
            found += [tell(context, _largest(context, one))] if one.is_usable else []
    return tuple(found)


def _largest(context: Context, one: Coded) -> Look:
    """The largest code of a row: baseline "share", not tested, and not counted among the looks."""
    code = max(talked_about(one.row, one.codes), key=lambda c: (int(one.codes[c].sum()), c))
    subject = one.subject(code, is_severe(context.recent))
    share = subject.count / subject.known
    # a large share by itself tells less than a difference that was tested: half of its excess
    gain = strength(share, 1 / max(2, len(one.codes)), subject.count) / 2
    return Look(subject, "share", None, 1.0, round(gain, 4), context.period)
