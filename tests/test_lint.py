"""`lint`: what the rules say about text files, with line, level and what to write; exit 1 only for what never leaves."""

import json

import pytest

from generator.cli import main


def written(folder, text, name="caption-saya.txt", encoding="utf-8"):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return str(path)


def test_findings_come_with_line_level_words_and_what_to_write_instead(tmp_path, capsys):
    assert main(["lint", written(tmp_path, "Kami himbau warga.\n\nKalian siap?\n")]) == 1
    said = capsys.readouterr().out
    assert 'baris 1: BLOK – ejaan: "himbau". Sebaiknya: imbau.' in said
    assert 'baris 3: MINTA – sapaan: "Kalian". Sebaiknya: kita.' in said
    assert "1 teks: 1 blok, 1 minta, 0 saran." in said


def test_what_only_asks_or_advises_is_exit_code_0(tmp_path, capsys):
    assert main(["lint", written(tmp_path, "Kalian tahu? Ini viral.")]) == 0
    assert "0 blok, 1 minta, 1 saran" in capsys.readouterr().out


def test_several_files_and_folders_are_read_in_turn(tmp_path, capsys):
    one = written(tmp_path, "Pakai helm.", "a.txt")
    written(tmp_path / "map", "Jaga jarak.", "b.txt")
    written(tmp_path / "map/dalam", "Dua orang tewas.", "c.txt")
    assert main(["lint", one, str(tmp_path / "map")]) == 1
    said = capsys.readouterr().out
    assert [name for name in ("a.txt", "b.txt", "c.txt") if name in said] == ["a.txt", "b.txt", "c.txt"]
    assert "3 teks: 1 blok" in said


def test_the_reading_index_is_printed_and_a_bureaucratic_text_is_named(tmp_path, capsys):
    plain = "Hujan turun sore ini. Kurangi laju dan jaga jarak tiga detik. Nyalakan lampu dekat. Kita tiba dengan tenang di rumah."
    office = (
        "Dalam rangka meningkatkan kesadaran serta kepatuhan masyarakat terhadap peraturan perundang-undangan di bidang "
        "lalu lintas, Satuan Lalu Lintas mengimbau seluruh pengguna jalan agar memperhatikan kelengkapan administrasi kendaraan."
    )
    assert main(["lint", written(tmp_path, plain, "a.txt"), written(tmp_path, office, "b.txt")]) == 0
    first, second = capsys.readouterr().out.split("b.txt")
    assert "indeks baca" in first
    assert "kata per kalimat" in first
    assert "sulit dibaca" not in first
    assert "SARAN – sulit dibaca" in second
    assert "SARAN – bahasa kantor" in second


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"\xef\xbb\xbfKami himbau.", "himbau"),
        ("Kami himbau di kafé.".encode("cp1252"), "himbau"),
        ("\ufeffKami himbau semua warga di sini.".encode("utf-16"), "himbau"),
        (b"Satu.\r\nKami himbau.\r\n", "baris 2"),
        ("<b>Kalian</b> =SUM(A1) 🚗🚙🚕".encode(), "emoji"),
    ],
)
def test_a_text_is_read_whatever_program_wrote_it(tmp_path, content, found, capsys):
    main(["lint", written(tmp_path, content)])
    assert found in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("tidak-ada.txt", None, "tidak ada"),
        (
            "gambar.txt",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x04\0\0\0\x04\0\x08\x02\0\0\0",
            "bukan berkas teks",
        ),
        ("besar.txt", b"a " * 100_000, "bukan teks satu unggahan"),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(tmp_path, name, content, found, capsys):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    assert main(["lint", str(path), str(tmp_path / "juga-tidak-ada")]) == 1
    said = capsys.readouterr().err
    assert found in said
    assert "juga-tidak-ada" in said
    assert said.count("\n") == 1


def test_a_folder_without_texts_and_an_unknown_language_are_refused(tmp_path, capsys):
    assert main(["lint", str(tmp_path)]) == 1
    assert "tidak berisi berkas .txt" in capsys.readouterr().err
    assert main(["lint", written(tmp_path, "Pelan."), "--language", "xx"]) == 1
    assert 'bahasa "xx"' in capsys.readouterr().err


def test_an_english_text_is_held_against_the_english_rules(tmp_path, capsys):
    path = written(tmp_path, "Our campaign cut accidents by half.")
    assert main(["lint", path]) == 0
    assert main(["lint", path, "--language", "en", "--en"]) == 1
    assert "REFUSED – claim about an activity" in capsys.readouterr().out


@pytest.fixture
def post(tmp_path):
    """A post of a pack: week.json, caption, title, alt text."""
    pack = tmp_path / "contoh/2026-W48"
    folder = pack / "posts/x/post_landscape/2026-11-23T0700-lokasi"
    written(folder, "Di Jalan Karma tercatat 12 kecelakaan. Jaga jarak.\n", "caption.txt")
    written(folder, "Pelan di Jalan Karma\n", "title.txt")
    written(folder, "Peta. Sumber: data kecelakaan Polres, 24 bulan, n = 12.\n", "1.alt.txt")
    manifest = {"language": "id", "files": {}, "messages": [{"words": {"place_1": "Jalan Karma"}}]}
    written(pack, json.dumps(manifest), "week.json")
    return folder


def test_a_caption_of_a_pack_is_judged_with_its_pictures_and_the_places_of_its_week(post, tmp_path, capsys):
    assert main(["lint", str(post)]) == 0
    assert "3 teks: 0 blok, 0 minta, 0 saran." in capsys.readouterr().out
    alone = written(tmp_path, (post / "caption.txt").read_bytes(), "caption.txt")
    assert main(["lint", alone]) == 1
    said = capsys.readouterr().out
    assert "angka tanpa sumber" in said
    assert '"Karma"' in said


def test_a_placement_without_caption_has_nothing_to_say(tmp_path, capsys):
    assert main(["lint", written(tmp_path, "# Penempatan ini tidak punya caption.\n", "caption.txt")]) == 0
    assert "tidak punya caption" in capsys.readouterr().out
