"""Every year has its calendar; what the district knows better takes the place of what is known less."""

import datetime as dt
import itertools

import pytest

from generator.calendar_of_year import Certainty, events_in, quiet_days, read_events, with_own_dates
from generator.errors import TemplateError
from generator.home import Home
from generator.languages import load_library
from generator.own_dates import OwnDate
from generator.records import IsoWeek, Period

YEARS = range(2020, 2036)
EVERY_YEAR = {
    "OPS-KESELAMATAN", "OPS-KETUPAT", "OPS-PATUH", "OPS-ZEBRA", "OPS-LILIN", "HARI-LANTAS", "HARI-KENANG", "HARI-GURU",
    "TAHUN-AJARAN", "SEMESTER-GENAP", "LIBUR-SEMESTER", "NATARU", "LIBUR-NYEPI", "LIBUR-KEMERDEKAAN",
}  # fmt: skip


@pytest.fixture(scope="module")
def calendar():
    return load_library(Home(), "id").calendar


def own(identity, start, end, status="confirmed", **more):
    first, last = dt.date.fromisoformat(start), dt.date.fromisoformat(end)
    return OwnDate(identity, first, last, status, "ST 1", **more)


def dates_of(events, identity):
    return [one for one in events if one.id == identity]


@pytest.mark.parametrize("year", YEARS)
def test_every_year_has_its_operations_days_feasts_and_terms_once(calendar, year):
    events = read_events(calendar, [year - 1, year, year + 1])
    for identity in EVERY_YEAR:
        mine = [one for one in dates_of(events, identity) if one.period.start.year == year]
        if identity in {
            "OPS-KESELAMATAN",
            "OPS-KETUPAT",
        }:  # they follow the moon: twice or never in a solar year
            assert len(mine) <= 2
        else:
            assert len(mine) == 1, identity
    assert [one for one in dates_of(events, "LIBUR-IDULFITRI") if one.period.start.year == year]
    assert all(one.source for one in events if one.kind != "routine")


def test_operations_that_follow_the_feast_keep_their_distance_in_every_year(calendar):
    events = read_events(calendar)
    feasts = [one.period.start for one in dates_of(events, "LIBUR-IDULFITRI")]
    for identity, nearest, farthest in (("OPS-KETUPAT", 8, 8), ("OPS-KESELAMATAN", 44, 50)):
        starts = [one.period.start for one in dates_of(events, identity)]
        assert len(starts) == len(feasts)
        assert all(
            nearest <= (feast - start).days <= farthest for feast, start in zip(feasts, starts, strict=True)
        )


def test_an_operation_by_rule_is_never_more_than_an_estimate(calendar):
    known = {one.period.start.year for one in read_events(calendar) if one.kind == "operation" and one.certainty is not Certainty.ESTIMATED}  # fmt: skip
    assert known == {2023, 2024, 2025, 2026}  # those that the news told


def test_the_date_of_the_campaign_file_wins_over_estimate_and_news(calendar):
    mine = with_own_dates(
        calendar, [own("OPS-ZEBRA", "2026-10-05", "2026-10-18"), own("OPS-PATUH", "2025-07-21", "2025-08-03")]
    )
    zebra = [one for one in dates_of(read_events(mine), "OPS-ZEBRA") if one.period.start.year == 2026]
    assert [(one.period.start, one.certainty, one.source, one.is_own) for one in zebra] == [
        (dt.date(2026, 10, 5), Certainty.CONFIRMED, "ST 1", True)
    ]
    assert zebra[0].texts  # it speaks now
    patuh = [
        one.period.start for one in dates_of(read_events(mine), "OPS-PATUH") if one.period.start.year == 2025
    ]
    assert patuh == [dt.date(2025, 7, 21)]
    assert "OPS-ZEBRA" not in {one.id for one in events_in(IsoWeek(2026, 48), mine)}
    assert "OPS-ZEBRA" in {one.id for one in events_in(IsoWeek(2026, 48), calendar)}


def test_a_confirmed_feast_moves_what_hangs_on_it(calendar):
    mine = with_own_dates(calendar, [own("LIBUR-IDULFITRI", "2027-03-11", "2027-03-12")])
    events = read_events(mine, [2026, 2027, 2028])
    (feast,) = [one for one in dates_of(events, "LIBUR-IDULFITRI") if one.period.start.year == 2027]
    assert (feast.name, feast.certainty, feast.kind) == ("Idulfitri", Certainty.CONFIRMED, "holiday")
    (travel,) = [one for one in dates_of(events, "MUDIK-LEBARAN") if one.period.start.year == 2027]
    assert travel.period.start == dt.date(2027, 3, 4)
    assert travel.certainty is Certainty.CONFIRMED  # 7 days before and after: as sure as the feast
    (ketupat,) = [one for one in dates_of(events, "OPS-KETUPAT") if one.period.start.year == 2027]
    assert ketupat.certainty is Certainty.ESTIMATED  # an operation needs its own order


