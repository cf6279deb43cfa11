"""Workbooks in the layout of the IRSMS "Export Laporan": 32 headings in row 3, every cell text, and the stamp."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import TYPE_CHECKING

from generator.sample.chance import stream
from generator.sample.reports import person_name, plate, report_number

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from generator.sample.profile import Profile
    from generator.sample.reports import Report

HEADINGS = (
    "No", "No.Laka", "Polres", "Tanggal Kejadian", "Tingkat Kecelakaan", "Jumlah Meninggal Dunia",
    "Jumlah Luka Berat", "Jumlah Luka Ringan", "Koordinat GPS - Lintang", "Koordinat GPS - Bujur",
    "Titik Acuan / Referensi", "Jarak Ke Lokasi Kecelakaan", "Arah Dari Titik Acuan Ke Lokasi Kecelakaan",
    "Informasi Khusus", "Tipe Kecelakaan", "Kondisi Cahaya", "Cuaca", "Kecelakaan Menonjol", "Nomor Jalan",
    "Nama Jalan", "Titik Jalan", "Fungsi Jalan", "Kelas Jalan", "Tipe Jalan", "Bentuk Geometri",
    "Kondisi Permukaan Jalan", "Batas Kecepatan Dilokasi", "Kemiringan Jalan", "Status Jalan",
    "Perkiraan Nilai Rugi Material Non Kendaraan", "Total Nilai Rugi Material Kendaraan", "Keterangan Kerugian",
)  # fmt: skip
STAMP_HEADING = "Keterangan Data"
MADE = dt.datetime(2026, 1, 1)  # noqa: DTZ001 - a fixed mark in the file's properties, no instant

TYPES = {
    "tunggal": (
        "Kendaraan Out of Control keluar ke kiri jalan",
        "Kendaraan Out of Control keluar ke kanan jalan",
        "Kendaraan Out of Control terguling di jalan",
    ),
    "depan_depan": ("Tabrakan depan - depan",),
    "depan_belakang": ("Tabrakan depan - belakang",),
    "depan_samping": (
        "Tabrakan depan - samping",
        "Di simpang, tabrakan dengan Kendaraan B yang datang dari arah kiri",
        "Di simpang, tabrakan dengan Kendaraan B yang datang dari arah kanan",
    ),
    "pejalan_kaki": ("Menabrak pejalan kaki yang menyeberang jalan", "Menabrak pejalan kaki di tepi jalan"),
    "samping_samping": ("Tabrakan samping - samping", "Tabrakan saat menyalip dari kanan"),
    "kendaraan_parkir": ("Menabrak kendaraan yang sedang parkir",),
    "beruntun": ("Tabrakan beruntun",),
    "benda": ("Menabrak pohon di tepi jalan", "Menabrak tiang di tepi jalan"),
    "hewan": ("Menabrak hewan",),
    "kereta_api": ("Tabrakan dengan kereta api di perlintasan",),
    "lainnya": ("Lainnya",),
}
WEATHER = {
    "cerah": "Cerah",
    "hujan": "Hujan/ Grimis",
    "berawan": "Berawan/ Mendung",
    "kabut": "Kabut/ Asap",
}
FORMS = {
    "lurus": ("Lurus",),
    "tikungan": ("Tikungan",),
    "simpang_tiga": ("T (Simpang Tiga)", "Y (Simpang Tiga)"),
    "simpang_empat": ("X atau + (Simpang Empat)",),
    "multi": ("Multi Simpang (Lebih dari 4)",),
    "jembatan": ("Jembatan",),
}
FUNCTIONS = {
    "arteri": "Arteri",
    "kolektor": "Kolektor",
    "lokal": "Lokal / Lingkungan",
    "lingkungan": "Lokal / Lingkungan",
}
CLASSES = {
    "arteri": "I (Jalan Besar utk beban 10 ton & max 18 m Panjang Ran)",
    "kolektor": "II (Jalan utk beban 8 ton & max 12 m Panjang Ran)",
    "lokal": "III (Jalan utk beban 8 ton & max 9 m Panjang Ran)",
    "lingkungan": "III (Jalan utk beban 8 ton & max 9 m Panjang Ran)",
}
LANES = {
    "arteri": "4/2 B (4 Lajur/2 Arah Dengan Batas Median)",
    "kolektor": "2/2 TB (2 Lajur/2 Arah Tanpa Batas Median)",
    "lokal": "2/2 TB (2 Lajur/2 Arah Tanpa Batas Median)",
    "lingkungan": "2/1 (2 Lajur/1 Arah)",
}
STATUSES = {
    "nasional": "Jalan Nasional",
    "provinsi": "Jalan Propinsi",
    "kabupaten": "Jalan Kota / Kabupaten",
    "desa": "Jalan Desa",
}
SURFACES = {"baik": "Baik", "licin": "Licin", "berlubang": "Berlubang"}
REFERENCES = (
    "Toko/ Pertokoan / Pasar", "Simpang", "Kantor/ Perkantoran", "Rumah / Perumahan / Pemukiman",
    "Sekolah/ Kampus", "Rumah Sakit", "SPBU", "Tempat Wisata", "Tempat Ibadah",
)  # fmt: skip
DIRECTIONS = (
    "Utara (0°)", "Timur laut (45°)", "Timur (90°)", "Tenggara (135°)",
    "Selatan (180°)", "Barat daya (225°)", "Barat (270°)", "Barat laut (315°)",
)  # fmt: skip
VEHICLES = {
    "sepeda_motor": ("Spm", "Sepeda motor"),
    "mobil_barang": ("Truk", "Pick up", "Dump truk"),
    "mobil_penumpang": ("Mobil penumpang", "Minibus"),
    "bus": ("Bus", "Mikrobus"),
    "tidak_bermotor": ("Sepeda", "Becak"),
}


def write_workbooks(
    out: Path, reports: Sequence[Report], profile: Profile, seed: int
) -> tuple[list[str], int]:
    """One workbook per calendar year, `laka_irsms_<year>.xlsx`; gives their names and the number of duplicate rows."""
    names, duplicates = [], 0
    for year, group in groupby(reports, key=lambda one: one.accident.when.year):
        chance = stream(seed, "irsms", str(year))
        rows = list(_rows(list(group), profile, chance))
        names.append(f"laka_irsms_{year}.xlsx")
        _write(out / names[-1], [row for row, _ in rows], profile.stamp)
        duplicates += sum(is_duplicate for _, is_duplicate in rows)
    return names, duplicates


def _rows(reports: list[Report], profile: Profile, chance: random.Random) -> Iterator[tuple[list[str], bool]]:
    """Rows of one year, each with whether it repeats an earlier one under another spelling of its number."""
    number = 0
    share = profile.shares["kotoran_irsms"]["baris_duplikat"]
    for report in reports:
        number += 1
        spelling = chance.choice((0, 0, 0, 1, 2))
        row = _row(report, profile, chance)
        yield [str(number), report_number(report, profile, spelling), *row], False
        if chance.random() < share:
            number += 1
            yield [str(number), report_number(report, profile, (spelling + 1) % 3), *row], True


def _row(report: Report, profile: Profile, chance: random.Random) -> list[str]:
    """Everything after the report number, in the order of HEADINGS."""
    accident, road = report.accident, report.accident.site.road
    when = accident.when.replace(hour=0, minute=0) if report.has_default_time else accident.when
    lat, lon = _position(report, chance)
    serious = str(accident.serious) if profile.is_serious_recorded else "0"
    return [
        profile.polres.upper(),
        f"{when:%d/%m/%Y %H:%M}",
        report.label.capitalize(),
        str(accident.killed), serious, str(accident.slight),
        lat, lon,
        _reference(report, chance),
        str(chance.choice((5, 10, 15, 20, 25, 30, 50, 75, 100))),
        chance.choice(DIRECTIONS),
        "Tabrak Lari" if accident.is_hit_and_run else "",
        chance.choice(TYPES[accident.collision]),
        _light(report),
        WEATHER[accident.weather],
        "Ya" if accident.killed > 2 else "Tidak",
        f"{road.settlement + 1:03d}",
        _address(report, profile, chance),
        str(chance.randrange(1, 40)),
        FUNCTIONS[road.kind], CLASSES[road.kind], LANES[road.kind],
        chance.choice(FORMS[accident.site.form]),
        SURFACES[accident.surface],
        str(road.limit_kmh),
        "Menanjak/ Menurun" if accident.site.is_slope else "Datar",
        STATUSES[road.status],
        str(accident.loss_rp) if accident.collision == "benda" else "0",
        str(accident.loss_rp) if chance.random() < 0.6 else "",
        narrative(report, chance),
    ]  # fmt: skip


def _position(report: Report, chance: random.Random) -> tuple[str, str]:
    """Latitude and longitude as text: as many digits as the phone liked, or spoilt."""
    more = 0 if report.position == "titik_polsek" else chance.choice((0, 0, 1, 6, 7))
    lat, lon = (f"{degrees:.7f}" + _digits(more, chance) for degrees in (report.lat, report.lon))
    if report.position == "koordinat_kosong":
        return chance.choice((("", ""), ("", ""), ("0", "0")))
    if report.position == "tukar_lat_lon":
        return lon, lat
    return (lat.lstrip("-"), lon) if report.position == "tanda_hilang" else (lat, lon)


def _digits(number: int, chance: random.Random) -> str:
    """Digits below the centimetre, drawn one by one: a computed float would differ between machines."""
    return "".join(str(chance.randrange(10)) for _ in range(number))


def _reference(report: Report, chance: random.Random) -> str:
    if report.accident.site.form.startswith(("simpang", "multi")) and chance.random() < 0.7:
        return "Simpang"
    trait = report.accident.trait
    if trait and trait.reference and chance.random() < 0.8:
        return trait.reference
    return chance.choice(REFERENCES)


def _light(report: Report) -> str:
    """Light follows the true hour."""
    hour = report.accident.when.hour
    if 6 <= hour < 18:
        return "Terang / Jelas"
    if hour in {5, 18}:
        return "Redup / Samar (Tidak jelas terlihat)"
    return "Gelap / Sulit Terlihat"


def _address(report: Report, profile: Profile, chance: random.Random) -> str:
    """Free text as a phone makes it: often an address of a whole line, sometimes a plus code in front."""
    site = report.accident.site
    name = site.road.name or f"Jalan Desa {site.village}"
    style = chance.random()
    if style < 0.15:
        return name.upper().replace("JALAN", "JL.")
    if style < 0.3:
        return name.replace("Jalan", "Jl.")
    part = profile.parts[site.part].name
    tail = f"{site.village}, Kec. {part}, {profile.regency}, {profile.polda} {10_000 + 10 * site.part}"
    if style < 0.38:
        code = "".join(chance.choice("23456789CFGHJMPQRVWX") for _ in range(6))
        return f"{code[:4]}+{code[4:]} {name}, {tail}"
    return f"{name} No. {chance.randrange(1, 240)}, {tail}" if style < 0.6 else f"{name}, {tail}"


def narrative(report: Report, chance: random.Random) -> str:
    """What happened in the style of a report, all of it invented; the only place where vehicles are named."""
    accident = report.accident
    first = accident.number * 4 + 1
    parties = [
        f"{chance.choice(VEHICLES[kind])} {plate(first + n)} dikemudikan {person_name(first + n)}"
        for n, kind in enumerate(accident.vehicles)
    ]
    others = {"pejalan_kaki": f"pejalan kaki {person_name(first + 3)}", "kereta_api": "KA contoh"}
    if accident.collision in others:
        parties.append(others[accident.collision])
    if accident.is_hit_and_run and accident.collision != "pejalan_kaki" and len(parties) > 1:
        parties[-1] = "kendaraan yang melarikan diri"
    hour = f"pukul {accident.when:%H.%M} WIB" if not report.has_default_time else "jam tidak diketahui"
    sum_rp = f"{accident.loss_rp:,}".replace(",", ".")
    return f"DATA CONTOH. {hour}, {' kontra '.join(parties)}. Kerugian materi Rp{sum_rp}."


def _write(path: Path, rows: list[list[str]], stamp: str) -> None:
    """A workbook of text cells only; nothing in it depends on the time of making."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    book.set_properties({"title": "Export Laporan", "comments": stamp, "created": MADE})
    sheet = book.add_worksheet("Laporan")
    sheet.write_string(0, 0, "Export Laporan")
    for column, heading in enumerate((*HEADINGS, STAMP_HEADING)):
        sheet.write_string(2, column, heading)
    for number, row in enumerate(rows, 3):
        for column, text in enumerate(row):
            if text:
                sheet.write_string(number, column, text)
        sheet.write_string(number, len(HEADINGS), stamp)
    book.close()
