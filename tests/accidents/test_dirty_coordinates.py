"""The list of dirty coordinates, and any position of any Indonesian district in any form: right or flagged."""

import csv
import os

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, assume, example, given, settings
from hypothesis import strategies as st

from generator.errors import DataError
from generator.home import PROJECT
from tests.accidents.positions import Places, away, columns, places, read

VECTORS = PROJECT.parent / "shared" / "reference" / "domain" / "dirty_values.csv"
YOGYAKARTA = places(110.37, -7.797, count=60, half=0.1)


def vectors():
    """Coordinate rows of the shared list: text, expected, remark."""
    if not VECTORS.is_file():
        return []
    with VECTORS.open(encoding="utf-8", newline="") as file:
        return [
            (row["mentah"], row["harapan"], row["catatan"])
            for row in csv.DictReader(file)
            if row["jenis"] == "coord"
        ]


def with_row(text, expected):
    """A table of a district of Yogyakarta whose first row holds the text, in the column where it belongs."""
    lat, lon = [f"{v:.6f}" for v in YOGYAKARTA.lat], [f"{v:.6f}" for v in YOGYAKARTA.lon]
    table = pd.DataFrame({"lat": lat, "lon": lon, "lat_lon": ""})
    is_pair = (
        ";" in expected or "://" in text or text == "0,0" or (" " in text and not text.endswith(("LS", "BT")))
    )
    if is_pair:
        table.loc[0] = ["", "", text]
    elif expected.startswith("110"):
        table.loc[0] = ["-7.797068", text, ""]
    else:
        table.loc[0] = [text, "110.370529", ""]
    return table


@pytest.mark.parametrize(("text", "expected", "remark"), vectors())
def test_every_dirty_coordinate_is_read_or_flagged(text, expected, remark):
    for district in (YOGYAKARTA.district, None):
        found, _, notes = read(with_row(text, expected), district=district, zone="Asia/Jakarta")
        lat, lon, quality = found.loc[0, ["lat", "lon", "quality"]]
        is_there = abs(lat - -7.797068) < 5e-6 and abs(lon - 110.370529) < 5e-6
        if expected:
            assert is_there, remark
        else:
            assert quality in {"missing", "outside"} or (is_there and quality.startswith("repaired"))
        if remark.startswith("TANDA"):
            assert quality != "recorded"
            assert notes


def test_the_list_of_dirty_coordinates_is_whole(shared_data):
    assert shared_data.is_dir()
    assert len(vectors()) == 26


def dms(value, letters, marks="°'\""):
    """Degrees, minutes and seconds to the hundredth, with the letter of the side."""
    total = round(abs(value) * 360_000)
    degrees, rest = divmod(total, 360_000)
    minutes, hundredths = divmod(rest, 6_000)
    side = letters[int(value < 0)]
    return f"{degrees}{marks[0]}{minutes:02d}{marks[1]}{hundredths / 100:05.2f}{marks[2]} {side}"


def comma(value):
    return f"{value:.6f}".replace(".", ",")


def letter_first(lat, lon):
    return f"{'NS'[int(lat < 0)]} {abs(lat):.6f} {'EW'[int(lon < 0)]} {abs(lon):.6f}"


IN_TWO = {
    "plain": lambda a, b: (f"{a:.6f}", f"{b:.6f}"),
    "commas": lambda a, b: (comma(a), comma(b)),
    "no minus": lambda a, b: (f"{abs(a):.6f}", f"{b:.6f}"),
    "exchanged": lambda a, b: (f"{b:.6f}", f"{a:.6f}"),
    "exchanged, no minus": lambda a, b: (f"{b:.6f}", f"{abs(a):.6f}"),
    "no point": lambda a, b: (f"{a * 1e6:.0f}", f"{b * 1e6:.0f}"),
    "no point in one": lambda a, b: (f"{a:.6f}", f"{b * 1e6:.0f}"),
    "thousands": lambda a, b: (f"{a * 1e6:,.0f}".replace(",", "."), f"{b * 1e6:,.0f}".replace(",", ".")),
    "letters": lambda a, b: (f"{abs(a):.6f} {('LU', 'LS')[int(a < 0)]}", f"{b:.6f} BT"),
    "angles": lambda a, b: (dms(a, ("LU", "LS")), dms(b, ("BT", "BB"))),
    "typographic angles": lambda a, b: (dms(a, "NS", "º′″"), dms(b, "EW", "º′″")),
    "typographic minus": lambda a, b: (f"{a:.6f}".replace("-", "−"), f"{b:.6f}"),
}
IN_ONE = {
    "pair": lambda a, b: f"{a:.6f}, {b:.6f}",
    "pair with commas": lambda a, b: f"{comma(a)}; {comma(b)}",
    "pair exchanged": lambda a, b: f"{b:.6f}, {a:.6f}",
    "letters first": letter_first,
    "longitude first": lambda a, b: f"{b:.6f} BT / {abs(a):.6f} {('LU', 'LS')[int(a < 0)]}",
    "angles": lambda a, b: f"{dms(a, ('LU', 'LS'))}, {dms(b, ('BT', 'BB'))}",
    "well-known text": lambda a, b: f"POINT({b:.6f} {a:.6f})",
    "object": lambda a, b: f"LatLng({a:.6f}, {b:.6f})",
    "link": lambda a, b: f"https://maps.google.com/?q={a:.6f}%2C{b:.6f}",
    "view": lambda a, b: f"https://www.google.com/maps/@{a:.6f},{b:.6f},17z",
    "encoded": lambda a, b: f"{a:.6f}%2C%20{b:.6f}",
    "named": lambda a, b: f"lat: {a:.6f}, lng: {b:.6f}",
}
SYSTEMS = ("EPSG:327{zone}", "EPSG:326{zone}", "EPSG:3857")
ANYWHERE = st.builds(
    places, st.floats(95.5, 140.5), st.floats(-10.5, 5.5), count=st.just(60), half=st.floats(0.03, 0.4),
    seed=st.integers(0, 999),
)  # fmt: skip
FORMS = st.lists(st.sampled_from([*IN_TWO, *IN_ONE]), min_size=1, max_size=4)
# The seed is fixed; SELAMAT_EXAMPLES=2000 draws more of them for a long run.
QUICK = settings(
    max_examples=int(os.environ.get("SELAMAT_EXAMPLES", "10")),
    deadline=None,
    derandomize="SELAMAT_EXAMPLES" not in os.environ,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),  # a found example is small as it is: no minutes of shrinking
)


