"""A bug says where it happened and nothing about the data."""

import subprocess
import sys

from generator.home import PROJECT

_BUG = """
import warnings
from generator.tracebacks import keep_data_out
keep_data_out()
warnings.warn("Budi " + "Santoso")
try:
    int("Budi " + "Santoso")
except ValueError as error:
    raise KeyError("AB 1234 " + "CD") from error
"""


def test_a_bug_names_its_lines_and_kinds_but_no_value():
    done = subprocess.run([sys.executable, "-c", _BUG], capture_output=True, text=True, encoding="utf-8", cwd=PROJECT,
                          timeout=60, check=False)  # fmt: skip
    assert done.returncode == 1
    assert "line 9" in done.stderr
    assert "KeyError" in done.stderr
    assert "ValueError" in done.stderr
    assert "Budi Santoso" not in done.stderr
    assert "AB 1234 CD" not in done.stderr
