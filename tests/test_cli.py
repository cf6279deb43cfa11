"""The command line: what a planner types, and what comes back."""

import subprocess
import sys

import pytest

from generator.cli import main
from generator.home import PROJECT


def test_the_first_line_needs_no_heavy_package():
    """Start, parse and choose without pandas: what the first line of output waits for."""
    code = (
        "import sys; sys.argv = ['run.py']; from generator import cli; "
        "heavy = {'pandas', 'numpy', 'geopandas', 'folium', 'rich', 'jinja2', 'PIL', 'pytakumi', 'scipy'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=PROJECT, check=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--help"], "pekan berikutnya"),
        (["--en", "--help"], "next week"),
        (["approve", "--help"], "contoh: python run.py approve"),
    ],
)
def test_help_speaks_indonesian_and_english_on_request(words, said, capsys):
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 0
    assert said in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["../x"], "nama kampanye"),
        (["CON"], "nama kampanye"),
        (["tidak-ada"], "tidak ada"),
        (["contoh", "--week", "2026-W60"], "bukan pekan ISO"),
        (["list", "contoh", "--output", "/tmp/selamat-tanpa-hasil"], "belum ada antrean"),
        (["sample", "--out", "x", "--years", "0"], "sedikitnya 1"),
        (["take-over", "README.md", "--by", "a", "--why", "b"], "bukan berkas di folder pekan"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_exit_code_1(words, part, capsys):
    assert main(words) == 1
    said = capsys.readouterr().err
    assert part in said
    assert said.count("\n") == 1


def test_an_unknown_option_is_exit_code_2(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--wek", "2026-W48"])
    assert ended.value.code == 2
    assert "--wek" in capsys.readouterr().err


def test_check_reports_what_was_read(tmp_path, capsys):
    assert (
        main(["check", "contoh", "--data", str(tmp_path / "data"), "--output", str(tmp_path / "output")]) == 0
    )
    said = capsys.readouterr().out
    assert "1.808 baris dibaca: 1.800 kecelakaan, 8 disisihkan" in said
    assert "8 disisihkan" in said