def written(true, forms):
    """The positions as a person wrote them: half plain, the others in these forms by turns."""
    table = pd.DataFrame({"lat": "", "lon": "", "lat_lon": ""}, index=range(len(true.lon)))
    for n, (lat, lon) in enumerate(zip(true.lat, true.lon, strict=True)):
        form = forms[n // 2 % len(forms)] if n % 2 else "plain"
        if form in IN_ONE:
            table.loc[n, "lat_lon"] = IN_ONE[form](lat, lon)
        else:
            table.loc[n, ["lat", "lon"]] = IN_TWO[form](lat, lon)
    return table


@QUICK
@given(true=ANYWHERE, forms=FORMS, is_bounded=st.booleans())
@example(true=places(96, -3, count=60, half=0.25), forms=["no minus", "exchanged"], is_bounded=False)
@example(
    true=places(100.9, -0.69, count=60, half=0.2), forms=["no point", "exchanged, no minus"], is_bounded=False
)
def test_any_form_in_any_district_is_read_right_or_flagged(true, forms, is_bounded):
    if (
        np.abs(true.lat).min() < 0.35 * np.abs(true.lat).max()
    ):  # beside the equator nobody can tell a lost minus
        forms = [form for form in forms if "no minus" not in form] or ["plain"]
    found, far, _ = read(written(true, forms), true, district=true.district if is_bounded else None)
    assert not far > 2 or set(found["quality"][away(found, true) > 2]) <= {"coarse"}
    assert found["lon"][::2].notna().all() or not is_bounded


@QUICK
@given(
    true=ANYWHERE, system=st.sampled_from(SYSTEMS), is_turned=st.booleans(), is_bounded=st.booleans(),
    names=st.sampled_from([("x_m", "y_m"), ("lon", "lat")]),
)  # fmt: skip
@example(true=places(96, 5.5, count=60, half=0.25), system="EPSG:327{zone}", is_turned=False, is_bounded=False, names=("x_m", "y_m"))  # fmt: skip
@example(true=places(118.47, 5.3, count=60, half=0.27), system="EPSG:327{zone}", is_turned=True, is_bounded=True, names=("lon", "lat"))  # fmt: skip
@example(true=places(132.78, 0.1, count=60, half=0.32), system="EPSG:326{zone}", is_turned=False, is_bounded=False, names=("x_m", "y_m"))  # fmt: skip
@example(true=places(115.69, 3.16, count=60, half=0.39), system="EPSG:326{zone}", is_turned=True, is_bounded=True, names=("x_m", "y_m"))  # fmt: skip
def test_any_metres_in_any_district_are_read_right_or_refused(true, system, is_turned, is_bounded, names):
    code = system.format(zone=int((true.lon.mean() + 180) // 6) + 1)
    zone = (
        "Asia/Jakarta"
        if true.lon.mean() < 114
        else "Asia/Makassar"
        if true.lon.mean() < 125
        else "Asia/Jayapura"
    )
    assume(
        true.lat.mean() < 0 or true.lon.mean() < 129
    )  # farther east Indonesia has no land north of the equator
    x, y = true.in_system(code)
    if is_turned:
        x, y = y, x
    try:
        found, far, notes = read(
            columns(**{names[0]: x, names[1]: y}),
            true,
            district=true.district if is_bounded else None,
            zone=zone,
        )
    except DataError:
        return
    assert "crs_guessed" in notes
    assert not far > 2
    assert found["lon"].notna().all()


def test_places_of_the_positions_are_spread_over_the_district():
    assert isinstance(YOGYAKARTA, Places)
    assert np.ptp(YOGYAKARTA.lon) > 0.15
