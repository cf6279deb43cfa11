"""How the pages write numbers, days and periods, in both languages, and how a page is sealed."""

import datetime as dt

import pytest

from generator.errors import TemplateError
from generator.home import Home
from generator.posting.pages import page_texts
from generator.records import Period
from generator.webpage import Words, render, seal

DAY = dt.date(2026, 11, 23)


@pytest.fixture(params=["id", "en"])
def code(request):
    return request.param


@pytest.mark.parametrize(
    ("write", "expected"),
    [
        (lambda w: w.number(1128), {"id": "1.128", "en": "1,128"}),
        (lambda w: w.number(0.25, 2), {"id": "0,25", "en": "0.25"}),
        (lambda w: w.number(-3), {"id": "−3", "en": "−3"}),
        (lambda w: w.percent(0.416), {"id": "42%", "en": "42%"}),
        (lambda w: w.chance(0.9999), {"id": ">99%", "en": ">99%"}),
        (lambda w: w.chance(0.0001), {"id": "<1%", "en": "<1%"}),
        (lambda w: w.small(0.00001), {"id": "<0,001", "en": "<0.001"}),
        (lambda w: w.small(0.0123), {"id": "0,012", "en": "0.012"}),
        (lambda w: w.estimate(0.304), {"id": "0,30", "en": "0.30"}),
        (lambda w: w.estimate(17.34), {"id": "17,3", "en": "17.3"}),
        (lambda w: w.short_day(DAY), {"id": "Sen, 23 Nov 2026", "en": "Mon, 23 Nov 2026"}),
        (lambda w: w.hour(dt.datetime(2026, 11, 23, 6, 5)), {"id": "06.05", "en": "06:05"}),  # noqa: DTZ001 - a wall time
        (
            lambda w: w.span(Period(DAY, dt.date(2026, 11, 29))),
            {"id": "23–29 November 2026", "en": "23–29 November 2026"},
        ),
        (
            lambda w: w.span(Period(dt.date(2026, 9, 28), dt.date(2026, 10, 4))),
            {"id": "28 September–4 Oktober 2026", "en": "28 September–4 October 2026"},
        ),
        (
            lambda w: w.span(Period(dt.date(2024, 12, 30), dt.date(2025, 1, 5))),
            {"id": "30 Desember 2024–5 Januari 2025", "en": "30 December 2024–5 January 2025"},
        ),
    ],
)
def test_a_value_is_written_as_its_language_does(code, write, expected):
    assert write(Words(page_texts(Home(), code))) == expected[code]


def test_braces_in_a_value_are_not_filled_again():
    words = Words({"empty_line": "{place}: {reason}", "thousands": "."})
    assert words("empty_line", place="{reason}", reason="{0.__class__}") == "{reason}: {0.__class__}"


def test_a_sealed_page_names_the_hash_of_each_block_once():
    page = seal("@policy@<style>a{}</style><script>1</script><script>1</script><script>2</script>")
    assert page.count("sha256-") == 3
    assert "img-src data:" in page
    assert seal("@policy@").count("'none'") >= 5


def test_a_broken_template_names_its_file(tmp_path):
    (tmp_path / "rusak.html.j2").write_text("{{ ada }} {{ tidak_ada }}", encoding="utf-8")
    with pytest.raises(TemplateError, match=r"templates/pages/rusak\.html\.j2"):
        render("rusak.html.j2", {"ada": 1}, tmp_path)
