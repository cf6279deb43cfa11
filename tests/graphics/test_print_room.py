"""Posters and talk sheets: read at their distance, whole, in colour and grey, with the longest and the shortest words."""

import io
import re
import subprocess
import sys

import pytest
from PIL import Image, ImageChops

from generator.errors import RenderingError, TemplateError
from generator.graphics import qr
from generator.graphics.page_context import PageTools, context_of
from generator.graphics.paper import PAPERS
from generator.graphics.press import Studios
from generator.graphics.print_checks import check_colours, check_page
from generator.graphics.print_room import PrintRoom, print_page
from generator.home import PROJECT, Home
from generator.themes import Style
from tests.graphics import print_samples as printed
from tests.graphics import samples

LONG = samples.LONG_NAME


@pytest.fixture(scope="module")
def room():
    return PrintRoom(Home(), Style(), None)


@pytest.fixture(scope="module")
def layers():
    return samples.layers()


@pytest.fixture(scope="module")
def map_poster(room, layers):
    return room.page(printed.poster("lokasi", layers=layers, link=printed.LINK))


def test_a_poster_says_one_line_one_place_one_time_one_step_and_its_source(map_poster):
    made, (message, _) = map_poster.job.made, map_poster.job.shown
    wanted = (printed.UNIT, made.line, made.where, made.when, "Langkah kita", message.tip_title, message.tip_short,
              made.stamp, made.source, "Peta: jaringan jalan rekaan", made.headings["scan"])  # fmt: skip
    of_map = {one.run.text.strip() for one in map_poster._runs if one.role == "map"} | {"200 m"}
    said = [text for text in map_poster.texts if text not in of_map]
    assert "".join("".join(said).split()) == "".join("".join(wanted).split())


def test_no_line_shows_where_strips_meet(map_poster):
    sheet = map_poster.paper.sheet(100)
    html, css = map_poster._filled(sheet.page)
    whole = sheet.canvas.render(html, css).convert("L")
    joined = Image.open(io.BytesIO(map_poster.jpeg(100))).convert("L")
    assert joined.size == whole.size
    change = ImageChops.difference(joined, whole)
    for row in range(510, 514):
        line = change.crop((0, row, change.width, row + 1)).tobytes()
        assert sum(level > 5 for level in line) < 0.2 * change.width


def test_the_code_is_read_back_from_what_is_printed(map_poster):
    assert qr.read_back(Image.open(io.BytesIO(map_poster.jpeg(100)))) == (printed.LINK,)


def test_a_poster_without_a_link_has_no_code(room):
    page = room.page(printed.poster("jarak"))
    assert qr.read_back(page.drawn(0.5)) == ()
    assert "Pindai" not in " ".join(page.texts)


@pytest.mark.parametrize(
    ("kind", "words", "about"),
    [
        ("lokasi", {"headline": f"Lewat {LONG}? Kurangi laju dari jauh", "highlight": LONG}, {"where": LONG}),
        (
            "lokasi",
            {"headline": "Pelan", "highlight": "", "tip": "Pelan.", "tip_title": "Pelan"},
            {"where": "A"},
        ),
        ("jam", {"tip": "pelan saja " * 24}, {"where": LONG, "link": "https://polri.go.id/" + "a" * 200}),
        (
            "jarak",
            {"headline": f"{samples.EVIL} ${{7*7}} {{{{ 7 }}}}"},
            {"where": '"><script>alert(1)</script>'},
        ),
    ],
)
def test_the_longest_shortest_and_most_hostile_words_keep_their_place(room, layers, kind, words, about):
    page = room.page(printed.poster(kind, layers=layers, words=words, **about))
    assert page.is_passed
    for text in (page.job.made.line, page.job.made.where):
        assert "".join(text.split()) in "".join("".join(page.texts).split())


@pytest.mark.parametrize(
    "job",
    [
        printed.talk_sheet(),
        printed.talk_sheet(["Belum ada pola."], ["Apa?"], ["Pelan."]),
        printed.talk_sheet(
            [f"{text} {text}" for text in printed.FINDINGS], title="Lembar bicara untuk " + LONG
        ),
        printed.talk_sheet([samples.EVIL] * 3),
    ],
)
def test_a_talk_sheet_is_one_page_whatever_the_week_found(room, job):
    page = room.page(job)
    assert page.is_passed
    assert page.texts.count("Catatan") == len(job.made.questions)


def test_words_that_no_size_holds_are_refused_in_a_sentence(room):
    with pytest.raises(RenderingError, match=r"cetakan poster-a4.pdf: .*Perpendek"):
        room.page(printed.poster("jarak", words={"headline": "Keselamatan " * 80}))


