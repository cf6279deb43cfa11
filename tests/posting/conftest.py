"""A folder that cannot be written to, also for root, whom permissions do not stop."""

import contextlib
import os
import shutil
import subprocess

import pytest


@pytest.fixture
def read_only():
    """Gives a context manager that makes a folder (made when missing) refuse every change while inside."""

    @contextlib.contextmanager
    def closed(folder):
        folder.mkdir(parents=True, exist_ok=True)
        if os.name != "nt" and os.geteuid() != 0:
            folder.chmod(0o555)
            try:
                yield folder
            finally:
                folder.chmod(0o755)
            return
        chattr = shutil.which("chattr")
        if (
            chattr is None
            or subprocess.run([chattr, "+i", folder], capture_output=True, check=False).returncode
        ):
            pytest.skip("neither permissions nor attributes stop this user")
        try:
            yield folder
        finally:
            subprocess.run([chattr, "-i", folder], check=True)

    return closed
