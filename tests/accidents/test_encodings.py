"""Letters are read as they were meant, whatever program wrote them, and what was assumed is said."""

import pytest

from generator.accidents.cells.encodings import decode
from generator.errors import DataError

TEXTS = {
    "polish": ("No;Ulica\n1;Łódź, Świętokrzyska\n2;Gdańsk Wrzeszcz\n3;Żółkiewskiego\n", ["cp1250", "iso8859_2"]),
    "czech": ("No;Ulice\n1;Třída Příkopy\n2;Náměstí Míru\n", ["cp1250", "iso8859_2"]),
    "hungarian": ("No;Utca\n1;Kőbánya, Űrhajós út\n2;Győr\n", ["cp1250"]),
    "romanian": ("No;Strada\n1;Timişoara\n2;Bucureşti, Ţepeş Vodă\n", ["cp1250"]),
    "croatian": ("No;Ulica\n1;Šetalište Držislava, Čakovec\n2;Đurđevac\n", ["cp1250"]),
    "spanish": ("No;Calle\n1;Jalón, Cañada\n2;AVDA. ESPAÑA Nº 5\n3;Güell\n", ["cp1252", "latin-1", "mac_roman"]),
    "portuguese": ("No;Rua\n1;São João – Av. Assunção\n2;PRAÇA DA CONCEIÇÃO\n", ["cp1252"]),
    "french": ("No;Rue\n1;Rue de l’Hôtel-de-Ville\n2;Œuvre à côté\n", ["cp1252"]),
    "german": ("No;Straße\n1;Königstraße 7½\n2;Münchner Straße\n", ["cp1252", "cp850"]),
    "turkish": ("No;Cadde\n1;İstanbul Şişli Ağaoğlu\n2;Çığ\n", ["cp1254"]),
    "icelandic": ("No;Gata\n1;Þórsgata, Suðurgötu\n2;Ægisíða\n", ["cp1252"]),
    "russian": ("No;Улица\n1;Улица Ленина\n", ["cp1251"]),
    "greek": ("No;Οδός\n1;Οδός Αθηνάς\n", ["cp1253"]),
    "thai": ("No;ถนน\n1;ถนนสุขุมวิท\n", ["cp874"]),
    "indonesian": ("No;Lintang\n1;7°47’12” LS – Jl. Melati\n", ["cp1252"]),
}  # fmt: skip
UNICODE = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
CASES = [(name, encoding) for name, (_, own) in TEXTS.items() for encoding in [*own, *UNICODE]]


@pytest.mark.parametrize(("name", "encoding"), CASES)
def test_a_text_is_read_as_it_was_written(name, encoding):
    text = TEXTS[name][0]
    decoded = decode(text.encode(encoding), "a.csv")
    assert decoded.content.decode() == text
    said = {note.code for note in decoded.notes}
    assert said == (set() if encoding in UNICODE else {"encoding_assumed"})


def test_what_was_assumed_is_named():
    [note] = decode(TEXTS["polish"][0].encode("cp1250"), "a.csv").notes
    assert (note.rows, note.detail) == (3, "cp1250")


def test_letters_that_prove_nothing_name_the_rival():
    [note] = decode("No;Jalan\n1;Gdańsk\n".encode("cp1250"), "a.csv").notes
    assert note.detail.startswith("cp1252; bisa juga cp1250")


TWICE = ["Jalán", "Señor Müller", "SÃO JOÃO", "7°47’", "“Łódź”", "à côté"]


@pytest.mark.parametrize("text", TWICE)
def test_letters_that_were_encoded_twice_are_put_right(text):
    wrong = "".join(
        chr(b) if b in {0x81, 0x8D, 0x8F, 0x90, 0x9D} else bytes([b]).decode("cp1252") for b in text.encode()
    )
    decoded = decode(f"No;Jalan\n1;{wrong}\n".encode(), "a.csv")
    assert decoded.content.decode() == f"No;Jalan\n1;{text}\n"
    assert [note.code for note in decoded.notes] == ["mojibake_repaired"]


PLAIN = ["JOSÉ–X", "PÃO DE AÇÚCAR", "Ângelo", "Ä“o", "ÑU°", "café»", "l’Âge", "A·B"]


@pytest.mark.parametrize("text", PLAIN)
def test_letters_that_may_be_meant_so_are_left_alone(text):
    decoded = decode(text.encode(), "a.csv")
    assert (decoded.content.decode(), decoded.notes) == (text, ())


def test_a_few_broken_letters_in_unicode_text_do_not_spoil_the_rest():
    content = "No;Jalan\n1;Jalán\n2;Señor\n3;ñandú\n".encode() + b"4;caf\xe9\n"
    decoded = decode(content, "a.csv")
    assert decoded.content.decode().splitlines()[1:] == ["1;Jalán", "2;Señor", "3;ñandú", "4;café"]
    assert [(note.code, note.rows) for note in decoded.notes] == [("encoding_mixed", 1)]


def test_a_named_encoding_is_taken_or_refused():
    assert decode("Gdańsk".encode("cp1250"), "a.csv", "cp1250").content.decode() == "Gdańsk"
    with pytest.raises(DataError, match='"ascii"'):
        decode("é".encode(), "a.csv", "ascii")
    with pytest.raises(DataError, match='"klingon"'):
        decode(b"x", "a.csv", "klingon")
