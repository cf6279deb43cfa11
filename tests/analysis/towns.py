"""Invented towns for the tests of this room: a road grid, and accident tables with what a test plants in them."""

import datetime as dt

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from generator.accidents.columns import COLUMNS
from generator.accidents.places.geography import Ground
from generator.accidents.table import make_table
from generator.analysis.survey import Question
from generator.records import IsoWeek

UTM = 32748
CORNER = 500_000.0, 8_930_000.0
WEEK = IsoWeek(2026, 48)
UNTIL = dt.date(2026, 11, 15)
DEFAULTS = {
    "int64": 0,
    "Int16": pd.NA,
    "Int32": pd.NA,
    "Int64": pd.NA,
    "boolean": False,
    "str": "",
    "date": pd.NaT,
    "instant": pd.NaT,
}


def grid_ground(blocks=12, block_m=300.0, areas=None):
    """A town of `blocks` x `blocks` streets; every fourth street is an arterial, all are named."""
    lines, names, classes = [], [], []
    size = blocks * block_m
    for i in range(blocks + 1):
        for axis, prefix in ((0, "Jalan Mendatar"), (1, "Jalan Tegak")):
            a, b = np.array([0.0, i * block_m]), np.array([size, i * block_m])
            a, b = (a, b) if axis == 0 else (a[::-1], b[::-1])
            lines.append(shapely.LineString([a + CORNER, b + CORNER]))
            names.append(f"{prefix} {i + 1}")
            classes.append("arterial" if i % 4 == 0 else "local")
    roads = gpd.GeoDataFrame(
        {"name": names, "road_class": classes, "aadt": np.nan}, geometry=lines, crs=UTM
    ).to_crs(4326)
    return Ground(roads=roads, areas=areas, boundary=None, utm_epsg=UTM, credit="")


def bare_ground():
    """A district of which nothing is known."""
    return Ground(roads=None, areas=None, boundary=None, utm_epsg=None, credit="")


def question(**changes):
    """The question of the sample week."""
    defaults = {"week": WEEK, "zone": "Asia/Jakarta", "data_until": UNTIL, "quiet_maps": 24}
    return Question(**{**defaults, **changes})


def random_rows(n, seed, *, blocks=12, block_m=300.0, start=dt.date(2023, 11, 16), until=UNTIL):
    """n rows even along the grid, even in time: a dict of columns."""
    rng = np.random.default_rng(seed)
    size = blocks * block_m
    street = rng.integers(0, blocks + 1, n) * block_m
    along = rng.uniform(0, size, n)
    is_tall = rng.random(n) < 0.5
    xy = np.column_stack([np.where(is_tall, street, along), np.where(is_tall, along, street)])
    xy = xy + rng.normal(0, 8.0, (n, 2)) + CORNER
    days = (until - start).days + 1
    return {
        "xy": xy,
        "day": [start + dt.timedelta(days=int(d)) for d in rng.integers(0, days, n)],
        "hour": rng.integers(0, 24, n),
        "severity": rng.choice(["fatal", "serious", "slight", "damage"], n, p=[0.1, 0.15, 0.6, 0.15]),
    }


def planted(rows, at, n, seed, length_m=100.0, **columns):
    """`rows` with n more accidents around one point of the grid (metres from its corner), along x."""
    rng = np.random.default_rng(seed)
    xy = np.array(at) + CORNER + np.column_stack([rng.uniform(-length_m / 2, length_m / 2, n), np.zeros(n)])
    return {
        "xy": np.vstack([rows["xy"], xy + rng.normal(0, 8.0, (n, 2))]),
        "day": [
            *rows["day"],
            *(dt.date(2025, 1, 1) + dt.timedelta(days=int(d)) for d in rng.integers(0, 600, n)),
        ],
        "hour": np.concatenate(
            [rows["hour"], np.broadcast_to(columns.get("hour", rng.integers(0, 24, n)), n)]
        ),
        "severity": np.concatenate([rows["severity"], np.full(n, columns.get("severity", "slight"))]),
    }


