"""What the tests of quick warnings share: the sample campaign without its data, on a few placements."""

import pytest

from generator.home import PROJECT, Home
from generator.languages import load_library
from generator.quick_warning.kinds import load_words
from generator.settings import load_campaign

PLACEMENTS = '["instagram/feed_portrait", "facebook/feed_portrait", "x/post_landscape", "whatsapp/status"]'


@pytest.fixture
def home(tmp_path) -> Home:
    """A home whose sample campaign names accident files that are not there."""
    (tmp_path / "campaigns").mkdir()
    text = (PROJECT / "campaigns/contoh.toml").read_text(encoding="utf-8")
    text = text.replace("placements = []", f"placements = {PLACEMENTS}")
    text = text.replace("accident_data/contoh/", "tidak-ada/")
    (tmp_path / "campaigns/contoh.toml").write_text(text, encoding="utf-8")
    return Home(
        output_root=tmp_path / "output", campaigns_root=tmp_path / "campaigns", data_root=tmp_path / "data"
    )


@pytest.fixture
def change(home):
    """Changes keys of that campaign file."""

    def write(**lines):
        path = home.campaigns / "contoh.toml"
        text = path.read_text(encoding="utf-8")
        for key, value in lines.items():
            before = next(line for line in text.splitlines() if line.startswith(f"{key} ="))
            text = text.replace(before, f"{key} = {value}")
        path.write_text(text, encoding="utf-8")
        return load_campaign(home, "contoh")

    return write


@pytest.fixture
def campaign(home):
    return load_campaign(home, "contoh")


@pytest.fixture(scope="session")
def words():
    return load_words(Home(), "id")


@pytest.fixture(scope="session")
def library():
    return load_library(Home(), "id")
