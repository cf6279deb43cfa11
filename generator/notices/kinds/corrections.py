"""Klarifikasi: the fact, the claim once, the fact again; only with a complete record of the check, never invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.codes import Pillar
from generator.notices.plain_text import ACCOUNT
from generator.notices.telling import Told, told

if TYPE_CHECKING:
    from generator.notices.declared import Notice
    from generator.notices.desk import NoticeDesk
    from generator.records import Insight

WORD, KIND = "klarifikasi", "correction"
# The verification record (comms_rules: hoaks, bidang_wajib) with the fact as a headline.
NEEDS = ("title", "label", "claim", "fact", "source", "checked_by", "checked_on", "checked_at", "approved_by")
LABELS = ("HOAKS", "INFORMASI MENYESATKAN", "BENAR", "BELUM TERVERIFIKASI")
_STRENGTH = 1.0  # a correction has its place in the week
_TOLD_DAYS = 7  # before the week: an older claim would only be spread again
_THEMES = "informasi"


def faults(notice: Notice) -> list[str]:
    """A label that does not exist, a claim in the headline or in the fact, accounts, one person who did it all."""
    found = []
    if notice.label not in LABELS:
        found.append(f'"label" harus salah satu dari {", ".join(LABELS)}')
    claim = notice.claim.casefold().strip(" .!?")
    found += [
        f'"{key}" mengulang klaim; tulis faktanya saja'
        for key in ("title", "fact")
        if claim and claim in getattr(notice, key).casefold()
    ]
    found += [
        f'"{key}" menyebut akun; hapus nama akun penyebar'
        for key in ("title", "claim", "fact")
        if ACCOUNT.search(getattr(notice, key))
    ]
    if notice.checked_by.casefold() == notice.approved_by.casefold():
        found.append('"checked_by" dan "approved_by" harus dua orang yang berbeda')
    return found


def tell(desk: NoticeDesk) -> tuple[Insight, ...]:
    """The corrections whose check is at most a week older than this week, and not later than it."""
    return tuple(
        told(desk, notice, Told(KIND, "", Pillar.CLARIFICATION, _STRENGTH, _THEMES))
        for notice in desk.of_kind(WORD)
        if -_TOLD_DAYS <= (notice.days.start - desk.week.monday).days <= 6
    )
