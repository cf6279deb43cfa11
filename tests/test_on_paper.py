"""What a week prints follows the campaign file, and what its poster is about."""

import dataclasses

import pytest

from generator.home import Home
from generator.languages import load_library
from generator.on_paper import poster_jobs, sheet_jobs
from generator.settings import load_campaign
from tests.graphics import print_samples as printed
from tests.graphics import samples


@pytest.fixture(scope="module")
def campaign():
    return load_campaign(Home(), "contoh")


def wanting(campaign, *editions):
    return dataclasses.replace(campaign, paper=dataclasses.replace(campaign.paper, poster=editions))


@pytest.mark.parametrize(
    ("editions", "pages"),
    [
        ((), []),
        (
            ("a3", "a4-hitam-putih", "a3"),
            [("poster-a3.pdf", "a3", False), ("poster-a4-hitam-putih.pdf", "a4", True)],
        ),
    ],
)
def test_a_poster_is_printed_once_in_each_edition_that_is_wanted(campaign, editions, pages):
    shown = printed.shown("jarak")
    jobs = poster_jobs(printed.hung(shown[0]), shown, wanting(campaign, *editions), None)
    assert [(job.path, job.paper, job.is_grey) for job in jobs] == pages


@pytest.mark.parametrize(("kind", "has_ground"), [("lokasi", True), ("jam", False)])
def test_only_a_poster_about_places_carries_the_ground_of_the_map(campaign, kind, has_ground):
    shown, ground = samples.everything()[kind], object()
    (job,) = poster_jobs(printed.hung(shown[0]), shown, wanting(campaign, "a4"), ground)
    assert (job.layers is ground) == has_ground


def test_a_talk_sheet_takes_its_drawings_from_the_themes_of_its_steps(campaign):
    library = load_library(Home(), "id")
    tips = sorted(library.tips)[:3]
    made = dataclasses.replace(printed.talk_sheet().made, tips=tuple(tips), name="lembar-bicara-sekolah")
    (job,) = sheet_jobs([made], campaign, library)
    assert job.path == "lembar-bicara-sekolah.pdf"
    assert job.signs == tuple(library.tips[tip].theme for tip in tips)
    assert job.unit == campaign.unit
