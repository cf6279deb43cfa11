"""What a picture draws is what its words say: as many signs, rows, marks and hours, and nothing twice."""

import dataclasses
import re

import pytest

from generator import themes
from generator.graphics import filling
from generator.graphics.infographic import Order, Studio
from generator.graphics.sheet import sheet_of
from generator.home import Home
from generator.platforms import load_placements
from tests.graphics import samples

HOME = Home()
PLACEMENTS = load_placements(HOME)
SHAPES = ("facebook/feed_portrait", "youtube/community_post", "instagram/story", "x/post_landscape")


@pytest.fixture(scope="module")
def studio():
    return Studio(HOME, "cakra", samples.layers(), None)


def html_of(studio, design, pair, placement="facebook/feed_portrait", *, is_alone=True):
    where = PLACEMENTS[placement]
    return studio.page(
        studio.designs[design],
        studio.designs[design].grounds[0],
        Order(*pair, where, sheet_of(where), is_alone),
    ).html


def text_of(html):
    return " ".join(re.sub(r"<svg.*?</svg>|<[^>]+>", " ", html, flags=re.DOTALL).split())


def with_words(pair, figures=None, **words):
    message, insight = pair
    return (
        dataclasses.replace(message, words=dict(message.words) | words),
        dataclasses.replace(insight, figures={**insight.figures, **(figures or {})}),
    )


@pytest.mark.parametrize(
    ("big", "filled", "empty"),
    [("4 dari 10", 4, 6), ("1 dari 3", 1, 2), ("10 dari 10", 10, 0), ("1 dari 26", 0, 0), ("61%", 0, 0)],
)
@pytest.mark.parametrize("placement", SHAPES)
def test_as_many_signs_are_filled_as_the_words_say(studio, big, filled, empty, placement):
    pair = with_words(samples.who("road_user"), {"share": samples.figure(0.04)}, big=big)
    html = html_of(studio, "siapa", pair, placement)
    assert html.count('class="abs dot on"') == filled
    assert html.count('class="abs dot off"') == empty


SIDES = {
    "ours_value": "1 dari 8",
    "ours_name": "Pejalan kaki",
    "rest_value": "1 dari 33",
    "rest_name": "Kecelakaan lain",
    "pair_caption": "tabrakan dengan pejalan kaki berakibat berat",
}


def compared(ours=0.12, rest=0.03, **interval):
    """Pedestrians against the others: how often severe."""
    first = dataclasses.replace(samples.figure(ours), **interval)
    figures = {"severe_share": first, "severe_share_rest": samples.figure(rest)}
    return with_words(samples.who("collision_type"), figures, **SIDES)


def numbers(pattern, html):
    return [float(found) for found in re.findall(pattern, html)]


@pytest.mark.parametrize("placement", SHAPES)
def test_two_bars_are_as_long_as_their_numbers(studio, placement):
    html = html_of(studio, "batang", compared(), placement)
    ours, rest = numbers(r'class="abs (?:beam|rest)"[^>]*?;width:([\d.]+)px', html)
    assert ours / rest == pytest.approx(4, rel=0.01)


@pytest.mark.parametrize("placement", SHAPES)
def test_the_interval_is_drawn_to_the_scale_of_its_bar(studio, placement):
    pair = compared(low=0.09, high=0.16)
    html = html_of(studio, "batang", pair, placement)
    (bar,) = numbers(r'class="abs beam"[^>]*?;width:([\d.]+)px', html)
    (whisker,) = numbers(r'whisker"[^>]*?;width:([\d.]+)px', html)
    assert whisker / bar == pytest.approx(0.07 / 0.12, rel=0.01)
    assert "whisker" not in html_of(studio, "batang", compared(), placement)
    assert studio.draw(*pair, PLACEMENTS[placement])


@pytest.mark.parametrize("placement", SHAPES)
def test_a_share_fills_as_many_of_a_hundred_fields(studio, placement):
    html = html_of(studio, "siapa", compared(0.125, 0.032), placement)
    assert numbers(r'data-filled="([\d.]+)"', html) == [12.5, 3.2]


@pytest.mark.parametrize("placement", SHAPES)
def test_rates_are_lengths_beside_each_other(studio, placement):
    message, insight = with_words(samples.who("road_user"), **SIDES)
    figures = {"ours": samples.figure(17.2, "rate"), "rest": samples.figure(4.3, "rate")}
    pair = (
        message,
        dataclasses.replace(insight, figures=figures, codes=insight.codes | {"baseline": "per_km"}),
    )
    ours, rest = numbers(
        r'class="abs dot lane"[^>]*?;width:([\d.]+)px', html_of(studio, "siapa", pair, placement)
    )
    assert ours / rest == pytest.approx(4, rel=0.01)


