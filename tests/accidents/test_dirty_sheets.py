"""Tables as offices really keep them: what was planted comes out, or one sentence says why not."""

import datetime as dt
import zipfile

import pytest
import xlsxwriter

from generator.errors import DataError
from tests.accidents.makers import campaign, home_in, load, note_rows, write_csv, write_xlsx

HEADINGS = ["No", "Tanggal", "Jam", "Nama Jalan", "MD", "LB", "LR", "Kecamatan"]


def body(count=20, **changed):
    """Rows under HEADINGS: every fifth with a death, each with one slight injury."""
    made = []
    for n in range(count):
        row = [str(n + 1), f"{n % 28 + 1:02d}-03-2026", f"{n % 23:02d}.{n:02d} WIB", "Jl. Melati", str(int(n % 5 == 0)),
               "0", "1", "Cakra Kota"]  # fmt: skip
        for heading, value in changed.items():
            row[HEADINGS.index(heading.replace("_", " "))] = value(n) if callable(value) else value
        made.append(row)
    return made


def planted(loaded):
    """Rows, killed, seriously and slightly injured, first day: as counted."""
    sums = loaded.table[["killed", "seriously_injured", "slightly_injured"]].sum().tolist()
    return (len(loaded.table), *sums, loaded.intake.period.start.isoformat())


USUAL = (20, 4, 0, 20, "2026-03-01")
LUKA = [["POLRES REKAAN"], ["NO", "WAKTU", "", "TKP", "KORBAN", "", ""], ["", "TGL", "JAM", "", "MD", "LUKA", ""],
        ["", "", "", "", "", "BERAT", "RINGAN"], *[row[:7] for row in body()]]  # fmt: skip
MONTH = [["LAKA LANTAS", "MARET 2026"], HEADINGS, *body(Tanggal=lambda n: str(n + 1))]
DAILY = [
    ["No", "Tanggal", "Jumlah Laka", "MD"],
    *[[str(n), f"{n:02d}-03-2026", "1", "0"] for n in range(1, 20)],
]

SHEETS = {
    "headings in three rows": {"Data": LUKA},
    "days alone under a month in the title": {"Lembar1": MONTH},
    "a recap by day beside the list": {"REKAP": DAILY, "Data": [HEADINGS, *body()]},
    "a recap by day under another name": {"Lembar1": DAILY, "Data": [HEADINGS, *body()]},
    "a copy of the sheet": {"Data": [HEADINGS, *body()], "Data (2)": [HEADINGS, *body()]},
    "headings broken over lines": {
        "Data": [["NO", "TANGGAL\nKEJADIAN", "JAM\nKEJADIAN", "NAMA\nJALAN", "KORBAN\nMD", "KORBAN\nLB", "KORBAN\nLR",
                  "KEC."], *body()]
    },
    "empty columns in front": {"Data": [["", "", *row] for row in [HEADINGS, *body()]]},
}  # fmt: skip


@pytest.mark.parametrize("name", SHEETS)
def test_a_workbook_gives_what_was_planted(tmp_path, name):
    assert planted(load(tmp_path, write_xlsx(tmp_path / "a.xlsx", SHEETS[name]))) == USUAL


COLUMNS = {
    "roman months": {"Tanggal": lambda n: f"{n + 1}-III-2026"},
    "days without marks": {"Tanggal": lambda n: f"202603{n + 1:02d}"},
    "points and two digits": {"Tanggal": lambda n: f"{n + 1:02d}.03.26"},
    "numbers spelt out": {"LR": "1 (satu) orang"},
    "tick marks": {"MD": lambda n: "v" if n % 5 == 0 else "", "LR": "√"},
    "100 further columns": {},
}


@pytest.mark.parametrize("name", COLUMNS)
def test_a_column_is_read_as_it_was_meant(tmp_path, name):
    wide = 100 if "100" in name else 0
    table = [[*row, *["x"] * wide] for row in body(**COLUMNS[name])]
    path = write_csv(tmp_path / "a.csv", table, [*HEADINGS, *(f"Kolom {n}" for n in range(wide))])
    assert planted(load(tmp_path, path)) == USUAL


