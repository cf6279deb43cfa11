"""Real open data nobody here wrote: the facts of their documentation come out. No row leaves these tests."""

import bz2
import csv
import datetime as dt
import itertools

import numpy as np
import pandas as pd
import pytest
import shapely

from generator.accidents.load import load_accidents
from generator.accidents.places.geography import load_ground
from generator.errors import DataError
from generator.home import PROJECT, Home
from generator.settings import Join, load_campaign
from tests.accidents.invented import NETWORKS, write_campaign
from tests.accidents.makers import campaign, home_in, note_rows, write_csv

pytestmark = pytest.mark.usefixtures("shared_data")
CAMPAIGNS = PROJECT / "tests" / "campaigns"


def run(name, folder):
    home = Home(campaigns_root=CAMPAIGNS, data_root=folder / "data", output_root=folder / "output")
    wanted = load_campaign(home, name)
    loaded = load_accidents(wanted, home)
    return loaded, load_ground(wanted, home, loaded.table)


def findings(loaded):
    """(finding, detail) -> rows."""
    return {(note.code, note.detail): note.rows for note in loaded.intake.notes}


def columns_of(loaded, *names):
    return loaded.table[list(names)].sum().tolist()


COUNTS = ("killed", "seriously_injured", "slightly_injured")

# Campaign -> facts of the README of its source: rows read, accidents, located; sums of killed, seriously, slightly.
SOURCES = {
    "porto-alegre": (280_039, 280_039 - 140, None, (1_891, None, None)),
    "west-yorkshire": (4_060, 4_060, 4_060, (40, 1_278, 3_922)),
    "greater-manchester": (20_435, 15_645, 15_645, (342, 3_823, 16_270)),
    "dane-county": (73_691, 73_691, 73_691 - 1_239, (287, None, 20_027)),
    "fars": (30_202 + 30_056, 30_202 + 30_056, None, (32_893 + 32_744, None, None)),
    "baac-2013": (58_397, 58_397, None, (0, 0, 0)),
    "barcelona": (29_829, 29_828, 29_828 - 154, (85, 639, None)),
    "bnpb-transport": (59, 24, 24, (0, 0, 0)),
}


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """Reads each source once: campaign -> its intake and its ground."""
    made = {}

    def reading(name):
        if name not in made:
            made[name] = run(name, tmp_path_factory.mktemp(name))
        return made[name]

    return reading


@pytest.mark.parametrize("name", SOURCES)
def test_a_source_reads_with_the_facts_of_its_documentation(name, read):
    loaded, _ = read(name)
    rows, accidents, located, sums = SOURCES[name]
    assert loaded.intake.rows_read == rows
    assert loaded.intake.rows_kept == len(loaded.table) == accidents
    assert located is None or loaded.intake.located_rows == located
    for column, total in zip(COUNTS, sums, strict=True):
        assert total is None or loaded.table[column].sum() == total, column
    assert not loaded.intake.is_sample


def test_thirteen_yearly_files_of_porto_alegre_are_one_table(read):
    loaded, ground = read("porto-alegre")
    intake, table = loaded.intake, loaded.table
    assert len(intake.files) == 13
    # 135 rows are the same in every cell, 5 more but for another spelling of the road
    assert intake.rows_set_aside == note_rows(loaded)["duplicate_row"] == 140
    # the known answer: UPS is 13 with a death, else 5 with an injury, else 1 (73,304, 1,818, 206,733 rows less repeats)
    assert table["severity"].value_counts()["fatal"] == 1_815
    assert table["severity"].value_counts()["damage"] in range(206_724, 206_735)
    assert table["user_motorcycle"].sum() > 50_000
    assert note_rows(loaded)["point_repaired_form"] == 1  # -51172.0 had lost its decimal point
    assert table.geometry.x.between(-51.4, -50.9).sum() == intake.located_rows
    assert intake.located_rows > 279_700
    assert (intake.period.start, intake.data_until) == (dt.date(2000, 1, 1), dt.date(2012, 12, 1))
    assert ground.utm_epsg == 32722


