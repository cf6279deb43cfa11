import dataclasses
import datetime as dt
import itertools
import zoneinfo
from collections import Counter

import pytest

from generator.codes import Pillar
from generator.errors import SettingsError
from generator.home import Home
from generator.platforms import chosen_placements, load_placements
from generator.posting.agenda import Booking, arrange, book, check_quiet, make_slot, zone_label
from generator.records import Figure, IsoWeek
from generator.settings import load_campaign
from tests.posting.queue_maker import message
from tests.posting.queue_maker import wall as at

WEEK = IsoWeek(2026, 48)
PLACEMENTS = chosen_placements(load_placements(Home()), ())
CAMPAIGN = load_campaign(Home(), "contoh")
MESSAGES = (
    message("jam", figures={"window_start": Figure(18, "hour", "evidence:e")}),
    message("tempat"),
    message("tabrakan"),
    message("rekap", kind="four_week_change", pillar=Pillar.TRANSPARENCY),
    message("motor"),
)


def campaign(**changes):
    week = dataclasses.replace(CAMPAIGN.week, **changes.pop("week", {}))
    return dataclasses.replace(CAMPAIGN, week=week, **changes)


def placement(name="instagram/story"):
    return load_placements(Home())[name]


def test_a_usual_week_has_25_to_45_posts_on_nine_placements():
    bookings = book(MESSAGES, PLACEMENTS, CAMPAIGN, WEEK)
    assert 25 <= len(bookings) <= 45
    assert len({(b.slot.platform, b.slot.placement) for b in bookings}) == 9


def test_the_same_arguments_give_the_same_bookings_and_another_week_other_ones():
    assert book(MESSAGES, PLACEMENTS, CAMPAIGN, WEEK) == book(MESSAGES, PLACEMENTS, CAMPAIGN, WEEK)
    first = [b.message_id for b in book(MESSAGES, PLACEMENTS, CAMPAIGN, WEEK)]
    later = [[b.message_id for b in book(MESSAGES, PLACEMENTS, CAMPAIGN, WEEK.plus(n))] for n in (1, 2, 3)]
    assert any(one != first for one in later)


@pytest.mark.parametrize("count", [1, 4, 5, 6, 8])
def test_a_placement_has_one_post_a_day_and_a_message_once_a_week(count):
    many = [message(f"pesan-{n}") for n in range(count)]
    bookings = book(tuple(many), PLACEMENTS, CAMPAIGN, WEEK)
    days = Counter((b.slot.platform, b.slot.placement, b.slot.wall.date()) for b in bookings)
    shown = Counter((b.slot.platform, b.slot.placement, b.message_id) for b in bookings)
    assert set(days.values()) == set(shown.values()) == {1}
    assert len(bookings) == 9 * min(count, 5)
    left_out = Counter(b.message_id for b in bookings)
    assert max(left_out.values()) - min(left_out.values()) <= 2


def test_slot_ids_are_readable_ascii_unique_and_without_colon():
    ids = [b.slot.id for b in book(MESSAGES, PLACEMENTS, CAMPAIGN, WEEK)]
    assert "2026-W48-instagram-feed_portrait-sen0700-1" in ids
    assert len(set(ids)) == len(ids)
    assert all(one.isascii() and ":" not in one and len(one) < 60 for one in ids)


def test_platforms_do_not_all_show_the_same_message_at_once():
    bookings = book(MESSAGES, PLACEMENTS, CAMPAIGN, WEEK)
    by_day = itertools.groupby(bookings, key=lambda b: b.slot.wall.date())
    for _, posts in by_day:
        counted = Counter(b.message_id for b in posts)
        assert len(counted) > 1
        assert max(counted.values()) <= 2
    same_platform = Counter((b.slot.platform, b.slot.wall.date(), b.message_id) for b in bookings)
    assert max(same_platform.values()) == 1


def test_a_message_about_risky_hours_stands_before_them_where_a_slot_allows():
    for booking in book(MESSAGES, PLACEMENTS, CAMPAIGN, WEEK):
        own = next(
            p for p in PLACEMENTS if (p.platform, p.name) == (booking.slot.platform, booking.slot.placement)
        )
        if booking.message_id == "jam" and any(
            16 * 60 <= h.hour * 60 + h.minute <= 17 * 60 + 30 for h in own.usual_slots
        ):
            ahead = 18 * 60 - booking.slot.wall.hour * 60 - booking.slot.wall.minute
            assert 30 <= ahead <= 120


def test_the_hour_of_the_risk_may_be_given():
    bookings = book(MESSAGES, (placement(),), CAMPAIGN, WEEK, {"motor": 20, "jam": 7})
    hours = {b.message_id: b.slot.wall.time() for b in bookings}
    assert hours["motor"] == dt.time(19)
    assert hours["jam"] == dt.time(6, 15)


