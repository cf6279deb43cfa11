"""laporan.html: everything an analyst asks for, escaped, marked internal."""

import re

import pytest

from generator.home import Home
from generator.posting.pages import page_texts, write_report
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
