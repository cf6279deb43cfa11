"""`run.py check`: the screen, the page in a real browser, and what is left when the files are refused."""

import argparse
import random
import re
import string
import tomllib

import pytest

from generator.accidents.sheets.fields import field_names
from generator.check import check
from generator.errors import DataError, SelamatError, SettingsError
from generator.home import PROJECT, Home
from generator.posting.check_page import check_texts, write_refusal
from generator.terminal import Terminal, command_words
from generator.webpage import Words
from tests.pages.browser import FAULTS, browser, opened
from tests.planner import District, refused, table

EVIL = "<img src=x onerror=alert(1)>${alert(1)}</script><script>alert(1)</script>{{ 7 * 7 }}"


class Screen(Terminal):
    """A terminal that keeps its lines."""

    def __init__(self, language="id"):
        super().__init__(command_words(Home(), language))
        self.lines = []

    def line(self, text):
        self.lines.append(text)


class Office:
    """A campaign in a temporary folder, checked inside this process."""

    def __init__(self, folder):
        self.folder = folder
        self.home = Home(root=PROJECT, output_root=folder / "output", data_root=folder / "data",
                         campaigns_root=folder / "campaigns")  # fmt: skip
        (folder / "campaigns").mkdir()
        (folder / "in").mkdir()
        self.write(f'[data]\naccidents = ["{(folder / "in").as_posix()}/*.csv"]\n')

    def write(self, data):
        text = f'[polres]\nname = "Polres Uji"\ndistrict = "Kabupaten Uji"\n{data}'
        (self.folder / "campaigns/uji.toml").write_text(text, encoding="utf-8")

    def put(self, text, name="laka.csv"):
        (self.folder / "in" / name).write_text(text, encoding="utf-8")

    def check(self, language="id"):
        screen = Screen(language)
        code = check(self.home, argparse.Namespace(name="uji", language=language), screen)
        return code, "\n".join(screen.lines)

    @property
    def page(self):
        return self.folder / "output/uji/internal/data/periksa.html"

    @property
    def html(self):
        """The page without its style: the font in it may spell any word."""
        return re.sub(r"<style>.*?</style>", "", self.page.read_text(encoding="utf-8"), flags=re.DOTALL)


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)


@pytest.fixture(scope="module")
def started(chromium):
    with browser(chromium) as running:
        yield running


def test_the_screen_judges_first_and_names_the_page_last(office):
    office.put(table())
    code, text = office.check()
    lines = [line for line in text.splitlines() if line]
    assert code == 0
    assert lines[1].startswith("Data ini layak dipakai")
    assert lines[-1].endswith("periksa.html")
    for part in (
        "laka.csv",
        "400 baris dibaca: 400 kecelakaan",
        "Tanggal -> ",
        "Kecelakaan per jam:",
        "2026-09",
    ):
        assert part in text


def test_english_is_asked_for_by_its_option(office):
    office.put(table())
    assert "These data can be used" in office.check("en")[1]
    assert '<html lang="en">' in office.html
    office.check()
    assert '<html lang="id">' in office.html


def test_two_checks_of_the_same_files_give_the_same_page(office):
    office.put(table())
    office.check()
    first = office.page.read_bytes()
    office.check()
    assert office.page.read_bytes() == first


def test_a_later_check_says_what_came_and_went(office):
    office.put(table())
    office.check()
    lines = table(430).splitlines()
    del lines[3:8]
    office.put("\n".join(lines))
    assert "30 baru, 5 hilang" in office.check()[1]
    assert "Yang berubah sejak pemeriksaan sebelumnya" in office.html


def test_a_week_is_not_touched_by_a_check_and_the_comparison_stays_behind_the_wall(office):
    office.put(table())
    office.check()
    made = {
        path.relative_to(office.folder / "output").as_posix()
        for path in (office.folder / "output").rglob("*.*")
    }
    assert made == {"uji/internal/data/periksa.html"}
    kept = {path.name for path in (office.folder / "data/uji/.sisihkan").iterdir()}
    assert kept >= {"sekarang.parquet", "baris.csv"}


def test_refused_files_leave_a_page_that_says_so_and_nothing_of_the_old_one(office):
    office.put(table())
    office.check()
    assert "400" in office.html
    (office.folder / "in/laka.csv").write_text(
        "Nama;Umur\nSuminten Qqwarsa;34\nTono Qqbudi;51\n", encoding="utf-8"
    )
    with pytest.raises(DataError):
        office.check()
    assert "Data ini belum dapat dipakai." in office.html
    assert "laka.csv" in office.html
    assert "Qq" not in office.html
    assert "Kecelakaan per bulan" not in office.html


def test_a_refused_file_named_after_a_person_is_not_named_on_the_page(office):
    office.put("Nama;Umur\na;1\n", "Sdr. Qqbudi (17 th).csv")
    with pytest.raises(DataError):
        office.check()
    assert "Qqbudi" not in office.html