def test_recaps_keep_away_from_pictures_that_are_gone_after_seconds():
    tall = {(p.platform, p.name) for p in PLACEMENTS if p.shape == "9x16"}
    bookings = book(MESSAGES, PLACEMENTS, CAMPAIGN, WEEK)
    assert not [
        b for b in bookings if b.message_id == "rekap" and (b.slot.platform, b.slot.placement) in tall
    ]


def test_hours_of_the_campaign_file_replace_the_usual_ones():
    own = campaign(slots={"instagram/story": ("sel 08.15", "kam 20.00")})
    walls = [b.slot.wall for b in book(MESSAGES, (placement(),), own, WEEK)]
    assert walls == [at(2026, 11, 24, 8, 15), at(2026, 11, 26, 20)]


@pytest.mark.parametrize(
    ("slots", "found"),
    [
        ({"instagram/story": ("senin 07.00",)}, 'slots: "senin 07.00"'),
        ({"instagram/stori": ("sen 07.00",)}, "instagram/stori"),
    ],
)
def test_hours_that_cannot_be_read_are_named(slots, found):
    with pytest.raises(SettingsError, match=r"campaigns/contoh\.toml") as error:
        book(MESSAGES, (placement(),), campaign(slots=slots), WEEK)
    assert found in str(error.value)


def test_an_hour_in_quiet_hours_moves_to_the_next_open_minute():
    own = campaign(slots={"instagram/story": ("sen 22.00", "rab 05.00")})
    walls = [b.slot.wall for b in book(MESSAGES, (placement(),), own, WEEK)]
    assert walls == [at(2026, 11, 24, 5, 30), at(2026, 11, 25, 5, 30)]


def test_an_hour_that_finds_no_open_minute_in_the_week_is_dropped_with_a_reason():
    own = campaign(slots={"instagram/story": ("min 23.00", "sen 07.00")})
    agenda = arrange(MESSAGES, (placement(),), own, WEEK)
    assert [b.slot.wall for b in agenda.bookings] == [at(2026, 11, 23, 7)]
    assert agenda.empty[0][0] == "2026-W48-instagram-story-min2300-1"
    assert "jam tenang" in agenda.empty[0][1]


def test_hours_without_a_message_are_told():
    agenda = arrange(MESSAGES[:1], (placement(),), CAMPAIGN, WEEK)
    assert len(agenda.empty) == 4
    assert len(agenda.bookings) == 1


@pytest.mark.parametrize(
    ("zone", "wall", "utc", "label"),
    [
        ("Asia/Jakarta", (2026, 11, 23, 7), "2026-11-23T00:00", "WIB"),
        ("Asia/Makassar", (2026, 11, 23, 7), "2026-11-22T23:00", "WITA"),
        ("Asia/Jayapura", (2026, 11, 23, 7), "2026-11-22T22:00", "WIT"),
        ("America/Sao_Paulo", (2026, 11, 23, 7), "2026-11-23T10:00", "UTC-03"),
        ("Asia/Kathmandu", (2026, 11, 23, 7), "2026-11-23T01:15", "UTC+0545"),
        ("Europe/London", (2026, 10, 25, 1, 30), "2026-10-25T00:30", "BST"),  # comes twice: the first one
        ("Europe/London", (2026, 3, 29, 1, 30), "2026-03-29T01:30", "BST"),  # is skipped: 02.30
        ("Africa/Cairo", (2026, 4, 24, 0, 15), "2026-04-23T22:15", "EEST"),  # skipped at midnight: 01.15
    ],
)
def test_wall_times_become_instants_also_where_clocks_change(zone, wall, utc, label):
    wanted = at(*wall)
    slot = make_slot(placement(), IsoWeek.of(wanted.date()), wanted, zoneinfo.ZoneInfo(zone))
    assert slot.due == dt.datetime.fromisoformat(utc).replace(tzinfo=dt.UTC)
    assert slot.zone_label == label
    assert slot.due.astimezone(zoneinfo.ZoneInfo(zone)).replace(tzinfo=None, fold=0) == slot.wall


def test_a_skipped_hour_is_named_by_the_hour_that_exists():
    slot = make_slot(
        placement(), IsoWeek(2026, 13), at(2026, 3, 29, 1, 30), zoneinfo.ZoneInfo("Europe/London")
    )
    assert slot.id == "2026-W13-instagram-story-min0230-1"
    assert slot.wall == at(2026, 3, 29, 2, 30)


