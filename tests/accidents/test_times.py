"""Times of the day: spellings, approximations, and what is no time."""

import pytest

from generator.accidents.values.times import parse_time

RECORDED = [
    ("08:30", 510), ("08.30", 510), ("08.30 WIB", 510), ("8.30 WITA", 510), ("08.30 WIT", 510),
    ("Pukul 08.30 WIB", 510), ("pkl. 08.30", 510), ("0830", 510), ("08,30", 510), ("8:5", 485),
    ("08:30:45", 510), ("0.3541666667", 510), ("00.00", 0), ("8.30 AM", 510), ("9.15 PM", 1275),
    ("12.05 AM", 5), ("23:59", 1439), ("jam 08.30", 510),
]  # fmt: skip


@pytest.mark.parametrize(("text", "minute"), RECORDED)
def test_a_recorded_time_is_read(text, minute):
    read = parse_time(text)
    assert (read.minute, read.quality) == (minute, "recorded")


APPROXIMATE = [
    ("± 08.30 WIB", 510, ""), ("sekitar pukul 08.30", 510, ""), ("Sekira pukul 21.15 WIB", 1275, ""),
    ("830", 510, ""), ("24.00", 0, "time_24"), ("12.30 s/d 13.00", 750, "time_range"), ("7", 420, ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "minute", "flag"), APPROXIMATE)
def test_an_approximate_time_is_marked_as_one(text, minute, flag):
    read = parse_time(text)
    assert (read.minute, read.quality, read.flag) == (minute, "approximate", flag)


NONE = [
    ("25.10", "time_unreadable"), ("08.75", "time_unreadable"), ("-", ""), ("tidak diketahui", ""), ("NULL", ""),
    ("", ""), ("dini hari", "time_label"), ("siang", "time_label"), ("kemarin", "time_unreadable"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "flag"), NONE)
def test_what_is_no_time_gives_none(text, flag):
    read = parse_time(text)
    assert (read.minute, read.quality, read.flag) == (None, "missing", flag)
