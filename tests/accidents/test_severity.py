"""Severity: the column is judged first, then the casualties decide, then the label."""

import pytest

from tests.accidents.makers import load, note_rows, rows, write_csv


def severities(folder, **changed):
    loaded = load(folder, write_csv(folder / "a.csv", rows(30, **changed)))
    return loaded.table["severity"].value_counts().to_dict(), loaded


def test_a_column_of_serious_injuries_that_is_never_filled_counts_as_not_recorded(tmp_path):
    found, loaded = severities(
        tmp_path, MD=lambda n: str(int(n % 6 == 0)), LB="0", LR=lambda n: str(int(n % 3 == 1))
    )
    assert found == {"fatal": 5, "serious": 5, "slight": 10, "damage": 10}
    assert loaded.table["seriously_injured"].isna().all()
    assert note_rows(loaded)["serious_not_recorded"] == 30


def test_casualties_decide_before_the_label_and_a_difference_is_reported(tmp_path):
    found, loaded = severities(
        tmp_path, Tingkat_Kecelakaan="Ringan", MD="0", LB=lambda n: str(int(n < 4)), LR="1"
    )
    assert found == {"serious": 4, "slight": 26}
    assert note_rows(loaded)["severity_differs"] == 30


def test_the_label_decides_where_nobody_is_counted(tmp_path):
    found, _ = severities(tmp_path, MD="", LB="", LR="")
    assert found == {"serious": 10, "slight": 10, "damage": 10}


def test_a_dash_beside_numbers_means_none(tmp_path):
    found, _ = severities(tmp_path, Tingkat_Kecelakaan="", MD="-", LB="-", LR=lambda n: "1" if n < 5 else "-")
    assert found == {"slight": 5, "damage": 25}


@pytest.mark.parametrize(("labels", "found"), [
    (("B", "S", "R"), {"serious": 10, "slight": 10, "damage": 10}),
    (("KB", "KS", "KR"), {"serious": 10, "slight": 10, "damage": 10}),
    (("KB", "KB", "KB"), {"unknown": 30}),
    (("L/R", "L/R", "L/R"), {"unknown": 30}),
])  # fmt: skip
def test_letters_mean_something_only_beside_their_sisters(labels, found, tmp_path):
    said, _ = severities(tmp_path, Tingkat_Kecelakaan=lambda n: labels[n % 3], MD="", LB="", LR="")
    assert said == found


def test_a_cell_with_all_counts_is_taken_apart(tmp_path):
    headings = ["Tanggal Kejadian", "Nama Jalan", "Korban"]
    table = [[f"{n + 1:02d}-03-2026", "Jl. A", "MD 1, LB 0, LR 2"] for n in range(6)]
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", table, headings))
    assert loaded.table[["killed", "seriously_injured", "slightly_injured"]].sum().tolist() == [6, 0, 12]


def test_a_column_of_victims_names_is_not_read_as_counts(tmp_path):
    headings = ["Tanggal Kejadian", "Nama Jalan", "Korban"]
    table = [[f"{n + 1:02d}-03-2026", "Jl. A", f"Sdr. Rekaan {n}"] for n in range(6)]
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", table, headings))
    assert loaded.table["killed"].isna().all()
    assert set(loaded.table["severity"]) == {"unknown"}


def test_injured_persons_without_a_degree_count_as_slightly_injured(tmp_path):
    headings = ["Date", "Road Name", "Injured", "Killed"]
    table = [[f"2026-03-{n + 1:02d}", "High Street", "2", "0"] for n in range(6)]
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", table, headings))
    assert loaded.table["slightly_injured"].sum() == 12
    assert note_rows(loaded)["injured_not_divided"] == 6


def detail_of(loaded, code):
    return next((note.detail for note in loaded.intake.notes if note.code == code), None)


SCALES = {
    "STATS19": (("1", "2", "3"), {"1": "fatal", "2": "serious", "3": "slight"}),
    "BAAC": (("2", "3", "4"), {"2": "fatal", "3": "serious", "4": "slight"}),
    "the other way round": (("3", "2", "1"), {"3": "fatal", "2": "serious", "1": "slight"}),
    "with a decimal": (("1.0", "2.0", "3.0"), {"1": "fatal", "2": "serious", "3": "slight"}),
}


@pytest.mark.parametrize("name", SCALES)
def test_a_scale_of_numbers_is_read_by_the_list_of_the_campaign(name, tmp_path):
    values, codes = SCALES[name]
    table = rows(30, Tingkat_Kecelakaan=lambda n: values[n % 3], MD="", LB="", LR="")
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", table), codes={"severity": codes})
    assert loaded.table["severity"].value_counts().to_dict() == {"fatal": 10, "serious": 10, "slight": 10}


