"""The oracle is the definition itself, by all distances; and scikit-learn."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.analysis.surfaces import clusters
from generator.analysis.surfaces.clusters import NOISE, dbscan


def by_definition(xy, eps, least):
    """Core points, their partition (as a label), and who is noise."""
    from scipy.sparse.csgraph import connected_components

    near = ((xy[:, None] - xy[None]) ** 2).sum(axis=2) <= eps**2
    is_core = near.sum(axis=1) >= least
    label = connected_components(near & is_core[:, None] & is_core[None, :], directed=False)[1]
    return is_core, np.where(is_core, label, -1), ~is_core & ~(near & is_core[None, :]).any(axis=1)


def is_same_partition(one, two):
    pairs = set(zip(one.tolist(), two.tolist(), strict=True))
    return len(pairs) == len({a for a, _ in pairs}) == len({b for _, b in pairs})


def heaps(seed, n, side, *, is_coarse):
    random = np.random.RandomState(seed)
    xy = np.vstack([random.uniform(0, side, (n, 2)), random.normal(side / 2, side / 9, (n // 2, 2))])
    return np.round(xy * 2) / 2 if is_coarse else xy


@settings(max_examples=150, deadline=None)
@given(
    st.integers(0, 10_000),
    st.integers(1, 120),
    st.sampled_from([4.0, 15.0, 60.0]),
    st.sampled_from([1.0, 1.5, 2.3]),
    st.sampled_from([1, 2, 3, 5, 12]),
    st.booleans(),
)
def test_core_points_partition_and_noise_are_those_of_the_definition(seed, n, side, eps, least, is_coarse):
    xy = heaps(seed, n, side, is_coarse=is_coarse)
    found = dbscan(xy, eps, least)
    is_core, label, is_noise = by_definition(xy, eps, least)
    assert (found.is_core == is_core).all()
    assert ((found.label == NOISE) == is_noise).all()
    assert is_same_partition(label[is_core], found.label[is_core])


@pytest.mark.parametrize("least", [2, 5, 20])
def test_scikit_learn_says_the_same(least):
    sklearn = pytest.importorskip("sklearn.cluster")
    xy = heaps(3, 4000, 10_000.0, is_coarse=False)
    theirs = sklearn.DBSCAN(eps=100.0, min_samples=least).fit(xy)
    found = dbscan(xy, 100.0, least)
    assert found.is_core.nonzero()[0].tolist() == sorted(theirs.core_sample_indices_.tolist())
    assert ((theirs.labels_ == -1) == (found.label == NOISE)).all()
    assert is_same_partition(theirs.labels_[found.is_core], found.label[found.is_core])


def test_an_edge_point_goes_to_its_nearest_core_point():
    left, right = np.zeros((5, 2)), np.full((5, 2), (3.0, 0.0))
    for at, nearest in ((1.4, 0.0), (1.6, 3.0)):
        xy = np.vstack([left, right, [(at, 0.0)]])
        found = dbscan(xy, 1.7, 6)
        assert found.label[-1] == NOISE or found.label[-1] == found.label[0 if nearest == 0.0 else 5]
        found = dbscan(xy, 1.7, 5)
        assert found.label[-1] == found.label[0 if nearest == 0.0 else 5]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 1000))
def test_rows_in_another_order_get_the_same_labels(seed):
    xy = heaps(seed, 60, 12.0, is_coarse=True)
    order = np.random.RandomState(seed + 1).permutation(len(xy))
    one, two = dbscan(xy, 1.5, 4), dbscan(xy[order], 1.5, 4)
    assert (one.label[order] == two.label).all()
    assert (one.is_core[order] == two.is_core).all()


def test_labels_go_by_size_and_many_rows_on_one_place_count_each():
    xy = np.vstack([np.zeros((4, 2)), np.full((9, 2), 50.0), [(200.0, 200.0)]])
    found = dbscan(xy, 1.0, 4)
    assert found.label.tolist() == [1] * 4 + [0] * 9 + [NOISE]
    assert found.count == 2


def test_two_heaps_of_thousands_are_told_apart_by_a_tree(monkeypatch):
    monkeypatch.setattr(clusters, "_CHUNK", 50)
    random = np.random.RandomState(0)
    for gap, count in ((0.9, 1), (1.1, 2)):
        y = random.uniform(0, 0.6, 40)
        xy = np.vstack([np.column_stack([-y * 0.5, y]), np.column_stack([gap + y * 0.5, y])])
        xy = np.vstack([xy, [(0.0, 0.3), (gap, 0.3)]])
        assert dbscan(xy, 1.0, 5).count == count


def test_no_points_and_lonely_points_are_no_clusters():
    assert dbscan(np.zeros((0, 2))).count == 0
    assert dbscan(np.array([(0.0, 0.0), (1000.0, 0.0)])).label.tolist() == [NOISE, NOISE]
