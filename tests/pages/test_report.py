"""laporan.html: everything an analyst asks for, escaped, marked internal."""

import re

import pytest

from generator.home import Home
from generator.posting.pages import page_texts, write_report
from generator.posting.report_method import error_rate_view
from generator.posting.report_places import places_view, tick_step, weight_ranks
from generator.records import Evidence
from generator.webpage import Words
from tests.pages.browser import FAULTS, browser, opened
from tests.pages.pack_maker import changed, make_manifest
from tests.pages.survey_maker import make_intake, make_survey

EVIL = " <img src=x onerror=alert(1)> ${alert(1)} ` </script>"


def written(folder, note="", survey=None, intake=None, extra=None):
    texts = page_texts(Home(), "id") | (extra or {})
    manifest = make_manifest(folder / "paket", posts=9, note=note)
    path = write_report(manifest, survey or make_survey(note), intake or make_intake(note), folder, texts)
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    return written(
        tmp_path_factory.mktemp("laporan"),
        extra={"intake.date_unreadable": "{rows} tanggal tidak terbaca di {column}"},
    )


@pytest.mark.parametrize(
    "words",
    [
        "INTERNAL – tidak untuk dipublikasikan",
        "DATA CONTOH – BUKAN DATA ASLI",
        "1.893",
        "41 tanggal tidak terbaca di occurred_on",
        "ruas · Kecamatan Bandar · arteri · 312 m jalan",
        "Jalan Pantau Dua",
        "12-6-3-1",
        "2 / 4 / 11 / ",
        "p 0,0004 · q 0,004",
        "17.00–20.00",
        "0,0004",
        "hour in 18-21, time_quality recorded",
        "0,360–0,460",
        "age_15-24 at Jalan Pasar Lama",
        "window_m",
        "Catatan Petugas",
    ],
)
def test_the_report_says(report, words):
    assert words in report


def test_every_evidence_has_a_row_and_every_month_a_bar(report):
    survey, intake = make_survey(), make_intake()
    assert all(f"<code>{one.id}</code>" in report for one in survey.evidence)
    assert report.count('<rect class="fill') == len(intake.months)


def test_markup_in_any_field_stays_text(tmp_path):
    page = written(tmp_path, note=EVIL)
    assert "<img src=x" not in page
    assert "<script" not in page
    assert not re.search(r"<[^>]+\sstyle=", page)


def test_a_survey_that_found_nothing_says_so(tmp_path):
    survey = changed(make_survey(hotspots=0), watch=(), insights=(), evidence=(), withheld=(), method="none")
    intake = changed(make_intake(), notes=(), months=(), completeness={}, mapping=())
    page = written(tmp_path, survey=survey, intake=intake)
    assert page.count("tidak ada</p>") >= 6
    assert "data tidak memuat koordinat yang cukup" in page


def test_casualties_that_a_file_never_records_are_not_printed_as_zero(tmp_path):
    survey = make_survey(hotspots=1)
    survey = changed(survey, internal_hotspots=(changed(survey.hotspots[0], seriously_injured=None),))
    assert "2 / – / 11" in written(tmp_path, survey=survey)


def test_two_runs_give_the_same_bytes(tmp_path):
    assert written(tmp_path / "satu") == written(tmp_path / "dua")


def test_each_place_is_drawn_on_one_scale_with_its_interval_and_what_was_expected(report):
    assert report.count('<svg class="interval"') == 2 * (
        4 + 2
    )  # public and watched, in the list and in the card
    assert "21 kecelakaan, rentang 21,0–21,0; perkiraan 4,2" in report
    survey = make_survey(hotspots=2)
    low, high = 9.0, 40.0
    one = Evidence("place-1.accidents", "q", survey.period, 21, "m", 21.0, low, high)
    view = places_view(survey.hotspots, {one.id: one}, "place", Words(page_texts(Home(), "id")))
    first, second = (row["chart"] for row in view["rows"])
    assert float(first["low"]) < float(first["n"]) < float(first["high"]) <= view["width"]
    assert first["expected"] == second["expected"]
    assert [tick["text"] for tick in view["ticks"]] == ["0", "10", "20", "30", "40"]


