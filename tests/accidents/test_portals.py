"""Open-data portals and Indonesian offices: what a file tells is read exactly, what it does not tell is missing."""

import csv

import pytest

from generator.errors import DataError
from tests.accidents.makers import load
from tests.accidents.portals import PORTALS, happened
from tests.accidents.portals_indonesia import INDONESIA
from tests.accidents.portals_world import WORLD

EVERY = (*PORTALS, *WORLD, *INDONESIA)
COUNTS = {"killed": "killed", "serious": "seriously_injured", "slight": "slightly_injured"}
NEAR = 3e-5  # degrees, for points in whole metres


def written(portal, folder):
    """The portal's file, and what happened by the day (one accident a day); unhurt ones may have no row."""
    told = {a.at.date(): portal.row(a) for a in happened(portal)}
    rows = [row for one in told.values() for row in (one if isinstance(one, list) else [one])]
    with (folder / "a.csv").open("w", encoding=portal.encoding, newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=portal.delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return folder / "a.csv", {a.at.date(): a for a in happened(portal) if told[a.at.date()]}


@pytest.mark.parametrize("portal", EVERY, ids=lambda portal: portal.name)
def test_a_portal_is_read_as_it_tells_or_refused_with_the_reason(portal, tmp_path):
    file, truth = written(portal, tmp_path)
    if portal.refused:
        with pytest.raises(DataError, match=portal.refused):
            load(tmp_path, file, zone=portal.zone, **dict(portal.declared))
        return
    table = load(tmp_path, file, zone=portal.zone, **dict(portal.declared)).table
    table = table.assign(truth=[truth.get(day.date()) for day in table["occurred_on"]])
    assert len(table) == len(truth)
    assert table["truth"].notna().all()
    for row in table.itertuples():
        assert faults(portal, row) == []


def faults(portal, row):
    """What is wrong in one accident: an invented value, a lost one, another one."""
    a, found = row.truth, []
    wall = "" if str(row.occurred_at) == "NaT" else f"{row.occurred_at.tz_convert(portal.zone):%H:%M}"
    told = f"{a.at:%H:%M}" if "time" in portal.tells else f"{a.at:%H}:00" if "hour" in portal.tells else ""
    if wall != told:
        found.append(("time", wall, a.at))
    if (row.point is not None) != ("point" in portal.tells):
        found.append(("point", row.point))
    if row.point is not None and max(abs(row.point.x - a.lon), abs(row.point.y - a.lat)) > NEAR:
        found.append(("point", row.point, a.lon, a.lat))
    for name, column in COUNTS.items():
        value, true = getattr(row, column), getattr(a, name)
        if name == "slight" and "injured" in portal.tells:
            true = a.serious + a.slight
        is_told = name in portal.tells or (name == "slight" and "injured" in portal.tells)
        if (is_told and (str(value) == "<NA>" or value != true)) or (not is_told and str(value) != "<NA>"):
            found.append((name, value, true))
    return found + _severity_faults(portal, row.severity, a)


def _severity_faults(portal, said, a):
    if "severity" in portal.tells:
        allowed = {a.worst}
    elif "worse" in portal.tells:
        allowed = {a.worst if a.worst != "damage" else "slight"}
    elif "deaths" in portal.tells:
        allowed = {"fatal" if a.killed else "unknown"}
    elif "fatal" in portal.tells:
        allowed = {"fatal"} if a.killed else {"slight"} if a.worst == "serious" else {a.worst}
    else:
        allowed = {"unknown"}
    return [] if said in allowed else [("severity", said, a.worst)]
