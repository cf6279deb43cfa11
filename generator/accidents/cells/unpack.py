"""Packed bytes opened within limits: no bomb, no locked archive, nothing written to the disk."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zipfile
import zlib
from typing import IO, TYPE_CHECKING

from generator.accidents.cells.raw import MOST_BYTES
from generator.errors import DataError

if TYPE_CHECKING:
    from generator.accidents.cells.raw import RawFile

_BLOCK = 1 << 22
_FREE = 64_000_000  # bytes that may be unpacked whatever their packed size
_MOST_RATIO = 200  # tables of text shrink to a twentieth, at most to a hundredth
_MOST_MEMBERS = 2_000
_DAMAGE = (OSError, EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, NotImplementedError, ValueError)


def unpacked(file: RawFile, suffix: str, member: str = "") -> bytes:
    """Content of a packed file, or of one member of an archive.

    Raises DataError for damage, a password, and content that only a bomb has: over 1 GB, or over 64 MB of which
    less than a two-hundredth was packed.
    """
    packed = file.content if file.content is not None else None
    size = len(packed) if packed is not None else file.path.stat().st_size
    source: IO[bytes] = io.BytesIO(packed) if packed is not None else file.path.open("rb")
    try:
        with source, _opened(source, suffix, member) as content:
            return _bounded(content, size, file.name)
    except RuntimeError as error:  # zipfile says a password so
        raise DataError(file.name, "terkunci dengan kata sandi", "Simpan ulang tanpa kata sandi") from error
    except _DAMAGE as error:
        raise DataError(file.name, "arsipnya rusak", "Salin ulang berkas itu dari sumbernya") from error


def members(file: RawFile) -> list[str]:
    """Paths of the files in a ZIP archive, in the order of their names. Raises DataError like `unpacked`."""
    source = file.path if file.content is None else io.BytesIO(file.content)
    try:
        with zipfile.ZipFile(source) as archive:
            found = [one for one in archive.infolist() if not one.is_dir()]
    except _DAMAGE as error:
        raise DataError(file.name, "arsipnya rusak", "Salin ulang berkas itu dari sumbernya") from error
    if len(found) > _MOST_MEMBERS:
        raise DataError(file.name, "lebih dari 2.000 berkas di dalamnya", "Masukkan hanya tabel kecelakaan")
    if any(one.flag_bits & 1 for one in found):
        raise DataError(file.name, "terkunci dengan kata sandi", "Simpan ulang tanpa kata sandi")
    return sorted(one.filename for one in found if not _is_of_system(one.filename))


def _is_of_system(path: str) -> bool:
    """What an operating system adds by itself."""
    name = path.rsplit("/", 1)[-1]
    return (
        path.startswith("__MACOSX/")
        or name.startswith((".", "~$"))
        or name.lower() in {"thumbs.db", "desktop.ini"}
    )


def _opened(source: IO[bytes], suffix: str, member: str) -> IO[bytes]:
    if suffix == ".gz":
        return gzip.GzipFile(fileobj=source)  # type: ignore[return-value] # an IO in all but name
    if suffix == ".bz2":
        return bz2.BZ2File(source)
    if suffix == ".xz":
        return lzma.LZMAFile(source)
    return zipfile.ZipFile(source).open(member)


def _bounded(content: IO[bytes], size: int, name: str) -> bytes:
    made = bytearray()
    while block := content.read(_BLOCK):
        made += block
        if len(made) > MOST_BYTES:
            raise DataError(name, "isinya lebih dari 1 GB", "Bagi berkas itu per tahun")
        if len(made) > max(_FREE, _MOST_RATIO * size):
            raise DataError(name, "isinya mengembang lebih dari 200 kali, jadi bukan tabel biasa",
                            "Ekspor ulang tabelnya tanpa dimampatkan")  # fmt: skip
    return bytes(made)
