"""Invented positions of a district, written in other systems and forms, and how far they are read from the truth."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyproj
import shapely

from generator.accidents.notes import Notes
from generator.accidents.places.district import District
from generator.accidents.places.points import read_points


@dataclass(frozen=True)
class Places:
    """True positions (degrees) and the box of the district that they lie in."""

    lon: np.ndarray
    lat: np.ndarray
    box: tuple[float, float, float, float]

    @property
    def district(self):
        """The district as its boundary file would tell it."""
        outline = shapely.box(*self.box)
        return District(self.box, outline, None, frozenset())

    def in_system(self, code):
        """The positions in another system, by the best way that needs no grid file."""
        west, south, east, north = self.box
        area = pyproj.aoi.AreaOfInterest(west, south, east, north)
        way = pyproj.Transformer.from_crs("EPSG:4326", code, always_xy=True, area_of_interest=area)
        return way.transform(self.lon, self.lat)


def places(lon, lat, *, count=150, half=0.15, seed=7):
    """Positions spread over a district around this place."""
    chance = np.random.default_rng(seed)
    return Places(
        chance.uniform(lon - half, lon + half, count), chance.uniform(lat - half, lat + half, count),
        (lon - half, lat - half, lon + half, lat + half),
    )  # fmt: skip


def columns(**values):
    """A table of text: numbers with two decimals, texts as they are."""
    return pd.DataFrame(
        {
            name: [text if isinstance(text, str) else f"{text:.2f}" for text in column]
            for name, column in values.items()
        }
    )


def read(table, true=None, *, crs="", district=None, zone=""):
    """What becomes of the table: the places, the largest distance to the truth in metres, the notes."""
    notes = Notes()
    found = read_points(table, crs, district, notes, zone=zone)
    far = away(found, true) if true is not None else np.array([np.nan])
    return found, float(np.nanmax(far)) if np.isfinite(far).any() else np.nan, notes_of(notes)


def away(found, true):
    """Metres between what was read and the truth; NaN where nothing was read."""
    lon, lat = found["lon"].to_numpy(), found["lat"].to_numpy()
    gap = np.full(len(lon), np.nan)
    good = np.isfinite(lon)
    gap[good] = pyproj.Geod(ellps="WGS84").inv(true.lon[good], true.lat[good], lon[good], lat[good])[2]
    return gap


def notes_of(notes):
    """Finding -> what it says beside the number of rows."""
    return {note.code: note.detail for note in notes.listed()}
