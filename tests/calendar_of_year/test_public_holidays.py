"""Public holidays come from the package `holidays`, in our spelling, and no surer than they are."""

import datetime as dt
import os
import re
import subprocess
import sys

import pytest

from generator.calendar_of_year.entries import Certainty
from generator.calendar_of_year.public_holidays import public_holidays
from generator.home import PROJECT, Home
from generator.languages import load_library

# The joint decree of three ministers 1497/2025, 2/2025, 5/2025, as it was read: 17 holidays, 8 days of joint leave.
DECREE = {
    "2026-01-01": "Tahun Baru Masehi", "2026-01-16": "Isra Mikraj", "2026-02-17": "Tahun Baru Imlek", "2026-03-19": "Nyepi",
    "2026-03-21": "Idulfitri", "2026-03-22": "Idulfitri", "2026-04-03": "Wafat Yesus Kristus", "2026-04-05": "Paskah",
    "2026-05-01": "Hari Buruh", "2026-05-14": "Kenaikan Yesus Kristus", "2026-05-27": "Iduladha", "2026-05-31": "Waisak",
    "2026-06-01": "Hari Lahir Pancasila", "2026-06-16": "Tahun Baru Islam", "2026-08-17": "Hari Kemerdekaan RI",
    "2026-08-25": "Maulid Nabi Muhammad", "2026-12-25": "Natal",
}  # fmt: skip
LEAVE = [
    "2026-02-16",
    "2026-03-18",
    "2026-03-20",
    "2026-03-23",
    "2026-03-24",
    "2026-05-15",
    "2026-05-28",
    "2026-12-24",
]


def holidays_of(*years, code="id"):
    return public_holidays(load_library(Home(), code).calendar["holidays"], years)


def days_of(events):
    """Each day with the name of its entry; several days of a feast are one entry."""
    return {
        (one.period.start + dt.timedelta(days=n)).isoformat(): one.name
        for one in events
        for n in range(one.period.days)
    }


def test_the_year_of_the_decree_is_the_decree():
    events = holidays_of(2026)
    told = days_of(events)
    assert {day: name for day, name in told.items() if not name.startswith("Cuti bersama")} == DECREE
    assert sorted(day for day, name in told.items() if name.startswith("Cuti bersama")) == LEAVE
    assert {one.certainty for one in events} == {Certainty.CONFIRMED}
    assert all("1497/2025" in one.source for one in events)


def test_names_are_spelt_as_the_standard_has_it():
    names = {one.name for one in holidays_of(*range(2020, 2036))}
    assert {"Idulfitri", "Iduladha", "Nyepi", "Waisak", "Isra Mikraj", "Cuti bersama Idulfitri"} <= names
    wrong = re.compile(
        r"Idul Fitri|Idul Adha|Isra Mi'raj|Pegangti|perkiraan|Hari Raya|Hari Suci|Cuti Bersama"
    )
    assert [name for name in names if wrong.search(name)] == []


def test_before_its_decree_only_days_that_never_move_are_sure():
    sure = {one.name for one in holidays_of(2027, 2031) if one.certainty is not Certainty.ESTIMATED}
    assert sure == {"Tahun Baru Masehi", "Hari Buruh", "Hari Lahir Pancasila", "Hari Kemerdekaan RI", "Natal"}


def test_a_decree_confirms_no_date_that_the_package_only_estimates():
    declared = dict(load_library(Home(), "id").calendar["holidays"])
    declared["decrees"] = {"2028": "SKB 2027"}
    found = {one.id: one.certainty for one in public_holidays(declared, [2028])}
    assert (found["LIBUR-NYEPI"], found["LIBUR-IDULFITRI"]) == (Certainty.CONFIRMED, Certainty.ESTIMATED)


def test_years_gone_by_are_reported():
    assert {one.certainty for one in holidays_of(2023) if one.name == "Nyepi"} == {Certainty.REPORTED}


def test_a_year_may_hold_two_feasts_of_one_name():
    starts = [one.period.start for one in holidays_of(2033) if one.id == "LIBUR-IDULFITRI"]
    assert [start.month for start in starts] == [1, 12]


def test_a_holiday_that_our_list_lacks_keeps_its_name_and_gets_an_id():
    declared = dict(load_library(Home(), "id").calendar["holidays"])
    declared["day"] = [one for one in declared["day"] if "Idul" not in one["key"]]
    found = {one.id: one.name for one in public_holidays(declared, [2026])}
    assert found["LIBUR-HARI-RAYA-IDUL-FITRI"] == "Hari Raya Idulfitri"


@pytest.mark.parametrize("language", ["C", "en_US.UTF-8", "th_TH.UTF-8"])
def test_names_do_not_follow_the_language_of_the_computer(language):
    code = (
        "from generator.home import Home; from generator.languages import load_library;"
        "from generator.calendar_of_year.public_holidays import public_holidays as of;"
        "print(sorted({e.name for e in of(load_library(Home(), 'id').calendar['holidays'], [2028])}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, check=True, capture_output=True, encoding="utf-8",
        env={**os.environ, "LANG": language, "LC_ALL": language, "LANGUAGE": language, "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert "'Nyepi'" in done.stdout
    assert "Nyepi (" not in done.stdout


def test_the_package_is_imported_only_when_the_year_is_asked_for():
    code = (
        "import sys; import generator.calendar_of_year, generator.weekly, generator.settings;"
        "assert 'holidays' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], cwd=PROJECT, check=True)
