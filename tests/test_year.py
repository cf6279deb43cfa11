"""`run.py year` as a planner runs it: the year on the screen and as a page, estimates marked."""

import dataclasses
import datetime as dt
import html
import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.calendar_of_year import Certainty, Event
from generator.cli import main
from generator.errors import SettingsError
from generator.home import PROJECT, Home
from generator.languages import load_library
from generator.posting.year_chart import chart
from generator.posting.year_page import write_year, year_words
from generator.posting.year_view import YearShown, screen_lines
from generator.records import Period
from generator.settings import load_campaign
from generator.year import choose_year, year_of

OWN = """
[[calendar]]
id = "OPS-ZEBRA"
start = 2026-10-05
end = 2026-10-18
status = "confirmed"
source = "ST <b>12</b>/2026 & lampiran"
"""
NOW = dt.datetime(2028, 12, 31, 18, tzinfo=dt.UTC)  # 1 January 2029 in Jakarta


@pytest.fixture
def office(tmp_path):
    """Runs the verb with a campaign file of its own; gives exit code and page."""
    text = (PROJECT / "campaigns/contoh.toml").read_text(encoding="utf-8")

    def run(*words, more="", zone="Asia/Jakarta"):
        shelf = tmp_path / "campaigns"
        shelf.mkdir(exist_ok=True)
        own = text.replace('zone = "Asia/Jakarta"', f'zone = "{zone}"').replace(
            'operation_suffix = ""', 'operation_suffix = "Progo"'
        )
        (shelf / "uji.toml").write_text(own + more, encoding="utf-8")
        code = main(["year", "uji", *words, "--campaigns", str(shelf), "--output", str(tmp_path / "out")])
        pages = {p.stem: p.read_text(encoding="utf-8") for p in (tmp_path / "out").rglob("*.html")}
        return code, pages

    return run


def shown(year, code="id"):
    return year_of(load_campaign(Home(), "contoh"), load_library(Home(), code), year)


def rows_of(page):
    body = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    found = re.findall(r"<tr class=.*?</tr>", body, flags=re.DOTALL)
    return [html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row))).strip() for row in found]


def test_the_year_is_listed_month_by_month_with_weeks_and_marks(office, capsys):
    code, pages = office("--year", "2027")
    said = capsys.readouterr().out
    assert code == 0
    assert said.index("Januari 2027") < said.index("Juni 2027") < said.index("Desember 2027")
    assert re.search(
        r"W46–W47 +15–28 November 2027 +Operasi Zebra Progo \(operasi\), \*perkiraan\*: dari pola", said
    )
    assert re.search(r"W34? +17 Agustus 2027|W33 +17 Agustus 2027", said)
    assert "2026-W53      1 Januari 2027" in said
    (name,) = pages
    assert name == "kalender-2027"
    assert name + ".html" in said


def test_the_page_holds_every_entry_once_and_marks_what_is_estimated(office):
    _, pages = office("--year", "2027")
    rows = rows_of(pages["kalender-2027"])
    events = shown(2027).events
    assert len(rows) == len(events) >= 50
    assert sum("perkiraan" in row for row in rows) == sum(e.certainty is Certainty.ESTIMATED for e in events)
    assert [row for row in rows if "Idulfitri" in row and "LIBUR-IDULFITRI" in row] == [
        "W10 10–11 Maret 2027 Idulfitri libur perkiraan paket Python holidays, SKB belum terbaca LIBUR-IDULFITRI"
    ]


def test_the_pages_of_this_verb_are_sealed_internal_and_ask_nothing_of_the_network(office):
    _, pages = office("--year", "2026", more=OWN)
    page = pages["kalender-2026"]
    assert "INTERNAL – tidak untuk dipublikasikan" in page
    assert "default-src 'none'" in page
    assert not re.search(r"(?:src|href)=\"(?!#|data:)", page)


def test_a_date_of_the_campaign_file_stands_in_its_month_and_escaped(office):
    _, pages = office("--year", "2026", more=OWN)
    (zebra,) = [row for row in rows_of(pages["kalender-2026"]) if "OPS-ZEBRA" in row]
    assert zebra.startswith("W41–W42 5–18 Oktober 2026 Operasi Zebra Progo operasi pasti")
    assert "dari berkas kampanye" in zebra
    assert "ST <b>12</b>/2026 & lampiran" in zebra
    assert "<b>12</b>" not in pages["kalender-2026"]


