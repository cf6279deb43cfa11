"""An attacker who has everything that is published must not be able to find a hidden 1 or 2."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from generator.analysis import suppression

LEAST = 3


def feasible(cell, shape, margins, low, high):
    """Smallest and largest value of a cell, given known sums of groups of cells and bounds (linear programme)."""
    size = int(np.prod(shape))
    goal = np.zeros(size)
    goal[cell] = 1.0
    known = {"A_eq": np.array([m for m, _ in margins]), "b_eq": np.array([s for _, s in margins])}
    bounds = list(zip(low, high, strict=True))
    ends = [linprog(sign * goal, bounds=bounds, method="highs", **known) for sign in (1, -1)]
    assert all(end.status == 0 for end in ends)
    return round(ends[0].fun, 6), round(-ends[1].fun, 6)


def sums_of(table):
    """Every row and every column of a table as (mask, sum)."""
    made = []
    for axis, size in enumerate(table.shape):
        for n in range(size):
            mask = np.zeros(table.shape)
            mask[(n, slice(None)) if axis == 0 else (slice(None), n)] = 1
            made.append((mask.ravel(), table.sum(where=mask.astype(bool))))
    return made


def check_hidden(counts, told, margins, known=None):
    """Every hidden 1 or 2 could be something else, and could be large enough to be told."""
    counts, told = np.ravel(counts), np.ravel(told)
    nothing = 0 if not told.any() else 1  # beside told zeros a hidden cell is known to be something
    low = np.where(told, counts, nothing) if known is None else np.where(told, counts, known)
    high = np.where(told, counts, np.inf)
    for cell in np.flatnonzero(~told & (counts > 0) & (counts < LEAST)):
        least, most = feasible(cell, counts.shape, margins, low, high)
        assert most > least
        assert most >= LEAST


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(0, 9), min_size=2, max_size=9).filter(lambda one: sum(one) >= LEAST))
def test_beside_its_total_no_small_cell_of_a_row_can_be_found(counts):
    told = suppression.line(counts, LEAST)
    assert not any(0 < count < LEAST for count, is_told in zip(counts, told, strict=True) if is_told)
    check_hidden(counts, told, [(np.ones(len(counts)), sum(counts))])


tables = st.integers(2, 5).flatmap(
    lambda columns: st.lists(
        st.lists(st.sampled_from([0, 1, 2, 3, 4, 6, 9, 20]), min_size=columns, max_size=columns),
        min_size=2,
        max_size=5,
    )
)


@settings(deadline=None, max_examples=80)
@given(tables)
def test_beside_all_its_margins_no_small_cell_of_a_table_can_be_found(rows):
    table = np.array(rows)
    told = suppression.table(table, LEAST)
    assert not ((table > 0) & (table < LEAST) & told).any()
    if told.any():
        check_hidden(table, told, sums_of(table))


def test_one_small_cell_of_a_table_drags_others_along_but_not_all():
    table = np.array([[4, 4, 9, 9], [4, 4, 9, 9], [9, 9, 1, 9], [9, 9, 9, 9]])
    told = suppression.table(table, LEAST)
    assert not told[2, 2]
    assert told[:2, :2].sum() + told[3].sum() >= 3
    check_hidden(table, told, sums_of(table))


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(st.integers(0, 8), st.integers(0, 3)), min_size=2, max_size=7).filter(
        lambda one: sum(a + b for a, b in one) >= LEAST
    )
)
def test_last_months_edition_gives_no_small_cell_of_this_one_away(pairs):
    before, now = [a for a, _ in pairs], [a + b for a, b in pairs]
    told = suppression.line(now, LEAST, before=before)
    if not told.any():
        return  # then the whole row is withheld, with its total
    known = [old if old >= LEAST else min(1, new) for old, new in zip(before, now, strict=True)]
    check_hidden(now, told, [(np.ones(len(now)), sum(now))], known)


def test_a_cell_dragged_along_is_no_cover_when_last_month_told_it():
    assert suppression.line([5, 4, 3, 1], LEAST).tolist() == [True, True, False, False]
    assert not suppression.line([5, 4, 3, 1], LEAST, before=[5, 4, 3, 0]).any()
    assert suppression.line([9, 8, 5, 1], LEAST, before=[5, 4, 3, 0]).tolist() == [True, True, False, False]


@given(st.lists(st.integers(0, 9), min_size=4, max_size=13), st.integers(2, 5))
def test_in_a_series_of_bands_no_week_of_one_or_two_can_be_counted(counts, last):
    group = list(range(len(counts)))[-last:]
    told = suppression.banded(counts, [group])
    if not told:
        return
    small = [i for i in group if told[i] % 1]
    edge = int(2 * max((told[i] for i in small), default=1.5))
    total = sum(counts[i] for i in small)  # the sum of the group is known, and so is every other week of it
    for i in small:
        others = [range(1, edge)] * (len(small) - 1)
        values = {v for v in range(1, edge) if any(v + sum(o) == total for o in itertools.product(*others))}
        assert len(values) > 1
        assert counts[i] in values
    assert all(value == count for value, count in zip(told, counts, strict=True) if not value % 1)


@pytest.mark.parametrize("weeks", [[9, 9, 2, 9], [1, 1, 9, 9], [1, 9, 30, 40]])
def test_a_series_that_its_sum_would_betray_is_not_told(weeks):
    assert suppression.banded(weeks, [range(4)]) == ()
    assert suppression.banded(weeks) != ()


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.lists(st.sampled_from([0, 0, 1, 2, 3, 5, 8, 14]), min_size=6, max_size=6), min_size=4, max_size=4
    )
)
def test_from_shades_and_all_margins_no_one_or_two_can_be_counted(rows):
    table = np.array(rows)
    shades = np.array(suppression.levels(table))
    small = np.flatnonzero((table > 0) & (table < LEAST))
    if len(small) == 0:
        assert (shades == table).all()
        return
    fits = [w for w in range(1, int(table.max()) + 2) if (table // w == shades).all()]
    assert min(fits) >= 1
    width = max(fits)
    low, high = (shades * width).ravel(), (shades * width + width - 1).ravel()
    for cell in small:
        least, most = feasible(cell, table.ravel().shape, sums_of(table), low, high)
        assert most - least >= 1 or width > table.max()


def test_a_table_without_small_cells_is_told_as_it_is():
    table = [[3, 9], [0, 4]]
    assert suppression.table(table, LEAST).all()
    assert suppression.levels(table) == ((3.0, 9.0), (0.0, 4.0))
