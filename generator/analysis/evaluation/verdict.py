"""What may be said: fewer, more, undecided, or nothing, and why nothing."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from generator.analysis.evaluation.before_after import VERDICT_LEVEL, interval
from generator.analysis.evaluation.data_checks import Refusal

if TYPE_CHECKING:
    from generator.analysis.evaluation.comparison import Comparison

LEAST_COMPARED = (
    50  # accidents on the comparison roads in either period: their ratio is then within about 40 %
)
WORST_DETECTABLE = 0.60
"""A study that sees only reductions above 60 % is refused. Campaigns of this kind reach about 10 % (Phillips et al.
2011), works at black spots 20-50 %: what such a study finds is luck, and exaggerated (Gelman & Carlin 2014)."""
TREND_P = 0.01


class Verdict(StrEnum):
    """What the whole interval says; the words never say that the activity did it."""

    FEWER = "fewer"
    MORE = "more"
    UNDECIDED = "undecided"


def judge(comparison: Comparison) -> Verdict:
    """The verdict of a comparison that may speak."""
    low, high = interval(comparison.after, comparison.expected, VERDICT_LEVEL)
    if high < 1:
        return Verdict.FEWER
    return Verdict.MORE if low > 1 else Verdict.UNDECIDED


def check_compared(before: int, after: int) -> list[Refusal]:
    """Whether the comparison roads carry a ratio."""
    if min(before, after) >= LEAST_COMPARED:
        return []
    return [Refusal("few_compared", {"before": before, "after": after, "least": LEAST_COMPARED})]


def check_power(comparison: Comparison) -> list[Refusal]:
    """Whether the roads moved alike before, and whether a change could be seen at all (without looking at it)."""
    found = []
    if comparison.trend_p < TREND_P:
        found.append(Refusal("trend_differs", {"p": comparison.trend_p}))
    if comparison.detectable > WORST_DETECTABLE:
        found.append(
            Refusal(
                "too_few",
                {
                    "expected": comparison.expected.value,
                    "detectable": comparison.detectable,
                    "worst": WORST_DETECTABLE,
                },
            )
        )
    return found
