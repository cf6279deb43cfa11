"""The words of a language are complete, checked, and refuse what may not be said."""

import shutil

import pytest

from generator.calendar_of_year import Certainty, events_in, is_indonesian, read_events, zone_label
from generator.errors import SettingsError, TemplateError
from generator.home import PROJECT, Home
from generator.languages import DIGITS, interface, known_languages, load_library
from generator.messages.message import Writer
from generator.messages.rules import About, lint
from generator.records import IsoWeek
from generator.settings import load_campaign
from generator.weekly import library_for
from tests.messages import survey_of_words as made

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
    assert len(library.facts) >= 38  # 49 in the file, the others may not be shown
    assert len(library.clauses) >= 60
    assert len({tip.family for tip in library.tips.values()}) >= 100


def test_only_facts_that_may_be_shown_reach_the_library():
    library = load_library(Home(), "id")
    assert all(fact.show == "ya" and fact.mark in {"teks", "sekunder"} for fact in library.facts.values())
    assert "F-ID-KONFLIK" not in library.facts
    assert all(clause.mark == "teks" and not clause.is_sanction for clause in library.clauses.values())
    assert "LLAJ-291" not in library.clauses


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_text_names_an_amount_of_a_sanction(code):
    for name in ("tips", "facts", "clauses", "insights", "captions", "calls", "calendar", "talk", "hashtags"):
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
    texts += [clause.plain for clause in library.clauses.values() if clause.plain]
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
        ("tips.toml", "[[tip]]", "[tip]", r"\[\[tip\]\]|bukan TOML"),
        (
            "tips.toml",
            '"road_user:motorcycle" = 3',
            '"road_user:motor" = 3',
            '"road_user:motor" tidak dikenal; yang ada: bicycle',
        ),
        (
            "tips.toml",
            '"road_user:motorcycle" = 3',
            '"pemakai:motor" = 3',
            "bagian yang ada: area, collision_type",
        ),
        ("tips.toml", '"road_user:motorcycle" = 3', '"road_user:motorcycle" = 7', "pakai 1, 2, atau 3"),
        ("tips.toml", '"road_user:motorcycle" = 3', '"road_user:motorcycle" = "ya"', "tulis tabel bilangan"),
        (
            "tips.toml",
            'occasions = ["helm", "terima_kasih"]',
            'occasions = ["helmet"]',
            'tema kalender "helmet"',
        ),
        ("tips.toml", 'target = "rider"', 'target = "pemotor"', "label.target"),
        (
            "tips.toml",
            '"30" = "fact:F-BATAS"',
            '"30" = "fact:F-HENTI"',
            r'"F-HENTI" tidak boleh tayang \(show = "internal"\)',
        ),
        ("tips.toml", '"30" = "fact:F-BATAS"', '"30" = "katanya"', 'asal angka "katanya" tidak ada'),
        (
            "tips.toml",
            'needs_review = true\ncaution = "anjuran umum pembuat',
            'needs_review = false\ncaution = "anjuran umum pembuat',
            "T-HELM-04.*tanpa rujukan.*needs_review = true",
        ),
        ("tips.toml", 'relation = "langsung"', 'relation = "kira-kira"', "pakai langsung atau turunan"),
        ("tips.toml", 'mark = "teks"', 'mark = "yakin"', "pakai teks, sekunder, umum"),
        ("facts.toml", 'credit = "WHO, 2023"', 'credit = ""', '"credit" kosong; fakta tanpa sumber'),
        ("facts.toml", 'source = "Global Status', 'source = "" # "', 'F-GLOBAL-MATI: "source" kosong'),
        (
            "facts.toml",
            'mark = "sekunder"\nshow = "ya"',
            'mark = "sekunder"\nshow = "boleh"',
            '"show": "boleh" tidak dikenal; pakai ya, internal, tahan',
        ),
        ("facts.toml", 'show = "tahan"', 'show = "ya"', 'F-HELM-WHO23: "sentence" kosong.*belum diperiksa'),
        ("clauses.toml", 'source = "S-LLAJ"', 'source = "S-ENTAH"', r'"S-ENTAH" tidak ada di \[sources\]'),
        ("clauses.toml", 'citation = "Pasal 105 UU 22/2009"', 'citation = ""', 'LLAJ-105: "citation" kosong'),
        ("hashtags.toml", 'helm = ["PakaiHelm"]', "", 'tema "helm" tidak punya tagar di hashtags.toml'),
        ("words.toml", 'helm = "Helm"', "", "tidak punya nama di words.toml"),
        (
            "words.toml",
            'rain = "Hujan"',
            "",
            r'words.toml: kunci "label.weather.rain" tidak ada; terjemahkan dari bahasa en',
        ),
        ("talk.toml", "belum ada pola yang cukup kuat", "ada 7 pola", "menulis 7 yang tidak ada di literals"),
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


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("insights.toml", "alt_action = ", "alt_aksi = ", "common.alt_action"),
        ("talk.toml", "any_time = ", "anytime = ", "poster.any_time"),
        ("calls.toml", "any = ", "anyone = ", "share.any"),
        ("hashtags.toml", "general = ", "umum = ", "general"),
        ("calls.toml", 'bonceng = ["Siapa teman boncengan kita pekan ini?"]', 'bonceng = "Siapa?"', "bukan daftar teks"),
        ("tips.toml", 'id = "T-HELM-01"', "id = [1]", 'isi "id" bukan jenis yang benar; tulis teks'),
        ("tips.toml", "evidence = [", "evidence = [3, ", 'isi "evidence" bukan jenis'),
    ],
)  # fmt: skip
def test_a_file_that_is_not_whole_is_refused_before_anything_is_said(shelf, name, old, new, words):
    change(shelf, name, old, new)
    with pytest.raises(TemplateError, match=words) as caught:
        load_library(shelf, "id")
    assert f"{name}: " in str(caught.value)


