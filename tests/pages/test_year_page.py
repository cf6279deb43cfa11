"""The page of a year in a real browser: nothing clipped, readable in light and dark, silent towards the network."""

import pytest

from generator.home import Home
from generator.languages import load_library
from generator.posting.year_page import write_year, year_words
from generator.settings import load_campaign
from generator.year import year_of
from tests.pages.browser import FAULTS, browser, opened

# names in the chart that lie over one another, or leave the drawing
COVERED = """
() => {
  const boxes = Array.from(document.querySelectorAll('.chart text')).map((t) => [t.textContent, t.getBoundingClientRect()]);
  const frame = document.querySelector('.chart').getBoundingClientRect();
  const found = boxes.filter(([, b]) => b.left < frame.left - 1 || b.right > frame.right + 1).map(([t]) => 'outside ' + t);
  boxes.forEach(([t, a], n) => boxes.slice(n + 1).forEach(([u, b]) => {
    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left), down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (across > 1 && down > 4) found.push(t + ' / ' + u);
  }));
  return found;
}
"""


@pytest.fixture(scope="module")
def page_of(tmp_path_factory):
    def write(year, code="id"):
        path = tmp_path_factory.mktemp("tahun") / "kalender.html"
        shown = year_of(load_campaign(Home(), "contoh"), load_library(Home(), code), year)
        return write_year(shown, path, year_words(Home(), code))

    return write


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (1440, "dark"), (360, "light")])
def test_the_page_has_no_fault_of_layout_or_contrast(page_of, chromium, width, scheme):
    with (
        browser(chromium) as started,
        opened(started, page_of(2026), width=width, color_scheme=scheme) as page,
    ):
        assert page.page.evaluate(FAULTS) == []
        assert page.errors == page.breaches == page.outside == []


def test_no_name_in_the_chart_covers_another(page_of, chromium):
    with browser(chromium) as started:
        for year, code in ((2026, "id"), (2027, "en"), (2033, "id")):
            with opened(started, page_of(year, code)) as page:
                assert page.page.evaluate(COVERED) == []
