import datetime as dt
from collections import Counter

import pytest

from generator.sample.events import Drawing
from generator.sample.reports import report_all, severity

PERIOD = (dt.date(2023, 11, 16), dt.date(2026, 11, 15))
MANY = 12_000


@pytest.fixture(scope="module")
def accidents(profile, sites):
    return list(Drawing(profile, sites, PERIOD, 3).accidents(MANY))


@pytest.fixture(scope="module")
def reports(accidents, profile, land):
    return report_all(accidents, profile, land, 3)


def _shares(values):
    counts = Counter(values)
    return {value: number / sum(counts.values()) for value, number in counts.items()}


def test_hours_follow_the_profile(accidents, profile):
    shares = _shares(one.when.hour // 3 for one in accidents)
    assert all(abs(shares[n] - wanted) < 0.015 for n, wanted in enumerate(profile.lists["jam"]))


def test_weekdays_follow_the_profile(accidents, profile):
    shares = _shares(one.when.weekday() for one in accidents)
    assert all(abs(shares[n] - wanted) < 0.02 for n, wanted in enumerate(profile.lists["hari"]))


def test_collision_types_follow_the_profile(accidents, profile):
    shares = _shares(one.collision for one in accidents)
    for kind, wanted in profile.shares["jenis"].items():
        # a train crossing brings more trains than the profile's own share: that is its point
        assert abs(shares[kind] - wanted) < (0.015 if kind != "kereta_api" else 0.02), kind


def test_vehicles_are_mostly_motorcycles(accidents, profile):
    shares = _shares(kind for one in accidents for kind in one.vehicles)
    assert all(abs(shares[kind] - wanted) < 0.03 for kind, wanted in profile.shares["kendaraan"].items())


@pytest.mark.parametrize(("count", "name"), [("killed", "MD"), ("serious", "LB"), ("slight", "LR")])
def test_casualties_follow_the_profile(count, name, accidents, profile):
    mean = sum(getattr(one, count) for one in accidents) / MANY
    assert mean == pytest.approx(profile.shares["korban"][name], rel=0.12)


def test_hotspots_get_their_share(accidents, profile):
    shares = _shares(one.trait.id if one.trait else "" for one in accidents)
    assert all(shares[trait.id] == pytest.approx(trait.share, rel=0.25) for trait in profile.hotspots)


def test_hotspots_show_what_is_peculiar_to_them(accidents, profile):
    for trait in profile.hotspots:
        own = [one for one in accidents if one.trait is trait]
        typical = sum(one.collision == trait.collision for one in own) / len(own)
        assert typical > profile.trait_strength - 0.15, trait.id
        if trait.hours:
            first, end = trait.hours
            inside = {(first + n) % 24 for n in range((end - first) % 24)}
            assert sum(one.when.hour in inside for one in own) / len(own) > 0.6, trait.id
        if trait.weekdays:
            assert sum(one.when.weekday() in trait.weekdays for one in own) / len(own) > 0.6, trait.id


def test_accidents_become_fewer_over_the_years(accidents):
    days = _shares((one.when.date() - PERIOD[0]).days // 366 for one in accidents)
    assert days[0] > days[2]


def test_the_first_and_the_last_day_are_never_empty(accidents):
    days = [one.when.date() for one in accidents]
    assert (min(days), max(days)) == PERIOD


@pytest.mark.parametrize("name", ["koordinat_kosong", "tukar_lat_lon", "tanda_hilang", "titik_polsek"])
def test_positions_are_spoilt_as_often_as_the_profile_says(name, reports, profile):
    share = sum(one.position == name for one in reports) / MANY
    assert share == pytest.approx(profile.shares["kotoran"][name], rel=0.3)


def test_reports_are_numbered_in_order_of_time_within_each_year(reports):
    whens = [one.accident.when for one in reports]
    assert whens == sorted(whens)
    for year in (2023, 2024, 2025, 2026):
        serials = [one.serial for one in reports if one.accident.when.year == year]
        assert serials == list(range(1, len(serials) + 1))


def test_a_label_is_wrong_only_where_it_is_counted_as_wrong(reports):
    assert all((one.label != severity(one.accident)) == one.is_label_wrong for one in reports)
