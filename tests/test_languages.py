"""The words of a language are complete, checked, and refuse what may not be said."""

import shutil

import pytest

from generator.calendar_of_year import Certainty, events_in, is_indonesian, read_events, zone_label
from generator.errors import TemplateError
from generator.home import PROJECT, Home
from generator.languages import DIGITS, interface, known_languages, load_library
from generator.messages.rules import About, lint
from generator.records import IsoWeek

LANGUAGES = known_languages(Home())


@pytest.fixture
def shelf(tmp_path):
    """A copy of the languages that a test may break."""
    shutil.copytree(PROJECT / "templates" / "languages", tmp_path / "templates" / "languages")
    return Home(root=PROJECT, templates_root=tmp_path / "templates")


def change(shelf, name, old, new, code="id"):
    path = shelf.templates / "languages" / code / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_indonesian_and_english_are_there():
    assert LANGUAGES == ("en", "id")


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_library_is_as_large_as_promised(code):
    library = load_library(Home(), code)
    assert len(library.tips) >= 100
    assert len(library.facts) >= 35
    assert len(library.clauses) >= 60
    assert len({tip.family for tip in library.tips.values()}) >= 75


def test_only_facts_that_may_be_shown_reach_the_library():
    library = load_library(Home(), "id")
    assert all(fact.show == "ya" and fact.mark in {"teks", "sekunder"} for fact in library.facts.values())
    assert "F-ID-KONFLIK" not in library.facts
    assert all(clause.mark == "teks" and not clause.is_sanction for clause in library.clauses.values())
    assert "LLAJ-291" not in library.clauses


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_text_names_an_amount_of_a_sanction(code):
    for name in ("tips", "facts", "clauses", "insights", "captions", "calls", "calendar"):
        text = (PROJECT / "templates" / "languages" / code / f"{name}.toml").read_text(encoding="utf-8")
        assert "Rp" not in text


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_text_of_the_library_passes_the_lint(code):
    library = load_library(Home(), code)
    texts = [
        getattr(tip, tone)
        for tip in library.tips.values()
        for tone in ("title", "formal", "santai", "singkat")
    ]
    texts += [fact.sentence for fact in library.facts.values()]
    texts += [q for questions in library.calls["question"].values() for q in questions]
    texts += [
        q for section in ("share", "action") for calls in library.calls[section].values() for q in calls
    ]
    texts += [event[k] for part in ("event", "evergreen") for event in library.calendar[part] for k in ("headline", "body",
              "hook", "lead", "brief", "title") if k in event]  # fmt: skip
    about = About(facts=library.facts)
    assert [(text, found) for text in texts for found in lint(text, library.rules, about)] == []


def test_every_digit_of_a_tip_leads_to_a_source():
    for tip in load_library(Home(), "id").tips.values():
        for tone in ("title", "formal", "santai", "singkat"):
            assert set(DIGITS.findall(getattr(tip, tone))) <= tip.numbers.keys()


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("tips.toml", 'theme = "helm"', 'tema = "helm"', 'kunci "tema" tidak dikenal.*kunci "theme" wajib'),
        ("tips.toml", '"F-HELM-MATI"', '"F-TIDAK-ADA"', "F-TIDAK-ADA"),
        ("tips.toml", '"LLAJ-106-8"', '"LLAJ-999"', "LLAJ-999"),
        (
            "tips.toml",
            "Klik tali helm sebelum jalan",
            "Klik tali helm sebelum jalan, lalu cek spion dan lampu",
            "paling banyak 42",
        ),
        ("tips.toml", "Pakai helm SNI, klik", "Pakai 2 helm SNI, klik", 'angka "2" tidak punya asal'),
        ("tips.toml", 'id = "T-HELM-02"', 'id = "T-HELM-01"', "dua kali"),
        ("tips.toml", "needs_review = false", 'needs_review = "tidak"', 'isi "needs_review"'),
        ("tips.toml", "[[tip]]", "[[tip", "bukan TOML"),
        ("facts.toml", 'credit = "WHO, 2023"', 'credit = ""', "tanpa kalimat, sumber"),
        ("insights.toml", "ini perlu kita lewati lebih pelan", "ini mencatat 99 kejadian", "menulis 99"),
        ("calls.toml", "helm = [", "helem = [", 'tema "helm" tidak punya pertanyaan'),
    ],
)
def test_a_fault_in_a_file_is_told_with_file_and_key(shelf, name, old, new, words):
    change(shelf, name, old, new)
    with pytest.raises(TemplateError, match=words) as caught:
        load_library(shelf, "id")
    assert "templates/languages/id" in str(caught.value)


def test_all_faults_are_told_at_once(shelf):
    change(shelf, "tips.toml", '"F-HELM-MATI"', '"F-SATU"')
    change(shelf, "tips.toml", '"LLAJ-106-8"', '"P-DUA"')
    with pytest.raises(TemplateError, match=r"F-SATU[\s\S]*P-DUA|P-DUA[\s\S]*F-SATU"):
        load_library(shelf, "id")


