"""Tables as offices write them: a truth that a test knows, told in one of many habits, in one of many formats."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter
import xlwt

from generator.accidents.sheets.fields import known_headings

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence
    from pathlib import Path

Cell = str | int | float | dt.date | dt.time | None
_MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
           "November", "Desember")  # fmt: skip
_WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_ROADS = ("Jalan Pasar Lama", "Jalan Diponegoro", "Jalan Lingkar Timur", "Jalan Veteran")
# Where the invented district lies: a corner (lat, lon) and the zone of its clocks.
_PLACES = ((-7.9, 110.2, "Asia/Jakarta"), (3.4, 98.5, "Asia/Jakarta"), (-5.2, 119.4, "Asia/Makassar"),
           (-2.6, 140.5, "Asia/Jayapura"), (1.3, 124.7, "Asia/Makassar"), (-0.95, 100.2, "Asia/Jakarta"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Truth:
    """One accident as it was; no two of a table share a day."""

    day: dt.date
    minute: int | None
    point: tuple[float, float] | None  # lat, lon
    counts: tuple[int, int, int]  # killed, seriously injured, slightly injured
    road: str


@dataclass(frozen=True, slots=True)
class Office:
    """What an office wrote: the truth, the file, and what a reader cannot know from it."""

    truth: tuple[Truth, ...]
    path: Path
    zone: str
    habits: dict[str, str]  # column -> how it was written, for the message of a failing test


def invent(chance: random.Random, folder: Path) -> Office:
    """An office and its file, drawn by chance."""
    south, west, zone = chance.choice(_PLACES)
    truth = tuple(_accident(chance, day, south, west) for day in _days(chance))
    habits: dict[str, str] = {}
    columns = [*_when(chance, truth, habits, zone)]
    columns += [column for make in (_where, _counts, _others) for column in make(chance, truth, habits)]
    if chance.random() < 0.7:
        chance.shuffle(columns)
    headings = [_spelt(chance, heading) for heading, _ in columns]
    body = [list(row) for row in zip(*(cells for _, cells in columns), strict=True)]
    path = _write(chance, folder, _laid_out(chance, headings, body, habits), habits)
    return Office(truth, path, zone, habits)


# ------------------------------------------------------------------------------------------------ truth


def _days(chance: random.Random) -> list[dt.date]:
    first = dt.date(2024, 1, 1) + dt.timedelta(days=chance.randrange(600))
    return sorted(first + dt.timedelta(days=n) for n in chance.sample(range(200), chance.randint(12, 40)))


def _accident(chance: random.Random, day: dt.date, south: float, west: float) -> Truth:
    minute = None if chance.random() < 0.1 else chance.randrange(1, 1440)
    point = None if chance.random() < 0.1 else (
        round(south + chance.random() * 0.3, 6), round(west + chance.random() * 0.3, 6)
    )  # fmt: skip
    counts = tuple(chance.choice((0, 0, 0, 1, 1, 2, 3)) for _ in range(3))
    return Truth(day, minute, point, (counts[0], counts[1], counts[2]), chance.choice(_ROADS))


# ------------------------------------------------------------------------------------------------ habits of writing

Column = tuple[str, list[Cell]]
_DATES: dict[str, Callable[[dt.date], Cell]] = {
    "12-03-2026": lambda d: f"{d:%d-%m-%Y}",
    "12/03/2026": lambda d: f"{d:%d/%m/%Y}",
    "12.3.2026": lambda d: f"{d.day}.{d.month}.{d.year}",
    "12/3/26": lambda d: f"{d.day}/{d.month}/{d:%y}",
    "03/12/2026 month first": lambda d: f"{d:%m/%d/%Y}",
    "2026-03-12": lambda d: d.isoformat(),
    "20260312": lambda d: f"{d:%Y%m%d}",
    "12 Maret 2026": lambda d: f"{d.day} {_MONTHS[d.month - 1]} {d.year}",
    "12 MAR 2026": lambda d: f"{d.day} {_MONTHS[d.month - 1][:3].upper()} {d.year}",
    "Kamis, 12 Maret 2026": lambda d: f"{_WEEKDAYS[d.weekday()]}, {d.day} {_MONTHS[d.month - 1]} {d.year}",
    "Kamis 12-03-2026": lambda d: f"{_WEEKDAYS[d.weekday()]} {d:%d-%m-%Y}",
    "serial": lambda d: (d - dt.date(1899, 12, 30)).days,
    "a true date": lambda d: d,
}
_TIMES: dict[str, Callable[[int], Cell]] = {
    "08.30 WIB": lambda m: f"{m // 60:02d}.{m % 60:02d} ZONE",
    "08:30": lambda m: f"{m // 60:02d}:{m % 60:02d}",
    "08:30:00": lambda m: f"{m // 60:02d}:{m % 60:02d}:00",
    "pkl. 8.30": lambda m: f"pkl. {m // 60}.{m % 60:02d}",
    "Pukul 08.30": lambda m: f"Pukul {m // 60:02d}.{m % 60:02d}",
    "0830": lambda m: f"{m // 60:02d}{m % 60:02d}",
    "8:30 AM": lambda m: f"{(m // 60 - 1) % 12 + 1}:{m % 60:02d} {'AM' if m < 720 else 'PM'}",
    "part of a day": lambda m: m / 1440,
    "a true time": lambda m: dt.time(m // 60, m % 60),
}
_COUNTS: dict[str, Callable[[int], Cell]] = {
    "1": str,
    "a number": lambda n: n,
    "1 orang": lambda n: f"{n} orang",
    "1,0": lambda n: f"{n},0",
    "- for none": lambda n: str(n) if n else "-",
    "NIHIL for none": lambda n: str(n) if n else "NIHIL",
}
_DEGREES: dict[str, Callable[[float, str], Cell]] = {
    "-7.797068": lambda v, _: f"{v:.6f}",
    "-7,797068": lambda v, _: f"{v:.6f}".replace(".", ","),
    "a number": lambda v, _: v,
    "7.797068 LS": lambda v, axis: f"{abs(v):.6f} {_side(v, axis)}",
    "7° 47' 49.44\" LS": lambda v, axis: f"{_sexagesimal(abs(v))} {_side(v, axis)}",
}
_PAIRS: dict[str, Callable[[float, float], str]] = {
    "-7.79, 110.37": lambda lat, lon: f"{lat:.6f}, {lon:.6f}",
    "-7,79;110,37": lambda lat, lon: f"{lat:.6f};{lon:.6f}".replace(".", ","),
    "LatLng(...)": lambda lat, lon: f"LatLng({lat:.6f}, {lon:.6f})",
    "S 7.79 E 110.37": lambda lat, lon: f"{'S' if lat < 0 else 'N'} {abs(lat):.6f} E {lon:.6f}",
    "a link": lambda lat, lon: f"https://maps.google.com/?q={lat:.6f},{lon:.6f}",
}


def _zoned(cell: Cell, zone: str) -> Cell:
    """The time with the letters of its own zone."""
    letters = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}[zone]
    return cell.replace("ZONE", letters) if isinstance(cell, str) else cell


def _when(chance: random.Random, truth: Sequence[Truth], habits: dict[str, str], zone: str) -> list[Column]:
    date = habits["date"] = chance.choice(sorted(_DATES))
    time = habits["time"] = chance.choice(sorted(_TIMES))
    days = [_DATES[date](one.day) for one in truth]
    times = [_none(chance) if one.minute is None else _zoned(_TIMES[time](one.minute), zone) for one in truth]
    if (
        all(isinstance(cell, str) for cell in [*days, *times] if cell)
        and chance.random() < 0.2
        and date != "20260312"
    ):
        habits["together"] = "yes"
        both = [f"{day} {cell}" if one.minute is not None else day
                for one, day, cell in zip(truth, days, times, strict=True)]  # fmt: skip
        return [(_heading(chance, "date_time"), [*both])]
    return [(_heading(chance, "occurred_on"), days), (_heading(chance, "time"), times)]


def _where(chance: random.Random, truth: Sequence[Truth], habits: dict[str, str]) -> list[Column]:
    if chance.random() < 0.3:
        pair = habits["point"] = chance.choice(sorted(_PAIRS))
        cells: list[Cell] = [
            _none(chance) if one.point is None else _PAIRS[pair](*one.point) for one in truth
        ]
        return [(_heading(chance, "lat_lon"), cells)]
    style = habits["point"] = chance.choice(sorted(_DEGREES))
    fault = habits["fault"] = chance.choice(("none", "none", "sign", "swap rows", "swap all"))
    lats: list[Cell] = []
    lons: list[Cell] = []
    for one in truth:
        if one.point is None:
            empty = _none(chance)
            lats.append(empty)
            lons.append(empty)
            continue
        lat, lon = one.point
        is_odd = chance.random() < 0.1
        if fault == "sign" and is_odd and style in {"-7.797068", "-7,797068", "a number"}:
            lat = abs(lat)
        told = [_DEGREES[style](lat, "lat"), _DEGREES[style](lon, "lon")]
        if fault == "swap all" or (fault == "swap rows" and is_odd):
            told.reverse()
        lats.append(told[0])
        lons.append(told[1])
    return [(_heading(chance, "lat"), lats), (_heading(chance, "lon"), lons)]


def _counts(chance: random.Random, truth: Sequence[Truth], habits: dict[str, str]) -> list[Column]:
    columns: list[Column] = []
    style = habits["counts"] = chance.choice(sorted(_COUNTS))
    for place, field in enumerate(("killed", "seriously_injured", "slightly_injured")):
        columns.append((_heading(chance, field), [_COUNTS[style](one.counts[place]) for one in truth]))
    if chance.random() < 0.5:
        columns.append((_heading(chance, "severity"), [_label(one.counts) for one in truth]))
    return columns


def _others(chance: random.Random, truth: Sequence[Truth], habits: dict[str, str]) -> list[Column]:
    columns: list[Column] = [(_heading(chance, "road_name"), [one.road for one in truth])]
    if chance.random() < 0.5:
        columns.append(("No", [*range(1, len(truth) + 1)]))
    if chance.random() < 0.5:
        columns.append(("No LP", [f"LP/A/{n}/{one.day.year}/SPKT" for n, one in enumerate(truth, 1)]))
        habits["number"] = "yes"
    if chance.random() < 0.3:
        columns.append(("Keterangan lain-lain", ["" for _ in truth]))
    return columns


def _label(counts: tuple[int, int, int]) -> str:
    killed, serious, slight = counts
    return "Berat" if killed or serious else "Sedang" if slight else "Ringan"


def _none(chance: random.Random) -> Cell:
    return chance.choice(("", "-", "", "Nihil"))


def _side(value: float, axis: str) -> str:
    return ("LU" if value >= 0 else "LS") if axis == "lat" else "BT"


def _sexagesimal(value: float) -> str:
    hundredths = round(value * 360_000)
    return f"{hundredths // 360_000}° {hundredths // 6_000 % 60:02d}' {hundredths % 6_000 / 100:05.2f}\""


def _heading(chance: random.Random, field: str) -> str:
    """One of the project's known headings of a field that says this field and nothing broader."""
    known = [h for h, (name, _) in known_headings().items() if name == field and len(h) > 2 and h.isascii()]
    return chance.choice(sorted(known))


