import datetime as dt
import os
import subprocess
import sys
import zipfile

import pytest

from generator.home import PROJECT, Home
from generator.sample.district import _years_before
from generator.sample.planted import FILE
from generator.settings import load_campaign

COMMITTED = PROJECT / "accident_data" / "contoh"


def _content(path):
    """Bytes of a file; of a workbook the bytes of its parts, since compression differs between machines."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist()}


def test_the_committed_sample_is_what_the_door_writes(default_district):
    out, summary = default_district
    assert sorted(path.name for path in out.iterdir()) == sorted(summary.files)
    assert {path.name for path in COMMITTED.iterdir() if not path.name.startswith(".")} == {
        *summary.files,
        "README.md",
    }
    for name in summary.files:
        assert _content(out / name) == _content(COMMITTED / name), name


def test_the_default_district_has_600_accidents_a_year_for_three_years(default_district):
    summary = default_district[1]
    assert (summary.accidents, summary.first, summary.last) == (
        1800,
        dt.date(2023, 11, 16),
        dt.date(2026, 11, 15),
    )


def test_one_seed_gives_the_same_bytes_under_another_hash_seed(small_district, tmp_path):
    first, summary = small_district
    code = (
        "import datetime as dt, sys; from pathlib import Path; from generator.sample import write_district; "
        "write_district(Path(sys.argv[1]), accidents_per_year=90, years=1, until=dt.date(2026, 11, 15), seed=7)"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "12345", "PYTHONPATH": str(PROJECT)}
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, env=environment, cwd=tmp_path)
    for name in summary.files:
        assert (first / name).read_bytes() == (tmp_path / name).read_bytes(), name


def test_another_seed_gives_other_streets_and_other_accidents(default_district, small_district):
    for name in ("jalan.geojson", "batas.geojson", "kecamatan.geojson", "laka_lengkap.csv"):
        assert (default_district[0] / name).read_bytes() != (small_district[0] / name).read_bytes(), name


@pytest.mark.parametrize(
    ("until", "years", "before"),
    [
        (dt.date(2026, 11, 15), 3, dt.date(2023, 11, 15)),
        (dt.date(2024, 2, 29), 1, dt.date(2023, 2, 28)),
        (dt.date(2024, 2, 29), 4, dt.date(2020, 2, 29)),
    ],
)
def test_a_period_is_whole_years_back_from_its_end(until, years, before):
    assert _years_before(until, years) == before


def test_no_module_outside_this_room_names_the_list_of_what_was_planted():
    room = PROJECT / "generator" / "sample"
    naming = [
        path
        for path in (PROJECT / "generator").rglob("*")
        if path.suffix in {".py", ".toml"} and FILE in path.read_text(encoding="utf-8")
    ]
    assert naming
    assert all(room in path.parents for path in naming), naming


def test_the_sample_campaign_loads_the_workbooks_and_not_what_was_planted():
    data = load_campaign(Home(), "contoh").data
    patterns = (*data.accidents, data.roads, data.boundary, data.areas)
    read = {path.name for pattern in patterns for path in PROJECT.glob(pattern)}
    assert FILE not in read
    years = {f"laka_irsms_{year}.xlsx" for year in (2023, 2024, 2025, 2026)}
    assert read == {*years, "jalan.geojson", "batas.geojson", "kecamatan.geojson"}
