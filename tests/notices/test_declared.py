"""A notice is told as it was written, or refused with file, key and what to do."""

import contextlib
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import DataError, SettingsError
from generator.notices.plain_text import one_line, strange_letters
from generator.notices.telling import without_files
from tests.notices.office import COMMUNITY, CORRECTION, EVENT


def without(notice, *keys, **changes):
    return {key: value for key, value in {**notice, **changes}.items() if key not in keys}


def fault_of(office, *notices):
    with pytest.raises(SettingsError) as caught:
        office.tell(*notices)
    assert str(caught.value).startswith("campaigns/uji.toml: ")
    return str(caught.value)


@pytest.mark.parametrize("key", ["title", "text", "date", "place"])
def test_an_event_without_a_required_key_is_refused(office, key):
    assert f'notice[2]: "{key}" wajib diisi untuk acara' in fault_of(office, EVENT, without(EVENT, key))


@pytest.mark.parametrize(
    "key",
    ["title", "label", "claim", "fact", "source", "checked_by", "checked_on", "checked_at", "approved_by"],
)
def test_a_correction_without_its_whole_record_is_refused(office, key):
    assert f'"{key}" wajib diisi untuk klarifikasi' in fault_of(office, without(CORRECTION, key))


@pytest.mark.parametrize(
    ("notice", "found"),
    [
        (without(EVENT, kind="konser"), '"kind" harus salah satu dari komunitas, klarifikasi, acara'),
        (without(EVENT, tempat="Balai"), 'kunci "tempat" tidak dikenal'),
        (without(EVENT, titel="x"), 'kunci "titel" tidak dikenal (mungkin "title")'),
        (without(EVENT, date="besok lusa"), "bukan tanggal, tulis seperti 2026-11-28"),
        (without(EVENT, date=dt.datetime(2026, 11, 28, 7, tzinfo=dt.UTC)), "bukan tanggal"),
        (without(EVENT, hour="pagi"), "bukan jam"),
        (without(EVENT, hour="07.00 WITA"), "bukan jam"),
        (without(EVENT, hour="25.00"), "bukan jam"),
        (
            without(EVENT, place="di rumah, 0812-3456-7890"),
            '"place" "0812-3456-7890" melanggar aturan nomor ponsel',
        ),
        (without(EVENT, text="Hubungi a@b.co"), "melanggar aturan alamat surel"),
        (without(EVENT, text="Daftar di https://bit.ly/x"), '"text" memuat tautan'),
        (without(EVENT, text="Daftar di bit.ly/x ya"), '"text" memuat tautan'),
        (without(EVENT, contact="Bripka Andi"), 'memuat nama ("Bripka Andi"); tulis fungsinya'),
        (without(EVENT, contact="Pak Andi"), 'memuat nama ("Pak Andi")'),
        (without(EVENT, text="Bersama AKP Budi Santoso"), '"text" memuat nama ("AKP Budi")'),
        (without(EVENT, text="x" * 5000), '"text" 5000 karakter, paling banyak 220'),
        (
            without(EVENT, title="Pertanggungjawabannyalah kita"),
            '"title": kata "Pertanggungjawabannyalah" terlalu panjang',
        ),
        (without(EVENT, place="y" * 31), "terlalu panjang untuk gambar"),
        (without(EVENT, title="ꦲꦤꦕꦫꦏ"), "huruf yang tidak dapat digambar"),
        (without(EVENT, title=7), '"title" harus teks, bukan 7'),
        (without(EVENT, title=""), '"title" wajib diisi'),
        (without(EVENT, text="Kecelakaan maut di sini"), "melanggar aturan kata"),
        (without(EVENT, theme="hellm"), '"theme" = "hellm" tidak dikenal (mungkin "helm")'),
        (without(EVENT, photo="foto.jpg"), 'foto tanpa "consent"'),
        (without(EVENT, photos=["foto.jpg"]), 'foto tanpa "consent"'),
        (without(EVENT, photo="a.jpg", photos=["b.jpg"]), 'isi "photo" atau "photos", jangan keduanya'),
        (without(EVENT, photos=[f"{n}.jpg" for n in range(5)]), '"photos" memuat 5 foto, paling banyak 4'),
        (without(EVENT, photos=["a.jpg", "a.jpg"]), "a.jpg ditulis dua kali"),
        (without(EVENT, photos=[{"file": "a.jpg", "focus": "pojok"}]), "fokus 'pojok' tidak dikenal"),
        (without(EVENT, photos=[{"file": "a.jpg", "focus": [30, 120]}]), "fokus '[30, 120]' tidak dikenal"),
        (without(EVENT, photos=[{"berkas": "a.jpg"}]), "setiap foto ditulis"),
        (without(EVENT, photos=7), '"photos" harus nama berkas'),
        (without(EVENT, photo="https://x.y/foto.jpg", consent="map"), "foto.jpg tidak ada"),
        (without(EVENT, end=dt.date(2026, 11, 29)), '"end" tanpa "start"'),
        (without(EVENT, start=dt.date(2026, 11, 29)), "jangan keduanya"),
        (
            without(EVENT, "date", start=dt.date(2026, 11, 29), end=dt.date(2026, 11, 28)),
            '"end" lebih awal daripada "start"',
        ),
        (without(CORRECTION, label="BOHONG"), '"label" harus salah satu dari HOAKS'),
        (without(CORRECTION, title=CORRECTION["claim"].capitalize()), '"title" mengulang klaim'),
        (without(CORRECTION, fact=f"Salah bahwa {CORRECTION['claim']}."), '"fact" mengulang klaim'),
        (without(CORRECTION, claim="kata @akunjahat helm baru wajib"), '"claim" menyebut akun'),
        (without(CORRECTION, claim="lihat t.me/jahat"), '"claim" memuat tautan'),
        (without(CORRECTION, approved_by="kasi humas"), "dua orang yang berbeda"),
    ],
)
def test_what_cannot_be_printed_is_refused_with_its_key(office, notice, found):
    assert found in fault_of(office, notice)


