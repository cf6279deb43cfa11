"""Accidents of the invented district, drawn one by one: when, where, how, who."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.sample.chance import Weighted, poisson, stream
from generator.sample.plane import added

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from generator.sample.places import Site, Sites
    from generator.sample.profile import Profile, Trait

SINGLE = ("tunggal", "benda", "hewan", "pejalan_kaki", "kereta_api")
OFTEN = {  # vehicles that a kind of collision is mostly about, apart from chance
    "kendaraan_parkir": ("mobil_barang",),
}
MINUTES = Weighted((0, 30, 15, 45, 10, 20, 40, 50, 5, 25, 35, 55), (22, 18, 9, 9, 7, 7, 7, 7, 4, 4, 3, 3))


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody hurt: only a band of age and a sex, no identity."""

    age: str
    sex: str


@dataclass(frozen=True, slots=True)
class Accident:
    """One invented accident, before any dirt."""

    number: int
    when: dt.datetime
    site: Site
    collision: str
    vehicles: tuple[str, ...]
    killed: int
    serious: int
    slight: int
    weather: str
    surface: str  # baik, licin, berlubang
    factor: str
    is_hit_and_run: bool
    loss_rp: int
    people: tuple[Person, ...]
    trait: Trait | None  # of the planted hotspot; None for the background; never named in a data file


class Drawing:
    """All chances of one district, prepared once."""

    def __init__(self, profile: Profile, sites: Sites, period: tuple[dt.date, dt.date], seed: int) -> None:
        self.profile, self.sites = profile, sites
        self.first, self.last = period
        self.chance = stream(seed, "accidents")
        self.days = {days: _days(profile, *period, days) for days in self._weekday_sets()}
        self.hours = Weighted(range(24), _background_hours(profile))
        self.kinds = Weighted.of(_background(profile, "jenis", "collision"))
        self.weathers = Weighted.of(_background(profile, "cuaca", "weather"))
        self.vehicles = Weighted.of(_background(profile, "kendaraan", "vehicle", 0.5))  # one of two vehicles
        self.factors = Weighted.of(profile.shares["penyebab"])
        self.ages = Weighted.of(profile.shares["usia"])
        self.sexes = Weighted.of(profile.shares["kelamin"])
        spots = profile.hotspots
        background = 1 - added(one.share for one in spots)
        self.sources: Weighted[Trait | None] = Weighted(
            (*spots, None), (*(one.share for one in spots), background)
        )
        weights, kinds = profile.shares["berat_jenis"], profile.shares["jenis"]
        self.mean_weight = added(weights[kind] * share for kind, share in kinds.items()) / added(
            kinds.values()
        )

    def _weekday_sets(self) -> set[tuple[int, ...]]:
        return {(), *(one.weekdays for one in self.profile.hotspots)}

    def accidents(self, number: int) -> Iterator[Accident]:
        """That many accidents, in no order of time."""
        for n in range(number):
            yield self._one(n)

    def _one(self, number: int) -> Accident:
        chance, profile = self.chance, self.profile
        trait = self.sources.draw(chance)
        is_typical = trait is not None and chance.random() < profile.trait_strength
        follow = trait if is_typical else None
        # the first and the last day of the period are never empty, so that a file shows its own period
        day = {0: self.first, 1: self.last}.get(number) or self._day(follow)
        hour = self._hour(follow)
        site = self.sites.planted(trait, chance) if trait else self.sites.background(chance)
        kind = follow.collision if follow else self.kinds.draw(chance)
        weather = follow.weather if follow and follow.weather else self.weathers.draw(chance)
        killed, serious, slight = self._casualties(kind)
        return Accident(
            number=number,
            when=dt.datetime.combine(day, dt.time(hour, self._minute())),
            site=site,
            collision=kind,
            vehicles=self._vehicles(kind, follow),
            killed=killed,
            serious=serious,
            slight=slight,
            weather=weather,
            surface=self._surface(weather),
            factor=self._factor(kind, weather),
            is_hit_and_run=kind not in {"tunggal", "benda", "kereta_api"}
            and chance.random() < profile.shares["lain"]["tabrak_lari"],
            loss_rp=max(1, round(profile.shares["kerugian"]["median"] * _lognormal(chance, profile) / 1e5))
            * 100_000,
            people=self._people(killed + serious + slight, follow),
            trait=trait,
        )

    def _day(self, follow: Trait | None) -> dt.date:
        return self.days[follow.weekdays if follow else ()].draw(self.chance)

    def _hour(self, follow: Trait | None) -> int:
        if follow is None or follow.hours is None:
            return self.hours.draw(self.chance)
        first, end = follow.hours
        return (first + self.chance.randrange((end - first) % 24)) % 24

    def _minute(self) -> int:
        """People round minutes; a quarter of the reports does not."""
        return self.chance.randrange(60) if self.chance.random() < 0.25 else MINUTES.draw(self.chance)

    def _vehicles(self, kind: str, follow: Trait | None) -> tuple[str, ...]:
        many = 1 if kind in SINGLE else self.chance.choice((3, 3, 4)) if kind == "beruntun" else 2
        drawn = [self.vehicles.draw(self.chance) for _ in range(many)]
        if follow and follow.vehicle and follow.vehicle not in drawn:
            drawn[self.chance.randrange(many)] = follow.vehicle
        if kind == "tunggal" and drawn[0] == "tidak_bermotor":
            drawn[0] = "sepeda_motor"
        return tuple(drawn)

    def _casualties(self, kind: str) -> tuple[int, int, int]:
        means = self.profile.shares["korban"]
        heavy = self.profile.shares["berat_jenis"][kind] / self.mean_weight
        killed = min(poisson(self.chance, means["MD"] * heavy), 5)
        serious = min(poisson(self.chance, means["LB"] * heavy), 5)
        return killed, serious, min(poisson(self.chance, means["LR"]), 9)

    def _surface(self, weather: str) -> str:
        other = self.profile.shares["lain"]
        if weather == "hujan" and self.chance.random() < other["hujan_licin"]:
            return "licin"
        return "berlubang" if self.chance.random() < other["jalan_berlubang"] else "baik"

    def _factor(self, kind: str, weather: str) -> str:
        """The recorded factor, changed where it would contradict the kind of collision."""
        if kind == "pejalan_kaki" and self.chance.random() < 0.45:
            return "abaikan_pejalan"
        if kind == "tunggal" and weather == "hujan" and self.chance.random() < 0.5:
            return "jalan_licin"
        drawn = self.factors.draw(self.chance)
        if drawn == "abaikan_pejalan" and kind != "pejalan_kaki":
            return "lainnya"
        return "kecepatan" if drawn in {"tidak_jaga_jarak", "pindah_lajur"} and kind == "tunggal" else drawn

    def _people(self, number: int, follow: Trait | None) -> tuple[Person, ...]:
        people = [Person(self.ages.draw(self.chance), self.sexes.draw(self.chance)) for _ in range(number)]
        if people and follow and follow.age:
            people[0] = Person(follow.age, people[0].sex)
        return tuple(people)


