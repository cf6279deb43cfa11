"""Vector files through GDAL, with every road to the network closed."""

from __future__ import annotations

import contextlib
import os
import warnings
from typing import TYPE_CHECKING, Any

from generator.errors import DataError
from generator.settings import is_local

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import geopandas as gpd

    from generator.accidents.cells.raw import RawFile

# Drivers that fetch, or that read a file which may name another one.
_FETCHING = "HTTP,OGR_VRT,WFS,OAPIF,OGCAPI,EEDA,NGW,Elasticsearch,Carto,AmigoCloud,PLSCENES,GDALG"
_SIGNATURES = {
    ".geojson": (b"{",),
    ".json": (b"{",),
    ".gpkg": (b"SQLite format 3",),
    ".shp": (b"\x00\x00\x27\x0a",),
    ".kml": (b"<?xml", b"<kml"),
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
    check_signature(path)
    return _with_shapes(_read(path, path.name, layer, read_geometry=True), path.name)


def layers_of(file: RawFile) -> list[tuple[str, str]]:
    """Name and kind of shape ("" where it has none that is known) of every layer. Raises DataError like read_vector."""
    source = _source_of(file)
    close_the_network()
    import pyogrio

    with _plainly(file.name, source):
        found = pyogrio.list_layers(source).tolist()
    return [(str(name), str(kind or "").replace("Unknown", "")) for name, kind in found]


def read_layer(file: RawFile, layer: str) -> gpd.GeoDataFrame:
    """One layer; the file may be packed. Raises DataError like read_vector.

    In degrees where the file says in which system its coordinates are, otherwise as written: which system it is can
    then be told from all files together.
    """
    import geopandas as gpd

    frame = _read(_source_of(file), file.name, layer, read_geometry=True)
    is_plain = isinstance(frame, gpd.GeoDataFrame) and frame.crs is None
    return frame if is_plain else _with_shapes(frame, file.name)


def _source_of(file: RawFile) -> Path | bytes | str:
    """What GDAL opens: the file, its content, or its place in a ZIP archive (a Shapefile has several parts)."""
    if file.content is not None:
        _check_head(file.name, file.content[:4096])
        return file.content
    if file.member:
        return f"/vsizip/{{{file.path.resolve().as_posix()}}}/{file.member}"
    check_signature(file.path)
    return file.path


def _with_shapes(frame: Any, name: str) -> gpd.GeoDataFrame:
    import geopandas as gpd

    if not isinstance(frame, gpd.GeoDataFrame):
        raise DataError(
            name, "tidak berisi bentuk peta", "Pilih lapisan yang berisi titik, garis, atau bidang"
        )
    return in_degrees(frame, name)


def _read(source: Path | bytes | str, name: str, layer: str | None, *, read_geometry: bool) -> Any:
    close_the_network()
    import pyogrio

    options: dict[str, Any] = {"layer": layer} if layer else {}
    with _plainly(name, source):
        return pyogrio.read_dataframe(source, read_geometry=read_geometry, **options)


@contextlib.contextmanager
def _plainly(name: str, source: Path | bytes | str) -> Iterator[None]:
    """What GDAL raises said in one sentence; its warnings (a field cut short, a name without ending) are dropped."""
    import pyogrio

    # A missing index of a Shapefile is made anew beside it, which cannot be done in an archive.
    pyogrio.set_gdal_config_options({"SHAPE_RESTORE_SHX": "NO" if isinstance(source, str) else "YES"})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", category=RuntimeWarning)
        warnings.filterwarnings("ignore", message="More than one layer")
        try:
            yield
        except (
            pyogrio.errors.DataSourceError,
            pyogrio.errors.DataLayerError,
            ValueError,
            RuntimeError,
        ) as error:
            raise DataError(
                name, "tidak terbaca sebagai berkas peta", "Simpan ulang sebagai GeoJSON atau GeoPackage"
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
            head = file.read(4096)
    except FileNotFoundError:
        raise DataError(name, "berkas tidak ada", "Periksa jalur di bagian [data] berkas kampanye") from None
    except OSError as error:
        raise DataError(name, f"tidak dapat dibuka ({error.strerror})", "Tutup program lain yang memakainya, "
                        "atau periksa izinnya") from error  # fmt: skip
    _check_head(name, head)


def _check_head(name: str, head: bytes) -> None:
    """Raise DataError unless the content begins as its format begins."""
    begins = head.lstrip(b"\xef\xbb\xbf \r\n\t")
    suffix = f".{name.rsplit('.', 1)[-1].lower()}"
    if not begins:
        raise DataError(name, "berkas kosong", "Simpan ulang berkas itu dari sumbernya")
    if not begins.startswith(_SIGNATURES[suffix]) or b"gdal_streamed_alg" in begins:
        raise DataError(name, f"isinya bukan {suffix}", "Simpan ulang dengan format yang benar")


def in_degrees(frame: gpd.GeoDataFrame, name: str) -> gpd.GeoDataFrame:
    """Shapes in EPSG:4326. Raises DataError for coordinates that are neither degrees nor declared."""
    if frame.crs is not None and frame.crs != "EPSG:4326":
        try:
            return frame.to_crs("EPSG:4326")
        except RuntimeError as error:  # what PROJ cannot make of a system
            raise DataError(
                name,
                "sistem koordinatnya tidak dikenal",
                "Simpan ulang dengan sistem koordinat WGS 84 (EPSG:4326)",
            ) from error
    if frame.crs is not None and (
        frame.is_empty.all() or frame.geom_type.isin(["Point", "MultiPoint"]).any()
    ):
        return frame  # points of accidents: what is no place is sorted out row by row
    west, south, east, north = frame.total_bounds
    if len(frame) and not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise DataError(
            name, "koordinatnya bukan derajat dan sistemnya tidak disebut",
            "Simpan ulang dengan sistem koordinat WGS 84 (EPSG:4326)",
        )  # fmt: skip
    return frame if frame.crs is not None else frame.set_crs("EPSG:4326")