def _spelt(chance: random.Random, heading: str) -> str:
    spelt = chance.choice((heading.title(), heading.upper(), heading.capitalize(), heading.replace(" ", "_")))
    return f"{spelt} " if chance.random() < 0.1 else spelt


# ------------------------------------------------------------------------------------------------ layout


def _laid_out(
    chance: random.Random, headings: list[str], body: list[list[Cell]], habits: dict[str, str]
) -> list[list[Cell]]:
    """The sheet: letterhead, headings, a row that numbers the columns, the rows, a sum, a signature."""
    width = len(headings)
    rows: list[list[Cell]] = []
    if chance.random() < 0.4:
        habits["letterhead"] = "yes"
        rows += [_wide("KEPOLISIAN NEGARA REPUBLIK INDONESIA", width), _wide("DATA KECELAKAAN LALU LINTAS", width),
                 _wide("", width)]  # fmt: skip
    rows.append([*headings])
    if chance.random() < 0.2:
        habits["numbering"] = "yes"
        rows.append([str(n + 1) for n in range(width)])
    for row in body:
        rows.append(row)
        if chance.random() < 0.02:
            rows.append(_wide("", width))
    if chance.random() < 0.3:
        habits["total"] = "yes"
        rows.append(_wide("JUMLAH", width))
    if chance.random() < 0.2:
        habits["signature"] = "yes"
        rows += [_wide("", width), _wide("Mengetahui, Kasat Lantas", width)]
    return rows


