"""The profile of the invented district (`ground.toml` and `profile.toml`), as typed values."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.sample.plane import Point

FILES = tuple(Path(__file__).with_name(name) for name in ("ground.toml", "profile.toml"))


@dataclass(frozen=True, slots=True)
class MainRoad:
    """A road that the profile draws itself; `points` are (lon, lat)."""

    name: str
    kind: str  # arteri, kolektor, lokal, lingkungan
    status: str
    limit_kmh: int
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A kecamatan: name, seat (lon, lat), inhabitants."""

    name: str
    seat: Point
    population: int


@dataclass(frozen=True, slots=True)
class Trait:
    """A hotspot to plant: where, how much of all accidents, and what is peculiar to it."""

    id: str
    road: str
    centre: Point
    radius_m: float
    share: float
    hours: tuple[int, int] | None  # half-open, may wrap past midnight
    weekdays: tuple[int, ...]
    collision: str
    vehicle: str
    weather: str
    age: str
    reference: str  # what the office names as the nearest known object


@dataclass(frozen=True, slots=True)
class Settling:
    """How tightly a place is built."""

    core_m: float  # distance between streets in the middle
    edge_m: float


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything of the two files; shares and dirt stay mappings, named as in the file."""

    seed: int
    regency: str
    polres: str
    polda: str
    stamp: str
    centre: Point
    box: tuple[float, float, float, float]
    outline: tuple[Point, ...]
    river: tuple[Point, ...]
    railway: tuple[Point, ...]
    river_width_m: float
    railway_width_m: float
    parts: tuple[Part, ...]
    roads: tuple[MainRoad, ...]
    hotspots: tuple[Trait, ...]
    town_radius_m: float
    seat_radius_m: float
    village_radius_m: tuple[float, float]
    villages: int
    village_spacing_m: float
    town: Settling
    seat: Settling
    village: Settling
    shares: Mapping[str, Mapping[str, float]]
    lists: Mapping[str, tuple[float, ...]]
    names: Mapping[str, tuple[str, ...]]
    wards: Mapping[str, int]
    trend: float
    gps_error_m: float
    trait_strength: float
    is_serious_recorded: bool
    has_month_totals: bool


SHARES = (
    "korban", "kerugian", "berat_jenis", "jenis", "kendaraan", "penyebab", "cuaca", "usia", "kelamin", "lain",
    "kotoran", "jam_gaya", "tanggal_gaya", "rupiah_gaya",
)  # fmt: skip


def load_profile(files: tuple[Path, ...] = FILES) -> Profile:
    """The profile that lies beside this module, or other files of the same shape, read as one."""
    raw: dict[str, Any] = {}
    for path in files:
        raw |= tomllib.loads(path.read_text(encoding="utf-8"))
    place, volume = raw["wilayah"], raw["volume"]
    dirt_irsms, dirt_csv = raw["kotoran_irsms"], raw["kotoran_csv"]
    shares = {name: raw[name] for name in SHARES}
    shares["laju_kelas"] = volume["laju_kelas"]
    shares["kotoran_irsms"] = {k: v for k, v in dirt_irsms.items() if not isinstance(v, bool)}
    shares["kotoran_csv"] = {k: v for k, v in dirt_csv.items() if not isinstance(v, bool)}
    return Profile(
        seed=raw["benih"],
        regency=place["kabupaten"],
        polres=place["polres"],
        polda=place["polda"],
        stamp=place["cap"],
        centre=_point(place["pusat"]),
        box=tuple(place["kotak"]),
        outline=_points(place["batas"]),
        river=_points(place["sungai"]),
        railway=_points(place["rel"]),
        river_width_m=place["lebar_sungai_m"],
        railway_width_m=place["lebar_rel_m"],
        parts=tuple(Part(p["nama"], _point(p["pusat"]), p["penduduk"]) for p in raw["kecamatan"]),
        roads=tuple(
            MainRoad(r["nama"], r["kelas"], r["status"], r["batas"], _points(r["titik"]))
            for r in raw["jalan"]
        ),
        hotspots=tuple(_trait(one) for one in raw["titik_rawan"]),
        town_radius_m=raw["kota"]["jari_jari_m"],
        seat_radius_m=raw["ibu_kota_kecamatan"]["jari_jari_m"],
        village_radius_m=tuple(raw["desa"]["jari_jari_m"]),
        villages=raw["desa"]["banyak"],
        village_spacing_m=raw["desa"]["jarak_antara_m"],
        town=_settling(raw["kota"]),
        seat=_settling(raw["ibu_kota_kecamatan"]),
        village=_settling(raw["desa"]),
        shares=shares,
        lists={name: tuple(raw[name]["nilai"]) for name in ("jam", "hari", "bulan")},
        names={name: tuple(words) for name, words in raw["nama"].items() if name != "kelurahan"},
        wards=raw["nama"]["kelurahan"],
        trend=volume["tren_tahunan"],
        gps_error_m=volume["galat_gps_m"],
        trait_strength=volume["kekuatan_ciri"],
        is_serious_recorded=dirt_irsms["luka_berat_tercatat"],
        has_month_totals=dirt_csv["baris_total_per_bulan"],
    )


def _point(pair: list[float]) -> Point:
    return pair[0], pair[1]


def _points(pairs: list[list[float]]) -> tuple[Point, ...]:
    return tuple(_point(pair) for pair in pairs)


def _settling(raw: dict[str, Any]) -> Settling:
    return Settling(raw["petak_pusat_m"], raw["petak_tepi_m"])


def _trait(raw: dict[str, Any]) -> Trait:
    hours = raw.get("jam")
    return Trait(
        id=raw["id"],
        road=raw["ruas"],
        centre=_point(raw["pusat"]),
        radius_m=raw["radius_m"],
        share=raw["bagian"],
        hours=(hours[0], hours[1]) if hours else None,
        weekdays=tuple(raw.get("hari", ())),
        collision=raw["jenis"],
        vehicle=raw.get("kendaraan", ""),
        weather=raw.get("cuaca", ""),
        age=raw.get("usia", ""),
        reference=raw.get("acuan", ""),
    )
