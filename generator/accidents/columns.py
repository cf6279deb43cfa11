"""The column list of the checked accident table: only these columns exist behind the privacy wall.

One row per accident. Codes are the StrEnum values of generator.codes; a code that the file does not give is
"unknown". A count that the file does not give is missing (pandas NA), never 0. Personal columns (names, plates,
report numbers, narratives, addresses) have no entry here: a reader may look at them while reading, to find
duplicates or a closed list of words, and drops them.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.codes import AgeBand, CollisionType, Factor, Light, RoadUser, Severity, Weather


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the table.

    `kind` is the pandas type: int64, Int16, Int32, Int64, boolean, str, date (datetime64, midnight, naive),
    instant (datetime64, UTC), point (shapely Point, EPSG:4326, None when there is no position).
    `privacy`: "free" may be counted anywhere, "grouped" only in groups that pass the gate, "inside" never leaves
    the internal folder.
    """

    name: str
    kind: str
    meaning: str
    codes: tuple[str, ...] = ()
    unit: str = ""
    privacy: str = "free"


TIME_QUALITIES = ("recorded", "approximate", "default", "missing")
POINT_QUALITIES = (
    "recorded",  # as the file has it
    "repaired_sign",  # a lost minus sign put back
    "repaired_swap",  # latitude and longitude changed places
    "repaired_form",  # decimal comma, lost decimal point, degrees-minutes-seconds
    "coarse",  # three decimals or fewer in a file that usually has more
    "pile",  # one of many rows on one exact point that is no position (village centre)
    "outside",  # outside the district by more than 2 km: counted, not located
    "missing",
)
ROAD_FUNCTIONS = ("arterial", "collector", "local", "residential", "motorway", "unknown")
ROAD_STATUSES = ("national", "province", "regency", "city", "village", "unknown")
ROAD_CLASSES = ("I", "II", "III", "special", "unknown")
JUNCTIONS = (
    "none",
    "three_arm",
    "four_arm",
    "multi_arm",
    "roundabout",
    "bend",
    "bridge",
    "level_crossing",
    "unknown",
)
REFERENCES = (
    "school",
    "junction",
    "milestone",
    "shop",
    "fuel_station",
    "worship",
    "office",
    "roundabout",
    "business",
    "housing",
    "hospital",
    "tourism",
    "other",
    "unknown",
)
SURFACES = ("good", "damaged", "slippery", "unknown")
SLOPES = ("flat", "slope", "unknown")


def _values(codes: type) -> tuple[str, ...]:
    return tuple(str(code) for code in codes)  # type: ignore[attr-defined]


COLUMNS: tuple[Column, ...] = (
    Column("id", "int64", "running number after sorting by date, time, point, severity, source row"),
    Column("occurred_on", "date", "day of the accident in the district's calendar"),
    Column(
        "occurred_at",
        "instant",
        "instant of the accident, missing when no usable time was recorded",
        privacy="grouped",
    ),
    Column(
        "hour",
        "Int16",
        "hour 0-23 on the district's wall; missing unless the time was recorded, or approximate to within the hour",
        unit="h",
    ),
    Column("time_quality", "str", "how far the time can be trusted", TIME_QUALITIES),
    Column("reported_on", "date", "day the report was entered", privacy="inside"),
    Column("point", "point", "position; the active geometry", privacy="inside"),
    Column("point_quality", "str", "how the position was obtained", POINT_QUALITIES),
    Column("severity", "str", "worst outcome, from the counts first and the label second", _values(Severity)),
    Column("killed", "Int16", "persons who died", unit="persons"),
    Column(
        "seriously_injured",
        "Int16",
        "persons seriously injured; missing when the file never records them",
        unit="persons",
    ),
    Column("slightly_injured", "Int16", "persons slightly injured", unit="persons"),
    Column("damage_only", "boolean", "nobody was hurt"),
    Column("collision_type", "str", "how the parties met", _values(CollisionType)),
    *(
        Column(
            f"user_{code}", "Int16", f"vehicles or persons of kind {code}", unit="count", privacy="grouped"
        )
        for code in RoadUser
    ),
    *(
        Column(f"age_{code}", "Int16", f"casualties aged {code}", unit="persons", privacy="grouped")
        for code in AgeBand
    ),
    Column("hit_and_run", "boolean", "somebody left the scene"),
    Column("road_name", "str", "name of the road as a reader knows it, empty when unknown"),
    Column("road_function", "str", "function of the road", ROAD_FUNCTIONS),
    Column("road_class", "str", "class of the road by load", ROAD_CLASSES),
    Column("road_status", "str", "who keeps the road", ROAD_STATUSES),
    Column("junction_form", "str", "form of the place", JUNCTIONS),
    Column("speed_limit_kmh", "Int16", "limit at the place", unit="km/h"),
    Column("reference_place", "str", "kind of the nearest known object", REFERENCES),
    Column("district", "str", "kecamatan, empty when unknown"),
    Column("village", "str", "kelurahan or desa, empty when unknown", privacy="grouped"),
    Column("light", "str", "light at the place", _values(Light)),
    Column("weather", "str", "weather at the time", _values(Weather)),
    Column("surface", "str", "state of the surface", SURFACES),
    Column("slope", "str", "flat or slope", SLOPES),
    Column("recorded_factor", "str", "factor that the investigator recorded", _values(Factor)),
    Column("loss_rp", "Int64", "material loss", unit="rupiah", privacy="grouped"),
    Column("is_sample", "boolean", "the row was invented (stamp DATA CONTOH)"),
)
BY_NAME = {column.name: column for column in COLUMNS}
