"""The bare command, run as a planner runs it: one process, the sample district, a folder full of material."""

import hashlib
import html
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from generator.home import PROJECT
from tests.example_week import PAGE, page_of
from tests.numbers_of_a_week import audit

PLACEMENTS = 9
SPOKEN = ("lembar-bicara.txt", "lembar-bicara-sekolah.txt", "lembar-bicara-angkutan.txt", "poster.txt")


def run(*arguments, cwd=PROJECT, check=True):
    done = subprocess.run(
        [sys.executable, str(PROJECT / "run.py"), *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        timeout=300,
        check=False,
    )
    assert not check or done.returncode == 0, done.stdout + done.stderr
    return done


def files_of(folder: Path):
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Output of two runs: (folder, files after the first run, what the second printed)."""
    folder = tmp_path_factory.mktemp("hasil")
    shelf = folder / "campaigns"
    shelf.mkdir()
    shutil.copy(PROJECT / "campaigns/contoh.toml", shelf)
    elsewhere = ("--output", folder, "--campaigns", shelf, "--data", folder / "data")
    run("contoh", *elsewhere)
    first = files_of(folder / "contoh/2026-W48") | files_of(folder / "contoh/internal/2026-W48")
    second = run("contoh", *elsewhere)
    return folder / "contoh", first, second


@pytest.fixture(scope="module")
def pack(made):
    return made[0] / "2026-W48"


@pytest.fixture(scope="module")
def manifest(pack):
    return json.loads((pack / "week.json").read_text(encoding="utf-8"))


def test_the_week_has_at_least_20_posts_9_placements_and_40_pictures(pack, manifest):
    posts = manifest["posts"]
    assert len(posts) >= 20
    assert len({(p["slot"]["platform"], p["slot"]["placement"]) for p in posts}) >= PLACEMENTS
    assert sum(len(p["assets"]) for p in posts) >= 40
    assert len({a["sha256"] for p in posts for a in p["assets"]}) >= 30


def test_a_second_run_gives_the_same_bytes(made):
    folder, first, _ = made
    assert files_of(folder / "2026-W48") | files_of(folder / "internal/2026-W48") == first


def test_the_official_sheet_is_in_the_internal_folder_only(made, manifest):
    folder, first, _ = made
    assert (folder / "internal/2026-W48/lembar-resmi.xlsx").is_file()
    assert not [name for name in manifest["files"] if name.endswith(".xlsx")]
    for name in first.keys() & manifest["files"].keys():
        if name.endswith((".json", ".html", ".csv", ".txt")):
            text = (folder / "2026-W48" / name).read_text(encoding="utf-8")
            assert not re.search(
                r"lembar.resmi|\blegacy_ucl\b|\bset bobot\b|sets_over_bka", text, re.IGNORECASE
            ), name


def test_every_file_of_the_pack_stands_in_the_manifest_with_its_hash(pack, manifest):
    there = files_of(pack)
    there.pop("week.json")
    assert manifest["files"] == there


def test_every_post_has_caption_pictures_and_alt_texts(pack, manifest):
    for one in manifest["posts"]:
        folder = pack / one["folder"]
        assert (folder / "caption.txt").read_text(encoding="utf-8").strip()
        assert one["assets"]
        for number, asset in enumerate(one["assets"], 1):
            with Image.open(pack / asset["path"]) as picture:
                assert picture.size == (asset["width"], asset["height"])
                assert not picture.info.get("exif")
            assert (folder / f"{number}.alt.txt").read_text(encoding="utf-8").strip() == asset["alt_text"]
            assert 20 <= len(asset["alt_text"]) <= 1000


def test_further_texts_lie_beside_the_caption_as_week_json_and_the_page_have_them(pack, manifest):
    page = html.unescape((pack / "index.html").read_text(encoding="utf-8"))
    names = set()
    for one in manifest["posts"]:
        for text in one["caption"]["texts"]:
            names.add(text["name"])
            lying = (pack / one["folder"] / text["file"]).read_text(encoding="utf-8")
            assert lying == f"{text['text']}\n"
            assert f'data-copy="text-{one["id"]}-{text["name"]}"' in page
            assert text["text"] in page
    assert names == {"slides", "script", "long_message", "video_title", "video_description"}


def test_the_words_of_each_slide_are_the_words_of_its_picture(manifest):
    seen = 0
    for one in manifest["posts"]:
        for text in one["caption"]["texts"]:
            slides = text["text"].split("\n\n")[1:] if text["name"] == "slides" else []
            for slide, asset in zip(slides, one["assets"], strict=bool(slides)):
                # words and numbers alone: an accent or the end of a line takes a sign away from its word
                wanted, drawn = (
                    set(re.findall(r"\w+(?:[.,]\w+)*", words))
                    for words in (slide.partition("\n")[2], " ".join(asset["texts"]))
                )
                assert wanted
                assert wanted - drawn == set()
                seen += 1
    assert seen >= 10


def test_every_picture_passed_its_checks(manifest):
    checks = [c for p in manifest["posts"] for a in p["assets"] for c in a["checks"]]
    assert {c["name"] for c in checks} >= {"contrast"}
    assert all(c["is_passed"] for c in checks)


def test_no_text_of_the_week_breaks_a_rule(pack):
    assert "0 blok, 0 minta" in run("lint", pack / "posts").stdout


def test_the_sample_stamp_is_on_every_caption_and_alt_text(pack, manifest):
    for one in manifest["posts"]:
        if one["caption"]["limit"]:
            assert "CONTOH" in (pack / one["folder"] / "caption.txt").read_text(encoding="utf-8").upper()
        assert all("CONTOH" in a["alt_text"].upper() for a in one["assets"])
    for page in ("index.html", "map.html", *SPOKEN):
        assert "DATA CONTOH" in (pack / page).read_text(encoding="utf-8")


def test_poster_and_talk_sheets_lie_ready_for_the_printer(pack, manifest):
    names = {one["path"] for one in manifest["prints"]}
    assert names == {
        "poster-a4.pdf",
        "poster-a3.pdf",
        "poster-a4-hitam-putih.pdf",
        *(name.replace(".txt", ".pdf") for name in SPOKEN if name != "poster.txt"),
    }
    page = (pack / "index.html").read_text(encoding="utf-8")
    for one in manifest["prints"]:
        assert f'href="{one["path"]}"' in page
        assert all(check["is_passed"] for check in one["checks"])
        assert "DATA CONTOH" in one["alt_text"]
        assert (pack / one["path"]).read_bytes().startswith(b"%PDF-1.6")


def test_a_placement_gets_at_most_one_post_a_day_and_a_tip_stands_in_one_message(manifest):
    days = [
        (p["slot"]["platform"], p["slot"]["placement"], p["slot"]["wall"][:10]) for p in manifest["posts"]
    ]
    assert len(days) == len(set(days))
    tips = [m["tip_id"] for m in manifest["messages"]]
    families = [m["tip_family"] for m in manifest["messages"]]
    assert len(set(tips)) == len(tips)
    assert len(set(families)) == len(families)


def test_the_sheets_for_talking_say_what_the_messages_found(pack, manifest):
    bodies = {m["id"]: m["body"] for m in manifest["messages"]}
    for sheet in manifest["talk_sheets"]:
        text = (pack / f"{sheet['name']}.txt").read_text(encoding="utf-8")
        assert len(sheet["findings"]) == len(sheet["questions"]) == len(sheet["steps"]) == 3
        assert all(line in text for key in ("findings", "questions", "steps") for line in sheet[key])
        assert set(sheet["messages"]) <= bodies.keys()
    assert manifest["poster"]["message_id"] in bodies


def test_all_captions_of_a_message_differ(manifest):
    for message in manifest["messages"]:
        texts = [
            p["caption"]["text"]
            for p in manifest["posts"]
            if p["message_id"] == message["id"] and p["caption"]["limit"]
        ]
        assert len(set(texts)) == len(texts)


def test_paths_are_short_enough_for_windows(pack):
    for path in pack.rglob("*"):
        assert len(path.relative_to(pack.parent.parent).as_posix()) < 150
        assert not re.search(r'[<>:"|?*\\]', path.name)


def test_no_coordinate_of_the_input_is_in_the_pack(pack):
    """Digits of the input's own coordinates (five decimals and more) must not be found anywhere in the pack."""
    import python_calamine

    pairs = set()
    for workbook in sorted((PROJECT / "accident_data/contoh").glob("*.xlsx")):
        rows = python_calamine.load_workbook(workbook).get_sheet_by_index(0).to_python()
        head = next(row for row in rows if "Koordinat GPS - Lintang" in row)
        lat, lon = head.index("Koordinat GPS - Lintang"), head.index("Koordinat GPS - Bujur")
        pairs |= {
            re.sub(r"^-", "", str(row[at]))[:8]
            for row in rows
            for at in (lat, lon)
            if re.fullmatch(r"-?\d+\.\d{6,}", str(row[at]))
        }
    assert len(pairs) > 500
    for path in pack.rglob("*"):
        if path.suffix in {".html", ".json", ".csv", ".ics", ".txt"}:
            found = set(re.findall(r"\d{1,3}\.\d{4,}", path.read_text(encoding="utf-8")))
            longer = {number[:8] for number in found if len(number) >= 8}
            if path.name != "map.html":  # its roads have five decimals of their own
                assert not longer & pairs, path


def test_no_personal_text_of_the_input_leaves_the_wall(made):
    folder = made[0]
    for path in folder.rglob("*"):
        if path.is_file() and path.suffix not in {".jpg", ".png"}:
            content = re.sub(rb"base64,[A-Za-z0-9+/=]+", b"", path.read_bytes())
            for personal in (b"NAMA CONTOH", b"ZZ 00", b"ALAMAT CONTOH", b"LP/"):
                assert personal not in content, path


def test_what_is_printed_names_the_page_and_the_next_step(made):
    said = made[2].stdout
    assert "index.html" in said
    assert "approve" in said


def test_the_page_of_the_whole_week_in_words_is_that_of_the_pack(pack):
    assert PAGE.read_text(encoding="utf-8") == page_of(pack), (
        "run python -m tests.example_week, and read it aloud"
    )


def test_the_guide_for_changes_is_written_once(made):
    guide = made[0].parent / "campaigns/contoh/2026-W48.toml"
    lines = guide.read_text(encoding="utf-8").splitlines()
    assert all(not line or line.startswith("#") for line in lines)


@pytest.fixture
def audited(made, tmp_path):
    """A copy of the pages and tables, for changing a number: (pack, internal folder, findings of the audit)."""
    folder = made[0]
    for part, names in (
        ("2026-W48", ("week.json", "index.html", "map.html", "agenda.csv", "agenda.ics", *SPOKEN)),
        ("internal/2026-W48", ("evidence.json",)),
    ):
        (tmp_path / part).mkdir(parents=True)
        for name in names:
            shutil.copy(folder / part / name, tmp_path / part / name)
    packed, internal = tmp_path / "2026-W48", tmp_path / "internal/2026-W48"
    return packed, internal, lambda: audit(packed, internal, PROJECT / "campaigns/contoh.toml")


def test_no_number_in_a_caption_picture_or_page_is_missing_from_the_evidence(audited):
    assert audited[2]() == []


@pytest.mark.parametrize(
    "id_", ["place-1.accidents", "four_week_change.last_four", "a series", "district.accidents"]
)
def test_another_number_in_the_evidence_is_noticed_wherever_it_was_printed(audited, id_):
    packed, internal, find = audited
    path = internal / "evidence.json"
    if id_ == "a series":
        week = (packed / "week.json").read_text(encoding="utf-8")
        id_ = re.search(r'"evidence:([a-z_0-9.-]+)#', week).group(1)
    body = json.loads(path.read_text(encoding="utf-8"))
    one = next(one for one in body["evidence"] if one["id"] == id_)
    one["value"] += 1
    one["values"] = [value + 1 for value in one["values"]]
    path.write_text(json.dumps(body), encoding="utf-8")
    assert len(find()) >= 2


@pytest.mark.parametrize(
    ("file", "number"),
    [
        ("week.json", "tercatat di (tiga|empat|lima|enam) lokasi ini"),
        ("agenda.csv", r"([0-9]+) kecelakaan"),
        ("agenda.ics", r"([0-9]+) kecelakaan"),
        ("map.html", r"([0-9]+) kecelakaan"),
        ("lembar-bicara.txt", r"([0-9]+) kecelakaan"),
        ("poster.txt", r"n = ([0-9]+)"),
        ("index.html", r">([0-9]\.[0-9]{3})<"),
    ],
)
def test_a_number_written_by_hand_is_noticed(audited, file, number):
    packed, _, find = audited
    text = (packed / file).read_bytes().decode("utf-8")
    found = re.search(number, text)
    new = str(int(found.group(1).replace(".", "")) + 1) if found.group(1)[0].isdigit() else "9"
    changed = text.replace(found.group(0), found.group(0).replace(found.group(1), new))
    (packed / file).write_bytes(changed.encode())
    where = "caption" if file == "week.json" else file.removesuffix(".txt")
    assert any(where in fault for fault in find())


def test_the_evidence_names_program_inputs_seed_and_is_the_same_bytes_again(made, manifest):
    folder, first, _ = made
    path = folder / "internal/2026-W48/evidence.json"
    body = json.loads(path.read_text(encoding="utf-8"))
    assert all(len(body["code"][name]) == 64 for name in ("lock_sha256", "code_sha256", "templates_sha256"))
    assert sorted(one["sha256"] for one in body["inputs"]) == sorted(
        one["sha256"] for one in manifest["inputs"]
    )
    assert body["parameters"]["seed"] == "contoh"
    assert [one["id"] for one in body["evidence"]] == sorted({one["id"] for one in body["evidence"]})
    assert hashlib.sha256(path.read_bytes()).hexdigest() == first["evidence.json"]
