import dataclasses
import datetime as dt
import re

from generator.posting.calendar_file import write_ics
from generator.records import IsoWeek
from tests.posting.queue_maker import make_week, message

LONG = "Jaga jarak, tiga detik; hujan – lima détik \\ 🛵🛵🛵 " * 6 + "\nYuk!\r\nAyo\x00\x07"


def unfolded(path):
    return path.read_bytes().decode().replace("\r\n ", "").split("\r\n")


def test_the_calendar_has_one_entry_per_post_in_utc_with_a_stable_name(tmp_path):
    manifest = make_week(tmp_path)
    lines = unfolded(write_ics(manifest, tmp_path / "agenda.ics"))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == lines.count("BEGIN:VALARM") == 4
    assert f"UID:{manifest.posts[0].id}@contoh.selamat" in lines
    assert "DTSTART:20261123T000000Z" in lines
    assert "SEQUENCE:0" in lines
    assert any(line.startswith("SUMMARY:") and "07.00 WIB" in line for line in lines)
    assert {line for line in lines if line.startswith("DTSTAMP")} == {"DTSTAMP:20261123T000000Z"}


def test_the_same_week_gives_the_same_bytes(tmp_path):
    manifest = make_week(tmp_path, text=LONG)
    first = write_ics(manifest, tmp_path / "a.ics").read_bytes()
    assert write_ics(manifest, tmp_path / "b.ics").read_bytes() == first


def test_lines_are_at_most_75_octets_and_no_character_is_cut(tmp_path):
    raw = write_ics(make_week(tmp_path, text=LONG), tmp_path / "agenda.ics").read_bytes()
    lines = raw.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert b"\x00" not in raw
    assert all(line.decode() is not None for line in lines)


def test_texts_are_escaped_and_come_back_as_they_were(tmp_path):
    manifest = make_week(tmp_path, text=LONG)
    manifest = dataclasses.replace(manifest, messages=(message(headline="Awas, licin; BEGIN:VEVENT\nUID:x"),))
    lines = unfolded(write_ics(manifest, tmp_path / "agenda.ics"))
    described = next(line for line in lines if line.startswith("DESCRIPTION:Jaga")).removeprefix(
        "DESCRIPTION:"
    )
    back = re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], described)
    assert back.startswith(LONG.replace("\r\n", "\n").rstrip("\x00\x07"))
    assert lines.count("BEGIN:VEVENT") == 4
    assert not [line for line in lines if line == "UID:x"]


def test_a_revision_moves_the_entry_on(tmp_path):
    manifest = make_week(tmp_path)
    lines = unfolded(write_ics(manifest, tmp_path / "agenda.ics", {manifest.posts[1].id: 3}))
    assert lines.count("SEQUENCE:2") == 1
    assert lines.count("SEQUENCE:0") == 3


def test_week_53_is_stamped_with_its_monday(tmp_path):
    lines = unfolded(write_ics(make_week(tmp_path, week=IsoWeek(2026, 53)), tmp_path / "agenda.ics"))
    assert f"DTSTAMP:{dt.date(2026, 12, 28):%Y%m%d}T000000Z" in lines


def test_week_53_has_its_calendar_across_the_turn_of_the_year(tmp_path):
    manifest = make_week(tmp_path, week=IsoWeek.parse("2026-W53"))
    lines = unfolded(write_ics(manifest, tmp_path / "agenda.ics"))
    assert any(line.endswith("pekan 2026-W53") for line in lines)
    assert {line for line in lines if line.startswith("DTSTAMP")} == {"DTSTAMP:20261228T000000Z"}
    assert {line[:12] for line in lines if line.startswith("UID:")} == {"UID:2026-W53"}
