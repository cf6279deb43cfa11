"""What a death, an injury and a damaged vehicle count: the named weight sets, dated and with their source.

The one place to touch when a set changes or a new one comes; the official sheet, the hotspots and the analyst's
workbook follow. Persons count for the killed and the injured, accidents for damage only.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Weights:
    """A named set of weights: persons killed, seriously and slightly injured; accidents with damage only."""

    name: str
    killed: float
    serious: float
    slight: float
    damage: float
    as_of: str = ""  # year of the source, or years in which it was used
    source: str = ""
    counts_damage: bool = True  # False: the source has no weight for damage only, such accidents count 0


WEIGHT_SETS = (  # the first is the default
    Weights("12:3:3:1", 12, 3, 3, 1, "2004", "Pd T-09-2004-B (Departemen Kimpraswil)"),
    Weights("10:5:1:1", 10, 5, 1, 1, "2010-2015", "Polri; Sugiyanto dkk., Purbalingga"),
    Weights("10:4.25:2.33:1", 10, 4.25, 2.33, 1, "2010-2013", "Sugiyanto dkk., Purbalingga (bobot setempat)"),
    Weights("12:6:3:1", 12, 6, 3, 1, "", "dipakai dalam sejumlah kajian AEK; sumber asli belum diperiksa"),
    Weights(
        "6:3:0.8:0.2", 6, 3, 0.8, 0.2, "", "dipakai dalam sejumlah kajian AEK; sumber asli belum diperiksa"
    ),
    Weights(
        "125.7:5.25:1",
        125.7,
        5.25,
        1,
        0,
        "",
        "perbandingan biaya korban, kajian TRL/Puslitbang Jalan (Bandung, Cirebon, Purwokerto)",
        counts_damage=False,
    ),
)


def weights_named(name: str) -> Weights:
    """The set of this name, the default one for "". Raises SettingsError, with the names that there are."""
    for one in WEIGHT_SETS:
        if name in {"", one.name}:
            return one
    raise SettingsError(
        "[data] weight_set",
        f'set bobot "{name}" tidak dikenal',
        f"Pakai salah satu: {', '.join(one.name for one in WEIGHT_SETS)}",
    )
