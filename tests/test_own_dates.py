"""The district's own dates: taken as they are, or refused with every fault in one sentence."""

import dataclasses
import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.calendar_of_year import KINDS, read_events, with_own_dates
from generator.errors import SettingsError
from generator.home import PROJECT, Home
from generator.languages import load_library
from generator.own_dates import OwnDate, faults_of_dates, known_entries
from generator.settings import load_campaign

SMALL = '[polres]\nname = "Polres Uji"\ndistrict = "Kabupaten Uji"\n[data]\naccidents = ["data.csv"]\n'
ZEBRA = {
    "id": '"OPS-ZEBRA"', "start": "2026-11-16", "end": "2026-11-29", "status": '"confirmed"', "source": '"ST 11/2026"',
}  # fmt: skip
FAIR = {**ZEBRA, "id": '"PASAR-MALAM"', "name": '"Pasar malam"', "themes": '["parkir"]'}
KNOWN = known_entries(PROJECT / "templates" / "languages" / "id")


def entry(base=ZEBRA, **changes):
    return "[[calendar]]\n" + "".join(f"{key} = {value}\n" for key, value in {**base, **changes}.items())


@pytest.fixture
def load(tmp_path):
    def read(*entries, head=SMALL):
        (tmp_path / "uji.toml").write_text(head + "".join(entries), encoding="utf-8")
        return load_campaign(Home(root=PROJECT, campaigns_root=tmp_path), "uji")

    return read


def test_dates_terms_holidays_and_own_events_are_taken(load):
    campaign = load(
        entry(),
        entry(id='"TAHUN-AJARAN"', start="2027-07-12", end="2027-07-16"),
        entry(id='"LIBUR-IDULFITRI"', start="2027-03-10", end="2027-03-11", status='"reported"'),
        entry(id='"CUTI-IDULFITRI"', start="2027-03-12", end="2027-03-12"),
        entry(FAIR, kind='"activity"'),
    )
    assert [one.id for one in campaign.calendar][:2] == ["OPS-ZEBRA", "TAHUN-AJARAN"]
    assert campaign.calendar[0].start == dt.date(2026, 11, 16)
    calendar = with_own_dates(load_library(Home(), "id").calendar, campaign.calendar)
    assert {one.id for one in read_events(calendar) if one.is_own} == {one.id for one in campaign.calendar}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (entry(start="2026-11-29", end="2026-11-16"), 'calendar[1]: "end" = 2026-11-16 lebih awal'),
        (entry() + entry(start="2026-11-29", end="2026-12-05"), "calendar[1] dan calendar[2]: tanggal OPS-ZEBRA bertumpuk"),
        (entry(id='"OPS-ZEBAR"'), '"OPS-ZEBAR" tidak ada di kalender (mungkin "OPS-ZEBRA"'),
        (entry(start="1900-11-16", end="1900-11-29"), "tahunnya harus 2020 sampai 2035"),
        (entry(end="2036-12-29"), "lebih dari 366 hari"),
        (entry(status='"mungkin"'), '"status" = "mungkin", harus confirmed atau reported'),
        (entry(status='"estimated"'), "harus confirmed atau reported"),
        (entry(source='"  "'), '"source" wajib diisi'),
        (entry(name='"Zebra kami"'), "sudah ada di kalender"),
        (entry(start='"2026-11-16"'), '"calendar[1].start" harus tanggal tanpa tanda kutip'),
        (entry(start="2026-11-16T07:00:00"), '"calendar[1].start" harus tanggal'),
        (entry(mulai="2026-11-16"), '"calendar[1].mulai" tidak dikenal'),
        (entry(FAIR, kind='"festival"'), '"kind" = "festival"'),
        (entry(FAIR, themes='["parkiran"]'), 'tema "parkiran" tidak dikenal; yang ada:'),
        (entry(FAIR, themes="[]"), '"themes" wajib diisi'),
        (entry(FAIR, name='"<b>Pasar</b>"'), '"name" = "<b>Pasar</b>", harus'),
        (entry(FAIR, name='"=HYPERLINK(1)"'), '"name" = "=HYPERLINK(1)", harus'),
        (entry(FAIR, name=f'"{"x" * 5000}"'), '"name" = "xxx'),
        (entry(id='"pasar malam"'), '"id" = "pasar malam"'),
        ("[calendar]\nid = 3\n", "calendar[1]"),
    ],
)  # fmt: skip
def test_a_date_that_cannot_be_meant_is_refused_with_a_sentence(load, text, found):
    with pytest.raises(SettingsError) as caught:
        load(text)
    assert found in str(caught.value)
    assert len(str(caught.value)) < 1500