def test_a_quotation_mark_that_is_never_closed_costs_no_row(tmp_path):
    lines = [";".join(row) for row in [HEADINGS, *body()]]
    for place in (4, 20):
        lines[place] = lines[place].replace("Jl. Melati", '"Jl. Melati')
    (tmp_path / "a.csv").write_text("\n".join(lines), encoding="utf-8")
    assert planted(load(tmp_path, tmp_path / "a.csv")) == USUAL


def test_the_zeros_of_a_half_written_file_are_no_utf_16(tmp_path):
    path = write_csv(tmp_path / "a.csv", body(), HEADINGS)
    path.write_bytes(path.read_bytes() + bytes(5000))
    assert planted(load(tmp_path, path)) == USUAL


@pytest.mark.parametrize("has_number", [True, False])
def test_victims_below_their_accident_are_counted_to_it(tmp_path, has_number):
    headings = [
        "No LP" if has_number else "No",
        "Tanggal",
        "Jam",
        "Nama Jalan",
        "Nama Korban",
        "Umur",
        "Luka",
    ]
    table = []
    for n in range(15):
        number = f"LP/A/{n}/III/2026" if has_number else str(n)
        table += [[number, f"{n + 1}/3/2026", "08.30", "Jl. A", "Qqbudi", "20", "MD" if n < 3 else "LR"],
                  ["", "", "", "", "Qqani", "30", "LR"]]  # fmt: skip
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", table, headings))
    assert planted(loaded) == (15, 3, 0, 27, "2026-03-01")
    assert note_rows(loaded)["victims_joined"] == 15


def test_dates_that_a_spreadsheet_has_turned_are_turned_back(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, HEADINGS)
        for n, row in enumerate(body(28), 1):
            sheet.write_row(n, 0, row)
            if n <= 12:  # 03/n read month first
                sheet.write_datetime(n, 1, dt.datetime(2026, n, 3), day)  # noqa: DTZ001 - a wall date
            else:
                sheet.write(n, 1, f"{n}/03/2026")
    loaded = load(tmp_path, path)
    assert (loaded.intake.period.start.isoformat(), loaded.intake.period.days) == ("2026-03-01", 28)
    assert note_rows(loaded)["date_turned"] == 11  # 03-03 is the same either way


def test_a_copy_of_a_file_is_read_once(tmp_path):
    paths = [write_csv(tmp_path / name, body(), HEADINGS) for name in ("laka.csv", "laka (1).csv")]
    loaded = load(tmp_path, *paths)
    assert planted(loaded) == USUAL
    assert note_rows(loaded)["table_repeated"] == 20


POINTS = {
    "LS and BT in one cell": (["Koordinat"], lambda n: [f"7.79{n:04d} LS 110.36{n:04d} BT"]),
    "columns exchanged": (["Lintang", "Bujur"], lambda n: [f"110.36{n:04d}", f"-7.79{n:04d}"]),
    "no minus anywhere": (["Lintang", "Bujur"], lambda n: [f"7.79{n:04d}", f"110.36{n:04d}"]),
    "a link": (["Link Maps"], lambda n: [f"https://maps.contoh/?q=-7.79{n:04d},110.36{n:04d}"]),
}


@pytest.mark.parametrize("name", POINTS)
def test_positions_lie_where_they_were_planted(tmp_path, name):
    headings, cells = POINTS[name]
    table = [[*row, *cells(n)] for n, row in enumerate(body())]
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", table, [*HEADINGS, *headings]))
    west, south, east, north = loaded.table.total_bounds
    assert loaded.intake.located_rows == 20
    assert (round(west, 2), round(south, 2), round(east, 2), round(north, 2)) == (
        110.36,
        -7.79,
        110.36,
        -7.79,
    )


def test_exchanged_columns_of_metres_are_told_by_the_area_of_the_system(tmp_path):
    def cells(n):
        return [f"{9137890 + n},5", f"{431234 + n},5"] if n < 15 else [f"{431234 + n},5", f"{9137890 + n},5"]

    table = [[*row, *(cells(n) if n != 3 else ["-1", "-1"])] for n, row in enumerate(body())]
    path = write_csv(tmp_path / "a.csv", table, [*HEADINGS, "X", "Y"])
    loaded = load(tmp_path, path, crs="EPSG:32749")
    assert loaded.table["point_quality"].value_counts().to_dict() == {
        "repaired_swap": 14, "repaired_form": 5, "missing": 1,
    }  # fmt: skip
    assert loaded.table.geometry.y.dropna().between(-7.81, -7.79).all()


