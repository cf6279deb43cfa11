"""The placements of every platform, as `templates/platforms/<name>.toml` declares them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.discovery import files_named
from generator.errors import SettingsError, TemplateError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from generator.home import Home

WEEKDAYS = ("sen", "sel", "rab", "kam", "jum", "sab", "min")
_SLOT = re.compile(r"(sen|sel|rab|kam|jum|sab|min) ([01]\d|2[0-3])\.([0-5]\d)")
RATIOS = {"4x5": 0.8, "3x4": 0.75, "1x1": 1.0, "9x16": 0.5625, "16x9": 16 / 9}  # shape -> width / height
LIKE_ZONES = 0.025  # of the width: zones so close that nobody sees which of the two a picture was made for
_TEXT_FILE = re.compile(r"(?!caption|title)[a-z_]{3,20}\.txt")


@dataclass(frozen=True, slots=True)
class SafeZone:
    """Margins in pixels of the canvas: no text or logo outside, since an app covers or crops it."""

    top: int
    bottom: int
    left: int
    right: int

    def differs_by(self, other: SafeZone) -> int:
        """The largest difference of a margin."""
        mine = (self.top, self.bottom, self.left, self.right)
        its = (other.top, other.bottom, other.left, other.right)
        return max(abs(one - two) for one, two in zip(mine, its, strict=True))


@dataclass(frozen=True, slots=True)
class WallTime:
    """A recurring hour: weekday 0 = Monday, on the district's wall."""

    weekday: int
    hour: int
    minute: int

    @classmethod
    def parse(cls, text: str) -> WallTime:
        """The hour written as "sen 07.00". ValueError otherwise."""
        match = _SLOT.fullmatch(text.strip().lower())
        if match is None:
            raise ValueError(text)
        return cls(WEEKDAYS.index(match[1]), int(match[2]), int(match[3]))


@dataclass(frozen=True, slots=True)
class TextKind:
    """A text beside the caption that a placement wants; captions.toml holds its shape under the same name."""

    name: str
    file: str  # in the post's folder
    limit: int = 0  # 0 when it is not published as it stands
    counting: str = "none"

    def __post_init__(self) -> None:
        if _TEXT_FILE.fullmatch(self.file) is None:
            raise ValueError(self.file)


@dataclass(frozen=True, slots=True)
class ClipRules:
    """What a placement takes as a short film of a post; `source` and `as_of` as for its pictures."""

    seconds: tuple[float, float]  # shortest and longest that we make for it
    max_bytes: int
    format: str
    as_of: dt.date
    source: str
    unverified: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.format != "mp4" or not 0 < self.seconds[0] <= self.seconds[1] or self.max_bytes <= 0:
            raise ValueError(f"clip: {self.format}, {self.seconds}, {self.max_bytes}")


@dataclass(frozen=True, slots=True)
class Placement:
    """One place on one platform: its picture, its text, its usual hours."""

    platform: str
    name: str
    platform_name: str  # as printed: "Instagram"
    label: str  # as printed: "Feed 4:5"
    is_usual: bool
    tone: str
    width: int
    height: int
    safe: SafeZone
    formats: tuple[str, ...]  # the first one is written
    max_bytes: int
    caption_limit: int  # 0 = the placement has no caption
    counting: str  # counting rule, see generator.messages.counting
    hashtag_limit: int
    alt_text_limit: int
    takes_alt_text: bool
    max_pictures: int
    usual_slots: tuple[WallTime, ...]
    as_of: dt.date
    source: str
    unverified: tuple[str, ...] = ()
    title_limit: int = 0
    slides: int = (
        1  # pictures of an ordinary post at most: finding, the finding seen otherwise, reason, action
    )
    fold: int = 0  # characters shown before "... more"; 0 when the app folds nothing
    shows_link: bool = False  # whether a link in its text can be tapped
    texts: tuple[TextKind, ...] = ()
    clip: ClipRules | None = None  # None where a post is pictures only
    note: str = ""

    @property
    def id(self) -> str:
        """platform/placement, as campaign files name it."""
        return f"{self.platform}/{self.name}"

    @property
    def shape(self) -> str:
        """The shape whose ratio is nearest: 4x5, 3x4, 1x1, 9x16 or 16x9."""
        ratio = self.width / self.height
        return min(RATIOS, key=lambda shape: abs(RATIOS[shape] - ratio))

    def draws_like(self, other: Placement) -> bool:
        """Whether one drawing, kept to both safe zones, serves both: same canvas, like zones, as many slides."""
        mine, its = (self.width, self.height, self.slides), (other.width, other.height, other.slides)
        return mine == its and self.safe.differs_by(other.safe) <= LIKE_ZONES * self.width


def load_placements(home: Home) -> dict[str, Placement]:
    """Every declared placement by id. Raises TemplateError naming the file and the key."""
    placements: dict[str, Placement] = {}
    for platform, path in files_named(home.templates / "platforms", ".toml").items():
        where = f"templates/platforms/{path.name}"
        try:
            raw = tomllib.loads(path.read_text(encoding="utf-8"))
            for name, described in raw["placements"].items():
                placement = _placement(platform, name, raw, described)
                placements[placement.id] = placement
        except KeyError as error:
            raise TemplateError(
                where, f"kunci {error} tidak ada", "Isi kunci itu, contohnya instagram.toml"
            ) from error
        except (tomllib.TOMLDecodeError, TypeError, ValueError) as error:
            raise TemplateError(
                where, f"isi tidak terbaca ({error})", "Perbaiki, contohnya instagram.toml"
            ) from error
    return placements


def _placement(platform: str, name: str, raw: dict[str, Any], described: dict[str, Any]) -> Placement:
    values = dict(described)
    values["safe"] = SafeZone(**values["safe"])
    values["formats"] = tuple(values["formats"])
    values["unverified"] = tuple(values.get("unverified", ()))
    values["usual_slots"] = tuple(WallTime.parse(text) for text in values["usual_slots"])
    values["texts"] = tuple(TextKind(**text) for text in values.get("texts", ()))
    if "clip" in values:
        clip = dict(values["clip"])
        shortest, longest = clip.pop("seconds")
        unverified = tuple(clip.pop("unverified", ()))
        values["clip"] = ClipRules(seconds=(shortest, longest), unverified=unverified, **clip)
    values.setdefault("tone", raw["tone"])
    return Placement(platform=platform, name=name, platform_name=raw["name"], **values)


def chosen_placements(placements: dict[str, Placement], wanted: Iterable[str]) -> tuple[Placement, ...]:
    """The placements that a campaign asks for, or the usual ones. Raises SettingsError for an unknown id."""
    wanted = tuple(wanted)
    if not wanted:
        return tuple(p for p in placements.values() if p.is_usual)
    unknown = [name for name in wanted if name not in placements]
    if unknown:
        raise SettingsError(
            "berkas kampanye",
            f"penempatan {', '.join(unknown)} tidak dikenal",
            f"Yang ada: {', '.join(placements)}",
        )
    return tuple(placements[name] for name in wanted)
