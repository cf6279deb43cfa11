"""A countdown stands only where the campaign file makes the date sure, and is true on the day of its post."""

import dataclasses
import datetime as dt

import pytest

from generator.calendar_of_year import with_own_dates
from generator.codes import Pillar
from generator.home import Home
from generator.languages import load_library
from generator.messages.caption import write_caption
from generator.messages.countdown import countdown, with_countdown
from generator.messages.counting import count
from generator.messages.shape import published
from generator.own_dates import OwnDate
from tests.messages.test_selection import planned

START = dt.date(2026, 11, 16)
LIBRARY = load_library(Home(), "id")


def ours(status="confirmed", identity="OPS-ZEBRA", library=LIBRARY):
    own = [OwnDate(identity, START, dt.date(2026, 11, 29), status, "ST 11/2026")]
    return dataclasses.replace(library, calendar=with_own_dates(library.calendar, own, "Progo"))


@pytest.fixture(scope="module")
def speeding(campaign, library, week):
    """A message about a theme of Operasi Zebra."""
    return next(m for m in planned(library, campaign, week).messages if m.theme == "kecepatan")


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (dt.date(2026, 11, 13), "Tiga hari lagi Operasi Zebra Progo dimulai."),
        (dt.date(2026, 11, 9), "Tujuh hari lagi Operasi Zebra Progo dimulai."),
        (dt.date(2026, 11, 15), "Besok Operasi Zebra Progo dimulai."),
        (dt.date(2026, 11, 8), ""),
        (START, ""),
        (dt.date(2026, 11, 20), ""),
    ],
)
def test_it_counts_the_days_of_the_post_itself(speeding, day, said):
    assert countdown(speeding, day, ours()) == said


def test_an_estimate_and_the_news_are_never_counted_down_to(speeding):
    friday = dt.date(2026, 11, 13)  # the rule puts Zebra on the same Monday
    assert countdown(speeding, friday, LIBRARY) == ""
    assert countdown(speeding, friday, ours("reported")) == ""
    assert countdown(speeding, dt.date(2026, 3, 10), LIBRARY) == ""  # Ketupat 2026 was in the news


def test_a_date_that_our_own_calendar_calls_confirmed_is_not_the_districts_word(speeding):
    entries = [dict(one) for one in LIBRARY.calendar["event"]]
    zebra = next(one for one in entries if one["id"] == "OPS-ZEBRA")
    zebra["dates"] = [{"start": START, "end": dt.date(2026, 11, 29), "status": "confirmed"}]
    library = dataclasses.replace(LIBRARY, calendar={**LIBRARY.calendar, "event": entries})
    assert countdown(speeding, dt.date(2026, 11, 13), library) == ""


def test_only_operations_are_counted_down_to(speeding):
    assert countdown(speeding, dt.date(2026, 11, 13), ours(identity="TAHUN-AJARAN")) == ""


def test_only_posts_of_its_themes_carry_it(speeding):
    friday = dt.date(2026, 11, 13)
    other = dataclasses.replace(speeding, theme="kabut", tip_id="")
    recap = dataclasses.replace(speeding, pillar=Pillar.TRANSPARENCY)
    mourning = dataclasses.replace(speeding, phrases={**speeding.phrases, "tone": ("duka",)})
    assert [countdown(one, friday, ours()) for one in (other, recap, mourning)] == ["", "", ""]


def test_in_english_the_sentence_is_whole(speeding):
    said = countdown(speeding, dt.date(2026, 11, 13), ours(library=load_library(Home(), "en")))
    assert said == "Three days until Operasi Zebra Progo begins."


@pytest.mark.parametrize("ahead", range(15))
def test_the_number_of_days_is_right_on_every_day(speeding, ahead):
    said = countdown(speeding, START - dt.timedelta(days=ahead), ours())
    words = LIBRARY.words["number.words"].split()
    wanted = "" if not 1 <= ahead <= 7 else "besok" if ahead == 1 else words[ahead]
    assert said.partition(" ")[0].lower() == wanted


def test_it_is_the_last_line_and_within_the_limit_of_every_placement(speeding, campaign, library, placements):
    added = 0
    for placement in placements.values():
        caption = write_caption(speeding, placement, campaign, library)
        longer = with_countdown(caption, "Tiga hari lagi Operasi Zebra Progo dimulai.", placement, library)
        assert (
            longer.count == count(published(longer.text, longer.hashtags), placement.counting) <= longer.limit
        )
        if longer != caption:
            assert longer.text.splitlines()[-1] == "Tiga hari lagi Operasi Zebra Progo dimulai."
            assert longer.text.startswith(caption.text)
            assert placement.id != "whatsapp/status"
        added += longer != caption
    assert added >= 5


def test_a_caption_without_room_stays_as_it_was(speeding, campaign, library, placements):
    placement = placements["x/post_landscape"]
    caption = dataclasses.replace(write_caption(speeding, placement, campaign, library), limit=200)
    assert with_countdown(caption, "Tiga hari lagi. " * 20, placement, library) == caption
    empty = dataclasses.replace(caption, text="")
    assert with_countdown(empty, "Besok.", placement, library) == empty
