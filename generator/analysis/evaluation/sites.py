"""Which pieces of road were treated: names of hotspots and roads, or shapes from a file, as lixels of the network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from generator.accidents.words import fold
from generator.analysis.roads.positions import project
from generator.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from generator.analysis.roads.network import Network

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

AROUND_M = 100.0  # road around a point that is treated with it
BESIDE_M = 30.0  # a line stands for the road within this distance
ROAD_PREFIX = "ruas:"  # "ruas:Jalan Raya": the whole road, also where a hotspot bears its name


@dataclass(frozen=True, slots=True)
class Asked:
    """One treated place as the planner gave it: a name, with a shape (degrees) where it comes from a file."""

    name: str
    shape: shapely.Geometry | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """One treated place on the network. `kind`: hotspot, road or shape."""

    name: str
    kind: str
    lixels: Ints
    length_m: float


def find_sites(asked: Sequence[Asked], network: Network, hotspots: Mapping[str, Ints]) -> tuple[Site, ...]:
    """Every place on the network; a lixel belongs to the first place that holds it.

    `hotspots` are the names of the list before the activity with their lixels. Raises SettingsError with every
    name that is unknown and every shape that lies beside the roads.
    """
    roads = _roads(network)
    spots = {fold(name): (name, lixels) for name, lixels in hotspots.items()}
    taken = np.zeros(network.count, bool)
    sites, lost = [], []
    for one in asked:
        kind, name, lixels = _find(one, network, spots, roads)
        lixels = lixels[~taken[lixels]]
        if len(lixels) == 0:
            lost.append(one.name)
            continue
        taken[lixels] = True
        sites.append(Site(name, kind, lixels, float(network.length_m[lixels].sum())))
    if lost:
        known = ", ".join(hotspots) or "belum ada titik rawan sebelum --from"
        raise SettingsError(
            f"--sites {', '.join(lost)}",
            "tidak ditemukan di jaringan jalan wilayah ini, atau sudah tercakup nama lain",
            f"Pakai nama jalan dari berkas jalan, berkas titik/garis, atau titik rawan: {known}",
        )
    return tuple(sites)


def _find(
    one: Asked, network: Network, spots: Mapping[str, tuple[str, Ints]], roads: Mapping[str, tuple[str, Ints]]
) -> tuple[str, str, Ints]:
    """Kind, name as printed, lixels (none when there is no such place)."""
    if one.shape is not None:
        return "shape", one.name, _near(one.shape, network)
    key = fold(one.name.removeprefix(ROAD_PREFIX))
    if key in spots and not one.name.startswith(ROAD_PREFIX):
        return "hotspot", *spots[key]
    return ("road", *roads.get(key, (one.name, np.zeros(0, np.int64))))


def _roads(network: Network) -> dict[str, tuple[str, Ints]]:
    """Folded name -> name and lixels of every named road."""
    names, number = np.unique(network.name, return_inverse=True)
    return {fold(str(name)): (str(name), np.flatnonzero(number == i)) for i, name in enumerate(names) if name}


def _near(shape: shapely.Geometry, network: Network) -> Ints:
    """Lixels whose middle lies at a shape in degrees: 100 m around a point, 30 m beside a line, inside an area."""
    flat = shapely.transform(shapely.force_2d(shape), lambda xy: project(xy, network.utm_epsg))
    reach = (AROUND_M, BESIDE_M, 0.0)[min(2, int(shapely.get_dimensions(flat)))]
    middles = shapely.points(network.xy)
    near: Ints = np.flatnonzero(shapely.dwithin(middles, flat, reach)).astype(np.int64)
    return near


def stretch_of(lixels: Ints, network: Network) -> Ints:
    """The whole stretch of road between the accidents of one hotspot, and one lixel more to each side.

    Only streets with a tenth of the accidents or more; `lixels` one an accident, -1 beside the roads. Not the
    lixels with accidents alone: they were picked by chance, and the road between them is part of the place.
    """
    on = lixels[lixels >= 0]
    streets, counts = np.unique(network.street[on], return_counts=True)
    parts = []
    for street in streets[counts * 10 >= len(on)].tolist():
        here = on[network.street[on] == street]
        whole = np.arange(here.min() - 1, here.max() + 2)
        whole = whole[(whole >= 0) & (whole < network.count)]
        parts.append(whole[network.street[whole] == street])
    return np.concatenate(parts) if parts else np.zeros(0, np.int64)