def test_a_refusal_that_speaks_of_a_person_is_not_repeated_on_the_page(tmp_path):
    words = Words(check_texts(Home(), "id"))
    path = write_refusal(
        DataError("Sdr. Qqbudi (17 th).csv", "rusak", "Perbaiki"), "Satlantas", tmp_path, words
    )
    assert "Qqbudi" not in path.read_text(encoding="utf-8")
    assert "dapat memuat data pribadi" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("polres", "look", "sentence"),
    [
        ("", 'theme = "neon"', r'"look\.theme": tema "neon" tidak ada'),
        ("", 'logo = "logo/tidak-ada.png"', r"logo tidak-ada\.png: berkas tidak ada"),
        ('unit = "Satlantas 🚓"', "", r"nama satuan .*U\+1F693.*polres\.unit"),
    ],
)
def test_what_no_picture_could_show_is_refused_before_the_data_are_read(office, polres, look, sentence):
    text = f'[polres]\nname = "Polres Uji"\ndistrict = "Uji"\n{polres}\n[data]\naccidents = ["x.csv"]\n[look]\n{look}\n'
    (office.folder / "campaigns/uji.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SelamatError, match=sentence):
        office.check()


def test_a_broken_campaign_file_replaces_a_page_that_is_there(office):
    office.put(table())
    office.check()
    office.write('[data]\naccidents = ["x.csv"]\ndate_order = "ngawur"\n')
    with pytest.raises(SettingsError):
        office.check()
    assert "ngawur" in office.html


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """Headings, a file, roads and areas that try to be code; holes in every part of the data."""
    office = Office(tmp_path_factory.mktemp("kasar"))
    chance = random.Random(3)
    head = ["Tanggal", "Jam", "Tanggal Laporan", "Lintang", "Bujur", "Tingkat Kecelakaan", "MD", "LB", "LR",
            "Nama Jalan", "Kecamatan", EVIL, "=HYPERLINK(1)", "JudulTanpaSpasi" * 3]  # fmt: skip
    lines = [";".join(f'"{cell}"' for cell in head)]
    for n in range(400):
        lat, lon = -9.6 + chance.gauss(0, 0.05), 107.5 + chance.gauss(0, 0.05)
        if n % 9 == 0:
            lat, lon = lon, lat
        point = ("", "") if n % 5 == 0 else (f"{lat:.6f}", f"{lon:.6f}")
        month = (1, 2, 4, 5)[n % 4]
        day = "12-13 Maret 2026" if n % 30 == 0 else f"{1 + n % 28:02d}-{month:02d}-2026"
        cells = [day, "00.00" if n % 3 == 0 else f"{6 + n % 14:02d}.{n % 50:02d}", f"{1 + n % 28:02d}-06-2026", *point,
                 ("Ringan", "Berat")[n % 7 == 0], n % 11 == 0, n % 6 == 0, 1, EVIL, "<b>Kecamatan</b>", "x", "y", "z"]  # fmt: skip
        lines.append(";".join(f'"{int(cell) if isinstance(cell, bool) else cell}"' for cell in cells))
    office.put("\n".join(lines), "laka <b>2026<b> & '1'.csv")
    office.check()
    return office


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_the_page_holds_in_a_browser_whatever_the_names_are(hostile, started, width, scheme):
    with opened(started, hostile.page, width=width, color_scheme=scheme) as watched:
        said = []
        watched.page.on("console", lambda message: said.append(message.text))
        watched.page.reload()
        for summary in watched.page.locator("summary").all():
            summary.click()
        assert watched.page.evaluate(FAULTS) == []
        assert (watched.dialogs, watched.errors, watched.breaches, watched.outside, said) == (
            [],
            [],
            [],
            [],
            [],
        )
        assert watched.page.locator("img, script, b").count() == 0
        assert watched.page.locator(".chart:visible").count() == 3
        assert watched.page.locator(".map path.l4").count() == 1


def test_every_text_of_a_chart_is_inside_its_picture(hostile, started):
    outside = """() => Array.from(document.querySelectorAll("svg.chart text, .map text")).filter((t) => {
      if (!t.checkVisibility()) return false;
      const a = t.getBoundingClientRect(), b = t.ownerSVGElement.getBoundingClientRect();
      return a.left < b.left - 1 || a.right > b.right + 1 || a.top < b.top - 1 || a.bottom > b.bottom + 1;
    }).map((t) => t.textContent)"""
    for width in (360, 1440):
        with opened(started, hostile.page, width=width) as watched:
            assert watched.page.evaluate(outside) == []


def test_the_page_is_sealed_and_carries_no_style_of_its_own(hostile):
    assert "default-src 'none'" in hostile.html
    assert not re.search(r"<[^>]+\s(?:style|onclick|onerror)=", hostile.html.replace(EVIL, ""))
    assert "<script" not in hostile.html


def test_the_command_refuses_with_one_sentence(tmp_path):
    district = District(tmp_path)
    assert district.run("check", "uji").returncode == 0
    district.data.write_text("Nama;Umur\na;1\n", encoding="utf-8")
    refused(district.run("check", "uji"), "laka.csv", "tanggal")


def test_a_week_means_nothing_to_a_check():
    from generator.cli import main

    with pytest.raises(SystemExit):
        main(["check", "contoh", "--week", "2026-W48"])


def words(language):
    path = Home().templates / "languages" / language / "check.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def test_both_languages_say_the_same_with_the_same_blanks():
    def blanks(text):
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    indonesian, english = words("id"), words("en")
    assert indonesian.keys() == english.keys()
    assert {key: blanks(text) for key, text in indonesian.items()} == {
        key: blanks(t) for key, t in english.items()
    }


def test_every_field_that_a_heading_can_mean_has_plain_words():
    library = tomllib.loads((Home().templates / "languages/id/words.toml").read_text(encoding="utf-8"))
    fields = tomllib.loads((Home().templates / "languages/id/fields.toml").read_text(encoding="utf-8"))
    assert field_names() - library["label"]["column"].keys() - fields["fields"].keys() == set()
