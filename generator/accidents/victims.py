"""Lists with one row per victim: put together to one row per accident, with the victims counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from generator.accidents.gather import text_of, texts_of
from generator.accidents.people import COUNTS, read_ages
from generator.accidents.words import fold, one_by_unique
from generator.codes import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.accidents.notes import Notes

_LEAST_REPEATED = 0.02
_LEAST_SAME_DAY = 0.95
_INJURY = {str(Severity.FATAL): "killed", str(Severity.SERIOUS): "seriously_injured",
           str(Severity.SLIGHT): "slightly_injured"}  # fmt: skip


def is_victim_list(frame: pd.DataFrame, numbers: pd.Series, days: pd.Series) -> bool:
    """Whether rows are victims: an injury in most rows, and report numbers that repeat on the same day."""
    injuries = text_of(frame, "person_injury").str.strip() != ""
    has_number = numbers != ""
    if not texts_of(frame, "person_injury") or injuries.mean() < 0.5 or has_number.mean() < 0.9:
        return False
    repeated = numbers[has_number].duplicated(keep=False)
    if repeated.mean() < _LEAST_REPEATED:
        return False
    one_day = days[has_number][repeated].groupby(numbers[has_number][repeated]).nunique()
    return bool((one_day == 1).mean() >= _LEAST_SAME_DAY)


def count_victims(frame: pd.DataFrame, own: Mapping[str, Mapping[str, str]]) -> pd.DataFrame:
    """One row per row: the victim as counts (killed, seriously_injured, slightly_injured, age_..., on foot)."""
    mine = {fold(value): code for value, code in own.get("person_injury", {}).items()}
    injury = one_by_unique(
        text_of(frame, "person_injury"), lambda text: mine.get(fold(text)) or _injury(text)
    )
    sums = pd.DataFrame({name: (injury == code).astype("Int64") for code, name in _INJURY.items()})
    ages = read_ages(frame)
    sums[list(ages.columns)] = ages
    roles = {fold(value): code for value, code in own.get("person_role", {}).items()}
    if texts_of(frame, "person_role"):
        role = one_by_unique(text_of(frame, "person_role"), lambda text: roles.get(fold(text)) or _role(text))
        sums["user_pedestrian"] = (role == "pedestrian").astype("Int64")
    return sums


def collapse(
    frame: pd.DataFrame, numbers: pd.Series, own: Mapping[str, Mapping[str, str]], notes: Notes
) -> tuple[pd.Series, pd.DataFrame]:
    """Rows that are further victims of an accident (boolean), and the sums of each accident by its number."""
    sums = count_victims(frame, own).groupby(numbers).sum(min_count=1)
    assert set(COUNTS) <= set(sums.columns)
    further = numbers.duplicated() & (numbers != "")
    notes.add("victims_joined", "", int(further.sum()))
    return further, sums.drop(index="", errors="ignore")


def _injury(text: str) -> str:
    """Injury of one person in words; "berat" and "ringan" mean the person here, not the accident."""
    folded = f" {fold(text)} "
    for words, code in ((("meninggal", "tewas", " md ", "fatal", "killed", "mort"), Severity.FATAL),
                        (("berat", " lb ", "serious", "greu", "grave"), Severity.SERIOUS),
                        (("ringan", " lr ", " ll ", "slight", "lleu", "leve"), Severity.SLIGHT)):  # fmt: skip
        if any(word in folded for word in words):
            return str(code)
    return ""


def _role(text: str) -> str:
    return (
        "pedestrian"
        if any(w in fold(text) for w in ("pejalan", "penyeberang", "pedestrian", "vianant"))
        else ""
    )
