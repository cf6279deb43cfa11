import pytest

from generator.analysis.official.comparison import Compared, Verdict, why
from generator.analysis.official.weight_sets import weights_named

NONE, HOTSPOT, WATCH = Verdict("none", 0, 0.0), Verdict("hotspot", 2, 90.0), Verdict("watch", 1, 30.0)
LONG = 730


@pytest.mark.parametrize(
    ("code", "accidents", "killed", "ean", "tested", "days"),
    [
        ("both", 12, 1, 60.0, HOTSPOT, LONG),
        ("slight_ones", 6, 0, 18.0, Verdict("hotspot", 3, 19.0), LONG),
        ("split", 6, 0, 18.0, HOTSPOT, LONG),
        ("watch", 5, 1, 27.0, WATCH, LONG),
        ("short_observation", 5, 1, 27.0, NONE, 500),
        ("death_lifts", 2, 2, 27.0, NONE, LONG),
        ("weights_lift", 3, 0, 24.0, NONE, LONG),
        ("weights_lift", 3, 1, 39.0, NONE, LONG),
        ("within_chance", 8, 0, 24.0, NONE, LONG),
        ("fewer_than_3", 2, 0, 6.0, NONE, LONG),
        ("neither", 4, 0, 8.0, NONE, LONG),
        ("neither", 4, 0, 8.0, WATCH, LONG),
    ],
)
def test_the_code_says_why_the_lists_differ(code, accidents, killed, ean, tested, days):
    one = Compared(accidents, killed, ean, 20.0, 6.0, days, tested)
    assert why(one, weights_named("")) == code
