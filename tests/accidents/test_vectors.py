"""Every dirty value of the shared list, through the reader: read as expected, or flagged as expected.

The list says of each value what it means ("harapan") and what is odd about it ("catatan", with TANDA where a flag is
wanted). Values are read inside a file of an ordinary office, since many of them mean something only in their column.
"""

import csv
import datetime as dt
import re
import zoneinfo

import pandas as pd
import pytest

from generator.accidents.days.date_column import parse_days
from generator.accidents.days.when import DateQuestion, order_of, read_when
from generator.accidents.facts.people import read_casualties, read_money
from generator.accidents.notes import Notes
from generator.accidents.values.codes import collision_type, road_users
from generator.accidents.values.narrative import is_hit_and_run
from generator.accidents.wall.privacy import is_personal
from generator.accidents.wall.road_names import kilometre, tidy_road_name
from generator.codes import RoadUser
from generator.errors import DataError
from tests.accidents.makers import home_in, load, write_csv, write_xlsx

KINDS = {
    "date": 33,
    "date_col": 4,
    "time": 28,
    "coord": 26,
    "money": 26,
    "count": 18,
    "code": 22,
    "pii": 10,
    "sheet": 10,
}
HEADINGS = ["Tanggal Kejadian", "Jam", "Nama Jalan", "MD", "LB", "LR", "Lintang", "Bujur", "Koordinat", "Kerugian Materiil",
            "Kecamatan", "Keterangan"]  # fmt: skip
POINT = (-7.797068, 110.370529)
MARK = 7  # deaths in the row of the value

# Readings that differ from the list on purpose: value -> why.
OTHERWISE = {
    ("coord", "-7797068"): "the point is put back where the district says where; the repair is counted",
    ("coord", "-7.797.068"): "as above; the list itself says that it may be this value",
    ("coord", "7.797068"): "as above with the sign: the district lies in the south",
    ("coord", "49M 431234 9137890"): "the cell names its zone, so that it can be converted",
}


@pytest.fixture(scope="module")
def vectors(shared_data):
    path = shared_data.parent / "reference" / "domain" / "dirty_values.csv"
    with path.open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    return {kind: [(row["mentah"], row["harapan"], row["catatan"]) for row in found if row["jenis"] == kind]
            for kind in dict.fromkeys(row["jenis"] for row in found)}  # fmt: skip


def rows(**changed):
    """Twenty usual rows and, last, the one that `changed` is about, marked by its deaths."""
    made = []
    for n in range(20):
        row = [f"{n + 1:02d}/03/2026", f"{(7 * n) % 23 + 1:02d}.{n + 11}", "Jl. Melati", "0", "0", "1",
               f"-7.79{n + 10}61", f"110.37{n + 10}53", "", "Rp 1.000.000", "Cakra Kota", ""]  # fmt: skip
        made.append(row)
    last = ["21/03/2026", "10.05", "Jl. Melati", str(MARK), "0", "0", "", "", "", "", "Cakra Kota", ""]
    for heading, value in changed.items():
        last[HEADINGS.index(heading.replace("_", " "))] = value
    return [*made, last]


def frame_of(**changed):
    """The same rows as the reader gathers them from a file."""
    fields = ["occurred_on", "time", "road_name", "killed", "seriously_injured", "slightly_injured", "lat", "lon", "lat_lon",
              "loss_rp", "district", "remark_"]  # fmt: skip
    frame = pd.DataFrame(rows(**changed), columns=fields, dtype="str")
    return frame.assign(file_=0, sheet_=0, row_=range(2, len(frame) + 2), year_=0, month_=0)


def when(zone="Asia/Jakarta", **changed):
    """Day, minute and quality of the row that was changed, and the findings."""
    notes = Notes()
    read = read_when(
        frame_of(**changed), DateQuestion("", "Tanggal Kejadian", zoneinfo.ZoneInfo(zone)), notes
    )
    return read.iloc[-1], {note.code: note for note in notes.listed()}


