"""The table: one row is one kind of finding. To add a kind, add a row (and words in templates/languages)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from generator.analysis.contrasts import moments
from generator.codes import AgeBand, RoadUser

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from generator.analysis.contrasts.moments import Recorded

    Bools = NDArray[np.bool_]

# Baselines by what is held against what: stratum against the other rows, code by code.
OUTCOMES = ("severe", "hurt", "fatal", "junction", "child")
EVERYWHERE = ("severe", "recent", "hours", "place")


@dataclass(frozen=True, slots=True)
class Row:
    """One kind: its column and codes, the baselines it is held against, and how few are too few.

    `prefix` means one column of counts per code (an accident can have several), `group` the accidents that any of
    some columns names, as one code against all others. `dull` codes stand in the diagram but are never the finding
    (fine weather, daylight). `is_largest_told`: without a tested finding the largest code is told as simply the
    largest, which claims nothing. `needs_time`: only rows with a recorded time are looked at.
    """

    kind: str
    column: str
    prefix: str = ""
    group: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: str = ""
    baselines: tuple[str, ...] = EVERYWHERE
    silent: tuple[str, ...] = ("unknown", "other", "rest")
    dull: tuple[str, ...] = ()
    least_known: int = 50
    least_code: int = 15
    least_share: float = 0.5  # a column that is mostly empty says nothing about the district
    is_largest_told: bool = False
    needs_time: bool = False

    @property
    def section(self) -> str:
        """Section of the words for its codes."""
        return self.words or self.kind


def _group(kind: str, baselines: tuple[str, ...] = EVERYWHERE, **parts: tuple[str, ...]) -> Row:
    """One kind of accident against all others."""
    return Row(kind, next(iter(parts)), group=parts, words="group", baselines=baselines)


_YES = ("yes",)
_PLACE_BOUND = ("severe", "recent", "hours")  # what describes the place itself is not held against places

TABLE = (
    Row("collision_type", "collision_type", is_largest_told=True),
    Row("road_user", "road_user", prefix="user_", is_largest_told=True),
    Row("recorded_factor", "recorded_factor", is_largest_told=True),
    Row("weather", "weather", dull=("clear", "cloudy"), least_code=10, is_largest_told=True),
    Row(
        "light",
        "light",
        baselines=("severe", "recent", "place"),
        dull=("daylight",),
        least_share=0.7,
        is_largest_told=True,
        needs_time=True,
    ),
    Row("age", "age", prefix="age_"),
    Row("place_type", "reference_place", words="reference_place", baselines=_PLACE_BOUND),
    Row("junction_form", "junction_form", baselines=_PLACE_BOUND, dull=("none",)),
    Row("road_class", "road_function", words="road_class", baselines=_PLACE_BOUND),
    Row("speed_limit", "speed_limit", baselines=_PLACE_BOUND),
    Row("vehicle_pair", "road_user", prefix="pairs", words="road_user", least_share=0.2),
    Row("users_hurt", "road_user", prefix="user_", words="road_user", baselines=("hurt",)),
    Row("case_fatality", "collision_type", words="collision_type", baselines=("fatal",)),
    _group("motorcycles", user_motorcycle=_YES),
    _group("cyclists", user_bicycle=_YES, user_non_motorised=_YES),
    _group("heavy_vehicles", user_truck=_YES, user_bus=_YES),
    _group("pedestrian_junction", ("junction",), user_pedestrian=_YES, collision_type=("pedestrian",)),
    _group("head_on", collision_type=("head_on",)),
    _group("rear_end", collision_type=("rear_end",)),
    _group("leaving_road", collision_type=("single", "object")),
    _group("turning", collision_type=("turning_same", "turning_opposite")),
    _group("overtaking", recorded_factor=("overtaking",)),
    _group("hit_and_run", hit_and_run=_YES),
    _group(
        "level_crossing",
        junction_form=("level_crossing",),
        collision_type=("train",),
        user_train=_YES,
        recorded_factor=("level_crossing",),
    ),
    Row(
        "night_severity",
        "day_or_night",
        words="group",
        baselines=("severe",),
        least_share=0.7,
        needs_time=True,
    ),
    Row(
        "weekend_night",
        "weekend_night",
        words="group",
        baselines=("severe",),
        least_share=0.7,
        needs_time=True,
    ),
    Row(
        "school_hours",
        "school_hours",
        words="group",
        baselines=("child",),
        least_share=0.7,
        needs_time=True,
    ),
)
_PREFIXED = {"user_": tuple(map(str, RoadUser)), "age_": tuple(map(str, AgeBand))}


def codes_of(recorded: Recorded, row: Row) -> tuple[dict[str, Bools], Bools]:
    """Mask of the accidents of each code, and of those where anything was recorded."""
    if row.group:
        inside, known = moments.group_of(recorded, row.group)
        masks = {row.kind: inside, "rest": known & ~inside}
    elif row.prefix == "pairs":
        masks, known = moments.pairs_of(recorded)
    elif row.prefix:
        masks = {code: recorded.is_any(f"{row.prefix}{code}") for code in _PREFIXED[row.prefix]}
        known = np.any(list(masks.values()), axis=0)
    else:
        masks, known = moments.masks_of(recorded.column(row.column))
    if row.needs_time:
        is_timed = recorded.hour >= 0
        known = known & is_timed
        masks = {code: mask & is_timed for code, mask in masks.items()}
    return {code: mask for code, mask in masks.items() if mask.any()}, np.asarray(known, bool)


def talked_about(row: Row, codes: Mapping[str, Bools]) -> list[str]:
    """Codes with enough accidents that may be the finding."""
    never = {*row.silent, *row.dull}
    return [code for code, mask in codes.items() if code not in never and mask.sum() >= row.least_code]