def table_of(rows, **columns):
    """A checked accident table of such rows; further columns by name (one value or one a row)."""
    n = len(rows["day"])
    made = {}
    for column in COLUMNS:
        if column.kind == "point":
            continue
        default = "unknown" if "unknown" in column.codes else DEFAULTS[column.kind]
        made[column.name] = pd.Series([default] * n, dtype="object")
    severity = np.asarray(rows["severity"])
    made["id"] = pd.Series(np.arange(n))
    made["occurred_on"] = pd.Series(pd.to_datetime(rows["day"]))
    made["reported_on"] = made["occurred_on"]
    made["hour"] = pd.Series(rows["hour"])
    made["time_quality"] = pd.Series(["recorded"] * n)
    made["point_quality"] = pd.Series(["recorded" if rows.get("xy") is not None else "missing"] * n)
    made["severity"] = pd.Series(severity)
    for name, code in (("killed", "fatal"), ("seriously_injured", "serious"), ("slightly_injured", "slight")):
        made[name] = pd.Series((severity == code).astype(int))
    made["damage_only"] = pd.Series(severity == "damage")
    for name, value in columns.items():
        made[name] = pd.Series(value if np.ndim(value) else [value] * n)
    if rows.get("xy") is not None:
        points = gpd.GeoSeries(shapely.points(rows["xy"]), crs=UTM).to_crs(4326)
        made["point"] = points
    return make_table(made)


SHARES = {
    "collision_type": {"rear_end": 0.3, "head_on": 0.14, "single": 0.12, "object": 0.05, "front_side": 0.2,
                       "turning_opposite": 0.08, "pedestrian": 0.08, "train": 0.03},
    "recorded_factor": {"following_distance": 0.4, "speed": 0.3, "overtaking": 0.2, "unknown": 0.1},
    "weather": {"clear": 0.7, "rain": 0.2, "cloudy": 0.1},
    "light": {"daylight": 0.6, "night_lit": 0.2, "night_dark": 0.2},
    "junction_form": {"none": 0.6, "three_arm": 0.2, "four_arm": 0.15, "bend": 0.05},
    "reference_place": {"school": 0.2, "shop": 0.3, "housing": 0.3, "junction": 0.2},
    "road_function": {"arterial": 0.4, "collector": 0.3, "local": 0.3},
    "speed_limit_kmh": {30: 0.2, 50: 0.4, 60: 0.3, 80: 0.1},
    "district": {"Cakra": 0.5, "Bukit": 0.3, "Lor": 0.2},
}  # fmt: skip
USERS = {"motorcycle": 0.7, "car": 0.3, "truck": 0.2, "bus": 0.05, "bicycle": 0.05, "pedestrian": 0.1}
AGES = {"0-14": 0.1, "15-24": 0.3, "25-44": 0.4, "60+": 0.1}


def recorded_columns(n, seed):
    """Every column that a police file may have, each drawn by itself: a district in which nothing goes together."""
    rng = np.random.default_rng(seed)
    made = {
        name: rng.choice(list(shares), n, p=list(shares.values())).astype(object)
        for name, shares in SHARES.items()
    }
    made |= {f"user_{code}": (rng.random(n) < share).astype(int) for code, share in USERS.items()}
    made |= {f"age_{code}": (rng.random(n) < share).astype(int) for code, share in AGES.items()}
    return made | {"hit_and_run": rng.random(n) < 0.06}


def quiet_district(n, seed):
    """Rows and columns of a district without any pattern: even along the roads, even in time, nothing together."""
    return {**random_rows(n, seed), "xy": None}, recorded_columns(n, seed + 10_000)


def claims_of(found):
    """The kinds of a survey that claim something tested, as far as they are judged together."""
    simply = {"share", "stable", "even", None}
    said = {
        one.kind
        for one in found.insights
        if one.codes.get("baseline", one.codes.get("direction")) not in simply
    }
    said |= {one.kind for one in found.insights if one.kind == "hours"}
    return said - {"four_week_change", "hotspot_ranking", "hotspot_place"}
