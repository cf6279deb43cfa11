import contextlib
import json
import os
import random
import subprocess
import sys
import time

import pytest

from generator.errors import QueueError
from generator.home import PROJECT, Home
from generator.posting.durable import append_line, rename
from generator.posting.kill_points import VARIABLE
from generator.posting.pack import (
    PackWriter,
    finish_or_undo,
    foreign_files,
    hashes,
    read_manifest,
    write_manifest,
)
from tests.posting.pack_worker import write
from tests.posting.queue_maker import WEEK, make_week, seconds_of, sha

POINTS = ("pack_written", "pack_promised", "pack_old_aside", "pack_new_in_place", "pack_promise_kept")


def run(output, text, *more, at="", wait=True):
    command = [sys.executable, "-m", "tests.posting.pack_worker", str(output), text, *more]
    process = subprocess.Popen(
        command, cwd=PROJECT, env={**os.environ, VARIABLE: at}, stderr=subprocess.PIPE, text=True
    )
    return (process, process.communicate()[1]) if wait else process


def whole(output):
    """The text of the pack, once it is shown that every file of both folders says the same."""
    campaign = output / "contoh"
    files = [p for p in (campaign / "2026-W48").rglob("*") if p.is_file()]
    files.append(campaign / "internal" / "2026-W48" / "laporan.html")
    texts = {p.read_text() for p in files}
    assert len(files) == 14
    assert len(texts) == 1
    assert not [*campaign.rglob("*.baru"), *campaign.rglob("*.lama"), *campaign.rglob("tukar.json")]
    return texts.pop()


def test_a_pack_is_swapped_in_whole_with_its_internal_folder(home):
    write(home.output, "satu")
    assert whole(home.output) == "satu"
    (home.output / "contoh/2026-W48/week.json").write_text(
        json.dumps({"files": hashes(home.output / "contoh/2026-W48")})
    )
    write(home.output, "dua")
    assert whole(home.output) == "dua"


@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize("is_first", [True, False])
def test_a_kill_at_any_step_of_the_swap_leaves_the_old_or_the_new_pack_whole(tmp_path, point, is_first):
    if not is_first:
        write(tmp_path, "lama")
        _know_all(tmp_path)
    process, _ = run(tmp_path, "baru", at=point)
    if point == "pack_old_aside" and is_first:
        assert process.returncode == 0  # there was nothing to put aside
    else:
        assert process.returncode == 137
    finish_or_undo(Home(output_root=tmp_path), "contoh")
    if point == "pack_written":
        assert not (tmp_path / "contoh/2026-W48").exists() if is_first else _text(tmp_path) == "lama"
    else:
        assert whole(tmp_path) == "baru"


def _know_all(output):
    """Make the worker's week.json one that knows all files, as write_manifest does."""
    pack = output / "contoh/2026-W48"
    (pack / "week.json").write_text(json.dumps({"files": hashes(pack)}))


def _text(output):
    _ = [path.unlink() for path in [output / "contoh/2026-W48/week.json"]]
    texts = {p.read_text() for p in (output / "contoh").rglob("*.txt")} | {
        p.read_text() for p in (output / "contoh").rglob("laporan.html")
    }
    assert len(texts) == 1
    return texts.pop()


def test_random_kills_while_a_pack_is_written_leave_one_whole_pack(tmp_path):
    chance = random.Random(7)
    whole_run = min(seconds_of(lambda n=n: run(tmp_path / f"waktu{n}", "0")) for n in range(3))
    write(tmp_path, "0")
    killed, last = 0, "0"
    for number in range(1, 16):
        _know_all(tmp_path)
        process = run(tmp_path, str(number), wait=False)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.communicate(timeout=whole_run * (0.4 + 0.6 * chance.random()))
        process.kill()
        process.communicate()
        killed += process.returncode != 0
        finish_or_undo(Home(output_root=tmp_path), "contoh")
        (tmp_path / "contoh/2026-W48/week.json").unlink()
        texts = {p.read_text() for p in (tmp_path / "contoh").rglob("*.txt")}
        texts |= {p.read_text() for p in (tmp_path / "contoh").rglob("laporan.html")}
        assert texts in ({last}, {str(number)})
        assert not [*tmp_path.rglob("*.baru"), *tmp_path.rglob("*.lama"), *tmp_path.rglob("tukar.json")]
        last = texts.pop()
    assert killed >= 3


def test_an_error_while_writing_keeps_the_old_pack(home):
    write(home.output, "lama")
    with pytest.raises(ZeroDivisionError), PackWriter(home, "contoh", "2026-W49") as pack:
        pack.path("a.txt").write_text(str(1 / 0))
    assert not (home.output / "contoh/2026-W49").exists()
    assert whole(home.output) == "lama"


def test_a_full_disk_is_one_sentence_and_keeps_the_old_pack(tmp_path):
    write(tmp_path, "lama")
    _know_all(tmp_path)
    process, said = run(tmp_path, "b" * 5000, "4000")
    assert process.returncode == 1
    assert "disk penuh" in said
    assert said.count("\n") == 1
    assert _text(tmp_path) == "lama"


