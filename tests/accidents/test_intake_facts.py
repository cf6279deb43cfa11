"""What the report counts, and what it calls worth a look."""

import datetime as dt

import pytest

from generator.accidents.report.intake_facts import default_hours, facts_of, months_of
from generator.accidents.report.intake_map import WIDTH, draw_map
from generator.accidents.report.intake_verdict import concerns_of
from generator.accidents.wall.similar_list import write_pairs
from tests.accidents.makers import HEADINGS, campaign, home_in, load, rows, write_csv


def codes(loaded):
    return [one.code for one in concerns_of(loaded.intake, facts_of(loaded.table, loaded.intake), None)]


def days(first, step=1):
    start = dt.date.fromisoformat(first)
    return lambda n: (start + dt.timedelta(days=n * step)).strftime("%d-%m-%Y")


def test_a_month_without_a_row_is_a_month_of_the_report(tmp_path):
    table = rows(60, Tanggal_Kejadian=days("2026-01-10"))
    table = [row for row in table if "-02-2026" not in row[1]]
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", table))
    months = months_of(loaded.intake)
    assert [(one.month, one.rows > 0, one.is_partial) for one in months] == [
        ("2026-01", True, True),
        ("2026-02", False, False),
        ("2026-03", True, True),
    ]
    assert "empty_months" in codes(loaded)


def test_a_default_hour_keeps_its_place_beside_the_recorded_ones(tmp_path):
    table = rows(60, Jam=lambda n: "00.00" if n % 2 else f"{6 + n % 14:02d}.{n % 50:02d}",
                 Tanggal_Kejadian=days("2026-01-10"))  # fmt: skip
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", table))
    facts = facts_of(loaded.table, loaded.intake)
    assert default_hours(loaded.intake, facts) == {0: 30}
    assert (facts.hours[0], sum(facts.hours), facts.time_quality["default"]) == (0, 30, 30)
    assert "default_hour" in codes(loaded)


def test_the_lag_leaves_impossible_days_out_and_counts_them(tmp_path):
    headings = [*HEADINGS, "Tanggal Laporan"]
    dates = days("2026-01-01")
    shift = {0: -2, 1: 40, 2: 40}
    table = [[*row, (dt.date(2026, 1, 1) + dt.timedelta(days=n + shift.get(n, 1))).strftime("%d-%m-%Y")]
             for n, row in enumerate(rows(41, Tanggal_Kejadian=dates))]  # fmt: skip
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", table, headings))
    lag = facts_of(loaded.table, loaded.intake).lag
    assert (lag.n, lag.median_days, lag.p90_days, lag.late_share, lag.before_rows) == (40, 1.0, 1.0, 0.05, 1)
    assert "reported_before" in codes(loaded)


def test_a_file_without_a_day_of_the_report_has_no_lag(tmp_path):
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", rows(20)))
    assert facts_of(loaded.table, loaded.intake).lag is None


def test_a_count_that_the_file_never_gives_is_not_zero(tmp_path):
    keep = [n for n, heading in enumerate(HEADINGS) if heading not in {"LB", "MD"}]
    table = [[row[n] for n in keep] for row in rows(20)]
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", table, [HEADINGS[n] for n in keep]))
    (year,) = facts_of(loaded.table, loaded.intake).years
    assert (year.year, year.accidents, year.killed) == (2026, 20, None)
    assert year.is_partial


def test_label_and_count_are_held_against_each_other(tmp_path):
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", rows(30, Tingkat_Kecelakaan="Ringan", LB="0")))
    assert sum(n for _, _, n in loaded.intake.severity_pairs) > 0
    assert {count for _, count, _ in loaded.intake.severity_pairs} == {"fatal", "slight"}


def test_every_row_of_a_file_is_accounted_for(tmp_path):
    table = [*rows(20), *rows(3)]
    table[5][1] = ""
    intake = load(tmp_path, write_csv(tmp_path / "a.csv", table)).intake
    assert (intake.rows_read, intake.rows_kept + intake.rows_set_aside) == (23, 23)
    assert [(one.file, one.sheet, one.rows) for one in intake.sheets] == [("a.csv", "", 23)]
    assert ("Jam", "time", "exact") in intake.sheets[0].columns


@pytest.mark.parametrize(
    ("changed", "code", "is_grave"),
    [
        ({"Lintang": "", "Bujur": ""}, "no_place", True),
        ({"Lintang": lambda n: "" if n % 2 else f"-9.6{n:04d}1"}, "few_located", False),
        ({"Jam": ""}, "no_hour", False),
        (
            {"Tanggal_Kejadian": lambda n: "" if n % 8 == 0 else f"{n % 28 + 1:02d}-03-2026"},
            "set_aside",
            True,
        ),
    ],
)
def test_what_can_bend_a_week_is_called_grave(tmp_path, changed, code, is_grave):
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", rows(40, **changed)))
    found = {one.code: one for one in concerns_of(loaded.intake, facts_of(loaded.table, loaded.intake), None)}
    assert found[code].is_grave is is_grave


def test_the_map_shows_every_located_accident_once(tmp_path):
    from generator.accidents.places.geography import load_ground

    path = write_csv(tmp_path / "a.csv", rows(40))
    loaded = load(tmp_path, path)
    settings = campaign(path)
    drawn = draw_map(loaded.table, load_ground(settings, home_in(tmp_path), loaded.table))
    assert sum(cell.rows for cell in drawn.cells) == drawn.shown
    assert drawn.shown + drawn.beyond == loaded.intake.located_rows
    assert all(-10 <= cell.x <= WIDTH + 10 and -10 <= cell.y <= drawn.height + 10 for cell in drawn.cells)
    assert all(0 <= cell.level <= 4 for cell in drawn.cells)
    assert 0 < drawn.scale_width <= WIDTH / 3


def test_without_a_position_and_an_outline_there_is_no_map(tmp_path):
    from generator.accidents.places.geography import load_ground

    path = write_csv(tmp_path / "a.csv", rows(20, Lintang="", Bujur=""))
    loaded = load(tmp_path, path)
    assert draw_map(loaded.table, load_ground(campaign(path), home_in(tmp_path), loaded.table)) is None


def test_pairs_that_may_be_one_accident_are_listed_and_a_list_without_pairs_is_taken_away(tmp_path):
    table = rows(30)
    twin = list(table[4])
    twin[0], twin[2] = "LP/A/900/III/2026/POLRES REKAAN", "05.14 WIB"
    with_twin = load(tmp_path, write_csv(tmp_path / "a.csv", [*table, twin]))
    assert write_pairs(tmp_path / "daftar", with_twin.table)
    text = (tmp_path / "daftar/pasangan.csv").read_text(encoding="utf-8-sig")
    assert text.splitlines()[1].startswith("2026-03-05;5;5;10;0;")
    assert not write_pairs(tmp_path / "daftar", load(tmp_path, write_csv(tmp_path / "a.csv", table)).table)
    assert not (tmp_path / "daftar/pasangan.csv").exists()
