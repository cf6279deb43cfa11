"""Positions in metres turned into degrees, in the system that the campaign names or that the numbers prove."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from generator.accidents.places.candidates import CLEARLY_MORE, best_order, fit_places, where_about
from generator.accidents.places.grids import Grid, named_grid, to_degrees
from generator.accidents.places.projection import (
    ONE_SYSTEM_M,
    WHERE,
    Evidence,
    judge,
    judge_degrees,
    residuals_m,
    spoken,
)
from generator.accidents.places.region import Region, bulk_region, country_region, district_region, is_bulk
from generator.accidents.texts import one_of
from generator.errors import DataError

if TYPE_CHECKING:
    from generator.accidents.notes import Notes
    from generator.accidents.places.district import District
    from generator.accidents.places.projection import Verdict

_FEW = 0.05  # share of the rows that may stay without a position rather than stop the file
_LEAST_OF_A_FILE = 20  # rows of one file that say whether it is in the same system as the others
_NEAR_DISTRICT = 0.5  # degrees; a file of the whole province is none in a wrong system
_WORLD = Region((-180.0, -90.0, 180.0, 90.0), is_small=False)


@dataclass(frozen=True, slots=True)
class Setting:
    """What the campaign says about positions: the coordinate system ("" when it does not), district, time zone."""

    crs: str
    district: District | None
    zone: str

    def region(self, found: pd.DataFrame) -> Region | None:
        """Where positions should lie: the district, the bulk of the rows with degrees, the country."""
        if self.district is not None:
            return district_region(self.district, self.zone)
        whole = found[found["quality"] == "recorded"]
        if is_bulk(whole["lat"], whole["lon"]):
            return bulk_region(whole["lat"], whole["lon"], self.zone)
        return country_region(self.zone)

    def roads(self) -> np.ndarray | None:
        """Lines of the campaign's roads."""
        return self.district.road_lines() if self.district is not None else None


def place_metres(found: pd.DataFrame, setting: Setting, notes: Notes) -> None:
    """Fill lat and lon of the rows that have metres only, and set quality and flag of these rows.

    Raises DataError when no system or more than one explains the metres, and when the named one puts the bulk of
    the points elsewhere.
    """
    found["quality"] = one_of(
        ("missing", "recorded"), (found["lat"].notna() & found["lon"].notna()).to_numpy()
    )
    if setting.crs:
        _place_as_told(found, setting, notes)
        return
    needs = found["x"].notna() & (found["quality"] == "missing")
    if not needs.any():
        return
    region = setting.region(found)
    try:
        verdict = _judged(found, needs, region, setting)
    except DataError:
        if needs.sum() > _FEW * found[["lat", "x"]].notna().any(axis=1).sum():
            raise
        found.loc[needs, "flag"] = "point_unreadable"
        return
    assert region is not None
    if verdict.power:
        _place_degrees(found, needs, verdict, region)
        notes.add("point_scaled", "point", int(needs.sum()), detail=f"{10 ** max(verdict.power, 0)}")
        return
    notes.add("crs_guessed", "point", int(needs.sum()), detail=verdict.detail)
    _place(found, needs, named_grid(verdict.code), region)
    _check_files(found, needs, region)


def _judged(found: pd.DataFrame, needs: pd.Series, region: Region | None, setting: Setting) -> Verdict:
    if region is None:
        raise DataError(
            WHERE, "berisi meter atau angka tanpa titik desimal, dan sistemnya tidak disebut",
            'Isi data.crs, misalnya crs = "EPSG:32749" untuk UTM zona 49 Selatan; untuk derajat yang kehilangan '
            "titiknya, sebut boundary, areas, atau roads",
        )  # fmt: skip
    rows = found[found["x"].notna()]
    lon, lat = (rows[name].fillna(rows[f"ruined_{name}"]).to_numpy() for name in ("lon", "lat"))
    may_be_degrees = bool(found.loc[needs, "is_moved"].all())
    x, y = rows["x"].to_numpy(), rows["y"].to_numpy()
    return judge(Evidence(x, y, lon, lat, may_be_degrees, setting.roads), region)


