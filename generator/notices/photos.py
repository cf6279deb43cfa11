"""The photos of a notice as a person names them: one file or up to four, each with the point that a crop keeps."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.settings import is_local

if TYPE_CHECKING:
    from generator.home import Home

MOST = 4
_PATH_AT_MOST = 200
_WORDS_X = {"kiri": 1 / 6, "kanan": 5 / 6}
_WORDS_Y = {"atas": 1 / 6, "bawah": 5 / 6}
_MIDDLE = "tengah"
_PERCENT = re.compile(r"(\d{1,3})\s*[ ,]\s*(\d{1,3})")
_WITH_FOCUS = re.compile(r"(?P<file>.*?)\s*(?:\((?P<focus>[^()]*)\))?")
_FOCUS_HELP = 'tulis "kiri atas", "tengah", "kanan bawah", atau persen dari kiri dan atas seperti [30, 20]'


@dataclass(frozen=True, slots=True)
class NoticePhoto:
    """A file, relative to the installation, and the point that stays in view: parts of width and height."""

    file: str
    x: float = 0.5
    y: float = 0.5


def read_photos(raw: Any, key: str, faults: list[str]) -> tuple[NoticePhoto, ...]:
    """The photos that a key holds: a text "foto/a.jpg (kiri atas); foto/b.jpg", or a list of texts and tables."""
    items = raw.split(";") if isinstance(raw, str) else raw
    if not isinstance(items, list):
        faults.append(f'"{key}" harus nama berkas atau daftar nama berkas, bukan {str(raw)[:40]!r}')
        return ()
    if not _are_named(items):
        faults.append(f'"{key}": setiap foto ditulis {{file = "foto/a.jpg", focus = "kiri atas"}}')
        return ()
    found = [_photo(one, key, faults) for one in items if isinstance(one, dict) or one.strip()]
    if len(found) > MOST:
        faults.append(f'"{key}" memuat {len(found)} foto, paling banyak {MOST}')
    files = [one.file for one in found]
    faults += [f'"{key}": {Path(one).name} ditulis dua kali' for one in set(files) if files.count(one) > 1]
    return tuple(found)


def _are_named(items: list[Any]) -> bool:
    """Whether every item is a text, or a table with a file and nothing but a focus beside it."""
    return all(
        isinstance(one, str)
        or (
            isinstance(one, dict)
            and {"file"} <= one.keys() <= {"file", "focus"}
            and isinstance(one["file"], str)
        )
        for one in items
    )


def _photo(item: Any, key: str, faults: list[str]) -> NoticePhoto:
    if isinstance(item, str):
        match = _WITH_FOCUS.fullmatch(item.strip())
        item = {"file": match["file"], "focus": match["focus"] or ""} if match else {"file": item}
    file = item["file"].strip()
    if len(file) > _PATH_AT_MOST:
        faults.append(f'"{key}" {len(file)} karakter, paling banyak {_PATH_AT_MOST}')
    point = _point(item.get("focus", ""))
    if point is None:
        faults.append(f'"{key}": fokus {str(item.get("focus"))[:40]!r} tidak dikenal; {_FOCUS_HELP}')
        return NoticePhoto(file)
    return NoticePhoto(file, *point)


def _point(focus: Any) -> tuple[float, float] | None:
    """The point that is meant; the middle where nothing is said, None for what nobody understands."""
    if isinstance(focus, list):
        focus = " ".join(map(str, focus))
    if not isinstance(focus, str):
        return None
    numbers = _PERCENT.fullmatch(focus.strip())
    if numbers:
        x, y = int(numbers[1]) / 100, int(numbers[2]) / 100
        return (x, y) if max(x, y) <= 1 else None
    words = focus.casefold().split()
    across = [word for word in words if word in _WORDS_X]
    upright = [word for word in words if word in _WORDS_Y]
    if len(across) > 1 or len(upright) > 1 or len(across) + len(upright) + words.count(_MIDDLE) != len(words):
        return None
    return (_WORDS_X[across[0]] if across else 0.5, _WORDS_Y[upright[0]] if upright else 0.5)


def faults_of_photos(photos: tuple[NoticePhoto, ...], consent: str, home: Home) -> list[str]:
    """A photo needs the record of everybody's consent, and must lie on this computer."""
    found = ['foto tanpa "consent": tulis di mana persetujuan tercatat'] if photos and not consent else []
    found += [
        f"foto: berkas {Path(one.file).name} tidak ada"
        for one in photos
        if not is_local(one.file) or not (home.root / one.file).is_file()
    ]
    return found
