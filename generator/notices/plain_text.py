"""A person's text made fit for captions and pictures: one line, letters that the fonts draw, no hidden signs."""

from __future__ import annotations

import re
import unicodedata

_LAST_LATIN = 0x24F
_SIGNS = set("–—‘’“”…•×−")
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_BROAD = {"W": 1.7, "M": 1.6, "m": 1.5, "w": 1.4, "—": 1.7, "…": 1.7, "%": 1.5, "@": 1.7}
LINK = re.compile(
    r"(?i)\b(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|id|net|org|me|ly|link|info)\b\S*"
)
ACCOUNT = re.compile(r"(?<![\w.])@[\w.]{2,}")


def one_line(text: str) -> str:
    """The text in one line without emoji, asterisks and hidden signs; letters of other scripts stay, to be refused."""
    kept = "".join(
        " " if unicodedata.category(one) == "Cc" else one for one in unicodedata.normalize("NFC", text)
    )
    return " ".join("".join(one for one in kept if _is_kept(one)).split())


def strange_letters(text: str) -> str:
    """Letters that the fonts of the pictures do not have, each once."""
    return "".join(dict.fromkeys(one for one in text if ord(one) > _LAST_LATIN and one not in _SIGNS))


def breadth(word: str) -> float:
    """How broad a word is, in small letters of middling breadth: capitals and m, w take more."""
    return sum(_BROAD.get(one, 1.2 if one.isupper() else 1.0) for one in word)


def _is_kept(one: str) -> bool:
    if one == "*" or ord(one) in _SKIN_TONES:
        return False
    is_hidden = unicodedata.category(one) in {"Cf", "Co", "Cn", "Cs", "Me", "Mn"}
    is_emoji = unicodedata.category(one) in {"So", "Sk"} and ord(one) > _LAST_LATIN
    return not is_hidden and not is_emoji
