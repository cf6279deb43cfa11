"""Files of a language: TOML read with a plain refusal, and its blocks as records."""

from __future__ import annotations

import tomllib
from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, Any, TypeVar

from generator.errors import TemplateError

if TYPE_CHECKING:
    from pathlib import Path

_Entry = TypeVar("_Entry")
_TYPES = {"str": str, "int": int, "bool": bool, "tuple": list, "Mapping": dict}
_ITEMS = {"tuple[str, ...]": str, "Mapping[str, int]": int, "Mapping[str, str]": str}
_NAMES = {
    "str": "teks dalam tanda kutip",
    "int": "bilangan bulat",
    "bool": "true atau false",
    "tuple[str, ...]": 'daftar teks, misalnya ["a", "b"]',
    "Mapping[str, int]": 'tabel bilangan, misalnya {"place:any" = 2}',
    "Mapping[str, str]": 'tabel teks, misalnya {"30" = "fact:F-BATAS"}',
}


def read(path: Path, code: str) -> dict[str, Any]:
    """The TOML of one file of a language. Raises TemplateError."""
    where = f"templates/languages/{code}/{path.name}"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise TemplateError(
            where, f"berkas tidak terbaca ({error.strerror})", "Kembalikan berkas itu, contohnya bahasa id"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TemplateError(
            where, f"bukan TOML yang benar ({error})", "Perbaiki baris yang disebut"
        ) from error


def entries_of(kind: type[_Entry], raw: object, where: str, faults: list[str]) -> dict[str, _Entry]:
    """Records by id; unknown keys, missing keys, wrong types and double ids are faults. None means no blocks."""
    if raw is not None and not (isinstance(raw, list) and all(isinstance(one, dict) for one in raw)):
        faults.append(f"{where}: blok ditulis dengan dua kurung siku, misalnya [[{kind.__name__.lower()}]]")
        return {}
    made: dict[str, _Entry] = {}
    for number, described in enumerate(raw or (), 1):
        name = str(described.get("id", f"blok {number}"))
        here = [f"{where}: {name}: {fault}" for fault in _faults(kind, described)]
        if name in made:
            here.append(f"{where}: {name}: id dipakai dua kali; beri id lain")
        if not here:
            made[name] = kind(**{k: tuple(v) if isinstance(v, list) else v for k, v in described.items()})
        faults += here
    return made


def _faults(kind: type[_Entry], described: dict[str, Any]) -> list[str]:
    known = {f.name: f for f in fields(kind)}  # type: ignore[arg-type]  # only dataclasses are passed
    here = [
        f'kunci "{key}" tidak dikenal; yang ada: {", ".join(known)}'
        for key in sorted(described.keys() - known.keys())
    ]
    for key, one in known.items():
        if key not in described:
            if one.default is MISSING and one.default_factory is MISSING:
                here.append(f'kunci "{key}" wajib diisi')
        elif not _is_of(described[key], str(one.type)):
            here.append(f'isi "{key}" bukan jenis yang benar; tulis {_NAMES[str(one.type)]}')
    return here


def _is_of(value: object, declared: str) -> bool:
    """Whether a value is of the declared type, its items too; true is no number."""
    if type(value) is not _TYPES[declared.partition("[")[0]]:
        return False
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return all(type(one) is _ITEMS[declared] for one in items)