def test_an_unknown_language_is_refused_with_the_known_ones():
    with pytest.raises(TemplateError, match="en, id"):
        load_library(Home(), "jv")


def test_a_missing_file_is_named(shelf):
    (shelf.templates / "languages" / "id" / "facts.toml").unlink()
    with pytest.raises(TemplateError, match=r"facts\.toml"):
        load_library(shelf, "id")


def test_a_missing_word_is_named():
    with pytest.raises(TemplateError, match=r"label\.weather\.hail"):
        load_library(Home(), "id").word("label.weather.hail")


def test_the_interface_is_read_without_the_template_engine(tmp_path):
    import subprocess
    import sys

    code = (
        "import sys; from generator.home import Home; from generator.languages import interface;"
        "assert interface(Home(), 'id')['general.yes'] == 'ya'; assert 'jinja2' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], cwd=PROJECT, check=True)
    assert interface(Home(), "en")["general.yes"] == "yes"


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_calendar_of_each_language_has_the_same_days(code):
    days = [(e.id, e.period, e.certainty) for e in read_events(load_library(Home(), code).calendar)]
    assert days == [(e.id, e.period, e.certainty) for e in read_events(load_library(Home(), "id").calendar)]


def test_an_estimated_event_has_no_voice_of_its_own():
    events = read_events(load_library(Home(), "id").calendar)
    assert sum(event.certainty is Certainty.ESTIMATED for event in events) > 200
    loud = [event for event in events if event.is_sayable and event.certainty is Certainty.ESTIMATED]
    assert {event.id for event in loud} == {"MUSIM-HUJAN"}
    assert not any(DIGITS.search(text) for event in loud for text in event.texts.values())


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        ("2026-W46", {"HARI-KENANG"}),
        ("2026-W48", {"OPS-ZEBRA", "HARI-GURU"}),
        (
            "2026-W53",
            {"OPS-LILIN", "NATARU", "LIBUR-SEMESTER", "MALAM-TAHUN-BARU", "MUSIM-HUJAN", "LIBUR-TAHUN-BARU"},
        ),
        ("2026-W12", {"OPS-KETUPAT", "MUDIK-LEBARAN"}),
    ],
)
def test_events_touch_their_weeks(week, expected):
    events = events_in(IsoWeek.parse(week), load_library(Home(), "id").calendar)
    assert expected <= {event.id for event in events}


def test_a_calendar_entry_without_a_date_key_is_refused():
    with pytest.raises(TemplateError, match="HARI-X"):
        read_events(
            {"event": [{"id": "HARI-X", "name": "X", "kind": "commemoration", "themes": [], "dates": [{}]}]}
        )


@pytest.mark.parametrize(
    ("zone", "month", "expected"),
    [
        ("Asia/Jakarta", 1, "WIB"),
        ("Asia/Pontianak", 1, "WIB"),
        ("Asia/Makassar", 7, "WITA"),
        ("Asia/Jayapura", 7, "WIT"),
        ("Europe/London", 1, "GMT"),
        ("Europe/London", 7, "BST"),
        ("America/Chicago", 7, "CDT"),
        ("America/Sao_Paulo", 7, "UTC−3"),
        ("Asia/Kathmandu", 7, "UTC+5.45"),
    ],
)
def test_every_time_has_the_name_of_its_zone(zone, month, expected):
    import datetime as dt
    import zoneinfo

    instant = dt.datetime(2026, month, 15, 12, tzinfo=dt.UTC)
    assert zone_label(zoneinfo.ZoneInfo(zone), instant) == expected


def test_the_calendar_belongs_to_places_in_indonesia():
    import zoneinfo

    zones = [zoneinfo.ZoneInfo(name) for name in ("Asia/Jayapura", "Asia/Makassar", "America/Chicago")]
    assert [is_indonesian(zone) for zone in zones] == [True, True, False]


def test_ramadan_ends_where_the_feast_begins_in_every_year_of_the_calendar():
    """29 or 30 days, 354 or 355 days from one year to the next, and travel around the first day of Syawal."""
    import datetime as dt
    import itertools

    events = read_events(load_library(Home(), "id").calendar)
    fasts = [one.period for one in events if one.id == "RAMADAN"]
    feasts = [one.period for one in events if one.id == "MUDIK-LEBARAN"]
    assert len(fasts) == len(feasts) >= 8
    for fast, feast in zip(fasts, feasts, strict=True):
        assert fast.days in {29, 30}
        assert feast.start == fast.end + dt.timedelta(days=1) - dt.timedelta(days=7)
    for one, other in itertools.pairwise(fasts):
        assert (other.start - one.start).days in {353, 354, 355}
