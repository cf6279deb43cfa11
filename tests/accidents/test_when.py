"""Days and times of a whole table: order by column, default times, zones, the end of the data."""

import datetime as dt

import pandas as pd
import pytest

from generator.accidents.until import data_until
from tests.accidents.makers import load, note_rows, rows, write_csv


def test_midnight_in_many_rows_is_a_default_and_no_hour(tmp_path):
    loaded = load(
        tmp_path,
        write_csv(tmp_path / "a.csv", rows(60, Jam=lambda n: "00.00" if n < 12 else f"{8 + n % 12}.15")),
    )
    assert loaded.table["time_quality"].value_counts().to_dict() == {"recorded": 48, "default": 12}
    assert loaded.table["hour"].isna().sum() == loaded.table["occurred_at"].isna().sum() == 12
    assert note_rows(loaded)["time_default"] == 12


def test_midnight_now_and_then_is_midnight(tmp_path):
    table = rows(60, Jam=lambda n: f"{(22, 23, 0, 1, 2)[n % 5]:02d}.00")
    assert "time_default" not in note_rows(load(tmp_path, write_csv(tmp_path / "a.csv", table)))


def test_dates_exported_with_midnight_have_no_time(tmp_path):
    table = rows(40, Tanggal_Kejadian=lambda n: f"2026-03-{n % 28 + 1:02d} 00:00:00", Jam="")
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", table))
    assert set(loaded.table["time_quality"]) == {"default"}


def test_each_file_has_its_own_order_of_day_and_month(tmp_path):
    first = write_csv(tmp_path / "1.csv", rows(28, Tanggal_Kejadian=lambda n: f"{n + 1:02d}/03/2026"))
    other = rows(28, Tanggal_Kejadian=lambda n: f"04/{n + 1:02d}/2026", No_LP=lambda n: f"LP/A/{n + 900}")
    loaded = load(tmp_path, first, write_csv(tmp_path / "2.csv", other))
    assert dict(loaded.intake.months) == {"2026-03": 28, "2026-04": 28}
    assert note_rows(loaded)["date_month_first"] == 27


def test_an_ambiguous_column_is_read_day_first_and_said_aloud(tmp_path):
    path = write_csv(tmp_path / "a.csv", rows(5, Tanggal_Kejadian=lambda n: f"0{n + 1}/09/2026"))
    loaded = load(tmp_path, path)
    assert dict(loaded.intake.months) == {"2026-09": 5}
    assert note_rows(loaded)["date_order_ambiguous"] == 5
    assert dict(load(tmp_path, path, date_order="mdy").intake.months) == {
        f"2026-0{n}": 1 for n in range(1, 6)
    }


def test_a_day_of_another_decade_is_set_aside(tmp_path):
    days = {3: "12/03/2062", 4: "12/03/1926"}
    table = rows(40, Tanggal_Kejadian=lambda n: days.get(n, f"{n % 28 + 1}/03/2026"))
    notes = note_rows(load(tmp_path, write_csv(tmp_path / "a.csv", table)))
    assert (notes["date_future"], notes["date_too_old"]) == (1, 1)


@pytest.mark.parametrize(
    ("zone", "hours"), [("Asia/Jakarta", 7), ("Asia/Makassar", 8), ("America/Chicago", -6)]
)
def test_instants_follow_the_zone_of_the_district(tmp_path, zone, hours):
    table = rows(3, Tanggal_Kejadian="05-01-2026", Jam="08.30")
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", table), zone=zone)
    assert loaded.table["occurred_at"].iloc[0] == pd.Timestamp("2026-01-05 08:30", tz="UTC") - pd.Timedelta(
        hours=hours
    )


def test_hours_that_a_clock_change_skips_or_repeats_are_kept(tmp_path):
    when = ["29-03-2026", "25-10-2026"]
    table = rows(4, Tanggal_Kejadian=lambda n: when[n % 2], Jam="01.30")
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", table), zone="Europe/London")
    assert loaded.table["hour"].tolist() == [1, 1, 1, 1]
    assert loaded.table["occurred_at"].notna().all()


def test_day_month_and_year_in_columns_of_their_own_are_put_together(tmp_path):
    table = [[str(n + 1), "3", "2026", str(n % 24)] for n in range(20)]
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", table, ["Day", "Month", "Year", "Hour"]))
    assert loaded.intake.period.end == dt.date(2026, 3, 20)
    assert loaded.table["hour"].notna().sum() >= 15


def series(counts):
    """Days with that many rows, from 1 January 2026 on."""
    start = pd.Timestamp("2026-01-01")
    return pd.Series([start + pd.Timedelta(days=n) for n, count in enumerate(counts) for _ in range(count)])


TAILS = [
    ([3] * 200, 199),  # complete to the end
    ([3] * 200 + [1, 0, 1, 0, 0, 1], 199),  # reports are still coming in
    ([3] * 200 + [0] * 90 + [1], 199),  # one date of the wrong month
    ([3] * 190 + [2] * 10, 199),  # a quiet week is a quiet week
    ([30] * 200 + [14] * 4, 203),  # holidays
    ([1] * 20, 19),  # too few to judge
]


@pytest.mark.parametrize(("counts", "last"), TAILS)
def test_a_tail_that_is_obviously_incomplete_does_not_count_as_complete(counts, last):
    assert data_until(series(counts)) == dt.date(2026, 1, 1) + dt.timedelta(days=last)
