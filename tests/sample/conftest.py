"""One small district and the default one, written once for all tests of the room."""

import datetime as dt

import pytest

from generator.sample.district import write_district
from generator.sample.land import lay_out
from generator.sample.network import build_network
from generator.sample.places import Sites
from generator.sample.profile import load_profile

UNTIL = dt.date(2026, 11, 15)


@pytest.fixture(scope="session")
def profile():
    return load_profile()


@pytest.fixture(scope="session")
def land(profile):
    return lay_out(profile, profile.seed)


@pytest.fixture(scope="session")
def roads(profile, land):
    return build_network(profile, land, profile.seed)


@pytest.fixture(scope="session")
def sites(profile, land, roads):
    return Sites(profile, land, roads)


@pytest.fixture(scope="session")
def default_district(tmp_path_factory, profile):
    """(folder, summary) of the district that is committed."""
    out = tmp_path_factory.mktemp("default")
    return out, write_district(out, accidents_per_year=600, years=3, until=UNTIL, seed=profile.seed)


@pytest.fixture(scope="session")
def small_district(tmp_path_factory):
    """(folder, summary) of 90 accidents with another seed."""
    out = tmp_path_factory.mktemp("small")
    return out, write_district(out, accidents_per_year=90, years=1, until=UNTIL, seed=7)
