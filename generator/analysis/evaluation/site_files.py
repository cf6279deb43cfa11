"""A file of treated places: GeoJSON (or another map file) with points, lines or areas, or CSV with lon and lat."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import shapely

from generator.accidents.cells.gdal import read_vector
from generator.accidents.words import fold
from generator.analysis.evaluation.sites import Asked
from generator.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path

_LON = ("lon", "longitude", "bujur", "x", "lng")
_LAT = ("lat", "latitude", "lintang", "y")
_NAME = ("name", "nama", "lokasi", "titik", "ruas")
TABLES = (".csv", ".txt", ".tsv")


def read_sites(path: Path) -> tuple[Asked, ...]:
    """One place per feature or row, named by its name field, else by its number. Raises DataError."""
    places = _table(path) if path.suffix.lower() in TABLES else _shapes(path)
    if not places:
        raise DataError(path.name, "tidak berisi tempat", "Isi dengan titik, garis, atau kolom lon dan lat")
    return tuple(places)


def _shapes(path: Path) -> list[Asked]:
    frame = read_vector(path)
    frame = frame[frame.geometry.notna() & ~frame.geometry.is_empty]
    field = next((name for name in frame.columns if fold(str(name)) in _NAME), None)
    names = [""] * len(frame) if field is None else frame[field].fillna("").astype(str).tolist()
    return [
        Asked(name.strip() or f"{path.stem} {n}", shape)
        for n, (name, shape) in enumerate(zip(names, frame.geometry, strict=True), 1)
    ]


def _table(path: Path) -> list[Asked]:
    """Rows with a decimal point or comma; the delimiter is the one that the heading has most often."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(
            path.name, f"tidak terbaca ({type(error).__name__})", "Simpan sebagai CSV UTF-8"
        ) from error
    heading = lines[0] if lines else ""
    delimiter = max(";,\t|", key=heading.count)
    rows = list(csv.DictReader(lines, delimiter=delimiter))
    fields = {fold(name): name for name in (rows[0] if rows else {}) if name}
    lon, lat, name = (
        next((fields[one] for one in many if one in fields), None) for many in (_LON, _LAT, _NAME)
    )
    if lon is None or lat is None:
        raise DataError(
            path.name, "tidak punya kolom lon dan lat", "Beri judul kolom lon dan lat pada baris pertama"
        )
    return [
        Asked(
            (row[name] or "").strip() if name and row[name] else f"{path.stem} {n}",
            _point(row[lon], row[lat], path, n),
        )
        for n, row in enumerate(rows, 1)
    ]


def _point(lon: str | None, lat: str | None, path: Path, row: int) -> shapely.Point:
    try:
        point = shapely.Point(float((lon or "").replace(",", ".")), float((lat or "").replace(",", ".")))
    except ValueError:
        point = shapely.Point(999, 999)
    if abs(point.x) > 180 or not abs(point.y) <= 90:  # also refuses "nan"
        raise DataError(
            f"{path.name} baris {row + 1}", "lon dan lat bukan derajat", "Tulis seperti 110.3695 dan -7.7956"
        )
    return point
