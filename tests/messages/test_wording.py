"""Numbers, hours and dates in the form of EYD V, and only from figures."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import TemplateError
from generator.messages.wording import Speech, fraction, say
from generator.records import Figure, Period, Said


def figure(value):
    return Figure(value, "count", "evidence:E")


def said(library, frame, **values):
    return say(frame, {"speech": Speech(library.words), **values})


@pytest.mark.parametrize(
    ("frame", "value", "expected"),
    [
        ("{{ x | number }}", 1128, "1.128"),
        ("{{ x | number }}", 1234567, "1.234.567"),
        ("{{ x | number }}", 2.31, "2,3"),
        ("{{ x | number }}", 41.7, "42"),
        ("{{ x | number }}", 2.5, "2,5"),
        ("{{ x | number }}", 0, "0"),
        ("{{ x | few }}", 2, "kurang dari 3"),
        ("{{ x | few }}", 1.5, "kurang dari 3"),
        ("{{ x | few }}", 0, "0"),
        ("{{ x | few }}", 3, "3"),
        ("{{ x | percent }}", 0.5, "50%"),
        ("{{ x | percent }}", 0.379, "38%"),
        ("{{ x | in_ten }}", 0.38, "4 dari 10"),
        ("{{ x | in_ten }}", 0.33, "1 dari 3"),
        ("{{ x | in_ten }}", 0.25, "1 dari 4"),
        ("{{ x | in_ten }}", 0.04, "4%"),
        ("{{ x | in_ten_words }}", 0.0093, "0,93%"),
        ("{{ x | about_in_ten }}", 0.0388, "3,9%"),
        ("{{ x | percent }}", 0.0995, "10%"),
        ("{{ x | percent }}", 0.09, "9%"),
        ("{{ x | percent }}", 0.00325, "0,33%"),
        ("{{ x | percent }}", 0, "0%"),
        ("{{ x | about_times }}", 2.31, "sekitar 2,3 kali"),
        ("{{ x | about_times }}", 12, "berkali-kali lipat"),
        ("{{ x | times_sign }}", 10.4, "berkali-kali lipat"),
        ("{{ x | in_ten }}", 0.97, "hampir semua"),
        ("{{ x | in_ten_words | first_upper }}", 0.4, "Empat dari sepuluh"),
        ("{{ x | about_in_ten }}", 0.4, "4 dari 10"),
        ("{{ x | about_in_ten }}", 0.38, "hampir 4 dari 10"),
        ("{{ x | about_in_ten }}", 0.42, "sekitar 4 dari 10"),
        ("{{ x | words }}", 5, "lima"),
        ("{{ x | words }}", 12, "dua belas"),
        ("{{ x | words }}", 45, "45"),
        ("{{ x | times }}", 2.31, "2,3 kali"),
        ("{{ x | times_sign }}", 1.83, "1,8×"),
        ("pukul {{ x | clock }} WIB", 6.5, "pukul 06.30 WIB"),
        ("{{ x | clock }}", 24, "24.00"),
        ("{{ x | rupiah }}", 1500000, "Rp1.500.000"),
        ("{{ x | weekday }}", 4, "Jumat"),
    ],
)
def test_numbers_read_as_people_write_them(library, frame, value, expected):
    assert said(library, frame, x=figure(value)) == expected


@pytest.mark.parametrize(
    ("start", "end", "dates", "length"),
    [
        ((2024, 11, 16), (2026, 11, 15), "16 November 2024–15 November 2026", "24 bulan"),
        ((2026, 10, 19), (2026, 11, 15), "19 Oktober–15 November 2026", "4 pekan"),
        ((2026, 11, 23), (2026, 11, 29), "23–29 November 2026", "1 pekan"),
        ((2026, 11, 15), (2026, 11, 15), "15 November 2026", "1 hari"),
    ],
)
def test_periods_say_once_what_both_ends_share(library, start, end, dates, length):
    period = Period(dt.date(*start), dt.date(*end))
    assert said(library, "{{ p | span_dates }}", p=period) == dates
    assert said(library, "{{ p | span_length }}", p=period) == length


def test_english_numbers_have_their_own_signs(english):
    assert said(
        english,
        "{{ x | number }} {{ y | number }} {{ z | clock }}",
        x=figure(1128),
        y=figure(2.3),
        z=figure(18),
    ) == ("1,128 2.3 18:00")


@pytest.mark.parametrize("frame", ["{{ x | number }}", "{{ x | in_ten }}", "{{ x | clock }}"])
def test_a_number_without_a_source_is_refused(library, frame):
    with pytest.raises(TemplateError, match="tanpa asal"):
        said(library, frame, x=12)


def test_an_unknown_name_is_refused(library):
    with pytest.raises(TemplateError, match="nothing_like_it"):
        said(library, "{{ nothing_like_it }}")


def test_a_broken_frame_is_refused_with_its_text(library):
    with pytest.raises(TemplateError, match="unclosed"):
        said(library, "{{ unclosed")


def test_everything_a_filter_prints_is_remembered(library):
    speech = Speech(library.words)
    say(
        "{{ x | number }} pada {{ d | date }}", {"speech": speech, "x": figure(7), "d": dt.date(2026, 11, 15)}
    )
    assert speech.numbers() == (
        Said("7", "number", figure(7).source),
        Said("15 November 2026", "date", "date:2026-11-15"),
    )


@given(st.floats(min_value=0.075, max_value=0.95))
def test_a_spoken_fraction_is_never_far_from_the_share(share):
    a, b = fraction(share)
    assert abs(a / b - share) <= 0.051
    assert b <= 10


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [(0.4, 0.2, "4 dari 10; 2 dari 10"), (0.21, 0.033, "21%; 3,3%"), (0.17, 0.23, "17%; 23%")],
    ids=["both in tenths", "one too small for tenths", "both the same in tenths"],
)
def test_two_shares_beside_each_other_are_said_in_one_form(one, other, said, library):
    figures = {
        "speech": Speech(library.words),
        "one": Figure(one, "share", "evidence:a"),
        "other": Figure(other, "share", "evidence:b"),
    }
    assert say("{{ one | in_ten(other) }}; {{ other | in_ten(one) }}", figures) == said
    assert [(number.text, number.source) for number in figures["speech"].numbers()][-1] == (
        said.split("; ")[1],
        "evidence:b",
    )
