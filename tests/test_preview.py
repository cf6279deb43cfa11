"""`preview`: a designer sees a design in every shape before any week needs it, and hears what fails."""

import argparse
import shutil

import pytest
from PIL import Image

from generator.cli import main
from generator.graphics.contact_sheet import contact_sheet
from generator.graphics.designs import load_designs
from generator.home import PROJECT, Home
from generator.preview.material import gather_material
from generator.preview.printed import PrintPreviewJob, draw_printed
from generator.preview.verb import preview
from generator.records import IsoWeek
from generator.settings import load_campaign
from generator.terminal import Terminal, command_words
from generator.themes import Style
from tests.graphics import print_samples as printed

ONE_SHAPE = 'role = "finding"\nkinds = ["quick_warning"]\nshapes = ["16x9"]\n'


def test_a_design_that_does_not_exist_is_refused_with_the_nearest_name(capsys):
    assert main(["preview", "petta"]) == 1
    assert 'Mungkin "peta"' in capsys.readouterr().err


def test_a_theme_that_does_not_exist_is_refused(capsys):
    assert main(["preview", "peta", "--theme", "neon"]) == 1
    assert 'tema "neon" tidak ada' in capsys.readouterr().err


def test_a_design_is_drawn_and_one_that_fails_its_checks_is_named(tmp_path, capsys):
    shutil.copytree(PROJECT / "templates", tmp_path / "templates")
    shelf = tmp_path / "templates" / "infographics"
    (shelf / "kilat" / "template.toml").write_text(ONE_SHAPE, encoding="utf-8")
    shutil.copytree(shelf / "kilat", shelf / "kecil")
    page = shelf / "kecil" / "page.html.j2"
    page.write_text(
        page.read_text(encoding="utf-8") + '<div style="font-size:9px">kecil</div>', encoding="utf-8"
    )
    home = Home(output_root=tmp_path / "out", templates_root=tmp_path / "templates")

    def look(design):
        options = argparse.Namespace(name="contoh", week=None, theme=None, all=False, design=design)
        with Terminal(command_words(home, "id")) as terminal:
            return preview(home, options, terminal)

    assert look("kilat") == 0
    (picture,) = (tmp_path / "out" / "preview" / "kilat").glob("*.png")
    with Image.open(picture) as drawn:
        assert drawn.width > drawn.height
    html = picture.with_suffix(".html").read_text(encoding="utf-8")
    assert "@font-face" in html
    assert "http:" not in html.replace("http://www.w3.org", "")
    assert (tmp_path / "out" / "preview" / "lembar-cakra.jpg").stat().st_size < 4_000_000

    assert look("kecil") == 1
    assert "terlalu kecil di ponsel" in capsys.readouterr().err


def test_pages_for_the_printer_are_shown_and_one_that_fails_is_named(tmp_path):
    grey = printed.poster("jarak", is_grey=True)
    endless = printed.poster("jarak", words={"headline": "Keselamatan " * 80})
    shown = draw_printed(
        PrintPreviewJob(Home(), Style(), None, load_designs(Home())["poster"], (grey, endless), tmp_path)
    )
    with Image.open(tmp_path / shown[0].path) as drawn:
        assert drawn.height > drawn.width == 1080
        assert not drawn.convert("HSV").getchannel("S").getextrema()[1]
    assert shown[1].path == ""
    assert shown[1].fault.startswith("cetakan poster-a4.pdf: ")


@pytest.mark.parametrize(("count", "size"), [(1, (96, 132)), (3, (176, 248))])
def test_a_contact_sheet_lays_pictures_in_rows(tmp_path, count, size):
    paths = []
    for n in range(count):
        paths.append(tmp_path / f"{n}.png")
        Image.new("RGB", (640, 1000), "red").save(paths[-1])
    assert contact_sheet(paths, height_px=100, columns=2).size == size


def test_the_sample_and_the_examples_fill_every_design():
    home = Home()
    material = gather_material(home, load_campaign(home, "contoh"), IsoWeek.parse("2026-W48"))
    designs = load_designs(home).values()
    assert [one.name for one in designs if one.role != "print" and not material.for_design(one)] == []
    assert [one.name for one in designs if one.role == "print" and not material.printed(one)] == []
