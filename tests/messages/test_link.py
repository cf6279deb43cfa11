"""The campaign's link with the marks of its slot, joined so that the page behind it still opens."""

import dataclasses
import datetime as dt
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.home import Home
from generator.messages.link import link_of, printed_link, tracked
from generator.posting.agenda import make_slot
from generator.records import IsoWeek
from generator.settings import load_campaign

MARKS = {"utm_source": "x", "utm_content": "2026-W48-x-1"}


@pytest.mark.parametrize(
    ("link", "joined"),
    [
        ("https://polri.go.id", "https://polri.go.id/?utm_source=x&utm_content=2026-W48-x-1"),
        ("https://polri.go.id/a", "https://polri.go.id/a?utm_source=x&utm_content=2026-W48-x-1"),
        ("https://polri.go.id/a?", "https://polri.go.id/a?utm_source=x&utm_content=2026-W48-x-1"),
        (
            "https://polri.go.id/a?b=1&c=",
            "https://polri.go.id/a?b=1&c=&utm_source=x&utm_content=2026-W48-x-1",
        ),
        ("https://polri.go.id/a#c", "https://polri.go.id/a?utm_source=x&utm_content=2026-W48-x-1#c"),
        (
            "https://polri.go.id/a?b=%2F#c",
            "https://polri.go.id/a?b=%2F&utm_source=x&utm_content=2026-W48-x-1#c",
        ),
        ("https://polri.go.id/?utm_source=qr", "https://polri.go.id/?utm_source=qr&utm_content=2026-W48-x-1"),
    ],
)
def test_marks_stand_behind_the_own_query_and_before_the_fragment(link, joined):
    assert tracked(link, MARKS) == joined


@given(
    st.from_regex(
        r"https://[a-z]{2,9}\.id(/[a-zA-Z0-9%._~-]{0,9}){0,3}(\?[a-z]=[a-zA-Z0-9]{0,5})?(#[a-z]{0,5})?",
        fullmatch=True,
    )
)
def test_nothing_of_a_link_is_lost(link):
    before, after = urlsplit(link), urlsplit(tracked(link, MARKS))
    assert (before.scheme, before.netloc, before.fragment) == (after.scheme, after.netloc, after.fragment)
    assert after.path == (before.path or "/")
    assert after.query.startswith(before.query)
    assert parse_qs(after.query)["utm_source"] == ["x"]


def test_the_link_of_a_slot_is_the_same_every_time_and_each_slot_has_its_own(campaign, placements, week):
    linked = dataclasses.replace(
        campaign, polres=dataclasses.replace(campaign.polres, link="https://s.id/cakra")
    )
    place = placements["x/post_landscape"]
    slots = [
        make_slot(place, week, dt.datetime.combine(day, dt.time(6, 30)), campaign.zone)
        for day in (week.monday, week.monday + dt.timedelta(days=2))
    ]
    first, second = (link_of(linked, place, slot) for slot in slots)
    assert first == (
        "https://s.id/cakra?utm_source=x&utm_medium=post_landscape&utm_campaign=contoh-2026-W48"
        "&utm_content=2026-W48-x-post_landscape-sen0630-1"
    )
    assert first == link_of(linked, place, slots[0]) != second
    plain = dataclasses.replace(linked, polres=dataclasses.replace(linked.polres, link_tracking=False))
    assert link_of(plain, place, slots[0]) == "https://s.id/cakra"
    assert link_of(campaign, place, slots[0]) == ""
    assert link_of(linked, placements["instagram/feed_portrait"], slots[0]) == ""


@pytest.mark.parametrize(
    ("link", "is_tracked", "printed"),
    [
        ("", True, ""),
        ("https://polri.go.id/lantas", False, "https://polri.go.id/lantas"),
        ("https://a.id/x?b=1", True, "https://a.id/x?b=1&utm_source=poster&utm_campaign=contoh-2026-W48"),
    ],
)
def test_the_link_of_a_printed_page_has_few_marks(link, is_tracked, printed):
    campaign = load_campaign(Home(), "contoh")
    polres = dataclasses.replace(campaign.polres, link=link, link_tracking=is_tracked)
    campaign = dataclasses.replace(campaign, polres=polres)
    assert printed_link(campaign, IsoWeek.parse("2026-W48")) == printed
