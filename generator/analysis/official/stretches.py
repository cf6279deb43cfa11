"""Names and measures of segments: which road, which piece of it, which kecamatan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from generator.analysis import gate
from generator.analysis.official.records import Stretch
from generator.analysis.roads.network import CLASSES
from generator.analysis.roads.positions import to_degrees
from generator.records import Place

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from generator.analysis.official.segments import Segments
    from generator.analysis.roads.network import Network

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

UNNAMED = "jalan tanpa nama"
NEAR_M = 1500.0


def describe(
    chosen: Ints, table: pd.DataFrame, at: Ints, network: Network, segments: Segments, traffic: Floats
) -> list[Stretch]:
    """Where each chosen segment is. `at` has the segment of each row of the table, `traffic` is per segment."""
    classes = _longest(network.road_class, network.length_m, segments)
    areas = _most_common(table["district"], at)
    roads = _road_names(chosen, network, segments, _most_common(table["road_name"], at, 3))
    degrees = to_degrees(segments.xy[chosen], network.utm_epsg)
    made = []
    for n, row in enumerate(chosen.tolist()):
        junction = int(segments.junction[row])
        order, pieces = int(segments.order[row]), int(segments.pieces[row])
        met = network.junction_names[junction] if junction >= 0 else ()
        name = f"Simpang {' – '.join(met[:2])}" if met else roads[n]
        if junction < 0:
            name = f"{name}, ruas {order} dari {pieces}"
        kind = "junction" if junction >= 0 else "street"
        vehicles = float(traffic[row])
        made.append(
            Stretch(
                kind=kind,
                place=Place(kind, name, *gate.round_point(*degrees[n].tolist()), area=areas.get(row, "")),
                street=int(segments.street[row]),
                order=order,
                pieces=pieces,
                is_town=bool(segments.is_town[row]),
                length_m=float(segments.length_m[row]),
                road_class=CLASSES[int(classes[row])],
                traffic=vehicles if np.isfinite(vehicles) else None,
            )
        )
    return made


def _longest(values: NDArray[np.generic], length: Floats, segments: Segments) -> NDArray[np.generic]:
    """The value that covers most of each segment; the first in order where two cover as much."""
    unique, code = np.unique(values, return_inverse=True)
    pair, which = np.unique(segments.of_lixel * len(unique) + code.ravel(), return_inverse=True)
    covered = np.round(np.bincount(which.ravel(), length), 3)
    segment, value = pair // len(unique), pair % len(unique)
    order = np.lexsort((value, -covered, segment))
    first = order[np.flatnonzero(np.diff(segment[order], prepend=-1))]
    return np.asarray(unique[value[first]])


def _road_names(chosen: Ints, network: Network, segments: Segments, told: dict[int, str]) -> list[str]:
    """Name of the road of each chosen segment: of the road file, else as its accidents tell, else a road nearby."""
    from scipy.spatial import cKDTree

    named = np.flatnonzero(network.name != "")
    names = [str(one) for one in _longest(network.name, network.length_m, segments)[chosen]]
    bare = [n for n, name in enumerate(names) if not name]
    near = [UNNAMED] * len(bare)
    if len(named) and bare:
        away, index = cKDTree(network.xy[named]).query(segments.xy[chosen[bare]])
        near = [
            f"{UNNAMED} dekat {network.name[named[i]]}" if metres <= NEAR_M else UNNAMED
            for metres, i in zip(away.tolist(), index.tolist(), strict=True)
        ]
    for n, text in zip(bare, near, strict=True):
        row = int(chosen[n])
        street = int(segments.street[row])
        number = f" no. {street + 1}" if street >= 0 else ""
        kind = "" if street >= 0 else "simpang "
        names[n] = told.get(row) or f"{kind}{text}{number}"
    return names


def _most_common(values: pd.Series, at: Ints, least: int = 1) -> dict[int, str]:
    """The most frequent text of the accidents on each segment (the first by name where two are as frequent).

    Only where it stands in `least` accidents.
    """
    known = pd.DataFrame({"segment": at, "name": values.fillna("").astype(str).to_numpy()})
    known = known[(known["segment"] >= 0) & (known["name"] != "")]
    counted = known.groupby(["segment", "name"]).size().reset_index(name="rows")
    counted = counted[counted["rows"] >= least]
    counted = counted.sort_values(["segment", "rows", "name"], ascending=[True, False, True])
    first = counted.drop_duplicates("segment")
    return {int(s): str(n) for s, n in zip(first["segment"], first["name"], strict=True)}
