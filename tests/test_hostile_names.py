"""Names that try to be code: they stay text in every page that the real command makes, and nothing leaves the PC."""

import json
import shutil
import subprocess
import sys

import pytest

from generator.home import PROJECT

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "${alert(1)}",
    "`alert(1)`",
    "</script><script>alert(1)</script>",
    "{{ 7 * 7 }}",
    "Jalan \"A\" & 'B'",
    "=HYPERLINK(1)",
    "{% raise %}",
]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    """The sample week with every road and kecamatan renamed."""
    folder = tmp_path_factory.mktemp("nama")
    for name, key in (("jalan", "nama"), ("kecamatan", "nama")):
        layer = json.loads((PROJECT / f"accident_data/contoh/{name}.geojson").read_text(encoding="utf-8"))
        old = sorted({f["properties"][key] or "" for f in layer["features"]} - {""})
        new = {text: f"{HOSTILE[n % len(HOSTILE)]} {n}" for n, text in enumerate(old)}
        for feature in layer["features"]:
            feature["properties"][key] = new.get(feature["properties"][key] or "", "")
        (folder / f"{name}.geojson").write_text(json.dumps(layer), encoding="utf-8")
    campaign = (PROJECT / "campaigns/contoh.toml").read_text(encoding="utf-8")
    campaign = campaign.replace("placements = []", 'placements = ["instagram/feed_portrait"]')
    for name in ("jalan", "kecamatan"):
        campaign = campaign.replace(
            f"accident_data/contoh/{name}.geojson", (folder / f"{name}.geojson").as_posix()
        )
    shutil.rmtree(folder / "campaigns", ignore_errors=True)
    (folder / "campaigns").mkdir()
    (folder / "campaigns/uji.toml").write_text(campaign, encoding="utf-8")
    command = [
        sys.executable,
        str(PROJECT / "run.py"),
        "uji",
        "--output",
        str(folder / "output"),
        "--campaigns",
        str(folder / "campaigns"),
        "--data",
        str(folder / "data"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "output/uji/2026-W48"


@pytest.mark.parametrize("page", ["index.html", "map.html"])
def test_hostile_names_stay_text_and_no_request_leaves(pack, chromium, page):
    from playwright.sync_api import sync_playwright

    outside, dialogs, errors = [], [], []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=FLAGS)
        tab = browser.new_page(viewport={"width": 1280, "height": 900})
        tab.on(
            "request",
            lambda r: outside.append(r.url) if not r.url.startswith(("file:", "data:", "blob:")) else None,
        )
        tab.on("dialog", lambda d: (dialogs.append(d.message), d.dismiss()))
        tab.on("pageerror", lambda e: errors.append(str(e)))
        tab.goto((pack / page).as_uri())
        tab.wait_for_load_state("load")
        for mark in tab.locator("path.leaflet-interactive").all()[:40]:
            mark.dispatch_event("click")
        content = tab.content()
        injected = tab.locator("img[src='x']").count()
        browser.close()
    assert (outside, dialogs, errors, injected) == ([], [], [], 0)
    assert "onerror=alert(1)&gt;" in content or "onerror" not in content


def test_captions_carry_the_names_as_they_are(pack):
    captions = [p.read_text(encoding="utf-8") for p in pack.rglob("caption.txt")]
    assert captions
    assert not any("&lt;" in text or "&amp;" in text or "49" in text.split() for text in captions)


def test_cells_of_the_agenda_are_no_formulas(pack):
    import csv

    with (pack / "agenda.csv").open(encoding="utf-8-sig", newline="") as file:
        delimiter = ";" if ";" in file.readline() else ","
        file.seek(0)
        cells = [cell for row in csv.reader(file, delimiter=delimiter) for cell in row]
    assert cells
    assert not any(cell[:1] in "=+-@" and cell[:1] for cell in cells)
