"""`run.py new`: what is asked, what is written, what is refused, and that nothing is left behind."""

import argparse
import io
import os
import subprocess
import sys
import time
import tomllib

import pytest

from generator.accidents.proposal.propose import propose
from generator.accidents.proposal.records import Choices
from generator.cli import main
from generator.errors import SettingsError
from generator.home import PROJECT, Home
from generator.languages import flat
from generator.new_campaign.brought import carried_out, data_for, plan
from generator.new_campaign.questions import Talk
from generator.new_campaign.verb import make_campaign, suggested_name
from generator.new_campaign.words import load_words
from generator.new_campaign.written import Identity
from generator.settings import load_campaign
from generator.terminal import Terminal, command_words
from tests.accidents.makers import HEADINGS, rows, write_csv

INDONESIAN = rows(60, Lintang=lambda n: f"-7.7{n:04d}", Bujur=lambda n: f"110.3{n:04d}")


class Answers:
    """Answers in order; an empty one takes the default."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.questions = []
        self.told = []

    def ask(self, question, default=""):
        self.questions.append(question)
        return (self.answers.pop(0) if self.answers else "") or default

    def tell(self, line):
        self.told.append(line)


@pytest.fixture
def shelf(tmp_path):
    """An installation whose campaigns and data are temporary, and a folder elsewhere with a file."""
    home = Home(root=tmp_path / "selamat", templates_root=PROJECT / "templates")
    home.campaigns.mkdir(parents=True)
    (tmp_path / "usb").mkdir()
    write_csv(tmp_path / "usb" / "laka.csv", INDONESIAN)
    return home


def options(name, *files, **further):
    given = dict.fromkeys(("polres", "district", "zone", "date_order", "crs", "into", "campaigns"), "")
    return argparse.Namespace(
        **{
            **given,
            "name": name,
            "files": [str(file) for file in files],
            "yes": True,
            "language": "id",
            **further,
        }
    )


def make(home, *words, **further):
    terminal = Terminal(command_words(Home(), "id"), is_quiet=True)
    return make_campaign(home, options(*words, **further), terminal)


def left_behind(home):
    return sorted(path.relative_to(home.root).as_posix() for path in home.root.rglob("*") if path.is_file())


def test_a_file_from_a_stick_becomes_a_campaign_that_loads_and_checks(shelf, tmp_path, capsys):
    assert make(shelf, "kota-baru", tmp_path / "usb" / "laka.csv") == 0
    assert left_behind(shelf) == ["accident_data/kota-baru/laka.csv", "campaigns/kota-baru.toml"]
    campaign = load_campaign(shelf, "kota-baru")
    assert (campaign.polres.name, campaign.polres.zone) == ("Polres Kota Baru", "Asia/Jakarta")
    assert campaign.data.accidents == ("accident_data/kota-baru/*.csv",)
    text = (shelf.campaigns / "kota-baru.toml").read_text(encoding="utf-8")
    assert "PERIKSA: dibuat dari nama kampanye" in text
    assert all("#" in line or line.startswith("[[") for line in text.splitlines() if " = " in line)
    assert (tmp_path / "usb" / "laka.csv").is_file()


OSM = """<osm version="0.6"><node id="1" lat="-7.2" lon="110.2"/><node id="2" lat="-7.8" lon="110.8"/>
<way id="3"><nd ref="1"/><nd ref="2"/><tag k="highway" v="primary"/><tag k="name" v="Jalan Melati"/></way></osm>"""


def test_roads_of_openstreetmap_bring_their_credit(shelf, tmp_path):
    (tmp_path / "usb/peta.osm").write_text(OSM, encoding="utf-8")
    assert make(shelf, "kota-baru", tmp_path / "usb/laka.csv", tmp_path / "usb/peta.osm") == 0
    assert load_campaign(shelf, "kota-baru").data.road_credit == "© Kontributor OpenStreetMap, ODbL"


def test_files_inside_the_project_stay_where_they_are(shelf):
    folder = shelf.accident_data / "sleman"
    folder.mkdir(parents=True)
    path = write_csv(folder / "laka.csv", INDONESIAN)
    write_csv(folder / "catatan.csv", [["1"]], ("x",))
    assert (
        make(shelf, "sleman", path, polres="Polresta Sleman", district="Kabupaten Sleman", zone="WITA") == 0
    )
    campaign = load_campaign(shelf, "sleman")
    assert campaign.data.accidents == (
        "accident_data/sleman/laka.csv",
    )  # a pattern would also mean the other file
    assert (campaign.polres.name, campaign.polres.zone) == ("Polresta Sleman", "Asia/Makassar")
    assert "PERIKSA" not in (shelf.campaigns / "sleman.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "part"),
    [("Kota Baru!", 'misalnya "kota-baru"'), ("all", 'misalnya "polres-all"'), ("x", 'misalnya "polres-x"')],
)
def test_a_name_that_cannot_be_is_answered_with_one_that_can(shelf, tmp_path, name, part):
    with pytest.raises(SettingsError) as refused:
        make(shelf, name, tmp_path / "usb" / "laka.csv")
    assert part in str(refused.value)
    assert left_behind(shelf) == []


def test_every_suggested_name_is_allowed():
    from generator.settings import check_name

    for name in ("", "ÿ", "Polres Kota Baru Selatan Sekali Dan Panjang", "con", "--", "new"):
        check_name(suggested_name(name))


def test_nothing_is_overwritten(shelf, tmp_path):
    file = tmp_path / "usb" / "laka.csv"
    (shelf.campaigns / "ada.toml").write_text("# milik orang", encoding="utf-8")
    with pytest.raises(SettingsError, match="sudah ada"):
        make(shelf, "ada", file)
    there = shelf.accident_data / "baru" / "laka.csv"
    there.parent.mkdir(parents=True)
    there.write_text("isi lain", encoding="utf-8")
    with pytest.raises(SettingsError, match="isinya lain"):
        make(shelf, "baru", file)
    assert there.read_text(encoding="utf-8") == "isi lain"
    assert left_behind(shelf) == ["accident_data/baru/laka.csv", "campaigns/ada.toml"]


def test_without_a_terminal_or_yes_it_says_so(shelf, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    with pytest.raises(SettingsError, match="--yes"):
        make(shelf, "baru", tmp_path / "usb" / "laka.csv", yes=False)


def test_each_open_point_is_one_sentence_and_nothing_is_written(shelf, tmp_path, capsys):
    table = rows(30, Tanggal_Kejadian=lambda n: f"{n % 12 + 1:02d}/{n * 5 % 12 + 1:02d}/2026")
    path = write_csv(tmp_path / "usb" / "dua.csv", table)
    assert make(shelf, "baru", path) == 1
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 2
    assert "--date-order dmy" in said[1]
    assert left_behind(shelf) == []
    assert make(shelf, "baru", path, date_order="mdy") == 0
    assert load_campaign(shelf, "baru").data.date_order == "mdy"


def test_what_stops_the_writing_takes_the_copies_away(shelf, tmp_path):
    proposal = propose([tmp_path / "usb" / "laka.csv"], Choices())
    copied = plan(proposal, shelf.root, shelf.accident_data / "baru")
    during = []

    def interrupted():
        with carried_out(copied):
            during.extend(left_behind(shelf))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert during == ["accident_data/baru/laka.csv"]
    assert left_behind(shelf) == []
    assert not (shelf.accident_data / "baru").exists()
    assert data_for(proposal, copied).accidents == ("accident_data/baru/*.csv",)


def test_two_files_of_one_name_are_refused_before_anything_is_copied(shelf, tmp_path):
    (tmp_path / "lain").mkdir()
    other = write_csv(
        tmp_path / "lain" / "laka.csv", rows(20, Tanggal_Kejadian=lambda n: f"{n + 1:02d}-05-2026")
    )
    with pytest.raises(SettingsError, match="bernama sama"):
        make(shelf, "baru", tmp_path / "usb" / "laka.csv", other)
    assert left_behind(shelf) == []


def test_the_questions_lead_to_a_better_proposal(tmp_path):
    kinds = ("laga kambing", "tunggal", "tunggal")
    table = [[*row, "berkabut", "Desa Lor"] for row in rows(
        30, Tanggal_Kejadian=lambda n: f"{n % 12 + 1:02d}/{n * 5 % 12 + 1:02d}/2026", Tipe_Kecelakaan=lambda n: kinds[n % 3]
    )]  # fmt: skip
    path = write_csv(tmp_path / "laka.csv", table, (*HEADINGS, "Cuaca Saat Itu", "Lokus"))
    words = load_words(Home(), "id")
    asker = Answers("0", "Lokus", "apa saja", "kelurahan atau desa", "", "t", "1")
    talk = Talk(asker, words, lambda choices: propose([path], choices))
    proposal, choices = talk.improve(propose([path], Choices()), Choices())
    assert choices.columns == {"ignored": "Cuaca Saat Itu", "village": "Lokus"}
    assert choices.date_order == "mdy"
    assert choices.codes == {"accidents": {"collision_type": {"laga kambing": "head_on"}}}
    assert proposal.open_doubts == ()
    assert asker.answers == []
    assert [line for line in asker.told if "Mungkin maksud Anda" in line]
    assert {one.heading: one.field for one in proposal.columns}["Cuaca Saat Itu"] == "ignored"


def test_enter_takes_every_default(tmp_path):
    path = write_csv(tmp_path / "laka.csv", INDONESIAN)
    talk = Talk(Answers(), load_words(Home(), "id"), lambda choices: propose([path], choices))
    first = propose([path], Choices())
    assert talk.improve(first, Choices()) == (first, Choices())
    who = Identity("baru", "Polres Baru", "Baru", "Asia/Makassar")
    assert talk.identify(who) == who
    odd = Talk(Answers("Polres X", "Kota X", "jam dinding", "wit"), load_words(Home(), "en"), talk.again)
    assert odd.identify(who).zone == "Asia/Jayapura"


def test_a_column_of_dates_can_be_pointed_out(tmp_path):
    table = [[f"{n % 28 + 1}.3.26", "1", "Jalan Melati"] for n in range(30)]
    path = write_csv(tmp_path / "laka.csv", table, ("Kolom A", "MD", "Nama Jalan"))
    first = propose([path], Choices(columns={"occurred_on": "Tidak Ada"}))
    talk = Talk(Answers("kolom a"), load_words(Home(), "id"), lambda choices: propose([path], choices))
    proposal, choices = talk.improve(first, Choices())
    if first.open_doubts:  # a column that is all dates is found by its content
        assert choices.columns == {"occurred_on": "Kolom A"}
    assert proposal.trial.accidents == 30


@pytest.mark.parametrize("name", ["new.toml", "fields.toml"])
def test_both_languages_have_the_same_sentences_with_the_same_blanks(name):
    import re

    first, second = (
        dict(
            flat(
                tomllib.loads((PROJECT / "templates" / "languages" / code / name).read_text(encoding="utf-8"))
            )
        )
        for code in ("id", "en")
    )
    assert first.keys() == second.keys()
    for key in first:
        assert set(re.findall(r"{(\w+)", first[key])) == set(re.findall(r"{(\w+)", second[key])), key


def test_the_command_line_knows_the_verb_and_keeps_files_apart_from_folders(tmp_path, capsys):
    path = write_csv(tmp_path / "laka.csv", INDONESIAN)
    words = [
        "new",
        "baru",
        "--data",
        str(path),
        "--yes",
        "--campaigns",
        str(tmp_path / "c"),
        "--into",
        str(tmp_path / "d"),
    ]
    assert main([*words, "--en"]) == 0
    said = capsys.readouterr().out
    assert "python run.py check baru --campaigns" in said
    assert (tmp_path / "d" / "laka.csv").is_file()
    assert main(words) == 1  # the file is there now
    assert "tidak ditimpa" in capsys.readouterr().err


PROCESS = """
import argparse, sys
from pathlib import Path
from generator.home import PROJECT, Home
from generator.new_campaign.verb import make_campaign
from generator.terminal import Terminal, command_words
given = dict.fromkeys(("polres", "district", "zone", "date_order", "crs", "into", "campaigns"), "")
options = argparse.Namespace(**{**given, "name": "baru", "files": [sys.argv[2]], "yes": False, "language": "id"})
home = Home(root=Path(sys.argv[1]), templates_root=PROJECT / "templates")
sys.exit(make_campaign(home, options, Terminal(command_words(Home(), "id"))))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo terminal on Windows")
def test_a_person_at_a_terminal_answers_and_gets_a_file(shelf, tmp_path):
    import pty

    ours, theirs = pty.openpty()
    table = rows(30, Tanggal_Kejadian=lambda n: f"{n % 12 + 1:02d}/{n * 5 % 12 + 1:02d}/2026")
    path = write_csv(tmp_path / "usb" / "dua.csv", table)
    process = subprocess.Popen(
        [sys.executable, "-c", PROCESS, str(shelf.root), str(path)],
        cwd=PROJECT,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    os.write(ours, b"\ny\nPolres Tepi Laut\nKabupaten Tepi\nWITA\n\n")
    said = b""
    until = time.monotonic() + 90
    while process.poll() is None and time.monotonic() < until:
        try:
            said += os.read(ours, 4096)
        except OSError:
            break
    assert process.wait(timeout=30) == 0, said.decode(errors="replace")
    os.close(ours)
    campaign = load_campaign(shelf, "baru")
    assert (campaign.polres.name, campaign.polres.zone) == ("Polres Tepi Laut", "Asia/Makassar")
    assert campaign.data.date_order == "dmy"
    assert "hari dahulu" in said.decode(errors="replace")
