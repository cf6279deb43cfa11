"""The interactive map in a real browser, opened from a file with nothing else around."""

import pytest

from generator.graphics.web_map import write_map
from generator.home import Home
from generator.posting.pages import page_texts
from generator.settings import load_campaign
from tests.pages.browser import FAULTS, browser, opened
from tests.pages.survey_maker import make_survey
from tests.web_map.ground_maker import make_ground
from tests.web_map.test_web_map import with_areas

EVIL = (
    " <img src=x onerror=alert(1)> ${alert(1)} {{ 7*7 }} ` </script><script>alert(1)</script>"
    " \"'&amp; \u202eataD\u202c \U0001f6f5"
)
# The middle of a road that has a label, in pixels of the window.
ON_A_NAMED_ROAD = """
() => {
  const road = drawn.groups.road_arterial.find((group) => group.getTooltip()).getLayers()[0];
  const point = L.latLng(road.getLatLngs()[0][0]);
  drawn.map.closePopup();
  drawn.map.setView(point, 13, { animate: false });
  const at = drawn.map.latLngToContainerPoint(point), box = drawn.map.getContainer().getBoundingClientRect();
  return [box.left + at.x, box.top + at.y];
}
"""


@pytest.fixture(scope="module")
def started(chromium):
    with browser(chromium) as running:
        yield running


def drawn(path, note="", edition="public", hotspots=4):
    campaign, texts = load_campaign(Home(), "contoh"), page_texts(Home(), "id")
    survey = with_areas(make_survey(note, hotspots), (f"Bandar{note}", f"Cakra Tengah{note}"))
    return write_map(survey, make_ground(note), campaign, path, edition=edition, texts=texts)


@pytest.fixture(scope="module")
def page_file(tmp_path_factory):
    return drawn(tmp_path_factory.mktemp("peta") / "map.html")


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1440, "light"), (1440, "dark")])
def test_the_map_draws_itself_without_a_network(started, page_file, width, scheme):
    with opened(started, page_file, width=width, color_scheme=scheme) as watched:
        page = watched.page
        assert watched.outside == []
        assert watched.errors == []
        assert watched.breaches == []
        assert page.evaluate(FAULTS) == []
        page.wait_for_timeout(300)  # a label that Leaflet opened for the whole group fades
        assert [one.strip() for one in page.locator(".leaflet-tooltip.rank").all_text_contents()] == [*"1234"]
        assert page.locator(".leaflet-control-scale-line").inner_text().endswith("km")
        assert page.locator(".leaflet-control-zoom-in").get_attribute("title") == "Perbesar"
        assert page.locator(".leaflet-heatmap-layer").count() == 1
        assert "Jaringan jalan rekaan" in page.locator(".leaflet-control-attribution").inner_text()
        painted = "(c => c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some((v) => v > 0))"
        assert page.evaluate(f"{painted}(document.querySelector('.leaflet-dasar-pane canvas'))")
        assert page.evaluate(f"{painted}(document.querySelector('.leaflet-heatmap-layer'))")


def test_a_place_in_the_list_opens_its_table_on_the_map(started, page_file):
    with opened(started, page_file) as watched:
        watched.page.locator('[data-spot="spots"]').nth(1).click()
        table = watched.page.locator(".leaflet-popup-content")
        table.wait_for()
        assert table.inner_text().split("\n")[0] == "Simpang Jalan Merdeka – Jalan Nelayan"
        close = watched.page.locator(".leaflet-popup-close-button")
        assert close.get_attribute("aria-label") == "Tutup"
        close.click()
        watched.page.locator(".leaflet-popup").wait_for(state="detached")  # it fades


def test_hours_and_layers_can_be_switched(started, page_file):
    with opened(started, page_file) as watched:
        page = watched.page
        for hours, layers in (("18-24", 1), ("none", 0), ("all", 1)):
            page.locator(f'[name="heat"][value="{hours}"]').check()
            assert page.locator(".leaflet-heatmap-layer").count() == layers
        page.locator('[data-layer="spots"]').uncheck()
        page.locator(".leaflet-tooltip.rank").last.wait_for(state="detached")
        page.locator('[data-layer="spots"]').check()
        assert page.locator(".leaflet-tooltip.rank").count() == 4


FILL = """(name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim()"""