def _wide(text: str, width: int) -> list[Cell]:
    return [text, *[""] * (width - 1)]


# ------------------------------------------------------------------------------------------------ formats


def _write(chance: random.Random, folder: Path, rows: list[list[Cell]], habits: dict[str, str]) -> Path:
    kind = habits["format"] = chance.choice(sorted(_FORMATS))
    return _FORMATS[kind](chance, folder, rows)


def _as_text(cell: Cell) -> str:
    if isinstance(cell, dt.time):
        return f"{cell:%H:%M}"
    return "" if cell is None else str(cell)


def _csv(chance: random.Random, folder: Path, rows: list[list[Cell]]) -> Path:
    path = folder / "laka.csv"
    encoding = chance.choice(("utf-8", "utf-8-sig", "cp1252", "utf-16"))
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(
            file, delimiter=chance.choice(",;\t|"), lineterminator=chance.choice(("\n", "\r\n"))
        )
        writer.writerows([[_as_text(cell) for cell in row] for row in rows])
    return path


def _xlsx(_: random.Random, folder: Path, rows: list[list[Cell]]) -> Path:
    path = folder / "laka.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Data")
        day, time = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"num_format": "hh:mm"})
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, dt.date):
                    sheet.write_datetime(number, column, cell, day)
                elif isinstance(cell, dt.time):
                    sheet.write_datetime(number, column, cell, time)
                elif isinstance(cell, str):
                    sheet.write_string(number, column, cell)
                elif cell is not None:
                    sheet.write_number(number, column, cell)
    return path