def _lognormal(chance: random.Random, profile: Profile) -> float:
    return chance.lognormvariate(0, profile.shares["kerugian"]["sigma"])


def _background(profile: Profile, name: str, trait: str, part: float = 1.0) -> dict[str, float]:
    """Shares away from the hotspots, so that the whole district has about the profile's shares.

    `part` is how much of an accident the trait decides. A code that a hotspot brings in bulk keeps at least half of
    its share elsewhere.
    """
    whole = profile.shares[name]
    brought = dict.fromkeys(whole, 0.0)
    for one in profile.hotspots:
        if code := getattr(one, trait):
            brought[code] += one.share * profile.trait_strength * part
    rest = 1 - added(brought.values())
    return {code: max(share - brought[code], share / 2) / rest for code, share in whole.items()}


def _background_hours(profile: Profile) -> list[float]:
    """The same for the 24 hours of the day."""
    whole = [profile.lists["jam"][hour // 3] / 3 for hour in range(24)]
    brought = [0.0] * 24
    strong, rest = 0.0, 1.0
    for one in profile.hotspots:
        if one.hours is None:
            continue
        first, end = one.hours
        long = (end - first) % 24
        strong += one.share * profile.trait_strength
        for n in range(long):
            brought[(first + n) % 24] += one.share * profile.trait_strength / long
    rest -= strong
    return [max(share - gone, share / 2) / rest for share, gone in zip(whole, brought, strict=True)]


def _days(profile: Profile, first: dt.date, last: dt.date, only: tuple[int, ...]) -> Weighted[dt.date]:
    """Days of the period, weighted by weekday, month and trend; `only` keeps some weekdays."""
    days, weights = [], []
    for n in range((last - first).days + 1):
        day = first + dt.timedelta(days=n)
        if only and day.weekday() not in only:
            continue
        next_month = (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
        month_days = (next_month - dt.timedelta(days=1)).day
        days.append(day)
        weights.append(
            profile.lists["hari"][day.weekday()]
            * profile.lists["bulan"][day.month - 1]
            / month_days
            * (1 + profile.trend) ** (n / 365.25)
        )
    return Weighted(days, weights)