def _place(found: pd.DataFrame, needs: pd.Series, grid: Grid, region: Region) -> None:
    """Degrees of rows in a projected system; a row that is no place of the system stays without."""
    x, y = found.loc[needs, "x"].to_numpy(), found.loc[needs, "y"].to_numpy()
    box = where_about(grid, x, y, region)
    way = (to_degrees(grid.code, box) if box else None) or to_degrees(grid.code, grid.boxes[0])
    if way is None:
        raise DataError(WHERE, f"tidak dapat diubah dari {grid.code} ke derajat tanpa berkas tambahan",
                        "Ubah datanya ke derajat (WGS 84) lebih dahulu")  # fmt: skip
    first, turned, holds = way(x, y), way(y, x), fit_places(grid, region)
    _check_order(holds(*first), holds(*turned))
    lon, lat, swap = best_order(first, turned, holds)
    is_place = region.holds(lon, lat) | grid.covers(lon, lat, 3.0)
    found.loc[needs, "lon"], found.loc[needs, "lat"] = (
        np.where(is_place, lon, np.nan),
        np.where(is_place, lat, np.nan),
    )
    found.loc[needs, "quality"] = np.where(is_place, np.where(swap, "repaired_swap", "recorded"), "missing")
    found.loc[needs, "flag"] = np.where(is_place, "", "point_unreadable")
    found.loc[needs, "decimals"] = 6


def _check_order(as_written: np.ndarray, as_turned: np.ndarray) -> None:
    """Raise DataError when most rows fit in either order and the other one fits a little better."""
    is_either = bool((as_written & as_turned).mean() > 0.5)
    if is_either and as_written.mean() < as_turned.mean() <= as_written.mean() + CLEARLY_MORE:
        raise DataError(
            WHERE, "cocok dengan wilayah ini dalam kedua urutan sumbunya, dan sedikit lebih baik bila X dan Y ditukar",
            "Periksa kolom mana yang X (timur) dan mana yang Y (utara), perbaiki judulnya, dan buang baris yang keliru",
        )  # fmt: skip


def _place_degrees(found: pd.DataFrame, needs: pd.Series, verdict: Verdict, region: Region) -> None:
    """Degrees that were written without their decimal point; -1 leaves each value to the repair of slips."""
    x, y = found.loc[needs, "x"].to_numpy(), found.loc[needs, "y"].to_numpy()
    swap = np.zeros(len(x), dtype=bool)
    if verdict.power > 0:
        x, y = x / 10.0**verdict.power, y / 10.0**verdict.power
        x, y, swap = best_order((x, y), (y, x), region.holds)
    found.loc[needs, "lon"], found.loc[needs, "lat"] = x, y
    found.loc[needs, "quality"] = np.where(swap, "repaired_swap", "recorded")
    found.loc[needs, "is_reformed"] = True
    found.loc[needs, "decimals"] = max(verdict.power, 4)


def _check_files(found: pd.DataFrame, needs: pd.Series, region: Region) -> None:
    """Raise DataError when the metres of one of several files are in another system than those of the others."""
    rows = found[needs]
    inside = pd.Series(region.holds(rows["lon"].to_numpy(), rows["lat"].to_numpy()), index=rows.index)
    shares = inside.groupby(rows["file"]).agg(["mean", "size"])
    gaps = pd.Series(_gaps_m(found[found["x"].notna()]), index=found.index[found["x"].notna()])
    by_file = gaps[gaps.notna()].groupby(found["file"]).agg(["median", "size"])
    strange = [*shares.index[(shares["size"] >= _LEAST_OF_A_FILE) & (shares["mean"] < 0.3)],
               *by_file.index[(by_file["size"] >= _LEAST_OF_A_FILE) & (by_file["median"] > ONE_SYSTEM_M)]]  # fmt: skip
    if strange and (found["file"] != found["file"].iloc[0]).any():
        raise DataError(
            WHERE, f"pada berkas ke-{int(min(strange)) + 1} memakai sistem lain daripada berkas lainnya",
            "Ubah berkas itu ke sistem yang sama, atau buat kampanye sendiri untuknya dengan data.crs",
        )  # fmt: skip


