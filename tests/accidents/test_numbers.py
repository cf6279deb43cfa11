"""Counts and money."""

import pytest

from generator.accidents.values.money import parse_money
from generator.accidents.values.numbers import parse_casualties, parse_count

COUNTS = [
    ("1", 1, ""), ("1 orang", 1, ""), ("1 (satu)", 1, ""), ("0", 0, ""), ("nihil", 0, ""), ("NIHIL", 0, ""),
    ("2 org", 2, ""), ("1 MD", 1, ""), ("1,0", 1, ""), ("1.0", 1, ""), ("II", 2, "count_roman"),
    ("L", None, "count_unreadable"), ("1/2", None, "count_unreadable"), ("-1", None, "count_negative"),
    ("99", None, "count_impossible"), ("-", None, ""), ("", None, ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "flag"), COUNTS)
def test_a_count_is_read_or_flagged(text, value, flag):
    assert tuple(parse_count(text)) == (value, flag)


def test_several_counts_in_one_cell_are_taken_apart():
    assert parse_casualties("MD 1, LB 0, LR 2") == {"md": 1, "lb": 0, "lr": 2}
    assert parse_casualties("1 MD 2 LR") == {"md": 1, "lr": 2}


MONEY = [
    ("Rp 1.500.000,-", 1_500_000, ""), ("Rp. 1.500.000", 1_500_000, ""), ("Rp1.500.000,00", 1_500_000, ""),
    ("1.500.000", 1_500_000, ""), ("1,500,000", 1_500_000, ""), ("1500000", 1_500_000, ""),
    ("1.500.000,50", 1_500_000, ""), ("Rp 500.000,-", 500_000, ""), ("Rp.500rb", 500_000, ""),
    ("500 rb", 500_000, ""), ("500 ribu", 500_000, ""), ("1,5 jt", 1_500_000, ""), ("1.5 juta", 1_500_000, ""),
    ("2 Jt", 2_000_000, ""), ("± 3 jt", 3_000_000, ""), ("Rp 1.5", None, "money_ambiguous"),
    ("1.500", 1500, "money_small"), ("150", 150, "money_small"), ("NIHIL", 0, ""), ("-", None, ""), ("", None, ""),
    ("Rp 0", 0, ""), ("Rp 1.500.000 + Rp 500.000", 2_000_000, "money_sum"),
    ("Rp 1.000.000-2.000.000", None, "money_range"), ("satu juta rupiah", 1_000_000, "money_words"),
    ("Rp. 1 M", 1_000_000_000, "money_unit_m"), ("banyak", None, "money_unreadable"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "flag"), MONEY)
def test_money_is_read_or_flagged(text, value, flag):
    assert tuple(parse_money(text)) == (value, flag)


@pytest.mark.parametrize(
    "text",
    [
        "3404014711900001",
        "081234567890",
        "6281234567890",
        "3404014711900001.0",
        "3.404E+15",
        "Rp 340401471190000",
    ],
)
def test_a_number_of_an_identity_card_or_a_phone_is_no_loss(text):
    assert parse_money(text).value is None
