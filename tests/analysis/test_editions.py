"""The monthly edition of places: every week of a month tells the same, from the same files."""

import pytest

from generator.analysis.survey import survey
from generator.records import IsoWeek
from tests.analysis.towns import grid_ground, planted, question, random_rows, table_of


@pytest.fixture(scope="module")
def weeks():
    rows = planted(random_rows(900, 1), (1500, 1000), 30, 2)
    n = len(rows["day"])
    table = table_of(rows, district=["Cakra", "Bukit", "Lor"] * (n // 3) + ["Cakra"] * (n % 3))
    asked = [IsoWeek(2026, 45), IsoWeek(2026, 48), IsoWeek(2026, 49), IsoWeek(2026, 50)]
    return [survey(table, grid_ground(), question(week=week)) for week in asked]


def places_of(found):
    """Everything that is told about places, and the evidence of it."""
    kinds = ("hotspot_place", "hotspot_ranking", "district_part")
    insights = sorted((one for one in found.insights if one.kind in kinds), key=lambda one: one.id)
    numbers = [one for one in found.evidence if one.is_told and one.id.startswith(("place-", *kinds))]
    return found.hotspots, found.heat, insights, numbers


def test_places_tell_the_same_in_every_week_of_november(weeks):
    first, middle, last, _ = map(places_of, weeks)
    assert first[0]
    assert first == middle == last


def test_december_has_an_edition_of_its_own(weeks):
    assert places_of(weeks[-1])[0][0].period != places_of(weeks[0])[0][0].period


def test_all_that_is_told_is_marked_in_the_evidence_and_the_watch_list_is_not(weeks):
    for found in weeks:
        told = {one.id for one in found.evidence if one.is_told}
        assert {id_ for insight in found.insights for id_ in insight.evidence} <= told
        assert {f"{one.id}.{name}" for one in found.insights for name in one.series} <= told
        assert {f"place-{one.rank}.accidents" for one in found.hotspots} <= told
        assert not any(id_.startswith("watch-") or id_.endswith(".exact") for id_ in told)
        assert len({one.id for one in found.evidence}) == len(found.evidence)


def test_an_exact_series_stays_inside_when_the_gate_changed_it(weeks):
    by_id = {one.id: one for one in weeks[1].evidence}
    changed = [id_ for id_ in by_id if id_.endswith(".exact")]
    assert all(by_id[id_].values != by_id[id_.removesuffix(".exact")].values for id_ in changed)
