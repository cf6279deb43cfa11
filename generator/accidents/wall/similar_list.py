"""The list of accidents that may be one recorded twice, for the planner to look up in the files; behind the wall."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.accidents.matching.similar import similar_pairs
from generator.accidents.wall.set_aside import write_list

if TYPE_CHECKING:
    from pathlib import Path

    from generator.accidents.matching.similar import Similar
    from generator.accidents.table import AccidentTable

PAIRS_NAME = "pasangan.csv"
_HEADINGS = ("tanggal", "jam", "jam lain", "selang (menit)", "jarak (m)", "jalan", "kecamatan")


def write_pairs(folder: Path, table: AccidentTable) -> bool:
    """Whether there are pairs and their list could be written anew; a list without pairs is taken away."""
    path = folder / PAIRS_NAME
    found = similar_pairs(table)
    try:
        if not found:
            path.unlink(missing_ok=True)
            return False
        by_id = table.set_index("id")[["hour", "district"]]
        hours, areas = by_id["hour"].to_dict(), by_id["district"].to_dict()
        rows = [_row(pair, (hours[pair.first], hours[pair.second]), str(areas[pair.first])) for pair in found]
        write_list(path, _HEADINGS, rows)
    except OSError:
        return False
    return True


def _row(pair: Similar, hours: tuple[object, object], area: str) -> list[str]:
    return [pair.occurred_on.isoformat(), *map(str, hours), f"{pair.minutes:.0f}", f"{pair.metres:.0f}",
            pair.road_name, area]  # fmt: skip
