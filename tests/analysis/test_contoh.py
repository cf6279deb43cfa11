"""The invented district: what was planted is found. Only tests may read ditanam.json."""

import json

import numpy as np
import pytest

from generator.accidents.load import load_accidents
from generator.accidents.places.geography import load_ground
from generator.analysis.memory import Memory
from generator.analysis.survey import Question, survey
from generator.home import PROJECT
from generator.records import IsoWeek
from generator.settings import load_campaign

SAMPLE = PROJECT / "accident_data" / "contoh"


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    from generator.home import Home

    campaign = load_campaign(Home(), "contoh")
    home = Home(output_root=tmp_path_factory.mktemp("out"))
    loaded = load_accidents(campaign, home)
    ground = load_ground(campaign, home, loaded.table)
    week = IsoWeek.parse(campaign.week.pinned)
    asked = Question(week, campaign.polres.zone, loaded.intake.data_until, seed=campaign.id)
    return survey(loaded.table, ground, asked, Memory(home.cache(campaign.id)))


def away_m(spot, lon, lat):
    return np.hypot((spot.place.lon - lon) * 109_700, (spot.place.lat - lat) * 110_600)


def test_every_planted_hotspot_is_found_and_nothing_else(found):
    planted = json.loads((SAMPLE / "ditanam.json").read_text(encoding="utf-8"))["titik_rawan"]
    for one in planted:
        near = [spot for spot in found.hotspots if away_m(spot, *one["pusat"]) <= 250]
        assert len(near) == 1, one["id"]
        assert one["ruas"] in near[0].place.name
    assert len(found.hotspots) == len(planted)


def test_places_have_names_and_no_digits_of_coordinates(found):
    for spot in found.hotspots:
        assert spot.place.name.startswith(("Jalan ", "Simpang ", "dekat ", "sekitar "))
        assert not any(letter.isdigit() for letter in spot.place.name)
        assert spot.place.area


def test_the_stamp_is_on_everything(found):
    assert found.is_sample
    assert all(one.is_sample for one in found.insights)


def test_no_generator_module_knows_the_list_of_what_was_planted():
    for path in (PROJECT / "generator").rglob("*.py"):
        if "sample" not in path.parts:
            assert "ditanam" not in path.read_text(encoding="utf-8"), path