def _xls(_: random.Random, folder: Path, rows: list[list[Cell]]) -> Path:
    path = folder / "laka.xls"
    book = xlwt.Workbook()
    sheet = book.add_sheet("Data")
    styles = {dt.date: xlwt.easyxf(num_format_str="DD/MM/YYYY"), dt.time: xlwt.easyxf(num_format_str="HH:MM")}
    plain = xlwt.easyxf()
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell not in ("", None):
                sheet.write(number, column, cell, styles.get(type(cell), plain))
    book.save(str(path))
    return path


def _ods(_: random.Random, folder: Path, rows: list[list[Cell]]) -> Path:
    """An OpenDocument sheet written by hand: the package that could write one has no wheel."""
    path = folder / "laka.ods"
    lines = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="Data">{lines}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("META-INF/manifest.xml", "<manifest/>")
        packed.writestr("content.xml", content)
    return path


def _ods_cell(cell: Cell) -> str:
    if cell in ("", None):
        return "<table:table-cell/>"
    if isinstance(cell, dt.date):
        kind = f'office:value-type="date" office:date-value="{cell.isoformat()}"'
    elif isinstance(cell, dt.time):
        kind = f'office:value-type="time" office:time-value="PT{cell.hour:02d}H{cell.minute:02d}M00S"'
    elif isinstance(cell, str):
        kind = 'office:value-type="string"'
    else:
        kind = f'office:value-type="float" office:value="{cell!r}"'
    return f"<table:table-cell {kind}><text:p>{escape(_as_text(cell))}</text:p></table:table-cell>"


def _parquet(_: random.Random, folder: Path, rows: list[list[Cell]]) -> Path:
    """Parquet has no letterhead: headings are names, and only whole rows are rows."""
    path = folder / "laka.parquet"
    top = next(n for n, row in enumerate(rows) if sum(bool(cell) for cell in row) > 2)
    headings = [str(cell) for cell in rows[top]]
    body = [row for row in rows[top + 1 :] if sum(cell not in ("", None) for cell in row) > 2]
    names = [
        heading if heading not in headings[:n] else f"{heading} {n}" for n, heading in enumerate(headings)
    ]
    pq.write_table(pa.table({name: [_as_text(row[n]) for row in body] for n, name in enumerate(names)}), path)
    return path


_FORMATS: dict[str, Callable[[random.Random, Path, list[list[Cell]]], Path]] = {
    "csv": _csv, "xlsx": _xlsx, "xls": _xls, "ods": _ods, "parquet": _parquet,
}  # fmt: skip


def zipped(path: Path) -> bytes:
    """The file inside a zip archive."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.write(path, path.name)
    return target.getvalue()
