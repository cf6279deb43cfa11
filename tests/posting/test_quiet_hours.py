import datetime as dt

import pytest

from generator.posting.quiet_hours import QuietWindow, next_open
from tests.posting.queue_maker import wall

MONDAY = wall(2026, 11, 23)


def at(day, hour, minute=0):
    return MONDAY + dt.timedelta(days=day, hours=hour, minutes=minute)


@pytest.mark.parametrize(
    ("windows", "wanted", "open_"),
    [
        (["21.30-05.30"], at(0, 21, 29), at(0, 21, 29)),
        (["21.30-05.30"], at(0, 21, 30), at(1, 5, 30)),
        (["21.30-05.30"], at(1, 5, 29), at(1, 5, 30)),
        (["21.30-05.30"], at(1, 5, 30), at(1, 5, 30)),
        (["21.30–05.30", "05.30-06.00"], at(0, 23), at(1, 6)),
        (["jum 11.30-13.00"], at(4, 12), at(4, 13)),
        (["jum 11.30-13.00"], at(3, 12), at(3, 12)),
        (["jum 22.00-04.00"], at(5, 3), at(5, 4)),
        (["min 20.00-24.00"], at(6, 21), at(7, 0)),
        (["00.00-12.00", "12.00-24.00"], at(0, 3), None),
        ([], at(0, 3), at(0, 3)),
    ],
)
def test_the_next_open_minute(windows, wanted, open_):
    assert next_open(wanted, [QuietWindow.parse(text) for text in windows]) == open_


@pytest.mark.parametrize(
    "text", ["", "21.30", "21.30-21.30", "25.00-05.00", "24.00-05.00", "xxx 11.30-13.00", "11.60-12.00"]
)
def test_nonsense_is_refused(text):
    with pytest.raises(ValueError, match=r"^"):
        QuietWindow.parse(text)
