"""Lists of victims in the shapes that offices write them: always the same accidents, every victim counted once."""

import pytest

from tests.accidents.makers import load, note_rows, write_csv, write_xlsx

# Accident, its victims: (number, day, time, road) and (injury, age).
ACCIDENTS = [
    (("LP/A/1/III/2026/POLRES REKAAN", "01-03-2026", "08.30", "Jl. Satu"), [("MD", "34"), ("LR", "9"), ("LR", "61")]),
    (("LP/A/2/III/2026/POLRES REKAAN", "02-03-2026", "09.41", "Jl. Dua"), [("LB", "17")]),
    (("LP/A/3/III/2026/POLRES REKAAN", "02-03-2026", "21.07", "Jl. Tiga"), [("LR", "20"), ("LR", "21")]),
    (("LP/A/4/III/2026/POLRES REKAAN", "05-03-2026", "06.15", "Jl. Empat"), [("MD", "55"), ("MD", "50")]),
]  # fmt: skip
HEADINGS = ["No LP", "Tanggal Kejadian", "Jam", "Nama Jalan", "Nama Korban", "Akibat", "Umur"]


def repeated():
    return HEADINGS, [
        [*cells, f"ORANG {n}", *one] for cells, people in ACCIDENTS for n, one in enumerate(people)
    ]


def blank_below():
    return HEADINGS, [
        [*(cells if n == 0 else [""] * 4), f"ORANG {n}", *one]
        for cells, people in ACCIDENTS
        for n, one in enumerate(people)
    ]


def number_repeated_rest_blank():
    return HEADINGS, [
        [cells[0], *(cells[1:] if n == 0 else [""] * 3), f"ORANG {n}", *one]
        for cells, people in ACCIDENTS
        for n, one in enumerate(people)
    ]


def numbered():
    table = [[*cells[1:], str(n + 1), *one] for cells, people in ACCIDENTS for n, one in enumerate(people)]
    return ["Tanggal Kejadian", "Jam", "Nama Jalan", "Korban ke-", "Akibat", "Umur"], table


def by_moment_alone():
    table = [[*cells[1:], *one] for cells, people in ACCIDENTS for one in people]
    return ["Tanggal Kejadian", "Jam", "Nama Jalan", "Akibat", "Umur"], table


def ticked():
    table = [
        [*cells, age, *("1" if kind == injury else "" for kind in ("MD", "LB", "LR"))]
        for cells, people in ACCIDENTS
        for injury, age in people
    ]
    return [*HEADINGS[:4], "Umur", "MD", "LB", "LR"], table


def ticked_blank_below():
    headings, table = ticked()
    seen = set()
    for row in table:
        if row[0] in seen:
            row[:4] = [""] * 4
        else:
            seen.add(row[0])
    return headings, table


SHAPES = [
    repeated,
    blank_below,
    number_repeated_rest_blank,
    numbered,
    by_moment_alone,
    ticked,
    ticked_blank_below,
]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_every_shape_of_a_list_of_victims_gives_the_same_accidents(shape, tmp_path):
    headings, table = shape()
    loaded = load(tmp_path, write_csv(tmp_path / "korban.csv", table, headings))
    found = loaded.table
    assert len(found) == 4
    assert list(found["killed"].fillna(0)) == [1, 0, 0, 2]
    assert list(found["seriously_injured"].fillna(0)) == [0, 1, 0, 0]
    assert list(found["slightly_injured"].fillna(0)) == [2, 0, 2, 0]
    assert list(found["severity"]) == ["fatal", "serious", "slight", "fatal"]
    assert list(found["hour"]) == [8, 9, 21, 6]
    assert note_rows(loaded)["victims_joined"] == 4
    assert loaded.intake.rows_set_aside == 0
    assert loaded.intake.rows_read == 8


def test_a_workbook_with_the_cells_of_the_accident_merged_is_a_list_of_victims(tmp_path):
    headings, table = blank_below()
    path = write_xlsx(
        tmp_path / "korban.xlsx", {"Maret": [headings, *table]},
        [("Maret", 1, 0, 3, 0, ACCIDENTS[0][0][0]), ("Maret", 1, 1, 3, 1, ACCIDENTS[0][0][1])],
    )  # fmt: skip
    found = load(tmp_path, path).table
    assert list(found["killed"]) == [1, 0, 0, 2]


def test_victims_that_contradict_their_accident_are_counted_and_the_first_row_decides(tmp_path):
    headings, table = repeated()
    table[1][3] = "Jl. Lain"
    table[0][2], table[2][2] = "", "08.31"
    loaded = load(tmp_path, write_csv(tmp_path / "korban.csv", table, headings))
    assert note_rows(loaded)["victims_contradict"] == 1
    assert len(loaded.table) == 4


def test_a_later_list_of_victims_replaces_the_earlier_one(tmp_path):
    headings, table = repeated()
    first = write_csv(tmp_path / "1.csv", table, headings)
    later = [list(row) for row in table[:3]]
    later[1][5] = "MD"
    loaded = load(tmp_path, first, write_csv(tmp_path / "2.csv", later, headings))
    assert len(loaded.table) == 4
    assert loaded.table["killed"].sum() == 4
    assert note_rows(loaded)["duplicate_number"] == 3


def test_lists_of_two_months_without_numbers_are_not_mixed_up(tmp_path):
    headings, table = blank_below()
    march = [row[1:] for row in table]
    april = [[row[1].replace("-03-", "-04-"), *row[2:]] for row in table]
    names = [write_csv(tmp_path / f"{n}.csv", rows, headings[1:]) for n, rows in enumerate((march, april))]
    loaded = load(tmp_path, *names)
    assert len(loaded.table) == 8
    assert loaded.table["killed"].sum() == 6


def test_the_vehicles_of_the_victims_are_the_vehicles_of_the_accident(tmp_path):
    table = [
        [*ACCIDENTS[0][0], "MD", "SPM"], [*ACCIDENTS[0][0], "LR", "SPM"], [*ACCIDENTS[0][0], "LR", "Truk"],
        [*ACCIDENTS[1][0], "LB", "Pejalan kaki"],
    ]  # fmt: skip
    headings = [*HEADINGS[:4], "Akibat", "Kendaraan Terlibat"]
    found = load(tmp_path, write_csv(tmp_path / "korban.csv", table, headings)).table
    assert found[["user_motorcycle", "user_truck", "user_pedestrian"]].fillna(0).to_numpy().tolist() == [
        [1, 1, 0],
        [0, 0, 1],
    ]
