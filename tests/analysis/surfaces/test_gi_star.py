"""Oracles: spdep 1.2-7 and PySAL (six points, 5 x 5 counts), Getis & Ord 1996 through spData."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special
from scipy.sparse import coo_array, diags_array

from generator.analysis.measures import exact
from generator.analysis.surfaces import gi_star, moran
from generator.analysis.surfaces.gi_star import band_weights, disc, local_g, square, window_test

SIX = np.array([(10, 10), (20, 10), (40, 10), (15, 20), (30, 20), (30, 30)], float)
SIX_VALUES = np.array([2, 3, 3.2, 5, 8, 7])
COUNTS = np.array(
    [[0, 1, 0, 0, 2], [1, 3, 4, 1, 0], [0, 5, 9, 4, 1], [0, 2, 6, 3, 0], [1, 0, 1, 0, 0]], float
)
QUEEN = """
-0.4808539830 -0.3156420578 -0.3156420578 -0.7203113626 -0.9522794565
-0.1133074053  1.2890046071  2.0091189127  0.9289474542 -0.5179767102
 0.0890272471  2.5492046419  3.8094046767  2.1891474891 -0.3156420578
-0.5179767102  1.4690331835  2.5492046419  1.4690331835 -0.5179767102
-0.9522794565 -0.1133074053  0.2913618995 -0.1133074053 -0.9522794565"""
ROOK = """
-0.8722170446 -0.7165667197 -0.4808539830 -0.9522794565 -0.8722170446
-0.7165667197  1.1233783168  1.7714811918  0.0432068583 -0.7165667197
-0.2451412462  2.2035497752  4.1478584003  1.9875154835 -0.4808539830
-0.9522794565  0.9073440251  2.6356183586  0.9073440251 -0.7165667197
-1.1381368752 -0.7165667197 -0.0094285095 -0.7165667197 -1.4040567059"""
PAPER = [
    (30, 1.22197916, 1.45077981, 4),
    (60, 1.74809754, 1.90055888, 12),
    (90, 1.98613543, 2.09693875, 28),
    (120, 1.89337382, 1.98190685, 48),
    (150, 1.23745425, 1.30669844, 80),
]


def table(text):
    return np.array(text.split(), float).reshape(5, 5)


def queen_weights():
    return band_weights(np.argwhere(np.ones((5, 5))).astype(float), 1.5, includes_self=False)


def test_six_points_have_the_scores_of_spdep_and_pysal():
    g = [
        -1.0136728985503,
        -0.0436158942017,
        1.3155870289605,
        -0.3141267582046,
        1.1537398581068,
        1.7783394086211,
    ]
    star = [-1.397276262012, -0.289177615627, 0.650649635161, -0.289177615627, 1.234520883520, 2.024243309390]
    assert local_g(SIX_VALUES, band_weights(SIX, 15, includes_self=False)) == pytest.approx(g, abs=1e-9)
    assert local_g(SIX_VALUES, band_weights(SIX, 15)) == pytest.approx(star, abs=1e-9)


def test_five_by_five_counts_have_the_scores_of_spdep():
    assert gi_star.gi_star(COUNTS, square(1)) == pytest.approx(table(QUEEN), abs=1e-9)
    assert gi_star.gi_star(COUNTS, disc(1)) == pytest.approx(table(ROOK), abs=1e-9)
    assert gi_star.gi_star(COUNTS, square(1), includes_self=False)[2, 2] == pytest.approx(
        3.944080963658, abs=1e-9
    )


@pytest.mark.parametrize(("band", "g", "star", "neighbours"), PAPER)
def test_the_grid_of_the_paper_of_1996_has_its_scores_as_points_and_as_raster(
    shared_data, band, g, star, neighbours
):
    read = pd.read_csv(shared_data / "oracle_getisord" / "getisord.csv")
    xy, values = read[["x", "y"]].to_numpy(float), read["val"].to_numpy(float)
    cell = int(np.flatnonzero((read["x"] == 210) & (read["y"] == 210))[0])
    without = band_weights(xy, band, includes_self=False)
    assert without.sum(axis=1)[cell] == neighbours
    assert local_g(values, without)[cell] == pytest.approx(g, abs=1e-8)
    assert local_g(values, band_weights(xy, band))[cell] == pytest.approx(star, abs=1e-8)
    raster, window = values.reshape(16, 16), disc(band / 30)
    assert gi_star.gi_star(raster, window)[7, 7] == pytest.approx(star, abs=1e-8)
    assert gi_star.gi_star(raster, window, includes_self=False)[7, 7] == pytest.approx(g, abs=1e-8)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=6, max_size=40), st.integers(0, 1000), st.booleans())
def test_a_row_of_weights_times_a_constant_gives_the_same_score(values, seed, includes_self):
    random = np.random.RandomState(seed)
    weights = band_weights(random.uniform(0, 3, (len(values), 2)), 1.0, includes_self=includes_self)
    scaled = (diags_array(random.uniform(0.1, 9, len(values))) @ weights).tocsr()
    counts = np.array(values, float)
    assert local_g(counts, scaled) == pytest.approx(local_g(counts, weights), abs=1e-9, nan_ok=True)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 1000), st.booleans())
def test_a_masked_raster_has_the_scores_of_its_cells_as_points(seed, includes_self):
    random = np.random.RandomState(seed)
    counts, mask = random.poisson(1.0, (7, 9)).astype(float), random.uniform(0, 1, (7, 9)) < 0.7
    raster = gi_star.gi_star(counts, square(1), mask, includes_self=includes_self)
    weights = band_weights(np.argwhere(mask).astype(float), 1.5, includes_self=includes_self)
    assert raster[mask] == pytest.approx(local_g(counts[mask], weights), abs=1e-9, nan_ok=True)
    assert np.isnan(raster[~mask]).all()


def test_a_map_without_differences_has_no_score():
    assert np.isnan(gi_star.gi_star(np.ones((6, 6)), square(1))).all()


def test_what_lies_outside_the_mask_changes_nothing():
    mask = np.ones((20, 20), bool)
    mask[:, 12:] = False
    counts = np.random.RandomState(4).poisson(0.5, (20, 20)).astype(float)
    other = np.where(mask, counts, 99.0)
    assert gi_star.gi_star(other, square(1), mask) == pytest.approx(
        gi_star.gi_star(counts, square(1), mask), nan_ok=True
    )
    one, two = (window_test(values, square(1), mask) for values in (counts, other))
    assert one.q_value == pytest.approx(two.q_value, nan_ok=True)
    assert np.isnan(one.q_value[:, 12:]).all()


def test_expected_accidents_follow_cells_or_exposure_and_sum_to_what_is_there():
    counts = np.random.RandomState(5).poisson(1.0, (30, 30)).astype(float)
    alone = np.ones((1, 1), bool)
    assert window_test(counts, alone).expected.sum() == pytest.approx(counts.sum())
    exposure = np.random.RandomState(6).uniform(0, 3, (30, 30))
    found = window_test(counts, alone, exposure=exposure).expected
    assert found == pytest.approx(exposure * counts.sum() / exposure.sum())


def test_a_planted_block_is_found_with_the_exact_tail():
    counts = np.random.RandomState(7).poisson(0.1, (60, 60)).astype(float)
    counts[30:32, 30:32] += 4
    found = window_test(counts, square(1))
    flagged = np.argwhere(found.q_value <= 0.05)
    assert len(flagged)
    assert (np.abs(flagged - 30.5).max(axis=1) <= 2).all()
    assert found.p_value[30, 30] <= exact.tail(16, found.expected[30, 30], found.dispersion)


@pytest.mark.parametrize("density", [0.02, 0.05, 0.1, 0.3, 1.0, 3.0])
def test_quiet_maps_stay_quiet_by_the_exact_test_and_not_by_the_score(density):
    random = np.random.RandomState(int(density * 100))
    maps, false_by_test, false_by_score = 40, 0, 0
    for _ in range(maps):
        counts = random.poisson(density, (100, 100)).astype(float)
        false_by_test += bool((window_test(counts, square(1)).q_value <= 0.05).any())
        p = special.ndtr(-gi_star.gi_star(counts, square(1))).ravel()
        false_by_score += bool((exact.benjamini_hochberg(p) <= 0.05).any())
    assert exact.share_interval(false_by_test, maps)[0] <= 0.05
    if density <= 0.1:
        assert false_by_score == maps


def test_a_patchy_map_is_not_all_flags():
    random = np.random.RandomState(8)
    patches = np.kron(random.gamma(1 / 0.3, 0.3, (50, 50)), np.ones((2, 2)))
    found = window_test(random.poisson(patches).astype(float), square(1))
    assert found.dispersion > 0
    assert (found.q_value <= 0.05).sum() <= 20


def test_morans_i_and_global_g_are_those_of_spdep():
    found = moran.moran(COUNTS.ravel(), moran.row_standardised(queen_weights()))
    assert float(found.value) == pytest.approx(0.2401680149347, abs=1e-9)
    assert float(found.expected) == pytest.approx(-1 / 24, abs=1e-12)
    assert float(found.variance) == pytest.approx(0.0100722100664, abs=1e-9)
    assert float(found.z) == pytest.approx(2.808225945, abs=1e-9)
    assert float(found.p_greater) == pytest.approx(0.00249076311, abs=1e-9)
    found = moran.global_g(COUNTS.ravel(), queen_weights())
    assert float(found.value) == pytest.approx(0.54104046242775, abs=1e-9)
    assert float(found.expected) == pytest.approx(0.24, abs=1e-12)
    assert float(found.variance) == pytest.approx(0.00313816406338, abs=1e-9)
    assert float(found.z) == pytest.approx(5.373868687, abs=1e-9)


def test_local_moran_is_that_of_spdep_and_its_conditional_score_is_local_g():
    weights = moran.row_standardised(queen_weights())
    shuffled = moran.local_moran(COUNTS.ravel(), weights, is_conditional=False)
    assert shuffled.value[12] == pytest.approx(2.44975108898569, abs=1e-9)
    assert shuffled.expected[12] == pytest.approx(-0.0416666667, abs=1e-9)
    assert shuffled.variance[12] == pytest.approx(0.0785655088636, abs=1e-9)
    assert shuffled.z[12] == pytest.approx(8.88854, abs=1e-5)
    held = moran.local_moran(COUNTS.ravel(), weights)
    assert held.expected[12] == pytest.approx(-0.424717382286, abs=1e-9)
    assert held.variance[12] == pytest.approx(0.531157668413, abs=1e-9)
    assert held.z[12] == pytest.approx(3.944080963658, abs=1e-9)


def test_columbus_crime_has_the_published_moran(shared_data):
    import geopandas as gpd
    import shapely

    read = gpd.read_file(shared_data / "oracle_getisord" / "columbus.gpkg")
    shapes = np.asarray(read.geometry.values, dtype=object)
    one, two = shapely.STRtree(shapes).query(shapes, predicate="touches")
    weights = coo_array((np.ones(len(one)), (one, two)), shape=(len(shapes),) * 2).tocsr()
    found = moran.moran(read["CRIME"].to_numpy(float), moran.row_standardised(weights))
    assert float(found.value) == pytest.approx(0.500188557, abs=1e-9)
