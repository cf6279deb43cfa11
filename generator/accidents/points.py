"""Positions: read, repaired where the repair is certain, measured against the district."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely

from generator.accidents.district import NEAR_DEGREES, District
from generator.accidents.gather import text_of, texts_of
from generator.accidents.values.coordinates import parse_coordinate, parse_pair
from generator.accidents.words import by_unique
from generator.errors import DataError

if TYPE_CHECKING:
    from generator.accidents.notes import Notes

_AXIS = ("value", "is_reformed", "flag", "decimals")
_INDONESIAN_ZONES = frozenset({"Asia/Jakarta", "Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura"})
_LOST_LATITUDES = (6.2, 11.1)  # no land of Indonesia lies north of 6.1 degrees or south of 11.1
Box = tuple[float, float, float, float]


def read_points(
    frame: pd.DataFrame, crs: str, district: District | None, notes: Notes, *, zone: str = ""
) -> pd.DataFrame:
    """One row per row: lon, lat (degrees, NaN without a position) and quality (POINT_QUALITIES).

    The district's own box decides what is a lost sign, an exchanged axis or a lost decimal point; without a
    district file it is the box around the bulk of the points. Raises DataError for metres without `crs`.
    """
    lat, lon = _metric(frame, crs) if crs else _axes(frame, has_district=district is not None)
    for flag, rows in lat["flag"].where(lat["flag"] != "", lon["flag"]).value_counts().items():
        notes.add(str(flag), "point", int(rows)) if flag and flag != "turned" else None
    places = pd.DataFrame({"lat": lat["value"], "lon": lon["value"]}, index=frame.index)
    places["quality"] = np.where(places["lat"].notna() & places["lon"].notna(), "recorded", "missing")
    places.loc[(places["quality"] == "recorded") & lat["flag"].eq("turned"), "quality"] = "repaired_swap"
    places.loc[places["quality"] == "missing", ["lat", "lon"]] = np.nan
    if (places["quality"] == "missing").all():
        notes.add("point_none", "point", len(places))
        return places
    if district is None:
        _turn_columns(places)
        _return_the_minus(places, zone)
    box = _wide(district.box) if district else _bulk_box(places)
    is_reformed = lat["is_reformed"].astype(bool) | lon["is_reformed"].astype(bool)
    _repair(places, box)
    if district is not None and not texts_of(frame, "lat") and texts_of(frame, "x_m") and not crs:
        _refuse_metres(bool(_inside(places["lat"], places["lon"], box).mean() < 0.5))
    places.loc[(places["quality"] == "recorded") & is_reformed, "quality"] = "repaired_form"
    _mark_outside(places, box, district)
    _mark_coarse(places, lat["decimals"], lon["decimals"])
    _mark_piles(places, frame)
    for quality, rows in places["quality"].value_counts().items():
        if quality not in {"recorded", "missing"}:
            notes.add(f"point_{quality}", "point", int(rows))
    nowhere = places["quality"].isin(["outside", "pile", "missing"])
    places.loc[nowhere, ["lat", "lon"]] = np.nan
    return places


def _turn_columns(places: pd.DataFrame) -> None:
    """Exchange the axes where nearly all latitudes are impossible and would do as longitudes."""
    known = places["lat"].notna()
    turned = known & places["lat"].abs().between(90, 180) & (places["lon"].abs() <= 90)
    if turned.sum() > 0.5 * known.sum():
        lat, lon = places["lat"].copy(), places["lon"].copy()
        places["lat"], places["lon"] = lat.mask(turned, lon), lon.mask(turned, lat)
        places.loc[turned, "quality"] = "repaired_swap"


def _return_the_minus(places: pd.DataFrame, zone: str) -> None:
    """Put the minus back where nearly all latitudes lie north of Indonesia and would lie in it as southern ones."""
    known = places["lat"].notna()
    lost = known & places["lat"].between(*_LOST_LATITUDES) & places["lon"].between(95, 141.1)
    if zone in _INDONESIAN_ZONES and lost.sum() > 0.9 * known.sum():
        places.loc[lost, "lat"] *= -1
        places.loc[lost, "quality"] = "repaired_sign"


def _refuse_metres(is_wrong: bool) -> None:  # noqa: FBT001 - the question is the whole argument
    if is_wrong:
        raise DataError(
            "kolom koordinat", "berisi meter atau angka tanpa titik desimal, dan sistemnya tidak disebut",
            'Isi data.crs, misalnya crs = "EPSG:32749" untuk UTM zona 49 Selatan; untuk derajat yang kehilangan '
            "titiknya, sebut boundary, areas, atau roads",
        )  # fmt: skip


def _axes(frame: pd.DataFrame, *, has_district: bool) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Latitude and longitude readings, from two columns or from one cell that holds both.

    Large numbers are tried against the district, when there is one: degrees that have lost their point fit in.
    """
    fields = ("lat", "lon")
    if not texts_of(frame, "lat") and not texts_of(frame, "lat_lon") and texts_of(frame, "x_m"):
        _refuse_metres(not has_district)
        fields = ("y_m", "x_m")
    lat, lon = _axis(text_of(frame, fields[0])), _axis(text_of(frame, fields[1]))
    pairs = text_of(frame, "lat_lon")
    rows = pairs.str.strip() != ""
    if rows.any():
        names = [f"{axis}_{name}" for axis in ("lat", "lon") for name in _AXIS]
        both = by_unique(pairs[rows].str.strip(), lambda text: tuple(parse_pair(text)), names)
        for axis, name in ((lat, "lat"), (lon, "lon")):
            empty = axis["value"].isna() & rows
            found = both[[f"{name}_{part}" for part in _AXIS]].set_axis(list(_AXIS), axis=1)
            axis.loc[empty] = found.loc[empty[rows].index[empty[rows]]].astype(axis.dtypes.to_dict())
    return lat, lon