def test_a_new_entry_leans_towards_its_themes(calendar):
    mine = with_own_dates(
        calendar,
        [own("HARI-JADI", "2026-12-05", "2026-12-06", name="Hari jadi", kind="activity", themes=("parkir",))],
    )
    (one,) = dates_of(events_in(IsoWeek(2026, 49), mine), "HARI-JADI")
    assert (one.name, one.kind, one.themes, one.is_sayable) == ("Hari jadi", "activity", ("parkir",), False)


def test_several_terms_of_one_entry_all_stay(calendar):
    mine = with_own_dates(
        calendar,
        [
            own("LIBUR-SEMESTER", "2026-12-19", "2027-01-02"),
            own("LIBUR-SEMESTER", "2027-06-21", "2027-07-10"),
        ],
    )
    starts = [
        one.period.start for one in dates_of(read_events(mine, [2026, 2027]), "LIBUR-SEMESTER") if one.is_own
    ]
    assert starts == [dt.date(2026, 12, 19), dt.date(2027, 6, 21)]


def test_operations_carry_the_name_of_their_polda(calendar):
    mine = with_own_dates(calendar, [own("OPS-ZEBRA", "2026-11-16", "2026-11-29")], "Progo")
    (zebra,) = dates_of(read_events(mine, [2026]), "OPS-ZEBRA")
    assert zebra.name == "Operasi Zebra Progo"
    assert "Operasi Zebra Progo berlangsung" in zebra.texts["body"]
    assert zebra.texts["headline"] == "*Operasi Zebra*: tertib karena sayang"
    assert {one.name for one in read_events(mine) if one.kind == "holiday"} == {
        one.name for one in read_events(calendar) if one.kind == "holiday"
    }


def test_outside_indonesia_only_days_of_the_whole_world_and_own_dates_stay(calendar):
    mine = with_own_dates(
        calendar,
        [own("STATE-FAIR", "2026-08-13", "2026-08-23", name="State fair", themes=("parkir",))],
        is_at_home=False,
    )
    assert {one.id for one in read_events(mine, [2026, 2027])} == {
        "STATE-FAIR", "HARI-KENANG", "HARI-SEPEDA", "HARI-DISABILITAS", "PEKAN-PBB",
    }  # fmt: skip


def test_the_day_of_remembrance_is_the_quiet_day_of_each_year(calendar):
    days = sorted(quiet_days(read_events(calendar, YEARS)))
    assert [day.year for day in days] == list(YEARS)
    assert all(day.month == 11 and day.weekday() == 6 and 15 <= day.day <= 21 for day in days)


def test_the_last_week_of_a_long_year_has_entries_of_both_years(calendar):
    found = {one.id for one in events_in(IsoWeek.parse("2026-W53"), calendar)}
    assert {"OPS-LILIN", "MALAM-TAHUN-BARU", "LIBUR-TAHUN-BARU", "MUSIM-HUJAN"} <= found


@pytest.mark.parametrize(
    ("identity", "week", "days"),
    [
        ("OPS-LILIN", "2025-W51", None),  # Saturday and Sunday only
        ("OPS-LILIN", "2025-W52", ("2025-12-22", "2025-12-28")),
        ("OPS-LILIN", "2026-W01", ("2025-12-29", "2026-01-02")),
        ("MALAM-TAHUN-BARU", "2026-W53", ("2026-12-28", "2026-12-31")),
        ("HARI-GURU", "2026-W48", ("2026-11-23", "2026-11-29")),
    ],
)
def test_a_card_is_for_the_days_on_which_it_is_true(calendar, identity, week, days):
    asked = IsoWeek.parse(week)
    (one,) = dates_of(events_in(asked, calendar), identity)
    wanted = days and Period(*map(dt.date.fromisoformat, days))
    assert one.days_of_card(asked) == wanted


def test_asking_for_more_years_changes_no_year(calendar):
    for year in (2020, 2026, 2033, 2035):
        alone = [
            one for one in read_events(calendar, range(year - 1, year + 2)) if one.period.start.year == year
        ]
        among = [one for one in read_events(calendar) if one.period.start.year == year]
        assert alone == among


def test_fasts_follow_each_other_by_the_moon(calendar):
    fasts = [one.period for one in dates_of(read_events(calendar), "RAMADAN")]
    assert all((b.start - a.start).days in {353, 354, 355} for a, b in itertools.pairwise(fasts))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"when": {"month": 2, "day": 30}}, "HARI-X"),
        ({"when": {"moon": "full"}}, "HARI-X"),
        ({"kind": "party"}, "party"),
        ({"dates": [{"start": dt.date(2026, 1, 1), "end": dt.date(2026, 1, 1), "status": "maybe"}]}, "maybe"),
    ],
)
def test_a_faulty_entry_is_refused_with_its_id(change, words):
    entry = {
        "id": "HARI-X",
        "name": "X",
        "kind": "commemoration",
        "themes": [],
        "when": {"month": 1, "day": 1},
    }
    with pytest.raises(TemplateError, match=words) as caught:
        read_events({"event": [{**entry, **change}, {"id": "HARI-Y", "kind": "flow", "when": {}}]})
    assert "HARI-X" in str(caught.value)
    assert "HARI-Y" in str(caught.value)
