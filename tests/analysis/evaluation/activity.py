"""A town with ten treated places, an activity, and what a test plants: for the tests of the evaluation and of its verb."""

import datetime as dt

import numpy as np
import shapely
from pyproj import Transformer

from generator.analysis.evaluation.sites import Asked
from generator.analysis.evaluation.study import Activity
from generator.records import Period
from tests.analysis.towns import CORNER, UTM, random_rows

BLOCKS, BLOCK_M = 12, 600.0
FIRST, UNTIL = dt.date(2023, 1, 1), dt.date(2026, 6, 30)
DAYS = Period(dt.date(2026, 1, 1), UNTIL)
PLACES = tuple(
    (600.0 * i + 300, 1200.0 * (i % 6) + 600) for i in range(1, 11)
)  # middles of blocks, on local streets


def rows(effect=1.0, *, seed=4, background=3600, per_year=10):
    """Accidents of 3.5 years: even along the grid, `per_year` more at each place, times `effect` during the activity."""
    made = random_rows(background, seed, blocks=BLOCKS, block_m=BLOCK_M, start=FIRST, until=UNTIL)
    chance = np.random.RandomState(seed)
    xy, days = [], []
    for x, y in PLACES:
        for year in (2023, 2024, 2025, 2026):
            share = 181 / 365 * effect if year == 2026 else 1.0
            for _ in range(chance.poisson(per_year * share)):
                xy.append((x + chance.uniform(-60, 60) + CORNER[0], y + chance.normal(0, 5) + CORNER[1]))
                days.append(
                    dt.date(year, 1, 1) + dt.timedelta(days=int(chance.randint(181 if year == 2026 else 365)))
                )
    kinds = ["fatal", "serious", "slight", "slight", "damage"]
    return {
        "xy": np.vstack([made["xy"], xy]),
        "day": [*made["day"], *days],
        "hour": np.concatenate([made["hour"], chance.randint(0, 24, len(xy))]),
        "severity": np.concatenate([made["severity"], [kinds[i] for i in chance.randint(0, 5, len(xy))]]),
    }


def degrees(x, y):
    """(lon, lat) of metres from the corner of the town."""
    return Transformer.from_crs(UTM, 4326, always_xy=True).transform(x + CORNER[0], y + CORNER[1])


def asked():
    """The ten places as points."""
    return tuple(Asked(f"Titik {n}", shapely.Point(*degrees(x, y))) for n, (x, y) in enumerate(PLACES, 1))


def activity(**changes):
    """The activity of the first half of 2026 at the ten places."""
    return Activity(**{"days": DAYS, "asked": asked(), "data_until": UNTIL, "quiet_maps": 24, **changes})
