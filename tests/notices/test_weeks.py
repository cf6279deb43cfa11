"""Each notice is told in its own weeks, never before there is anything to tell and never when it is over."""

import datetime as dt

import pytest

from generator.records import IsoWeek
from tests.notices.office import COMMUNITY, CORRECTION, EVENT


def weeks_of(office, notice, kind=None):
    """Offset from the week of the notice -> the case in which it is told."""
    first = notice.get("date") or notice.get("start") or notice["checked_on"]
    found = {}
    for back in range(-4, 6):
        week = IsoWeek.of(first).plus(back)
        told = [one for one in office.tell(notice, week=str(week)).insights if kind in {None, one.kind}]
        if told:
            found[back] = told[0].codes.get("case", "")
    return found


def test_an_event_is_announced_a_week_ahead_and_in_its_own_week(office):
    assert weeks_of(office, EVENT) == {-1: "coming", 0: "coming"}


def test_a_past_event_is_a_thank_you_only_where_one_is_written(office):
    notice = {**EVENT, "thanks": "Terima kasih sudah datang."}
    assert weeks_of(office, notice) == {-1: "coming", 0: "coming", 1: "thanks"}


def test_an_event_of_several_weeks_is_told_until_its_last_day(office):
    notice = {key: value for key, value in EVENT.items() if key != "date"}
    notice |= {"start": dt.date(2026, 11, 28), "end": dt.date(2026, 12, 8)}
    assert weeks_of(office, notice) == {-1: "coming", 0: "coming", 1: "coming", 2: "coming"}


def test_community_work_is_announced_and_then_told_for_two_weeks(office):
    assert weeks_of(office, COMMUNITY) == {-1: "visit", 0: "visit", 1: "past", 2: "past"}
    assert office.tell(COMMUNITY, week="2026-W47").insights[0].kind == "event"
    assert office.tell(COMMUNITY, week="2026-W48").insights[0].kind == "community"


def test_a_correction_is_told_in_the_week_of_its_check_and_the_next(office):
    assert weeks_of(office, CORRECTION) == {0: "", 1: ""}


def test_a_correction_comes_before_everything_else(office):
    told = office.tell(COMMUNITY, EVENT, CORRECTION).insights
    assert [one.kind for one in told] == ["correction", "event", "community"]
    assert told[0].strength == 1.0


def test_nothing_is_told_that_nobody_declared(office):
    assert office.tell().insights == ()
    assert office.tell().questions == ()


@pytest.mark.parametrize(
    ("change", "until"),
    [({}, 5 * 24 + 7.0), ({"hour": ""}, None)],
)
def test_an_invitation_ends_when_its_event_begins(office, change, until):
    notice = {key: value for key, value in {**EVENT, **change}.items() if value}
    told = office.tell(notice).insights[0]
    assert told.figures["until_hour"].value == (until or 6 * 24.0)
    assert "until_hour" not in office.tell(notice, week="2026-W47").insights[0].figures
