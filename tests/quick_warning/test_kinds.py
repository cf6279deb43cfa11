"""A fault in now.toml is told with its key before anything is said."""

import shutil

import pytest

from generator.errors import TemplateError
from generator.home import PROJECT, Home
from generator.quick_warning.kinds import load_words


@pytest.fixture
def edited(tmp_path):
    """Loads now.toml with one text in it replaced."""
    shutil.copytree(PROJECT / "templates/languages/id", tmp_path / "languages/id")
    path = tmp_path / "languages/id/now.toml"

    def load(old, new):
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return load_words(Home(templates_root=tmp_path), "id")

    return load


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ('sign = "diamond"', 'sign = "segitiga"', 'sign "segitiga" tidak dikenal'),
        ('tone = "siaga"', 'tone = "panik"', 'tone "panik"'),
        ('needs = ["source"]', 'needs = ["sumber"]', 'needs "sumber"'),
        ('mark = "⚠️"\n', "", "kinds.cuaca.mark"),
        ('"Waspada *cuaca buruk*"]', '"Waspada di {{ area }}"]', "judul terakhir"),
        ('"Menepi di tempat aman dahulu.", ', "", "sama banyak"),
        ('"Kurangi laju, lalu nyalakan lampu utama."', f'"{"Kurangi laju " * 10}"', "lebih dari 18 kata"),
        ("Kurangi laju, lalu", "Kurangi laju 20 persen, lalu", "menulis 20"),
        ("[seen]", "[sean]", "[seen]"),
        ("literals = []", "literals = [", "bukan TOML"),
    ],
)
def test_a_fault_is_named(edited, old, new, part):
    with pytest.raises(TemplateError, match=r"now\.toml") as error:
        edited(old, new)
    assert part in str(error.value)


def test_a_new_kind_is_a_section(edited):
    words = edited("[kinds.bencana]", "[kinds.kabut]\n" + _section() + "\n[kinds.bencana]")
    assert words.kind("kabut").label == "kabut tebal"


def _section():
    return """label = "kabut tebal"
tag = "PERINGATAN KABUT"
headline = ["Waspada *kabut tebal*"]
needs = []
sign = "diamond"
icon = "weather_fog"
theme = "kabut"
tone = "siaga"
mark = "⚠️"
steps = ["Nyalakan lampu kabut."]
steps_short = ["Nyalakan lampu."]
action = "Kabari keluarga."
until_open = "Ikuti kabar kami."
hashtags = ["InfoLalin"]
"""
