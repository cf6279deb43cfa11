"""The official sheet on laporan.html: beside the tested list, with the reason why they differ."""

import dataclasses
import types

import pytest

from generator.home import Home
from generator.posting.official_page import MOST_SEGMENTS, official_view
from generator.posting.pages import page_texts
from generator.webpage import Words, render
from tests.analysis.official.sheets import sheet_of, town_rows
from tests.analysis.towns import bare_ground, grid_ground

WHY = (
    "both", "slight_ones", "split", "watch", "short_observation", "death_lifts", "weights_lift", "within_chance", "fewer_than_3",
    "neither",
)  # fmt: skip


@pytest.fixture(scope="module")
def sheet():
    return sheet_of(town_rows(), grid_ground())


def section(sheet, code="id"):
    words = Words(page_texts(Home(), code))
    page = types.SimpleNamespace(official=official_view(sheet, words))
    return render("official.html.j2", {"t": words, "page": page})


def test_the_first_fifteen_segments_stand_with_both_verdicts(sheet):
    page = section(sheet)
    assert f"{MOST_SEGMENTS} ruas dengan EAN terbesar" in page
    assert page.count("<br><span") == MOST_SEGMENTS
    assert "titik rawan no. 1" in page
    assert "kedua daftar" in page
    assert "lembar-resmi.xlsx" in page


def test_each_hotspot_has_its_rank_under_each_weight_set(sheet):
    view = official_view(sheet, Words(page_texts(Home(), "id")))
    assert view["spots"]
    for shown, one in zip(view["spots"], sheet.spots, strict=True):
        assert shown["ranks"] == list(one.ranks.by_set.values())
        assert len(shown["ranks"]) == len(view["sets"])


@pytest.mark.parametrize("code", ["id", "en"])
@pytest.mark.parametrize("why", WHY)
def test_every_reason_is_a_whole_sentence_in_both_languages(sheet, why, code):
    one = dataclasses.replace(sheet.segments[0], why=why)
    view = official_view(dataclasses.replace(sheet, segments=(one,)), Words(page_texts(Home(), code)))
    sentence = view["segments"][0]["why"]
    assert sentence.endswith(".")
    assert "{" not in sentence
    assert view["tally"][0]["n"] == "1"


def test_without_roads_the_page_says_so_and_lists_the_kecamatan():
    page = section(sheet_of(town_rows(), bare_ground()))
    assert "memerlukan berkas jalan" in page
    assert "Barat" in page
    assert "ruas dengan EAN terbesar" not in page


def test_without_a_sheet_the_page_says_so():
    assert "Belum ada periode" in section(None)


def test_a_name_with_markup_stays_text(sheet):
    one = sheet.segments[0]
    place = dataclasses.replace(one.stretch.place, name="<img src=x>")
    changed = dataclasses.replace(one, stretch=dataclasses.replace(one.stretch, place=place))
    assert "<img" not in section(dataclasses.replace(sheet, segments=(changed,)))
