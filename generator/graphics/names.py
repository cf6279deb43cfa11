"""Whether everything that a message says can be written with our fonts, told by the field that a person can change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.errors import RenderingError
from generator.graphics import fonts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.records import Message

# Key of a word (without its number) -> what it is, and where it is written.
_WRITTEN = {
    "unit": ("nama satuan", 'kunci "polres.unit" di berkas kampanye'),
    "unit_line": ("nama akun", 'kunci "polres.handle" di berkas kampanye'),
    "handle": ("nama akun", 'kunci "polres.handle" di berkas kampanye'),
    "place": ("nama tempat", 'berkas jalan ("data.roads") atau berkas kecelakaan'),
    "place_name": ("nama tempat", 'berkas jalan ("data.roads") atau berkas kecelakaan'),
    "place_area": ("nama kecamatan", 'berkas kecamatan ("data.areas")'),
    "label": ("nama", 'berkas kecamatan ("data.areas") atau words.toml'),
    "where": ("nama tempat", "peringatan itu"),
    "credit": ("sumber peta", 'kunci "data.road_credit" di berkas kampanye'),
}
_LONG = 60  # characters from which a name may be why a picture has no room
_ELSE = ("tulisan", "tempat asalnya")


def refuse_unknown_signs(message: Message) -> None:
    """Raises RenderingError for the first text of a message with a sign that the fonts lack.

    The names of a map's roads are not looked at here: a map leaves out what it cannot write.
    """
    refuse_unwritable(_texts(message))


def refuse_unwritable(texts: Iterable[tuple[str, str]]) -> None:
    """Raises RenderingError for the first text with a sign that the fonts lack: it would be an empty box.

    `texts` are pairs of a word's key ("unit", "place_1", ...) and what it says.
    """
    for key, text in texts:
        missing = fonts.missing_signs(text)
        if missing:
            what, where = _WRITTEN.get(_stem(key), _ELSE)
            signs = ", ".join(_shown(sign) for sign in missing[:8])
            raise RenderingError(
                f'{what} "{text[:80]}"',
                f"fon gambar tidak punya huruf {signs}",
                f"Tulis dengan huruf Latin dan tanpa emoji di {where}",
            )


def named(fault: RenderingError, message: Message) -> RenderingError:
    """The fault of a picture told by the name that is too long for it, where there is one; else as it is."""
    names = [(key, text) for key, text in _texts(message) if _stem(key) in _WRITTEN and len(text) > _LONG]
    if not names:
        return fault
    key, text = max(names, key=lambda one: len(one[1]))
    what, where = _WRITTEN[_stem(key)]
    return RenderingError(
        f'{what} "{text[:60]}..."',
        f"{len(text)} karakter, tidak muat ({fault.where}: {fault.found.partition(' (')[0]})",
        f"Persingkat di {where}",
    )


def _stem(key: str) -> str:
    """The key without the number behind it."""
    return key.rstrip("0123456789").rstrip("_")


def _texts(message: Message) -> Iterator[tuple[str, str]]:
    """Names first: a headline that repeats one is mended where the name is written."""
    yield from sorted(message.words.items(), key=lambda one: _stem(one[0]) not in _WRITTEN)
    for key in ("headline", "body", "tip_title", "tip", "tip_short", "call_to_action", "source_line"):
        yield key, getattr(message, key)


def _shown(sign: str) -> str:
    """The sign, and its number where nobody can see it."""
    return f"{sign} (U+{ord(sign):04X})" if sign.isprintable() else f"U+{ord(sign):04X}"