def test_three_tables_of_west_yorkshire_are_joined_without_fan_out(read):
    loaded, ground = read("west-yorkshire")
    table = loaded.table
    assert table["severity"].value_counts().to_dict() == {"slight": 2_861, "serious": 1_164, "fatal": 35}
    users = [name for name in table.columns if name.startswith("user_") and name != "user_pedestrian"]
    assert table[users].sum().sum() == 7_355 - 44  # vehicles, less those of unknown kind
    assert table["user_pedestrian"].sum() == 985
    assert not any(code.startswith("join_") for code in note_rows(loaded))  # clean keys
    assert loaded.intake.period.end == loaded.intake.data_until == dt.date(2024, 12, 31)
    assert (loaded.intake.period.start.year, loaded.intake.period.start.month) == (2024, 1)  # dd/mm/yyyy
    assert ground.utm_epsg == 32630


def test_national_grid_metres_land_where_the_degrees_say(tmp_path):
    path = PROJECT.parent / "shared/data/uk_stats19_west_yorkshire/accidents.csv"
    home = home_in(tmp_path)
    both = load_accidents(campaign(path, missing=("-1",)), home).table
    grid = load_accidents(campaign(path, missing=("-1",), crs="EPSG:27700"), home).table
    both, grid = (
        t.sort_values(["occurred_at", "speed_limit_kmh"], kind="stable").geometry for t in (both, grid)
    )
    gap = shapely.distance(both.array, grid.array)
    assert (gap < 0.0001).mean() > 0.98  # ties within a minute may stand in another order


def test_the_parquet_of_dane_county_is_read(read):
    loaded, ground = read("dane-county")
    table = loaded.table
    assert table["point_quality"].value_counts()["missing"] == 1_239
    assert table["time_quality"].value_counts()["missing"] == 1_186
    assert table["severity"].value_counts().to_dict() == {"damage": 58_315, "slight": 15_125, "fatal": 251}
    assert loaded.intake.data_until == dt.date(2025, 12, 31)
    assert ground.utm_epsg == 32616


def test_victims_of_greater_manchester_become_collisions(read):
    loaded, _ = read("greater-manchester")
    assert note_rows(loaded)["victims_joined"] == 20_435 - 15_645
    assert "victims_contradict" not in note_rows(loaded)
    assert sum(columns_of(loaded, *COUNTS)) == 20_435
    assert loaded.table["user_motorcycle"].sum() > 1_000  # "Powered 2 Wheeler"
    assert loaded.table["user_pedestrian"].sum() > 3_000
    assert loaded.intake.period.end == dt.date(2024, 6, 30)


def test_casualties_without_a_day_are_no_list_of_accidents(tmp_path):
    path = PROJECT.parent / "shared/data/uk_stats19_gm/STATS19CasDataJan2010Dec2021forGMServers.csv"
    with pytest.raises(DataError, match="tidak ada kolom tanggal"):
        load_accidents(campaign(path, zone="Europe/London"), home_in(tmp_path))


def test_casualties_without_points_are_a_related_table_and_their_collisions_are_counted(tmp_path):
    shared = PROJECT.parent / "shared/data/uk_stats19_gm"
    numbers = _invented_collisions(
        shared / "STATS19CasDataJan2010Dec2021forGMServers.csv", tmp_path / "laka.csv"
    )
    join = Join(((shared / "STATS19CasDataJan2010Dec2021forGMServers.csv").as_posix(),), ("Nomor Kasus",),
                ("Accident Index",), "casualties", {"person_injury": "CasualtySeverity"},
                {"person_injury": {"1": "fatal", "2": "serious", "3": "slight"}})  # fmt: skip
    loaded = load_accidents(campaign(tmp_path / "laka.csv", join=(join,)), home_in(tmp_path))
    assert len(loaded.table) == numbers == 45_624
    assert sum(columns_of(loaded, *COUNTS)) == 62_615
    assert not {"join_orphans", "join_unmatched"} & set(note_rows(loaded))


def _invented_collisions(casualties, path):
    """An accident table with a day for each index of the casualty table; the number of rows."""
    with casualties.open(encoding="utf-8", newline="") as file:
        years = {row["Accident Index"]: row["Year"] for row in csv.DictReader(file)}
    write_csv(path, [[key, f"01-03-{year}", "Sedang"] for key, year in years.items()],
              ["Nomor Kasus", "Tanggal Kejadian", "Tingkat Kecelakaan"])  # fmt: skip
    return len(years)


