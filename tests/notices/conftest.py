"""What the tests of notices share: an installation in a temporary folder, in both languages."""

import pytest

from tests.notices.office import Office


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)


@pytest.fixture
def english_office(tmp_path):
    return Office(tmp_path, "en")


@pytest.fixture(scope="module")
def one_office(tmp_path_factory):
    return Office(tmp_path_factory.mktemp("kantor"))