def test_the_label_of_a_zone_is_that_of_the_season():
    london = zoneinfo.ZoneInfo("Europe/London")
    assert zone_label(dt.datetime(2026, 7, 1, tzinfo=dt.UTC), london) == "BST"
    assert zone_label(dt.datetime(2026, 12, 1, tzinfo=dt.UTC), london) == "GMT"


def test_week_53_runs_into_january():
    bookings = book(MESSAGES, PLACEMENTS, CAMPAIGN, IsoWeek(2026, 53))
    days = {b.slot.wall.date() for b in bookings}
    assert min(days) == dt.date(2026, 12, 28)
    assert max(days) == dt.date(2027, 1, 3)
    assert all(b.slot.id.startswith("2026-W53-") for b in bookings)


def test_no_messages_give_no_bookings():
    assert book((), PLACEMENTS, CAMPAIGN, WEEK) == ()


def test_quiet_hours_that_cannot_be_read_are_named():
    with pytest.raises(SettingsError, match="quiet_hours"):
        book(MESSAGES, PLACEMENTS, campaign(week={"quiet_hours": ("malam",)}), WEEK)


# ------------------------------------------------------------------------------------------------ days of cards

SUNDAY = dt.date(2026, 11, 15)  # World Day of Remembrance
ALL = tuple(load_placements(Home()).values())


def card(name, *, tone="", days=()):
    phrases = ({"tone": (tone,)} if tone else {}) | ({"days": days} if days else {})
    return dataclasses.replace(message(name, kind="season"), phrases=phrases)


@pytest.mark.parametrize("with_card", [True, False])
def test_a_quiet_day_has_nothing_but_the_card_of_mourning_on_every_placement(with_card):
    week = IsoWeek(2026, 46)
    mourning = (card("hari-kenang", tone="duka"),) if with_card else ()
    busy = campaign(slots={one.id: [f"{day} 09.00" for day in ("sen", "rab", "jum", "min")] for one in ALL})
    agenda = arrange((*MESSAGES, *mourning), ALL, busy, week, quiet=frozenset({SUNDAY}))
    shown = {b.message_id for b in agenda.bookings if b.slot.wall.date() == SUNDAY}
    assert shown == ({"hari-kenang"} if with_card else set())
    loud = arrange((*MESSAGES, *mourning), ALL, busy, week)
    assert {b.message_id for b in loud.bookings if b.slot.wall.date() == SUNDAY} & {m.id for m in MESSAGES}
    quiet = [b for b in agenda.bookings if b.message_id == "hari-kenang"]
    assert all(b.slot.wall.date() == SUNDAY for b in quiet)  # and it prefers that day wherever it can have it
    assert len(quiet) == (len(ALL) if with_card else 0)
    if not with_card:
        assert sum("hari hening" in why for _, why in agenda.empty) == len(ALL)


def test_a_person_cannot_move_a_lively_post_to_the_quiet_day():
    mourning = card("hari-kenang", tone="duka")
    slot = make_slot(placement(), IsoWeek(2026, 46), at(2026, 11, 15, 9), CAMPAIGN.zone)
    quiet = frozenset({SUNDAY})
    check_quiet([Booking(slot, "hari-kenang")], [mourning, *MESSAGES], quiet, CAMPAIGN)
    check_quiet([Booking(slot, "jam")], [mourning, *MESSAGES], frozenset(), CAMPAIGN)
    with pytest.raises(SettingsError, match=r"contoh/2026-W46\.toml: .*hari hening"):
        check_quiet([Booking(slot, "jam")], [mourning, *MESSAGES], quiet, CAMPAIGN)


def test_a_card_stands_only_on_the_days_on_which_it_is_true():
    week = IsoWeek.parse("2026-W53")
    eve = card("malam-tahun-baru", days=("2026-12-28", "2026-12-31"))
    bookings = book((*MESSAGES, eve), PLACEMENTS, CAMPAIGN, week)
    days = [b.slot.wall.date() for b in bookings if b.message_id == eve.id]
    assert days
    assert max(days) <= dt.date(2026, 12, 31)
    assert any(b.slot.wall.date() > dt.date(2026, 12, 31) for b in bookings)


def test_week_53_is_booked_like_any_other():
    week = IsoWeek.parse("2026-W53")
    bookings = book(MESSAGES, PLACEMENTS, CAMPAIGN, week)
    assert 25 <= len(bookings) <= 45
    assert {b.slot.id[:8] for b in bookings} == {"2026-W53"}
    days = {b.slot.wall.date() for b in bookings}
    assert dt.date(2026, 12, 28) <= min(days)
    assert dt.date(2027, 1, 1) <= max(days) <= dt.date(2027, 1, 3)
