"""Dates: every spelling that offices use, and the order of day and month as a property of the column."""

import datetime as dt

import pytest

from generator.accidents.values.dates import infer_order, parse_date

D = dt.date
READABLE = [
    ("12-03-2026", D(2026, 3, 12)),
    ("12/03/2026", D(2026, 3, 12)),
    ("12.03.2026", D(2026, 3, 12)),
    ("12/3/26", D(2026, 3, 12)),
    ("2026-03-12", D(2026, 3, 12)),
    ("12 Maret 2026", D(2026, 3, 12)),
    ("2026-3-5", D(2026, 3, 5)),
    ("2026/03/12", D(2026, 3, 12)),
    ("12 MARET 2026", D(2026, 3, 12)),
    ("Kamis, 12 Maret 2026", D(2026, 3, 12)),
    ("Jum'at, 13 Maret 2026", D(2026, 3, 13)),
    ("1 Pebruari 2026", D(2026, 2, 1)),
    ("05 Nop 2025", D(2025, 11, 5)),
    ("17 Agt 2026", D(2026, 8, 17)),
    ("17 Agust 2026", D(2026, 8, 17)),
    ("3 Okt 2025", D(2025, 10, 3)),
    ("24 Des 25", D(2025, 12, 24)),
    ("46093", D(2026, 3, 12)),
    ("March 12, 2026", D(2026, 3, 12)),
    ("12-Mar-2026", D(2026, 3, 12)),
    ("12-Mar-26", D(2026, 3, 12)),
    ("20 de marco de 2012".replace(" de ", " "), D(2012, 3, 20)),
]


@pytest.mark.parametrize(("text", "day"), READABLE)
def test_a_date_is_read_in_every_spelling_that_offices_use(text, day):
    assert parse_date(text).day == day
    assert parse_date(text).flag == ""


WITH_TIME = [
    ("2026-03-12 08:30:00", 510),
    ("2026-03-12T08:30:00Z", 510),
    ("12/03/2026 08:30", 510),
    ("12/03/2026 08.30 WIB", 510),
    ("Kamis, 12 Maret 2026 pukul 08.30 WIB", 510),
    ("46093.3541666667", 510),
]


@pytest.mark.parametrize(("text", "minute"), WITH_TIME)
def test_a_cell_with_date_and_time_gives_both(text, minute):
    read = parse_date(text)
    assert (read.day, read.minute, read.time_quality) == (D(2026, 3, 12), minute, "recorded")


FLAGGED = [
    ("1905-07-13", "date_year_only"),
    ("1905-07-14", "date_year_only"),
    ("31/02/2026", "date_unreadable"),
    ("13/13/2026", "date_unreadable"),
    ("00/00/0000", "date_missing"),
    ("-", "date_missing"),
    ("Nihil", "date_missing"),
    ("", "date_missing"),
    ("12 Maret", "date_yearless"),
    ("12-13 Maret 2026", "date_range"),
    ("1-03-2026 s/d 07-03-2026", "date_range"),
    ("kemarin", "date_unreadable"),
]


@pytest.mark.parametrize(("text", "flag"), FLAGGED)
def test_what_is_no_date_is_flagged_and_not_guessed(text, flag):
    read = parse_date(text)
    assert read.day is None
    assert read.flag == flag


def test_a_weekday_that_does_not_fit_is_flagged_and_the_date_stays():
    read = parse_date("Selasa, 12 Maret 2026")
    assert (read.day, read.flag) == (D(2026, 3, 12), "weekday_differs")


def test_a_missing_year_is_filled_from_the_sheet():
    assert parse_date("12 Maret", year=2026).day == D(2026, 3, 12)


def test_month_first_is_read_when_the_column_says_so():
    assert parse_date("03/25/2026", "mdy").day == D(2026, 3, 25)
    assert parse_date("03/25/2026", "dmy").day is None


ORDERS = [
    (["13/02/2026", "02/03/2026"], "dmy", "evidence"),
    (["2/13/2026", "3/2/2026"], "mdy", "evidence"),
    (["02/03/2026", "04/05/2026"], "dmy", "ambiguous"),
    (["2026-03-12", "12 Maret 2026"], "dmy", "none"),
    (["05/05/2026"], "dmy", "none"),
]


@pytest.mark.parametrize(("column", "order", "found"), ORDERS)
def test_the_order_comes_from_the_whole_column(column, order, found):
    inferred = infer_order(dict.fromkeys(column, 1))
    assert (inferred.order, inferred.found) == (order, found)


def test_a_column_that_proves_both_orders_says_so():
    inferred = infer_order({"13/02/2026": 1, "2/14/2026": 1})
    assert inferred.evidence_rows == inferred.contrary_rows == 1


def test_the_campaign_file_can_decide_an_ambiguous_column():
    assert infer_order({"02/03/2026": 4}, "mdy").order == "mdy"
