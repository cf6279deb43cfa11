"""The looks of the table of rows: every code with enough accidents under every baseline of its row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from generator.analysis.context import is_severe, severity_weight, strength
from generator.analysis.contrasts import strata
from generator.analysis.contrasts.look import Look, Sides, Subject
from generator.analysis.contrasts.moments import Recorded
from generator.analysis.contrasts.rows import OUTCOMES, TABLE, codes_of, talked_about

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from generator.analysis.context import Context
    from generator.analysis.contrasts.rows import Row
    from generator.analysis.contrasts.strata import Stratum

    Bools = NDArray[np.bool_]

LEAST_SIDE = 15  # accidents in and outside a stratum, below which nothing is compared
LEAST_SHOWN = 3
MOST_SHOWN = 6
ONE_PLACE = 0.7
_PERSONS = ("killed", "seriously_injured", "slightly_injured")


@dataclass(frozen=True, slots=True)
class Coded:
    """One row of the table on one set of accidents: masks of its codes, and where anything was recorded."""

    row: Row
    codes: Mapping[str, Bools]
    known: Bools

    @property
    def is_usable(self) -> bool:
        """Whether enough was recorded to talk about it at all."""
        least = max(self.row.least_known, self.row.least_share * len(self.known))
        is_enough = bool(self.known.sum() >= least)
        return is_enough and len(self.codes) >= 2 and bool(talked_about(self.row, self.codes))

    def subject(self, code: str, severe: Bools) -> Subject:
        """What a look at this code is about."""
        mask, rest = self.codes[code], self.known & ~self.codes[code]
        return Subject(
            kind=self.row.kind,
            column=self.row.column,
            words=self.row.section,
            code=code,
            count=int(mask.sum()),
            known=int(self.known.sum()),
            panel=self.panel(code),
            severe=(int(severe[mask].sum()), int(severe[rest].sum())),
        )

    def panel(self, code: str) -> tuple[tuple[str, int], ...]:
        """The diagram: the largest codes and always this one, with their accidents."""
        counts = {one: int(mask.sum()) for one, mask in self.codes.items()}
        shown = sorted(counts, key=lambda one: (-counts[one], one))
        hidden = set(self.row.silent) - {"rest"}
        shown = [one for one in shown if counts[one] >= LEAST_SHOWN and one not in hidden]
        if code not in shown[:MOST_SHOWN]:
            shown = [*shown[: MOST_SHOWN - 1], code]
        return tuple((one, counts[one]) for one in shown[:MOST_SHOWN])


def coded(recorded: Recorded, row: Row) -> Coded:
    """One row of the table on these accidents."""
    return Coded(row, *codes_of(recorded, row))


def looks(context: Context) -> list[Look]:
    """Every look of the table; a row with too little recorded is withheld with its reason."""
    usable, recent = [], Recorded(context.recent)
    for row in TABLE:
        one = coded(recent, row)
        if one.is_usable:
            usable.append(one)
        else:
            context.withhold(row.kind, "too_few_recorded")
    made = _looks(context, usable, strata.of_district(context), context.recent)
    places = strata.of_places(context)
    if places:
        settled = Recorded(context.settled)
        held = [coded(settled, one.row) for one in usable if "place" in one.row.baselines]
        made += _looks(context, [one for one in held if one.is_usable], places, context.settled)
    return made


def _looks(
    context: Context, usable: Sequence[Coded], against: Sequence[Stratum], rows: pd.DataFrame
) -> list[Look]:
    severe, weight = is_severe(rows), severity_weight(rows)
    persons = rows[list(_PERSONS)].fillna(0).to_numpy(dtype=np.int64)
    found = []
    for one in usable:
        wanted = [stratum for stratum in against if stratum.baseline in one.row.baselines]
        tables = _counts(one, wanted)
        for code in talked_about(one.row, one.codes) if wanted else ():
            subject = one.subject(code, severe)
            share = float(weight[one.codes[code]].sum() / weight[one.known].sum())
            for stratum, table in zip(wanted, tables[code], strict=True):
                sides = _sides(stratum.baseline, *table)
                if sides is None or not _is_large(one.row, sides):
                    continue
                found.append(
                    Look(
                        subject=subject,
                        baseline=stratum.baseline,
                        sides=sides,
                        p_value=sides.p_value(),
                        strength=_strength(stratum.baseline, sides, share, subject),
                        period=stratum.spot.hotspot.period if stratum.spot else context.period,
                        place=stratum.spot.hotspot.place if stratum.spot else None,
                        hotspot=stratum.spot.hotspot if stratum.spot else None,
                        window=stratum.window,
                        told_by=stratum.told_by,
                        persons=_deaths(one, code, persons) if stratum.baseline == "fatal" else None,
                    )
                )
    return found


def _counts(one: Coded, against: Sequence[Stratum]) -> dict[str, list[tuple[int, int, int, int]]]:
    """For each code and stratum: rows of both, of the code, of the stratum, of all that are known."""
    if not against:
        return {}
    names = list(one.codes)
    # float32 counts exactly up to 16 million rows
    ours = np.array([one.codes[name] for name in names], np.float32)
    known = np.array([stratum.known & one.known for stratum in against], np.float32).T
    inside = np.array([stratum.mask & stratum.known & one.known for stratum in against], np.float32).T
    both, code = ours @ inside, ours @ known
    stratum_total, total = inside.sum(axis=0), known.sum(axis=0)
    return {
        name: [
            (int(both[i, j]), int(code[i, j]), int(stratum_total[j]), int(total[j]))
            for j in range(len(against))
        ]
        for i, name in enumerate(names)
    }


def _sides(baseline: str, both: int, code: int, stratum: int, total: int) -> Sides | None:
    """The two shares that are compared; None when one of them has nothing to be a share of."""
    if min(code, stratum, total - code, total - stratum) <= 0:
        return None
    if baseline in OUTCOMES:
        return Sides(both, code, stratum - both, total - code)
    return Sides(both, stratum, code - both, total - stratum)


def _is_large(row: Row, sides: Sides) -> bool:
    """Whether both groups and both outcomes are large enough to be compared; nothing of what they show counts."""
    least = min(row.least_code, LEAST_SIDE)
    positive = sides.ours + sides.rest
    total = int(sides.ours_of + sides.rest_of)
    return min(sides.ours_of, sides.rest_of, positive, total - positive) >= least


def _strength(baseline: str, sides: Sides, share: float, subject: Subject) -> float:
    """The attributable fraction of the pattern, shrunken; of the severity weight where severity is the outcome.

    What is so at one place matters to those who pass there: it counts ONE_PLACE of what is so in the whole district.
    """
    if baseline == "severe":
        return strength(share, subject.count / subject.known, subject.count)
    gain = strength(sides.ours / sides.ours_of, sides.rest / sides.rest_of, sides.ours)
    return round(gain * ONE_PLACE, 4) if baseline == "place" else gain


def _deaths(one: Coded, code: str, persons: NDArray[np.int64]) -> tuple[int, int, int, int]:
    mask, rest = one.codes[code], one.known & ~one.codes[code]
    return (
        int(persons[mask, 0].sum()),
        int(persons[mask].sum()),
        int(persons[rest, 0].sum()),
        int(persons[rest].sum()),
    )