def read(folder, changed, **data):
    """The marked row as read (None when it was set aside) and the findings of the file."""
    loaded = load(folder, write_csv(folder / "a.csv", rows(**changed), HEADINGS), **data)
    found = loaded.table[loaded.table["killed"] == MARK]
    notes = {note.code: note for note in loaded.intake.notes}
    return (found.iloc[0] if len(found) else None), notes


def boundary(folder):
    ring = [[110.2, -8.0], [110.6, -8.0], [110.6, -7.6], [110.2, -7.6], [110.2, -8.0]]
    path = folder / "batas.geojson"
    path.write_text(f'{{"type": "Polygon", "coordinates": [{ring}]}}', encoding="utf-8")
    return path.as_posix()


def test_the_list_has_the_values_that_these_tests_are_about(vectors):
    assert {kind: len(found) for kind, found in vectors.items()} == KINDS


DATE_FLAGS = {"tahun_saja": "date_year_only", "hari tidak cocok": "weekday_differs", "tanggal_tidak_sah": "date_unreadable",
              "tahun_hilang": "date_yearless", "rentang": "date_range", "masa_depan": "date_future",
              "terlalu_lama": "date_too_old", "kosong": "date_missing"}  # fmt: skip


def test_every_date_is_read_or_flagged(vectors):
    for text, expected, remark in vectors["date"]:
        if "bulan 25 mustahil" in remark:
            assert parse_days(pd.Series([text]), order_of(pd.Series([text, "03/12/2026"]), "").order)["day"][
                0
            ] == (pd.Timestamp(expected))
            continue
        row, notes = when(Tanggal_Kejadian=text)
        is_kept = row["flag"] in {"", "weekday_differs"}
        assert (str(row["day"].date()) if is_kept else "") == expected, text
        flags = [code for words, code in DATE_FLAGS.items() if words in remark]
        found = [row["flag"]] if row["flag"] else [code for code in notes if code == "weekday_differs"]
        assert found == (flags if flags or expected else ["date_missing"]), text
        if "time 08:30" in remark:
            assert row["minute"] == 605  # the column of hours goes before
            assert when(Tanggal_Kejadian=text, Jam="")[0]["minute"] == 510
        year = re.search(r"tahun_saja=(\d{4})", remark)
        assert not year or notes["date_year_typed"].detail == year[1]


def test_a_year_that_is_missing_comes_from_the_title_of_the_sheet(tmp_path):
    table = rows(Tanggal_Kejadian="12 Maret")
    path = write_xlsx(tmp_path / "a.xlsx", {"Data": [["DATA LAKA TAHUN 2026"], [], HEADINGS, *table]})
    assert dt.datetime(2026, 3, 12) in set(load(tmp_path, path).table["occurred_on"])  # noqa: DTZ001 - a wall date


def test_every_column_of_dates_gets_its_order(vectors, tmp_path):
    for number, (column, expected, _) in enumerate(vectors["date_col"]):
        texts = re.findall(r"\d+/\d+/\d+", column)
        table = [[texts[n % len(texts)], *row[1:]] for n, row in enumerate(rows())]
        folder = tmp_path / str(number)
        folder.mkdir()
        path = write_csv(folder / "a.csv", table, HEADINGS)
        if not expected:
            with pytest.raises(DataError, match="bercampur"):
                load(folder, path)
            continue
        loaded = load(folder, path)
        first, second, year = map(int, texts[-1].split("/"))
        day = (year, first, second) if expected == "urutan=mm/dd" else (year, second, first)
        assert dt.datetime(*day) in set(loaded.table["occurred_on"]), column  # noqa: DTZ001 - a wall date
        notes = {note.code: note.rows for note in loaded.intake.notes}
        assert ("date_order_ambiguous" in notes) == ("config.date_order" in expected)
        assert notes.get("date_order_ambiguous", 21) == 21