def test_a_language_that_lacks_a_key_of_another_names_it(shelf):
    change(shelf, "words.toml", 'rain = "Rain"', "", code="en")
    change(shelf, "interface.toml", "yes =", "yess =", code="en")
    with pytest.raises(TemplateError, match=r"label\.weather\.rain.*terjemahkan dari bahasa id") as caught:
        load_library(shelf, "en")
    assert "general.yes" in str(caught.value)


# ------------------------------------------------------------------------------------ what a person releases


def test_a_tip_marked_for_review_is_ready_only_once_it_is_released():
    assert load_library(Home(), "id").tips["T-HELM-04"].needs_review
    released = load_library(Home(), "id", ["T-HELM-04"]).tips
    assert not released["T-HELM-04"].needs_review
    waiting = {tip.id for tip in load_library(Home(), "id").tips.values() if tip.needs_review}
    assert {tip.id for tip in released.values() if tip.needs_review} == waiting - {"T-HELM-04"}


def test_a_released_tip_that_does_not_exist_is_named():
    with pytest.raises(SettingsError, match=r"release.*T-HELM-99"):
        load_library(Home(), "id", ["T-HELM-99"])


def campaign_with(tmp_path, text):
    contoh = (PROJECT / "campaigns" / "contoh.toml").read_text(encoding="utf-8")
    head = contoh.partition("[law]")[0]
    (tmp_path / "uji.toml").write_text(head + text, encoding="utf-8")
    return load_campaign(Home(root=PROJECT, campaigns_root=tmp_path), "uji")


def test_the_campaign_file_releases_tips_and_fines(tmp_path):
    ours = campaign_with(
        tmp_path,
        '[law]\namounts_approved_by = "AKP Contoh, Kasikum"\namounts_approved_on = "2026-11-20"\n'
        '[release]\ntips = {"T-HELM-04" = "Ipda Sari, 2026-11-20"}\n',
    )
    library = library_for(Home(), ours)
    assert not library.tips["T-HELM-04"].needs_review
    assert library.amounts
    plain = library_for(Home(), load_campaign(Home(), "contoh"))
    assert plain.tips["T-HELM-04"].needs_review
    assert not plain.amounts


# ------------------------------------------------------------------------------------ amounts of fines


def message_with(library, tip):
    writer = Writer(load_campaign(Home(), "contoh"), library, IsoWeek.parse("2026-W48"))
    return writer.write(made.road_user(), library.tips[tip], {}, "uji")


