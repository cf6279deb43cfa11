"""Which files a campaign means, what they hold, and the reader that fits."""

from __future__ import annotations

import glob
import hashlib
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generator.accidents import readers
from generator.accidents.cells.raw import RawFile
from generator.accidents.wall.speakable import spoken_file_name
from generator.discovery import modules_in
from generator.errors import DataError, OtherFileError
from generator.records import InputFile
from generator.settings import is_local

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.accidents.cells.raw import RawTable, ReadSettings

_PARTS = (".shx", ".dbf", ".prj", ".cpg", ".sbn", ".sbx", ".qix", ".shp.xml")  # of a Shapefile


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of the campaign and what identifies its content."""

    path: Path
    record: InputFile
    is_matched: bool = False  # only a pattern names it: left out when it holds something else


def find_files(
    patterns: Iterable[str], root: Path, role: str, besides: Iterable[str] = ()
) -> list[SourceFile]:
    """Every file that the patterns name, each once, in the order of the patterns and then of the names.

    Numbers in names count as numbers (laka_9 before laka_10): where a report number stands in several files, the
    later file in this order is right. A pattern leaves out the files of `besides`, which have another role, and
    what an office program or a system adds. Raises DataError for an address, a pattern without a file, a folder, a
    link to nothing, and an empty file.
    """
    others = {found for other in besides for found in _plain_paths(other, root)}
    paths: dict[Path, bool] = {}
    for pattern in patterns:
        is_pattern = _is_pattern(pattern, root)
        for path in _matching(pattern, root):
            if not (is_pattern and path.resolve() in others):
                paths[path] = paths.get(path, True) and is_pattern
    if not paths:
        raise DataError("data.accidents", "tidak ada berkas kecelakaan di antara berkas yang disebut",
                        "Taruh berkas data kecelakaan di sana, atau perbaiki bagian [data] berkas kampanye")  # fmt: skip
    with ThreadPoolExecutor() as hashing:
        records = hashing.map(lambda path: _record(path, role), paths)
        return [SourceFile(path, record, paths[path]) for path, record in zip(paths, records, strict=True)]


def read_file(source: SourceFile, settings: ReadSettings) -> list[RawTable]:
    """The raw tables of a file. Raises DataError when no reader takes its name or it cannot be read."""
    try:
        return read_raw(RawFile(source.path.name, source.path), settings)
    except DataError as error:
        raise _called(error, source.path.name, source.record.name) from error


def read_raw(file: RawFile, settings: ReadSettings) -> list[RawTable]:
    """The same for a file that may have been unpacked from another one."""
    try:
        return _read(file, settings)
    except DataError as error:
        said = file.name if file.content is None else spoken_file_name(Path(file.name))
        raise _called(error, file.name, said) from error


def _called(error: DataError, name: str, said: str) -> DataError:
    """The same message, in which a file is called as reports call it."""
    return type(error)(*(part.replace(name, said) for part in (error.where, error.found, error.advice)))


def _read(file: RawFile, settings: ReadSettings) -> list[RawTable]:
    for reader in modules_in(readers):
        if file.name.lower().endswith(reader.SUFFIXES):
            tables: list[RawTable] = reader.read(file, settings)
            return tables
    raise OtherFileError(file.name, f'format "{Path(file.name).suffix or "tanpa akhiran"}" tidak dikenal',
                         f"Yang dapat dibaca: {', '.join(table_suffixes())}")  # fmt: skip


def table_suffixes() -> tuple[str, ...]:
    """Endings of the files that a reader takes."""
    return tuple(suffix for reader in modules_in(readers) for suffix in reader.SUFFIXES)


def _matching(pattern: str, root: Path) -> list[Path]:
    if not is_local(pattern):
        raise DataError(f'jalur "{pattern}"', "bukan berkas di komputer ini", "Unduh berkasnya dahulu")
    is_pattern = _is_pattern(pattern, root)
    found = [Path(name) for name in _globbed(pattern, root)] if is_pattern else [root / pattern]
    files = [path for path in found if path.is_file() and not (is_pattern and _is_of_system(path))]
    lost = [path for path in found if path.is_symlink() and not path.exists() and not _is_of_system(path)]
    said = pattern if is_pattern else (Path(pattern).parent / spoken_file_name(Path(pattern))).as_posix()
    if lost or (not files and not is_pattern and found[0].is_dir()):
        raise DataError(
            f'jalur "{said}"', "tautan ke berkas yang tidak ada" if lost else "itu folder, bukan berkas",
            "Salin berkasnya sendiri ke sana" if lost else "Tulis jalurnya dengan /* di belakangnya",
        )  # fmt: skip
    if not files:
        raise DataError(
            f'jalur "{said}"', "tidak ada berkas di sana",
            "Taruh berkas data kecelakaan di sana, atau perbaiki bagian [data] berkas kampanye",
        )  # fmt: skip
    return sorted(files, key=_natural) if is_pattern else files


def _is_pattern(path: str, root: Path) -> bool:
    """Whether a path has signs of a pattern and no file is called just so: "laka [2026].csv" may be one."""
    return glob.has_magic(path) and not (root / path).exists()


def _globbed(pattern: str, root: Path) -> list[str]:
    return glob.glob(str(root / pattern), recursive=True)  # noqa: PTH207 - absolute patterns


def _natural(path: Path) -> list[tuple[int, int, str]]:
    """The order of a path in which numbers count as numbers."""
    parts = re.findall(r"\d+|\D+", path.as_posix())
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts]


def _plain_paths(pattern: str, root: Path) -> list[Path]:
    """The files that a setting of another role names, whether they are there or not."""
    if not pattern or not is_local(pattern):
        return []
    return (
        [Path(name).resolve() for name in _globbed(pattern, root)]
        if glob.has_magic(pattern)
        else [(root / pattern).resolve()]
    )


def _is_of_system(path: Path) -> bool:
    """Lock files of office programs, hidden files, the parts of a Shapefile beside its main one."""
    name = path.name.lower()
    is_part = name.endswith(_PARTS) and path.with_name(path.name.split(".")[0] + ".shp").exists()
    return name.startswith((".", "~$")) or name in {"thumbs.db", "desktop.ini"} or is_part


def _record(path: Path, role: str) -> InputFile:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    except OSError as error:
        raise DataError(
            spoken_file_name(path), f"tidak dapat dibuka ({error.strerror})",
            "Tutup program lain yang memakainya, atau periksa izinnya",
        ) from error  # fmt: skip
    size = path.stat().st_size
    if not size:
        raise DataError(
            spoken_file_name(path),
            "berkas kosong",
            "Ekspor ulang datanya, lalu taruh lagi di tempat yang sama",
        )
    return InputFile(spoken_file_name(path, digest.hexdigest()[:8]), size, digest.hexdigest(), role)
