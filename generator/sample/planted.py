"""The list of what was planted: for tests and benchmarks only, no analysis may read it."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from generator.records import plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from generator.sample.places import PlantedSpot
    from generator.sample.plane import Plane
    from generator.sample.profile import Profile
    from generator.sample.reports import Report

FILE = "ditanam.json"
UNLOCATED = {"koordinat_kosong", "titik_polsek"}


def write_planted(
    path: Path,
    spots: Sequence[PlantedSpot],
    reports: Sequence[Report],
    plane: Plane,
    profile: Profile,
    dirt: dict[str, int],
) -> None:
    """`ditanam.json`: hotspots with centre (lon, lat), road, radius, share, traits, accidents; counts of dirt."""
    counts = Counter(one.accident.trait.id for one in reports if one.accident.trait)
    located = Counter(
        one.accident.trait.id for one in reports if one.accident.trait and one.position not in UNLOCATED
    )
    first, last = reports[0].accident.when, reports[-1].accident.when
    content: dict[str, Any] = {
        "cap": profile.stamp,
        "kejadian": len(reports),
        "mulai": first.date().isoformat(),
        "selesai": last.date().isoformat(),
        "galat_gps_m": profile.gps_error_m,
        "titik_rawan": [
            {
                **_traits(spot),
                "kejadian": counts[spot.trait.id],
                "kejadian_berkoordinat": located[spot.trait.id],
                "pusat": list(plane.to_degrees(*spot.centre)),
            }
            for spot in spots
        ],
        "kotoran": {**_spoilt(reports), **dirt},
    }
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def _traits(spot: PlantedSpot) -> dict[str, Any]:
    trait = spot.trait
    features = {
        "jam": plain(trait.hours),
        "hari": plain(trait.weekdays),
        "jenis": trait.collision,
        "kendaraan": trait.vehicle,
        "cuaca": trait.weather,
        "usia": trait.age,
    }
    return {
        "id": trait.id,
        "ruas": trait.road,
        "radius_m": trait.radius_m,
        "bagian": trait.share,
        "ciri": {name: value for name, value in features.items() if value},
    }


def _spoilt(reports: Sequence[Report]) -> dict[str, int]:
    counts = Counter(one.position for one in reports if one.position)
    return {
        **{name: counts[name] for name in sorted(counts)},
        "jam_bawaan_00_00": sum(one.has_default_time for one in reports),
        "label_berbeda": sum(one.is_label_wrong for one in reports),
    }