@pytest.mark.parametrize("code", LANGUAGES)
def test_without_approval_the_fines_are_not_even_read(shelf, code):
    (shelf.templates / "languages" / code / "amounts.toml").write_text("rusak [", encoding="utf-8")
    library = load_library(shelf, code)
    assert library.amounts == {}
    for tip in library.tips:
        message = message_with(library, tip)
        said = " ".join([*message.phrases.get("clause", ()), message.alt_text, message.tip, message.body])
        assert "Rp" not in said
        assert not [one for one in message.numbers if one.form == "rupiah"]


@pytest.mark.parametrize(
    ("tip", "said"),
    [
        (
            "T-HELM-01",
            "Pasal 106 ayat (8) UU 22/2009; denda paling banyak Rp250.000 menurut Pasal 291 ayat (1)–(2) UU 22/2009",
        ),
        (
            "T-LAMPU-01",
            "Pasal 107 ayat (2) UU 22/2009; denda paling banyak Rp100.000 menurut Pasal 293 ayat (2) UU 22/2009",
        ),
        (
            "T-SIMPANG-01",
            "Pasal 106 ayat (4) UU 22/2009; denda paling banyak Rp500.000 menurut Pasal 287 ayat (2) UU 22/2009",
        ),
        ("T-BALAP-01", "Pasal 115 UU 22/2009; denda paling banyak Rp3.000.000 menurut Pasal 297 UU 22/2009"),
        ("T-LAWAN-01", "Pasal 106 ayat (4) UU 22/2009"),  # no paragraph of its own: no amount
        ("T-SURAT-01", "Pasal 106 ayat (5) UU 22/2009"),  # three paragraphs, three fines: no amount
    ],
)
def test_with_approval_an_article_is_followed_by_its_fine(tip, said):
    message = message_with(load_library(Home(), "id", has_amounts=True), tip)
    assert message.phrases["clause"] == (said,)
    fines = [one for one in message.numbers if one.form == "rupiah"]
    assert len(fines) == ("Rp" in said)
    assert all(one.source.startswith("clause:LLAJ-") for one in fines)


def test_what_only_agrees_with_an_article_never_names_its_fine():
    library = load_library(Home(), "id", has_amounts=True)
    for tip in (one for one in library.tips.values() if one.relation == "turunan"):
        message = message_with(library, tip.id)
        assert not [one for one in message.numbers if one.form == "rupiah"]


def test_the_fine_reaches_captions_that_print_the_article():
    from generator.messages.caption import write_caption
    from generator.platforms import load_placements

    campaign, placements = load_campaign(Home(), "contoh"), load_placements(Home())
    placement = next(one for one in placements.values() if one.platform == "telegram" and one.caption_limit)
    for has_amounts in (True, False):
        library = load_library(Home(), "id", has_amounts=has_amounts)
        text = write_caption(message_with(library, "T-HELM-01"), placement, campaign, library).text
        assert ("Rp250.000" in text) == has_amounts


@pytest.mark.parametrize("code", LANGUAGES)
def test_custody_is_kept_for_reference_and_never_printed(code):
    library = load_library(Home(), code, has_amounts=True)
    assert all(amount.custody_2009 for amount in library.amounts.values())
    for tip in library.tips:
        assert "kurungan" not in " ".join(message_with(library, tip).phrases.get("clause", ()))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('clause = "LLAJ-291"', 'clause = "LLAJ-999"', '"clause": pasal "LLAJ-999" tidak ada'),
        ('basis = ["LLAJ-106-8"]', 'basis = ["LLAJ-999"]', '"basis": pasal "LLAJ-999" tidak ada'),
        ("fine_rp = 250000", "fine_rp = 0", "tulis rupiah"),
        ("fine_rp = 250000", 'fine_rp = "250.000"', "tulis bilangan bulat"),
        ("fine_rp = 250000", "fine_rp = true", "tulis bilangan bulat"),
        ('mark = "teks"', 'mark = "umum"', "hanya dari naskah"),
    ],
)
def test_a_fault_in_an_approved_amount_is_told(shelf, old, new, words):
    change(shelf, "amounts.toml", old, new)
    load_library(shelf, "id")
    with pytest.raises(TemplateError, match=f"amounts.toml: LLAJ-291: .*{words}"):
        load_library(shelf, "id", has_amounts=True)


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
