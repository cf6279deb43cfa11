"""Packed files and archives: unpacked within limits, other things in them left out and said."""

import bz2
import gzip
import io
import lzma
import tracemalloc
import zipfile

import geopandas as gpd
import pytest

from generator.errors import DataError
from tests.accidents.makers import HEADINGS as ACCIDENT_HEADINGS
from tests.accidents.makers import load, note_rows, rows, write_csv, write_xlsx
from tests.accidents.reading import cells, raw, told

TABLE = [list(ACCIDENT_HEADINGS), *rows(6)]


def archive(path, members, **options):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, **options) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return path


def csv_bytes(folder, table=TABLE):
    return write_csv(folder / "inner.csv", table[1:], table[0]).read_bytes()


@pytest.mark.parametrize(
    ("suffix", "pack"), [(".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress)]
)
def test_any_format_may_be_compressed(tmp_path, suffix, pack):
    book = write_xlsx(tmp_path / "b.xlsx", {"Data": TABLE}).read_bytes()
    for name, content in (("a.csv", csv_bytes(tmp_path)), ("a.xlsx", book), ("laka", csv_bytes(tmp_path))):
        (tmp_path / f"{name}{suffix}").write_bytes(pack(content))
        assert cells(tmp_path / f"{name}{suffix}") == TABLE


def test_all_tables_of_an_archive_are_one_and_the_rest_is_said(tmp_path):
    months = {f"2026/laka/{name}.csv": csv_bytes(tmp_path, [TABLE[0], *rows(9)[part]])
              for name, part in (("jan", slice(0, 4)), ("feb", slice(4, 9)))}  # fmt: skip
    other = {"foto/tkp.jpg": b"\xff\xd8\xff", "surat.pdf": b"%PDF", "__MACOSX/._jan.csv": b"\0", "laka/~$jan.xlsx": b"x",
             "lama.zip": b"PK\x03\x04"}  # fmt: skip
    loaded = load(tmp_path, archive(tmp_path / "laka.zip", months | other))
    assert len(loaded.table) == 9
    assert note_rows(loaded)["archive_skipped"] == 3


def test_a_shapefile_in_an_archive_keeps_its_parts_together(tmp_path):
    frame = gpd.GeoDataFrame(
        {"Tanggal": ["2026-03-01"], "Jalan": ["Cañada"]},
        geometry=gpd.points_from_xy([500000], [9000000]),
        crs=32749,
    )
    (tmp_path / "peta").mkdir()
    frame.to_file(tmp_path / "peta" / "titik.shp", encoding="cp1252")
    members = {f"peta/{path.name}": path.read_bytes() for path in (tmp_path / "peta").iterdir()}
    [table] = raw(archive(tmp_path / "a.zip", members))
    assert table.headings == ("Tanggal", "Jalan", "geometry latitude", "geometry longitude")
    day, road, lat, lon = table.cells.iloc[0]
    assert (day, road) == ("2026-03-01", "Cañada")
    assert (round(float(lat), 4), round(float(lon), 4)) == (-9.0466, 111.0)


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("a.zip", b"PK\x03\x04" + bytes(50), "arsipnya rusak"),
        ("a.csv.gz", gzip.compress(b"Tanggal;Jam\n" * 99, mtime=0)[:-9], "arsipnya rusak"),
        ("a.csv.xz", b"\xfd7zXZ\0" + bytes(9), "arsipnya rusak"),
        ("a.csv.bz2", b"BZh9" + bytes(9), "arsipnya rusak"),
    ],
)
def test_a_damaged_archive_is_said_to_be_one(tmp_path, name, content, found):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DataError, match=found):
        raw(tmp_path / name)


def test_an_archive_without_a_table_or_with_a_password_is_refused(tmp_path):
    with pytest.raises(DataError, match="tidak berisi tabel"):
        raw(archive(tmp_path / "a.zip", {"foto.jpg": b"\xff\xd8\xff", "lama.zip": b"PK"}))
    content = bytearray(archive(tmp_path / "b.zip", {"a.csv": b"a;b\n"}).read_bytes())
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "b.zip").write_bytes(content)
    with pytest.raises(DataError, match="kata sandi"):
        raw(tmp_path / "b.zip")


def test_a_bomb_stops_after_its_first_megabytes(tmp_path):
    """100 MB of zeros stand for 3 GB: reading stops at 64 MB in both."""
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=1) as file:
        for _ in range(100):
            file.write(bytes(1_000_000))
    (tmp_path / "a.csv.gz").write_bytes(packed.getvalue())
    archive(tmp_path / "a.zip", {"a.csv": bytes(100_000_000)}, compresslevel=1)
    for name in ("a.csv.gz", "a.zip"):
        tracemalloc.start()
        with pytest.raises(DataError, match="mengembang"):
            raw(tmp_path / name)
        assert tracemalloc.get_traced_memory()[1] < 200_000_000
        tracemalloc.stop()


def test_notes_of_a_packed_table_are_kept(tmp_path):
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress("a;b\n1;Gdańsk Łódź\n".encode("cp1250")))
    assert told(tmp_path / "a.csv.gz") == {"encoding_assumed": 1}
