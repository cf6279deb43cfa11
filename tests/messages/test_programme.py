"""The integer programme finds the best allowed set: held against trying every set."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.messages.programme import Limit, solve

NUMBERS = st.integers(min_value=0, max_value=6)
SCORES = st.lists(st.integers(1, 10**6), min_size=1, max_size=7, unique=True)


@st.composite
def problems(draw):
    """Scores without ties, and limits over random members; those that must hold are always satisfiable."""
    scores = [one / 1e6 for one in draw(SCORES)]
    limits = []
    for number in range(draw(st.integers(1, 5))):
        members = tuple(sorted(draw(st.sets(st.integers(0, len(scores) - 1), min_size=1))))
        price = draw(st.sampled_from([0.0, 0.0137, 0.4711]))
        least = draw(NUMBERS) if price else 0
        limits.append(Limit(f"limit {number}", members, least, draw(NUMBERS), price))
    return scores, limits


def worth(chosen, scores, limits):
    """What a set is worth; None when it is not allowed."""
    total = sum(scores[one] for one in chosen)
    for limit in limits:
        taken = len(set(chosen) & set(limit.members))
        wrong = max(0, limit.least - taken, taken - limit.most)
        if wrong and not limit.price:
            return None
        total -= wrong * limit.price
    return total


@settings(max_examples=150, deadline=None)
@given(problems())
def test_no_other_allowed_set_is_worth_more(problem):
    scores, limits = problem
    limits = [one for one in limits if one.price == 0 or one.least <= one.most]
    every = itertools.chain.from_iterable(
        itertools.combinations(range(len(scores)), size) for size in range(len(scores) + 1)
    )
    best = max(w for w in (worth(one, scores, limits) for one in every) if w is not None)
    chosen = solve(scores, limits)
    assert worth(chosen, scores, limits) == pytest.approx(best, abs=1e-8)


def test_a_millionth_decides_between_equals():
    one_of_two = [Limit("one", (0, 1), most=1)]
    assert solve([200.5, 200.5 + 1e-6], one_of_two) == (1,)
    assert solve([200.5 + 1e-6, 200.5], one_of_two) == (0,)


def test_rules_that_contradict_each_other_are_an_error_and_nothing_is_nothing():
    with pytest.raises(ValueError, match="infeasible"):
        solve([1.0], [Limit("must", (0,), least=1), Limit("must not", (0,), most=0)])
    assert solve([], []) == ()