def test_three_years_of_barcelona_are_joined_with_their_persons_and_causes(read):
    loaded, ground = read("barcelona")
    assert note_rows(loaded)["date_missing"] == 1  # the print of a date below the table of 2015
    assert loaded.table["point_quality"].value_counts()[["repaired_swap", "missing"]].tolist() == [
        19_534,
        154,
    ]
    west, south, east, north = loaded.table.total_bounds
    assert 2.05 < west < east < 2.25
    assert 41.3 < south < north < 41.5
    assert ground.utm_epsg == 32631
    found = findings(loaded)
    # keys are padded with blanks from 2016 and still meet: no orphan, 12 + 1 accidents without a cause
    assert not any(code == "join_orphans" for code, _ in found)
    assert found["join_unmatched", "causes"] == 13 - 1
    assert found["join_unmatched", "casualties"] == 9_680 + 904 + 796
    by_year = loaded.table.groupby(loaded.table["occurred_on"].dt.year)[["killed", "seriously_injured"]].sum()
    assert by_year.to_numpy().tolist() == [[31, 251], [26, 197], [28, 191]]
    factors = loaded.table["recorded_factor"].value_counts()
    assert factors["speed"] > 140
    assert factors["alcohol"] > 640


def test_the_system_of_barcelona_is_proved_by_its_third_year(read, shared_data):
    loaded, _ = read("barcelona")
    notes = {note.code: note.detail for note in loaded.intake.notes}
    assert notes["crs_guessed"] == "EPSG:23031 (± 2 m); EPSG:25831 225 m"
    assert note_rows(loaded)["point_repaired_swap"] == 19_534
    table = loaded.table[loaded.table["occurred_on"].dt.year == 2016]
    year = pd.read_csv(shared_data / "es_barcelona" / "2016_accidents_gu_bcn.csv", sep=";", dtype=str)
    digits = {name: year[name].str.strip().str.replace(".", "") for name in ("Longitud", "Latitud")}
    lon = (digits["Longitud"].str[:1] + "." + digits["Longitud"].str[1:]).astype(float)
    lat = (digits["Latitud"].str[:2] + "." + digits["Latitud"].str[2:]).astype(float)
    written = shapely.points(lon * np.cos(np.radians(41.4)) * 111_320, lat * 111_070)
    made = shapely.points(table.geometry.x * np.cos(np.radians(41.4)) * 111_320, table.geometry.y * 111_070)
    _, gaps = shapely.STRtree(made).query_nearest(written, return_distance=True, all_matches=False)
    assert len(gaps) == 10_140
    assert gaps.max() < 2


def test_french_degrees_times_100000_are_read_and_counted(read):
    loaded, _ = read("baac-2013")
    assert note_rows(loaded)["point_scaled"] == 20_045
    assert loaded.intake.located_rows > 19_900
    west, south, east, north = loaded.table.total_bounds
    assert -5.2 < west < east < 9.7
    assert 41.3 < south < north < 51.2


def test_french_crashes_have_their_places_and_every_vehicle(read):
    loaded, _ = read("baac-2013")
    table, found = loaded.table, findings(loaded)
    assert found["join_filled", "places"] == 58_397
    users = [name for name in table.columns if name.startswith("user_")]
    assert table[users].sum().sum() == 98_925
    assert not any(code.startswith(("join_orphans", "join_unmatched")) for code, _ in found)
    quality = table["point_quality"].value_counts()
    assert quality["missing"] == 58_397 - 20_045
    assert loaded.intake.located_rows + quality.get("outside", 0) == 20_045
    assert found["point_zero", ""] in range(8_115, 8_140)
    assert set(table["occurred_on"].dt.year) == {2013}
    assert (table["time_quality"] == "recorded").sum() > 58_000  # 1715, 45, 5: HHMM of one to four digits
    assert table["hour"].between(0, 5).sum() > 4_000
    assert table["road_status"].value_counts()["city"] == 30_116
    assert table["surface"].value_counts()["good"] == 43_875


