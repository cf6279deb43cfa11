"""The same accidents as a fuller, dirtier CSV: the own spreadsheet of an office, kept by several hands."""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from generator.sample.chance import Weighted, stream
from generator.sample.irsms import narrative
from generator.sample.reports import person_name, plate, report_number

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from generator.sample.events import Person
    from generator.sample.profile import Profile
    from generator.sample.reports import Report

HEADINGS = (
    "NO", "NO LP", "HARI", "TGL KEJADIAN", "JAM", "TKP", "KECAMATAN", "DESA/KEL", "LINTANG", "BUJUR",
    "JENIS LAKA", "KENDARAAN TERLIBAT", "MD", "LB", "LR", "KERUGIAN MATERIAL", "FAKTOR PENYEBAB", "CUACA",
    "PENERANGAN", "KONDISI JALAN", "USIA KORBAN", "L/P", "TABRAK LARI", "NAMA", "ALAMAT", "NOPOL", "KRONOLOGI",
    "KETERANGAN DATA",
)  # fmt: skip
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
KINDS = {  # the usual word first, then synonyms
    "tunggal": ("Tunggal", "Laka Tunggal", "OC", "Out of Control", "Lepas kendali"),
    "depan_depan": ("Depan - Depan", "DPN-DPN", "Adu banteng"),
    "depan_belakang": ("Depan - Belakang", "DPN-BLKG", "Tabrak belakang"),
    "depan_samping": ("Depan - Samping", "DPN-SPG", "Tabrak samping"),
    "pejalan_kaki": ("Pejalan Kaki", "Tabrak Manusia", "Tabrak PK"),
    "samping_samping": ("Samping - Samping", "Serempet", "Adu samping"),
    "kendaraan_parkir": ("Kendaraan Parkir", "Tabrak parkir", "Tabrak kendaraan berhenti"),
    "beruntun": ("Beruntun", "Tabrakan Beruntun", "Karambol"),
    "benda": ("Tabrak Pohon", "Tabrak tiang", "Menabrak benda tetap"),
    "hewan": ("Tabrak Hewan", "Tabrak ternak"),
    "kereta_api": ("Kereta Api", "Tertemper KA", "Dengan KA"),
    "lainnya": ("Lain-lain", "Lainnya"),
}
FACTORS = {
    "tidak_jaga_jarak": ("Tidak menjaga jarak", "Gagal menjaga jarak", "tdk jaga jarak aman"),
    "mendahului": ("Mendahului", "Menyalip", "Ceroboh mendahului"),
    "kecepatan": ("Kecepatan tinggi", "Melebihi batas kecepatan", "Ngebut"),
    "abaikan_pejalan": ("Tidak mengutamakan pejalan kaki",),
    "lampu_merah": ("Menerobos lampu merah", "Langgar APILL"),
    "lawan_arus": ("Melawan arus", "Lawan arus"),
    "pindah_lajur": ("Pindah lajur", "Pindah jalur"),
    "tanpa_isyarat": ("Tidak memberi isyarat", "Tanpa sein"),
    "lelah_mengantuk": ("Mengantuk", "Lelah", "Ngantuk"),
    "ponsel": ("Menggunakan HP", "Main HP"),
    "alkohol": ("Pengaruh alkohol", "Mabuk"),
    "jalan_rusak": ("Jalan berlubang", "Jalan rusak"),
    "jalan_licin": ("Jalan licin",),
    "rem_blong": ("Rem blong",),
    "ban": ("Pecah ban",),
    "cuaca": ("Hujan", "Kabut"),
    "lainnya": ("Lain-lain", "-"),
}
SHORT = {
    "sepeda_motor": ("R2", "SPM", "Sp.Motor"),
    "mobil_barang": ("TRUK", "Pick up"),
    "mobil_penumpang": ("R4", "Mobil", "Minibus"),
    "bus": ("BUS", "Mikrobus"),
    "tidak_bermotor": ("Sepeda", "Becak"),
}
AGES = {"0-14": (5, 14), "15-24": (15, 24), "25-44": (25, 44), "45-59": (45, 59), "60+": (60, 84)}
SERIAL_ORIGIN = dt.date(1899, 12, 30)  # day 0 of Excel's 1900 calendar