def test_kecamatan_take_their_shade_and_the_legend_its_numbers(started, page_file):
    with opened(started, page_file) as watched:
        page = watched.page
        fills = "() => drawn.groups.areas[0].getLayers().map((part) => part.options.fillColor)"
        land = page.evaluate(FILL, "--land")
        assert page.evaluate(fills) == [land, land]
        page.locator('[name="shade"][value="count"]').check()
        assert page.evaluate(fills) == [page.evaluate(FILL, "--shade-5"), page.evaluate(FILL, "--shade-2")]
        table = page.locator('[data-shades="count"]')
        assert table.locator("tbody").inner_text().split() == ["Bandar", "30", "Cakra", "Tengah", "11"]
        page.locator('[name="shade"][value="rate"]').check()
        assert not table.is_visible()
        assert "29" in page.locator('[data-shades="rate"]').inner_text()


def test_a_place_is_found_and_reached_by_keyboard_alone(started, page_file):
    with opened(started, page_file, width=360) as watched:
        page = watched.page
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.id") == "search":
                break
        page.keyboard.type("TIMUR jalan")
        rows = page.locator("#found li")
        assert rows.count() == 6
        assert (
            rows.first.inner_text().split("\n")[0] == "dekat Simpang Jalan Raya Timur"
        )  # a hotspot comes first
        page.keyboard.press("ArrowDown")
        assert page.locator("#search").get_attribute("aria-activedescendant") == "found-1"
        page.keyboard.press("Enter")
        assert page.locator("#search").input_value() == rows.nth(1).locator("bdi").text_content()
        assert page.evaluate("drawn.map.getZoom()") == 15
        assert page.locator(".search-ring").count() == 1
        page.locator("#search").fill("pasar lama")
        page.keyboard.press("Enter")
        assert page.locator(".leaflet-popup-content").inner_text().startswith("Jalan Pasar Lama")
        page.locator("#search").fill("tidak ada")
        assert page.locator("#found li").count() == 0
        assert page.locator("#search-said").inner_text() == "Tidak ada tempat dengan nama itu di peta."
        page.keyboard.press("Escape")
        assert (watched.errors, watched.breaches, watched.outside) == ([], [], [])


def test_on_paper_the_whole_map_and_the_list_stand_without_fields(started, page_file):
    with opened(started, page_file, width=760) as watched:
        page = watched.page
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        north = page.evaluate("drawn.map.getBounds().contains(drawn.groups.boundary[0].getBounds())")
        assert north
        assert not page.locator("#search").is_visible()
        assert page.locator('input[type="radio"]:visible').count() == 0
        assert page.locator(".spot-row").first.is_visible()
        assert page.locator(".leaflet-control-attribution").is_visible()


def test_markup_in_names_of_roads_places_and_kecamatan_stays_text(started, tmp_path):
    with opened(started, drawn(tmp_path / "map.html", EVIL, "internal")) as watched:
        page = watched.page
        for group in ("spots", "watch"):
            page.locator(f'[data-spot="{group}"]').first.click()
            table = page.locator(".leaflet-popup-content").last
            table.wait_for()
            assert EVIL.strip() in table.inner_text()
        page.keyboard.press("Escape")
        spot = page.evaluate(ON_A_NAMED_ROAD)
        page.mouse.move(*spot)
        page.mouse.move(spot[0] + 1, spot[1])
        page.locator(".leaflet-tooltip.road-name").wait_for()
        assert EVIL.strip() in page.locator(".leaflet-tooltip.road-name").inner_text()
        assert EVIL.strip() in page.locator(".leaflet-tooltip.area-name").first.inner_text()
        page.locator("#search").fill("alert(1)")
        assert page.locator("#found li").count() == 8
        assert EVIL.strip() in page.locator("#found li bdi").first.text_content()
        page.locator('[name="shade"][value="count"]').check()
        assert EVIL.strip() in page.locator('[data-shades="count"] bdi').first.text_content()
        assert watched.dialogs == []
        assert watched.errors == []
        assert watched.breaches == []
        assert watched.outside == []


def test_clicking_everything_asks_for_nothing_outside(started, page_file):
    with opened(started, page_file) as watched:
        for link in watched.page.locator("a:visible, button:visible, label:visible").all():
            link.click(force=True, no_wait_after=True)
        assert watched.outside == []
        assert watched.errors == []
        assert watched.page.url.startswith("file:")
