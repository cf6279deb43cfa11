"""What the tests of words share: the checked Indonesian library and the sample campaign."""

import pytest

from generator.home import Home
from generator.languages import load_library
from generator.platforms import load_placements
from generator.records import IsoWeek
from generator.settings import load_campaign
from tests.messages import survey_of_words


@pytest.fixture(scope="session")
def library():
    return load_library(Home(), "id")


@pytest.fixture(scope="session")
def english():
    return load_library(Home(), "en")


@pytest.fixture(scope="session")
def campaign():
    return load_campaign(Home(), "contoh")


@pytest.fixture(scope="session")
def placements():
    return load_placements(Home())


@pytest.fixture(scope="session")
def week():
    return IsoWeek.parse("2026-W48")


@pytest.fixture(scope="session")
def made():
    return survey_of_words