def _axis(texts: pd.Series) -> pd.DataFrame:
    """Readings of one column: plain decimals at once, the rest one by one."""
    codes, different = pd.factorize(texts.str.strip())
    unique = pd.Series(different, dtype="str")
    plain = unique.str.fullmatch(r"[+-]?\d{1,3}\.\d+")
    read = pd.DataFrame({"value": pd.to_numeric(unique.where(plain), errors="coerce"), "is_reformed": False,
                         "flag": "", "decimals": unique.str.len() - unique.str.find(".") - 1})  # fmt: skip
    odd = (read["value"].abs() < 1e-9) | read["value"].abs().isin(
        [77.7777, 88.8888, 99.9999, 777.7777, 888.8888]
    )
    rest = unique[~plain | odd]
    if len(rest):
        slow = by_unique(rest, lambda text: tuple(parse_coordinate(text)), _AXIS)
        slow["value"] = slow["value"].astype("float64")
        read.loc[rest.index] = slow.astype(read.dtypes.to_dict())
    return read.take(codes).set_axis(texts.index)


def _metric(frame: pd.DataFrame, crs: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Readings of columns in another coordinate system, turned into degrees without any downloaded grid."""
    import pyproj

    try:
        transformer = pyproj.Transformer.from_crs(crs, "EPSG:4326", always_xy=True)
    except pyproj.exceptions.CRSError as error:
        raise DataError(f'data.crs = "{crs}"', "sistem koordinat itu tidak dikenal",
                        'Tulis seperti "EPSG:32749"') from error  # fmt: skip
    fields = ("y_m", "x_m") if texts_of(frame, "x_m") else ("lat", "lon")
    y, x = (_axis(text_of(frame, field)) for field in fields)
    east, north = x["value"].to_numpy(), y["value"].to_numpy()
    area = transformer.source_crs.area_of_use if transformer.source_crs else None
    lon, lat = (np.where(np.isfinite(v), v, np.nan) for v in transformer.transform(east, north))
    if area is not None and fields[0] == "y_m":
        # Where the system is made for tells columns that were exchanged, and numbers that are no place.
        turned_lon, turned_lat = (
            np.where(np.isfinite(v), v, np.nan) for v in transformer.transform(north, east)
        )
        right, turned = _in_area(lon, lat, area), _in_area(turned_lon, turned_lat, area)
        swap = turned & ~right
        lon, lat = np.where(swap, turned_lon, lon), np.where(swap, turned_lat, lat)
        nowhere = np.isfinite(lon) & ~right & ~turned
        lon, lat = np.where(nowhere, np.nan, lon), np.where(nowhere, np.nan, lat)
        y["flag"] = np.where(nowhere, "point_unreadable", np.where(swap, "turned", y["flag"]))
    y["value"], x["value"] = lat, lon
    y["decimals"] = x["decimals"] = 6
    return y, x


def _in_area(lon: np.ndarray, lat: np.ndarray, area: Any) -> np.ndarray:
    """Places within three degrees of the area that a coordinate system is made for."""
    west, south, east, north = area.bounds
    inside: np.ndarray = (lon > west - 3) & (lon < east + 3) & (lat > south - 3) & (lat < north + 3)
    return inside


def _wide(box: Box) -> Box:
    """The box, 2 km wider, and at least so much that a village is not too small to be hit."""
    west, south, east, north = box
    return west - NEAR_DEGREES, south - NEAR_DEGREES, east + NEAR_DEGREES, north + NEAR_DEGREES


def _bulk_box(places: pd.DataFrame) -> Box:
    """A box around the bulk of the points, five times as wide as nine tenths of them lie apart."""
    good = places[(places["lat"].abs() <= 90) & (places["lon"].abs() <= 180)]
    if good.empty:
        raise DataError(
            "kolom koordinat", "nilainya bukan derajat",
            'Isi data.crs bila satuannya meter, misalnya crs = "EPSG:32749"',
        )  # fmt: skip
    edges: list[float] = []
    for name in ("lon", "lat"):
        low, mid, high = good[name].quantile([0.05, 0.5, 0.95])
        reach = max(0.3, 5 * float(high - low))
        edges += [float(mid) - reach, float(mid) + reach]
    return edges[0], edges[2], edges[1], edges[3]


def _inside(lat: pd.Series, lon: pd.Series, box: Box) -> pd.Series:
    west, south, east, north = box
    return lat.between(south, north) & lon.between(west, east)


def _repair(places: pd.DataFrame, box: Box) -> None:
    """Put right what one slip explains; a point that is not inside afterwards stays as it was."""
    lat, lon = places["lat"], places["lon"]
    wrong = (places["quality"] == "recorded") & ~_inside(lat, lon, box)
    if not wrong.any():
        return
    a, b = lat[wrong], lon[wrong]
    scaled_a, scaled_b = _scaled(a, box[1], box[3]), _scaled(b, box[0], box[2])
    slips = [
        (-a, b, "repaired_sign"),
        (a, -b, "repaired_sign"),
        (-a, -b, "repaired_sign"),
        (b, a, "repaired_swap"),
        (-b, a, "repaired_swap"),
        (b, -a, "repaired_swap"),
        (scaled_a, b, "repaired_form"),
        (a, scaled_b, "repaired_form"),
        (scaled_a, scaled_b, "repaired_form"),
        (_scaled(b, box[1], box[3]), _scaled(a, box[0], box[2]), "repaired_swap"),
    ]
    for new_lat, new_lon, quality in slips:
        fits = _inside(new_lat, new_lon, box) & (places.loc[new_lat.index, "quality"] == "recorded")
        rows = fits.index[fits & ~_inside(places.loc[fits.index, "lat"], places.loc[fits.index, "lon"], box)]
        places.loc[rows, "lat"], places.loc[rows, "lon"] = new_lat[rows], new_lon[rows]
        places.loc[rows, "quality"] = quality


def _scaled(values: pd.Series, low: float, high: float) -> pd.Series:
    """Values with a lost decimal point, and perhaps a lost sign, put back where just one power of ten fits."""
    best = pd.Series(np.nan, index=values.index)
    for power in range(1, 16):
        for sign in (1, -1):
            tried = sign * values / 10.0**power
            best = best.where(best.notna() | ~tried.between(low, high), tried)
    return best


def _mark_outside(places: pd.DataFrame, box: Box, district: District | None) -> None:
    located = places["quality"] != "missing"
    outside = located & ~_inside(places["lat"], places["lon"], box)
    if district is not None and district.outline is not None:
        near = shapely.buffer(district.outline, NEAR_DEGREES, quad_segs=4)
        shapely.prepare(near)
        inside = shapely.contains_xy(near, places["lon"].to_numpy(), places["lat"].to_numpy())
        outside |= located & ~inside
    places.loc[outside, "quality"] = "outside"


def _mark_coarse(places: pd.DataFrame, lat_decimals: pd.Series, lon_decimals: pd.Series) -> None:
    """Positions of three decimals or fewer where the file usually has more."""
    decimals = pd.concat([lat_decimals, lon_decimals], axis=1).astype(float).min(axis=1)
    recorded = places["quality"] == "recorded"
    if recorded.any() and decimals[recorded].median() > 3:
        places.loc[recorded & (decimals <= 3), "quality"] = "coarse"


def _mark_piles(places: pd.DataFrame, frame: pd.DataFrame) -> None:
    """Points that too many rows share to be positions: the office, the middle of a village.

    A pile is a point of at least eight rows that name mostly different roads (or, in a file without roads where
    nearly all points differ, of any eight rows), or of one row in twenty. A junction that many rows of a geocoded
    file share is none.
    """
    usable = ~places["quality"].isin(["missing", "outside"])
    if usable.sum() < 20:
        return
    keys = pd.util.hash_pandas_object(places.loc[usable, ["lon", "lat"]], index=False)
    sizes = keys.map(keys.value_counts())
    single = float((sizes == 1).mean())
    pile = (sizes >= 10) & (sizes > 0.05 * len(keys))
    roads = text_of(frame, "road_name").loc[keys.index].str.strip()
    if (roads != "").any():
        different = roads.groupby(keys).transform("nunique")
        pile |= (sizes >= 8) & (different > sizes / 2)
    elif single >= 0.8:
        pile |= sizes >= 8
    places.loc[pile.index[pile], "quality"] = "pile"
