"""A made-up finding for every row of the table of contrasts, in each of its cases and for each of its codes."""

import dataclasses

from generator import codes
from generator.accidents.columns import BY_NAME
from generator.analysis import insights
from generator.analysis.contrasts.moments import LIMITS
from generator.analysis.contrasts.rows import TABLE
from generator.discovery import modules_in
from tests.messages import survey_of_words

NAMED = {
    "light": codes.Light,
    "weather": codes.Weather,
    "collision_type": codes.CollisionType,
    "recorded_factor": codes.Factor,
    "user_": codes.RoadUser,
    "age_": codes.AgeBand,
    "speed_limit": LIMITS,
    "day_or_night": ("night", "day"),
}


def cases():
    """Kind -> the baselines that it may be told under, from the table and the modules of the package."""
    found = {row.kind: [*row.baselines, *(["share"] if row.is_largest_told else [])] for row in TABLE}
    for module in modules_in(insights):
        for kind, baselines in getattr(module, "CASES", {}).items():
            found[kind] = [*found.get(kind, []), *baselines]
    return {kind: tuple(baselines) for kind, baselines in found.items()}


def codes_of_row(row):
    """Codes that may be a finding of this row; pairs by their two kinds."""
    if row.group or row.kind in {"weekend_night", "school_hours"}:
        return [row.kind]
    known = NAMED.get(row.prefix or row.column) or (
        codes.RoadUser if row.prefix else BY_NAME[row.column].codes
    )
    return [str(code) for code in known if str(code) not in {*row.silent, *row.dull}]


def pattern(row, baseline, code, **more):
    """One finding of a row."""
    figures = {"count": 120, "share": 0.21, "n": 571, "ratio": 1.83, "p_value": 0.0002, "inside": 57}
    if baseline in {"severe", "share", "recent"}:
        figures |= {"severe": 37, "severe_share": 0.31, "severe_share_rest": 0.12}
    if baseline not in {"severe", "share"}:
        figures |= {"ours": 0.22, "rest": 0.12, "inside_n": 184}
    if baseline in {"per_km", "per_head", "often"}:
        figures |= {"ours": 17.2, "rest": 9.4}
    if baseline == "hours":
        figures |= {"window_start": 18, "window_end": 24}
    kind, section = (row.kind, row.section) if not isinstance(row, str) else (row, "")
    place = survey_of_words.PLACES[0].place if baseline == "place" or not section else None
    panel = [code, "rest"] if section == "group" else ([code] if section else [])
    made = survey_of_words.insight(
        kind,
        place=place,
        codes={
            "code": code,
            "column": kind,
            "words": section,
            "baseline": baseline,
            "labels": ",".join(panel),
        },
        series={"counts": (120.0, 451.0)[: len(panel)]},
        name=f"{kind}-{baseline}-{code}",
        **more,
        **figures,
    )
    unit = "rate" if baseline in {"per_km", "per_head", "often"} else "share"
    with_units = {
        key: dataclasses.replace(one, unit=unit) if key in {"ours", "rest"} else one
        for key, one in made.figures.items()
    }
    return dataclasses.replace(made, figures=with_units)


def every_case():
    """One finding a kind and baseline, with the longest of its codes."""
    rows = {row.kind: row for row in TABLE}
    for kind, baselines in cases().items():
        for baseline in baselines:
            row = rows.get(kind, kind)
            code = "Lor Rejo" if isinstance(row, str) else max(codes_of_row(row), key=len)
            if kind == "vehicle_pair":
                code = "non_motorised&three_wheeler"
            if baseline == "per_km" and kind == "road_class":
                code = "residential"
            yield pattern(row, baseline, code)


def every_pattern():
    """One finding a kind and code."""
    for row in TABLE:
        for code in codes_of_row(row):
            yield pattern(row, row.baselines[0], f"{code}&motorcycle" if row.kind == "vehicle_pair" else code)
