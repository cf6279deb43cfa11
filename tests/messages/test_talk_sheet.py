"""Talk sheets and poster: the week's evidence in words to say aloud, for each audience, every number with its source."""

import dataclasses
import re

import pytest

from generator.errors import TemplateError
from generator.home import PROJECT, Home
from generator.languages import known_languages, load_library
from generator.messages import selection
from generator.messages.message import Writer
from generator.messages.rules import lint
from generator.messages.talk_sheet import poster, poster_text, sheet_text, talk_sheets
from generator.records import IsoWeek
from generator.settings import load_campaign
from tests.messages import survey_of_words as made

WEEK = IsoWeek.parse("2026-W48")
MOURNING = IsoWeek.parse("2026-W46")


@pytest.fixture(scope="module", params=known_languages(Home()))
def library(request):
    return load_library(Home(), request.param)


@pytest.fixture(scope="module")
def indonesian():
    return load_library(Home(), "id")


def told(library, *insights, week=WEEK, polres=None, **more):
    """Sheets and poster of a week that has these findings."""
    campaign = load_campaign(Home(), "contoh")
    campaign = dataclasses.replace(campaign, polres=dataclasses.replace(campaign.polres, **(polres or {})))
    plan = selection.choose(made.survey(*insights, **more), (), made.brief(library, campaign, week))
    writer = Writer(campaign, library, week)
    return talk_sheets(plan, writer), poster(plan, writer), plan


def every_text(sheets, hung):
    return [*map(sheet_text, sheets), poster_text(hung)]


def loose_digits(text, numbers, library, names):
    """Digits that no noted number, no tip and no name accounts for."""
    known = [said.text for said in numbers] + names
    known += [text for tip in library.tips.values() for text in (tip.formal, tip.title)]
    for piece in sorted(known, key=len, reverse=True):
        text = text.replace(piece.replace("{{ emergency }}", "110"), " ")
    return re.findall(r"\d+", text)


def test_each_audience_gets_three_findings_three_questions_and_three_steps(library):
    sheets, _, plan = told(library, *made.every_kind())
    assert [sheet.name for sheet in sheets] == [
        "lembar-bicara",
        "lembar-bicara-sekolah",
        "lembar-bicara-angkutan",
    ]
    for sheet in sheets:
        assert (
            len(sheet.findings) == len(sheet.questions) == len(set(sheet.questions)) == len(sheet.steps) == 3
        )
        assert set(sheet.messages) <= {message.id for message in plan.messages}
        families = [library.tips[tip].family for tip in sheet.tips]
        assert len(set(families)) == 3
        assert not any(library.tips[tip].needs_review for tip in sheet.tips)


def test_every_finding_says_the_days_that_it_stands_on(library):
    sheets, _, _ = told(library, *made.every_kind())
    for sheet in sheets:
        for finding in sheet.findings:
            assert re.search(r"\b20\d\d\b", finding), finding
            assert re.search(r"\d", finding.partition("20")[0]), finding  # how many accidents


def test_a_sheet_is_for_its_readers(library):
    sheets, _, _ = told(library, *made.every_kind())
    for sheet in sheets:
        targets = library.talk["audience"][sheet.audience]["targets"]
        if targets:
            assert {library.tips[tip].target for tip in sheet.tips} <= set(targets)
    assert len({sheet.tips for sheet in sheets}) > 1


def test_pupils_do_not_hear_of_late_nights_and_rather_hear_less(indonesian):
    frames = indonesian.talk["audience"]["sekolah"]
    sheets, _, _ = told(indonesian, made.hours())  # 18.00–22.00 alone
    general, school, drivers = sheets
    assert general.messages == drivers.messages != ()
    assert school.findings[0] in indonesian.talk["sheet"]["nothing"]
    assert "18.00" not in sheet_text(school)
    assert len(school.steps) == 3
    every, _, plan = told(indonesian, *made.every_kind())
    about = {message.id: message.kind for message in plan.messages}
    assert not {about[one] for one in every[1].messages} & set(frames["not_about"])


def test_a_map_is_told_by_the_names_of_its_places(library):
    sheets, _, _ = told(library, made.ranking())
    assert "Jalan Pasar Lama" in sheets[0].findings[0]
    assert "1.128" in sheets[0].findings[0] or "1,128" in sheets[0].findings[0]


def test_every_number_has_a_source(library):
    campaign = load_campaign(Home(), "contoh")
    names = [campaign.polres.emergency_number]
    sheets, hung, _ = told(library, *made.every_kind())
    for one, text in zip([*sheets, hung], every_text(sheets, hung), strict=True):
        assert loose_digits(text, one.numbers, library, names) == []
        for said in one.numbers:
            assert re.match(r"evidence:|period:|date:|physics:", said.source), said


