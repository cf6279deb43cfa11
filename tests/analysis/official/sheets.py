"""Official sheets of an invented town, for the tests of the sheet, the workbook and the report."""

import geopandas as gpd
import numpy as np
import shapely

from generator.analysis.survey import survey
from tests.analysis.towns import CORNER, UTM, planted, question, random_rows, table_of


def town_rows(seed=5, rows=700):
    """A quiet grid with one street of many slight accidents, and one fatal crash with four dead far from it."""
    rows = planted(random_rows(rows, seed), (1650.0, 900.0), 25, 3)
    return planted(rows, (2850.0, 3300.0), 1, 4, 1.0, severity="fatal")


def areas_of(population):
    half = [shapely.box(0, 0, 1800, 4000), shapely.box(1800, 0, 4000, 4000)]
    geometry = [shapely.transform(one, lambda xy: xy + CORNER) for one in half]
    columns = {"name": ["Barat", "Timur"], "level": "kecamatan", "parent": "", "population": population}
    return gpd.GeoDataFrame(columns, geometry=geometry, crs=UTM).to_crs(4326)


def sheet_of(rows, ground, **changes):
    east = np.asarray(rows["xy"])[:, 0] - CORNER[0] > 1800
    table = table_of(rows, district=np.where(east, "Timur", "Barat"), **changes)
    return survey(table, ground, question(seed="resmi")).official