@pytest.mark.parametrize(
    ("most", "step"), [(1, 1), (3, 1), (18, 5), (40, 10), (99.6, 20), (290, 100), (1200, 500)]
)
def test_a_scale_has_round_ticks(most, step):
    assert tick_step(most) == step


def test_a_place_whose_rank_depends_on_the_weights_is_said_to():
    survey = make_survey(hotspots=3)
    eans = ({"a": 90.0, "b": 10.0}, {"a": 50.0, "b": 50.0}, {"a": 10.0, "b": 90.0})
    spots = [changed(spot, ean=ean) for spot, ean in zip(survey.hotspots, eans, strict=True)]
    rows = weight_ranks(spots, Words(page_texts(Home(), "id")))["rows"]
    assert [[cell["rank"] for cell in row["cells"]] for row in rows] == [[1, 3], [2, 2], [3, 1]]
    assert [row["is_robust"] for row in rows] == [False, True, False]


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_error_rate_of_this_run_is_a_sentence_with_its_interval(language):
    words = Words(page_texts(Home(), language))
    measured = {
        "quiet_maps": 240,
        "false_alarm_share": 0.015,
        "false_alarm_low": 0.004,
        "false_alarm_high": 0.038,
        "smallest_found_8_of_10": 9,
    }
    maps, share, smallest = error_rate_view(measured, words)
    assert "240" in maps
    assert words.percent(0.015, 1) in share
    assert f"{words.percent(0.004, 1)}–{words.percent(0.038, 1)}" in share
    assert "9" in smallest
    (beyond,) = error_rate_view({"smallest_found_8_of_10": "beyond_30"}, words)
    assert "30 " in beyond
    assert "_" not in beyond


def test_a_parameter_that_the_language_does_not_know_is_printed_by_name(tmp_path):
    survey = changed(
        make_survey(), parameters={"observation_months": 24, "deaths_announced": False, "new_knob": [1, 2]}
    )
    page = written(tmp_path, survey=survey)
    assert "Masa pengamatan: 24 bulan" in page
    assert "belum dinyatakan sudah diumumkan" in page
    assert re.search(r"<code>new_knob</code></th><td class=\"value\">\[1, 2\]<", page)


def test_what_the_gate_kept_inside_is_listed_with_the_rule(tmp_path):
    survey = make_survey()
    kept = Evidence("place-1.killed", "jumlah meninggal", survey.period, 21, "m", 2.0)
    told = Evidence("place-1.accidents", "jumlah", survey.period, 21, "m", 21.0, is_told=True)
    page = written(tmp_path, survey=changed(survey, evidence=(kept, told)))
    section = page[page.index('id="withheld"') : page.index('id="intake"')]
    assert "place-1.killed" in section
    assert "place-1.accidents" not in section
    assert "kurang dari 3" in section


def test_without_roads_the_sheet_speaks_of_surroundings_and_of_what_is_known_of_the_error(tmp_path):
    page = written(tmp_path, survey=changed(make_survey(), method="local_contrast", parameters={}))
    assert "perkiraan dari sekitarnya" in page
    assert "jalan sejenis" not in page[page.index('id="hotspots"') : page.index('id="ranks"')]
    assert "terlalu sedikit untuk mengukur" in page
    measured = {
        "quiet_maps": 200,
        "false_alarm_share": 0.015,
        "false_alarm_low": 0.003,
        "false_alarm_high": 0.043,
    }
    page = written(tmp_path, survey=changed(make_survey(), method="local_contrast", parameters=measured))
    assert "1,5%" in page[page.index('id="method"') :]
    assert "terlalu sedikit untuk mengukur" not in page


@pytest.mark.parametrize("width", [1200, 768, 390])
def test_the_sheet_has_no_fault_of_layout_or_contrast(tmp_path, chromium, width):
    written(tmp_path)
    with browser(chromium) as started, opened(started, tmp_path / "laporan.html", width=width) as page:
        assert page.page.evaluate(FAULTS) == []
        assert page.errors == page.breaches == page.outside == []