@pytest.mark.parametrize("placement", SHAPES)
@pytest.mark.parametrize("pair", [compared(), samples.who("road_user")], ids=["two", "ranked"])
def test_discs_have_the_areas_of_their_numbers(studio, pair, placement):
    across = numbers(
        r'class="abs dot disc" style="[^"]*?width:([\d.]+)px', html_of(studio, "bulat", pair, placement)
    )
    counts = (0.12, 0.03) if "rest_name" in pair[0].words else pair[1].series["counts"]
    assert len(across) == len(counts[: len(across)]) >= 2
    for disc, count in zip(across, counts, strict=False):
        assert (disc / across[0]) ** 2 == pytest.approx(count / counts[0], rel=0.02)


def test_a_slope_starts_at_zero_and_is_coloured_only_when_the_test_says_so(studio):
    for direction in ("stable", "up"):
        html = html_of(studio, "lereng", samples.recap(direction))
        found = re.search(r'd="M[\d.]+ ([\d.]+)V([\d.]+)L[\d.]+ ([\d.]+)V', html)
        base, then, now = (float(one) for one in found.groups())
        assert (base - now) / (base - then) == pytest.approx(46 / 44, abs=0.003)
        colour = re.search(r'class="slope"[^>]*?stroke="(#\w+)"', html)[1]
        palettes = [studio.theme.palette(ground) for ground in studio.designs["lereng"].grounds]
        assert colour in {p.accent if direction == "up" else p.muted for p in palettes}


def test_weeks_are_as_tall_as_their_numbers_and_carry_them(studio):
    message, insight = samples.recap()
    html = html_of(studio, "rekap", (message, insight))
    tall = [
        float(straight) + float(bend)
        for straight, bend in re.findall(r'class="week" d="M[\d. ]+v-([\d.]+)q0 -([\d.]+)', html)
    ]
    weeks = insight.series["weeks"]
    assert [one / tall[0] for one in tall] == pytest.approx([one / weeks[0] for one in weeks], rel=0.02)
    assert [int(one) for one in re.findall(r'class="wk lbl"[^>]*>(\d+)</div>', html)] == [
        int(w) for w in weeks
    ]


def test_seven_days_share_one_scale_and_only_the_hours_of_the_window_are_lit(studio):
    message, insight = samples.hours("m-a")
    html = html_of(studio, "sepekan", (message, insight))
    tall = {
        name: numbers(r"v-([\d.]+)h", re.search(rf'class="{name}" d="([^"]+)"', html)[1])
        for name in ("lit", "hours")
    }
    cells = insight.series["week_hours"]
    lit = [cells[day * 24 + hour] for day in range(7) for hour in range(18, 22)]
    assert len(tall["lit"]) + len(tall["hours"]) == 168
    most = max(tall["lit"])
    assert [one / most for one in tall["lit"]] == pytest.approx([one / max(lit) for one in lit], abs=0.01)


def test_the_ring_of_the_year_lights_exactly_the_peak(studio):
    html = html_of(studio, "bulan", samples.peak_months())
    accent = studio.theme.palette(studio.designs["bulan"].grounds[0]).accent
    assert len(re.findall(rf'stroke="{accent}" stroke-width="[\d.]+"/>', html)) == 2


@pytest.mark.parametrize("counts", [(48.0, 61.0), (*range(40, 51), 61.0)])
def test_a_calendar_has_a_field_a_month_and_the_darkest_has_most(studio, counts):
    html = html_of(studio, "rekap_bulanan", samples.month_recap(tuple(map(float, counts))))
    shades = re.findall(r'class="abs tile"[^>]*?background:(#\w{6})', html)
    light = [themes.luminance(themes.rgb(shade)) for shade in shades]
    assert len(light) == len(counts)
    assert light == sorted(light, reverse=True)
    assert [int(one) for one in re.findall(r"font-size:[\d.]+px\"><div>(\d+)</div>", html)] == list(counts)


@pytest.mark.parametrize("design", ["batang", "bulat"])
@pytest.mark.parametrize("names", [(), ("Sepeda motor",), ("Kendaraan tidak bermotor di jalan desa",) * 9])
def test_no_kind_one_kind_and_many_kinds_of_long_names_stand(studio, design, names):
    message, insight = samples.who("road_user")
    words = {key: text for key, text in message.words.items() if not key.startswith(("label_", "value_"))}
    for n, name in enumerate(names, 1):
        words |= {f"label_{n}": name, f"value_{n}": str(500 - 50 * n)}
    counts = tuple(500.0 - 50 * n for n in range(1, len(names) + 1))
    codes = insight.codes | {"labels": ",".join(("motorcycle", *"abcdefgh")[: len(names)])}
    pair = (
        dataclasses.replace(message, words=words),
        dataclasses.replace(insight, codes=codes, series={"counts": counts}),
    )
    for placement in ("tiktok/photo", "x/post_landscape"):
        where = PLACEMENTS[placement]
        order = Order(*pair, where, sheet_of(where), is_alone=True)
        page = studio.page(studio.designs[design], studio.designs[design].grounds[0], order)
        assert page.is_passed, [one for one in page.results if not one.is_passed]