def test_a_scale_of_numbers_without_a_list_means_nothing_and_the_list_is_asked_for(tmp_path):
    found, loaded = severities(tmp_path, Tingkat_Kecelakaan=lambda n: str(n % 3 + 1), MD="", LB="", LR="")
    assert found == {"unknown": 30}
    assert (note_rows(loaded)["severity_scale_unknown"], detail_of(loaded, "severity_scale_unknown")) == (
        30,
        "1, 2, 3",
    )


@pytest.mark.parametrize("worst", ["1", "3"])
def test_casualties_of_the_same_rows_prove_what_numbers_mean(worst, tmp_path):
    order = ("1", "2", "3") if worst == "1" else ("3", "2", "1")
    known = {heading: (lambda n, place=place: str(int(n % 3 == place)) if n < 24 else "")
             for place, heading in enumerate(("MD", "LB", "LR"))}  # fmt: skip
    found, loaded = severities(tmp_path, Tingkat_Kecelakaan=lambda n: order[n % 3], **known)
    assert found == {"fatal": 10, "serious": 10, "slight": 10}
    assert detail_of(loaded, "severity_scale_proved") == ", ".join(
        sorted(f"{code} = {name}" for code, name in zip(order, ("fatal", "serious", "slight"), strict=True))
    )


LETTERS = [
    (("K", "A", "B", "C", "O"), {"fatal": 6, "serious": 6, "slight": 12, "damage": 6}),
    (("K", "A", "K", "A", "K"), {"unknown": 30}),
]


@pytest.mark.parametrize(("letters", "found"), LETTERS)
def test_the_letters_of_the_united_states_are_known_together(letters, found, tmp_path):
    said, _ = severities(tmp_path, Tingkat_Kecelakaan=lambda n: letters[n % 5], MD="", LB="", LR="")
    assert said == found


WORDS = [
    ("Non-fatal injury", "slight"), ("Suspected Serious Injury", "serious"), ("No Apparent Injury", "damage"),
    ("Luka berat dan meninggal dunia", "fatal"), ("Tidak ada korban", "damage"), ("Blessé léger", "slight"),
    ("1 - Fatal", "fatal"), ("Kecelakaan Sedang", "slight"), ("Com vítimas", "slight"), ("Herido grave", "serious"),
]  # fmt: skip


def test_words_of_severity_are_read_with_their_denials(tmp_path):
    table = rows(len(WORDS), Tingkat_Kecelakaan=lambda n: WORDS[n][0], MD="", LB="", LR="")
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", table))
    assert loaded.table["severity"].tolist() == [code for _, code in WORDS]


def test_columns_of_deaths_or_slight_injuries_that_are_never_filled_are_judged_too(tmp_path):
    found, loaded = severities(
        tmp_path, Tingkat_Kecelakaan=lambda n: ("Meninggal", "Luka Berat", "Luka Ringan")[n % 3], MD="0",
        LB=lambda n: str(int(n % 3 < 2)), LR="0",
    )  # fmt: skip
    assert found == {"fatal": 10, "serious": 10, "slight": 10}
    assert loaded.table[["killed", "slightly_injured"]].isna().all(axis=None)
    assert {"killed_not_recorded", "slight_not_recorded"} <= set(note_rows(loaded))


def test_labels_that_are_always_lighter_than_the_casualties_are_said(tmp_path):
    found, loaded = severities(
        tmp_path, Tingkat_Kecelakaan=lambda n: "Ringan" if n % 2 else "Sedang", MD="0",
        LB=lambda n: str(int(n % 2 == 0)), LR=lambda n: str(int(n % 2 == 1)),
    )  # fmt: skip
    assert found == {"serious": 15, "slight": 15}
    assert note_rows(loaded)["severity_shifted_down"] == 30


def test_an_outcome_without_a_number_is_flagged_and_no_zero(tmp_path):
    headings = ["Tanggal Kejadian", "Nama Jalan", "Korban MD LB LR"]
    cells = ["MD 1 LR 2", "LR dua orang", "MD", "MD 1, MD 2"]
    table = [[f"{n + 1:02d}-03-2026", "Jl. A", cells[n % 4]] for n in range(16)]
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", table, headings))
    assert loaded.table["killed"].isna().sum() == note_rows(loaded)["count_unreadable"] == 8
    assert loaded.table["slightly_injured"].sum() == 16
