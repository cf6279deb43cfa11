"""Headings that count persons: all of them, one kind, a share; deaths never vanish behind another count."""

import pytest

from generator.accidents.sheets.count_headings import counted_by
from generator.accidents.sheets.fields import meaning_of
from tests.accidents.makers import load, note_rows, write_csv


@pytest.mark.parametrize(("heading", "field", "scope"), [
    ("INJURIES_FATAL", "killed", "all"), ("fatalCount", "killed", "all"), ("NUMBER OF PERSONS KILLED", "killed", "all"),
    ("jumlah korban meninggal dunia (MD)", "killed", "all"), ("ANTL_DOD", "killed", "all"), ("Maut", "killed", "all"),
    ("NUMBER OF MOTORIST KILLED", "killed", "kind"), ("Pejalan kaki tewas", "killed", "kind"), ("KORBAN MD (L)", "killed", "share_sex"),
    ("MD DI TKP", "killed", "share_where"), ("seriousInjuryCount", "seriously_injured", "all"),
    ("INJURIES_NON_INCAPACITATING", "slightly_injured", "all"), ("Poss_Injry_Cnt", "possibly_injured", "all"),
    ("non fatal injuries", "injured", "all"), ("INJ_OR_FATAL", "casualties", "all"), ("Jumlah MD dan luka", "casualties", "all"),
])  # fmt: skip
def test_a_heading_of_known_words_is_understood_as_a_whole(heading, field, scope):
    counted = counted_by(heading)
    assert counted is not None
    assert (counted.field, counted.scope) == (field, scope)


@pytest.mark.parametrize(
    "heading", ["Ringan", "Berat", "Berat kendaraan", "fatality rate", "No injury", "mdLB", "Korban", ""]
)
def test_other_headings_count_nobody_by_themselves(heading):
    assert counted_by(heading) is None


def test_deaths_of_some_persons_are_no_total():
    for heading in ("Cyclist fatalities", "deaths of drivers under 20", "Korban tewas penumpang"):
        known = meaning_of(heading)
        assert known is not None
        assert known.field == "killed_of_kind"


def table(folder, headings, rows):
    dated = [[f"{n % 28 + 1:02d}-03-2026", "Jl. A", *row] for n, row in enumerate(rows)]
    return load(folder, write_csv(folder / "a.csv", dated, ["Tanggal Kejadian", "Nama Jalan", *headings]))


def test_without_a_number_of_all_deaths_nobody_is_only_slightly_injured(tmp_path):
    loaded = table(
        tmp_path, ["Pejalan kaki tewas", "Jumlah luka"], [[str(int(n < 4)), "1"] for n in range(20)]
    )
    assert loaded.table["severity"].value_counts().to_dict() == {"unknown": 16, "fatal": 4}
    assert loaded.table["killed"].isna().all()
    assert note_rows(loaded)["deaths_of_kind"] == 20


def test_men_and_women_are_added_up_and_a_total_goes_first(tmp_path):
    rows = [[str(int(n < 3)), str(int(n == 0)), "0", "1"] for n in range(20)]
    loaded = table(tmp_path, ["MD (L)", "MD (P)", "LB", "LR"], rows)
    assert loaded.table["killed"].tolist()[:4] == [2, 1, 1, 0]


def test_one_sex_alone_is_no_total(tmp_path):
    rows = [[str(int(n < 3)), "0", "1"] for n in range(20)]
    loaded = table(tmp_path, ["MD (L)", "LB", "LR"], rows)
    assert loaded.table["killed"].isna().all()
    assert (loaded.table["severity"] == "fatal").sum() == 3


def test_of_two_columns_of_deaths_the_larger_one_holds_the_other(tmp_path):
    rows = [[str(int(n < 3)), str(int(n < 5)), "1"] for n in range(20)]
    loaded = table(tmp_path, ["Jumlah Meninggal", "Korban Meninggal Dunia", "LR"], rows)
    assert loaded.table["killed"].sum() == 5


def test_a_number_of_casualties_gives_up_its_dead(tmp_path):
    rows = [["1", "0", "1"]] * 4 + [["0", "1", "3"]] * 10 + [["0", "0", "1"]] * 6
    loaded = table(tmp_path, ["MD", "LB", "Jumlah Korban"], rows)
    assert loaded.table["slightly_injured"].sum() == 20 + 6
    assert note_rows(loaded)["injured_holds_killed"] == 4
