"""Bad input ends in one sentence and exit code 1, and the last good pack stays as it was."""

import os
import shutil
import subprocess

import pytest
from PIL import Image

from tests.planner import CAMPAIGN, District, refused, table


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    """A district whose good pack was made once."""
    district = District(tmp_path_factory.mktemp("uji"))
    district.write(f'{CAMPAIGN}placements = ["instagram/feed_portrait", "x/post_landscape"]\n')
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
