"""A column written in any accepted style is read as the truth, or flagged; never silently as something else."""

import datetime as dt
import zoneinfo

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.accidents.days.when import DateQuestion, read_when
from generator.accidents.facts.people import read_ages, read_casualties, read_money
from generator.accidents.notes import Notes
from generator.errors import DataError

OFTEN = settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
MONTHS = {
    "id": [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ],
    "old": [
        "Januari",
        "Pebruari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "Nopember",
        "Desember",
    ],
    "short": ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agt", "Sep", "Okt", "Nov", "Des"],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "es": [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
    "pt": [
        "janeiro",
        "fevereiro",
        "março",
        "abril",
        "maio",
        "junho",
        "julho",
        "agosto",
        "setembro",
        "outubro",
        "novembro",
        "dezembro",
    ],
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    "ca": [
        "gener",
        "febrer",
        "març",
        "abril",
        "maig",
        "juny",
        "juliol",
        "agost",
        "setembre",
        "octubre",
        "novembre",
        "desembre",
    ],
    "roman": ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"],
    "slips": [
        "Janauri",
        "Febrruari",
        "Marret",
        "Aprill",
        "Mei",
        "Juni",
        "Juli",
        "Agsutus",
        "Setpember",
        "Oktobar",
        "Novmber",
        "Desmber",
    ],
}
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jum'at", "Sabtu", "Ahad")


def worded(language, pattern):
    return lambda d: pattern.format(day=d.day, month=MONTHS[language][d.month - 1], year=d.year, yy=f"{d:%y}",
                                    weekday=WEEKDAYS[d.weekday()])  # fmt: skip