@pytest.mark.parametrize(
    "written",
    [
        {
            "photos": [
                {"file": "a (1).jpg", "focus": "kiri atas"},
                {"file": "b.jpg", "focus": [30, 70]},
                "c.jpg",
            ]
        },
        {"photos": "a (1).jpg (atas kiri); b.jpg (30, 70); c.jpg"},
    ],
)
def test_photos_may_say_what_a_crop_keeps(office, written):
    for name in ("a (1).jpg", "b.jpg", "c.jpg"):
        (office.folder / name).write_bytes(b"x")
    codes = office.tell({**EVENT, **written, "consent": "map"}).insights[0].codes
    shown = [(codes[f"photo_{n}"], codes[f"photo_{n}_focus"]) for n in (1, 2, 3)]
    assert shown == [("a (1).jpg", "0.17 0.17"), ("b.jpg", "0.30 0.70"), ("c.jpg", "0.50 0.50")]
    assert "photo_4" not in codes


def test_a_file_of_a_photo_is_not_published(office):
    (office.folder / "budi santoso.jpg").write_bytes(b"x")
    told = office.tell({**EVENT, "photo": "budi santoso.jpg", "consent": "map Humas"}).insights[0]
    assert told.codes["photo_1"] == "budi santoso.jpg"
    assert "budi" not in repr(without_files(told))
    assert "map Humas" not in repr(told)


def test_a_table_names_photos_in_a_column_of_its_own(office):
    (office.folder / "a.jpg").write_bytes(b"x")
    name = office.table(
        "kabar.csv",
        "jenis;judul;isi;tanggal;foto-foto;persetujuan foto\n"
        "komunitas;Belajar menyeberang;Murid berlatih.;2026-11-19;a.jpg (kanan);map Humas\n",
    )
    (told,) = office.tell(notices=name).insights
    assert (told.codes["photo_1"], told.codes["photo_1_focus"]) == ("a.jpg", "0.83 0.50")


