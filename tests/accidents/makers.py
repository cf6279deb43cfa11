"""Small invented files and campaigns for the tests of the intake."""

import csv
from pathlib import Path

import xlsxwriter

from generator.accidents.load import Loaded, load_accidents
from generator.home import Home
from generator.settings import Campaign, Data, Polres

HEADINGS = (
    *("No LP", "Tanggal Kejadian", "Jam", "Lintang", "Bujur", "Tingkat Kecelakaan", "MD", "LB", "LR"),
    *("Tipe Kecelakaan", "Kendaraan Terlibat", "Nama Jalan", "Kecamatan"),
)


def rows(count=30, **changed):
    """Rows of strings under HEADINGS, one a day from 1 March 2026 on; `changed` replaces one column's values."""
    made = []
    for n in range(count):
        row = [
            f"LP/A/{n + 1}/III/2026/POLRES REKAAN", f"{n % 28 + 1:02d}-03-2026", f"{n % 23 + 1:02d}.{n % 59:02d} WIB",
            f"-9.6{n:04d}1", f"107.5{n:04d}1", ("Berat", "Sedang", "Ringan")[n % 3], str(int(n % 3 == 0)), "0",
            str(int(n % 3 == 1)), "Depan-belakang", "R2 vs R4", "Jl. Pasar Lama", "Cakra Kota",
        ]  # fmt: skip
        for heading, value in changed.items():
            column = HEADINGS.index(heading.replace("_", " "))
            row[column] = value(n) if callable(value) else value
        made.append(row)
    return made


def write_csv(path: Path, table, headings=HEADINGS, *, delimiter=";", encoding="utf-8", before=()):
    """A CSV of `table` under `headings`, with lines `before` them."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerows(before)
        writer.writerow(headings)
        writer.writerows(table)
    return path


def write_xlsx(path: Path, sheets, merges=()):
    """A workbook: sheet name -> rows of cells; `merges` are (sheet, first row, column, last row, column, text)."""
    with xlsxwriter.Workbook(path) as book:
        for name, table in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(table):
                for column, cell in enumerate(row):
                    if cell not in ("", None):
                        sheet.write(number, column, cell)
            for of, *place in merges:
                if of == name:
                    sheet.merge_range(*place)
    return path


def campaign(*files, **data) -> Campaign:
    """A campaign that reads `files` (paths) and has these further data settings."""
    zone = data.pop("zone", "Asia/Jakarta")
    paths = tuple(Path(file).as_posix() for file in files)
    return Campaign("uji", Polres("Polres Uji", "Kabupaten Uji", zone=zone), Data(accidents=paths, **data))


def home_in(folder: Path) -> Home:
    """A home that keeps caches and output in `folder`."""
    return Home(data_root=folder / "accident_data", output_root=folder / "output")


def load(folder: Path, *files, **data) -> Loaded:
    """The intake of `files` with caches in `folder`."""
    return load_accidents(campaign(*files, **data), home_in(folder))


def note_rows(loaded: Loaded) -> dict[str, int]:
    """Finding -> rows."""
    return {note.code: note.rows for note in loaded.intake.notes}
