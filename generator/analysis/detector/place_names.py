"""Names of places that a reader knows: a road, a junction, a neighbourhood; never an id, never a coordinate."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray
    from scipy.spatial import cKDTree

    from generator.analysis.roads.network import Network

    Floats = NDArray[np.float64]

NEAR_JUNCTION_M = 1500.0
PARTS = (
    ("barat daya", "selatan", "tenggara"),
    ("barat", "tengah", "timur"),
    ("barat laut", "utara", "timur laut"),
)


@dataclass(frozen=True, slots=True)
class Site:
    """What is known about one place before it has a name."""

    xy: tuple[float, float]
    lixels: NDArray[np.int64]  # empty without roads
    junction: int  # number of the junction, -1 elsewhere
    rows: pd.DataFrame  # its accidents


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The named junctions of a network and the extent of the district."""

    network: Network | None
    corner_low: tuple[float, float]
    corner_high: tuple[float, float]
    junctions: tuple[int, ...] = ()  # those where two or more named roads meet
    tree: cKDTree | None = None

    @classmethod
    def of(cls, network: Network | None, xy: Floats) -> Gazetteer:
        """The gazetteer of a network; `xy` are all positions, for the parts of the district."""
        from scipy.spatial import cKDTree

        extent = np.vstack([xy, network.xy]) if network is not None else xy
        low, high = np.percentile(extent, [1, 99], axis=0)
        corners = (float(low[0]), float(low[1])), (float(high[0]), float(high[1]))
        if network is None:
            return cls(None, *corners)
        named = tuple(i for i, names in enumerate(network.junction_names) if len(names) >= 2)
        tree = cKDTree(network.junction_xy[list(named)]) if named else None
        return cls(network, *corners, named, tree)

    def part(self, xy: tuple[float, float]) -> str:
        """Compass part of the district: "utara", "tengah", ... (a grid of three by three)."""
        column, row = (
            int(np.clip(3 * (v - lo) / max(hi - lo, 1e-9), 0, 2))
            for v, lo, hi in zip(xy, self.corner_low, self.corner_high, strict=True)
        )
        return PARTS[row][column]

    def near_junctions(self, xy: tuple[float, float], number: int = 6) -> list[tuple[str, ...]]:
        """Names that meet at the nearest named junctions, nearest first."""
        if self.tree is None or self.network is None:
            return []
        distance, index = self.tree.query(xy, k=min(number, len(self.junctions)))
        pairs = zip(np.atleast_1d(distance).tolist(), np.atleast_1d(index).tolist(), strict=True)
        return [
            self.network.junction_names[self.junctions[i]] for away, i in pairs if away <= NEAR_JUNCTION_M
        ]


def name_sites(sites: Sequence[Site], gazetteer: Gazetteer) -> list[tuple[str, str]]:
    """(kind, name) of each site, no two names equal."""
    options = [_options(site, gazetteer) for site in sites]
    first = Counter(choice[0][1] for choice in options)
    used: set[str] = set()
    named: list[tuple[str, str]] = []
    for choice in options:
        is_shared = first[choice[0][1]] > 1
        ordered = [*choice[1:], choice[0]] if is_shared else choice
        pick = next((one for one in ordered if one[1] not in used), None)
        if pick is None:
            kind, base = ordered[0]
            pick = (
                kind,
                next(
                    text
                    for text in (f"{base}, titik ke-{n}" for n in range(2, len(options) + 2))
                    if text not in used
                ),
            )
        used.add(pick[1])
        named.append(pick)
    return named


def _options(site: Site, gazetteer: Gazetteer) -> list[tuple[str, str]]:
    """Names that fit, the plainest first; the later ones tell two places on one road apart."""
    network = gazetteer.network
    around = _mode(site.rows["village"]) or _mode(site.rows["district"])
    part = f"bagian {gazetteer.part(site.xy)} wilayah"
    if network is not None and site.junction >= 0:
        names = network.junction_names[site.junction]
        if len(names) >= 2:
            plain = f"Simpang {names[0]} – {names[1]}"
            return [("junction", plain), ("junction", f"{plain}, {around or part}")]
    road = _road(site, network)
    if road:
        cross = [
            other
            for names in gazetteer.near_junctions(site.xy)
            if road in names
            for other in names
            if other != road
        ]
        kind = "street" if len(site.lixels) else "cluster"
        options = [(kind, road), *((kind, f"{road} dekat {other}") for other in dict.fromkeys(cross))]
        options += [(kind, f"{road}, {around}")] if around else []
        return [*options, (kind, f"{road}, {part}")]
    kind = "street" if len(site.lixels) else "cluster"
    options = [(kind, f"dekat Simpang {a} – {b}") for a, b, *_ in gazetteer.near_junctions(site.xy)]
    if around:
        options += [("cluster", f"sekitar {around}"), ("cluster", f"sekitar {around}, {part}")]
    return [*options, ("cluster", part)]


def _road(site: Site, network: Network | None) -> str:
    """Name of the road: of most of the lixels, else of most of the rows, else ""."""
    if network is not None and len(site.lixels):
        names, length = np.unique(network.name[site.lixels], return_inverse=True)
        total = np.bincount(length, network.length_m[site.lixels])
        named = [(-float(t), str(n)) for n, t in zip(names, total, strict=True) if n]
        if named:
            return min(named)[1]
    return _mode(site.rows["road_name"])


def _mode(values: pd.Series) -> str:
    """The value of at least half of the rows that have one (three or more), else ""."""
    counts = Counter(str(one) for one in values.dropna().tolist() if str(one).strip())
    if not counts:
        return ""
    value, count = min(counts.items(), key=lambda item: (-item[1], item[0]))
    return value if count >= 3 and 2 * count >= sum(counts.values()) else ""