def test_all_faults_of_a_file_come_at_once(office):
    text = fault_of(office, without(EVENT, "date"), without(CORRECTION, "approved_by", label="X"))
    assert 'notice[1]: "date"' in text
    assert 'notice[2]: "approved_by"' in text
    assert text.endswith("campaigns/contoh.toml.")


def test_emoji_asterisks_and_hidden_signs_leave_the_rest_as_it_is(office):
    title = "*Pagi*\u202e Tertib\u200b 🎉👍🏽\n untuk café"
    told = office.tell(without(EVENT, title=title)).insights[0]
    assert told.codes["notice_title"] == "Pagi Tertib untuk café"


@given(st.text(max_size=300))
def test_a_cleaned_text_has_one_line_and_no_hidden_sign(text):
    clean = one_line(text)
    assert clean == " ".join(clean.split())
    assert one_line(clean) == clean
    assert not set(clean) & set("*\u200b\u202e\ufeff🎉")
    assert not strange_letters("".join(one for one in clean if ord(one) < 0x250))


def test_html_formulas_and_templates_stay_plain_words(office):
    told = office.tell(without(EVENT, text='=cmd|"/c"! <b>tebal</b> {{ polres }}')).insights[0]
    assert told.codes["notice_text"] == '=cmd|"/c"! <b>tebal</b> {{ polres }}'


@pytest.mark.parametrize("hour", ["07.00", "7.00 WIB", "pukul 07:00", dt.time(7)])
def test_an_hour_may_be_written_in_several_ways(office, hour):
    assert office.tell(without(EVENT, hour=hour)).insights[0].figures["hour"].value == 7


TABLE = "jenis{0}judul{0}isi{0}tanggal{0}jam{0}tempat\nacara{0}Café helm{0}Kita cek helm bersama.{0}28/11/2026{0}08.30{0}Balai “Uji”\n"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_table_of_notices_is_read_in_any_encoding(office, delimiter, encoding):
    name = office.table("acara.csv", TABLE.format(delimiter).encode(encoding))
    made = office.tell(notices=name)
    assert made.insights[0].codes["notice_title"] == "Café helm"
    assert made.insights[0].codes["notice_place"] == "Balai “Uji”"
    assert made.insights[0].period.start == dt.date(2026, 11, 28)
    assert made.insights[0].figures["hour"].source == "campaign:baris 2.hour"
    assert [(one.name, one.role) for one in made.files] == [("acara.csv", "notices")]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("jenis;judul;isi;tempat\nacara;A;B;C\n;;;\nacara;;B;C\n", 'baris 4: "title" wajib diisi'),
        ("jenis;judul;warna\nacara;A;merah\n", 'kolom "warna" tidak dikenal'),
        ("a;b\n1;2\n", 'tidak ada kolom untuk "title"'),
        ("", 'tidak ada kolom untuk "title"'),
    ],
)
def test_a_bad_table_is_refused_with_its_row(office, content, found):
    with pytest.raises(DataError) as caught:
        office.tell(notices=office.table("acara.csv", content))
    assert str(caught.value).startswith("acara.csv: ")
    assert found in str(caught.value)


def test_a_table_that_is_not_there_is_named(office):
    with pytest.raises(DataError, match=r"tidak-ada\.csv: berkas tidak ada\. Periksa bagian"):
        office.tell(notices="tidak-ada.csv")


_ODD = st.one_of(
    st.text(max_size=40), st.integers(), st.dates(), st.datetimes(), st.lists(st.text(max_size=3), max_size=2)
)


@given(
    st.sampled_from([EVENT, COMMUNITY, CORRECTION]),
    st.dictionaries(st.sampled_from([*EVENT, *CORRECTION, "photo", "photos", "end", "x"]), _ODD, max_size=3),
)
def test_whatever_a_planner_writes_is_told_or_refused_in_one_sentence(one_office, notice, odd):
    with contextlib.suppress(SettingsError):
        assert len(one_office.tell({**notice, **odd}).insights) <= 1


def test_a_community_notice_needs_no_place(office):
    assert office.tell(without(COMMUNITY, "place")).insights[0].kind == "community"
