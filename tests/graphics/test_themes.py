"""Themes: read, complete, readable."""

import pytest

from generator import themes
from generator.errors import SettingsError, TemplateError
from generator.home import Home


@pytest.mark.parametrize("name", themes.known_themes(Home()))
def test_every_theme_is_complete_and_readable(name):
    theme = themes.load_theme(Home(), name)
    assert set(theme.palettes) == set(themes.GROUNDS)
    for palette in theme.palettes.values():
        assert not themes.unreadable_pairs(palette)


def test_there_are_at_least_three_themes_and_the_default_is_one_of_them():
    assert {"cakra", "pesisir", "malam"} <= set(themes.known_themes(Home()))


def test_an_unknown_theme_lists_those_that_exist():
    with pytest.raises(SettingsError, match="cakra"):
        themes.load_theme(Home(), "cakraa")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('ink = "#FFFFFF"', 'ink = "#20305A"', "hanya"),
        ('ink = "#FFFFFF"', 'ink = "putih"', "tidak lengkap atau salah: ink"),
        ('ink = "#FFFFFF"', "", "tidak lengkap atau salah: ink"),
        ("[grounds.dark]", "[grounds.dark", "bukan TOML"),
    ],
)
def test_a_theme_with_a_fault_is_refused_with_the_file(tmp_path, old, new, sentence):
    folder = tmp_path / "themes"
    folder.mkdir()
    text = (Home().templates / "themes" / "cakra.toml").read_text(encoding="utf-8")
    (folder / "rusak.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(TemplateError, match=sentence) as caught:
        themes.load_theme(Home(templates_root=tmp_path), "rusak")
    assert caught.value.where == "templates/themes/rusak.toml"


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [((0, 0, 0), (255, 255, 255), 21), ((9, 9, 9), (9, 9, 9), 1), ((119, 119, 119), (255, 255, 255), 4.48)],
)
def test_contrast_follows_wcag(first, second, ratio):
    assert themes.contrast(first, second) == pytest.approx(ratio, abs=0.01)
