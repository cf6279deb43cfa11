"""Letters that were encoded twice ("JalÃ¡n" for "Jalán"), put right where nothing else can be meant."""

from __future__ import annotations

import re

# What UTF-8 bytes of a second and third place look like when a program takes them for Windows letters.
_TAIL = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_TWICE = re.compile(f"(?:[ÂÃÄÅ][{_TAIL}]|â[{_TAIL}]{{2}})+")
_BYTES = re.compile(rb"\xc3[\x82-\x85\xa2][\xc2\xc5\xc6\xcb\xe2]")
_PLAUSIBLE = re.compile("[\u00a0-\u017f\u2010-\u2026\u20ac\u2122]+")
_DASHED = re.compile("[ÄÅ][‘’“”–—]")  # a capital letter before a dash or a quotation mark


def mend(content: bytes) -> tuple[bytes, int]:
    """UTF-8 with what was encoded twice put right, and how many places there were."""
    count = 0
    while _BYTES.search(content) and count < 10_000_000:
        text, found = _TWICE.subn(_once, content.decode())
        mended = text.encode()
        if mended == content:
            break
        content, count = mended, count + found
    return content, count


def mend_text(text: str) -> str:
    """The same for one text."""
    return _TWICE.sub(_once, text)


def _once(found: re.Match[str]) -> str:
    """The letters meant, or the text as it stands when they are none that a road or a place is written with."""
    if _DASHED.search(found[0]):
        return found[0]
    raw = b"".join(letter.encode("cp1252", "ignore") or bytes([ord(letter)]) for letter in found[0])
    try:
        meant = raw.decode()
    except UnicodeDecodeError:
        return found[0]
    return meant if _PLAUSIBLE.fullmatch(meant) else found[0]
