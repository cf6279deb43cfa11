"""Cards of the calendar: only for sure dates, on the days on which they are true."""

import datetime as dt

import pytest

from generator.calendar_of_year import Certainty, events_in, read_events, with_own_dates
from generator.messages.message import Writer
from generator.messages.seasons import season_insights
from generator.own_dates import OwnDate
from generator.records import IsoWeek, Period
from tests.messages.test_selection import planned

ZEBRA = OwnDate("OPS-ZEBRA", dt.date(2026, 11, 16), dt.date(2026, 11, 29), "confirmed", "ST 11/2026")


def cards_of(library, week, own=(), suffix=""):
    calendar = with_own_dates(library.calendar, own, suffix)
    cards, _ = season_insights(calendar, events_in(week, calendar), week, is_sample=False)
    return {card.codes["event"]: card for card in cards}


@pytest.mark.parametrize("year", range(2020, 2036))
def test_no_card_of_any_week_rests_on_an_estimate(library, year):
    events = read_events(library.calendar, range(year - 1, year + 2))
    guessed = [one for one in events if one.certainty is Certainty.ESTIMATED and not one.is_dateless]
    sure = {(one.id, one.period) for one in events if one.certainty is not Certainty.ESTIMATED}
    assert guessed
    for number in range(53):
        week = IsoWeek(year, 1).plus(number)
        for identity in cards_of(library, week).keys() - {"MUSIM-HUJAN"}:
            days = [period for one, period in sure if one == identity]
            assert any(one.start <= week.sunday and one.end >= week.monday for one in days), (week, identity)


def test_a_confirmed_operation_speaks_under_its_full_name_in_its_own_weeks(library):
    before, during, after = (IsoWeek(2026, number) for number in (45, 47, 49))
    assert "OPS-ZEBRA" not in cards_of(library, during)
    assert (
        "OPS-ZEBRA"
        not in cards_of(library, before, [ZEBRA]).keys() | cards_of(library, after, [ZEBRA]).keys()
    )
    card = cards_of(library, during, [ZEBRA], "Progo")["OPS-ZEBRA"]
    assert "Operasi Zebra Progo" in card.codes["event_body"]
    assert card.codes["event_days"] == ""  # the whole week


def test_a_confirmed_operation_counts_down_in_the_week_before(library, campaign):
    week = IsoWeek(2026, 46)
    card = cards_of(library, week, [ZEBRA], "Progo")["OPS-ZEBRA"]
    assert (card.kind, card.codes["case"], card.period) == (
        "operation",
        "coming",
        Period(ZEBRA.start, ZEBRA.end),
    )
    tip = next(tip for tip in library.tips.values() if tip.theme == "helm" and not tip.needs_review)
    words = Writer(campaign, library, week).write(card, tip, {}, "operasi").words
    assert [words[f"before_{n}"] for n in (1, 7, 8)] == ["H-7", "H-1", "Hari H"]
    assert [words[f"day_{n}"] for n in (1, 8)] == ["9", "16"]
    assert "before_9" not in words


@pytest.mark.parametrize(
    ("start", "days"),
    [(12, ""), (13, "2026-11-09/2026-11-12"), (18, "2026-11-11/2026-11-15"), (20, "")],
    ids=["already running", "from Friday", "next Wednesday", "too far"],
)
def test_a_countdown_is_shown_on_at_least_four_days_and_at_most_a_week_ahead(library, start, days):
    own = OwnDate("OPS-ZEBRA", dt.date(2026, 11, start), dt.date(2026, 11, 29), "confirmed", "ST")
    card = cards_of(library, IsoWeek(2026, 46), [own]).get("OPS-ZEBRA")
    is_coming = card is not None and card.codes["case"] == "coming"
    assert (card.codes["event_days"] if is_coming else "") == days


def test_a_date_from_the_news_is_not_printed(library, campaign):
    own = OwnDate("OPS-ZEBRA", ZEBRA.start, ZEBRA.end, "reported", "berita")
    assert "OPS-ZEBRA" not in cards_of(library, IsoWeek(2026, 46), [own])
    week = IsoWeek(2026, 47)
    card = cards_of(library, week, [own])["OPS-ZEBRA"]
    tip = next(tip for tip in library.tips.values() if tip.theme == "helm" and not tip.needs_review)
    message = Writer(campaign, library, week).write(card, tip, {}, "operasi")
    assert not {"dates", "day_1"} & message.words.keys()
    assert "29 November" not in message.alt_text.replace("16–22 November", "")


def test_an_operation_of_the_districts_own_making_has_its_card(library, campaign):
    days = dt.date(2026, 11, 9)
    own = OwnDate("OPS-LOKAL", days, days + dt.timedelta(days=6), "confirmed", "ST", name="Operasi Bina Warga",
                  kind="operation", themes=("kerumunan",))  # fmt: skip
    card = cards_of(library, IsoWeek(2026, 46), [own])["OPS-LOKAL"]
    tip = next(tip for tip in library.tips.values() if not tip.needs_review)
    message = Writer(campaign, library, IsoWeek(2026, 46)).write(card, tip, {}, "operasi")
    assert "Operasi Bina Warga" in message.headline


def test_every_operation_can_be_told_with_the_longest_name_of_a_polda(library, campaign, week):
    days = dt.date(2026, 11, 23)
    for operation in ("OPS-KESELAMATAN", "OPS-KETUPAT", "OPS-PATUH", "OPS-ZEBRA", "OPS-LILIN"):
        own = OwnDate(operation, days, days + dt.timedelta(days=6), "confirmed", "ST")
        card = cards_of(library, week, [own], "Kepulauan Seribu Jay")[operation]
        assert Writer(campaign, library, week).can_tell(card)


def test_a_week_of_a_confirmed_operation_tells_of_it(library, campaign):
    import dataclasses

    mine = dataclasses.replace(library, calendar=with_own_dates(library.calendar, [ZEBRA], "Progo"))
    plan = planned(mine, campaign, IsoWeek(2026, 47))
    (card,) = [message for message in plan.messages if message.kind == "operation"]
    assert "Operasi Zebra Progo" in card.body
    assert not any(
        "Operasi" in message.body for message in planned(library, campaign, IsoWeek(2026, 47)).messages
    )


def test_a_card_that_is_true_for_part_of_the_week_says_for_which_days(library, campaign):
    week = IsoWeek.parse("2026-W53")
    card = cards_of(library, week)["MALAM-TAHUN-BARU"]
    assert card.codes["event_days"] == "2026-12-28/2026-12-31"
    tip = next(tip for tip in library.tips.values() if tip.theme == "alkohol" and not tip.needs_review)
    message = Writer(campaign, library, week).write(card, tip, {}, "malam-tahun-baru")
    assert message.phrases["days"] == ("2026-12-28", "2026-12-31")


def test_an_operation_that_only_ends_in_the_week_has_no_card(library):
    week = IsoWeek(2026, 49)
    own = OwnDate(
        "OPS-ZEBRA",
        week.monday - dt.timedelta(days=11),
        week.monday + dt.timedelta(days=2),
        "confirmed",
        "ST",
    )
    assert Period(own.start, own.end).days == 14
    assert "OPS-ZEBRA" not in cards_of(library, week, [own])
