"""Bounds of a theme hold in every 13 weeks, whatever the weeks would rather tell."""

import datetime as dt
import random

import pytest

from generator.messages.quota import WEEKS, Past, past_of, quota
from generator.mix import Bounds
from generator.records import IsoWeek, PastUse

WEEK = IsoWeek(2026, 48)


def weeks_told(bounds, wish, length=60):
    """The weeks in which a theme is told that is wished for with probability `wish`, and told when it must."""
    dice = random.Random(f"{bounds} {wish}")
    told = []
    for now in range(length):
        left = quota(bounds, Past([now - one for one in told], now))
        wanted = dice.random() < wish
        if left.least or (wanted and left.most):
            told.append(now)
    return told


@pytest.mark.parametrize(
    "bounds", [Bounds(1, 9), Bounds(2, 13), Bounds(3, 5), Bounds(0, 4), Bounds(13, 13)], ids=str
)
@pytest.mark.parametrize("wish", [0.0, 0.3, 1.0])
def test_every_stretch_of_13_weeks_keeps_the_bounds(bounds, wish):
    told = weeks_told(bounds, wish)
    counts = [sum(start <= week < start + WEEKS for week in told) for start in range(60 - WEEKS + 1)]
    assert min(counts) >= bounds.least
    assert max(counts) <= bounds.most


def test_the_duty_grows_as_the_weeks_run_out():
    urgencies = [quota(Bounds(1, 9), Past([], begun)).urgency for begun in range(WEEKS)]
    assert urgencies == sorted(urgencies)
    assert urgencies[0] == pytest.approx(1 / WEEKS)
    assert urgencies[-1] == 1.0
    assert quota(Bounds(1, 9), Past([1], 12)).urgency == pytest.approx(1 / WEEKS)


def test_a_message_on_several_placements_counts_once():
    def use(weeks_ago, theme, placement, tip):
        week = WEEK.plus(-weeks_ago)
        return PastUse(tip, "family", theme, "x", placement, week.monday + dt.timedelta(days=2), str(week))

    history = [
        use(3, "helm", "a", "T-1"),
        use(3, "helm", "b", "T-1"),
        use(20, "helm", "a", "T-2"),
        use(1, "lelah", "a", "T-3"),
    ]
    past = past_of("helm", history, WEEK)
    assert list(past.ages) == [3, 20]
    assert past.begun == 20
    assert past_of("ponsel", (), WEEK) == Past([], 0)