DATES = {
    **{f"strftime {form}": (lambda d, form=form: d.strftime(form)) for form in (
        "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%m/%d/%Y", "%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%d/%m/%y", "%m/%d/%y", "%y/%m/%d",
        "%Y-%d-%m", "%d %m %Y", "%Y-%m-%d 00:00:00", "%Y-%m-%dT00:00:00Z", "%Y%m%d.0", "%b %d, %Y")},
    "no zeros": lambda d: f"{d.day}/{d.month}/{d.year}",
    "month first, no zeros": lambda d: f"{d.month}/{d.day}/{d.year}",
    "serial": lambda d: str((d - dt.date(1899, 12, 30)).days),
    "serial with a decimal": lambda d: f"{(d - dt.date(1899, 12, 30)).days}.0",
    "weekday and figures": lambda d: f"{WEEKDAYS[d.weekday()]}, {d:%d/%m/%Y}",
    "weekday and month first": lambda d: f"{WEEKDAYS[d.weekday()]}, {d:%m/%d/%Y}",
    **{f"words {language}": worded(language, "{day} {month} {year}") for language in MONTHS},
    "words, two figures": worded("short", "{day}-{month}-{yy}"), "words with de": worded("pt", "{day} de {month} de {year}"),
    "words in capitals": lambda d: worded("id", "{weekday}, {day} {month} {year}")(d).upper(),
    "words and a time": lambda d: f"{worded('id', '{weekday}, {day} {month} {year}')(d)} {d.day % 24:02d}.{d.year % 60:02d} WIB",
    "words and a time with blanks": lambda d: f"{worded('short', '{day} {month} {yy}')(d)} pukul {d.day % 24} {d.year % 60:02d}",
    "figures and a time": lambda d: f"{d:%d.%m.%Y} {d.day % 24:02d}.{d.year % 60:02d}", "ISO and a time": lambda d: f"{d} {d.day % 24}:05",
    "two figures and a time": lambda d: f"{d:%d/%m/%y} {d.day % 24:02d}:{d.year % 60:02d}:00",
    "month first and a time": lambda d: f"{d:%m/%d/%Y} {d.day % 12 + 1}:05:00 PM",
    "tgl": worded("id", "Tgl. {day} {month} {year}"), "year first in words": worded("id", "{year} {month} {day}"),
}  # fmt: skip
TIMES = {
    "08.30 WIB": lambda m: f"{m // 60:02d}.{m % 60:02d} WIB", "08:30": lambda m: f"{m // 60:02d}:{m % 60:02d}",
    "8.30": lambda m: f"{m // 60}.{m % 60:02d}", "08:30:15": lambda m: f"{m // 60:02d}:{m % 60:02d}:15",
    "0830": lambda m: f"{m // 60:02d}{m % 60:02d}", "830": lambda m: str(m // 60 * 100 + m % 60),
    "830.0": lambda m: f"{m // 60 * 100 + m % 60}.0", "part of a day": lambda m: str(m / 1440),
    "short part of a day": lambda m: f"{m / 1440:.6f}", "pm": lambda m: f"{(m // 60 - 1) % 12 + 1}:{m % 60:02d} {'ap'[m >= 720]}m",
    "P.M.": lambda m: f"{(m // 60 - 1) % 12 + 1}.{m % 60:02d} {'AP'[m >= 720]}.M.", "8h30": lambda m: f"{m // 60}h{m % 60:02d}",
    "Pukul": lambda m: f"Pukul {m // 60:02d}.{m % 60:02d} WIB", "sekira": lambda m: f"sekira pkl. {m // 60:02d}.{m % 60:02d}",
    "±": lambda m: f"± {m // 60:02d}:{m % 60:02d}", "a number": lambda m: str(float(f"{m // 60}.{m % 60:02d}")),
    "a moment of 1899": lambda m: f"1899-12-30 {m // 60:02d}:{m % 60:02d}:00", "+07:00": lambda m: f"{m // 60:02d}:{m % 60:02d}+07:00",
    "range": lambda m: f"{m // 60:02d}.{m % 60:02d} - {(m + 30) // 60 % 24:02d}.{(m + 30) % 60:02d}",
    "long range": lambda m: f"{m // 60:02d}.{m % 60:02d} s/d {(m + 200) // 60 % 24:02d}.{(m + 200) % 60:02d}",
}  # fmt: skip
NUMBERS = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh"]
ROMAN = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"]
COUNTS = {
    "1": str, "1.0": lambda n: f"{n}.0", "1,00": lambda n: f"{n},00", "1 orang": lambda n: f"{n} orang", "01": lambda n: f"{n:02d}",
    "satu": lambda n: NUMBERS[n], "satu orang": lambda n: f"{NUMBERS[n]} orang", "1 (satu)": lambda n: f"{n} ({NUMBERS[n]}) org",
    "I": lambda n: ROMAN[n] or "NIHIL", "-": lambda n: str(n) if n else "-", "empty": lambda n: str(n) if n else "",
}  # fmt: skip


def _millions(amount):
    return f"{amount / 1e6:.3f}".rstrip("0").rstrip(".")


AMOUNTS = {
    "Rp 1.500.000,-": lambda n: f"Rp {n:,},-".replace(",", ".").replace(".-", ",-"), "1.500.000": lambda n: f"{n:,}".replace(",", "."),
    "1,500,000": lambda n: f"{n:,}", "1500000": str, "1500000.0": lambda n: f"{n}.0", "1.500.000,00": lambda n: f"{n:,}".replace(",", ".") + ",00",
    "1 500 000": lambda n: f"{n:,}".replace(",", " "), "IDR": lambda n: f"IDR {n:,}", "1,5 jt": lambda n: f"{_millions(n)} jt".replace(".", ","),
    "1.5 juta": lambda n: f"{_millions(n)} juta", "1500 rb": lambda n: f"{n // 1000} rb", "1500 ribu": lambda n: f"Rp. {n // 1000} ribu",
    "± Rp": lambda n: f"± Rp. {n:,}".replace(",", "."), "with words": lambda n: f"Rp {n:,} (sekian rupiah)".replace(",", "."),
    "1.5E+06": lambda n: f"{n:.6E}", "2 jt 500 rb": lambda n: f"{n // 10**6} jt {n % 10**6 // 1000} rb",
}  # fmt: skip


def base(rows, **columns):
    frame = pd.DataFrame({name: pd.Series(values, dtype="str") for name, values in columns.items()})
    return frame.assign(file_=0, sheet_=0, row_=range(rows), year_=0, month_=0)


def read_times_of(frame):
    notes = Notes()
    return read_when(frame, DateQuestion("", "Tanggal", zoneinfo.ZoneInfo("Asia/Jakarta")), notes), {
        note.code for note in notes.listed()
    }


DAYS = st.lists(st.dates(dt.date(2023, 1, 1), dt.date(2026, 12, 31)), min_size=3, max_size=30)


@pytest.mark.parametrize("style", DATES)
@settings(OFTEN, max_examples=6)
@given(days=DAYS, is_sorted=st.booleans(), is_month=st.booleans())
def test_days_of_any_style_are_the_days_that_were_meant(style, days, is_sorted, is_month):
    if is_month:
        days = [day.replace(year=2026, month=3, day=min(day.day, 28)) for day in days]
    days = sorted(days) if is_sorted else days
    if style == "strftime %Y-%d-%m":
        days = [*days, dt.date(2026, 3, 25)]  # without a day after the twelfth it is an ISO date
    try:
        read, notes = read_times_of(base(len(days), occurred_on=[DATES[style](day) for day in days]))
    except DataError:
        return
    if {"date_order_ambiguous", "date_order_thin"} & notes:
        return
    for day, found, flag in zip(days, read["day"], read["flag"], strict=True):
        assert flag.startswith("date_") or found.date() == day, (style, sorted(notes))
    if " time" in style and "date_range" not in notes:
        assert read["minute"].notna().any() or "time_default" in notes, style


MINUTES = st.lists(st.integers(0, 1439), min_size=3, max_size=40)


@pytest.mark.parametrize("style", TIMES)
@OFTEN
@given(minutes=MINUTES)
def test_times_of_any_style_are_the_times_that_were_meant(style, minutes):
    if style.startswith("830"):
        minutes = [*minutes, *[minute + 60 for minute in minutes if minute < 600], 720]  # most have an hour
    texts = [TIMES[style](minute) for minute in minutes]
    read, notes = read_times_of(base(len(texts), occurred_on=["12-03-2026"] * len(texts), time=texts))
    assert set(read["day"]) == {pd.Timestamp(2026, 3, 12)}
    for minute, found, quality, text in zip(
        minutes, read["minute"], read["time_quality"], texts, strict=True
    ):
        if pd.isna(found):
            assert {code for code in notes if code.startswith("time_")}, text
        elif quality == "recorded":
            assert found == minute, (text, notes)
        else:
            assert found // 60 == minute // 60, (text, notes)  # the hour is right where it is used


@pytest.mark.parametrize("style", COUNTS)
@OFTEN
@given(counts=st.lists(st.integers(0, 10), min_size=1, max_size=20))
def test_counts_of_any_style_are_the_counts_that_were_meant(style, counts):
    notes = Notes()
    counts = [*counts, 2]  # a column of V alone holds ticks
    texts = [COUNTS[style](count) for count in counts]
    frame = base(
        len(texts), killed=["1"] * len(texts), seriously_injured=["0"] * len(texts), slightly_injured=texts
    )
    assert read_casualties(frame, notes)["slightly_injured"].tolist() == counts


@pytest.mark.parametrize("style", AMOUNTS)
@OFTEN
@given(thousands=st.integers(10, 2_000_000))
def test_amounts_of_any_style_are_the_amounts_that_were_meant(style, thousands):
    notes = Notes()
    text = AMOUNTS[style](thousands * 1000)
    found = read_money(base(1, loss_rp=[text]), notes).iloc[0]
    if pd.isna(found):
        assert notes.listed(), text
    else:
        assert abs(found - thousands * 1000) <= (1000 if style == "1.5E+06" else 0), text


@OFTEN
@given(
    ages=st.lists(st.integers(0, 110), min_size=1, max_size=20),
    style=st.sampled_from(["{}", "{} th", "{} Tahun", "Umur {}", "{}.0", "L/{}"]),
)
def test_ages_of_any_style_lie_in_their_band(ages, style):
    bands = read_ages(base(len(ages), age=[style.format(age) for age in ages]))
    limits = [0, 15, 25, 45, 60]
    for age, row in zip(ages, bands.to_numpy().tolist(), strict=True):
        assert row == [int(low == max(one for one in limits if one <= age)) for low in limits] or age == 99
