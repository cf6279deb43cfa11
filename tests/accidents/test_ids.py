"""Ids as files spell them: brought together when they are one, and not trusted when a program has ruined them."""

import pandas as pd
import pytest

from generator.accidents.matching.ids import (
    is_date_made,
    is_destroyed,
    is_long,
    name_units,
    report_number,
    tidy_id,
    usual_numbers,
)


@pytest.mark.parametrize(
    ("text", "tidy"),
    [
        ("2016S001896    ", "2016S001896"),
        ("2016.0", "2016"),
        ("2016,00", "2016"),
        ("'00123", "00123"),
        (" lp / a / 7 ", "LP / A / 7"),
        ("\ufeffA\u00a012", "A 12"),
        ("１２", "12"),
        ("nihil", ""),
        ("-", ""),
        ("1.5", "1.5"),
    ],
)
def test_an_id_has_one_tidy_spelling(text, tidy):
    assert tidy_id(text) == tidy


@pytest.mark.parametrize("text", ["1.23E+12", "1,23457E+11", "2.0241e+12", "1E+11"])
def test_a_rounded_number_is_a_destroyed_id(text):
    assert is_destroyed(tidy_id(text))


@pytest.mark.parametrize("text", ["12E45", "2013E05", "E+12", "LP/1E+2", "2016S001896", "1.23"])
def test_an_id_with_an_e_in_it_is_none(text):
    assert not is_destroyed(tidy_id(text))


@pytest.mark.parametrize(
    "text", ["Jan-07", "07-Jan", "Mei-24", "7-Agu-26", "2026-01-07 00:00:00", "2026-01-07"]
)
def test_a_number_with_a_slash_may_have_become_a_date(text):
    assert is_date_made(tidy_id(text))


@pytest.mark.parametrize("text", ["7-III-26", "XII-24", "1/7", "12/03/2026", "LP-07", "Laka-12"])
def test_numbers_with_signs_are_no_dates(text):
    assert not is_date_made(tidy_id(text))


def test_the_ways_to_spell_a_report_number_are_one():
    spellings = ["LP/A/007/III/2026/SPKT/POLRES REKAAN", "LP-A/7/III/2026/Satlantas/POLRES REKAAN",
                 "lp / a / 7 / iii / 2026 / spkt / polres rekaan"]  # fmt: skip
    assert len({report_number(tidy_id(one)) for one in spellings}) == 1
    assert report_number(tidy_id("12-03")) != report_number(tidy_id("1203"))
    assert report_number(tidy_id("007/LL/2026")) == report_number(tidy_id("7 - LL - 2026"))


def test_a_short_number_is_likely_to_begin_again():
    assert not is_long(report_number("12"))
    assert not is_long(report_number("12/III/2026"))
    assert is_long(report_number("2024131449060"))
    numbers = [report_number(text) for text in ("LP/A/7/III/2026/POLSEK SATU", "LP/A/7/III/2026")]
    assert name_units(pd.Series(numbers, dtype="str")).tolist() == [True, False]


@pytest.mark.parametrize(
    "text",
    [
        "LP/007/LAKA/POLRES REKAAN",
        "k/12a/b-03",
        "0017",
        "LP/7/III/2026/POLSEK",
        "1/7",
        "LP 7",
        "12E5",
        "é/1/",
    ],
)
def test_a_column_of_numbers_is_read_as_one_by_one(text):
    found = usual_numbers(pd.Series([text], dtype="str")).tolist()
    assert found in ([], [report_number(tidy_id(text))])
    assert found or "/LAKA" not in text
