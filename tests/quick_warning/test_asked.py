"""What a person types is taken as it is or refused with everything that is wrong; nothing is changed or cut."""

import dataclasses
import datetime as dt
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from generator.errors import SettingsError
from generator.home import Home
from generator.quick_warning.asked import LONGEST, Typed, checked, is_shouting
from generator.settings import load_campaign

NOON = dt.datetime(2026, 11, 29, 5, 0, 40, tzinfo=dt.UTC)  # 12.00 WIB, a Sunday
RAIN = Typed("Hujan lebat dan angin kencang", "cuaca", "Kecamatan Sukamaju", "pukul 18.00", "BMKG")


@pytest.fixture
def ask(campaign, words, library):
    def one(now=NOON, **changed):
        return checked(dataclasses.replace(RAIN, **changed), campaign, words, library.rules, now)

    return one


def refusal(ask, **changed):
    with pytest.raises(SettingsError) as error:
        ask(**changed)
    return str(error.value)


def test_a_sentence_gets_only_its_capital_and_its_stop(ask):
    assert ask(text="  hujan   lebat ").text == "Hujan lebat."
    assert ask(text="Awas, jalan licin!").text == "Awas, jalan licin!"


def test_without_a_place_the_district_is_meant_and_a_preposition_is_not_said_twice(ask):
    assert ask(area="").area == "Kabupaten Cakrasari"
    assert ask(area="di Jalan Raya Barat").area == "Jalan Raya Barat"
    assert ask(area="Dieng").area == "Dieng"


def test_weather_needs_a_source_and_a_closure_a_place(ask):
    assert '--source "BMKG"' in refusal(ask, source="")
    assert "--area" in refusal(ask, kind="penutupan", area="")
    assert ask(kind="penutupan", source="").source == ""


def test_an_unknown_kind_is_answered_with_all_kinds(ask, words):
    said = refusal(ask, kind="cuca")
    assert 'Mungkin maksud Anda "cuaca"' in said
    assert all(name in said for name in words.kinds)


@pytest.mark.parametrize(
    ("typed", "end"),
    [
        ("pukul 18.00", "2026-11-29T18:00+07:00"),
        ("18:30", "2026-11-29T18:30+07:00"),
        ("jam 18.00 WIB", "2026-11-29T18:00+07:00"),
        ("02.00", "2026-11-30T02:00+07:00"),
        ("2026-12-02 06.00", "2026-12-02T06:00+07:00"),
        ("2026-12-02T06:00 wib", "2026-12-02T06:00+07:00"),
    ],
)
def test_an_end_is_understood_in_the_districts_time(ask, typed, end):
    assert ask(until=typed).until == dt.datetime.fromisoformat(end)


@pytest.mark.parametrize(
    "typed",
    ["sore", "25.00", "pukul 18", "2026-11-29 11.59", "2026-13-01 06.00", "2029-01-01 06.00", "18.00 WITA"],
)
def test_an_end_that_is_past_or_unclear_is_refused(ask, typed):
    assert "--until" in refusal(ask, until=typed)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "kosong"),
        ("x" * 2000, "2000 karakter, paling banyak 120"),
        ("Awas <b>banjir</b>", "< >"),
        ("Awas {{ 7 * 7 }} banjir", "{"),
        ("Awas banjir \U0001f30a", "\U0001f30a"),
        ("Awas \u202ebanjir", "U+202E"),
        ("Awas banjir\x1b[31m", "U+001B"),
        ("AWAS BANJIR BESAR DI SINI", "berteriak"),
        ("Awas banjir!!!", "berteriak"),
        ("Truk AB 1234 CD mogok", "pelat nomor"),
        ("Hubungi 0812-3456-7890", "nomor ponsel"),
        ("Sdr. Budi tersesat", "nama orang"),
        ("Tiga orang tewas", "meninggal dunia"),
        ("Dihimbau hati-hati", "diimbau"),
        ("Jalan ditutup mulai 08:30 WIB", "08.30 WIB"),
        ("Kecelakaan di -7.797068, 110.370529", "koordinat"),
    ],
)
def test_a_hostile_or_unfit_sentence_is_refused_and_nothing_is_cut(ask, text, part):
    assert part in refusal(ask, text=text)


def test_place_and_source_are_held_to_the_same_rules(ask):
    said = refusal(ask, area="rumah Sdr. Budi", source="<script>", until="nanti")
    assert "--area" in said
    assert "--source" in said
    assert "--until" in said
    assert said.count("\n") == 0


def test_abbreviations_and_three_loud_words_are_no_shouting():
    assert not is_shouting("BMKG dan BPBD DIY mengabarkan hujan lebat")
    assert not is_shouting("Jalan ditutup SIM dan STNK tetap dibawa ya!")
    assert not is_shouting("JALAN DITUTUP")
    assert is_shouting("Mohon diperhatikan, JALAN RAYA DITUTUP TOTAL sampai petugas selesai bekerja")
    assert is_shouting("AWAS di JALAN ini BANJIR dan LICIN")


@pytest.fixture(scope="module")
def judged(library, words):
    return load_campaign(Home(), "contoh"), words, library.rules, NOON


@settings(deadline=None)
@given(
    text=some.text(string.ascii_letters + string.digits + " .,-!?()/%", max_size=200),
    area=some.text(string.ascii_letters + string.digits + " .,-", max_size=60),
)
def test_whatever_passes_is_short_and_whole(judged, text, area):
    try:
        made = checked(dataclasses.replace(RAIN, text=text, area=area), *judged)
    except SettingsError:
        return
    assert made.text.lower().startswith(" ".join(text.split()).lower())
    assert len(made.text) <= LONGEST["text"] + 1
    assert len(made.area) <= LONGEST["area"]
