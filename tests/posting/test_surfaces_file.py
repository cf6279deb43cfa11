import datetime as dt
import time

import numpy as np
import pyogrio
import pytest

from generator.posting.surfaces_file import write_surfaces
from generator.records import ComparedCell, ComparedCluster, Comparison
from generator.weekly_words import week_texts

MONDAY = dt.date(2026, 11, 23)
CELLS = (
    ComparedCell(500_000, 9_000_000, 3, 9, 2.5, 0.001, 0.03, 3.1, 4.25),
    ComparedCell(500_250, 9_000_000, 0, 12, 8.5, 0.2, 0.6, None, 1.5),
)
CLUSTERS = (
    ComparedCluster(1, 9, ((500_000, 9_000_000), (500_100, 9_000_000))),
    ComparedCluster(2, 5, ((503_000, 9_000_000), (503_100, 9_000_100))),
)
COMPARISON = Comparison(32749, 250, "roads", 4, CELLS, CLUSTERS)


@pytest.fixture(params=["id", "en"])
def texts(request, home):
    return week_texts(home, request.param)


def test_both_layers_come_back_as_they_were(tmp_path, texts):
    path = write_surfaces(COMPARISON, tmp_path, MONDAY, texts)
    cells = pyogrio.read_dataframe(path, layer="cells")
    assert cells.crs.to_epsg() == 32749
    assert cells.geometry.area.tolist() == [62_500.0] * 2
    assert cells["accidents"].tolist() == [3, 0]
    assert cells["is_high"].tolist() == [True, False]
    assert cells["is_z_fair"].tolist() == [False, True]
    assert np.isnan(cells["gi_star"][1])
    clusters = pyogrio.read_dataframe(path, layer="clusters")
    assert clusters["accidents"].tolist() == [9, 5]
    assert clusters.geometry.area.tolist() == [20_000.0] * 2
    assert clusters.geometry.geom_type.unique().tolist() == ["MultiPolygon"]


def test_the_same_values_are_the_same_bytes_whatever_the_clock_says(tmp_path, texts):
    first, second = tmp_path / "1", tmp_path / "2"
    for folder in (first, second):
        folder.mkdir()
        write_surfaces(COMPARISON, folder, MONDAY, texts)
        time.sleep(0.02)
    for name in ("permukaan.gpkg", "permukaan.txt"):
        assert (first / name).read_bytes() == (second / name).read_bytes()
    write_surfaces(COMPARISON, first, MONDAY, texts)
    assert (first / "permukaan.gpkg").read_bytes() == (second / "permukaan.gpkg").read_bytes()
    assert b"2026-11-23T00:00:00" in (first / "permukaan.gpkg").read_bytes()


def test_the_note_says_where_the_score_may_be_read(tmp_path, texts):
    write_surfaces(COMPARISON, tmp_path, MONDAY, texts)
    note = (tmp_path / "permukaan.txt").read_text(encoding="utf-8")
    assert "{" not in note
    assert "1 dari 2 sel" in note or "1 of 2 cells" in note


def test_a_town_without_clusters_has_one_layer(tmp_path, texts):
    path = write_surfaces(Comparison(32749, 250, "near", 0, CELLS, ()), tmp_path, MONDAY, texts)
    assert [one[0] for one in pyogrio.list_layers(path)] == ["cells"]
