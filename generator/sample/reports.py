"""Accidents as an office would have them on file: in order of time, numbered, some positions and hours spoilt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.sample.chance import stream

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable

    from generator.sample.events import Accident
    from generator.sample.land import Land
    from generator.sample.plane import Point
    from generator.sample.profile import Profile

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
POSITION_DIRT = ("koordinat_kosong", "tukar_lat_lon", "tanda_hilang", "titik_polsek")


@dataclass(frozen=True, slots=True)
class Report:
    """One accident with what the officer wrote down of it."""

    accident: Accident
    serial: int  # running number within the calendar year
    lon: float
    lat: float
    position: str  # "" when sound, else the name of the fault in the profile
    has_default_time: bool  # 00.00 although nobody knew the hour
    label: str  # ringan, sedang, berat
    is_label_wrong: bool


def severity(accident: Accident) -> str:
    """The class of UU 22/2009 article 229."""
    if accident.killed + accident.serious:
        return "berat"
    return "sedang" if accident.slight else "ringan"


def report_all(accidents: Iterable[Accident], profile: Profile, land: Land, seed: int) -> tuple[Report, ...]:
    """Reports in order of time."""
    chance = stream(seed, "reports")
    station = _station(land)
    serials: dict[int, int] = {}
    reports = []
    for accident in sorted(accidents, key=lambda one: (one.when, one.number)):
        year = accident.when.year
        serials[year] = serials.get(year, 0) + 1
        reports.append(_report(accident, serials[year], profile, land, station, chance))
    return tuple(reports)


def _station(land: Land) -> Point:
    """A police office beside the last kecamatan's main place: the point that a lazy form repeats."""
    x, y = land.settlements[len(land.parts) - 1].middle
    return x + 61.0, y - 47.0


def _report(
    accident: Accident, serial: int, profile: Profile, land: Land, station: Point, chance: random.Random
) -> Report:
    dirt = profile.shares["kotoran"]
    draw, position = chance.random(), ""
    for name in POSITION_DIRT:
        draw -= dirt[name]
        if draw < 0:
            position = name
            break
    x, y = station if position == "titik_polsek" else accident.site.point
    lon, lat = land.plane.to_exact_degrees(x, y)
    label = severity(accident)
    is_wrong = chance.random() < dirt["label_berbeda"]
    if is_wrong:
        label = chance.choice([one for one in ("ringan", "sedang", "berat") if one != label])
    return Report(
        accident=accident,
        serial=serial,
        lon=lon,
        lat=lat,
        position=position,
        has_default_time=chance.random() < dirt["jam_bawaan_00_00"],
        label=label,
        is_label_wrong=is_wrong,
    )


def report_number(report: Report, profile: Profile, spelling: int) -> str:
    """A number as the form has it; `spelling` changes how it is written, not what it says."""
    when = report.accident.when
    parts = ["LP", "A", f"{report.serial:03d}", ROMAN[when.month - 1], str(when.year), "SPKT.SATLANTAS"]
    tail = [profile.polres.upper(), profile.polda.upper()]
    if spelling == 1:
        parts[2] = str(report.serial)
        return " / ".join(parts) + " / " + " / ".join(tail)
    if spelling == 2:
        return "LP-" + "/".join([*parts[1:5], "Satlantas", *tail])
    return "/".join([*parts, *tail])


def person_name(number: int) -> str:
    """An invented person, plain to see as invented."""
    return f"NAMA CONTOH {number % 1000:03d}"


def plate(number: int) -> str:
    """An invented plate: no Indonesian area has ZZ."""
    return f"ZZ {number % 10000:04d} ZZ"
