"""The ledger of one survey: every figure is written here when it is made, with an id and the way it was made.

Ids: `<insight>.<figure>`, `<insight>.<series>` (as told) and `<insight>.<series>.exact` (internal, where the gate
changed it), `place-<rank>.<field>` and `watch-<rank>.<field>` of a hotspot, `district.<field>`.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.analysis.measures import exact
from generator.records import Evidence, Figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.records import Hotspot, Insight, Period

PLACE_FIELDS = {
    "accidents": ("accidents", "jumlah baris"),
    "killed": ("persons", "jumlah meninggal"),
    "seriously_injured": ("persons", "jumlah luka berat"),
    "slightly_injured": ("persons", "jumlah luka ringan"),
    "expected": ("accidents", "harapan bagi ruas sejenis"),
    "eb_estimate": ("accidents", "taksiran empirical Bayes"),
    "p_double": ("probability", "P(laju >= 2 kali ruas sejenis)"),
    "p_value": ("probability", "nilai p jendela terbaik"),
    "q_value": ("probability", "nilai q gugus"),
    "length_m": ("m", "panjang jaringan di dalamnya"),
}
_PLACE_METHOD = "docs/statistics.md, Estimates of a place"


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
        low, high = interval
        value = _plain(value)
        self._keep(Evidence(id_, query, period, int(n), method, value, low, high, unit))
        return Figure(value, unit, f"evidence:{id_}", int(n), low, high)

    def _keep(self, one: Evidence) -> None:
        if one.id in self.entries:
            raise ValueError(one.id)
        self.entries[one.id] = one

    def tell(self, ids: Iterable[str]) -> None:
        """Mark evidence as past the gate."""
        for id_ in ids:
            if id_ in self.entries:
                self.entries[id_] = dataclasses.replace(self.entries[id_], is_told=True)

    def finding(self, made: Insight, told: Insight | None) -> None:
        """The series of a finding, as made and as told, and which of its figures are told."""
        n = max((figure.n or 0 for figure in made.figures.values()), default=0)
        for name, values in made.series.items():
            shown = told.series.get(name) if told is not None else None
            if shown is not None:
                self._keep(_series(made, name, shown, n, is_told=True))
            if shown != values:
                self._keep(_series(made, f"{name}.exact", values, n))
        if told is not None:
            self.tell(told.evidence)

    def places(self, whole: Sequence[Hotspot], told: Sequence[Hotspot], stem: str) -> None:
        """Every number of the hotspots; `told` are the same in the public form, empty for the watch list."""
        public = {one.rank: _numbers(one) for one in told}
        for one in whole:
            for name, number in _numbers(one).items():
                low, high = (
                    exact.garwood(number.value) if name == "accidents" else (None, None)
                )  # the interval of a count
                self._keep(
                    Evidence(
                        f"{stem}-{one.rank}.{name}",
                        f'baris di "{one.place.name}": {number.how}',
                        one.period,
                        one.accidents,
                        _PLACE_METHOD,
                        _plain(number.value),
                        None if low is None else _plain(float(low)),
                        None if high is None else _plain(float(high)),
                        number.unit,
                        is_told=name in public.get(one.rank, {}),
                    )
                )

    def all(self) -> tuple[Evidence, ...]:
        """Everything written so far, in order of the ids."""
        return tuple(self.entries[key] for key in sorted(self.entries))


@dataclass(frozen=True, slots=True)
class _Number:
    """One number of a place: value, unit, and how it is made."""

    value: float
    unit: str
    how: str


def _numbers(spot: Hotspot) -> dict[str, _Number]:
    """Every number that this form of a hotspot tells, by name."""
    found = {
        name: _Number(value, unit, how)
        for name, (unit, how) in PLACE_FIELDS.items()
        if (value := getattr(spot, name)) is not None
    }
    found |= {f"ean {name}": _Number(value, "ean", f"bobot {name}") for name, value in spot.ean.items()}
    if spot.top_hours is not None:
        for end, hour in zip(("start", "end"), spot.top_hours, strict=True):
            found[f"hours_{end}"] = _Number(hour, "hour", "jam tersibuk")
    return found


def _series(
    insight: Insight, name: str, values: tuple[float, ...], n: int, *, is_told: bool = False
) -> Evidence:
    return Evidence(
        f"{insight.id}.{name}",
        f"deret {name} dari temuan {insight.id}",
        insight.period,
        n,
        "docs/statistics.md, The gate" if is_told else "docs/statistics.md",
        float(len(values)),
        unit="series",
        values=tuple(_plain(one) for one in values),
        is_told=is_told,
    )


def _plain(value: float) -> float:
    """A Python float without noise beyond the tenth digit, so that machines agree on bytes."""
    return float(f"{float(value):.10g}")
