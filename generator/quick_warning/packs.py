"""The quick warnings that a campaign has already: their numbers, the same words typed twice, one that was cut short."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from generator.errors import QueueError
from generator.posting import pack
from generator.records import QuickPack

if TYPE_CHECKING:
    from generator.home import Home
    from generator.posting.store import Store
    from generator.quick_warning.asked import QuickWarning
    from generator.records import IsoWeek

SAME_WITHIN = dt.timedelta(minutes=30)


def made_packs(home: Home, campaign: str) -> tuple[QuickPack, ...]:
    """Quick warnings whose folder is there, in order."""
    found = []
    for folder in home.of(campaign).glob("????-W??-kilat-*"):
        try:
            found.append(QuickPack.parse(folder.name))
        except ValueError:
            continue  # a swap's .baru or .lama, or somebody's own folder
    return tuple(sorted(found))


def take_up(home: Home, campaign: str, store: Store, now: dt.datetime) -> None:
    """Plan a warning whose run was ended between the folder and the queue; it then waits for an approval."""
    known = set(store.packs())
    for one in made_packs(home, campaign):
        manifest = _manifest(home, campaign, one)
        if str(one) not in known and manifest:
            store.plan(manifest, now)


def next_pack(home: Home, campaign: str, store: Store, week: IsoWeek) -> QuickPack:
    """The first number of the week that was never used, whether or not its folder is still there."""
    planned = (QuickPack.parse(name) for name in store.packs() if "-kilat-" in name)
    numbers = [one.number for one in (*made_packs(home, campaign), *planned) if one.week == week]
    return QuickPack(week, max(numbers, default=0) + 1)


def refuse_same(home: Home, campaign: str, warning: QuickWarning) -> None:
    """Raise QueueError when the same words for the same place were made within the last half hour."""
    for one in reversed(made_packs(home, campaign)[-5:]):
        made = _manifest(home, campaign, one).get("parameters", {})
        if not made:
            continue
        ago = warning.now - dt.datetime.fromisoformat(made["issued"])
        if _key(made) == _key(parameters(warning)) and abs(ago) <= SAME_WITHIN:
            minutes = max(0, round(ago.total_seconds() / 60))
            raise QueueError(
                str(one),
                f"peringatan yang sama sudah dibuat {minutes} menit yang lalu",
                f'Setujui yang itu: python run.py approve --name {campaign} --week {one} --all --by "nama Anda"; '
                "atau tambahkan --lagi bila memang harus dibuat sekali lagi",
            )


def parameters(warning: QuickWarning) -> dict[str, str]:
    """What was typed, for week.json."""
    return {
        "kind": warning.kind,
        "text": warning.text,
        "area": warning.area,
        "source": warning.source,
        "until": warning.until.isoformat() if warning.until else "",
        "issued": warning.now.isoformat(),
    }


def _manifest(home: Home, campaign: str, one: QuickPack) -> dict[str, Any]:
    """Its week.json; nothing for a folder that somebody made himself: that must not stop a warning."""
    try:
        return pack.read_manifest(home.pack(campaign, one))
    except QueueError:
        return {}


def _key(made: dict[str, Any]) -> tuple[str, ...]:
    return tuple(str(made[name]).casefold().strip(" .!") for name in ("kind", "text", "area"))
