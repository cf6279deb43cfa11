"""The cache: a warm run gives the same table, a changed input another, a bad cache none."""

import argparse
import json
import os

import pandas as pd
import pytest

from generator import clock, desk
from generator.accidents import load as load_module
from generator.accidents.cache import write_cache
from generator.accidents.load import load_accidents
from generator.accidents.places.road_file import read_roads
from generator.accidents.wall.set_aside import write_set_aside
from generator.home import Home
from generator.settings import load_campaign
from generator.terminal import Terminal, command_words
from tests.accidents.makers import load, rows, write_csv


def caches(folder):
    return sorted((folder / "accident_data/uji/.cache").glob("*"))


def test_a_warm_run_gives_the_same_table_and_report_without_reading(tmp_path, monkeypatch):
    path = write_csv(tmp_path / "a.csv", rows(20, Lintang=lambda n: "" if n == 3 else f"-9.6{n:04d}1"))
    cold = load(tmp_path, path)
    with monkeypatch.context() as patch:
        patch.setattr(load_module, "gather", None)  # whoever reads the files again fails
        warm = load(tmp_path, path)
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
    assert not write_cache(blocked, "key", loaded.table, lambda: loaded.intake)
    assert [path.name for path in blocked.iterdir()] == ["key.parquet"]
    (blocked / "baris.csv").mkdir()
    assert not write_set_aside(blocked, [])


@pytest.mark.skipif(os.name == "nt", reason="permissions mean something else there")
def test_files_are_named_without_their_folder(tmp_path):
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", rows(20)))
    assert [file.name for file in loaded.intake.files] == ["a.csv"]
    assert str(tmp_path) not in repr(loaded.intake)


def test_clean_removes_copies_of_the_data_after_eight_weeks(tmp_path):
    write_csv(
        tmp_path / "a.csv", rows(20, Tanggal_Kejadian=lambda n: "?" if n == 3 else f"{n + 1:02d}-03-2026")
    )
    (tmp_path / "campaigns").mkdir()
    (tmp_path / "campaigns/uji.toml").write_text(
        f'[polres]\nname = "Polres Uji"\ndistrict = "Kabupaten Uji"\n[data]\naccidents = ["{(tmp_path / "a.csv").as_posix()}"]\n',
        encoding="utf-8",
    )
    home = Home(
        data_root=tmp_path / "data", output_root=tmp_path / "output", campaigns_root=tmp_path / "campaigns"
    )
    load_accidents(load_campaign(home, "uji"), home)
    kept = {
        path: path.read_bytes()
        for name in (".cache", ".sisihkan")
        for path in (tmp_path / "data/uji" / name).glob("*")
    }
    assert {path.name for path in kept if path.suffix != ".parquet"} == {"baris.csv", ".baris.kunci"}
    for path, days in zip(sorted(kept), (55, 57, 57), strict=True):
        at = clock.now().timestamp() - days * 86_400
        os.utime(path, (at, at))
    desk.clean(home, argparse.Namespace(name="uji", week=None), Terminal(command_words(home, "id")))
    assert [path for path in sorted(kept) if path.exists()] == sorted(kept)[:1]
    assert (tmp_path / "a.csv").is_file()


def test_a_map_file_is_read_once_and_again_when_it_changes(tmp_path):
    path = tmp_path / "jalan.geojson"
    write_roads(path, "Jalan Lama")
    first = read_roads(path)
    first.loc[0, "name"] = "changed by the one who asked"
    assert read_roads(path)["name"].tolist() == ["Jalan Lama"]
    write_roads(path, "Jalan Baru Sekali")
    assert read_roads(path)["name"].tolist() == ["Jalan Baru Sekali"]


def write_roads(path, name):
    line = {"type": "LineString", "coordinates": [[107.5, -9.6], [107.6, -9.6]]}
    road = {"type": "Feature", "properties": {"name": name, "highway": "primary"}, "geometry": line}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [road]}), encoding="utf-8")
