"""What a person typed for a quick warning, checked: nothing is changed or cut, whatever does not pass is refused."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.errors import SettingsError
from generator.graphics import fonts
from generator.messages import rules
from generator.messages.counting import count
from generator.posting.agenda import zone_label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from generator.quick_warning.kinds import Words
    from generator.settings import Campaign

LONGEST = {"text": 120, "area": 40, "source": 30}
FARTHEST = dt.timedelta(days=366)
_NAMES = {"text": "kalimat", "area": "--area", "source": "--source", "until": "--until"}
_EXAMPLES = {"area": "Kecamatan Ngaglik", "source": "BMKG", "until": "pukul 18.00"}
_MARKUP = "<>*_~`{}[]|\\^"  # apps would read these as bold, links or tags
_LOUD_WORDS, _LOUD_SHARE, _LOUD_LETTERS = 4, 0.5, 20
_CLOCK = re.compile(r"(?:pukul|jam|at)?\s*([01]?\d|2[0-3])[.:]([0-5]\d)", re.IGNORECASE)
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})[ T]+(.+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Typed:
    """The words of the command line as they came."""

    text: str
    kind: str
    area: str = ""
    until: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class QuickWarning:
    """A warning that may be made."""

    kind: str
    text: str  # one line that ends like a sentence
    area: str  # the district where none was typed
    source: str  # "" where none was typed and none is needed
    until: dt.datetime | None  # in the district's zone
    now: dt.datetime  # the whole minute in which it is made, in the district's zone


def checked(
    typed: Typed, campaign: Campaign, words: Words, lint: Mapping[str, Any], now: dt.datetime
) -> QuickWarning:
    """The warning. Raises SettingsError with everything that is wrong with what was typed."""
    kind = words.kind(typed.kind)
    here = now.astimezone(campaign.zone).replace(second=0, microsecond=0)
    given = {key: " ".join(getattr(typed, key).split()) for key in ("text", "area", "source", "until")}
    faults = [] if given["text"] else ["kalimat peringatan kosong"]
    faults += [
        f'jenis {kind.name} perlu {_NAMES[key]} (misalnya {_NAMES[key]} "{_EXAMPLES[key]}")'
        for key in kind.needs
        if not given[key]
    ]
    for key in LONGEST:
        faults += _faults(given[key], key, lint)
    until, fault = _until(given["until"], here)
    faults += [fault] if fault else []
    if faults:
        raise SettingsError(
            "peringatan cepat", "; ".join(faults), "Perbaiki, lalu jalankan lagi; belum ada yang dibuat"
        )
    area = _without_leading(given["area"], words) or campaign.polres.district
    return QuickWarning(kind.name, _sentence(given["text"]), area, given["source"], until, here)


def _faults(text: str, key: str, lint: Mapping[str, Any]) -> Iterator[str]:
    """What stands against one typed text, from length to personal data."""
    name = _NAMES[key]
    length = max(
        len(text), count(text, "x_weighted")
    )  # a sign that X counts twice is twice as long here, too
    if length > LONGEST[key]:
        yield f"{name} {length} karakter, paling banyak {LONGEST[key]}"
        return  # the rest would be about a text that must be written anew
    signs = fonts.signs_of(fonts.TEXT_FAMILY)
    strange = "".join(
        dict.fromkeys(one for one in text if one in _MARKUP or (one != " " and ord(one) not in signs))
    )
    if strange:
        yield f"{name} memakai tanda yang tidak dapat dipakai: {_shown(strange)}"
    if is_shouting(text):
        yield f"{name} ditulis seperti berteriak: pakai huruf biasa dan paling banyak satu tanda seru"
    for one in rules.lint(text, lint):
        if (
            one.level != rules.Level.ADVISE
        ):  # nobody has time to give a reason: what asks for one is refused, too
            yield f'{name}: "{one.found}" melanggar aturan {one.name} (ganti: {one.instead})'


def is_shouting(text: str) -> bool:
    """Whether a text has a run of four words in capitals, is mostly capitals, or has several exclamation marks."""
    if text.count("!") > 1:
        return True
    words = re.findall(r"[^\W\d_]{2,}", text)
    run = longest = 0
    for word in words:
        run = run + 1 if word.isupper() else 0
        longest = max(longest, run)
    letters = [one for one in text if one.isalpha()]
    capitals = sum(one.isupper() for one in letters)
    return longest >= _LOUD_WORDS or (len(letters) >= _LOUD_LETTERS and capitals > _LOUD_SHARE * len(letters))


def _shown(signs: str) -> str:
    """Signs as a person can find them; one that cannot be seen by its number."""
    return " ".join(one if one.isprintable() else f"U+{ord(one):04X}" for one in signs[:10])


def _until(text: str, here: dt.datetime) -> tuple[dt.datetime | None, str]:
    """When the warning ends, or the fault; an hour alone is the next time that the clock shows it."""
    if not text:
        return None, ""
    label = zone_label(here, here.tzinfo)  # type: ignore[arg-type]  # made with the campaign's ZoneInfo
    plain = re.sub(rf"\s*{re.escape(label)}$", "", text, flags=re.IGNORECASE)
    form = f'--until "{text}" tidak dikenal; tulis "pukul 18.00" atau "{here:%Y-%m-%d} 18.00", waktu {label}'
    day = _DAY.fullmatch(plain)
    clock = _CLOCK.fullmatch(day[2] if day else plain)
    if clock is None:
        return None, form
    try:
        date = dt.date.fromisoformat(day[1]) if day else here.date()
    except ValueError:
        return None, form
    end = dt.datetime.combine(date, dt.time(int(clock[1]), int(clock[2])), tzinfo=here.tzinfo)
    if end <= here and not day:
        end += dt.timedelta(days=1)
    if not here < end <= here + FARTHEST:
        return None, f'--until "{text}" sudah lewat atau lebih dari setahun lagi'
    return end, ""


def _without_leading(area: str, words: Words) -> str:
    """The place without a preposition that the headline brings itself."""
    first, _, rest = area.partition(" ")
    return rest if rest and first.lower() in words.lines["area_leading"].split() else area


def _sentence(text: str) -> str:
    """A capital at the start and a stop at the end, where the person left them out."""
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '!', '?')) else '.'}"
