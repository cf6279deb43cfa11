"""What tests share: the installation, a temporary home, and the things that may be missing on a planner's PC."""

import os
import shutil
from pathlib import Path

import pytest

from generator.home import PROJECT, Home

SHARED = PROJECT.parent / "shared" / "data"
# as on a planner's PC: the many processes of the tests find modules that one of them has compiled
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
_NEEDED = {word.strip() for word in os.environ.get("SELAMAT_NEED", "").split(",") if word.strip()}


def _missing(what, sentence):
    """Skip on a planner's PC, fail where SELAMAT_NEED says that it must be there."""
    if what in _NEEDED:
        pytest.fail(f"SELAMAT_NEED={what}: {sentence}")
    pytest.skip(sentence)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real open data that lies beside the project."""
    if not SHARED.is_dir():
        _missing("shared", "no real data beside the project")
    return SHARED


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a Chromium on this machine."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        path = shutil.which(name)
        if path:
            return path
    return _missing("browser", "no Chromium on this machine")


@pytest.fixture(scope="session")
def soffice() -> str:
    """Path of a LibreOffice on this machine."""
    path = shutil.which("soffice") or shutil.which("libreoffice")
    return path or _missing("office", "no LibreOffice on this machine")


@pytest.fixture
def home(tmp_path) -> Home:
    """The installation's shelves, with output and behind-the-wall caches in a temporary folder."""
    return Home(root=PROJECT, output_root=tmp_path / "output", data_root=tmp_path / "accident_data")


def pytest_collection_modifyitems(items):
    """Whole weeks take longest: they start first, so that no worker waits for another at the end."""
    long = ("week", "bad_input", "hostile", "real_inputs")
    items.sort(key=lambda item: not any(word in item.path.name for word in long))