def test_metropolitan_france_has_the_published_number_of_crashes(tmp_path):
    text = (PROJECT.parent / "shared/data/fr_baac/caracteristiques_2013.csv").read_text(encoding="latin-1")
    head, *lines = text.splitlines()
    kept = [line for line in lines if not line.rsplit(",", 1)[1].startswith("97")]
    days = [",".join(line.split(",")[:6]) for line in (head, *kept)]  # number, day, hour and light are enough
    (tmp_path / "metropole.csv").write_text("\n".join(days), encoding="latin-1")
    loaded = load_accidents(campaign(tmp_path / "metropole.csv", zone="Europe/Paris"), home_in(tmp_path))
    assert len(loaded.table) == 56_812


def test_numeric_sentinels_of_the_united_states_are_no_positions(read):
    loaded, _ = read("fars")
    table = loaded.table
    assert table.groupby(table["occurred_on"].dt.year)["killed"].sum().to_dict() == {
        2013: 32_893,
        2014: 32_744,
    }
    assert (table["point_quality"] == "missing").sum() == note_rows(loaded)["point_sentinel"] == 355 + 160
    assert (table.geometry.isna() == table["point_quality"].isin(["missing", "outside", "pile"])).all()
    assert table.geometry.dropna().y.max() < 77
    unknown = (table["time_quality"] == "missing").sum()
    assert unknown >= note_rows(loaded)["time_sentinel"]  # hour 99
    assert 221 + 222 <= unknown <= 249 * 2
    # ST_CASE begins again in 2014: no case is taken for one of the other year
    assert "duplicate_number" not in note_rows(loaded)
    assert len(loaded.intake.files) == 2


def test_a_case_number_that_begins_again_is_no_key_until_the_year_completes_it(tmp_path):
    files = [tmp_path / f"accident_{year}.csv" for year in (2013, 2014)]
    for file in files:
        with bz2.open(
            PROJECT.parent / f"shared/data/us_fars/{file.name}.bz2", "rt", encoding="latin-1"
        ) as whole:
            file.write_text("".join(itertools.islice(whole, 400)), encoding="latin-1")
    vehicles = write_csv(tmp_path / "vehicle.csv", [["10001", "1", "R4"], ["10002", "1", "R4"]], ["ST_CASE", "VEH", "Jenis Kendaraan"])  # fmt: skip
    join = (Join((vehicles.as_posix(),), ("ST_CASE",)),)
    with pytest.raises(DataError, match=r'"ST_CASE".*tidak tunggal'):
        load_accidents(campaign(*files, join=join, zone="America/Chicago"), home_in(tmp_path))


def test_ships_and_aircraft_of_an_indonesian_list_are_set_aside(read):
    loaded, _ = read("bnpb-transport")
    assert note_rows(loaded)["not_road"] == loaded.intake.rows_set_aside == 35
    assert note_rows(loaded)["date_month_first"] == 56
    assert (loaded.intake.period.start.year, loaded.intake.period.end.year) == (2011, 2014)
    assert loaded.table["time_quality"].value_counts().to_dict() == {
        "recorded": 19,
        "missing": 3,
        "approximate": 2,
    }
    assert set(loaded.table["point_quality"]) == {"recorded"}  # a list of all zones read from one of them
    assert loaded.table.geometry.x.between(95, 141).all()
    assert loaded.table.geometry.x.max() > 124


def test_points_without_a_day_are_refused_with_the_reason(tmp_path):
    path = PROJECT.parent / "shared/data/uk_points_140k/heatmap-data.csv"
    with pytest.raises(DataError, match="tidak ada kolom tanggal"):
        load_accidents(campaign(path, zone="Europe/London"), home_in(tmp_path))


@pytest.mark.parametrize("name", sorted(NETWORKS))
def test_invented_accidents_on_a_real_network_are_located(name, tmp_path):
    home = write_campaign(name, tmp_path, accidents=400)
    wanted = load_campaign(home, name)
    loaded = load_accidents(wanted, home)
    ground = load_ground(wanted, home, loaded.table)
    assert loaded.intake.located_rows == len(loaded.table) == 400
    assert loaded.intake.is_sample
    assert ground.utm_epsg == {"yogyakarta": 32749, "jakarta": 32748}[name]
    assert len(ground.roads) == {"yogyakarta": 1_920, "jakarta": 18_574}[name]
    assert ground.credit
