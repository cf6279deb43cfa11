"""How the bytes of a text file become letters: told by its mark, by its form, or by the letters of a language."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.accidents.cells.mojibake import mend
from generator.accidents.cells.raw import RawNote
from generator.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator

_WESTERN = {
    "es": "áéíñóúü", "pt": "àáâãçéêíóôõúü", "ca": "àçèéíïòóúü", "fr": "àâæçéèêëîïôœùûüÿ", "de": "äöüß",
    "it": "àèéìòù", "nl": "áèéëïóöü", "sv": "åäöé", "da": "æøåé",
}  # fmt: skip
_CENTRAL = {
    "pl": "ąćęłńóśźż", "cs": "áčďéěíňóřšťúůýž", "sk": "áäčďéíĺľňóôŕšťúýž", "hu": "áéíóöőúüű", "ro": "ăâîşţșț",
    "hr": "čćđšž",
}  # fmt: skip
_CYRILLIC = {"ru": "".join(map(chr, range(0x430, 0x460))) + "ґ"}
_GREEK = {"el": "".join(map(chr, range(0x3AC, 0x3CF)))}
_THAI = {"th": "".join(map(chr, range(0xE01, 0xE5B)))}
# In the order of preference where the letters prove nothing.
_CANDIDATES = (
    ("cp1252", _WESTERN), ("cp1250", _CENTRAL), ("iso8859_2", _CENTRAL), ("cp1254", {"tr": "çğıöşüâîû"}),
    ("cp1252", {"is": "áéíóúýþæöð"}), ("cp1251", _CYRILLIC), ("cp1253", _GREEK), ("cp874", _THAI), ("cp850", _WESTERN), ("mac_roman", _WESTERN),
)  # fmt: skip
_SIGNS = "°’‘“”–—…•«»§ªº²³½¼¾±€£·´©®\u00a0×µ¹"
_WORD = re.compile(rb"[A-Za-z0-9.\x80-\xff]*[\x80-\xff][A-Za-z\x80-\xff]*")
_MOST_WORDS = 5_000
_LEAST_FIT = 0.5  # share of words; below it no language is told
_BLOCK = 1 << 22


@dataclass(frozen=True, slots=True)
class Decoded:
    """Content as UTF-8 without a mark, and what was assumed or repaired."""

    content: bytes
    notes: tuple[RawNote, ...] = ()
    encoding: str = "utf-8"  # as the file had it


def decode(content: bytes, name: str, encoding: str = "") -> Decoded:
    """The content as UTF-8. Raises DataError when the encoding that the campaign names does not fit."""
    if encoding:
        return Decoded(_as_declared(content, name, encoding), encoding=encoding)
    if content.startswith(codecs.BOM_UTF8):
        content = content[3:]
    elif (wide := _wide(content[:65_536])) is not None:
        return replace(_mended(_from_wide(content, wide)), encoding=wide)
    if content.isascii():
        return Decoded(content)
    if _is_utf8(content):
        return _mended(content)
    broken = _partly_utf8(content)
    return broken if broken is not None else _single_byte(content)


def _as_declared(content: bytes, name: str, encoding: str) -> bytes:
    try:
        return content.decode(encoding).removeprefix("\ufeff").encode()
    except (UnicodeError, LookupError) as error:
        raise DataError(
            name, f'tidak terbaca dengan penyandian "{encoding}"',
            "Kosongkan data.encoding supaya dikenali sendiri",
        ) from error  # fmt: skip


def _mended(content: bytes) -> Decoded:
    """UTF-8 whose letters were encoded twice somewhere, put right."""
    mended, count = mend(content)
    return Decoded(mended, (RawNote("mojibake_repaired", count),) if count else ())


def _wide(head: bytes) -> str | None:
    """The encoding of two or four bytes a letter, or None."""
    marks = (
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    )
    for mark, encoding in marks:
        if head.startswith(mark):
            return encoding
    sides = Counter(n % 2 for n, byte in enumerate(head[:8192]) if byte == 0)
    zeros = sum(sides.values())
    # The empty halves stand on one side only; a run of zeros on both is the padding of a half-written file.
    if zeros > len(head[:8192]) / 8 and max(sides.values()) > 0.9 * zeros:
        return "utf-16-le" if sides[1] >= sides[0] else "utf-16-be"
    return None


def _from_wide(content: bytes, encoding: str) -> bytes:
    """A last half letter of a cut file is dropped, a broken one becomes the replacement sign."""
    return content.decode(encoding, errors="replace").removeprefix("\ufeff").rstrip("\ufffd").encode()


def _is_utf8(content: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(content), _BLOCK):
            decoder.decode(content[start : start + _BLOCK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _partly_utf8(content: bytes) -> Decoded | None:
    """UTF-8 with a few bytes of another encoding (two exports in one file, a cut end); None when it is not."""
    text = content.decode("utf-8", errors="surrogateescape")
    broken = len(re.findall("[\udc80-\udcff]", text))
    whole = len(re.findall("[^\x00-\x7f\udc80-\udcff]", text))
    if whole < 3 * broken:
        return None
    mixed = re.sub(
        "[\udc80-\udcff]+", lambda found: _western(found[0].encode("utf-8", "surrogateescape")), text
    )
    mended = _mended(mixed.encode())
    return Decoded(mended.content, (RawNote("encoding_mixed", broken), *mended.notes))


def _western(content: bytes) -> str:
    """Bytes of Windows in the west, the five that it leaves free as in Latin-1."""
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        return "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in content)


def _single_byte(content: bytes) -> Decoded:
    """Content of one byte a letter, in the encoding whose letters make words of one language best."""
    words = sorted({found[0] for _, found in zip(range(_MOST_WORDS), _WORD.finditer(content), strict=False)})
    scores = [(_fit(words, encoding, languages), encoding) for encoding, languages in _CANDIDATES]
    highest = max(score for score, _ in scores)
    best = (
        next(encoding for score, encoding in scores if score == highest)
        if highest >= _LEAST_FIT
        else "cp1252"
    )
    meant = list(_decoded(words, best))
    rivals = [one for score, one in scores if score == highest and list(_decoded(words, one)) != meant]
    detail = f"{best}; bisa juga {', '.join(rivals[:2])}" if rivals else best
    lines = sum(1 for line in content.split(b"\n") if not line.isascii())
    text = _western(content) if best == "cp1252" else content.decode(best, errors="replace")
    return Decoded(text.encode(), (RawNote("encoding_assumed", lines, detail),), best)


def _decoded(words: list[bytes], encoding: str) -> Iterator[str]:
    for word in words:
        yield word.decode(encoding, errors="replace")


def _fit(words: list[bytes], encoding: str, languages: dict[str, str]) -> float:
    """Share of the different words that one language could write so."""
    texts = list(_decoded(words, encoding))
    return max(
        sum(_could_be(text, frozenset(letters + letters.upper())) for text in texts) / max(1, len(texts))
        for letters in languages.values()
    )


def _could_be(word: str, letters: frozenset[str]) -> bool:
    """Whether every letter beyond ASCII is one of the language, in a case that fits, and every sign stands outside."""
    if min(letters) > "\u024f" and re.search("[A-Za-z0-9]", word):
        return False  # no word mixes two scripts
    for place, letter in enumerate(word):
        if letter.isascii():
            continue
        before, after = word[place - 1 : place], word[place + 1 : place + 2]
        if letter in letters:
            if letter.isupper() and before.islower():
                return False
        elif letter not in _SIGNS or (before.isalpha() and after.isalpha() and letter not in "’·"):
            return False
    return True
