"""How much of each theme a campaign tells: the declaration, and what a campaign file may change of it."""

import dataclasses
import shutil

import pytest

from generator.errors import SettingsError, TemplateError
from generator.home import Home
from generator.languages import load_library
from generator.mix import Bounds, load_mix
from generator.settings import load_campaign

THEMES = load_library(Home(), "id").calls["question"]


def asked(**week):
    campaign = load_campaign(Home(), "contoh")
    return dataclasses.replace(campaign, week=dataclasses.replace(campaign.week, **week))


def test_a_theme_has_its_own_bounds_or_those_of_all_others():
    mix = load_mix(Home(), asked(), THEMES)
    assert mix.theme("helm") == Bounds(2, 13)
    assert mix.theme("kabut") == mix.themes["default"]
    assert list(mix.stories) == ["where", "when", "who", "lately"]


def test_a_campaign_changes_what_it_names_and_nothing_else():
    mix = load_mix(Home(), asked(themes={"kabut": (1, 3)}, pillars={"transparansi": (0, 1)}), THEMES)
    assert mix.theme("kabut") == Bounds(1, 3)
    assert mix.pillars["transparansi"] == Bounds(0, 1)
    assert mix.theme("helm") == Bounds(2, 13)


def test_every_fault_of_a_campaign_is_told_at_once():
    with pytest.raises(SettingsError) as refused:
        load_mix(
            Home(),
            asked(themes={"helem": (1, 3), "helm": (3, 1), "sabuk": (1,)}, pillars={"iklan": (0, 1)}),
            THEMES,
        )
    for name in (
        "week.themes.helem",
        "week.themes.helm",
        "week.themes.sabuk",
        "week.pillars.iklan",
        "campaigns/contoh.toml",
    ):
        assert name in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[themes]\nhelm = [1, 2]\n[pillars]\n[stories]",
        "[themes]\ndefault = [2, 1]\n[pillars]\n[stories]",
        "themes = 3",
        "[",
    ],
    ids=["empty", "no default", "least above most", "no table", "no TOML"],
)
def test_a_broken_declaration_is_refused_by_its_name(text, tmp_path):
    templates = tmp_path / "templates"
    shutil.copytree(Home().templates, templates)
    (templates / "mix.toml").write_text(text, encoding="utf-8")
    with pytest.raises(TemplateError, match=r"templates/mix\.toml"):
        load_mix(Home(tmp_path), asked(), THEMES)
