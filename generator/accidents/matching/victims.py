"""Lists with one row per victim: put together to one row per accident, with the victims counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from generator.accidents.facts.code_words import codes_in
from generator.accidents.facts.people import COUNTS, read_ages, read_casualties
from generator.accidents.facts.users import NAMES, read_users
from generator.accidents.notes import Notes
from generator.accidents.sheets.gather import text_of, texts_of
from generator.accidents.texts import plain, says
from generator.accidents.words import fold, one_by_unique
from generator.codes import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

_LEAST_REPEATED = 0.02
_LEAST_REPEATED_COUNTED = 0.1  # without words for the injury: a list of accidents may have some rows twice
_OF_PERSON = ("age", "sex", "person_role", "victim_number")
_LEAST_SAME_DAY = 0.95
_INJURY = {str(Severity.FATAL): "killed", str(Severity.SERIOUS): "seriously_injured",
           str(Severity.SLIGHT): "slightly_injured"}  # fmt: skip
_OF_ONE = {
    ("md", "meninggal", "tewas", "mort", "morte", "morts"): Severity.FATAL,
    ("berat", "lb", "parah"): Severity.SERIOUS, ("greu", "greus", "grave", "graves"): Severity.SERIOUS,
    ("ringan", "lr", "ll", "lleu", "lleus", "leve", "leves"): Severity.SLIGHT,
}  # fmt: skip
# Cells of the accident that its victims should agree in.
_SHARED = ("time", "lat", "lon", "lat_lon", "x_m", "y_m", "road_name", "collision_type", "severity", "district",
           "village", "light", "weather")  # fmt: skip


def is_victim_list(frame: pd.DataFrame, numbers: pd.Series, days: pd.Series) -> bool:
    """Whether rows are victims: an injury in most rows, and report numbers that repeat on the same day."""
    has_number = numbers != ""
    if not lists_persons(frame) or has_number.mean() < 0.9:
        return False
    repeated = numbers[has_number].duplicated(keep=False)
    in_words = bool(texts_of(frame, "person_injury"))
    if repeated.mean() < (_LEAST_REPEATED if in_words else _LEAST_REPEATED_COUNTED):
        return False
    one_day = days[has_number][repeated].groupby(numbers[has_number][repeated]).nunique()
    return bool((one_day == 1).mean() >= _LEAST_SAME_DAY)


def lists_persons(frame: pd.DataFrame) -> bool:
    """Whether most rows say what happened to one person: in words, or by a 1 below MD, LB or LR."""
    if texts_of(frame, "person_injury"):
        return float(says(text_of(frame, "person_injury")).mean()) >= 0.5
    if not any(texts_of(frame, name) for name in _OF_PERSON):
        return False
    hurt = read_casualties(frame, Notes()).fillna(0).sum(axis=1)
    return bool((hurt <= 1).all()) and float(hurt.mean()) >= 0.5


def count_victims(frame: pd.DataFrame, own: Mapping[str, Mapping[str, str]]) -> pd.DataFrame:
    """One row per row: the victim as counts (killed, seriously_injured, slightly_injured, age_..., on foot)."""
    mine = {fold(value): code for value, code in own.get("person_injury", {}).items()}
    injury = one_by_unique(
        text_of(frame, "person_injury"), lambda text: mine.get(fold(text)) or _injury(text)
    )
    sums = pd.DataFrame({name: (injury == code).astype("Int64") for code, name in _INJURY.items()})
    if not (injury != "").any() and says(text_of(frame, "person_injury")).any():
        sums[list(COUNTS)] = pd.NA  # codes without a list: nobody knows who was hurt
    if not texts_of(frame, "person_injury"):
        sums = read_casualties(frame, Notes()).astype("Int64")
    ages = read_ages(frame)
    sums[list(ages.columns)] = ages
    roles = {fold(value): code for value, code in own.get("person_role", {}).items()}
    if texts_of(frame, "person_role"):
        role = one_by_unique(text_of(frame, "person_role"), lambda text: roles.get(fold(text)) or _role(text))
        sums["user_pedestrian"] = (role == "pedestrian").astype("Int64")
    return sums


def collapse(
    frame: pd.DataFrame, keys: pd.Series, own: Mapping[str, Mapping[str, str]], notes: Notes
) -> tuple[pd.Series, pd.DataFrame]:
    """Rows that are further victims of an accident (boolean), and the sums of each accident by its key.

    The accident's own cells are those of its first row; accidents whose victims contradict it are counted.
    """
    sums = count_victims(frame, own).groupby(keys).sum(min_count=1)
    assert set(COUNTS) <= set(sums.columns)
    further = keys.duplicated() & (keys != "")
    notes.add("victims_joined", "", int(further.sum()))
    notes.add("victims_contradict", "", _contradictions(frame, keys))
    users = _users(frame, keys, own)
    if "user_pedestrian" in sums and not users.empty:
        sums["user_pedestrian"] = pd.concat([sums["user_pedestrian"], users["user_pedestrian"]], axis=1).max(
            axis=1
        )
    sums = sums.join(users[[name for name in users if name not in sums]])
    return further, sums.drop(index="", errors="ignore")


def completed(frame: pd.DataFrame, keys: pd.Series) -> pd.DataFrame:
    """The frame with blank cells of an accident's first row filled from its further victims."""
    again = keys[(keys != "") & keys.duplicated(keep=False)]
    if again.empty:
        return frame
    made = frame.copy()
    first = again.index[~again.duplicated()]
    for name in [column for column in frame.columns if not column.endswith("_")]:
        texts = plain(frame.loc[again.index, name])
        made[name] = plain(frame[name])
        said = texts.where(texts.str.strip() != "").groupby(again).first().fillna("")
        made.loc[first, name] = again[first].map(said).to_numpy()
    return made


def _users(frame: pd.DataFrame, keys: pd.Series, own: Mapping[str, Mapping[str, str]]) -> pd.DataFrame:
    """Road users of each accident by its key, each different text of its victims once; empty without a column."""
    texts = texts_of(frame, "vehicles")
    if not texts:
        return pd.DataFrame(index=keys.unique())
    told = pd.concat([keys, *(one_by_unique(text, fold) for text in texts)], axis=1)
    once = frame[~told.duplicated()]
    users = read_users(once, own.get("vehicles", {}))[list(NAMES)]
    return users.astype("Int64").groupby(keys[once.index]).sum(min_count=1)


def _contradictions(frame: pd.DataFrame, keys: pd.Series) -> int:
    """Accidents whose victims' rows differ in a cell of the accident; blanks do not count."""
    again = keys[(keys != "") & keys.duplicated(keep=False)]
    differs = pd.Series(data=False, index=again.unique())
    for name in [one for one in frame.columns if one.split("~")[0] in _SHARED] if len(again) else []:
        folded = one_by_unique(frame.loc[again.index, name], fold)
        differs |= folded.where(folded != "").groupby(again).nunique().gt(1).reindex(differs.index)
    return int(differs.sum())


def _injury(text: str) -> str:
    """Injury of one person in words; "berat" and "ringan" mean the person here, not the accident."""
    folded = fold(text)
    for words, code in _OF_ONE.items():
        if set(folded.split()) & set(words) and not set(folded.split()) & {"tidak", "bukan", "non", "not"}:
            return str(code)
    return max(codes_in("severity", text), key=lambda code: list(_INJURY)[::-1].index(code) if code in _INJURY else -1,
               default="")  # fmt: skip


def _role(text: str) -> str:
    return (
        "pedestrian"
        if any(w in fold(text) for w in ("pejalan", "penyeberang", "pedestrian", "vianant"))
        else ""
    )
