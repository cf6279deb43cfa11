"""Oracles: spatstat.explore 3.0-6 on ten points in a square of 10."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.analysis.surfaces.k_function import ripley_k
from generator.analysis.surfaces.kde import cvl_bandwidth, density, exact_density, scott_bandwidth
from generator.analysis.surfaces.raster import Grid

TEN = np.column_stack([[1, 2, 3, 7, 8, 5, 4, 9, 2, 6], [1, 3, 2, 8, 7, 5, 6, 1, 9, 4]]).astype(float)
BOX = (0.0, 0.0, 10.0, 10.0)
PLAIN = [0.1174386334, 0.1488905458, 0.1488863318, 0.1258001445, 0.1256093899]
PLAIN += [0.1775752296, 0.1431257605, 0.0721290074, 0.0752059303, 0.1404924979]


def town(n, side_m, seed):
    """Half of the points in a heap, half anywhere."""
    random = np.random.RandomState(seed)
    heap = random.normal(side_m / 2, side_m / 30, (n // 2, 2))
    return np.vstack([heap, random.uniform(0, side_m, (n - n // 2, 2))])


def test_exact_sums_are_those_of_spatstat():
    assert exact_density(TEN, TEN, 1.5) == pytest.approx(PLAIN, abs=1e-9)
    uniform, diggle = (exact_density(TEN, TEN, 1.5, edge, BOX) for edge in ("uniform", "diggle"))
    assert uniform[[0, 9]] == pytest.approx([0.210174452488, 0.141583995540], abs=1e-9)
    assert diggle[[0, 9]] == pytest.approx([0.179163141500, 0.143668142308], abs=1e-9)


def test_bandwidths_are_those_of_spatstat():
    assert scott_bandwidth(TEN) == pytest.approx((1.87406925, 1.95883812), abs=5e-9)
    assert cvl_bandwidth(TEN, 100.0, BOX) == pytest.approx(1.752713769, abs=5e-10)


def test_the_bandwidth_of_many_points_is_about_the_exact_one(monkeypatch):
    from generator.analysis.surfaces import kde

    xy = town(600, 10_000.0, 3)
    box = (0.0, 0.0, 10_000.0, 10_000.0)
    exactly = cvl_bandwidth(xy, 1e8, box)
    monkeypatch.setattr(kde, "CVL_EXACT", 0)
    assert 0.6 <= cvl_bandwidth(xy, 1e8, box) / exactly <= 1.6


@pytest.mark.parametrize("edge", ["none", "uniform", "diggle"])
@pytest.mark.parametrize("bandwidth", [300.0, 500.0])
def test_the_raster_is_within_half_a_percent_of_the_peak(edge, bandwidth):
    grid = Grid(0.0, 0.0, bandwidth / 5, (int(9000 // (bandwidth / 5)),) * 2)
    side = grid.shape[0] * grid.cell_m
    xy = town(2000, side, 1)
    xy = xy[grid.cells(xy) >= 0]
    found = density(xy, grid, bandwidth, edge)
    at = np.random.RandomState(2).permutation(grid.centres().shape[0])[:2000]
    wanted = exact_density(xy, grid.centres()[at], bandwidth, edge, (0.0, 0.0, side, side))
    assert np.abs(found.ravel()[at] - wanted).max() <= 0.005 * found.max()


@settings(max_examples=20, deadline=None)
@given(st.floats(0, 100), st.floats(0, 100))
def test_even_a_single_accident_anywhere_in_its_cell_is_within_half_a_percent(east, north):
    grid = Grid(0.0, 0.0, 100.0, (60, 60))
    xy = np.array([[3000.0 + east, 3000.0 + north]])
    wanted = exact_density(xy, grid.centres(), 500.0)
    assert np.abs(density(xy, grid, 500.0, "none").ravel() - wanted).max() <= 0.005 / (2 * np.pi * 500**2)


def test_edge_correction_keeps_an_even_map_even_up_to_a_ragged_border():
    grid = Grid(0.0, 0.0, 60.0, (60, 60))
    inside = np.add.outer(np.arange(60), np.arange(60)) > 30
    xy = grid.centres()
    even = 1 / grid.cell_m**2
    corrected = density(xy, grid, 300.0, "uniform", inside)
    assert corrected[inside] == pytest.approx(even, rel=0.005)
    assert np.isnan(corrected[~inside]).all()
    assert np.nanmin(density(xy, grid, 300.0, "none", inside)) < 0.4 * even


def test_diggles_correction_keeps_the_number_of_accidents():
    grid = Grid(0.0, 0.0, 60.0, (60, 60))
    xy = town(400, 3600.0, 5)
    xy = xy[grid.cells(xy) >= 0]
    assert density(xy, grid, 300.0, "diggle").sum() * grid.cell_m**2 == pytest.approx(len(xy), rel=0.002)


def test_cells_that_are_too_wide_are_refused():
    with pytest.raises(ValueError, match="fifth"):
        density(TEN, Grid(0.0, 0.0, 1.0, (10, 10)), 4.0)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 500))
def test_shares_keep_number_and_place(seed):
    xy = np.random.RandomState(seed).uniform(0.6, 8.4, (30, 2))
    grid = Grid(0.0, 0.0, 1.0, (9, 9))
    shares = grid.shares(xy)
    assert shares.sum() == pytest.approx(30)
    assert shares.ravel() @ grid.centres() == pytest.approx(xy.sum(axis=0))


def test_every_point_lies_in_the_grid_made_over_it():
    xy = np.random.RandomState(9).uniform(-1000, 1000, (200, 2))
    grid = Grid.over(xy, 250.0, margin_m=100.0)
    assert (grid.cells(xy) >= 0).all()
    assert grid.sums(xy).sum() == 200
    middles = grid.centres()[grid.cells(xy)]
    assert np.abs(xy - middles).max() <= 125.0


@pytest.mark.parametrize(
    ("correction", "at_two", "at_three"),
    [
        ("none", 8.88888888889, 15.5555555556),
        ("translate", 10.9739368999, 20.6189986283),
        ("isotropic", 8.88888888889, 19.3073994937),
    ],
)
def test_ripleys_k_is_that_of_spatstat(correction, at_two, at_three):
    assert ripley_k(TEN, [2, 3], BOX, correction) == pytest.approx([at_two, at_three], abs=1e-9)
