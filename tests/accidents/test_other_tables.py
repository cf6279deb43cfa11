"""Files that a planner may put in by mistake: refused with a sentence, never read as accidents."""

import datetime as dt

import pytest

from generator.errors import DataError
from tests.accidents.makers import HEADINGS, load, rows, write_csv, write_xlsx

DAYS = [dt.date(2026, 3, 1) + dt.timedelta(days=n) for n in range(28)]
MONTHS = ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus"]

OTHERS = {
    "sums by month": (
        ["Bulan", "Jumlah Laka", "MD", "LB", "LR", "Rumat"],
        [[month, "12", "3", "4", "15", "12.500.000"] for month in MONTHS], "tanggal",
    ),
    "sums by month and year": (
        ["Periode", "Jumlah Kejadian", "MD", "LB", "LR"],
        [[f"01-{n:02d}-2026", str(20 + n), "3", "2", "30"] for n in range(1, 9)], "jumlah kecelakaan|tanggal",
    ),
    "sums by day": (
        ["Tanggal", "Jumlah Laka", "MD", "LB", "LR"],
        [[f"{day:%d-%m-%Y}", str(n % 4), "0", "1", "2"] for n, day in enumerate(DAYS)], "jumlah kecelakaan",
    ),
    "sums by day without a column of how many": (
        ["Tanggal", "MD", "LB", "LR"],
        [[f"{day:%d-%m-%Y}", "1", "0", str(n % 5)] for n, day in enumerate(DAYS)], "jumlah kecelakaan",
    ),
    "sums by road": (
        ["Nama Jalan", "Tanggal", "Jumlah Kejadian", "MD"],
        [[f"Jl. Nomor {n}", "31-12-2025", str(n + 2), "1"] for n in range(12)], "jumlah kecelakaan",
    ),
    "traffic counts": (
        ["Tanggal", "Jam", "Ruas Jalan", "Sepeda Motor", "Mobil", "Truk", "Bus"],
        [[f"{day:%d-%m-%Y}", "07.00", "Jl. Raya", "1.240", "611", "88", "12"] for day in DAYS], "lalu lintas",
    ),
    "fines": (
        ["Tanggal", "Jam", "Lokasi", "Jenis Pelanggaran", "No Tilang"],
        [[f"{day:%d-%m-%Y}", "09.15", "Simpang Lima", "Tidak memakai helm", f"A{day.day}"] for day in DAYS], "tilang",
    ),
    "a roster": (
        ["Tanggal", "Jam", "Lokasi", "Petugas", "Kegiatan"],
        [[f"{day:%d-%m-%Y}", "06.30", "Simpang Tiga", "Regu A", "Gatur pagi"] for day in DAYS], "petugas",
    ),
    "rain by day": (
        ["Tanggal", "Curah Hujan (mm)", "Suhu"], [[f"{day:%d-%m-%Y}", "12", "27"] for day in DAYS], "tidak punya",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHERS)
def test_a_table_that_lists_no_accidents_is_refused_with_its_reason(name, tmp_path):
    headings, table, reason = OTHERS[name]
    with pytest.raises(DataError, match=reason):
        load(tmp_path, write_csv(tmp_path / "berkas.csv", table, headings))


@pytest.mark.parametrize("name", ["sums by day", "traffic counts", "fines"])
def test_it_is_refused_beside_a_list_of_accidents_too(name, tmp_path):
    headings, table, reason = OTHERS[name]
    good = write_csv(tmp_path / "laka.csv", rows(10))
    with pytest.raises(DataError, match=reason):
        load(tmp_path, good, write_csv(tmp_path / "lain.csv", table, headings))


@pytest.mark.parametrize(
    ("headings", "table"),
    [
        (["Tanggal Kejadian", "Lintang", "Bujur"], [[f"{d:%d-%m-%Y}", f"-7.8{d.day}", f"110.3{d.day}"] for d in DAYS]),
        (["Tanggal Kejadian", "Tempat Kejadian"], [[f"{d:%d-%m-%Y}", "Simpang Lima"] for d in DAYS]),
        (["Tanggal", "Jam", "Tingkat Kecelakaan"], [[f"{d:%d-%m-%Y}", "07.10", "Sedang"] for d in DAYS]),
        (["Tanggal", "Nama Jalan", "MD", "LB", "LR"], [[f"{d:%d-%m-%Y}", "Jl. A", "0", "0", "1"] for d in DAYS]),
        (["Tanggal", "Pasal yang dilanggar", "MD", "LR", "Tipe Kecelakaan"],
         [[f"{d:%d-%m-%Y}", "310", "0", "1", "tunggal"] for d in DAYS]),
        (["Tanggal", "Jumlah Kendaraan", "LR"], [[f"{d:%d-%m-%Y}", "2", "1"] for d in DAYS[::3] + DAYS[1::5]]),
    ],
)  # fmt: skip
def test_a_poor_list_of_accidents_is_still_one(headings, table, tmp_path):
    assert len(load(tmp_path, write_csv(tmp_path / "laka.csv", table, headings)).table) == len(table)


def test_a_sheet_of_fines_in_the_workbook_is_refused_with_the_way_out(tmp_path):
    headings, table, _ = OTHERS["fines"]
    path = write_xlsx(tmp_path / "a.xlsx", {"Laka": [HEADINGS, *rows(10)], "Tilang": [headings, *table]})
    with pytest.raises(DataError, match=r"tilang.*data\.sheet"):
        load(tmp_path, path)
