"""Whatever habits an office has, a value is read as it was meant, or is missing and flagged; never another one."""

import random

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from tests.accidents.judged import judged
from tests.accidents.office import invent


@seed(20261124)
@settings(max_examples=16, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(number=st.integers(0, 10**9))
def test_a_file_of_any_office_is_read_as_it_was_meant_or_flagged(tmp_path_factory, number):
    office = invent(random.Random(number), tmp_path_factory.mktemp("office"))
    faults = judged(office)
    assert not faults, f"{office.habits}: {faults}"


@pytest.mark.parametrize("number", [])
def test_offices_that_were_once_misread_are_read(tmp_path, number):
    office = invent(random.Random(number), tmp_path)
    assert not judged(office), office.habits