def test_english_is_whole(office, capsys):
    office("--year", "2026", "--en")
    said = capsys.readouterr().out
    assert "Safety calendar 2026" in said
    assert "*estimate*" in said
    assert not re.search(r"perkiraan|Tidak ada|Januari|libur\b|operasi\b", said)


def test_a_place_abroad_has_no_indonesian_holidays(office, capsys):
    office("--year", "2026", zone="America/Chicago")
    said = capsys.readouterr().out
    assert "Idulfitri" not in said
    assert "Hari Mengenang Korban" in said
    assert "Kalender nasional hanya untuk wilayah di Indonesia" in said


@pytest.mark.parametrize(
    "asked", ["1900", "2019", "2036", "dua ribu", "２０２７", "-2027", "2027.5", "9" * 4000]
)
def test_a_year_without_a_calendar_is_refused_in_one_sentence(office, capsys, asked):
    code, pages = office(f"--year={asked}")
    said = capsys.readouterr().err
    assert (code, pages) == (1, {})
    assert "Tulis 2020 sampai 2035" in said
    assert len(said) < 200


def test_without_a_year_the_pinned_week_decides_else_the_districts_own_clock():
    campaign = load_campaign(Home(), "contoh")
    assert choose_year(campaign, None, NOW) == 2026
    free = dataclasses.replace(campaign, week=dataclasses.replace(campaign.week, pinned=""))
    assert choose_year(free, None, NOW) == 2029
    assert choose_year(free, "2027", NOW) == 2027
    with pytest.raises(SettingsError):
        choose_year(free, "1900", NOW)


@pytest.mark.parametrize("code", ["id", "en"])
@pytest.mark.parametrize("year", range(2020, 2036))
def test_every_year_can_be_listed_and_drawn(tmp_path, year, code):
    words = year_words(Home(), code)
    one = shown(year, code)
    lines = list(screen_lines(one, words))
    assert sum(line.startswith("  ") for line in lines) >= len(one.events)
    page = write_year(one, tmp_path / "kalender.html", words).read_text(encoding="utf-8")
    assert len(rows_of(page)) == len(one.events)
    assert not re.search(r"Idul Fitri|Idul Adha", page)


def test_the_same_year_gives_the_same_bytes(tmp_path):
    words = year_words(Home(), "id")
    made = [write_year(shown(2026), tmp_path / f"{n}.html", words).read_bytes() for n in (1, 2)]
    assert made[0] == made[1]


DAYS = st.integers(0, 364).map(lambda n: dt.date(2027, 1, 1) + dt.timedelta(days=n))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(DAYS, st.integers(1, 360), st.text("abcde fghij", min_size=3, max_size=60)), max_size=25
    )
)
def test_in_the_chart_no_bar_and_no_name_covers_another(entries):
    events = sorted(
        (
            Event(
                f"E{n}",
                name,
                "operation",
                Period(day, day + dt.timedelta(days=length)),
                Certainty.CONFIRMED,
                (),
            )
            for n, (day, length, name) in enumerate(entries)
        ),
        key=lambda e: e.period,
    )
    year = Period(dt.date(2027, 1, 1), dt.date(2027, 12, 31))
    made = chart(events, year, year_words(Home(), "id"))
    taken = []
    for lane in made["lanes"]:
        for bar in lane["bars"]:
            width = len(bar["name"]) * 6.0
            text = bar["text_x"] - width if bar["side"] == "before" else bar["text_x"]
            assert 96 <= text <= text + width <= 1000
            assert 96 <= bar["x"] <= bar["x"] + bar["width"] <= 1003
            assert bar["y"] + made["bar"] <= made["height"]
            taken.append((bar["y"], min(text, bar["x"]), max(text + width, bar["x"] + bar["width"])))
    taken.sort()
    assert all(y != other or right <= left for (y, _, right), (other, left, _) in itertools.pairwise(taken))


def test_a_year_of_no_entries_says_so_for_each_month(tmp_path):
    words = year_words(Home(), "id")
    empty = YearShown(2027, "uji", "Satlantas Uji", (), is_at_home=True)
    assert sum("Tidak ada entri" in line for line in screen_lines(empty, words)) == 12
    assert (
        write_year(empty, tmp_path / "k.html", words).read_text(encoding="utf-8").count("Tidak ada entri")
        == 12
    )
