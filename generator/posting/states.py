"""What may become of a slot: the states, and every way from one to another, in one table.

    planned -> approved -> claimed -> handed_over -> posted

`held` is not stored: it is read from the holds that are in force, inside the transaction of the claim, so that a hold
that ends needs nobody to put a state back. `expired` passed its hour without an approval; `missed` had one, and was
held or nobody ticked; `failed` waits for another try; `unknown` waits for a person.
"""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """State of one revision of a slot."""

    PLANNED = "planned"
    APPROVED = "approved"
    CLAIMED = "claimed"
    HANDED_OVER = "handed_over"
    POSTED = "posted"
    MISSED = "missed"
    EXPIRED = "expired"
    HELD = "held"
    REJECTED = "rejected"
    SUPERSEDED = "superseded"
    FAILED = "failed"
    UNKNOWN = "unknown"

    @property
    def words(self) -> str:
        """The state inside a sentence for a planner."""
        return _WORDS[self]


_WORDS = {
    State.PLANNED: "belum disetujui",
    State.APPROVED: "disetujui",
    State.CLAIMED: "sedang diserahkan",
    State.HANDED_OVER: "sudah diserahkan",
    State.POSTED: "sudah tayang",
    State.MISSED: "terlewat",
    State.EXPIRED: "lewat jamnya tanpa persetujuan",
    State.HELD: "ditahan",
    State.REJECTED: "ditolak",
    State.SUPERSEDED: "diganti revisi lain",
    State.FAILED: "gagal disalin dan akan dicoba lagi",
    State.UNKNOWN: "belum jelas sudah diserahkan atau belum",
}

WAYS: dict[State, frozenset[State]] = {
    State.PLANNED: frozenset(
        {State.APPROVED, State.REJECTED, State.SUPERSEDED, State.EXPIRED, State.UNKNOWN}
    ),
    State.APPROVED: frozenset(
        {State.PLANNED, State.CLAIMED, State.REJECTED, State.SUPERSEDED, State.MISSED, State.UNKNOWN}
    ),
    State.CLAIMED: frozenset({State.APPROVED, State.PLANNED, State.FAILED, State.HANDED_OVER, State.UNKNOWN}),
    State.FAILED: frozenset(
        {State.PLANNED, State.CLAIMED, State.REJECTED, State.SUPERSEDED, State.MISSED, State.UNKNOWN}
    ),
    State.UNKNOWN: frozenset({State.HANDED_OVER, State.MISSED}),
    State.HANDED_OVER: frozenset({State.POSTED}),
}

# Before the hand-over: a new plan may put another revision in the place of these.
OPEN = frozenset({State.PLANNED, State.APPROVED, State.FAILED})
STORED = tuple(state for state in State if state is not State.HELD)
# What never counts as shown, for the rest that tips and themes need.
NEVER_SHOWN = (State.SUPERSEDED, State.REJECTED)
