"""Real open data nobody here wrote: the facts of their documentation come out. No row leaves these tests."""

import datetime as dt

import pytest
import shapely

from generator.accidents.geography import load_ground
from generator.accidents.load import load_accidents
from generator.errors import DataError
from generator.home import PROJECT, Home
from generator.settings import load_campaign
from tests.accidents.invented import NETWORKS, write_campaign
from tests.accidents.makers import campaign, home_in, note_rows

pytestmark = pytest.mark.usefixtures("shared_data")
CAMPAIGNS = PROJECT / "tests" / "campaigns"


def run(name, folder):
    home = Home(campaigns_root=CAMPAIGNS, data_root=folder / "data", output_root=folder / "output")
    wanted = load_campaign(home, name)
    loaded = load_accidents(wanted, home)
    return loaded, load_ground(wanted, home, loaded.table)


def test_thirteen_yearly_files_of_porto_alegre_are_one_table(tmp_path):
    loaded, ground = run("porto-alegre", tmp_path)
    intake, table = loaded.intake, loaded.table
    assert len(intake.files) == 13
    assert intake.rows_read == 280_039
    assert intake.rows_set_aside == note_rows(loaded)["duplicate_row"] == 135
    assert table["severity"].value_counts().to_dict() == {"damage": 206_734, "slight": 71_355, "fatal": 1_815}
    assert table["killed"].sum() == 1_891
    assert table["user_motorcycle"].sum() > 50_000
    assert note_rows(loaded)["point_repaired_form"] == 1  # -51172.0 had lost its decimal point
    assert table.geometry.x.between(-51.4, -50.9).sum() == intake.located_rows
    assert intake.located_rows > 279_700
    assert (intake.period.start, intake.data_until) == (dt.date(2000, 1, 1), dt.date(2012, 12, 1))
    assert ground.utm_epsg == 32722
    assert not intake.is_sample


def test_three_tables_of_west_yorkshire_are_joined_without_fan_out(tmp_path):
    loaded, ground = run("west-yorkshire", tmp_path)
    table = loaded.table
    assert len(table) == loaded.intake.rows_read == loaded.intake.located_rows == 4_060
    assert table[["killed", "seriously_injured", "slightly_injured"]].sum().tolist() == [40, 1_278, 3_922]
    assert table["severity"].value_counts().to_dict() == {"slight": 2_861, "serious": 1_164, "fatal": 35}
    users = [name for name in table.columns if name.startswith("user_") and name != "user_pedestrian"]
    assert table[users].sum().sum() == 7_355 - 44  # vehicles, less those of unknown kind
    assert table["user_pedestrian"].sum() == 985
    assert note_rows(loaded).keys().isdisjoint({"join_key_repeats", "join_orphans", "join_unmatched"})
    assert loaded.intake.period.end == loaded.intake.data_until == dt.date(2024, 12, 31)
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


def test_the_parquet_of_dane_county_is_read(tmp_path):
    loaded, ground = run("dane-county", tmp_path)
    table = loaded.table
    assert len(table) == loaded.intake.rows_read == 73_691
    assert table["point_quality"].value_counts()["missing"] == 1_239
    assert table["time_quality"].value_counts()["missing"] == 1_186
    assert table["killed"].sum() == 287
    assert table["slightly_injured"].sum() == 20_027
    assert table["severity"].value_counts().to_dict() == {"damage": 58_315, "slight": 15_125, "fatal": 251}
    assert loaded.intake.data_until == dt.date(2025, 12, 31)
    assert ground.utm_epsg == 32616


def test_victims_of_greater_manchester_become_collisions(tmp_path):
    path = PROJECT.parent / "shared/data/uk_stats19_gm/STATS19_road_casualties_2019-Jun2024.csv"
    loaded = load_accidents(campaign(path, zone="Europe/London"), home_in(tmp_path))
    assert len(loaded.table) == 15_645
    assert note_rows(loaded)["victims_joined"] == 20_435 - 15_645
    assert loaded.table[["killed", "seriously_injured", "slightly_injured"]].sum().sum() == 20_435


def test_exchanged_metres_of_barcelona_are_put_right(tmp_path):
    path = PROJECT.parent / "shared/data/es_barcelona/*_accidents_gu_bcn.csv"
    loaded = load_accidents(campaign(path, zone="Europe/Madrid", crs="EPSG:23031"), home_in(tmp_path))
    assert len(loaded.table) == 29_828
    assert loaded.table["point_quality"].value_counts()[["repaired_swap", "missing"]].tolist() == [
        19_534,
        154,
    ]
    west, south, east, north = loaded.table.total_bounds
    assert 2.05 < west < east < 2.25
    assert 41.3 < south < north < 41.5


def test_french_degrees_without_a_point_are_refused_with_a_sentence(tmp_path):
    path = PROJECT.parent / "shared/data/fr_baac/caracteristiques_2013.csv"
    with pytest.raises(DataError, match="titik desimal"):
        load_accidents(campaign(path, zone="Europe/Paris"), home_in(tmp_path))


def test_numeric_sentinels_of_the_united_states_are_no_positions(tmp_path):
    paths = [PROJECT.parent / f"shared/data/us_fars/accident_{year}.csv.bz2" for year in (2013, 2014)]
    loaded = load_accidents(
        campaign(*paths, zone="America/New_York", columns={"killed": "FATALS"}), home_in(tmp_path)
    )
    table = loaded.table
    assert len(table) == 30_202 + 30_056
    assert table.groupby(table["occurred_on"].dt.year)["killed"].sum().to_dict() == {
        2013: 32_893,
        2014: 32_744,
    }
    assert (table["point_quality"] == "missing").sum() == 355 + 160


def test_month_first_dates_of_an_indonesian_list_are_told_by_the_column(tmp_path):
    path = PROJECT.parent / "shared/data/id_bnpb_transport/ifr_kecelakaan_transportasi_redacted.csv"
    loaded = load_accidents(campaign(path), home_in(tmp_path))
    assert len(loaded.table) == 59
    assert "date_month_first" in note_rows(loaded)
    assert loaded.intake.period.start.year == 2011


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