def test_a_week_without_findings_says_so_and_starts_with_habits(library):
    sheets, hung, _ = told(library)
    for sheet in sheets:
        assert sheet.messages == ()
        assert sheet.findings[0] in library.talk["sheet"]["nothing"]
        assert len(sheet.questions) == len(sheet.steps) == 3
        assert library.talk["sheet"]["source_plain"].partition("{{")[0] in sheet.source
    assert hung.source
    assert hung.step


def test_invented_data_are_stamped_and_others_are_not(library):
    stamp = library.frames["common"]["stamp"]
    sheets, hung, _ = told(library, *made.every_kind(sample=True), sample=True)
    assert all(stamp in text for text in every_text(sheets, hung))
    sheets, hung, _ = told(library, *made.every_kind())
    assert not any(stamp in text for text in every_text(sheets, hung))


def test_every_text_passes_the_lint_and_has_no_open_field(library):
    for insights in ((), made.every_kind()):
        sheets, hung, _ = told(library, *insights)
        for text in every_text(sheets, hung):
            assert [one for one in lint(text, library.rules) if one.level == "blok"] == []
            assert "{" not in text


def test_a_poster_names_a_place_with_its_own_hours(indonesian):
    _, hung, plan = told(indonesian, *made.every_kind())
    message = next(one for one in plan.messages if one.id == hung.message_id)
    assert message.kind == "hotspot_place"
    assert hung.when == "Pukul 17.00–21.00 WIB"
    assert hung.line == message.headline
    assert hung.step == message.tip


def test_hours_of_the_district_are_never_those_of_a_place(indonesian):
    _, hung, _ = told(indonesian, made.hours())
    assert (hung.where, hung.when) == ("Kabupaten Cakrasari", "Pukul 18.00–22.00 WIB")
    _, hung, _ = told(indonesian, made.ranking())
    assert hung.when == "Setiap kali kita melintas"


def test_a_poster_about_several_places_names_them(indonesian):
    _, hung, plan = told(indonesian, made.ranking())
    places = plan.insights[0].figures["places"].value
    assert hung.where.startswith("Antara lain Jalan Pasar Lama; ") == (places > 3)
    assert hung.where.count(";") == 2


def test_a_district_without_a_number_of_its_own_has_sheets_too(library):
    weeks = [
        told(library, made.hours(), week=WEEK.plus(n), polres={"emergency_number": ""})[0] for n in range(6)
    ]
    for sheets in weeks:
        assert all(sheet.closing and "110" not in sheet_text(sheet) for sheet in sheets)


@pytest.mark.parametrize("district", ["<b>Kota</b> {{ 7 * 7 }}", "Kota 🚦", "=HYPERLINK(1)", "K" * 300])
def test_an_odd_name_stays_a_name(indonesian, district):
    sheets, hung, _ = told(indonesian, made.hours(), polres={"district": district})
    assert district in " ".join(every_text(sheets, hung))
    assert "49" not in " ".join(every_text(sheets, hung))


def test_a_mourning_message_is_neither_taught_nor_hung(indonesian):
    _, _, plan = told(indonesian, *made.every_kind(), week=MOURNING)
    quiet = tuple(message for message in plan.messages if "duka" in message.phrases.get("tone", ()))
    assert quiet
    alone = dataclasses.replace(plan, messages=quiet)
    writer = Writer(load_campaign(Home(), "contoh"), indonesian, MOURNING)
    assert poster(alone, writer) is None
    for sheet in talk_sheets(alone, writer):
        assert sheet.messages == ()
        assert len(sheet.steps) == 3


def test_a_week_is_the_same_every_time_and_another_week_is_not(indonesian):
    first, again = (told(indonesian, *made.every_kind())[0] for _ in range(2))
    later = told(indonesian, *made.every_kind(), week=WEEK.plus(1))[0]
    assert first == again
    assert [sheet.opening + sheet.closing for sheet in first] != [s.opening + s.closing for s in later]


def test_a_word_that_may_not_be_said_stops_the_sheet(tmp_path):
    import shutil

    shutil.copytree(PROJECT / "templates" / "languages", tmp_path / "templates" / "languages")
    path = tmp_path / "templates" / "languages" / "id" / "talk.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('findings = "Yang', 'findings = "Tewas: yang'), encoding="utf-8")
    library = load_library(Home(root=PROJECT, templates_root=tmp_path / "templates"), "id")
    with pytest.raises(TemplateError, match=r"lembar bicara umum: .*[Tt]ewas"):
        told(library)
