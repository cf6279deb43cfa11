"""Vector files through GDAL, with every road to the network closed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from generator.errors import DataError
from generator.settings import is_local

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd
    import pandas as pd

# Drivers that fetch, or that read a file which may name another one.
_FETCHING = "HTTP,OGR_VRT,WFS,OAPIF,OGCAPI,EEDA,NGW,Elasticsearch,Carto,AmigoCloud,PLSCENES,GDALG"
_SIGNATURES = {
    ".geojson": (b"{",),
    ".json": (b"{",),
    ".gpkg": (b"SQLite format 3",),
    ".shp": (b"\x00\x00\x27\x0a",),
    ".osm": (b"<?xml", b"<osm"),
    ".pbf": (b"",),
}
SUFFIXES = tuple(_SIGNATURES)


def close_the_network() -> None:
    """Switch off whatever GDAL and PROJ would fetch; safe to call again, best before they are imported."""
    for name, value in {
        "GDAL_SKIP": _FETCHING,
        "GDAL_HTTP_TIMEOUT": "1",
        "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": "none",
        "PROJ_NETWORK": "OFF",
    }.items():
        os.environ[name] = value
    import pyogrio
    import pyproj

    pyogrio.set_gdal_config_options(
        {"CPL_VSIL_CURL_ALLOWED_EXTENSIONS": "none", "GDAL_HTTP_TIMEOUT": "1", "SHAPE_RESTORE_SHX": "YES"}
    )
    pyproj.network.set_network_enabled(active=False)  # type: ignore[attr-defined] # not in its __all__


def read_vector(path: Path, *, layer: str | None = None) -> gpd.GeoDataFrame:
    """All features of a local GeoJSON, GeoPackage, Shapefile or OpenStreetMap file, in degrees (EPSG:4326).

    Raises DataError for an address, an unknown or false format, an unreadable file, and for coordinates that
    are neither degrees nor declared.
    """
    frame = _read(path, layer, read_geometry=True)
    import geopandas as gpd

    if not isinstance(frame, gpd.GeoDataFrame):
        raise DataError(path.name, "tidak berisi bentuk peta", "Pilih lapisan yang berisi garis atau bidang")
    return _in_degrees(frame, path)


def read_fields(path: Path, *, layer: str | None = None) -> pd.DataFrame:
    """The fields of every feature without its shape. Raises DataError like read_vector."""
    fields: pd.DataFrame = _read(path, layer, read_geometry=False)
    return fields


def _read(path: Path, layer: str | None, *, read_geometry: bool) -> Any:
    check_signature(path)
    close_the_network()
    import pyogrio

    options: dict[str, Any] = {"layer": layer} if layer else {}
    try:
        return pyogrio.read_dataframe(path, read_geometry=read_geometry, **options)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError, RuntimeError) as error:
        raise DataError(
            path.name, "tidak terbaca sebagai berkas peta", "Simpan ulang sebagai GeoJSON atau GeoPackage"
        ) from error


def check_signature(path: Path) -> None:
    """Raise DataError unless the file is local, there, and begins as its format begins."""
    name = path.name
    if not is_local(str(path)):
        raise DataError(name, "bukan berkas di komputer ini", "Unduh berkasnya dahulu, lalu sebut jalurnya")
    known = _SIGNATURES.get(path.suffix.lower())
    if known is None:
        raise DataError(name, f"format {path.suffix or 'tanpa akhiran'} tidak dikenal",
                        f"Yang dikenal: {', '.join(SUFFIXES)}")  # fmt: skip
    try:
        with path.open("rb") as file:
            head = file.read(4096).lstrip(b"\xef\xbb\xbf \r\n\t")
    except FileNotFoundError:
        raise DataError(name, "berkas tidak ada", "Periksa jalur di bagian [data] berkas kampanye") from None
    except OSError as error:
        raise DataError(name, f"tidak dapat dibuka ({error.strerror})", "Tutup program lain yang memakainya, "
                        "atau periksa izinnya") from error  # fmt: skip
    if not head:
        raise DataError(name, "berkas kosong", "Simpan ulang berkas itu dari sumbernya")
    if not head.startswith(known) or b"gdal_streamed_alg" in head:
        raise DataError(name, f"isinya bukan {path.suffix.lower()}", "Simpan ulang dengan format yang benar")


def _in_degrees(frame: gpd.GeoDataFrame, path: Path) -> gpd.GeoDataFrame:
    if frame.crs is not None:
        return frame if frame.crs == "EPSG:4326" else frame.to_crs("EPSG:4326")
    west, south, east, north = frame.total_bounds
    if len(frame) and not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise DataError(
            path.name, "koordinatnya bukan derajat dan sistemnya tidak disebut",
            "Simpan ulang dengan sistem koordinat WGS 84 (EPSG:4326)",
        )  # fmt: skip
    return frame.set_crs("EPSG:4326")
