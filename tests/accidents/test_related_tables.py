"""Related tables: joined only over a key that is one, nothing multiplied, nothing lost without being counted."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.accidents.matching.join import Related, sums_of
from generator.accidents.matching.join_keys import Keyed, match_keys
from generator.accidents.notes import Notes
from generator.errors import DataError, SettingsError
from generator.settings import Join
from tests.accidents.makers import load, note_rows, rows, write_csv

pd = pytest.importorskip("pandas")
INJURIES = {"MD": "killed", "LB": "seriously_injured", "LR": "slightly_injured"}


def accidents(folder, numbers, days=None, name="laka.csv"):
    """Accidents without counts of their own under these numbers, one a day unless `days` says otherwise."""
    days = days or [f"{n % 28 + 1:02d}-03-2026" for n in range(len(numbers))]
    table = [[number, day, "08.30"] for number, day in zip(numbers, days, strict=True)]
    return write_csv(folder / name, table, ["Nomor Kasus", "Tanggal Kejadian", "Jam"])


def casualties(folder, keys, name="korban.csv", **further):
    """One slightly injured person for each key; `further` are columns of one value each row."""
    headings = ["Kasus", "Akibat", *further]
    table = [[key, "LR", *(column[n] for column in further.values())] for n, key in enumerate(keys)]
    return write_csv(folder / name, table, headings)


def joined(folder, accident_file, *files, key=("Nomor Kasus",), other=("Kasus",), role="casualties"):
    paths = tuple(file.as_posix() for file in files)
    return load(folder, accident_file, join=(Join(paths, key, other, role=role),))


def injured(loaded):
    return loaded.table["slightly_injured"].astype("Int64").fillna(0).tolist()


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (["2016S001", "2016S002", "2016S003"], ["2016S001    ", "2016S002  ", "2016S003 "]),
        (["001", "002", "003"], ["1", "2", "3"]),
        (["1", "2", "3"], ["1.0", "2.0", "3.0"]),
        (["20261234567", "20261234568", "20261234569"], ["20261234567.0", "20261234568.0", "20261234569.0"]),
        (["lp/a/007/III/2026", "LP/A/8/III/2026", "LP/A/9/III/2026"],
         ["LP-A/7/III/2026", "LP / A / 008 / III / 2026", "LP/A/9/III/2026"]),
        (["'0071", "'0072", "'0073"], ["0071", "0072", "0073"]),
    ],
)  # fmt: skip
def test_the_spellings_of_one_id_meet(ours, theirs, tmp_path):
    people = [theirs[0], theirs[0], theirs[2]]
    assert injured(joined(tmp_path, accidents(tmp_path, ours), casualties(tmp_path, people))) == [2, 0, 1]


def test_leading_zeros_stay_where_they_tell_two_accidents_apart(tmp_path):
    loaded = joined(
        tmp_path, accidents(tmp_path, ["07", "7", "8"]), casualties(tmp_path, ["07", "7", "7", "008"])
    )
    assert injured(loaded) == [1, 2, 0]
    assert note_rows(loaded)["join_orphans"] == 1


def test_ids_that_a_spreadsheet_has_rounded_are_never_joined_on(tmp_path):
    ours = ["1,23457E+11", "1,23457E+11", "445566778899", "445566778800"]
    loaded = joined(
        tmp_path,
        accidents(tmp_path, ours),
        casualties(tmp_path, ["1,23457E+11", "445566778899", "445566778899"]),
    )
    assert injured(loaded) == [0, 0, 2, 0]
    notes = note_rows(loaded)
    assert (notes["join_key_destroyed"], notes["join_orphans"], notes["join_unmatched"]) == (3, 1, 3)


def test_a_key_of_rounded_ids_alone_is_refused(tmp_path):
    laka = accidents(tmp_path, ["1,23457E+11", "1,23458E+11"])
    with pytest.raises(DataError, match="rusak"):
        joined(tmp_path, laka, casualties(tmp_path, ["1,23457E+11"]))


def test_a_key_that_begins_again_every_year_is_completed_by_the_year(tmp_path):
    laka = accidents(
        tmp_path,
        ["10001", "10002", "10001", "10002"],
        ["01-03-2025", "02-03-2025", "01-03-2026", "02-03-2026"],
    )
    people = casualties(
        tmp_path, ["10001", "10001", "10002", "10002"], Tahun=["2025", "2026", "2026", "2026"]
    )
    loaded = joined(tmp_path, laka, people)
    assert injured(loaded) == [1, 0, 1, 2]
    assert note_rows(loaded)["join_key_completed"] == 2


def test_the_year_may_stand_in_the_name_of_the_related_files(tmp_path):
    laka = accidents(tmp_path, ["10001", "10001"], ["01-03-2025", "01-03-2026"])
    files = [casualties(tmp_path, ["10001"] * n, f"person_{year}.csv") for n, year in ((1, 2025), (2, 2026))]
    assert injured(joined(tmp_path, laka, *files)) == [1, 2]


def test_a_key_that_cannot_be_completed_is_refused_with_its_name(tmp_path):
    laka = accidents(tmp_path, ["10001", "10001", "10002"], ["01-03-2025", "01-03-2026", "05-03-2026"])
    with pytest.raises(DataError, match=r'"Nomor Kasus".*tidak tunggal'):
        joined(tmp_path, laka, casualties(tmp_path, ["10001", "10002"]))


def test_a_key_of_several_columns_is_one_key(tmp_path):
    laka = write_csv(
        tmp_path / "laka.csv",
        [["1", "Polsek A", "01-03-2026"], ["1", "Polsek B", "02-03-2026"]], ["Urut", "Unit", "Tanggal Kejadian"],
    )  # fmt: skip
    people = write_csv(
        tmp_path / "korban.csv",
        [["1", "Polsek B", "LR"], ["1", "Polsek B", "LR"]],
        ["Urut", "Unit", "Akibat"],
    )
    loaded = joined(tmp_path, laka, people, key=("Urut", "Unit"), other=("Urut", "Unit"))
    assert injured(loaded) == [0, 2]


def test_a_key_that_meets_nothing_is_refused(tmp_path):
    with pytest.raises(DataError, match="tidak satu pun"):
        joined(tmp_path, accidents(tmp_path, ["A1", "A2"]), casualties(tmp_path, ["B1", "B2"]))


def test_a_running_number_that_pairs_other_days_is_refused(tmp_path):
    numbers = [str(n + 1) for n in range(20)]
    people = casualties(tmp_path, numbers, Tanggal=[f"{n % 28 + 1:02d}-04-2026" for n in range(20)])
    with pytest.raises(DataError, match="tanggalnya berbeda"):
        joined(tmp_path, accidents(tmp_path, numbers), people)


def test_an_unknown_role_is_named(tmp_path):
    with pytest.raises(SettingsError, match="korban"):
        joined(tmp_path, accidents(tmp_path, ["A1"]), casualties(tmp_path, ["A1"]), role="korban")


def test_a_table_of_places_adds_columns_and_no_rows(tmp_path):
    laka = accidents(tmp_path, ["A1", "A2", "A3"])
    places = write_csv(
        tmp_path / "lokasi.csv",
        [["A2", "-7,801", "110,361", "Nasional", "40"], ["A1", "-7,802", "110,362", "Desa", "60"]],
        ["Kasus", "Lintang", "Bujur", "Status Jalan", "Batas Kecepatan"],
    )
    loaded = joined(tmp_path, laka, places, role="places")
    assert loaded.intake.located_rows == 2
    assert list(loaded.table["road_status"]) == ["village", "national", "unknown"]
    assert note_rows(loaded)["join_filled"] == 2


def test_a_table_of_places_with_two_rows_for_an_accident_is_refused(tmp_path):
    places = write_csv(
        tmp_path / "lokasi.csv", [["A1", "Desa"], ["A1", "Nasional"]], ["Kasus", "Status Jalan"]
    )
    with pytest.raises(DataError, match="beberapa baris"):
        joined(tmp_path, accidents(tmp_path, ["A1", "A2"]), places, role="places")


def test_own_counts_that_differ_from_the_list_are_said(tmp_path):
    laka = write_csv(tmp_path / "laka.csv", rows(4))
    people = write_csv(tmp_path / "korban.csv", [[rows(1)[0][0], "LR"]], ["No LP", "Akibat"])
    loaded = joined(tmp_path, laka, people, key=("No LP",), other=("No LP",))
    assert note_rows(loaded)["join_differs"] == 1
    assert loaded.table["killed"].tolist()[0] == 0


keys = st.lists(st.integers(0, 30), min_size=0, max_size=60)
spelt = st.sampled_from(["{}", " {} ", "{}.0", "00{}", "{}  "])


@settings(max_examples=60, deadline=None)
@given(st.sets(st.integers(0, 30), min_size=1), keys, st.data())
def test_totals_are_conserved_and_rows_never_multiplied(numbers, related, data):
    ours = Keyed(
        pd.DataFrame({"k": [f"{n}" for n in sorted(numbers)]}), days(len(numbers)), years(len(numbers))
    )
    texts = [data.draw(spelt).format(n) for n in related]
    said = [data.draw(st.sampled_from(["MD", "LB", "LR", "selamat", ""])) for _ in related]
    theirs = Keyed(pd.DataFrame({"k": texts}, dtype="str"), days(len(related)), years(len(related)))
    matched = [n in numbers for n in related]
    if not any(matched):
        with pytest.raises(DataError):
            match_keys(ours, theirs, "k", Notes())
        return
    mine, other = match_keys(ours, theirs, "k", Notes())
    accident = other.map(pd.Series(mine.index, index=mine.to_numpy()))
    frame = pd.DataFrame({"person_injury": said}, dtype="str")
    sums = sums_of(Related(Join((), ("k",), role="casualties"), frame, accident), Notes())
    assert sums.index.is_unique
    assert len(sums) <= len(numbers)
    assert list(accident.notna()) == matched
    for word, name in INJURIES.items():
        assert sums[name].sum() == sum(s == word for s, m in zip(said, matched, strict=True) if m)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.integers(2, 12), st.lists(st.tuples(st.integers(0, 14), st.sampled_from(sorted(INJURIES))), min_size=1)
)
def test_the_whole_intake_conserves_the_totals(tmp_path, count, people):
    people = [*people, (0, "LR")]
    laka = accidents(tmp_path, [f"K{n}" for n in range(count)])
    korban = write_csv(tmp_path / "korban.csv", [[f"K{n}", said] for n, said in people], ["Kasus", "Akibat"])
    loaded = joined(tmp_path, laka, korban)
    assert len(loaded.table) == count
    for word, name in INJURIES.items():
        assert loaded.table[name].sum() == sum(n < count and said == word for n, said in people)
    orphans = [note.rows for note in loaded.intake.notes if note.code == "join_orphans"]
    assert sum(orphans) == sum(n >= count for n, _ in people)


def days(count):
    return pd.Series(pd.NaT, index=range(count), dtype="datetime64[us]")


def years(count):
    return pd.Series(pd.NA, index=range(count), dtype="Int64")
