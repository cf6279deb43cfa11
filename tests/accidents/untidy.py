"""A table of a police office with personal data wherever a tired person may have typed it, invented throughout."""

import random
from datetime import date, timedelta

import xlsxwriter

# What nobody may read anywhere; each is unlike any other text of the project.
ONCE = (
    *("Sdr. Qqwarsa", "Suminten Qqkarta", "AIPTU Qqpolisi NRP 78114711", "an. Qqbin Qqsalim", "Hj. Qqrohani"),
    *("AB 4711 QX", "ab4711qy", "B-4711-QZQ", "R.4711.QW", "4711-05", "CD 47 11", "BRIPKA Qqjaga"),
    *("3404014711900001", "3404 0147 1190 0002", "34.04.01.471190.0003", "08124711-4711", "+62 813 4711 4712"),
    *("(0274) 471147", "qqsurel@contoh.id", "QX (17 th)", "QY, 34 tahun", "SIM C 4711 0147 114711"),
    *("Dsn. Qqkulon RT 07 RW 11", "rumah Qqtetangga", "warung Bu Qqtini", "LP/B/4711/VI/2026/QQX", "milik Qqjuragan"),
)  # fmt: skip
# Names that stand again and again: the case that a rule of three alone lets through.
AGAIN = (
    "Budi Santoso",
    "SITI RAHAYU",
    "Joko Susilo",
    "Bpk. Slamet Wibowo",
    "depan Warung Bu Tini",
    "H. Sutrisno",
)
# What of them must not be found: the telling part, in lower case.
SECRETS = tuple(
    dict.fromkeys(
        part
        for text in (*ONCE, *AGAIN, "Qqkop Qqsurat", "Qqlembar", "Qqpenulis", "Qqcatatan", "Qqberkas", "Qqjudul")
        for part in (
            [word for word in text.replace(",", " ").split() if word.lower().startswith("qq")]
            or ([text] if any(c.isdigit() for c in text) or text.count(" ") == 1 else ["Slamet Wibowo", "Warung Bu Tini"])
        )
    )
)  # fmt: skip
HEADINGS = (
    *("No", "No LP", "Tanggal Kejadian", "Jam", "Lintang", "Bujur", "Tingkat Kecelakaan", "MD", "LB", "LR"),
    *("Tipe Kecelakaan", "Kendaraan Terlibat", "Nama Jalan", "Kecamatan", "Kelurahan", "Cuaca", "Faktor Penyebab"),
    *("Nama Korban", "Umur", "Alamat", "TKP", "Uraian Singkat", "Kerugian", "Keterangan", "Lain-lain", "Sdr. Qqjudul"),
)  # fmt: skip
DAY = HEADINGS.index("Tanggal Kejadian")
_ROADS = (
    "Jl. Pasar Lama",
    "Jl. Diponegoro No. 12",
    "Jln Lingkar Timur KM 4",
    "JL. VETERAN",
    "Jl. Ny. Ageng Serang",
)
_AREAS = ("Cakra Kota", "Sari Tengah", "Bukit Sari")
_VEHICLES = (
    "SPM Honda AB 4711 QX dikendarai Sdr. Qqwarsa vs Truk B-4711-QZQ",
    "R2 vs R4",
    "SPM X TRUK",
    "R 2 VS R 4",
)


def tidy_rows(count, seed=7):
    """Rows of strings under HEADINGS, without anything personal but in the columns that are for it."""
    chance = random.Random(seed)
    return [_row(n, chance) for n in range(count)]


def _row(n, chance):
    day = date(2026, 11, 15) - timedelta(days=n * 2 % 700)
    killed, serious = int(n % 9 == 0), int(n % 4 == 0)
    return [
        str(n + 1), f"LP/B/{n + 1}/VI/{day.year}/QQX", f"{day:%d-%m-%Y}", f"{6 + n % 15:02d}.{n % 57:02d} WIB",
        f"{-9.6 + chance.gauss(0, 0.04):.6f}", f"{107.5 + chance.gauss(0, 0.04):.6f}",
        "Berat" if killed or serious else "Ringan", str(killed), str(serious), "1",
        ("Depan-belakang", "Tunggal", "Depan-samping")[n % 3], _VEHICLES[n % 4], _ROADS[n % 5], _AREAS[n % 3],
        ("Sari", "Lor", "Kidul")[n % 3], "Cerah", "tidak jaga jarak", "Suminten Qqkarta", "34", "Dsn. Qqkulon RT 07 RW 11",
        "depan rumah Qqtetangga Jl. Pasar Lama", "SPM AB 4711 QX dikemudikan Sdr. Qqwarsa menabrak pejalan kaki",
        "Rp 1.500.000", "hub. 08124711-4711", "3404014711900001", "AIPTU Qqpolisi NRP 78114711",
    ]  # fmt: skip


def plant(rows, seed, *, spots=None):
    """Secrets typed into columns of the rows: each of ONCE in one cell, each of AGAIN in five of one column."""
    chance = random.Random(seed)
    columns = spots or range(1, len(HEADINGS))
    for text in ONCE:
        rows[chance.randrange(len(rows))][chance.choice(columns)] = text
    names = [
        HEADINGS.index(name) for name in ("Nama Jalan", "Kecamatan", "Kelurahan", "TKP", "Lain-lain", "Cuaca")
    ]
    for number, text in enumerate(AGAIN):
        for row in chance.sample(rows, min(5, len(rows))):
            row[names[(number + seed) % len(names)]] = text
    return rows


def write_workbook(path, rows, *, sheets=1):
    """A workbook with letterhead, author, a comment, a NIK as a number, sheets called after people, a signature."""
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"author": "Qqpenulis", "comments": "Qqcatatan", "title": "Qqpenulis"})
        share = -(-len(rows) // sheets)
        for number in range(sheets):
            sheet = book.add_worksheet(f"Qqlembar {number + 1}" if number else "Budi Santoso")
            sheet.write(0, 0, "POLRES UJI, dibuat oleh Qqkop Qqsurat")
            for column, heading in enumerate(HEADINGS):
                sheet.write(2, column, heading)
            sheet.write_comment(2, 2, "Qqcatatan AB 4711 QX", {"author": "Qqpenulis"})
            for line, row in enumerate(rows[number * share : (number + 1) * share], 3):
                for column, cell in enumerate(row):
                    sheet.write(line, column, float(cell) if cell == "3404014711900001" else cell)
            sheet.write(share + 5, 0, "Mengetahui, Kasat Lantas Qqkop Qqsurat NRP 78114711")
    return path