def _gaps_m(rows: pd.DataFrame) -> np.ndarray:
    """Metres between the place of a row and the ruined degrees beside it; NaN where it has none."""
    return residuals_m(
        rows["lon"].to_numpy(), rows["lat"].to_numpy(),
        rows["ruined_lon"].to_numpy(), rows["ruined_lat"].to_numpy(),
    )  # fmt: skip


def _place_as_told(found: pd.DataFrame, setting: Setting, notes: Notes) -> None:
    """Positions in the system that the campaign names; it wins over everything, and must lead to the district."""
    grid = named_grid(setting.crs)
    if grid.is_geographic:
        _shift_degrees(found, setting)
    else:
        if not found["x"].notna().any():
            found["x"], found["y"] = found["lon"], found["lat"]
        beside = {name: found[name].fillna(found[f"ruined_{name}"]) for name in ("lon", "lat")}
        needs = found["x"].notna()
        if not needs.any():
            return
        _place(found, needs, grid, _told_region(setting, grid))
        _check_told(found[needs], setting)
        gaps = residuals_m(
            *(v.to_numpy() for v in (found["lon"], found["lat"], beside["lon"], beside["lat"]))
        )
        far = np.nanmedian(gaps[needs]) if np.isfinite(gaps[needs]).any() else 0.0
        if far > ONE_SYSTEM_M:
            notes.add("crs_differs", "point", int(np.isfinite(gaps[needs]).sum()), detail=spoken(float(far)))


def _told_region(setting: Setting, grid: Grid) -> Region:
    """What tells exchanged axes when the system is known: the district, else where the system is made for."""
    if setting.district is not None:
        return district_region(setting.district, setting.zone)
    return Region((grid.boxes[0][0] - 3, grid.boxes[0][1] - 3, grid.boxes[0][2] + 3, grid.boxes[0][3] + 3))


def _check_told(rows: pd.DataFrame, setting: Setting) -> None:
    """Raise DataError when the named system puts the bulk of the points far from the district, or nowhere."""
    box = setting.district.box if setting.district is not None else None
    lon, lat = rows["lon"], rows["lat"]
    if box is None:
        good = lon.notna()
    else:
        good = lon.between(box[0] - _NEAR_DISTRICT, box[2] + _NEAR_DISTRICT) & lat.between(
            box[1] - _NEAR_DISTRICT, box[3] + _NEAR_DISTRICT
        )
    if good.mean() >= 0.5:
        return
    where = "wilayah kampanye ini" if box is not None else "wilayah berlakunya"
    raise DataError(
        f'data.crs = "{setting.crs}"',
        f"menaruh {len(rows) - int(good.sum())} dari {len(rows)} titik di luar {where}",
        "Perbaiki crs, atau kosongkan supaya sistemnya dicari dari datanya",
    )  # fmt: skip


def _shift_degrees(found: pd.DataFrame, setting: Setting) -> None:
    """Degrees of another datum (or without their decimal point) as WGS 84 degrees."""
    region = setting.region(found) or _WORLD
    needs = found["x"].notna() & (found["quality"] == "missing") & found["is_moved"]
    if needs.any():
        large = found[needs]
        verdict = judge_degrees(large["x"].to_numpy(), large["y"].to_numpy(), region)
        _place_degrees(found, needs, verdict, region)
    way = to_degrees(setting.crs, region.box if region is not _WORLD else None)
    if way is None or way.accuracy_m == 0:
        return
    rows = found["lat"].notna() & (found["lat"].abs() <= 90) & (found["lon"].abs() <= 180)
    lon, lat = way(found.loc[rows, "lon"].to_numpy(), found.loc[rows, "lat"].to_numpy())
    found.loc[rows, "lon"], found.loc[rows, "lat"] = lon, lat
