"""Workbooks as offices build them: letterheads, merged headings, totals, signatures, months, recaps."""

from tests.accidents.makers import HEADINGS, load, note_rows, rows, write_csv, write_xlsx

TWO_ROWS = [
    ["KEPOLISIAN RESOR REKAAN"],
    ["LAPORAN KECELAKAAN TAHUN 2026"],
    [],
    ["No", "Tanggal", "Jam", "Nama Jalan", "KORBAN", "", "", "Kecamatan"],
    ["", "", "", "", "MD", "LB", "LR", ""],
    ["1", "2", "3", "4", "5", "6", "7", "8"],
]
BODY = [[str(n), f"{n} Maret 2026", "08.30", "Jl. Melati", "1", "0", "2", "Cakra Kota"] for n in range(1, 11)]
FOOT = [
    ["JUMLAH", "", "", "", "10", "0", "20", ""],
    [],
    ["", "", "", "", "", "Mengetahui,", "", ""],
    ["", "", "", "", "", "KASAT LANTAS", "", ""],
    ["", "", "", "", "", "AKP CONTOH NRP 12345678", "", ""],
]


def test_a_letterhead_two_row_headings_and_the_foot_are_told_from_the_rows(tmp_path):
    loaded = load(tmp_path, write_xlsx(tmp_path / "a.xlsx", {"Data": TWO_ROWS + BODY + FOOT}))
    assert len(loaded.table) == 10
    assert loaded.table["killed"].sum() == 10
    assert loaded.table["slightly_injured"].sum() == 20
    notes = note_rows(loaded)
    assert notes["numbering_row"] == 1
    assert notes["row_total"] == 1
    assert notes["row_signature"] == 3
    assert loaded.intake.rows_set_aside == 0


def test_headings_merged_over_two_rows_are_put_together(tmp_path):
    merges = [("Data", 3, 4, 3, 6, "KORBAN"), *(("Data", 3, column, 4, column, text)
              for column, text in ((0, "No"), (1, "Tanggal"), (2, "Jam"), (3, "Nama Jalan"), (7, "Kecamatan")))]  # fmt: skip
    empty = [[""] * 8, [*[""] * 4, "MD", "LB", "LR", ""]]
    sheets = {"Data": [*TWO_ROWS[:3], *empty, TWO_ROWS[5], *BODY]}
    loaded = load(tmp_path, write_xlsx(tmp_path / "a.xlsx", sheets, merges))
    assert len(loaded.table) == 10
    assert loaded.table["killed"].sum() == 10


def test_the_same_layout_is_read_from_a_csv(tmp_path):
    path = write_csv(tmp_path / "a.csv", [*TWO_ROWS[4:], *BODY, *FOOT], TWO_ROWS[3], before=TWO_ROWS[:3])
    assert load(tmp_path, path).table["slightly_injured"].sum() == 20


def test_a_merged_date_counts_for_all_its_rows(tmp_path):
    body = [["No", "Tanggal", "Nama Jalan"], ["1", "", "Jl. A"], ["2", "", "Jl. B"], ["3", "", "Jl. C"]]
    path = write_xlsx(tmp_path / "a.xlsx", {"Data": body}, [("Data", 1, 1, 3, 1, "12-03-2026")])
    assert len(load(tmp_path, path).table) == 3


def test_all_months_are_read_and_the_recap_is_not(tmp_path):
    months = {"JAN": rows(3), "FEB": rows(5)[3:], "MAR": rows(9)[5:]}
    sheets = {name: [HEADINGS, *table] for name, table in months.items()}
    sheets["REKAP"] = [["Bulan", "Jumlah Kejadian", "MD"], ["JAN", "3", "1"], ["FEB", "2", "0"]]
    loaded = load(tmp_path, write_xlsx(tmp_path / "a.xlsx", sheets))
    assert len(loaded.table) == 9
    assert note_rows(loaded)["sheet_skipped"] == 1


def test_a_year_in_the_title_completes_dates_without_one(tmp_path):
    table = [
        ["DATA LAKA TAHUN 2026"],
        ["Tanggal", "Nama Jalan"],
        ["12 Maret", "Jl. A"],
        ["13 Maret", "Jl. B"],
    ]
    loaded = load(tmp_path, write_xlsx(tmp_path / "a.xlsx", {"Data": table}))
    assert loaded.intake.period.start.isoformat() == "2026-03-12"


def test_a_day_without_an_accident_is_no_row(tmp_path):
    table = rows(10)
    table[4] = ["", "05-03-2026", "NIHIL", "NIHIL", "", "NIHIL", "-", "-", "-", "NIHIL", "", "NIHIL", ""]
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", table))
    assert len(loaded.table) == 9
    assert note_rows(loaded)["row_nihil"] == 1


def test_an_accident_without_a_date_is_set_aside_and_listed_without_its_cells(tmp_path):
    table = rows(20)
    table[4][1] = ""
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", table))
    assert (loaded.intake.rows_read, loaded.intake.rows_kept, loaded.intake.rows_set_aside) == (20, 19, 1)
    listed = (tmp_path / "accident_data/uji/.sisihkan/baris.csv").read_text(encoding="utf-8-sig").splitlines()
    assert listed == ["berkas;lembar;baris;alasan;kolom;isi", "a.csv;;6;tanggal kosong;Tanggal Kejadian;"]
