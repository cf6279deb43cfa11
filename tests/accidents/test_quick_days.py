"""Days that are read a whole column at once mean what a single cell means."""

import datetime as dt

import pandas as pd
import pytest

from generator.accidents.days.date_column import parse_days
from generator.accidents.values.dates import parse_date

FORMS = (
    *("%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M:%SZ", "%Y-%m-%dT%H:%M:%S+07:00"),
    *("%d-%m-%Y", "%d/%m/%Y %H.%M", "%d.%m.%Y, %I:%M %p", "%d/%m/%Y %H:%M:%S", "%d-%m-%Y %H.%M"),
)
MONTHS = (
    "Januari",
    "Feb",
    "Maret",
    "april",
    "MEI",
    "Juni",
    "Jul",
    "Agustus",
    "Sept",
    "Oktober",
    "November",
    "Des",
)
DAYS = ("Senin", "Selasa", "RABU", "Kamis", "Jum'at", "Sabtu", "Minggu")
WORDED = ("{d} {m} {y}", "{w}, {d} {m} {y}", "{w} {d}-{m}-{y}", "{d:02d} {m} {y} {t}", "{w}, {d} {m} {y}, {t} WIB", "{d}-{m}-{y} {t}:15",
          "{d} {m} {y} pukul {t} Wita", "{d} {m} {y} jam {t}", "{d:02d}-{n}-{y} {t} WIB", "{d}/{n}/{y} {t} wit")  # fmt: skip
STRANGE = (
    *(
        "Rabu, 12 Maret 2026",
        "12 Agutsus 2026",
        "31 Februari 2026",
        "12 Kebon 2026",
        "12 Maret 26",
        "12 Maret",
        "Pos 3 Mei 2026",
    ),
    *(
        "12 Maret 2026 24.10",
        "12 Maret 2026 10.05.00",
        "1-3 Maret 2026",
        "12 Mei 2026 s/d 3 Juni 2026",
        "12 Mei 1905",
    ),
    *(
        "",
        "-",
        "2001-02-30",
        "30/02/2020",
        "31-04-2020 10:00",
        "1905-07-13",
        "13/07/1905",
        "2026-03-12 8:30",
        "0/1/2020",
    ),
    *(
        "2026-03-12 8:30:15",
        "2026-03-12 8:30Z",
        "1850-01-01",
        "01/01/1850",
        "2101-01-01",
        "2026-03-12 24:00",
        "1/0/2020",
    ),
    *(
        "2026-03-12 08:30:15.1234567",
        "12/12/2020 12:10 am",
        "12/12/2020 12:10 pm",
        "12/12/2020 13:10 pm",
        "2100-12-31",
    ),
    *(
        "5/5/2005 0:05",
        "12/13/2020",
        "13/12/2020",
        "12/12/2020 24:10",
        "2026-03-12 08:30 WIB",
        "45000",
        "29-02-2023",
    ),
)


def said(texts, order):
    """Rows of the whole column as plain values."""
    read = parse_days(pd.Series(texts, dtype="str"), order)
    return [
        (
            None if pd.isna(day) else day.date(),
            None if pd.isna(minute) else minute,
            quality,
            flag,
            None if pd.isna(zone) else zone,
        )
        for day, minute, quality, flag, zone in read.itertuples(index=False)
    ]


@pytest.mark.parametrize("order", ["dmy", "mdy"])
def test_a_column_says_what_its_cells_say(order):
    moments = [dt.datetime(2019 + n % 7, n % 12 + 1, n % 28 + 1, n % 24, n * 7 % 60) for n in range(60)]  # noqa: DTZ001
    texts = [moment.strftime(form) for moment in moments for form in FORMS]
    assert said(texts, order) == [tuple(parse_date(text, order, None, 2022)) for text in texts]


def test_months_in_words_say_in_a_column_what_they_say_in_a_cell():
    moments = [dt.datetime(2019 + n % 7, n % 12 + 1, n % 28 + 1, n % 24, n * 7 % 60) for n in range(84)]  # noqa: DTZ001
    texts = [
        form.format(
            d=at.day, m=MONTHS[at.month - 1], n=at.month, y=at.year, w=DAYS[at.weekday()], t=f"{at:%H.%M}"
        )
        for at in moments
        for form in WORDED
    ]
    assert said(texts, "dmy") == [tuple(parse_date(text, "dmy", None, 2022)) for text in texts]
    assert all(day for day, *_ in said(texts, "dmy"))


@pytest.mark.parametrize("text", STRANGE)
def test_what_is_no_day_of_a_common_form_is_looked_at_by_itself(text):
    assert said([text], "dmy") == [tuple(parse_date(text, "dmy"))]
    assert said([text, "2020-05-05 10:00"], "dmy")[0] == tuple(parse_date(text, "dmy", None, 2020))


def test_offsets_of_several_zones_stand_in_one_column():
    texts = [
        "2026-03-12T08:30:15.1+07:00",
        "2026-03-12T08:30:15.123456-03:00",
        "2026-03-12T08:30+0000",
        "2026-03-12",
    ]
    assert [zone for *_, zone in said(texts, "dmy")] == [420, -180, 0, None]
    assert [minute for _, minute, *_ in said(texts, "dmy")] == [510, 510, 510, None]


def test_an_empty_column_has_no_days():
    assert said([], "dmy") == []
