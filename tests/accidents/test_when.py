"""Days and times of a whole table: order by column, default times, zones, the end of the data."""

import datetime as dt
import zoneinfo

import pandas as pd
import pytest

from generator.accidents.days.when import DateQuestion, read_when
from generator.accidents.notes import Notes
from generator.accidents.report.until import data_until
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
    table = [[str(n + 1), ("3", "Maret", "MAR")[n % 3], "2026", str(n % 24), "0"] for n in range(20)]
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", table, ["Day", "Month", "Year", "Hour", "MD"]))
    assert loaded.intake.period.end == dt.date(2026, 3, 20)
    assert loaded.table["hour"].notna().sum() >= 15


def frame_of(days, **columns):
    """Rows as the reader gathers them, all of one file and sheet unless `columns` say otherwise."""
    fixed = {"file_": 0, "sheet_": 0, "year_": 0, "month_": 0, **columns}
    frame = pd.DataFrame({"occurred_on": pd.Series(days, dtype="str")})
    for name, values in fixed.items():
        frame[name] = (
            pd.Series(values, dtype="str")
            if isinstance(values, list) and isinstance(values[0], str)
            else values
        )
    return frame


def read(days, zone="Asia/Jakarta", **columns):
    """Days, minutes and qualities, and the findings."""
    notes = Notes()
    found = read_when(frame_of(days, **columns), DateQuestion("", "Tanggal", zoneinfo.ZoneInfo(zone)), notes)
    return found, {note.code: note for note in notes.listed()}


START = dt.date(2026, 3, 1)
EARLY = [
    START + dt.timedelta(days=n) for n in (0, 1, 3, 4, 5, 6, 8, 9, 10, 11)
]  # read in two ways, but 3 March


@pytest.mark.parametrize("form", ["%d/%m/%Y", "%m/%d/%Y"])
@pytest.mark.parametrize("witness", ["weekday in the cell", "weekday beside", "month beside", "month of the sheet", "spread",
                                     "report"])  # fmt: skip
def test_the_order_of_an_ambiguous_column_is_told_by_a_witness(witness, form):
    names = ("Senin", "Selasa", "Rabu", "Kamis", "Jum'at", "Sabtu", "Ahad")
    days = [day if witness != "report" else day.replace(month=n + 1, day=12 - n % 3)
            for n, day in enumerate(EARLY)]  # fmt: skip
    days = [day for day in days if day.day != day.month]
    if witness not in {"spread", "report"}:
        days = days[:5]
    texts = [day.strftime(form) for day in days]
    beside = {}
    if witness == "weekday in the cell":
        texts = [f"{names[day.weekday()]}, {text}" for day, text in zip(days, texts, strict=True)]
    elif witness == "weekday beside":
        beside["weekday"] = [names[day.weekday()] for day in days]
    elif witness == "month beside":
        beside["month"] = ["Maret"] * len(days)
    elif witness == "month of the sheet":
        beside["month_"] = 3
    elif witness == "report":
        beside["reported_on"] = [(day + dt.timedelta(days=1)).isoformat() for day in days]
    found, notes = read(texts, **beside)
    assert [day.date() for day in found["day"]] == days
    assert notes[f"date_order_by_{witness.split(' ')[0]}"].detail == (
        "dmy" if form.startswith("%d") else "mdy"
    )


def test_running_rows_tell_the_order():
    days = [dt.date(2026, month, day) for month in range(1, 9) for day in (2, 9, 11) if day != month]
    found, notes = read([day.strftime("%m/%d/%Y") for day in days])
    assert [day.date() for day in found["day"]] == days
    assert "date_order_by_sequence" in notes


def test_witnesses_that_disagree_leave_the_column_ambiguous():
    found, notes = read(
        [day.strftime("%d/%m/%Y") for day in EARLY if day.day != 3],
        month=["Maret"] * 9,
        reported_on=["01/01/2026"] * 9,
    )
    assert "date_order_by_month" in notes
    assert found["day"].notna().all()
    _, notes = read(["04/03/2026"] * 4, month=["April"] * 4, weekday=["Rabu"] * 4)
    assert "date_order_ambiguous" in notes


