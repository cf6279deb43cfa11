"""The audit of the numbers on weeks that nobody has seen: other accidents, other layout, other language, no map."""

import pytest

from generator.home import PROJECT, Home
from tests.accidents.invented import write_accidents
from tests.numbers_of_a_week import audit
from tests.test_week_of_the_sample import run

CAMPAIGN = PROJECT / "campaigns/contoh.toml"
PLACEMENTS = '["instagram/feed_portrait", "x/post_landscape"]'


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """The sample's roads with other accidents, in English, two placements."""
    folder = tmp_path_factory.mktemp("lain")
    home = Home(campaigns_root=folder / "campaigns", output_root=folder / "output", data_root=folder / "data")
    roads = PROJECT / "accident_data/contoh/jalan.geojson"
    write_accidents(roads, folder / "laka.csv", accidents=700, seed="lain")
    text = CAMPAIGN.read_text(encoding="utf-8")
    text = text.replace("accident_data/contoh/*.xlsx", (folder / "laka.csv").as_posix())
    text = text.replace("accident_data/contoh", roads.parent.as_posix())
    text = text.replace('language = "id"', 'language = "en"').replace(
        "placements = []", f"placements = {PLACEMENTS}"
    )
    home.campaigns.mkdir()
    (home.campaigns / "lain.toml").write_text(text, encoding="utf-8")
    run("lain", "--campaigns", home.campaigns, "--output", home.output, "--data", home.accident_data)
    return home


def test_no_number_of_another_district_is_missing_from_its_evidence(home):
    output = home.of("lain")
    assert (output / "2026-W48/map.html").is_file()
    assert audit(output / "2026-W48", output / "internal/2026-W48", home.campaigns / "lain.toml") == []
