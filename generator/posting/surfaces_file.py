"""permukaan.gpkg for the analyst: Gi* cells with the density and DBSCAN outlines as layers that QGIS and ArcGIS open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    from generator.records import Comparison

    Columns = dict[str, np.ndarray[Any, Any]]

NAME = "permukaan.gpkg"
HIGH_Q = 0.05
CLUSTER_CELL_M = 100


def write_surfaces(comparison: Comparison, folder: Path, day: dt.date, texts: Mapping[str, str]) -> Path:
    """The file and permukaan.txt, which says what may be read out of it; same values and `day`, same bytes.

    `day` stands in the file where GDAL would put the clock's.
    """
    import pyogrio

    squares, cells = _cells(comparison)
    path = folder / NAME
    path.unlink(missing_ok=True)
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": f"{day.isoformat()}T00:00:00.000Z"})
    try:
        _write_layer(path, "cells", squares, cells, comparison.utm_epsg)
        if comparison.clusters:
            _write_layer(path, "clusters", *_clusters(comparison), comparison.utm_epsg)
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
    note = texts["surfaces_note"].format(
        cell=comparison.cell_m,
        where=texts[f"surfaces_where_{comparison.mask}"],
        bandwidth=2 * comparison.cell_m,
        cells=len(comparison.cells),
        fair=int(cells["is_z_fair"].sum()),
        high=int(cells["is_high"].sum()),
        outside=comparison.outside,
    )
    (folder / "permukaan.txt").write_text(f"{note}\n", encoding="utf-8", newline="\n")
    return path


def _cells(comparison: Comparison) -> tuple[np.ndarray[Any, Any], Columns]:
    import shapely

    from generator.analysis.surfaces.gi_star import NORMAL_FROM

    rows, side = comparison.cells, comparison.cell_m
    east, north = (np.array([getattr(one, axis) for one in rows], float) for axis in ("east", "north"))
    values = {
        name: np.array([getattr(one, name) for one in rows], dtype)
        for name, dtype in (
            ("accidents", np.int32),
            ("window", np.int32),
            ("expected", float),
            ("p_value", float),
            ("q_value", float),
            ("gi_star", float),
            ("density_km2", float),
        )
    }
    values["is_high"] = values["q_value"] <= HIGH_Q
    values["is_z_fair"] = values["expected"] >= NORMAL_FROM
    return shapely.box(east, north, east + side, north + side), values


def _clusters(comparison: Comparison) -> tuple[np.ndarray[Any, Any], Columns]:
    """One outline a cluster: the 100 m cells that hold it, joined."""
    import shapely

    side, shapes = CLUSTER_CELL_M, []
    for one in comparison.clusters:
        corner = np.array(one.cells, float)
        boxes = shapely.box(corner[:, 0], corner[:, 1], corner[:, 0] + side, corner[:, 1] + side)
        shapes.append(shapely.multipolygons(shapely.get_parts(shapely.normalize(shapely.union_all(boxes)))))
    values = {
        name: np.array([getattr(one, name) for one in comparison.clusters], np.int32)
        for name in ("rank", "accidents")
    }
    return np.array(shapes, dtype=object), values


def _write_layer(path: Path, layer: str, shapes: np.ndarray[Any, Any], values: Columns, epsg: int) -> None:
    import pyogrio
    import shapely

    pyogrio.raw.write(
        str(path),
        shapely.to_wkb(shapes),
        list(values.values()),
        list(values),
        layer=layer,
        driver="GPKG",
        geometry_type="Polygon" if layer == "cells" else "MultiPolygon",
        crs=f"EPSG:{epsg}",
        append=path.exists(),
    )