def test_an_output_folder_that_cannot_be_written_is_one_sentence(tmp_path):
    (tmp_path / "output").write_text("sebuah berkas, bukan folder")
    with pytest.raises(QueueError, match="tidak dapat ditulisi"):
        write(tmp_path / "output", "x")
    (tmp_path / "output").unlink()
    (tmp_path / "output" / "contoh").mkdir(parents=True)
    (tmp_path / "output" / "contoh" / "buku").write_text("sebuah berkas")
    with pytest.raises(QueueError, match="tidak dapat ditulisi"):
        write(tmp_path / "output", "x")


def test_a_read_only_output_folder_is_one_sentence(tmp_path, read_only):
    with read_only(tmp_path / "output"), pytest.raises(QueueError, match="tidak dapat ditulisi"):
        write(tmp_path / "output", "x")


def test_two_packs_of_one_campaign_at_once_are_refused_with_a_sentence(home):
    with PackWriter(home, "contoh", "2026-W48") as pack:
        pack.path("a.txt").write_text("x")
        with pytest.raises(QueueError, match="Selamat yang lain"):
            PackWriter(home, "contoh", "2026-W49").__enter__()
        finish_or_undo(home, "contoh")  # leaves the writer's folder alone
        assert pack.folder.is_dir()
    assert (home.output / "contoh/2026-W48/a.txt").is_file()


def test_a_path_too_long_for_windows_is_refused(home):
    with pytest.raises(QueueError, match="terlalu panjang"), PackWriter(home, "contoh", "2026-W48") as pack:
        pack.path(f"posts/{'a' * 60}/{'b' * 60}.txt")


# ------------------------------------------------------------------------------------------------ manifest


def test_the_manifest_names_every_file_and_is_the_same_every_time(home):
    manifest = make_week(home.output)
    pack = home.pack("contoh", WEEK)
    (pack / "index.html").write_text("<p>Halo</p>")
    made = write_manifest(manifest, pack)
    first = (pack / "week.json").read_bytes()
    assert set(made.files) == {p.relative_to(pack).as_posix() for p in pack.rglob("*") if p.is_file()} - {
        "week.json"
    }
    assert made.files["index.html"] == sha(b"<p>Halo</p>")
    assert write_manifest(manifest, pack) == made
    assert (pack / "week.json").read_bytes() == first
    assert first.endswith(b"}\n")
    assert b"\r" not in first
    assert list(read_manifest(pack)) == sorted(read_manifest(pack))


def test_files_that_were_edited_or_added_by_hand_stop_the_next_run(home):
    pack = home.pack("contoh", WEEK)
    write_manifest(make_week(home.output), pack)
    assert foreign_files(pack) == ()
    (pack / "Thumbs.db").write_text("Explorer")
    (pack / "~$agenda.csv").write_text("Excel")
    assert foreign_files(pack) == ()
    caption = next(pack.rglob("caption.txt"))
    caption.write_text("Halo, sudah disunting")
    (pack / "catatan.txt").write_text("dari Rina")
    assert foreign_files(pack) == ("catatan.txt", caption.relative_to(pack).as_posix())
    with pytest.raises(QueueError, match="take-over") as error:
        PackWriter(home, "contoh", "2026-W48").__enter__()
    assert "catatan.txt" in str(error.value)
    with PackWriter(home, "contoh", "2026-W49") as other:  # the lock was let go
        other.path("a.txt").write_text("x")


def test_a_folder_whose_manifest_is_lost_is_not_overwritten(home):
    pack = home.pack("contoh", WEEK)
    make_week(home.output)
    with pytest.raises(QueueError, match=r"week\.json"):
        read_manifest(pack)
    assert len(foreign_files(pack)) == 12
    with pytest.raises(QueueError, match="take-over"):
        PackWriter(home, "contoh", str(WEEK)).__enter__()


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"files": 3}', "{"])
def test_a_damaged_manifest_is_one_sentence(tmp_path, text):
    (tmp_path / "week.json").write_text(text)
    with pytest.raises(QueueError, match=r"week\.json"):
        read_manifest(tmp_path)


# ------------------------------------------------------------------------------------------------ durable


def test_a_line_that_a_kill_left_unfinished_is_ended_before_the_next(tmp_path):
    log = tmp_path / "serah.log"
    append_line(log, "satu")
    with log.open("ab") as file:
        file.write(b"du")
    append_line(log, "tiga")
    assert log.read_text().splitlines() == ["satu", "du", "tiga"]


def test_a_folder_is_never_renamed_onto_one_that_holds_something(tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "isi").write_text(name)
    with pytest.raises(OSError, match=r"not empty|exist"):
        rename(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "b" / "isi").read_text() == "b"


def test_a_second_process_waits_for_nothing_but_is_told(tmp_path):
    write(tmp_path, "lama")
    _know_all(tmp_path)
    with PackWriter(Home(output_root=tmp_path), "contoh", "2026-W50") as pack:
        pack.path("a.txt").write_text("x")
        begun = time.monotonic()
        process, said = run(tmp_path, "baru")
        assert process.returncode == 1
        assert "Selamat yang lain" in said
        assert time.monotonic() - begun < 5
