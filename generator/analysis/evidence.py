"""The ledger of one survey: every figure is written here when it is made."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.records import Evidence, Figure

if TYPE_CHECKING:
    from generator.records import Period


@dataclass(slots=True)
class Ledger:
    """Collects the evidence; its only mutable place during a survey."""

    entries: dict[str, Evidence] = field(default_factory=dict)

    def figure(  # noqa: PLR0913 - one argument for each field of the evidence
        self,
        id_: str,
        value: float,
        unit: str,
        *,
        query: str,
        period: Period,
        n: int,
        method: str,
        interval: tuple[float | None, float | None] = (None, None),
    ) -> Figure:
        """A figure whose evidence is kept under the same id. ValueError when the id was used before."""
        if id_ in self.entries:
            raise ValueError(id_)
        low, high = interval
        value = _plain(value)
        self.entries[id_] = Evidence(id_, query, period, int(n), method, value, low, high)
        return Figure(value, unit, f"evidence:{id_}", int(n), low, high)

    def all(self) -> tuple[Evidence, ...]:
        """Everything written so far, in order of the ids."""
        return tuple(self.entries[key] for key in sorted(self.entries))


def _plain(value: float) -> float:
    """A Python float without noise beyond the tenth digit, so that machines agree on bytes."""
    return float(f"{float(value):.10g}")
