import numpy as np
import pytest

from generator.analysis.official import blackspot_rule as rule
from generator.analysis.official.weight_sets import weights_named

DEAD, SERIOUS = [1, 0, 3, 0, 2, 0, 1, 0], [2, 0, 4, 1, 1, 0, 0, 2]
SLIGHT, DAMAGE = [5, 1, 12, 2, 6, 0, 3, 4], [4, 1, 10, 3, 5, 1, 2, 4]
CASES = {
    "12:3:3:1": ([37, 4, 94, 12, 50, 1, 23, 22], 30.375, 46.90905576, [3, 5]),
    "10:5:1:1": ([29, 2, 72, 10, 36, 1, 15, 18], 22.875, 37.22334485, [3]),
    "12:6:3:1": ([43, 4, 106, 15, 53, 1, 23, 28], 34.125, 51.64998217, [3, 5]),
    "6:3:0.8:0.2": ([16.8, 1, 41.6, 5.2, 20.8, 0.2, 8.8, 10], 13.05, 23.88743512, [3]),
}


def ean_of(name):
    return rule.equivalent_accidents(weights_named(name), DEAD, SERIOUS, SLIGHT, DAMAGE)


@pytest.mark.parametrize("name", CASES)
def test_the_official_index_and_limit_come_out_under_each_weight_set(name):
    ean, mean, limit, flagged = CASES[name]
    found = ean_of(name)
    assert found == pytest.approx(ean, abs=1e-9)
    assert found.mean() == pytest.approx(mean, abs=1e-9)
    assert rule.upper_control_limit(found) == pytest.approx(limit, abs=5e-9)
    assert [i + 1 for i, value in enumerate(found) if value > rule.upper_control_limit(found)] == flagged


@pytest.mark.parametrize("name", CASES)
def test_the_legacy_limit_flags_three_segments_whatever_the_weights(name):
    found = ean_of(name)
    assert [i + 1 for i, v in enumerate(found > rule.legacy_limit(found)) if v] == [1, 3, 5]


def test_the_legacy_limit_comes_out():
    expected = [
        32.7595258,
        37.6272521,
        31.87102538,
        34.5620897,
        32.42624666,
        44.87950421,
        33.3993982,
        33.46737069,
    ]
    assert rule.legacy_limit(ean_of("12:3:3:1")) == pytest.approx(expected, abs=1e-7)


def test_z_scores_come_out_for_both_deviations():
    expected = [0.2324583762, -0.9254474978, 2.232477613, -0.6447430435, 0.6886031145, -1.030711668]
    expected += [-0.2587744188, -0.2938624756]
    assert rule.z_scores(ean_of("12:3:3:1")) == pytest.approx(expected, abs=1e-9)
    assert rule.z_scores(ean_of("12:3:3:1"), is_sample=True)[0] == pytest.approx(0.2174449001, abs=1e-9)


def test_cusum_comes_out_in_both_forms():
    assert rule.cusum(DAMAGE).tolist() == pytest.approx([0.25, -2.5, 3.75, 3, 4.25, 1.5, -0.25, 0])
    one_sided = rule.cusum(DAMAGE, is_one_sided=True).tolist()
    assert one_sided == pytest.approx([0.25, 0, 6.25, 5.5, 6.75, 4, 2.25, 2.5])


def test_nordens_own_limit_flags_one_site():
    counts, exposure = [14, 3, 22, 7], [3.2, 1.1, 2.5, 4.0]
    limit = rule.norden_limit(counts, exposure)
    # the oracle carries the rounded 0.829 for z squared over eight
    rounded = limit - (2.576**2 / 8 - 0.829) / np.array(exposure)
    assert rounded == pytest.approx([7.646497186, 10.53637412, 8.153209055, 7.24968017], rel=1e-9)
    assert [c / m > u for c, m, u in zip(counts, exposure, limit, strict=True)] == [False, False, True, False]
