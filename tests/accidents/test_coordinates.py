"""Coordinates in one cell: the forms that are read, and those that are flagged."""

import pytest

from generator.accidents.values.coordinates import parse_coordinate
from generator.accidents.values.pairs import parse_pair

SINGLE = [
    ("-7.797068", -7.797068, False), ("-7,797068", -7.797068, True), ("7.797068 LS", -7.797068, True),
    ("7° 47' 49.44\" LS", -7.797067, True), ("110.370529", 110.370529, False), ("110,370529", 110.370529, True),
    ("110°22'13.9\" BT", 110.370528, True), ("7.797068", 7.797068, False), ("1.5 LU", 1.5, True),
    ("431234.5", 431234.5, False), ("-51172.0", -51172.0, False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "is_reformed"), SINGLE)
def test_one_axis_is_read(text, value, is_reformed):
    read = parse_coordinate(text)
    assert read.value == pytest.approx(value, abs=2e-6)
    assert read.is_reformed is is_reformed


LOST = [("-7797068", -7797068.0, ""), ("-7.797.068", -7797068.0, "point_dots")]


@pytest.mark.parametrize(("text", "value", "flag"), LOST)
def test_a_lost_decimal_point_is_left_for_the_district_to_place(text, value, flag):
    read = parse_coordinate(text)
    assert (read.value, read.flag) == (value, flag)


EMPTY = [("0", "point_zero"), ("-", ""), ("NULL", ""), ("", ""), ("99.9999", "point_sentinel"),
         ("777.7777", "point_sentinel"), ("Depan SDN 1", "point_text")]  # fmt: skip


@pytest.mark.parametrize(("text", "flag"), EMPTY)
def test_what_is_no_coordinate_gives_none(text, flag):
    read = parse_coordinate(text)
    assert (read.value, read.flag) == (None, flag)


PAIRS = [
    "-7.797068, 110.370529", "-7,797068, 110,370529", "-7,797068;110,370529", "S 7.797068 E 110.370529",
    "S07°47.824' E110°22.232'", "https://maps.google.com/?q=-7.797068,110.370529", "LatLng(-7.797068, 110.370529)",
    "POINT (110.370529 -7.797068)", "7°47'49.44\" LS, 110°22'13.9\" BT", "-7.797068 110.370529",
]  # fmt: skip


@pytest.mark.parametrize("text", PAIRS)
def test_a_cell_with_both_axes_gives_latitude_and_longitude(text):
    read = parse_pair(text)
    assert read.lat.value == pytest.approx(-7.797068, abs=5e-6)
    assert read.lon.value == pytest.approx(110.370529, abs=5e-6)


FLAGGED = [("0,0", "point_zero"), ("https://maps.app.goo.gl/abc", "point_short_link"), ("Depan SDN 1", "point_text"),
           ("49M 431234 9137890", "point_unreadable")]  # fmt: skip


@pytest.mark.parametrize(("text", "flag"), FLAGGED)
def test_a_pair_that_cannot_be_read_is_flagged(text, flag):
    read = parse_pair(text)
    assert read.lat.value is None
    assert flag in {read.lat.flag, read.lon.flag}