@pytest.mark.parametrize("name", themes.known_themes(HOME))
def test_every_step_of_the_heat_is_darker_than_the_one_before(name):
    theme = themes.load_theme(HOME, name)
    for ground in ("light", "tint"):
        for scale in ("colour", "calm"):
            source = f'{{% import "_parts/charts/heat.html.j2" as h %}}{{{{ h.{scale}(share, p)|trim }}}}'
            template = filling._environment(HOME.templates / "infographics").from_string(source)
            shades = [template.render(share=n / 10, p=theme.palette(ground)) for n in range(11)]
            light = [themes.luminance(themes.rgb(shade)) for shade in shades]
            assert light == sorted(light, reverse=True), (ground, scale)
            assert light[0] > 3 * light[-1]


@pytest.mark.parametrize("placement", SHAPES)
def test_bars_always_hold_the_one_that_is_talked_about(studio, placement):
    message, insight = samples.who("road_user")
    last = dataclasses.replace(insight, codes={**insight.codes, "code": "pedestrian"})
    assert "Pejalan kaki" in text_of(html_of(studio, "batang", (message, last), placement))


@pytest.mark.parametrize("names", [samples.NAMES, (samples.LONG_NAME,) * 5], ids=["short", "long"])
@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("placement", SHAPES)
def test_every_place_that_is_counted_has_its_row_and_its_pin(studio, names, count, placement):
    pair = samples.ranking(count, names)
    html = html_of(studio, "peta", pair, placement)
    assert html.count('class="count"') == count
    assert html.count('class="pin lbl"') in ({count} if names is samples.NAMES else {count, 0})
    assert studio.draw(*pair, PLACEMENTS[placement])


@pytest.mark.parametrize("placement", SHAPES)
def test_five_places_are_five_rows(studio, placement):
    assert html_of(studio, "peta", samples.ranking(5), placement).count('class="count"') == 5


@pytest.mark.parametrize("placement", SHAPES)
def test_the_window_of_hours_is_said_once(studio, placement):
    message, insight = samples.hours("m-a")
    said = dataclasses.replace(message, headline="Pukul 18.00–22.00 WIB, mari lebih sabar", highlight="")
    for one in (message, said):
        assert text_of(html_of(studio, "jam", (one, insight), placement)).count("18.00–22.00 WIB") == 1


@pytest.mark.parametrize(("first", "last", "lit"), [(18, 22, 4), (22, 3, 5), (6, 11, 5)])
def test_the_ring_lights_exactly_the_hours_of_the_window(studio, first, last, lit):
    message, insight = samples.hours("m-a")
    figures = {"window_start": samples.figure(first), "window_end": samples.figure(last)}
    html = html_of(studio, "jam", (message, dataclasses.replace(insight, figures=figures)))
    accent = studio.theme.palette("dark").accent
    assert len(re.findall(rf'stroke="{accent}" stroke-width="[\d.]+"/>', html)) == lit


@pytest.mark.parametrize("kind", ["jam", "pengguna", "rekap", "hari", "peta", "lokasi"])
@pytest.mark.parametrize("is_alone", [True, False])
def test_the_account_is_named_once(studio, kind, is_alone):
    pair = with_words(samples.everything()[kind], unit_line="@satlantascakrasari")
    (design, *_) = [d for d in studio.designs if pair[0].kind in studio.designs[d].kinds]
    text = text_of(html_of(studio, design, pair, is_alone=is_alone))
    assert text.count("@satlantascakrasari") == 1


def test_the_level_of_comparison_is_drawn_only_where_it_is_explained(studio):
    pair = samples.recap()
    for placement in SHAPES:
        html = html_of(studio, "rekap", pair, placement)
        assert ('stroke-dasharray="16 10"' in html) == ("rata-rata empat pekan" in text_of(html))


# ------------------------------------------------------------------------------------------------ no roads


@pytest.mark.parametrize("placement", SHAPES)
def test_without_roads_the_cells_show_the_district_and_no_lens_stands_empty(placement):
    cells = samples.heat_cells(900)
    grained = Studio(HOME, "cakra", samples.layers(with_roads=False, heat=cells, is_bare=True), None)
    html = html_of(grained, "lokasi", samples.place(), placement)
    assert 'class="lens"' not in html
    assert html.count("h.1") > 500
    for pair in (samples.place(), samples.ranking(3)):
        assert grained.draw(*pair, PLACEMENTS[placement])


@pytest.mark.parametrize("placement", SHAPES)
def test_with_too_few_cells_there_is_no_map_at_all(placement):
    cells = samples.heat_cells(40)
    bare = Studio(HOME, "cakra", samples.layers(with_roads=False, heat=cells, is_bare=True), None)
    for design, pair in (("lokasi", samples.place()), ("peta", samples.ranking(3))):
        html = html_of(bare, design, pair, placement)
        assert "dotpin" not in html
        assert "pin lbl" not in html
        assert bare.draw(*pair, PLACEMENTS[placement])
