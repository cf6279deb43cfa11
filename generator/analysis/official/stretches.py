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


def describe(
    chosen: Ints, table: pd.DataFrame, at: Ints, network: Network, segments: Segments, traffic: Floats
) -> list[Stretch]:
    """Where each chosen segment is. `at` has the segment of each row of the table, `traffic` is per segment."""
    names = _longest(network.name, network.length_m, segments)
    classes = _longest(network.road_class, network.length_m, segments)
    areas = _area(table, at)
    degrees = to_degrees(segments.xy[chosen], network.utm_epsg)
    made = []
    for n, row in enumerate(chosen.tolist()):
        junction = int(segments.junction[row])
        order, pieces = int(segments.order[row]), int(segments.pieces[row])
        if junction >= 0:
            met = network.junction_names[junction]
            name = f"Simpang {' – '.join(met[:2])}" if met else f"simpang {UNNAMED}"
        else:
            name = f"{str(names[row]) or UNNAMED}, ruas {order} dari {pieces}"
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


def _area(table: pd.DataFrame, at: Ints) -> dict[int, str]:
    """The most frequent kecamatan of the accidents on each segment, the first by name where two are as frequent."""
    known = pd.DataFrame({"segment": at, "name": table["district"].fillna("").astype(str).to_numpy()})
    known = known[(known["segment"] >= 0) & (known["name"] != "")]
    counted = known.groupby(["segment", "name"]).size().reset_index(name="rows")
    counted = counted.sort_values(["segment", "rows", "name"], ascending=[True, False, True])
    first = counted.drop_duplicates("segment")
    return {int(s): str(n) for s, n in zip(first["segment"], first["name"], strict=True)}
