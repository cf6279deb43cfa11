"""How each platform counts the length of a text; a placement names its rule."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import TYPE_CHECKING

from generator.errors import TemplateError

if TYPE_CHECKING:
    from collections.abc import Callable

# twitter-text configuration v3: these code points weigh 1, everything else 2; an address weighs 23.
_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
_ADDRESS_WEIGHT = 23
_LONGEST_ADDRESS = 4096
_LONGEST_LABEL = 63

# Code points that begin an emoji. Not the whole Unicode table: the blocks that phones draw as pictures.
_PICTURE = (
    "\U0001f000-\U0001faff\u2600-\u27bf\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55\u2934\u2935\u3030\u303d\u3297\u3299"
    "\u203c\u2049\u2122\u2139\u2194-\u2199\u21a9\u21aa\u231a\u231b\u2328\u23cf\u23e9-\u23f3\u23f8-\u23fa\u24c2"
    "\u25aa\u25ab\u25b6\u25c0\u25fb-\u25fe\u00a9\u00ae"
)
_MODIFIED = "[\ufe0f\U0001f3fb-\U0001f3ff]*(?:[\U000e0020-\U000e007e]+\U000e007f)?"
_EMOJI = re.compile(
    "[\U0001f1e6-\U0001f1ff]{2}"  # flag
    "|[0-9#*]\ufe0f?\u20e3"  # keycap
    f"|[{_PICTURE}]{_MODIFIED}(?:\u200d[{_PICTURE}]{_MODIFIED})*"
)

# An address with its protocol, or a bare host under a top-level domain that Indonesians post.
_HOST = r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}"
_BARE_TOP = r"(?:com|net|org|edu|gov|info|biz|id|co|io|me|tv|ly|be|gl|app|dev|xyz|asia|tech|online|site|store|link|page)"
_ADDRESS = re.compile(
    rf"(?<![\w@#$./-])(?:https?://(?P<host>{_HOST})(?::\d+)?(?P<path>/[^\s\u2066-\u2069\u202a-\u202e]*)?"
    rf"|(?P<bare>(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+{_BARE_TOP})(?![\w@-])(?P<rest>/[^\s]*)?)",
    re.IGNORECASE,
)

# The markup that Telegram reads (Bot API, HTML style); any other tag is refused there, so it counts as it stands.
_TELEGRAM_TAG = re.compile(
    r"</?(?:b|strong|i|em|u|ins|s|strike|del|code|pre|a|span|tg-spoiler|tg-emoji|blockquote)(?:\s[^<>]*)?>",
    re.IGNORECASE,
)
_TELEGRAM_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|#\d{1,7}|#x[0-9a-f]{1,6});", re.IGNORECASE)


def x_weighted(text: str) -> int:
    """Weighted length of X (twitter-text v3): addresses 23, an emoji 2, most letters 1, ideographs 2, NFC first."""
    text = unicodedata.normalize("NFC", text)
    total = 0
    at = 0
    for match in _ADDRESS.finditer(text):
        if not _is_address(match):
            continue
        total += _weight(text[at : match.start()]) + _ADDRESS_WEIGHT
        at = match.end()
    return total + _weight(text[at:])


def _is_address(match: re.Match[str]) -> bool:
    """Whether X would shorten it: no label longer than DNS allows, in its Punycode form."""
    host = match["host"] or match["bare"]
    if len(match[0]) > _LONGEST_ADDRESS:
        return False
    try:
        return all(len(label.encode("idna")) <= _LONGEST_LABEL for label in host.split("."))
    except UnicodeError:
        return False


def _weight(text: str) -> int:
    total = 0
    at = 0
    for match in _EMOJI.finditer(text):
        total += sum(map(_letter_weight, text[at : match.start()])) + 2
        at = match.end()
    return total + sum(map(_letter_weight, text[at:]))


def _letter_weight(letter: str) -> int:
    return 1 if any(low <= ord(letter) <= high for low, high in _LIGHT) else 2


def emoji_as_utf8_bytes(text: str) -> int:
    """Threads: code points, but an emoji counts as many as its UTF-8 bytes."""
    pictures = _EMOJI.findall(text)
    return len(_EMOJI.sub("", text)) + sum(len(one.encode("utf-8")) for one in pictures)


def emoji_double(text: str) -> int:
    """WhatsApp business pages: code points, but an emoji counts 2."""
    return len(_EMOJI.sub("", text)) + 2 * len(_EMOJI.findall(text))


def utf16(text: str) -> int:
    """TikTok: UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def after_entities(text: str) -> int:
    """Telegram: UTF-16 units after its HTML is read. Our own texts carry none; a person's may, for a bot that posts it."""
    plain = _TELEGRAM_TAG.sub("", text)
    return utf16(_TELEGRAM_ENTITY.sub(lambda match: html.unescape(match[0]), plain))


def chars(text: str) -> int:
    """Where the unit is not documented: UTF-16 units with two per cent in reserve, rounded up."""
    units = utf16(text)
    return units + -(-units // 50)


def title_chars(text: str) -> int:
    """YouTube titles: code points."""
    return len(text)


def description_chars(text: str) -> int:
    """YouTube descriptions: code points."""
    return len(text)


def none(text: str) -> int:
    """A placement without a caption counts nothing."""
    return 0 * len(text)


RULES: dict[str, Callable[[str], int]] = {
    rule.__name__: rule
    for rule in (
        x_weighted,
        emoji_as_utf8_bytes,
        emoji_double,
        utf16,
        after_entities,
        chars,
        title_chars,
        description_chars,
        none,
    )
}


def count(text: str, rule: str) -> int:
    """Length of the text by the named rule. Raises TemplateError for a rule that nobody wrote."""
    try:
        return RULES[rule](text)
    except KeyError:
        raise TemplateError(
            "templates/platforms", f'cara menghitung "{rule}" tidak dikenal', f"Yang ada: {', '.join(RULES)}"
        ) from None
