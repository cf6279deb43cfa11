"""One command makes the full week from real accident files that nobody here wrote, and on real road networks."""

import json
import re
import subprocess
import sys

import pytest

from generator.home import PROJECT
from tests.accidents.invented import write_campaign

WEEKS = {"porto-alegre": "2012-W50", "west-yorkshire": "2025-W02", "dane-county": "2026-W02"}


def make(name, folder, campaigns, data):
    """Run the bare command for a campaign; the pack's folder and its manifest."""
    command = [
        sys.executable,
        str(PROJECT / "run.py"),
        name,
        "--campaigns",
        str(campaigns),
        "--output",
        str(folder / "output"),
        "--data",
        str(data),
    ]
    done = subprocess.run(command, capture_output=True, text=True, cwd=PROJECT, timeout=400, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (manifest,) = (folder / "output" / name).glob("*/week.json")
    return manifest.parent, json.loads(manifest.read_text(encoding="utf-8"))


def check_week(pack, manifest):
    """A full week: posts, placements, pictures that passed, all words there, no coordinate of an accident."""
    assert len(manifest["posts"]) >= 20
    assert len({(p["slot"]["platform"], p["slot"]["placement"]) for p in manifest["posts"]}) >= 9
    assets = [a for p in manifest["posts"] for a in p["assets"]]
    assert len(assets) >= 40
    assert all(c["is_passed"] for a in assets for c in a["checks"])
    for name in ("index.html", "map.html", "agenda.csv", "agenda.ics"):
        assert (pack / name).stat().st_size > 500
    for path in pack.rglob("*.txt"):
        assert not re.search(r"-?\d{1,3}\.\d{4,}", path.read_text(encoding="utf-8")), path


@pytest.mark.parametrize("name", WEEKS)
def test_the_full_week_comes_out_of_a_real_file_in_one_command(name, shared_data, tmp_path):
    assert shared_data.is_dir()
    campaigns = tmp_path / "campaigns"
    campaigns.mkdir()
    (campaigns / f"{name}.toml").write_bytes((PROJECT / f"tests/campaigns/{name}.toml").read_bytes())
    pack, manifest = make(name, tmp_path, campaigns, tmp_path / "data")
    assert manifest["week"] == WEEKS[name]
    assert not manifest["is_sample"]
    check_week(pack, manifest)


@pytest.mark.parametrize(("name", "middle"), [("yogyakarta", 1.0), ("jakarta", 0.3)])
def test_the_full_week_comes_out_on_a_real_road_network(name, middle, shared_data, tmp_path):
    assert shared_data.is_dir()
    home = write_campaign(name, tmp_path, middle=middle)
    pack, manifest = make(name, tmp_path, home.campaigns, home.accident_data)
    assert manifest["is_sample"]
    check_week(pack, manifest)