def test_degrees_without_a_point_are_tried_against_the_district(tmp_path):
    ring = [[110.3, -7.9], [110.5, -7.9], [110.5, -7.7], [110.3, -7.7], [110.3, -7.9]]
    outline = tmp_path / "batas.geojson"
    outline.write_text(f'{{"type": "Polygon", "coordinates": [{ring}]}}', encoding="utf-8")
    table = [[*row, f"-7.79{n % 10}.{n:03d}", f"110.36{n % 10}.{n:03d}"] for n, row in enumerate(body())]
    path = write_csv(tmp_path / "a.csv", table, [*HEADINGS, "Lintang", "Bujur"])
    assert load(tmp_path, path, boundary=outline.as_posix()).intake.located_rows == 20
    assert load(tmp_path, path).intake.located_rows == 20  # in Indonesia only one power of ten fits
    with pytest.raises(DataError, match="titik desimal"):
        load(tmp_path, path, zone="UTC")


def test_minutes_past_midnight_lose_their_zeros_beside_whole_times(tmp_path):
    table = body(40, Jam=lambda n: "45" if n == 0 else str(900 + n))
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", table, HEADINGS))
    assert loaded.table["hour"].value_counts().to_dict() == {9: 39, 0: 1}


def test_a_cell_at_the_far_corner_and_a_bomb_are_refused_before_they_unpack(tmp_path):
    path = tmp_path / "jauh.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([HEADINGS, *body()]):
            sheet.write_row(number, 0, row)
        sheet.write(1_048_575, 16_383, "x")
    with pytest.raises(DataError, match="jauh di luar tabel"):
        load(tmp_path, path)
    bomb = tmp_path / "bom.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
    _claim(bomb, 2_000_000_000)
    with pytest.raises(DataError, match="1,5 GB"):
        load(tmp_path, bomb)


def _claim(path, size):
    """Let the archive's list say that its part is that large."""
    content = bytearray(path.read_bytes())
    start = content.index(b"PK\x01\x02")
    content[start + 24 : start + 28] = size.to_bytes(4, "little")
    path.write_bytes(content)


def test_a_repeated_cell_of_an_opendocument_sheet_is_refused(tmp_path):
    cell = '<table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p>'
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as packed:
        packed.writestr("content.xml", f'<table:table-row table:number-rows-repeated="1048576">{cell}')
    with pytest.raises(DataError, match="jauh di luar tabel"):
        load(tmp_path, tmp_path / "a.ods")


SECRETS = ("Bpk. Qqharto", "Ibu Qqsiti", "bengkel Pak Qqto", "rumah Qqeko", "Bripka Qqpol", "toko milik Qqeko",
           "ab 1234 qqx", "Warung Bu Qqtin", "Qqeko bin Qqsul", "RT 02/RW 01 Qqkulon")  # fmt: skip


@pytest.mark.parametrize("column", ["Nama_Jalan", "Kecamatan"])
def test_even_a_person_in_many_rows_is_no_name_of_a_road_or_district(tmp_path, column):
    table = body(4 * len(SECRETS), **{column: lambda n: SECRETS[n % len(SECRETS)]})
    loaded = load(tmp_path, write_csv(tmp_path / "a.csv", table, HEADINGS))
    assert set(loaded.table[{"Nama_Jalan": "road_name", "Kecamatan": "district"}[column]]) == {""}


def test_a_file_and_a_sheet_named_after_a_person_are_not_named_in_the_report(tmp_path):
    path = write_xlsx(tmp_path / "laka_Sdr._Qqeko_AB_1234_QQX.xlsx", {"Pak Qqeko": [HEADINGS, *body()]})
    loaded = load(tmp_path, path)
    assert "Qq" not in repr(loaded.intake)
    assert loaded.intake.files[0].name.startswith("berkas-")
    assert campaign(path).data.accidents
    assert home_in(tmp_path).cache("uji").is_dir()
