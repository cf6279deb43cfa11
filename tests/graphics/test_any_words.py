"""Every design that lies in the folder stands in the shortest and the longest words, and with 0, 1 and many items.

Measured, not drawn: the same pages, the same checks of the layout.
"""

import pytest

from generator.graphics.infographic import Order, Studio
from generator.graphics.sheet import sheet_of
from generator.home import Home
from generator.platforms import load_placements
from tests.graphics import samples, stretched

HOME = Home()
PLACEMENTS = load_placements(HOME)
WHERE = {
    "4x5": "facebook/feed_portrait",
    "16x9": "x/post_landscape",
    "9x16": "tiktok/photo",
    "1x1": "youtube/community_post",
}
CHANGES = (stretched.long, stretched.short, stretched.none, stretched.one, stretched.many)
STUDIO = Studio(HOME, "cakra", samples.layers(), None)
CASES = [
    (design, name, pair)
    for design in STUDIO.designs.values()
    for name, pair in stretched.pairs_for(design).items()
]


@pytest.mark.parametrize(("design", "name", "pair"), CASES, ids=[f"{d.name}-{name}" for d, name, _ in CASES])
def test_a_design_stands_in_any_words_and_with_any_number_of_items(design, name, pair):
    """Each change in two shapes, in turn, so that every shape meets every change over the designs."""
    shapes = [shape for shape in WHERE if shape in design.shapes]
    first = CASES.index((design, name, pair))
    faults = []
    for n, change in enumerate(CHANGES):
        for shape in {shapes[(first + n) % len(shapes)], shapes[(first + n + 1) % len(shapes)]}:
            where = PLACEMENTS[WHERE[shape]]
            order = Order(*change(pair), where, sheet_of(where), is_alone=n % 2 == 0)
            page, _ = STUDIO._fitted(design, design.grounds[0], order)
            faults += [
                (change.__name__, shape, one.name, one.detail[:60])
                for one in page.results
                if not one.is_passed
            ]
    assert faults == []
