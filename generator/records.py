"""What travels between the rooms: frozen records of plain values.

The accident table (generator.accidents.table) is the only thing with pandas in it; everything below can be
printed, compared, stored as JSON, and sent to another process.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.analysis.official.records import OfficialSheet
    from generator.codes import Pillar

# ------------------------------------------------------------------------------------------------ time


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Whole days from `start` to `end`, both included, in the district's own calendar."""

    start: dt.date
    end: dt.date

    @property
    def days(self) -> int:
        """Number of days, both ends counted."""
        return (self.end - self.start).days + 1


@dataclass(frozen=True, slots=True, order=True)
class IsoWeek:
    """An ISO 8601 week; prints as 2026-W48."""

    year: int
    week: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """The week written as 2026-W48. ValueError when there is no such week."""
        match = re.fullmatch(r"(\d{4})-W(\d{2})", text.strip())
        if match is None:
            raise ValueError(text)
        week = cls(int(match[1]), int(match[2]))
        dt.date.fromisocalendar(week.year, week.week, 1)
        return week

    @classmethod
    def of(cls, day: dt.date) -> Self:
        """The week that holds `day`."""
        year, week, _ = day.isocalendar()
        return cls(year, week)

    @property
    def monday(self) -> dt.date:
        """First day."""
        return dt.date.fromisocalendar(self.year, self.week, 1)

    @property
    def sunday(self) -> dt.date:
        """Last day."""
        return self.monday + dt.timedelta(days=6)

    @property
    def period(self) -> Period:
        """Monday to Sunday."""
        return Period(self.monday, self.sunday)

    def plus(self, weeks: int) -> IsoWeek:
        """The week that many weeks later (earlier when negative)."""
        return IsoWeek.of(self.monday + dt.timedelta(weeks=weeks))

    def __str__(self) -> str:
        return f"{self.year}-W{self.week:02d}"


@dataclass(frozen=True, slots=True, order=True)
class QuickPack:
    """The n-th quick warning of a week, a pack of its own; prints as 2026-W48-kilat-01."""

    week: IsoWeek
    number: int  # from 1

    @classmethod
    def parse(cls, text: str) -> Self:
        """The pack written as 2026-W48-kilat-01. ValueError when there is no such week."""
        match = re.fullmatch(r"(.{8})-kilat-(\d{2,})", text.strip())
        if match is None:
            raise ValueError(text)
        return cls(IsoWeek.parse(match[1]), int(match[2]))

    def __str__(self) -> str:
        return f"{self.week}-kilat-{self.number:02d}"


PackId = IsoWeek | QuickPack


def pack_id(text: str) -> PackId:
    """The week or the quick warning that a pack is named after. ValueError for anything else."""
    return QuickPack.parse(text) if "-kilat-" in text else IsoWeek.parse(text)


# ------------------------------------------------------------------------------------------------ read


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file that was read: name without folder, so that a pack says nothing about the PC."""

    name: str
    size_bytes: int
    sha256: str
    role: str  # accidents, vehicles, casualties, roads, boundary, areas


@dataclass(frozen=True, slots=True)
class IntakeNote:
    """One kind of finding of the intake: a repair, a doubt, or a reason for setting rows aside."""

    code: str  # stable name, e.g. "date_unreadable"; the sentence stands in templates/languages/<code>/intake.toml
    column: str  # column of the checked table, or "" when it is about the row or the file
    rows: int
    is_set_aside: bool  # rows of this kind are not in the table
    detail: str = ""  # never a value of a personal column


@dataclass(frozen=True, slots=True)
class SheetRead:
    """A table that was read out of a file, and what each of its columns was taken for."""

    file: str  # name without folder
    sheet: str  # name of the sheet, "" for a file without sheets
    rows: int  # rows that may be accidents or victims
    columns: tuple[tuple[str, str, str], ...]  # heading, field, how it was found
    unplaced: tuple[str, ...]  # headings that no field was found for


@dataclass(frozen=True, slots=True)
class Intake:
    """What the reader did with the files of one campaign."""

    files: tuple[InputFile, ...]
    rows_read: int  # of all files: kept, set aside, and further victims of an accident
    rows_kept: int
    rows_set_aside: int
    located_rows: int
    notes: tuple[IntakeNote, ...]
    mapping: tuple[tuple[str, str, str], ...]  # file heading, column of the table, how it was found
    unplaced_headings: tuple[str, ...]
    completeness: Mapping[str, float]  # column -> share (0-1) of rows with a value
    months: tuple[tuple[str, int], ...]  # "2026-10" -> rows
    period: Period
    data_until: dt.date  # last day that can be taken as complete
    is_sample: bool
    sheets: tuple[SheetRead, ...] = ()
    severity_pairs: tuple[
        tuple[str, str, int], ...
    ] = ()  # by label, by count of casualties, rows that have both


# ------------------------------------------------------------------------------------------------ where, what


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that may reach a word or a picture, with the way back to where it comes from.

    `source` is "evidence:<id>", "fact:<id>", "clause:<id>", "calendar:<id>", "contact:<key>" or "campaign:<key>".
    A share is 0-1; a count is whole; an hour is 0-24 in the district's wall time.
    """

    value: float
    unit: str
    source: str
    n: int | None = None  # how many accidents stand behind it
    low: float | None = None  # 95 % interval, same unit
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """How a number was obtained: enough for an analyst to get it again from the checked table."""

    id: str
    query: str  # the rows and the sum, in words of the table's columns
    period: Period
    n: int
    method: str  # name and section of docs/statistics.md
    value: float
    low: float | None = None
    high: float | None = None
    unit: str = ""
    values: tuple[float, ...] = ()  # of a series; `value` is then how many they are
    is_told: bool = False  # past the gate: captions, pictures and pages may use it


