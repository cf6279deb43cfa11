"""Lost minuses in a file without a district: put back, flagged where none can tell, and towns on the equator left."""

import numpy as np
import pandas as pd
import pytest

from tests.accidents.positions import columns, places, read


def with_lost(true, share, name="lat"):
    """The positions with the minus of every so many rows lost."""
    step = round(1 / share)
    table = {"lat": true.lat.copy(), "lon": true.lon.copy()}
    table[name][::step] = np.abs(table[name][::step])
    return columns(**{axis: [f"{v:.6f}" for v in values] for axis, values in table.items()})


LOST = [(140.7, -2.4, 0.15, 20), (100.3, -0.9, 0.2, 60), (119.4, -5.1, 0.1, 25), (112.0, -7.3, 0.4, 150)]


@pytest.mark.parametrize(("lon", "lat", "half", "count"), LOST)
@pytest.mark.parametrize("share", [0.1, 0.2, 1 / 3])
def test_minuses_that_some_rows_lost_are_put_back(lon, lat, half, count, share):
    true = places(lon, lat, half=half, count=count)
    found, far, notes = read(with_lost(true, share), true)
    assert found["lon"].notna().all()
    assert far < 2
    assert "point_repaired_sign" in notes


def test_a_minus_of_the_longitude_is_put_back_too():
    true = places(-89.4, 43.1)
    found, far, _ = read(with_lost(true, 0.1, "lon"), true, zone="America/Chicago")
    assert far < 2
    assert (found["quality"] == "repaired_sign").sum() == 15


@pytest.mark.parametrize(("lon", "lat", "half"), [(109.3, 0.0, 0.1), (109.3, 0.1, 0.4), (117.1, -0.05, 0.2)])
@pytest.mark.parametrize("count", [15, 60, 400])
def test_a_town_on_the_equator_stays_as_it_is(lon, lat, half, count):
    true = places(lon, lat, half=half, count=count)
    found, far, notes = read(with_lost(true, 1 / count), true)
    assert (found["quality"] == "recorded").sum() >= count - 1
    assert far < 2 or np.abs(true.lat[0]) < half
    assert "point_side_unknown" not in notes


def test_halves_on_either_side_are_flagged_unless_the_country_tells():
    true = places(112.0, -2.4)
    found, _, notes = read(with_lost(true, 0.5), true, zone="Asia/Jakarta")
    assert found["lon"].isna().all()
    assert "point_side_unknown" in notes
    true = places(112.0, -7.4)
    found, far, _ = read(with_lost(true, 0.5), true, zone="Asia/Jakarta")
    assert found["lon"].notna().all()
    assert far < 2
    true = places(112.0, -2.4)
    _, far, _ = read(with_lost(true, 0.5), true, district=true.district)
    assert far < 2


def test_a_national_list_keeps_its_rows_of_every_zone_and_of_both_sides():
    chance = np.random.default_rng(4)
    towns = [
        (95.3, 5.5),
        (98.7, 3.6),
        (106.8, -6.2),
        (110.4, -7.8),
        (119.4, -5.1),
        (124.8, 1.5),
        (140.7, -2.5),
    ]
    lon, lat = np.array([towns[n] for n in chance.integers(0, len(towns), 200)]).T
    table = pd.DataFrame({"lat": [f"{v:.6f}" for v in lat + chance.normal(0, 0.05, 200)],
                          "lon": [f"{v:.6f}" for v in lon + chance.normal(0, 0.05, 200)]})  # fmt: skip
    found, _, _ = read(table, zone="Asia/Jakarta")
    assert set(found["quality"]) == {"recorded"}
