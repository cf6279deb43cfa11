"""Distances against hand-computed oracles, and against the facts that people read."""

import re
from fractions import Fraction

import pytest

from generator import road_physics
from generator.home import Home
from generator.languages import load_library

LANGUAGES = {code: load_library(Home(), code) for code in ("id", "en")}
BY_HAND = {  # v t + v^2 / (2 a) as fractions: 50 km/h is 125/9 m/s
    "stopping/30/dry": Fraction(25, 3) * Fraction(3, 2) + Fraction(25, 3) ** 2 / 10,
    "stopping/50/dry": Fraction(125, 9) * Fraction(3, 2) + Fraction(125, 9) ** 2 / 10,
    "stopping/80/dry": Fraction(200, 9) * Fraction(3, 2) + Fraction(200, 9) ** 2 / 10,
    "stopping/30/wet": Fraction(25, 3) * Fraction(3, 2) + Fraction(25, 3) ** 2 / 5,
    "stopping/50/wet": Fraction(125, 9) * Fraction(3, 2) + Fraction(125, 9) ** 2 / 5,
    "stopping/80/wet": Fraction(200, 9) * Fraction(3, 2) + Fraction(200, 9) ** 2 / 5,
    "glance/50": Fraction(250, 9),
    "gap/30": Fraction(25),
    "gap/80": Fraction(200, 3),
    # 20 + 8 + 4.2 + 20 m gained at 20 km/h, while both cars run at 80 km/h.
    "overtaking/needed": Fraction(522, 10) / Fraction(50, 9) * Fraction(200, 9) * 2,
    "deceleration/wet": Fraction(5, 2),
    "distance/25": Fraction(25),
}
SAID = {  # facts and the numbers of road_physics that stand in them
    "F-HENTI-15": ("stopping/50/dry", "stopping/80/dry", "reaction_s", "speed/50", "speed/80"),
    "F-HENTI-BASAH": ("stopping/50/wet", "speed/50"),
    "F-BUTA": ("glance/50", "glance_s", "speed/50"),
    "F-MENDAHULUI": ("overtaking/needed", "overtaking/car_kmh", "overtaking/truck_kmh"),
}


@pytest.mark.parametrize("name", list(BY_HAND))
def test_a_distance_is_the_one_worked_out_by_hand(name):
    assert road_physics.value(name) == pytest.approx(float(BY_HAND[name]), abs=1e-9)


@pytest.mark.parametrize("language", list(LANGUAGES))
@pytest.mark.parametrize("fact", list(SAID))
def test_a_fact_says_the_numbers_that_its_drawing_shows(fact, language):
    sentence = LANGUAGES[language].facts[fact].sentence
    said = {float(number.replace(",", ".")) for number in re.findall(r"\d+(?:[.,]\d+)?", sentence)}
    known = [road_physics.value(name) for name in SAID[fact]]
    assert {round(number, 1) if number < 10 else round(number) for number in known} >= said


def test_the_bars_are_as_long_as_the_numbers_beside_them():
    for bars in road_physics.BARS.values():
        for bar in bars:
            assert bar.length_m == pytest.approx(road_physics.value(bar.name), abs=1e-9)


def test_more_is_hidden_on_the_left_of_a_driver_who_sits_right():
    # Eye 2.4 m high, sill 1.75 m high and 1.75 m away: the line of sight reaches 1 m at (2.4 - 1) / 0.65 x 1.75 m.
    truck = road_physics.TRUCK
    assert truck.hidden_m(truck.left, 1.0) == pytest.approx(1.4 / 0.65 * 1.75 - 1.75, abs=1e-9)
    for cab in (truck, road_physics.BUS):
        assert cab.hidden_m(cab.left, 1.0) > 2 * cab.hidden_m(cab.right, 1.0) > 0
        assert cab.hidden_m(cab.left, cab.eye_m) == 0


@pytest.mark.parametrize("name", ["stopping/50/ice", "nothing", "overtaking/colour"])
def test_a_number_that_nobody_defined_is_not_made_up(name):
    with pytest.raises(KeyError):
        road_physics.value(name)
