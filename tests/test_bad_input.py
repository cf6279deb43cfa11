"""Bad input ends in one sentence and exit code 1, and the last good pack stays as it was."""

import hashlib
import os
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from generator.home import PROJECT

CAMPAIGN = """
[polres]
name = "Polres Uji"
district = "Kabupaten Uji"
[data]
accidents = ["{data}"]
[week]
pinned = "2026-W48"
"""


def table(rows=400, *, where=True, when=lambda n: f"{1 + n % 28:02d}/{1 + n % 9:02d}/2026", seed=1):
    """CSV of invented accidents around a point in the sea, day-first dates, a recorded hour."""
    chance = random.Random(seed)
    lines = ["Tanggal;Jam;Lintang;Bujur;MD;LB;LR;Jenis Kecelakaan;Kecamatan"]
    for n in range(rows):
        lat, lon = -9.6 + chance.gauss(0, 0.05), 107.5 + chance.gauss(0, 0.05)
        point = f"{lat:.6f};{lon:.6f}" if where else ";"
        kind = chance.choice(["Depan-belakang", "Tunggal", "Depan-depan"])
        area = chance.choice(["Cakra Kota", "Sari Tengah", "Bukit Sari"])
        lines.append(f"{when(n)};{6 + n % 14:02d}.15;{point};{n % 9 == 0:d};{n % 5 == 0:d};1;{kind};{area}")
    return "\n".join(lines) + "\n"


