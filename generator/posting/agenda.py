"""Which message stands on which placement at which hour of the week.

Every message goes to the placements that it suits; a placement shows at most one post a day; on a day the placements
show different messages as far as possible; a message about risky hours comes before them where a slot allows.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.codes import Pillar
from generator.errors import SettingsError
from generator.platforms import WEEKDAYS, WallTime
from generator.posting.quiet_hours import QuietWindow, next_open
from generator.records import Slot

if TYPE_CHECKING:
    import zoneinfo
    from collections.abc import Mapping, Sequence

    from generator.platforms import Placement
    from generator.records import IsoWeek, Message, PackId
    from generator.settings import Campaign

# Costs of putting a message on a day; whole numbers, so that equal plans are equal on every machine.
_FORBIDDEN = 1_000_000  # a day on which the message would be untrue or unfitting: rather left out
_LEFT_OUT = 1000  # a message that finds no day on a placement that it suits
_AFTER_WINDOW = 90  # the risky hours are over, or far off
_LONG_BEFORE = 60  # the same day, but more than two hours ahead
_NOT_ITS_DAY = 30  # the card of mourning on another day of its week
_SAME_PLATFORM = 20  # another placement of the platform shows the message that day
_SAME_HOURS = 6  # another placement shows it within three hours
_SAME_DAY = 4
_ROUNDS = 3
_MOURNING = "duka"
_WHY_FREE = "tidak ada pesan lagi untuk jam ini"
_WHY_QUIET = "hari hening: hanya kartu mengenang yang tampil"


@dataclass(frozen=True, slots=True)
class Booking:
    """One message on one slot."""

    slot: Slot
    message_id: str


@dataclass(frozen=True, slots=True)
class Agenda:
    """The bookings in order of time, and the hours that stay empty with a reason (Indonesian)."""

    bookings: tuple[Booking, ...]
    empty: tuple[tuple[str, str], ...]


class _Unfit:
    """What a day costs a message beyond its hour: cards are true on their own days, a quiet day belongs to mourning."""

    def __init__(self, messages: Sequence[Message], quiet: frozenset[dt.date]) -> None:
        self._quiet = quiet
        self._mourning = {m.id for m in messages if _MOURNING in m.phrases.get("tone", ())}
        self._days = {
            m.id: tuple(map(dt.date.fromisoformat, m.phrases["days"]))
            for m in messages
            if "days" in m.phrases
        }

    def cost(self, message_id: str, day: dt.date) -> int:
        first, last = self._days.get(message_id, (day, day))
        is_mourning = message_id in self._mourning
        if not first <= day <= last or (day in self._quiet and not is_mourning):
            return _FORBIDDEN
        return _NOT_ITS_DAY if is_mourning and self._quiet and day not in self._quiet else 0


def book(
    messages: tuple[Message, ...],
    placements: tuple[Placement, ...],
    campaign: Campaign,
    week: IsoWeek,
    lead: Mapping[str, int] | None = None,
    quiet: frozenset[dt.date] = frozenset(),
) -> tuple[Booking, ...]:
    """The bookings of the week, in order of time; the same arguments give the same bookings.

    `lead` is message id -> hour (0-23, district's wall) at which its risky hours begin; without it the figure
    `window_start` of the message is taken. On a quiet day nothing but a card of mourning is shown, on any placement.
    Raises SettingsError for hours that cannot be read.
    """
    return arrange(messages, placements, campaign, week, lead, quiet).bookings


def arrange(
    messages: tuple[Message, ...],
    placements: tuple[Placement, ...],
    campaign: Campaign,
    week: IsoWeek,
    lead: Mapping[str, int] | None = None,
    quiet: frozenset[dt.date] = frozenset(),
) -> Agenda:
    """As `book`, with the hours of the week that stay empty and why."""
    _check_slot_keys(campaign, placements)
    closed = quiet_windows(campaign)
    unfit = _Unfit(messages, quiet)
    windows = {m.id: _window_start(m, lead or {}) for m in messages}
    turn = int(hashlib.sha256(f"{campaign.id} {week}".encode()).hexdigest(), 16)
    days: dict[str, dict[dt.date, tuple[Slot, ...]]] = {}
    empty: list[tuple[str, str]] = []
    for placement in placements:
        days[placement.id], lost = openings(placement, campaign, week, closed)
        empty += lost
    placed: dict[str, list[Booking]] = {}
    for _ in range(_ROUNDS):
        # Each placement in turn makes the best of what the others show; the second round knows them all.
        for number, placement in enumerate(placements):
            fitting = _rotated([m for m in messages if suits(m, placement)], turn + number)
            others = [b for name, row in placed.items() if name != placement.id for b in row]
            placed[placement.id] = _spread(fitting, days[placement.id], others, windows, unfit)
    for name, row in placed.items():
        used = {booking.slot.wall.date() for booking in row}
        free = [(slots[0].id, day) for day, slots in days[name].items() if day not in used]
        empty += [(slot, _WHY_QUIET if day in quiet else _WHY_FREE) for slot, day in free]
    bookings = sorted(itertools.chain(*placed.values()), key=lambda b: (b.slot.due, b.slot.id))
    return Agenda(tuple(bookings), tuple(empty))


def check_quiet(
    bookings: Sequence[Booking], messages: Sequence[Message], quiet: frozenset[dt.date], campaign: Campaign
) -> None:
    """Raise SettingsError when a person's change put a lively post on a quiet day."""
    mourning = {one.id for one in messages if _MOURNING in one.phrases.get("tone", ())}
    for booking in bookings:
        if booking.slot.wall.date() in quiet and booking.message_id not in mourning:
            raise SettingsError(
                f"campaigns/{campaign.id}/{booking.slot.id[:8]}.toml",
                f"{booking.slot.id} jatuh pada hari hening (hari mengenang korban kecelakaan)",
                "Pilih hari lain untuk unggahan itu",
            )


def suits(message: Message, placement: Placement) -> bool:
    """Whether a placement can carry the message.

    A recap or a correction needs its period, source and caveat beside it: not on full-screen pictures that are gone
    after some seconds.
    """
    return not (message.pillar in {Pillar.TRANSPARENCY, Pillar.CLARIFICATION} and placement.shape == "9x16")


# ------------------------------------------------------------------------------------------------ hours


def openings(
    placement: Placement, campaign: Campaign, week: IsoWeek, quiet: Sequence[QuietWindow]
) -> tuple[dict[dt.date, tuple[Slot, ...]], list[tuple[str, str]]]:
    """Day -> its possible slots in order of time, and the hours that are lost to quiet hours."""
    days: dict[dt.date, dict[str, Slot]] = {}
    lost = []
    for hour in sorted(_hours(placement, campaign), key=lambda h: (h.weekday, h.hour, h.minute)):
        wanted = dt.datetime.combine(
            week.monday + dt.timedelta(days=hour.weekday), dt.time(hour.hour, hour.minute)
        )
        wall = next_open(wanted, quiet)
        if wall is None or wall.date() > week.sunday:
            reason = "jam tenang, dan tidak ada jam lain yang terbuka sampai akhir pekan"
            lost.append((slot_id(placement, week, wanted), reason))
            continue
        slot = make_slot(placement, week, wall, campaign.zone)
        days.setdefault(slot.wall.date(), {})[slot.id] = slot
    return {day: tuple(slots.values()) for day, slots in days.items()}, lost


def make_slot(placement: Placement, week: PackId, wall: dt.datetime, zone: zoneinfo.ZoneInfo) -> Slot:
    """The slot at a wall time of the zone.

    As RFC 5545 (3.3.5) has it: a time that a clock change skips counts with the offset before the change, so 02.30
    becomes 03.30; of a time that comes twice the first one is meant.
    """
    due = wall.replace(tzinfo=zone, fold=0).astimezone(dt.UTC)
    real = due.astimezone(zone)
    return Slot(
        id=slot_id(placement, week, real),
        platform=placement.platform,
        placement=placement.name,
        due=due,
        wall=real.replace(tzinfo=None, fold=0),
        zone=zone.key,
        zone_label=zone_label(due, zone),
    )


def slot_id(placement: Placement, week: PackId, wall: dt.datetime) -> str:
    """2026-W48-instagram-feed_portrait-sen0700-1: readable, ASCII, no colon, no revision."""
    return f"{week}-{placement.platform}-{placement.name}-{WEEKDAYS[wall.weekday()]}{wall:%H%M}-1"


def zone_label(instant: dt.datetime, zone: zoneinfo.ZoneInfo) -> str:
    """WIB, WITA or WIT; elsewhere the zone's own abbreviation, or UTC-03 where it has only a number."""
    name = instant.astimezone(zone).tzname() or zone.key
    return f"UTC{name}" if name[:1] in "+-" else name


def quiet_windows(campaign: Campaign) -> tuple[QuietWindow, ...]:
    """The campaign's quiet hours. Raises SettingsError naming the entry that cannot be read."""
    windows = []
    for text in campaign.week.quiet_hours:
        try:
            windows.append(QuietWindow.parse(text))
        except ValueError:
            raise SettingsError(
                f"campaigns/{campaign.id}.toml",
                f'week.quiet_hours: "{text}" bukan rentang jam',
                'Tulis seperti "21.30-05.30", atau "jum 11.30-13.00" untuk satu hari',
            ) from None
    return tuple(windows)


def _hours(placement: Placement, campaign: Campaign) -> tuple[WallTime, ...]:
    """The campaign's own hours, or the usual ones of the placement."""
    own = campaign.slots.get(placement.id)
    if own is None:
        return placement.usual_slots
    hours = []
    for text in own:
        try:
            hours.append(WallTime.parse(text))
        except ValueError:
            raise SettingsError(
                f"campaigns/{campaign.id}.toml",
                f'slots: "{text}" pada "{placement.id}" bukan hari dan jam',
                'Tulis seperti "sen 07.00" (sen, sel, rab, kam, jum, sab, min)',
            ) from None
    return tuple(hours)


def _check_slot_keys(campaign: Campaign, placements: Sequence[Placement]) -> None:
    """A misspelt placement would otherwise be passed over in silence."""
    unknown = sorted(campaign.slots.keys() - {p.id for p in placements})
    if unknown:
        raise SettingsError(
            f"campaigns/{campaign.id}.toml",
            f"slots: penempatan {', '.join(unknown)} tidak dipakai pekan ini",
            f"Yang dipakai: {', '.join(p.id for p in placements)}; perbaiki namanya atau hapus barisnya",
        )


# ------------------------------------------------------------------------------------------------ who stands where


def _spread(
    messages: Sequence[Message],
    days: Mapping[dt.date, tuple[Slot, ...]],
    booked: Sequence[Booking],
    windows: Mapping[str, int | None],
    unfit: _Unfit,
) -> list[Booking]:
    """The cheapest way to put these messages on the days of one placement, a message and a day once each."""
    choices = [
        [
            min(
                (
                    (
                        _cost(slot, m.id, booked, windows[m.id]) + unfit.cost(m.id, day) + _lateness(slot, m),
                        slot,
                    )
                    for slot in slots
                ),
                key=lambda c: c[0],
            )
            for day, slots in days.items()
        ]
        for m in messages
    ]
    # A message that stands on few placements so far is the last to be left out.
    skipped = [_LEFT_OUT - sum(b.message_id == m.id for b in booked) for m in messages]
    chosen = _cheapest([[cost for cost, _ in row] for row in choices], skipped)
    return [
        Booking(choices[row][column][1], messages[row].id)
        for row, column in enumerate(chosen)
        if column is not None
    ]


def _cost(slot: Slot, message_id: str, booked: Sequence[Booking], window: int | None) -> int:
    """How badly a message fits a slot, seen the posts that are booked already."""
    cost = _window_cost(slot.wall, window)
    for other in booked:
        if other.message_id != message_id or other.slot.wall.date() != slot.wall.date():
            continue
        cost += _SAME_DAY
        cost += _SAME_PLATFORM * (other.slot.platform == slot.platform)
        cost += _SAME_HOURS * (abs(other.slot.due - slot.due) < dt.timedelta(hours=3))
    return cost


def _lateness(slot: Slot, message: Message) -> int:
    """Forbidden behind the hour of the week (from Monday, 0.00) up to which an invitation may be posted."""
    until, wall = message.figures.get("until_hour"), slot.wall
    is_late = until is not None and wall.weekday() * 24 + wall.hour + wall.minute / 60 >= until.value
    return _FORBIDDEN if is_late else 0


def _window_cost(wall: dt.datetime, window: int | None) -> int:
    """30 to 120 minutes before the risky hours is best: people have not left yet, and still remember."""
    if window is None:
        return 0
    minutes_ahead = window % 24 * 60 - wall.hour * 60 - wall.minute
    if 30 <= minutes_ahead <= 120:
        return 0
    return _LONG_BEFORE if 120 < minutes_ahead <= 360 else _AFTER_WINDOW


def _window_start(message: Message, lead: Mapping[str, int]) -> int | None:
    if message.id in lead:
        return lead[message.id]
    figure = message.figures.get("window_start")
    return None if figure is None else int(figure.value)


def _cheapest(costs: Sequence[Sequence[int]], skipped: Sequence[int]) -> tuple[int | None, ...]:
    """For each row its column or None, every column at most once, with the smallest sum; of equals the first found.

    Exact: rows one after another, keeping for every set of taken columns only the cheapest way to it.
    """
    best: dict[int, tuple[int, tuple[int | None, ...]]] = {0: (0, ())}
    for row, skip in zip(costs, skipped, strict=True):
        grown: dict[int, tuple[int, tuple[int | None, ...]]] = {}
        for (taken, (total, path)), column in itertools.product(best.items(), (*range(len(row)), None)):
            if column is not None and taken >> column & 1:
                continue
            after = taken if column is None else taken | 1 << column
            cost = total + (skip if column is None else row[column])
            if after not in grown or cost < grown[after][0]:
                grown[after] = (cost, (*path, column))
        best = grown
    return min(best.values(), key=lambda b: b[0])[1]


def _rotated(messages: list[Message], turn: int) -> list[Message]:
    """Another message comes first on every placement, in every week and district."""
    if not messages:
        return []
    start = turn % len(messages)
    return messages[start:] + messages[:start]
