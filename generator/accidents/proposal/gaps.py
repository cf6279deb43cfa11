"""Which unknown values may be shown and written down: categories, never what a single row says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.accidents.proposal.codes import FREE_TEXT
from generator.accidents.wall.privacy import is_personal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.accidents.proposal.records import Gap

_LEAST = 3  # rows, as for a name that no map knows
_SHORT = 4  # characters: a mark of a list, whoever uses it
_LONGEST = 40


def listed_gaps(gaps: Sequence[Gap]) -> tuple[Gap, ...]:
    """The gaps whose values may leave memory, in their order."""
    return tuple(
        gap for gap in gaps
        if (gap.rows >= _LEAST or len(gap.value) <= _SHORT) and len(gap.value) <= _LONGEST
        and not is_personal(gap.value) and gap.field not in FREE_TEXT and "\n" not in gap.value
    )  # fmt: skip
