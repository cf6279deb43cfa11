"""Invented accidents on a real road network, for tests: nothing of them is committed, every row is stamped.

write_campaign("yogyakarta", folder) -> Home with the campaign file and its data in `folder`
"""

import csv
import datetime as dt
import hashlib
import random
from pathlib import Path

from generator.home import PROJECT, Home

CAMPAIGNS = PROJECT / "tests" / "campaigns"
NETWORKS = {
    "yogyakarta": "../shared/data/net_yogyakarta/jalan.geojson",
    "jakarta": "../shared/data/net_jakarta_roads/jakarta_roads.shp",
}
UNTIL = dt.date(2026, 11, 15)
HEADINGS = (
    *("No LP", "Tanggal Kejadian", "Jam", "Lintang", "Bujur", "Tingkat Kecelakaan", "MD", "LB", "LR"),
    *("Tipe Kecelakaan", "Kendaraan Terlibat", "Nama Jalan", "Cuaca", "Kondisi Cahaya", "Faktor Penyebab"),
    *("Nama Korban", "Nopol", "Keterangan Data"),
)
_TYPES = ("depan-depan", "depan-belakang", "depan-samping", "tunggal", "pejalan kaki", "samping-samping")
_PAIRS = ("SPM vs SPM", "SPM vs Truk", "SPM vs Mobil", "SPM", "SPM vs Pejalan kaki", "Mobil vs Bus")
_FACTORS = ("tidak menjaga jarak", "kecepatan tinggi", "mendahului", "mengantuk", "lawan arus", "lainnya")


def write_campaign(name: str, folder: Path, *, accidents: int = 1800, middle: float = 1.0) -> Home:
    """A home whose only campaign is `name`, with invented accidents in `folder`; output goes there too.

    `middle` below 1 takes the roads of that part of the extent, each way, around its middle.
    """
    data = folder / "accident_data"
    (data / name).mkdir(parents=True, exist_ok=True)
    path = data / name / "laka.csv"
    roads = PROJECT / NETWORKS[name]
    if middle < 1:
        roads = _middle_of(roads, middle, data / name / "jalan.gpkg")
    write_accidents(roads, path, accidents=accidents, seed=name)
    campaigns = folder / "campaigns"
    campaigns.mkdir(exist_ok=True)
    text = (CAMPAIGNS / f"{name}.toml").read_text(encoding="utf-8")
    text = text.replace("@ACCIDENTS@", path.as_posix())
    if middle < 1:
        text = text.replace(NETWORKS[name], roads.as_posix())
    (campaigns / f"{name}.toml").write_text(text, encoding="utf-8")
    return Home(root=PROJECT, campaigns_root=campaigns, data_root=data, output_root=folder / "output")


def write_accidents(roads: Path, path: Path, *, accidents: int, seed: str) -> None:
    """A CSV of invented accidents within three years up to UNTIL: half on a few bad stretches, half anywhere."""
    chance = random.Random(hashlib.sha256(seed.encode()).digest())
    lines, names = _lines(roads)
    lengths = [line.length for line in lines]
    bad = chance.choices(range(len(lines)), weights=lengths, k=8)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADINGS)
        for number in range(1, accidents + 1):
            is_bad = chance.random() < 0.3
            chosen = chance.choice(bad) if is_bad else chance.choices(range(len(lines)), weights=lengths)[0]
            writer.writerow(_row(number, lines[chosen], names[chosen], chance, is_bad=is_bad))


def _middle_of(roads: Path, share: float, path: Path) -> Path:
    """The roads that reach into the middle of their extent, as a file of their own."""
    import pyogrio

    west, south, east, north = pyogrio.read_info(roads)["total_bounds"]
    x, y, wide, high = (west + east) / 2, (south + north) / 2, (east - west) / 2, (north - south) / 2
    box = (x - share * wide, y - share * high, x + share * wide, y + share * high)
    pyogrio.write_dataframe(pyogrio.read_dataframe(roads, bbox=box), path)
    return path


def _lines(roads):
    import pyogrio
    import shapely

    frame = pyogrio.read_dataframe(roads).explode(index_parts=False, ignore_index=True)
    field = next((name for name in ("NAME", "name", "nama") if name in frame), None)
    names = list(frame[field].fillna("")) if field else [""] * len(frame)
    return list(shapely.force_2d(frame.geometry.array)), names


def _row(number, line, road, chance, *, is_bad):
    day = UNTIL - dt.timedelta(days=chance.randrange(3 * 365))
    hour = chance.choices(
        range(24), weights=[2, 1, 1, 1, 2, 4, 7, 7, 5, 4, 4, 5, 5, 5, 5, 6, 7, 8, 8, 7, 6, 5, 4, 3]
    )[0]
    place = line.interpolate(chance.uniform(0.4, 0.6) if is_bad else chance.random(), normalized=True)
    kind = chance.choices(range(6), weights=[22, 22, 18, 20, 9, 9] if not is_bad else [5, 45, 10, 25, 10, 5])[
        0
    ]
    outcome = chance.choices(("Berat", "Sedang", "Ringan"), weights=[20, 55, 25])[0]
    killed = int(outcome == "Berat" and chance.random() < 0.6)
    return (
        f"LP/A/{number}/{('I', 'V', 'X')[day.month % 3]}/{day.year}/POLRES REKAAN",
        f"{day:%d-%m-%Y}",
        f"{hour:02d}.{chance.randrange(60):02d} WIB",
        f"{place.y:.7f}",
        f"{place.x:.7f}",
        outcome,
        killed,
        int(outcome == "Berat" and not killed),
        int(outcome == "Sedang") * chance.choice((1, 1, 2)),
        _TYPES[kind],
        _PAIRS[kind],
        road,
        chance.choices(("Cerah", "Hujan", "Berawan"), weights=[85, 10, 5])[0],
        "Terang" if 6 <= hour < 18 else "Gelap",
        chance.choice(_FACTORS),
        f"NAMA CONTOH {number}",
        f"ZZ {number % 9999} ZZ",
        "DATA CONTOH - BUKAN DATA ASLI",
    )
