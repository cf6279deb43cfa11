"""Which files a campaign means, what they hold, and the reader that fits."""

from __future__ import annotations

import glob
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generator.accidents import readers
from generator.accidents.privacy import is_personal
from generator.discovery import modules_in
from generator.errors import DataError
from generator.records import InputFile
from generator.settings import is_local

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.accidents.raw import RawTable, ReadSettings


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of the campaign and what identifies its content."""

    path: Path
    record: InputFile


def find_files(patterns: Iterable[str], root: Path, role: str) -> list[SourceFile]:
    """Every file that the patterns name, each once, in the order of the patterns and then of the names.

    Raises DataError for an address, a pattern without a file, and an empty file.
    """
    paths: dict[Path, None] = {}
    for pattern in patterns:
        paths.update(dict.fromkeys(_matching(pattern, root)))
    return [SourceFile(path, _record(path, role)) for path in paths]


def read_file(source: SourceFile, settings: ReadSettings) -> list[RawTable]:
    """The raw tables of a file. Raises DataError when no reader takes its name or it cannot be read."""
    path = source.path
    name = path.name.lower()
    suffixes: list[str] = []
    for reader in modules_in(readers):
        suffixes += reader.SUFFIXES
        if any(name.endswith(suffix) for suffix in reader.SUFFIXES):
            tables: list[RawTable] = reader.read(path, settings)
            return tables
    raise DataError(path.name, f'format "{path.suffix or "tanpa akhiran"}" tidak dikenal',
                    f"Yang dapat dibaca: {', '.join(suffixes)}")  # fmt: skip


def _matching(pattern: str, root: Path) -> list[Path]:
    if not is_local(pattern):
        raise DataError(f'jalur "{pattern}"', "bukan berkas di komputer ini", "Unduh berkasnya dahulu")
    whole = str(root / pattern)
    found = sorted(glob.glob(whole)) if glob.has_magic(pattern) else [whole]  # noqa: PTH207 - absolute patterns
    files = [Path(name) for name in found if Path(name).is_file() and not _is_hidden(Path(name))]
    if not files:
        raise DataError(
            f'jalur "{pattern}"', "tidak ada berkas di sana",
            "Taruh berkas data kecelakaan di sana, atau perbaiki bagian [data] berkas kampanye",
        )  # fmt: skip
    return files


def _is_hidden(path: Path) -> bool:
    """Lock files of office programs and hidden files."""
    return path.name.startswith((".", "~$"))


def _public_name(path: Path, sha256: str) -> str:
    """The name that may stand in a report; a file named after a person is called by its content."""
    is_named = is_personal(path.stem) or is_personal(re.sub(r"[_-]+", " ", path.stem))
    return f"berkas-{sha256[:8]}{path.suffix}" if is_named else path.name


def _record(path: Path, role: str) -> InputFile:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    except OSError as error:
        raise DataError(
            path.name, f"tidak dapat dibuka ({error.strerror})",
            "Tutup program lain yang memakainya, atau periksa izinnya",
        ) from error  # fmt: skip
    size = path.stat().st_size
    if not size:
        raise DataError(
            path.name, "berkas kosong", "Ekspor ulang datanya, lalu taruh lagi di tempat yang sama"
        )
    return InputFile(_public_name(path, digest.hexdigest()), size, digest.hexdigest(), role)
