"""Themes: small files, every colour derived and readable, faults told with file and key."""

import tomllib

import pytest

from generator import themes
from generator.errors import SettingsError, TemplateError
from generator.home import Home
from generator.themes.colour import chroma_of

HOME = Home()
EVERY = {name: themes.load_theme(HOME, name) for name in themes.known_themes(HOME)}
BRANDS = ("#777777", "#0B1739", "#FFFFFF", "#000000", "#7F7F7F", "#D50000", "#00E5FF", "#FFEB3B", "#1B5E20")


@pytest.mark.parametrize("name", list(EVERY))
def test_every_theme_has_every_ground_and_all_of_it_is_readable(name):
    theme = EVERY[name]
    assert set(theme.palettes) == set(themes.GROUNDS)
    for ground, palette in theme.palettes.items():
        assert not themes.unreadable_pairs(palette)
        assert palette.is_dark == (ground == "dark")


def test_a_theme_is_a_character_and_none_looks_like_another():
    assert {"cakra", "formal", "ramah", "operasi", "duka"} <= set(EVERY)
    assert len({theme.shapes for theme in EVERY.values()}) == len(EVERY)
    assert len({theme.palettes["dark"].accent for theme in EVERY.values()}) == len(EVERY)
    assert len({theme.type for theme in EVERY.values()}) >= 5


def test_a_theme_file_is_small():
    for name in EVERY:
        raw = tomllib.loads((HOME.templates / "themes" / f"{name}.toml").read_text(encoding="utf-8"))
        assert sum(len(raw.get(part, {})) for part in ("colours", "grounds", "scene")) <= 14


def test_mourning_has_no_colour_that_calls():
    for palette in EVERY["duka"].palettes.values():
        assert max(chroma_of(getattr(palette, name)) for name in ("accent", "alarm", "highlight")) < 0.06


@pytest.mark.parametrize("colour", BRANDS)
def test_any_colour_of_a_unit_makes_a_readable_theme(colour):
    for name in ("cakra", "duka"):
        theme = themes.load_theme(HOME, name, colour=colour)
        assert theme.palettes["accent"].ground == colour
        for palette in theme.palettes.values():
            assert not themes.unreadable_pairs(palette)


def test_an_unknown_theme_lists_those_that_exist_and_names_the_setting():
    with pytest.raises(SettingsError, match=r"look\.operation_theme.*cakra"):
        themes.load_theme(HOME, "cakraa", key="look.operation_theme")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            'alarm = "#FF6B4A"',
            'ink = "#20305A"',
            r"\[grounds\.dark\] ink di atas ground hanya",
        ),
        ('ink = "#0F1B3D"', 'ink = "hitam"', r'"colours\.ink" \'hitam\' bukan warna'),
        ("dark = [", "gelap = [", r'"colours\.dark" tidak ada'),
        ('dark = ["#0B1739", "#15296B"]', 'dark = "#E0E0E0"', r'"colours\.dark" terlalu terang'),
        ('light = ["#FBF5E8", "#F6E9CF"]', 'light = "#202020"', r'"colours\.light" terlalu gelap'),
        (
            'ink = "#0F1B3D"',
            'inkk = "#0F1B3D"',
            r'kunci "colours\.inkk" tidak dikenal \(mungkin "colours\.ink"\)',
        ),
        ("[colours]", '[shapes]\ntag = "bulat"\n[colours]', r'"shapes\.tag" = \'bulat\', pilihannya: pill'),
        ("[colours]", "[type]\nscale = 3\n[colours]", r'"type\.scale" = 3, harus angka'),
        ("[colours]", '[grounds.biru]\nink = "#000000"\n[colours]', r'kunci "grounds\.biru" tidak dikenal'),
        ("[colours]", "[colours", "bukan TOML"),
    ],
)
def test_a_theme_with_a_fault_is_refused_with_file_and_key(tmp_path, old, new, sentence):
    folder = tmp_path / "themes"
    folder.mkdir()
    text = (HOME.templates / "themes" / "cakra.toml").read_text(encoding="utf-8")
    assert old in text
    (folder / "rusak.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(TemplateError, match=sentence) as caught:
        themes.load_theme(Home(templates_root=tmp_path), "rusak")
    assert caught.value.where == "templates/themes/rusak.toml"


def test_text_follows_a_surface_that_was_set_by_hand(tmp_path):
    (tmp_path / "themes").mkdir()
    text = (HOME.templates / "themes" / "malam.toml").read_text(encoding="utf-8")
    for surface, text_colour in (("#FFE0E0", "#1A1436"), ("#600010", "#FFFFFF")):
        changed = f'{text}\n[grounds.dark]\nalarm = "{surface}"\n'
        (tmp_path / "themes" / "tangan.toml").write_text(changed, encoding="utf-8")
        palette = themes.load_theme(Home(templates_root=tmp_path), "tangan").palettes["dark"]
        assert (palette.alarm, palette.on_alarm) == (surface, text_colour)


def test_two_faults_are_told_together(tmp_path):
    (tmp_path / "themes").mkdir()
    (tmp_path / "themes" / "rusak.toml").write_text('[colours]\ndark = 3\nlight = "biru"', encoding="utf-8")
    with pytest.raises(TemplateError, match=r"colours\.dark.*colours\.light.*colours\.accent"):
        themes.load_theme(Home(templates_root=tmp_path), "rusak")


@pytest.mark.parametrize(
    ("mode", "suited", "used"),
    [
        ("campur", ("dark", "tint"), ("dark", "tint")),
        ("terang", ("dark", "tint"), ("tint",)),
        ("terang", ("dark",), ("light",)),
        ("gelap", ("accent", "tint"), ("dark",)),
    ],
)
def test_a_campaign_may_stay_light_or_dark(mode, suited, used):
    assert themes.grounds_in(mode, suited) == used


def test_a_message_of_mourning_takes_the_quiet_theme():
    wardrobe = themes.Wardrobe(HOME, themes.Style("operasi"))
    assert wardrobe.theme_for(("duka",)).name == "duka"
    assert wardrobe.theme_for(()).name == "operasi"