TIME_FLAGS = {"jam_24": "time_24", "jam_tidak_sah": "time_unreadable", "menit_tidak_sah": "time_unreadable",
              "label_waktu": "time_label", "rentang": "time_range"}  # fmt: skip
ZONES = {"WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}


def test_every_time_is_read_or_flagged(vectors):
    for text, expected, remark in vectors["time"]:
        row, notes = when(ZONES.get(text.split(" ")[-1], "Asia/Jakarta"), Jam=text)
        minute = row["minute"]
        assert ("" if pd.isna(minute) else f"{int(minute) // 60:02d}:{int(minute) % 60:02d}") == expected, (
            text
        )
        assert str(row["day"].date()) == "2026-03-21"
        flags = {code for words, code in TIME_FLAGS.items() if words in remark}
        assert flags == {code for code in notes if code.startswith("time_")}, text
        is_rough = "perkiraan" in remark or "jam_24" in remark
        assert row["time_quality"] == (
            "missing" if not expected else "approximate" if is_rough else "recorded"
        ), text


def test_every_coordinate_is_read_or_flagged(vectors, tmp_path):
    # So many other points that the one of the list is no pile.
    table = [
        [*row[:6], f"-7.79{n:04d}", f"110.37{n:04d}", *row[8:]] for n, row in enumerate(rows()[:20] * 25)
    ]
    for number, (text, expected, _) in enumerate(vectors["coord"], 1):
        table.append(rows(MD=str(number), Jam=f"10.{number}", **where(text, expected))[-1])
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", table, HEADINGS), boundary=boundary(tmp_path))
    for number, (text, expected, remark) in enumerate(vectors["coord"], 1):
        row = loaded.table[loaded.table["killed"] == number].iloc[0]
        point = row["point"]
        if expected:
            assert point is not None, text
        elif ("coord", text) not in OTHERWISE:
            assert point is None or row["point_quality"] == "outside", text
        if expected or (point is not None and row["point_quality"] != "outside"):
            assert (point.y, point.x) == pytest.approx(POINT, abs=5e-6 if expected else 0.15), text
        assert (row["point_quality"] != "recorded") or "TANDA" not in remark, text
    assert any(note.code.startswith("point_") for note in loaded.intake.notes)


def where(text, expected):
    """The columns in which such a value stands: both axes in one cell, or one beside a good other one."""
    if ";" in expected or re.search(r"://|^0,0$|^49M|Depan", text):
        return {"Koordinat": text}
    is_lon = text.startswith("110") or "BT" in text
    other = {"Lintang": str(POINT[0])} if is_lon else {"Bujur": str(POINT[1])}
    return {**other, "Bujur" if is_lon else "Lintang": text} if expected or re.search(r"\d", text) else {
        "Lintang": text, "Bujur": text}  # fmt: skip


MONEY_FLAGS = {"ambigu": "money_ambiguous", "terlalu_kecil": "money_small", "jumlahkan": "money_sum", "rentang": "money_range",
               "teks": "money_words", "satuan M": "money_unit_m"}  # fmt: skip


def test_every_amount_is_read_or_flagged(vectors):
    for text, expected, remark in vectors["money"]:
        notes = Notes()
        loss = read_money(frame_of(Kerugian_Materiil=text), notes).iloc[-1]
        assert ("" if pd.isna(loss) else str(loss)) == expected, text
        flags = {code for words, code in MONEY_FLAGS.items() if words in remark and "TANDA" in remark}
        assert flags == {note.code for note in notes.listed()}, text


COUNT_FLAGS = {"teks": "count_unreadable", "Romawi": "count_roman", "pecahan": "count_unreadable",
               "negatif": "count_negative", "mustahil": "count_impossible"}  # fmt: skip


def test_every_count_is_read_or_flagged(vectors, tmp_path):
    for number, (text, expected, remark) in enumerate(vectors["count"]):
        if "=" in expected:
            wanted = {"LB": 0, **{part[:2]: int(part[3:]) for part in expected.split(";")}}
            assert counts_of_cell(folder_of(tmp_path, number), text) == wanted
            continue
        notes = Notes()
        count = read_casualties(frame_of(LR=text), notes)["slightly_injured"].iloc[-1]
        assert ("" if pd.isna(count) else str(count)) == expected, text
        flags = {code for words, code in COUNT_FLAGS.items() if words in remark and "TANDA" in remark}
        assert flags == {note.code for note in notes.listed()}, text


def counts_of_cell(folder, text):
    table = [[*row[:3], text, row[10]] for row in rows()[:6]]
    headings = [*HEADINGS[:3], "Korban", "Kecamatan"]
    table = load(folder, write_csv(folder / "a.csv", table, headings)).table
    names = {"MD": "killed", "LB": "seriously_injured", "LR": "slightly_injured"}
    return {short: int(table[name].iloc[0]) for short, name in names.items()}


USERS = {
    "sepeda_motor": "motorcycle",
    "mobil_penumpang": "car",
    "mobil_barang": "truck",
    "pejalan_kaki": "pedestrian",
}
TYPES = {"depan_belakang": "rear_end", "depan_depan": "head_on", "tunggal": "single", "beruntun": "pile_up",
         "lainnya": "other"}  # fmt: skip
FURTHER = {"siang_terang": ("light", "daylight"), "hujan": ("weather", "rain"), "berawan": ("weather", "cloudy"),
           "berat": ("severity", "serious"), "": ("severity", "unknown")}  # fmt: skip


def test_every_code_is_read_or_left_open(vectors, tmp_path):
    for number, (text, expected, _) in enumerate(vectors["code"]):
        kind = expected.split("|")[0].split(";")[0]
        if kind in USERS:
            counts = {str(user): n for user, n in zip(RoadUser, road_users(text), strict=True) if n}
            wanted = [USERS[one] for one in expected.split("|")]
            assert counts == {one: wanted.count(one) for one in wanted}, text
        elif kind in TYPES:
            assert collision_type(text) == TYPES[kind], text
            assert is_hit_and_run(text) == ("hit_and_run=true" in expected), text
        elif kind.startswith("road="):
            assert tidy_road_name(text) == kind.removeprefix("road="), text
            assert kilometre(text) == (12 if "km=12" in expected else None)
        elif kind.startswith("district="):
            row, _ = read(folder_of(tmp_path, number), {"Kecamatan": text})
            assert row["district"] in {
                kind.removeprefix("district="),
                "",
            }  # one accident alone names no place
        else:
            column, code = FURTHER[kind]
            assert coded(folder_of(tmp_path, number), column, text) == {code}, text


def folder_of(tmp_path, number):
    folder = tmp_path / str(number)
    folder.mkdir()
    return folder


def coded(folder, column, text):
    heading = {"light": "Kondisi Cahaya", "weather": "Cuaca", "severity": "Tingkat Kecelakaan"}[column]
    table = [[*row[:3], text] for row in rows()]
    return set(load(folder, write_csv(folder / "a.csv", table, [*HEADINGS[:3], heading])).table[column])


def test_nothing_personal_comes_through_any_column(vectors, tmp_path):
    texts = [text for text, _, _ in vectors["pii"]]
    table = [[*row[:2], text, *row[3:10], text, text] for text in texts for row in rows()[:5]]
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", table, HEADINGS))
    behind = [path.read_bytes() for path in home_in(tmp_path).set_aside("uji").rglob("*") if path.is_file()]
    told = loaded.table.drop(columns="point").to_csv() + repr(loaded.intake)
    for text in texts:
        assert is_personal(text) or "An." in text, text
        assert text not in told, text
        assert not any(text.encode() in content for content in behind), text


SHORT = ["No", "Tanggal", "Jam", "Nama Jalan", "MD", "LB", "LR"]


def short(count=15, start=0):
    return [[str(n + 1), f"{n + 1:02d}-03-2026", f"{n % 20 + 1:02d}.1{n % 9}", "Jl. Melati", "0", "0", "1"]
            for n in range(start, start + count)]  # fmt: skip


def monthly(month):
    return [["1", f"{n + 1:02d}-{month:02d}-2026", "08.15", "Jl. Melati", "0", "0", "1"] for n in range(5)]


VICTIMS = [["No LP", "Tanggal", "Jam", "Nama Jalan", "Nama Korban", "Luka"], *[
    [f"LP/A/{n // 2}/III/2026", f"{n // 2 + 1:02d}-03-2026", "08.15", "Jl. Melati", f"Qq{n}", "MD" if n % 2 else "LR"]
    for n in range(20)]]  # fmt: skip
SHEETS = {
    "kop surat": ({"Data": [["POLRES REKAAN"], ["DATA LAKA"], [], ["No", "Tanggal", "Jam", "Nama Jalan", "KORBAN", "", ""],
                            ["", "", "", "", "MD", "LB", "LR"], *short()]}, 15, 15, ""),
    "1 2 3 4 5 6": ({"Data": [SHORT, [str(n + 1) for n in range(7)], *short()]}, 15, 15, "numbering_row"),
    "JUMLAH": ({"Data": [SHORT, *short(), ["JUMLAH", "", "", "", "0", "0", "15"]]}, 15, 15, "row_total"),
    "KASAT LANTAS": ({"Data": [SHORT, *short(), [], ["", "", "", "KASAT LANTAS"], ["", "", "", "REKAAN S.H."],
                               ["", "", "", "AKP NRP 12345678"]]}, 15, 15, "row_signature"),
    "sel gabungan Tanggal": ({"Data": [SHORT, *[row if n % 3 == 0 else [row[0], "", *row[2:]]
                                                for n, row in enumerate(short())]]}, 15, 15, ""),
    "JAN..DES": ({name: [SHORT, *monthly(n + 1)] for n, name in enumerate(("JAN", "FEB", "MAR"))}, 15, 15, ""),
    "REKAP": ({"Data": [SHORT, *short()], "REKAP": [["Bulan", "Jumlah", "MD"], ["Maret", "15", "0"]]}, 15, 15, "sheet_skipped"),
    "NIHIL": ({"Data": [SHORT, *short(), ["16", "16-03-2026", "NIHIL", "", "", "", ""]]}, 15, 15, "row_nihil"),
    "duplikat": ({"Data": [[*SHORT, "No LP"], *[[*row, f"LP/A/{n}/III/2026"] for n, row in enumerate(short())],
                           [*short()[4], "LP/A/4/III/2026"]]}, 15, 15, "duplicate_number"),
    "memanjang": ({"Data": VICTIMS}, 10, 10, "victims_joined"),
}  # fmt: skip
MERGED = [("Data", n, 1, n + 2, 1, f"{n:02d}-03-2026") for n in range(1, 16, 3)]


def test_every_habit_of_a_sheet_is_understood(vectors, tmp_path):
    for number, (habit, _, _) in enumerate(vectors["sheet"]):
        name = next(name for name in SHEETS if name in habit)
        sheets, accidents, slight, flag = SHEETS[name]
        path = folder_of(tmp_path, number) / "a.xlsx"
        merges = (
            MERGED if "gabungan" in name else [("Data", 3, 4, 3, 6, "KORBAN")] if name == "kop surat" else ()
        )
        loaded = load(path.parent, write_xlsx(path, sheets, merges))
        notes = {note.code for note in loaded.intake.notes}
        assert (len(loaded.table), int(loaded.table["slightly_injured"].sum())) == (accidents, slight), habit
        assert not flag or flag in notes, (habit, notes)
    assert len(SHEETS) == len(vectors["sheet"])