def test_a_file_without_proof_follows_the_other_files_unless_they_disagree():
    one, other, open_ = ["03/25/2026"] * 3, ["25/03/2026"] * 3, ["03/04/2026"]
    found, notes = read([*one, *open_], file_=[0, 0, 0, 1])
    assert found["day"].iloc[-1] == pd.Timestamp(2026, 3, 4)
    assert "date_order_by_files" in notes
    _, notes = read([*one, *other, *open_], file_=[0, 0, 0, 1, 1, 1, 2])
    assert "date_order_ambiguous" in notes


def test_hardly_any_proof_is_said():
    assert "date_order_thin" in read(["13/02/2026", *["04/03/2026", "05/04/2026"] * 40])[1]


def test_a_weekday_beside_the_date_is_a_check():
    _, notes = read(["13-03-2026", "14-03-2026"], weekday=["Jumat", "Minggu"])
    assert notes["weekday_differs"].rows == 1


TURNED = {
    "few but certain": ([4, 5, 7, 9, 10, 11], [13, 15, 17, 19, 21, 23, 25, 27, 29], {}, True),
    "too few to be certain": ([4, 5], [13, 15], {}, False),
    "few with a month beside": ([4, 5, 6], [13], {"month": ["Maret"] * 4}, True),
    "a true date after the twelfth": ([4, 5, 20], [13, 15, 17, 19, 21, 23, 25, 27, 29], {}, False),
}


@pytest.mark.parametrize("name", TURNED)
def test_days_that_a_spreadsheet_exchanged_are_put_back_when_that_is_certain(name):
    true, typed, beside, is_turned = TURNED[name]
    written = [f"2026-{day:02d}-03" if day <= 12 else f"2026-03-{day}" for day in true]
    found, notes = read([*written, *(f"{day}/03/2026" for day in typed)], **beside)
    assert ("date_turned" in notes) == is_turned
    assert set(found["day"].dt.month) == ({3} if is_turned else {3, *(day for day in true if day <= 12)})


def test_years_in_front_with_the_day_in_the_middle_are_told_by_the_column():
    found, notes = read(["2026-25-03", "2026-04-03", "2026-30-03"])
    assert found["day"].dt.day.tolist() == [25, 4, 30]
    assert notes["date_year_day_month"].rows == 3


def test_two_figures_of_a_year_in_front_are_told_by_the_column():
    found, notes = read([f"26/03/{n:02d}" for n in range(1, 29)])
    assert (found["day"].dt.day.tolist(), set(found["day"].dt.year)) == (list(range(1, 29)), {2026})
    assert "date_year_first" in notes


def test_two_figures_of_a_year_lie_near_the_other_years():
    found, _ = read(["12/03/1968", "13/03/1968", "14/03/68"])
    assert set(found["day"].dt.year) == {1968}


def test_serial_numbers_of_the_other_calendar_are_told_by_the_other_dates():
    found, notes = read(["44631", "44632", "14-03-2026", "15-03-2026"])
    assert [day.day for day in found["day"]] == [12, 13, 14, 15]
    assert notes["date_serial_1904"].rows == 2
    assert "date_serial_1904" not in read(["46093", "46094", "14-03-2026"])[1]


def profile(hours):
    """Forty moments on forty days, at these hours in turn."""
    return [dt.datetime(2026, 3, 1) + dt.timedelta(days=n, hours=hours[n % len(hours)], minutes=n)  # noqa: DTZ001 - walls
            for n in range(40)]  # fmt: skip


LOCAL = profile((6, 7, 8, 12, 16, 17, 18, 20))
Z = {
    "behind local times": (LOCAL, 0, "time_z_kept"),
    "behind universal times": (LOCAL, 7, "time_z_moved"),
    "behind midnights of the wall": ([at.replace(hour=0, minute=0) for at in LOCAL], 0, "time_z_kept"),
    "behind universal midnights": ([at.replace(hour=0, minute=0) for at in LOCAL], 7, "time_z_moved"),
    "in too few rows": (LOCAL[:8], 0, "time_z_doubtful"),
}