class Clerk:
    """Writes rows the way several hands would, and counts every kind of dirt."""

    def __init__(self, profile: Profile, chance: random.Random) -> None:
        self.profile, self.chance = profile, chance
        self.dirt = profile.shares["kotoran_csv"]
        self.counts: Counter[str] = Counter()
        self.hours = Weighted.of(profile.shares["jam_gaya"])
        self.dates = Weighted.of(profile.shares["tanggal_gaya"])
        self.money = Weighted.of(profile.shares["rupiah_gaya"])

    def happens(self, name: str) -> bool:
        """Whether this kind of dirt falls on the row; counted when it does."""
        is_so = self.chance.random() < self.dirt[name]
        self.counts[name] += is_so
        return is_so

    def rows(self, reports: Sequence[Report]) -> Iterator[list[str]]:
        """Every row under the headings: accidents, repeats, NIHIL days, totals."""
        number = 0
        for (year, month), group in groupby(
            reports, key=lambda r: (r.accident.when.year, r.accident.when.month)
        ):
            of_month = list(group)
            for report in of_month:
                number += 1
                row = self._row(report)
                yield [str(number), *row]
                if self.happens("baris_duplikat"):
                    number += 1
                    yield [str(number), *row]
                if self.happens("baris_nihil"):
                    yield self._nothing(report)
            if self.profile.has_month_totals:
                self.counts["baris_total"] += 1
                yield self._total(of_month, f"{MONTHS[month - 1].upper()} {year}")

    def _row(self, report: Report) -> list[str]:
        accident, chance = report.accident, self.chance
        site, first = accident.site, accident.number * 4 + 1
        lat, lon = self._position(report)
        return [
            report_number(report, self.profile, 0),
            DAYS[accident.when.weekday()],
            self._date(accident.when.date()),
            self._hour(report),
            self._road(site.road.name or f"Jalan Desa {site.village}"),
            self.profile.parts[site.part].name,
            site.village,
            lat, lon,
            self._kind(accident.collision),
            self._vehicles(report),
            self._count(accident.killed), self._count(accident.serious), self._count(accident.slight),
            self._money(accident.loss_rp),
            chance.choice(FACTORS[accident.factor]),
            accident.weather.capitalize(),
            self._light(report),
            accident.surface.capitalize(),
            self._ages(accident.people),
            "/".join(person.sex for person in accident.people),
            "YA" if accident.is_hit_and_run else "",
            person_name(first), "ALAMAT CONTOH", plate(first),
            narrative(report, chance),
            self.profile.stamp,
        ]  # fmt: skip

    def _date(self, day: dt.date) -> str:
        style = self.dates.draw(self.chance)
        if style == "dd-mm-yyyy":
            return f"{day:%d-%m-%Y}"
        if style == "dd/mm/yyyy":
            return f"{day:%d/%m/%Y}"
        if style == "serial Excel":
            self.counts["tanggal_serial"] += 1
            return str((day - SERIAL_ORIGIN).days)
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"

    def _hour(self, report: Report) -> str:
        if self.happens("jam_kosong"):
            return self.chance.choice(("", "-", "tidak diketahui"))
        when = report.accident.when.time()
        style = self.hours.draw(self.chance)
        if report.has_default_time:
            when = dt.time(0, 0)
        elif style.startswith("±"):
            return f"±{when:%H.%M}"
        if style == "08.30 WIB":
            return f"{when:%H.%M} WIB"
        return f"{when:%H%M}" if style == "0830" else f"{when:%H:%M}"

    def _position(self, report: Report) -> tuple[str, str]:
        lat, lon = f"{report.lat:.6f}", f"{report.lon:.6f}"
        if report.position == "koordinat_kosong":
            return self.chance.choice((("", ""), ("-", "-"), ("0", "0")))
        if report.position == "tanda_hilang":
            return lat.lstrip("-"), lon
        if report.position == "tukar_lat_lon":
            return lon, lat
        if self.happens("koma_desimal"):
            return lat.replace(".", ","), lon.replace(".", ",")
        if self.happens("format_dms"):
            return _dms(report.lat, "LS"), _dms(report.lon, "BT")
        return lat, lon

    def _road(self, name: str) -> str:
        style = self.chance.random()
        if style < 0.2:
            return name.replace("Jalan", "Jl.").upper()
        return name.replace("Jalan", "Jln") if style < 0.4 else name.replace("Jalan", "Jl.")

    def _kind(self, collision: str) -> str:
        usual, *synonyms = KINDS[collision]
        return self.chance.choice(synonyms) if self.happens("sinonim_jenis") else usual

    def _vehicles(self, report: Report) -> str:
        accident = report.accident
        words = [self.chance.choice(SHORT[kind]) for kind in accident.vehicles]
        words += {"pejalan_kaki": ["Pejalan Kaki"], "kereta_api": ["KA"]}.get(accident.collision, [])
        return self.chance.choice((" vs ", " X ", " >< ", " dgn ")).join(words)

    def _count(self, number: int) -> str:
        return "-" if number == 0 and self.chance.random() < 0.3 else str(number)

    def _money(self, rupiah: int) -> str:
        style = self.money.draw(self.chance)
        dotted = f"{rupiah:,}".replace(",", ".")
        if style == "NIHIL":
            self.counts["kerugian_nihil"] += 1
            return "NIHIL"
        if style == "1,5 jt":
            return f"{rupiah / 1_000_000:.1f} jt".replace(".", ",")
        return {"1500000": str(rupiah), "1.500.000": dotted}.get(style, f"Rp {dotted},-")

    def _light(self, report: Report) -> str:
        hour = report.accident.when.hour
        if 6 <= hour < 18:
            return "Siang"
        if hour in {5, 18}:
            return "Senja" if hour == 18 else "Fajar"
        is_lit = report.accident.site.road.kind in {"arteri", "kolektor"}
        return "Malam ada lampu" if is_lit else "Gelap"

    def _ages(self, people: Sequence[Person]) -> str:
        return "/".join(f"{self.chance.randint(*AGES[person.age])}" for person in people)

    def _nothing(self, report: Report) -> list[str]:
        """A line for a day without accidents, as some offices keep it."""
        day = report.accident.when.date() + dt.timedelta(days=1)
        row = ["", "NIHIL", DAYS[day.weekday()], f"{day:%d-%m-%Y}", *[""] * (len(HEADINGS) - 5)]
        return [*row, self.profile.stamp]

    def _total(self, reports: Sequence[Report], month: str) -> list[str]:
        row = [""] * len(HEADINGS)
        row[1] = f"JUMLAH {month}"
        row[12:15] = [
            str(sum(getattr(one.accident, count) for one in reports))
            for count in ("killed", "serious", "slight")
        ]
        row[-1] = self.profile.stamp
        return row


def _dms(degrees: float, side: str) -> str:
    """Degrees, minutes, seconds with one decimal, and the side in letters."""
    tenths = round(abs(degrees) * 36_000)
    whole, rest = divmod(tenths, 36_000)
    minutes, seconds = divmod(rest, 600)
    return f"{whole}°{minutes:02d}'{seconds / 10:04.1f}\" {side}"


def write_spreadsheet(path: Path, reports: Sequence[Report], profile: Profile, seed: int) -> dict[str, int]:
    """Write the CSV (semicolons, UTF-8 with mark, title in row 1); gives the number of rows of each kind of dirt."""
    clerk = Clerk(profile, stream(seed, "spreadsheet"))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow([f"REKAP KECELAKAAN LALU LINTAS {profile.polres.upper()}"])
        writer.writerow([])
        writer.writerow(HEADINGS)
        writer.writerows(clerk.rows(reports))
    return {f"csv_{name}": clerk.counts[name] for name in sorted(clerk.counts)}
