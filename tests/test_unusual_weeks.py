"""Weeks with little to go on, and weeks that a person changed: they come out whole and say what they lack."""

import re

from tests.numbers_of_a_week import audit
from tests.planner import District, refused, table


def test_without_coordinates_the_week_speaks_of_the_district_and_says_why_there_is_no_map(tmp_path):
    district = District(tmp_path)
    district.data.write_text(table(where=False), encoding="utf-8")
    done = district.run()
    assert done.returncode == 0, done.stdout + done.stderr
    pack = district.output / "uji/2026-W48"
    assert not (pack / "map.html").exists()
    assert "Tidak ada peta" in done.stdout
    assert len(list(pack.glob("posts/*/*/*/caption.txt"))) >= 20
    campaign = next(tmp_path.rglob("uji.toml"))
    assert audit(pack, district.output / "uji/internal/2026-W48", campaign) == []


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
    message = caption.with_name("pesan_panjang.txt")
    caption.write_text("Kalian pelan di depan sekolah, ya.\n", encoding="utf-8")
    message.write_text('Kabar dari kami.\n\nPelan, ya: "kita" ditunggu di rumah.\n', encoding="utf-8")
    refused(district.run(), "take-over", "caption.txt")
    for edited in (caption, message):
        taken = district.run("take-over", str(edited), "--by", "Rina", "--why", "lebih hangat")
        assert taken.returncode == 0, taken.stderr
    done = district.run()
    assert done.returncode == 0, done.stderr
    assert caption.read_text(encoding="utf-8") == "Kalian pelan di depan sekolah, ya.\n"
    assert message.read_text(encoding="utf-8").endswith('Pelan, ya: "kita" ditunggu di rumah.\n')
    remark = r"Teks tangan \S+ \(Rina\), minta: .{1,5}Kalian"
    assert re.search(remark, done.stdout)
    assert re.search(remark, (district.output / "uji/2026-W48/index.html").read_text(encoding="utf-8"))