@pytest.mark.parametrize("kind", ["jam", "titik_buta", "lampu"])
def test_the_edition_without_colours_is_grey_on_white_and_readable(room, kind):
    page = room.page(printed.poster(kind, is_grey=True))
    passed = {one.name: one.value for one in page.results}
    assert passed["grey_contrast"] >= 4.5
    assert Image.open(io.BytesIO(page.jpeg(36))).mode == "L"
    assert page.drawn(0.25).convert("L").crop((20, 200, 250, 370)).histogram()[255] > 20_000  # bare paper


@pytest.mark.parametrize(
    ("letters", "is_grey", "passes"),
    [("#E4402A", False, False), ("#000000", False, True), ("#000000", True, False)],
)
def test_colours_that_only_differ_in_hue_do_not_pass_for_grey(map_poster, letters, is_grey, passes):
    """Planted: letters of the ground's own lightness, and letters that only the edition in colour may have."""
    small = [one for one in map_poster._runs if one.role == "src"][:1]
    box = small[0].run.box
    ground = Image.new("RGB", (1080, 1515), "#00A000")
    drawn = ground.copy()
    drawn.paste(
        letters, tuple(round(side) for side in (box.left, box.top, (box.left + box.right) / 2, box.bottom))
    )
    by_name = {one.name: one for one in check_colours(small, drawn, ground, is_grey=is_grey)}
    assert by_name["grey_contrast"].is_passed == passes


def test_type_too_small_for_three_metres_is_found(map_poster):
    small = [one for one in map_poster._runs if one.role == "src"]
    as_body = [type(one)(one.run, "body") for one in small]
    found = check_page("poster", as_body, (), map_poster.paper, map_poster.paper.sheet())
    assert [one.name for one in found if not one.is_passed] == ["print_size"]


def test_a_page_without_a_design_names_its_paper(room, monkeypatch):
    monkeypatch.setattr(room, "designs", {})
    with pytest.raises(TemplateError, match="talk_sheet kertas a4"):
        room.page(printed.talk_sheet())


@pytest.mark.parametrize(
    "style",
    [Style(mode="terang"), Style(mode="gelap"), Style("formal"), Style(colour="#7A1F1F", mode="gelap")],
)
def test_every_look_of_a_campaign_prints(style):
    room = PrintRoom(Home(), style, None)
    for job in (printed.poster("jam"), printed.poster("helm", is_grey=True), printed.talk_sheet()):
        assert room.page(job).is_passed


def test_the_same_page_is_the_same_file(tmp_path):
    studios = Studios(Home(), Style("formal"), None, tmp_path)
    first, second = (print_page(studios, printed.talk_sheet()) for _ in range(2))
    data = (tmp_path / first.path).read_bytes()
    assert (first.sha256, len(data)) == (second.sha256, first.size_bytes)
    assert (first.width, first.height) == (2551, 3579)
    assert first.alt_text.startswith(printed.UNIT)


MEMORY = """
import sys
from pathlib import Path
from generator.graphics.press import Studios
from generator.graphics.print_room import print_page
from generator.home import Home
from generator.themes import Style
from tests.graphics import print_samples as printed
job = printed.poster("jam", paper="a3", link=printed.LINK)
print_page(Studios(Home(), Style(), None, Path(sys.argv[1])), job)
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(int(peak.split()[1]) // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the peak is read from /proc")
def test_a_sheet_of_a3_at_300_dpi_stays_within_the_memory_of_a_drawing_worker(tmp_path):
    command = [sys.executable, "-c", MEMORY, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=PROJECT, check=True)
    assert int(done.stdout) <= 120
    assert (tmp_path / "poster-a3.pdf").is_file()


def test_only_pages_of_print_have_a_code(room):
    folder = Home().templates / "infographics"
    pages = {path: path.read_text(encoding="utf-8") for path in folder.rglob("*.j2")}
    carrying = {path.parent.name for path, text in pages.items() if re.search(r"\bqr\b", text)}
    roles = {name: design.role for name, design in room.designs.items()}
    assert "poster" in carrying
    assert {roles[name] for name in carrying - {"_parts"}} == {"print"}
    # What a design of the feed is given holds no code, and an unknown name stops a page.
    tools = PageTools(*printed.shown("jarak"), room.theme.palette("dark"), None)
    feed = context_of(tools, PAPERS["a4"].sheet(), room.theme, is_alone=True, logo=None)
    assert "qr" not in feed