@pytest.mark.parametrize("name", Z)
def test_a_z_is_believed_only_where_the_hours_bear_it_out(name):
    walls, offset, code = Z[name]
    found, notes = read(
        [(at - dt.timedelta(hours=offset)).strftime("%Y-%m-%dT%H:%M:00.000Z") for at in walls]
    )
    assert code in notes
    assert [day.date() for day in found["day"]] == [at.date() for at in walls]
    minutes = [at.hour * 60 + at.minute for at in walls]
    if "midnights" in name or code == "time_z_doubtful":
        assert found["minute"].isna().all()
        assert set(found["time_quality"]) == {"default" if "midnights" in name else "approximate"}
    else:
        assert found["minute"].tolist() == minutes


OTHER_ZONES = [
    ("12-03-2026", "23.30 WIB", "Asia/Makassar", (13, 30), "recorded"),
    ("12-03-2026", "00.30 WIT", "Asia/Jakarta", (11, 1350), "recorded"),
    ("12-03-2026", "08.30 WITA", "Asia/Makassar", (12, 510), "recorded"),
    ("2026-03-12T23:30:00+07:00", "", "Asia/Jayapura", (13, 90), "recorded"),
    ("2026-03-12T23:30:00+07:00", "", "Asia/Jakarta", (12, 1410), "recorded"),
]


@pytest.mark.parametrize(("day", "time", "zone", "wall", "quality"), OTHER_ZONES)
def test_a_time_of_another_zone_is_moved_to_the_wall_of_the_district(day, time, zone, wall, quality):
    found, notes = read([day], zone=zone, time=[time])
    assert ((found["day"][0].day, found["minute"][0]), found["time_quality"][0]) == (wall, quality)
    assert ("time_zone_moved" in notes) == (wall not in {(12, 510), (12, 1410)})


def clocks(texts, **columns):
    found, notes = read(["12-03-2026"] * len(texts), time=texts, **columns)
    return found["minute"].tolist(), found["time_quality"].tolist(), notes


def test_quarters_of_an_hour_are_told_by_the_column():
    minutes, qualities, notes = clocks(["1", "34", "35", "50", "65", "72", "80", "90", "96", "40", "41"])
    assert minutes[:3] == [0, 495, 510]
    assert (set(qualities), notes["time_quarters"].rows) == ({"approximate"}, 11)


def test_hours_alone_are_no_quarters_and_figures_between_are_not_guessed():
    assert clocks(["1", "8", "9", "12", "17", "18", "20", "21", "22", "23", "7"])[0][:2] == [60, 480]
    minutes, _, notes = clocks(["1", "34", "35", "50", "40", "41", "42", "43", "44", "45", "46"])
    assert pd.isna(minutes[1])
    assert "time_unreadable" in notes


LOST = [
    (["715", "5", "1730", "45", "0", "2210", "900"], [435, 5, 1050, 45, 0, 1330, 540], "recorded"),  # zeros in front
    (["0.5", "0.354166667", "0.25", "0.729166667", "0.104166667"], [720, 510, 360, 1050, 150], "recorded"),
    (["8.3", "9.15", "10.4", "7.5", "6.25", "17.1", "18.45", "20.2", "21.35", "12.3"],
     [510, 555, 640, 470, 385, 1030, 1125, 1220, 1295, 750], "recorded"),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "minutes", "quality"), LOST)
def test_zeros_that_a_program_lost_are_told_by_the_column(texts, minutes, quality):
    found, qualities, _ = clocks(texts)
    assert (found, set(qualities)) == (minutes, {quality})


def test_codes_for_an_unknown_hour_are_no_times_and_no_errors():
    found, notes = read(["12-03-2026"] * 3, hour_only=["99", "8", "99"], minute_only=["99", "30", "0"])
    assert found["minute"].tolist()[1] == 510
    assert notes["time_sentinel"].rows == 2


def test_an_hour_is_used_only_where_the_time_tells_it(tmp_path):
    times = ["08.15", "± 09.30", "10.00-10.45", "20.00-23.00", "malam"]
    table = rows(20, Jam=lambda n: times[n % 5])
    table = load(tmp_path, write_csv(tmp_path / "a.csv", table)).table
    told = {
        (quality, None if pd.isna(hour) else int(hour))
        for quality, hour in zip(table["time_quality"], table["hour"], strict=True)
    }
    assert told == {
        ("recorded", 8),
        ("approximate", 9),
        ("approximate", 10),
        ("approximate", None),
        ("missing", None),
    }
    assert table["occurred_at"].notna().sum() == 12


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
