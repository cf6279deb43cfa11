"""Lists of Indonesian offices: their headings and habits, invented accidents inside."""

from __future__ import annotations

from tests.accidents.portals import Happened, Portal

_ALL = frozenset({"time", "point", "killed", "serious", "slight", "severity"})
_MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
           "November", "Desember")  # fmt: skip
_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jum'at", "Sabtu", "Minggu")


def _long_day(a: Happened) -> str:
    return f"{a.at.day} {_MONTHS[a.at.month - 1]} {a.at.year}"


def _persons(a: Happened, words: tuple[str, str, str]) -> list[str]:
    return [words[0]] * a.killed + [words[1]] * a.serious + [words[2]] * a.slight


def _dishub(a: Happened) -> dict[str, object]:
    return {
        "No": a.number, "Lokasi Rawan Kecelakaan": f"Simpang {a.number}", "Tahun": a.at.year, "Jumlah Kejadian": 3 + a.vehicles,
        "MD": a.killed, "LB": a.serious, "LR": a.slight, "Kerugian Materi": "Rp 12.500.000",
    }  # fmt: skip


def _jasa_raharja(a: Happened) -> list[dict[str, object]]:
    return [{
        "No Berkas": f"{a.number:04d}/{n}", "No LP": f"LP/A/{a.number}/{a.at.year}/SATLANTAS", "Nama Korban": f"Rekaan Satu{n}", "Umur": 20 + n,
        "Tgl Laka": f"{a.at:%d/%m/%Y}", "Jam Laka": f"{a.at:%H:%M}", "Lokasi Laka": "Jl. Raya Sukamaju", "Sifat Cidera": injury,
        "Status Korban": "Pengendara", "Nilai Santunan": "Rp 20.000.000",
    } for n, injury in enumerate(_persons(a, ("Meninggal Dunia", "Luka Berat", "Luka Ringan")), 1)]  # fmt: skip


def _hospital(a: Happened) -> list[dict[str, object]]:
    return [{
        "No. RM": f"{a.number:06d}", "Nama Pasien": f"Rekaan Dua{n}", "Usia": f"{20 + n} th", "Tgl Kejadian": _long_day(a),
        "Jam Kejadian": f"{a.at:%H.%M} WIB", "Tempat Kejadian": "Jl. Raya Sukamaju", "Kondisi Korban": injury, "Peran": "Pengendara motor",
    } for n, injury in enumerate(_persons(a, ("MENINGGAL", "LUKA BERAT", "LUKA RINGAN")), 1)]  # fmt: skip


def _polsek(a: Happened) -> dict[str, object]:
    return {
        "NO": a.number, "HARI/TGL": f"{_DAYS[a.at.weekday()]}, {_long_day(a)}", "PUKUL": f"{a.at:%H.%M}", "TKP": "Jl. Raya Sukamaju",
        "KORBAN MD (L)": a.killed or "-", "KORBAN MD (P)": "", "KORBAN LB (L)": "", "KORBAN LB (P)": a.serious or "-",
        "KORBAN LR (L)": a.slight or "-", "KORBAN LR (P)": "", "RUMAT": "500.000", "KET": "R2 >< R4",
    }  # fmt: skip


def _form(a: Happened) -> dict[str, object]:
    return {
        "Timestamp": f"{a.at.month}/{a.at.day}/{a.at.year} 23:59:58", "Nama Petugas": "Rekaan Tiga", "Tanggal Kejadian": f"{a.at.month}/{a.at.day}/{a.at.year}",
        "Jam Kejadian": f"{a.at:%I:%M:%S %p}", "Share Lokasi": f"https://maps.google.com/?q={a.lat},{a.lon}",
        "Jumlah korban meninggal dunia": a.killed, "Jumlah korban luka berat": a.serious, "Jumlah korban luka ringan": a.slight,
        "Kronologi singkat": "R2 dan R4 bertabrakan",
    }  # fmt: skip


def _korlantas(a: Happened) -> dict[str, object]:
    return {
        "Accident Number": f"{a.number:05d}", "Police Office": "Polres Rekaan", "Accident Date": f"{a.at:%Y-%m-%d}", "Accident Time": f"{a.at:%H:%M:%S}",
        "Latitude": a.lat, "Longitude": a.lon, "Total Death": a.killed, "Total Seriously Injured": a.serious, "Total Slightly Injured": a.slight,
        "Material Loss": 500_000, "Accident Type": "Depan - Belakang", "Road Name": "Jl. Raya Sukamaju",
    }  # fmt: skip


def _gis(a: Happened) -> dict[str, object]:
    return {
        "FID": a.number, "TGL_KEJADI": f"{a.at:%Y%m%d}", "JAM_KEJADI": f"{a.at:%H:%M}", "JML_MD": a.killed, "JML_LB": a.serious, "JML_LR": a.slight,
        "NAMOBJ": "Jl. Raya Sukamaju", "POINT_X": a.lon, "POINT_Y": a.lat,
    }  # fmt: skip


def _deaths_by_kind(a: Happened) -> dict[str, object]:
    return {
        "Tanggal Kejadian": f"{a.at:%d-%m-%Y}", "Jam": f"{a.at:%H:%M}", "Lintang": a.lat, "Bujur": a.lon,
        "Pejalan kaki tewas": a.killed, "Jumlah Luka": a.serious + a.slight,
    }  # fmt: skip


def _form_without_time(a: Happened) -> dict[str, object]:
    told = _form(a)
    del told["Jam Kejadian"]
    return told


def _ship_and_air(a: Happened) -> dict[str, object]:
    return {
        "NO": a.number, "TANGGAL": _long_day(a), "JENIS KEJADIAN": "Kecelakaan lalu lintas", "LOKASI": "Jl. Raya Sukamaju",
        "SELAMAT": 1, "MENINGGAL": a.killed, "LUKA BERAT": a.serious, "LUKA RINGAN": a.slight, "HILANG": 0,
    }  # fmt: skip


INDONESIA = (
    Portal("dishub recap", "Asia/Jakarta", (-7.8, 110.3), _dishub, refused="tanggal|jumlah"),
    Portal("jasa raharja", "Asia/Jakarta", (-7.8, 110.3), _jasa_raharja, _ALL - {"point"}),
    Portal("hospital", "Asia/Jakarta", (-7.8, 110.3), _hospital, _ALL - {"point"}),
    Portal("polsek", "Asia/Jakarta", (-7.8, 110.3), _polsek, _ALL - {"point"}),
    Portal("form", "Asia/Jakarta", (-7.8, 110.3), _form),
    Portal("form without a time", "Asia/Jakarta", (-7.8, 110.3), _form_without_time, _ALL - {"time"}),
    Portal("rescue list", "Asia/Jakarta", (-7.8, 110.3), _ship_and_air, _ALL - {"time", "point"}),
    Portal("deaths by kind", "Asia/Jakarta", (-7.8, 110.3), _deaths_by_kind, frozenset({"time", "point", "injured", "deaths"})),
    Portal("korlantas", "Asia/Jakarta", (-7.8, 110.3), _korlantas),
    Portal("map attributes", "Asia/Jakarta", (-7.8, 110.3), _gis),
)  # fmt: skip
