"""Golden pages of print, small: a page changes only when somebody means it (SELAMAT_GOLDEN=write, as for pictures)."""

import os

import pytest
from PIL import Image, ImageChops, ImageStat

from generator.graphics.print_room import PrintRoom
from generator.home import Home
from generator.themes import Style
from tests.graphics import print_samples as printed
from tests.graphics import samples
from tests.graphics.test_golden import FOLDER

PAGES = {
    "cetak-tempat": lambda: printed.poster("lokasi", layers=samples.layers(), link=printed.LINK),
    "cetak-jam": lambda: printed.poster("jam", is_grey=True),
    "cetak-tema": lambda: printed.poster("kecepatan", paper="a3"),
    "cetak-lembar": printed.talk_sheet,
}


@pytest.mark.parametrize("name", list(PAGES))
def test_the_page_looks_as_it_was_approved(name):
    job = PAGES[name]()
    small = PrintRoom(Home(), Style(), None).page(job).drawn(0.25)
    path = FOLDER / f"{name}.png"
    if os.environ.get("SELAMAT_GOLDEN") == "write":
        small.quantize(48).save(path, optimize=True)
    with Image.open(path) as golden:
        change = ImageChops.difference(golden.convert("RGB"), small).convert("L")
    differing = change.point([255 if level > 48 else 0 for level in range(256)])
    assert ImageStat.Stat(differing).mean[0] / 255 < 0.02