@pytest.mark.parametrize("suffix", ["<b>", "x" * 300, "P", "Progo 2026", "=1+1"])
def test_a_name_of_the_polda_that_could_not_stand_in_a_caption_is_refused(load, suffix):
    head = SMALL.replace("[data]", f'operation_suffix = "{suffix}"\n[data]')
    with pytest.raises(SettingsError, match="operation_suffix") as caught:
        load(head=head)
    assert len(str(caught.value)) < 300


def test_a_file_of_endless_dates_is_refused_at_once(load):
    with pytest.raises(SettingsError, match="calendar berisi 201 tanggal") as caught:
        load(entry() * 201)
    assert len(str(caught.value)) < 300


def test_all_faults_come_at_once(load):
    with pytest.raises(SettingsError) as caught:
        load(entry(status='"x"', source='""'), entry(id='"OPS-X"'), "[week]\nmessages = 9\n")
    for part in ('"status"', '"source"', '"OPS-X"', "week.messages"):
        assert part in str(caught.value)


def test_the_example_file_shows_dates_that_would_be_taken(load):
    text = (PROJECT / "campaigns/contoh.toml").read_text(encoding="utf-8")
    shown = text[text.index("# [[calendar]]") :]
    campaign = load("".join(line.removeprefix("# ").removeprefix("#") + "\n" for line in shown.splitlines()))
    assert [one.id for one in campaign.calendar] == ["OPS-ZEBRA", "TAHUN-AJARAN", "HARI-JADI-KABUPATEN"]


def test_every_kind_that_a_file_may_name_is_one_of_the_calendar(load):
    for kind in ("operation", "commemoration", "flow", "school", "weather", "activity"):
        assert load(entry(FAIR, kind=f'"{kind}"')).calendar[0].kind in KINDS


DAYS = st.dates(dt.date(1890, 1, 1), dt.date(2060, 12, 31))


@settings(max_examples=200)
@given(
    st.lists(
        st.builds(
            OwnDate, st.sampled_from([*sorted(KNOWN.ids)[:6], "PASAR-MALAM", "x"]), DAYS, DAYS,
            st.sampled_from(["confirmed", "reported", "kira-kira"]), st.text(max_size=200), st.text(max_size=80),
            st.sampled_from([*KINDS, "x"]), st.lists(st.sampled_from(["parkir", "helm", "y"]), max_size=2).map(tuple),
        ),
        max_size=4,
    ).map(tuple)
)  # fmt: skip
def test_what_passes_can_be_put_into_the_calendar(own):
    if faults_of_dates(own, KNOWN):
        return
    library = load_library(Home(), "id")
    events = read_events(with_own_dates(library.calendar, own))
    mine = sorted((one.id, one.start, one.end) for one in own)
    assert sorted((one.id, one.period.start, one.period.end) for one in events if one.is_own) == mine


def test_dates_of_one_entry_that_touch_by_a_day_overlap():
    one = OwnDate("OPS-ZEBRA", dt.date(2026, 11, 16), dt.date(2026, 11, 29), "confirmed", "ST")
    after = dataclasses.replace(one, start=dt.date(2026, 11, 30), end=dt.date(2026, 12, 6))
    assert faults_of_dates((one, after), KNOWN) == []
    assert faults_of_dates((one, dataclasses.replace(after, start=one.end)), KNOWN) != []
