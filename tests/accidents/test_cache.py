"""The cache: a warm run gives the same table, a changed input another, a bad cache none."""

import os

import pandas as pd
import pytest

from generator.accidents.cache import write_cache
from generator.accidents.wall.set_aside import write_set_aside
from tests.accidents.makers import load, rows, write_csv


def caches(folder):
    return sorted((folder / "accident_data/uji/.cache").glob("*"))


def test_a_warm_run_gives_the_same_table_and_report(tmp_path):
    path = write_csv(tmp_path / "a.csv", rows(20, Lintang=lambda n: "" if n == 3 else f"-9.6{n:04d}1"))
    cold, warm = load(tmp_path, path), load(tmp_path, path)
    pd.testing.assert_frame_equal(pd.DataFrame(cold.table), pd.DataFrame(warm.table))
    assert cold.table.crs == warm.table.crs
    assert cold.intake == warm.intake
    assert len(caches(tmp_path)) == 1


def test_the_same_input_gives_the_same_bytes(tmp_path):
    path = write_csv(tmp_path / "a.csv", rows(20))
    load(tmp_path, path)
    first = caches(tmp_path)[0].read_bytes()
    caches(tmp_path)[0].unlink()
    load(tmp_path, path)
    assert caches(tmp_path)[0].read_bytes() == first


def test_other_content_or_settings_make_another_table(tmp_path):
    load(tmp_path, write_csv(tmp_path / "a.csv", rows(20)))
    assert len(load(tmp_path, write_csv(tmp_path / "a.csv", rows(21))).table) == 21
    loaded = load(tmp_path, tmp_path / "a.csv", codes={"collision_type": {"Depan-belakang": "head_on"}})
    assert set(loaded.table["collision_type"]) == {"head_on"}
    assert len(caches(tmp_path)) == 3


def test_only_the_latest_caches_stay(tmp_path):
    for count in range(10, 16):
        load(tmp_path, write_csv(tmp_path / "a.csv", rows(count)))
    assert len(caches(tmp_path)) == 3


def test_a_damaged_cache_is_made_again(tmp_path):
    path = write_csv(tmp_path / "a.csv", rows(20))
    load(tmp_path, path)
    caches(tmp_path)[0].write_bytes(b"PAR1 not a table")
    assert len(load(tmp_path, path).table) == 20


def test_a_cache_that_cannot_be_written_stops_nothing(tmp_path):
    (tmp_path / "accident_data").write_text("a file where the folder should be", encoding="utf-8")
    assert len(load(tmp_path, write_csv(tmp_path / "a.csv", rows(20))).table) == 20


def test_a_failed_write_leaves_no_half_file(tmp_path):
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", rows(20)))
    blocked = tmp_path / "blocked"
    blocked.mkdir()
    (blocked / "key.parquet").mkdir()  # the name is taken by a folder: the last step fails
    assert not write_cache(blocked, "key", loaded.table, loaded.intake)
    assert [path.name for path in blocked.iterdir()] == ["key.parquet"]
    (blocked / "baris.csv").mkdir()
    assert not write_set_aside(blocked, [])


@pytest.mark.skipif(os.name == "nt", reason="permissions mean something else there")
def test_files_are_named_without_their_folder(tmp_path):
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", rows(20)))
    assert [file.name for file in loaded.intake.files] == ["a.csv"]
    assert str(tmp_path) not in repr(loaded.intake)
