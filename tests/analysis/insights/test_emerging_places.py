"""Places that are new, persistent or no longer stand out; and nothing of the kind where nothing changed."""

import datetime as dt

import numpy as np
import pytest

from generator.analysis.survey import survey
from generator.codes import Emerging
from tests.analysis.towns import bare_ground, grid_ground, planted, question, random_rows, table_of

START, END = dt.date(2024, 10, 1), dt.date(2026, 9, 30)  # the place period of the question
LATEST = dt.date(2025, 10, 1)


def moved(rows, n, first, last, seed):
    """The last n rows on even days between two dates."""
    random = np.random.RandomState(seed)
    days = [first + dt.timedelta(days=int(d)) for d in random.randint(0, (last - first).days + 1, n)]
    return {**rows, "day": [*rows["day"][: len(rows["day"]) - n], *days]}


def town(*places, n=1500, seed=1):
    """A quiet town and places: (metres, accidents, first day, last day)."""
    rows = random_rows(n, seed)
    for number, (at, extra, first, last) in enumerate(places):
        rows = moved(planted(rows, at, extra, number + 2), extra, first, last, number + 20)
    return rows


def told(rows, ground=None, **asked):
    answer = survey(table_of(rows), ground or grid_ground(), question(**asked))
    return {one.id: one for one in answer.insights if one.kind == "emerging_places"}, answer


@pytest.fixture(scope="module")
def answer():
    rows = town(
        ((1500, 1000), 26, LATEST, END),  # appears in the latest year
        ((2700, 2150), 40, dt.date(2023, 12, 1), END),  # always there
        ((600, 2450), 40, dt.date(2023, 11, 16), dt.date(2024, 10, 31)),  # gone
        n=800,
    )
    return told(rows)


def test_a_place_of_the_latest_year_is_new(answer):
    one = answer[0]["emerging_places-new"]
    assert one.figures["n"].value == one.figures["accidents"].value >= 24
    assert (one.period.start, one.period.end) == (LATEST, END)
    assert one.codes["case"] == "new"
    assert one.hotspots[0].place == one.place
    assert "before" not in one.figures or one.figures["before"].value in {0, *range(3, 99)}


def test_a_place_of_all_years_is_persistent(answer):
    one = answer[0]["emerging_places-persistent"]
    assert one.figures["n"].value >= one.figures["accidents"].value + 3


def test_a_place_that_was_listed_and_no_longer_stands_out_is_told_with_care(answer):
    one = answer[0]["emerging_places-vanished"]
    assert one.hotspots == ()
    assert one.figures["n"].value >= 20
    assert one.figures["p_value"].value < 0.05
    assert one.period.end == dt.date(2025, 9, 30)
    assert one.place.name not in {spot.place.name for spot in answer[1].hotspots}
    assert "accidents" not in one.figures  # one or two of the latest year would point at somebody


def test_every_hotspot_has_its_emerging_class(answer):
    classes = {spot.emerging for spot in answer[1].hotspots}
    assert classes <= set(Emerging)
    assert classes - {"too_few"}


def test_a_town_where_nothing_changed_tells_of_nothing_new_or_gone():
    rows = town(((2700, 2150), 40, dt.date(2023, 11, 16), END), seed=3, n=900)
    found = told(rows)[0]
    assert not {"emerging_places-new", "emerging_places-vanished"} & found.keys()
    assert told(random_rows(900, 13))[0] == {}


def open_country(until):
    """Accidents without a road file, and a place whose last accidents lie on `until`."""
    rows = random_rows(700, 6, blocks=30, block_m=500.0)
    return moved(planted(rows, (5000, 5250), 60, 1), 60, dt.date(2023, 11, 16), until, 5)


# Without roads a small error rate takes more quiet maps to measure. The place leaves the list after two editions.
def test_without_roads_places_that_are_gone_are_told_too():
    gone = told(open_country(dt.date(2024, 8, 15)), bare_ground(), quiet_maps=100)[0]
    assert "emerging_places-vanished" in gone


def test_a_place_that_is_still_listed_is_not_called_gone():
    listed = told(open_country(dt.date(2025, 6, 30)), bare_ground(), quiet_maps=100)[0]
    assert "emerging_places-vanished" not in listed


def test_nobody_looks_back_when_nobody_asked_or_the_data_are_short():
    rows = open_country(dt.date(2024, 10, 31))
    assert "emerging_places-vanished" not in told(rows, bare_ground(), look_back=False, quiet_maps=100)[0]
    short = {**rows, "day": [max(day, START) for day in rows["day"]]}
    assert "emerging_places-vanished" not in told(short, bare_ground(), quiet_maps=100)[0]
