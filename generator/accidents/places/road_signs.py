"""What a road file says of each line: class, level and direction, in the words of OpenStreetMap and of offices."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

from generator.accidents.facts.code_words import code_of
from generator.accidents.places.fields import fields_of, plain
from generator.accidents.words import fold
from generator.codes import RoadClass

if TYPE_CHECKING:
    from collections.abc import Iterator

# Folded names of the fields, the most telling first. fgsrjl, klsrjl, starjl and remark are those of the national
# base map (RBI); fclass is Geofabrik's.
_CLASS_FIELDS = (
    *("highway", "fclass", "road class", "fungsi", "fungsi jalan", "fungsi jln", "fungsi ruas", "fgsrjl"),
    *(
        "remark",
        "jlnkls",
        "kls jln",
        "klsjln",
        "kls jalan",
        "kelas jalan",
        "kelas jln",
        "klsrjl",
        "kelas",
        "hierarki",
    ),
    *("type", "tipe", "jenis", "jenis jalan", "kategori", "class", "fcode"),
    *("status jalan", "status jln", "starjl", "status"),
)
# What the fields say, the most telling first: function (UU 38/2004, OpenStreetMap), then who is in charge, then the
# class by load (UU 22/2009), which only tells large roads from small ones.
_CLASS_SECTIONS = ("road_layer", "road_layer_status", "road_layer_load")
_WAY_FIELDS = ("oneway", "one way", "satu arah", "arah", "arah jalan", "arhrjl")
_AS_DRAWN = frozenset({"yes", "y", "true", "1", "f", "ft", "forward", "satu arah", "1 arah", "searah", "ya"})
_AGAINST = frozenset({"-1", "reverse", "t", "tf", "backward"})
_BRIDGE_FIELDS, _TUNNEL_FIELDS = ("bridge", "jembatan", "jlnlyg", "layang"), ("tunnel", "terowongan")
_NOTHING = frozenset({"", "no", "n", "f", "false", "0", "0 0", "tidak", "nan", "none", "bukan", "tidak ada"})
_TAG = re.compile(r'"([^"]+)"=>"([^"]*)"')


def class_of_roads(frame: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """RoadClass of every line, local when no field tells it; and whether a field told it."""
    found = pd.Series("", index=frame.index, dtype="object")
    for section in _CLASS_SECTIONS:
        for values in _fields(frame, _CLASS_FIELDS):
            codes = {text: code_of(section, text) or "" for text in values.unique()}
            found = found.where(found != "", values.map(codes))
    return found.where(found != "", str(RoadClass.LOCAL)), found != ""


def level_of_roads(frame: pd.DataFrame) -> pd.Series:
    """At which level every line runs: its layer, else 1 on a bridge and -1 in a tunnel, else 0."""
    layer = _number(next(_fields(frame, ("layer",)), None), frame)
    bridge, tunnel = (_is_said(frame, names) for names in (_BRIDGE_FIELDS, _TUNNEL_FIELDS))
    guess = bridge.astype("int64") - (tunnel & ~bridge).astype("int64")
    return layer.where(layer != 0, guess)


def direction_of_roads(frame: pd.DataFrame) -> pd.Series:
    """1 where traffic runs as drawn only, -1 against it, 0 both ways or unknown."""
    found = pd.Series(0, index=frame.index, dtype="int64")
    for values in _fields(frame, ("junction",)):  # traffic in a roundabout runs one way, said or not
        found = found.where(~values.isin(["roundabout", "circular"]), 1)
    for values in _fields(frame, _WAY_FIELDS):
        way = values.where(values.str.strip() == "-1", values.map(fold))
        found = found.where(~way.isin(_AS_DRAWN), 1).where(~way.isin(_AGAINST), -1)
    return found


def _fields(frame: pd.DataFrame, names: tuple[str, ...]) -> Iterator[pd.Series]:
    """The texts of those of these fields that the file has, also of tags that an extract keeps in one field."""
    fields = fields_of(frame)
    for name in names:
        if name in fields:
            yield plain(frame[fields[name]])
        elif "other tags" in fields:
            tags = plain(frame[fields["other tags"]])
            if tags.str.contains(f'"{name}"=>', regex=False).any():
                yield tags.map({text: dict(_TAG.findall(text)).get(name, "") for text in tags.unique()})


def _is_said(frame: pd.DataFrame, names: tuple[str, ...]) -> pd.Series:
    """Where a field says yes in any way ("yes", "viaduct", "T", 1)."""
    said = pd.Series(data=False, index=frame.index)
    for values in _fields(frame, names):
        said |= ~values.map(fold).isin(_NOTHING)
    return said


def _number(values: pd.Series | None, frame: pd.DataFrame) -> pd.Series:
    """A field as whole numbers, 0 where it has none; a layer beyond 10 is no layer."""
    if values is None:
        return pd.Series(0, index=frame.index, dtype="int64")
    number = pd.to_numeric(values, errors="coerce").fillna(0)
    return number.where(number.abs() <= 10, 0).round().astype("int64")
