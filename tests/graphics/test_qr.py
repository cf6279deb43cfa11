"""QR codes: what is drawn is what is read, and what is no address is refused."""

import pytest
from PIL import Image, ImageDraw

from generator.errors import RenderingError, SettingsError
from generator.graphics.qr import QUIET, qr_code, read_back
from generator.home import Home
from generator.settings import load_campaign


def drawn(code, module_px):
    """The path's bars as pixels, with the quiet zone."""
    side = (code.modules + 2 * QUIET) * module_px
    picture = Image.new("RGB", (side, side), "white")
    pen = ImageDraw.Draw(picture)
    for bar in code.path.split("M")[1:]:
        start, rest = bar.split("h", 1)
        x, y = (int(part) + QUIET for part in start.split())
        width = int(rest.split("v")[0])
        pen.rectangle(
            (x * module_px, y * module_px, (x + width) * module_px - 1, (y + 1) * module_px - 1), fill="black"
        )
    return picture


@pytest.mark.parametrize(
    "link", ["https://a.id", "https://polri.go.id/lantas?utm_source=poster&b=%20" + "x" * 250]
)
def test_a_link_is_read_back_letter_for_letter(link):
    assert read_back(drawn(qr_code(link), 3)) == (link,)


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ("javascript:alert(1)", "bukan alamat situs"),
        ("data:text/html,hai", "bukan alamat situs"),
        ("polri.go.id", "bukan alamat situs"),
        ("https://polri.go.id/" + "a" * 3000, "tautan 3020 karakter"),
    ],
)
def test_what_is_no_address_or_too_long_is_refused(link, found):
    with pytest.raises(RenderingError, match=found):
        qr_code(link)


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('link = ""', 'link = "javascript:alert(1)"', "bukan alamat situs"),
        ('link = ""', f'link = "https://polri.go.id/{"a" * 3000}"', "3020 karakter, paling banyak 200"),
        ('poster = ["a4"', 'poster = ["a5"', '"a5" tidak dikenal, yang ada: a4, a3'),
    ],
)
def test_the_campaign_file_is_refused_before_anything_is_printed(tmp_path, old, new, found):
    text = (Home().campaigns / "contoh.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "campaigns").mkdir()
    (tmp_path / "campaigns" / "kota.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SettingsError, match=found):
        load_campaign(Home(tmp_path), "kota")