@dataclass(frozen=True, slots=True)
class Said:
    """One number as a text prints it: which form of the language, of which figure."""

    text: str  # "1.065"
    form: str  # number, percent, in_ten, ...: a filter of generator.messages.wording
    source: str  # "evidence:<id>", or "evidence:<id>#<n>" for the n-th value of a series, from 0


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a reader knows, never an id; the point is rounded to three decimals."""

    kind: str  # street, junction, cluster, district_part (kecamatan), district
    name: str  # "Jalan Pasar Lama", "Simpang Jalan A - Jalan B", "dekat Simpang Jalan A - Jalan B"
    lon: float
    lat: float
    area: str = ""  # the kecamatan, when known


@dataclass(frozen=True, slots=True)
class Hotspot:
    """A stretch, junction or cluster with more accidents than roads of its kind, beyond chance.

    `line` holds rounded (lon, lat) pairs of the stretch (three decimals), empty for a cluster without roads.
    """

    rank: int
    place: Place
    line: tuple[tuple[float, float], ...]
    period: Period
    accidents: int
    killed: int | None  # None: one or two persons, withheld by the gate
    seriously_injured: int | None
    slightly_injured: int | None
    ean: Mapping[
        str, float
    ]  # equivalent accident number under each weight set; empty when it would tell them
    expected: float
    eb_estimate: float
    p_double: float  # P(rate >= 2 x class)
    p_value: float
    q_value: float
    is_watch_only: bool  # q in (0.05, 0.20]: for the internal list, never public
    stability: str = "untested"  # stable, unstable, untested
    emerging: str = "too_few"
    length_m: float = 0.0
    road_class: str = ""
    top_collision: str = ""  # code, only when the gate allows it at this place
    top_hours: tuple[int, int] | None = None  # half-open window of hours, only with n >= 10 recorded times


@dataclass(frozen=True, slots=True)
class Insight:
    """One finding about the district, or a notice of the campaign file; no words, no picture.

    `figures` are the named numbers, `codes` the named codes (for example collision_type -> rear_end),
    `series` the numbers behind a diagram (for example hours -> 24 counts), already past the gate.
    """

    id: str
    kind: str
    pillar: Pillar
    period: Period
    place: Place | None
    figures: Mapping[str, Figure]
    codes: Mapping[str, str] = field(default_factory=dict)
    series: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    hotspots: tuple[Hotspot, ...] = ()
    strength: float = 0.0  # 0-1: how much this matters here; shrunken, comparable between kinds
    evidence: tuple[str, ...] = ()
    is_sample: bool = False


@dataclass(frozen=True, slots=True)
class HeatCell:
    """Centre of a 250 m cell with at least three accidents, for the heat layer."""

    lon: float
    lat: float
    accidents: int
    hours: str = "all"  # all, or "00-06", "06-12", "12-18", "18-24"


@dataclass(frozen=True, slots=True)
class ComparedCell:
    """One cell of the raster for comparison with other programs: south-west corner in metres, figures of its window.

    `window` and `expected` are accidents in the 3 x 3 cells around; `gi_star` is a z, None where undefined.
    """

    east: int
    north: int
    accidents: int
    window: int
    expected: float
    p_value: float
    q_value: float
    gi_star: float | None
    density_km2: float


@dataclass(frozen=True, slots=True)
class ComparedCluster:
    """One DBSCAN cluster, the largest first: accidents, and the 100 m cells (south-west corners) that hold them."""

    rank: int
    accidents: int
    cells: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What other programs would draw: internal folder only, and no position finer than a cell."""

    utm_epsg: int
    cell_m: int
    mask: str  # which cells: roads, boundary, near (within 1 km of an accident)
    outside: int  # accidents in no cell of the mask
    cells: tuple[ComparedCell, ...]
    clusters: tuple[ComparedCluster, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """All that analysis hands on: past the gate, so that nothing here needs hiding later."""

    period: Period
    data_until: dt.date
    accidents: int
    located: int
    insights: tuple[Insight, ...]
    hotspots: tuple[Hotspot, ...]  # public list, best first
    watch: tuple[Hotspot, ...]  # internal list
    heat: tuple[HeatCell, ...]
    evidence: tuple[Evidence, ...]
    withheld: tuple[tuple[str, str], ...]  # what was not said, and the reason code
    method: str  # network_window, local_contrast, none
    parameters: Mapping[str, Any] = field(default_factory=dict)
    is_stale: bool = False  # the data end more than 21 days before the week
    is_sample: bool = False
    internal_hotspots: tuple[Hotspot, ...] = ()  # the public list with every figure: internal folder only
    official: OfficialSheet | None = None  # internal folder only; None when no row is old enough
    comparison: Comparison | None = None  # internal folder only; None without positions


# ------------------------------------------------------------------------------------------------ say


@dataclass(frozen=True, slots=True)
class Message:
    """What is said this week about one insight, in one language, for no platform in particular."""

    id: str  # slug of at most 24 ASCII characters, unique in the week
    insight_id: str
    kind: str  # the insight's kind
    pillar: Pillar
    language: str
    theme: str  # helm, kecepatan, jarak, ... : for rotation
    target_group: str
    tip_id: str
    tip_family: str  # tips of one family say the same thing in other words
    headline: str
    highlight: str  # the words inside the headline that carry the accent colour, or ""
    body: str
    tip_title: str
    tip: str
    tip_short: str
    call_to_action: str
    source_line: str
    alt_text: str
    hashtags: tuple[str, ...]
    figures: Mapping[str, Figure]
    words: Mapping[str, str] = field(default_factory=dict)  # labels for the picture, by name
    evidence: tuple[str, ...] = ()
    why: Mapping[str, float] = field(default_factory=dict)  # need, fit, freshness, calendar, score
    tone_texts: Mapping[str, str] = field(default_factory=dict)  # formal, santai, singkat form of the tip
    phrases: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # sentences that captions draw on (hook, lead, finding, brief, title, fact, clause), best first
    is_sample: bool = False
    numbers: tuple[Said, ...] = ()  # every number of its texts, each once, in order of first use
    about: str = ""  # kind, place and code of the finding: the same in every week that tells it


@dataclass(frozen=True, slots=True)
class FurtherText:
    """A text beside the caption: the script of a video, a message of its own, the words of each slide."""

    name: str  # as templates/platforms declares it: script, slides, long_message, ...
    file: str  # its file in the post's folder
    text: str  # as it is published, with its hashtags
    count: int
    limit: int  # 0 when it is not published as it stands


@dataclass(frozen=True, slots=True)
class Caption:
    """The text of one post, counted by its placement's own rule."""

    text: str  # without the hashtags
    hashtags: tuple[str, ...]
    title: str  # only where the placement has a title of its own
    count: int  # of text and hashtags as they are published
    limit: int  # 0 when the placement has no caption
    texts: tuple[FurtherText, ...] = ()


@dataclass(frozen=True, slots=True)
class TalkSheet:
    """One page for talking with an audience: what was found, what to ask, what to do; three of each."""

    audience: str  # section of talk.toml
    name: str  # of its file, without ending
    title: str
    week: str
    opening: str
    findings: tuple[str, ...]  # each with its period and n
    questions: tuple[str, ...]
    steps: tuple[str, ...]
    closing: str
    source: str
    stamp: str  # empty unless the data are invented
    headings: Mapping[str, str]  # of findings, questions, steps, notes
    messages: tuple[str, ...]  # whose findings these are
    tips: tuple[str, ...]
    numbers: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Poster:
    """The words of the week's poster: one line, one step, place and time, source."""

    message_id: str
    tip_id: str
    line: str
    step: str
    where: str
    when: str
    source: str
    stamp: str  # empty unless the data are invented
    headings: Mapping[str, str]  # of where, when, step, scan
    numbers: tuple[Said, ...]
    link: str = ""  # what the QR code of the printed poster opens; empty for no code


# ------------------------------------------------------------------------------------------------ make


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check of a picture: its name, whether it passed, the figure that decided, and where."""

    name: str
    is_passed: bool
    value: float
    limit: float
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Asset:
    """A picture of the pack; `path` is relative to the pack's folder, with forward slashes."""

    path: str
    width: int
    height: int
    alt_text: str
    sha256: str
    size_bytes: int
    design: str
    checks: tuple[CheckResult, ...] = ()
    texts: tuple[str, ...] = ()  # what was handed to the picture engine; empty for a picture of one's own
    says: tuple[str, ...] = ()  # its own words in short: headline, number, note; or step and advice


@dataclass(frozen=True, slots=True)
class ClipScene:
    """One sentence of a clip: what is spoken and burnt in as caption, and over which slide."""

    name: str  # as in [script.spoken] of captions.toml, without "say_"
    words: str
    is_action: bool  # over the slide of the action, else over the finding


@dataclass(frozen=True, slots=True)
class Slot:
    """An hour of the week on one placement; the id is readable and carries no revision."""

    id: str  # 2026-W48-instagram-feed-sen0700-1
    platform: str
    placement: str
    due: dt.datetime  # UTC
    wall: dt.datetime  # the same instant on the district's wall, naive
    zone: str  # IANA name
    zone_label: str  # WIB, WITA, WIT, or the zone's own abbreviation


@dataclass(frozen=True, slots=True)
class Post:
    """What is handed over at one slot."""

    id: str  # the slot's id
    slot: Slot
    message_id: str
    folder: str  # posts/<platform>/<placement>/<day>T<hour>-<slug>
    caption: Caption
    assets: tuple[Asset, ...]
    tip_id: str
    tip_family: str
    theme: str
    content_id: str  # sha256 over everything that an approval is bound to
    link: str = ""
    until: dt.datetime | None = None  # UTC; from then on it would say something that is over
    clip: tuple[
        Asset, ...
    ] = ()  # film and cover, where the campaign wants clips and the placement takes them


@dataclass(frozen=True, slots=True)
class Manifest:
    """week.json: the pack, said once, for the page, the store, the exports and other programs."""

    campaign: str
    polres: str
    unit: str
    week: str
    zone: str
    zone_label: str
    language: str
    is_sample: bool
    period: Period
    data_until: dt.date
    accidents: int
    inputs: tuple[InputFile, ...]
    parameters: Mapping[str, Any]
    ledger_digest: str
    insights: tuple[Insight, ...]
    messages: tuple[Message, ...]
    posts: tuple[Post, ...]
    masters: tuple[Asset, ...]
    warnings: tuple[str, ...]  # sentences for the planner
    empty_slots: tuple[tuple[str, str], ...]  # slot or message place, reason
    files: Mapping[str, str] = field(
        default_factory=dict
    )  # relative path -> sha256 of every file of the pack
    evidence: tuple[
        Evidence, ...
    ] = ()  # the gated part: the only numbers that texts, pictures and pages may use
    talk_sheets: tuple[TalkSheet, ...] = ()
    poster: Poster | None = None
    prints: tuple[Asset, ...] = ()  # PDFs of poster and talk sheets


@dataclass(frozen=True, slots=True)
class PastUse:
    """A tip that a placement already showed, from the ledger of earlier weeks."""

    tip_id: str
    tip_family: str
    theme: str
    platform: str
    placement: str
    day: dt.date
    week: str
    about: str = ""  # Message.about; "" when it was not kept yet


def plain(value: Any) -> Any:
    """The same value in dicts, lists, text and numbers, ready for JSON; field order is kept."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, StrEnum):
        return str(value)
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return value
