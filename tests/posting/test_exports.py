import csv
import dataclasses
import io

import pytest

from generator.errors import QueueError, TemplateError
from generator.home import Home
from generator.posting.exports import load_exports, plain_cell, write_agenda_csv, write_export
from tests.posting.queue_maker import make_week


def read(path, encoding="utf-8", delimiter=","):
    return list(csv.reader(io.StringIO(path.read_bytes().decode(encoding), newline=""), delimiter=delimiter))


def test_the_agenda_opens_in_a_spreadsheet_with_indonesian_settings(tmp_path):
    manifest = make_week(tmp_path, text="Jaga jarak; tiga detik.\nYuk!")
    path = write_agenda_csv(manifest, tmp_path / "agenda.csv")
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.endswith(b"\r\n")
    assert raw.count(b"\n") == 5 + 4 * 3
    head, first, *rest = read(path, "utf-8-sig", ";")
    assert head[:6] == ["Hari", "Tanggal", "Pukul", "Zona", "Platform", "Penempatan"]
    assert len(rest) == 3
    assert first[:6] == ["Senin", "23-11-2026", "07.00", "WIB", "instagram", "feed_portrait"]
    assert first[7] == "Jaga jarak; tiga detik.\nYuk!\n\n#Tertib"
    assert write_agenda_csv(manifest, tmp_path / "lagi.csv").read_bytes() == raw


@pytest.mark.parametrize("text", ["=1+1", "+62", "-5", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1", "\uff1d1"])
def test_a_cell_never_begins_a_formula(tmp_path, text):
    assert plain_cell(text) == f"'{text}"
    path = write_agenda_csv(make_week(tmp_path, text=text.strip() or text), tmp_path / "agenda.csv")
    cells = [cell for row in read(path, "utf-8-sig", ";") for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\uff1d"))]


@pytest.mark.parametrize("text", ["Jalan 5", "", "'=1", "3-5 detik", "a@b"])
def test_an_ordinary_cell_stays_as_it_is(text):
    assert plain_cell(text) == text


def test_buffer_gets_its_exact_header_text_only_and_a_loud_note(tmp_path):
    made = write_export(load_exports(Home())["buffer"], make_week(tmp_path), tmp_path / "ekspor")
    assert [f.name for f in made.files] == ["buffer-instagram.csv", "buffer-x.csv", "buffer-facebook.csv"]
    raw = made.files[0].read_bytes()
    assert raw == (
        b'"Text","Image URL","Tags","Posting Time"\r\n"Halo\n\n#Tertib","","","2026-11-23 07:00"\r\n'
    )
    assert len(made.warnings) == 1
    assert "teks saja" in made.warnings[0]


def test_buffer_with_a_public_address_has_one_picture_per_post(tmp_path):
    made = write_export(
        load_exports(Home())["buffer"], make_week(tmp_path), tmp_path / "ekspor", "https://contoh.test/pekan/"
    )
    row = read(made.files[0])[1]
    assert row[1].startswith("https://contoh.test/pekan/2026-W48/posts/instagram/")
    assert row[1].endswith("/1.jpg")
    assert made.warnings == ()


def test_more_posts_than_a_file_may_hold_go_to_a_second_one(tmp_path):
    export = dataclasses.replace(load_exports(Home())["buffer"], max_rows=2)
    made = write_export(export, make_week(tmp_path, count=20), tmp_path / "ekspor")
    assert [f.name for f in made.files[:3]] == [
        "buffer-instagram.csv",
        "buffer-instagram-2.csv",
        "buffer-instagram-3.csv",
    ]
    assert sum(len(read(f)) - 1 for f in made.files) == 15  # WhatsApp is not one of theirs


def test_the_general_file_has_every_post_with_its_offset_and_is_never_neutralised(tmp_path):
    made = write_export(load_exports(Home())["umum"], make_week(tmp_path, text="=Halo"), tmp_path / "ekspor")
    rows = read(made.files[0])
    assert made.files[0].name == "unggahan-2026-W48.csv"
    assert len(rows) == 5
    assert rows[1][1] == "2026-11-23T07:00:00+0700"
    assert rows[1][5] == "=Halo"


def test_an_address_that_is_not_https_is_refused(tmp_path):
    with pytest.raises(QueueError, match="bukan alamat https"):
        write_export(load_exports(Home())["buffer"], make_week(tmp_path), tmp_path, "file:///etc")


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (("columns = [", "kolom = ["), "columns"),
        (('value = "text"', 'value = "isi"'), "isi"),
        (('file = "buffer', 'berkas = "buffer'), "berkas"),
    ],
)
def test_a_declaration_with_a_fault_is_named(tmp_path, change, found):
    text = (Home().templates / "exports" / "buffer.toml").read_text(encoding="utf-8").replace(*change)
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "buffer.toml").write_text(text, encoding="utf-8")
    with pytest.raises(TemplateError, match=r"templates/exports/buffer\.toml") as error:
        load_exports(Home(templates_root=tmp_path))
    assert found in str(error.value)


@pytest.mark.parametrize("name", sorted(load_exports(Home())))
def test_every_declared_export_says_where_its_format_comes_from_and_writes(tmp_path, name):
    export = load_exports(Home())[name]
    assert export.name
    assert export.source
    assert export.as_of
    assert write_export(export, make_week(tmp_path), tmp_path / "ekspor").files