class District:
    """A campaign of its own in a temporary folder, run as a planner runs it."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.data = folder / "laka.csv"
        self.output = folder / "output"
        self.data.write_text(table(), encoding="utf-8")
        self.write(CAMPAIGN)

    def write(self, text):
        (self.folder / "campaigns").mkdir(exist_ok=True)
        (self.folder / "campaigns/uji.toml").write_text(
            text.format(data=self.data.as_posix()), encoding="utf-8"
        )

    def command(self, *words, output=None):
        return [
            sys.executable,
            str(PROJECT / "run.py"),
            *(words or ("uji",)),
            "--campaigns",
            str(self.folder / "campaigns"),
            "--output",
            str(output or self.output),
            "--data",
            str(self.folder / "simpanan"),
        ]

    def run(self, *words, output=None, before=()):
        return subprocess.run(
            [*before, *self.command(*words, output=output)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=200,
            check=False,
        )

    def files(self):
        return {
            p.relative_to(self.output).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
            for p in sorted(self.output.rglob("*"))
            if p.is_file() and "buku" not in p.parts
        }


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    """A district whose good pack was made once."""
    district = District(tmp_path_factory.mktemp("uji"))
    done = district.run()
    assert done.returncode == 0, done.stdout + done.stderr
    assert district.files()
    return district


@pytest.fixture
def district(good):
    """The same district; data and campaign file are put back afterwards."""
    yield good
    shutil.rmtree(good.data, ignore_errors=True) if good.data.is_dir() else good.data.unlink(missing_ok=True)
    good.data = good.folder / "laka.csv"
    good.data.write_text(table(), encoding="utf-8")
    good.write(CAMPAIGN)


def refused(done, *parts):
    """One sentence on stderr with all these parts, exit code 1, nothing that looks like a traceback."""
    assert done.returncode == 1, done.stdout + done.stderr
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    assert len(lines) == 1, done.stderr
    assert "Traceback" not in done.stderr
    for part in parts:
        assert part.lower() in lines[0].lower(), lines[0]


def make_missing(d):
    d.data.unlink()


def make_empty(d):
    d.data.write_bytes(b"")


def make_picture(d):
    d.data = d.folder / "laka.xlsx"
    Image.new("RGB", (40, 30), "red").save(d.data, "PNG")
    d.write(CAMPAIGN)


def make_without_dates(d):
    text = d.data.read_text(encoding="utf-8").splitlines()
    d.data.write_text("\n".join(";".join(line.split(";")[2:]) for line in text), encoding="utf-8")


def make_a_third_unreadable(d):
    d.data.write_text(
        table(when=lambda n: "entah" if n % 3 == 0 else f"{1 + n % 28:02d}/03/2026"), encoding="utf-8"
    )


@pytest.mark.parametrize(
    ("spoil", "parts"),
    [
        (make_missing, ["laka.csv"]),
        (make_empty, ["laka.csv", "kosong"]),
        (make_picture, ["laka.xlsx"]),
        (make_without_dates, ["tanggal"]),
        (make_a_third_unreadable, ["tanggal"]),
        (lambda d: d.write(CAMPAIGN.replace("pinned", "pined")), ["uji.toml", "week.pined", "week.pinned"]),
        (
            lambda d: d.write(CAMPAIGN.replace('"Kabupaten Uji"', '"Kabupaten Uji"\nzone = "Asia/Bandung"')),
            ["Asia/Bandung"],
        ),
        (
            lambda d: d.write(CAMPAIGN.replace("{data}", "https://contoh.id/laka.csv")),
            ["https://contoh.id/laka.csv"],
        ),
        (
            lambda d: d.write(CAMPAIGN.replace("{data}", "/vsicurl/http://contoh.id/laka.geojson")),
            ["vsicurl"],
        ),
    ],
    ids=[
        "missing file",
        "empty file",
        "a picture renamed",
        "no date column",
        "a third of the dates unreadable",
        "a typo in a key",
        "an unknown time zone",
        "an address",
        "a virtual file system",
    ],
)
def test_bad_input_is_one_sentence_and_the_good_pack_stays(district, spoil, parts):
    before = district.files()
    spoil(district)
    refused(district.run(), *parts)
    assert district.files() == before


@pytest.mark.parametrize("name", ["../x", "CON", "x" * 40, "uj i"])
def test_a_name_that_is_no_name_is_one_sentence(district, name):
    refused(district.run(name), "nama kampanye")


def test_without_coordinates_the_week_speaks_of_the_district_and_says_why_there_is_no_map(tmp_path):
    district = District(tmp_path)
    district.data.write_text(table(where=False), encoding="utf-8")
    done = district.run()
    assert done.returncode == 0, done.stdout + done.stderr
    pack = district.output / "uji/2026-W48"
    assert not (pack / "map.html").exists()
    assert "Tidak ada peta" in done.stdout
    assert len(list(pack.glob("posts/*/*/*/caption.txt"))) >= 20


def test_one_row_still_makes_an_honest_week(tmp_path):
    district = District(tmp_path)
    district.data.write_text(table(1, when=lambda _: "14/11/2026"), encoding="utf-8")
    done = district.run()
    if done.returncode == 0:
        captions = [
            p.read_text(encoding="utf-8")
            for p in district.output.glob("uji/2026-W48/posts/*/*/*/caption.txt")
        ]
        assert captions
        assert not any(re.search(r"\b1 kecelakaan\b", text) for text in captions)
    else:
        refused(done, "baris")


def test_a_file_edited_by_hand_stops_the_run_and_can_be_taken_over(tmp_path):
    district = District(tmp_path)
    assert district.run().returncode == 0
    caption = min(district.output.glob("uji/2026-W48/posts/telegram/*/*/caption.txt"))
    caption.write_text("Pelan di depan sekolah, ya.\n", encoding="utf-8")
    refused(district.run(), "take-over", "caption.txt")
    taken = district.run("take-over", str(caption), "--by", "Rina", "--why", "lebih hangat")
    assert taken.returncode == 0, taken.stderr
    done = district.run()
    assert done.returncode == 0, done.stderr
    assert caption.read_text(encoding="utf-8") == "Pelan di depan sekolah, ya.\n"


needs_namespaces = pytest.mark.skipif(
    not shutil.which("unshare")
    or subprocess.run(["unshare", "-rm", "true"], capture_output=True, check=False).returncode != 0,
    reason="needs user namespaces",
)


@needs_namespaces
@pytest.mark.parametrize(
    ("options", "found"), [("size=2m", "penuh"), ("size=64m,ro", "ditulis")], ids=["full disk", "read-only"]
)
def test_an_output_folder_that_takes_no_files_is_one_sentence(district, options, found):
    """The good pack lies on a file system of its own, first writable for the copy, then full or read-only."""
    inside = district.folder / "sempit"
    inside.mkdir(exist_ok=True)
    read_only = "ro" in options
    size = options.split(",")[0]
    small = "uji/2026-W48/agenda.csv"
    script = (
        f"mount -t tmpfs -o {size} tmpfs {inside} && mkdir -p {inside}/uji/2026-W48 "
        f"&& cp {district.output}/{small} {inside}/uji/2026-W48/agenda.csv.asli "
        f"&& mv {inside}/uji/2026-W48 {inside}/uji/lama "
        + (f"&& mount -o remount,ro {inside} " if read_only else "")
        + f'; "$@"; code=$?; test -f {inside}/uji/lama/agenda.csv.asli || echo LOST >&2; '
        f"test ! -e {inside}/uji/2026-W48 || echo HALF >&2; exit $code"
    )
    done = district.run(output=inside, before=("unshare", "-rm", "sh", "-c", script, "sh"))
    refused(done, found)


def test_an_output_folder_that_is_a_file_is_one_sentence(district):
    wrong = district.folder / "bukan-folder"
    wrong.write_text("x", encoding="utf-8")
    refused(district.run(output=wrong), "bukan-folder")


@pytest.mark.skipif(os.name == "nt", reason="needs a network namespace")
@needs_namespaces
def test_a_warm_run_works_without_any_network(district):
    done = district.run(before=("unshare", "-rn"))
    assert done.returncode == 0, done.stdout + done.stderr


@needs_namespaces
def test_all_goes_on_when_one_district_fails(district):
    (district.folder / "campaigns/rusak.toml").write_text("[polres]\n", encoding="utf-8")
    done = district.run("all", "--week", "2026-W48")
    (district.folder / "campaigns/rusak.toml").unlink()
    assert done.returncode == 1
    assert "rusak: campaigns/rusak.toml" in done.stderr
    assert "1 kampanye jadi" in done.stdout
