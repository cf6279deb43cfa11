"""One command makes the full week from real accident files that nobody here wrote, and on real road networks."""

import json
import re
import subprocess
import sys

import pytest

from generator.home import PROJECT
from tests.accidents.invented import write_campaign

# Two of the five weeks are made in full; the others on four placements, since what they prove is their reading.
IN_FULL = {"west-yorkshire", "yogyakarta"}
SHORT = """[paper]
poster = []
talk_sheets = false

[week]
placements = ["instagram/feed_portrait", "instagram/story", "x/post_landscape", "telegram/channel_photo"]
"""
WEEKS = {"porto-alegre": "2012-W50", "west-yorkshire": "2025-W02", "dane-county": "2026-W02"}


def make(name, folder, campaigns, data):
    """Run the bare command for a campaign; the pack's folder and its manifest."""
    file = campaigns / f"{name}.toml"
    if name not in IN_FULL:
        text = file.read_text(encoding="utf-8")
        assert text.count("[week]\n") == 1
        file.write_text(text.replace("[week]\n", SHORT), encoding="utf-8")
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
    posts, placements, pictures = (20, 9, 40) if manifest["campaign"] in IN_FULL else (8, 4, 14)
    assert len(manifest["posts"]) >= posts
    assert len({(p["slot"]["platform"], p["slot"]["placement"]) for p in manifest["posts"]}) >= placements
    assets = [a for p in manifest["posts"] for a in p["assets"]]
    assert len(assets) >= pictures
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
