"""The smallest OpenStreetMap PBF file that holds some ways: the format as its wiki page describes it, no library."""

import struct
import zlib


def _varint(value):
    made = bytearray()
    while value > 127:
        made.append(value & 127 | 128)
        value >>= 7
    return bytes([*made, value])


def _signed(value):
    return _varint((value << 1) ^ (value >> 63))


def _field(number, payload):
    return _varint(number << 3 | 2) + _varint(len(payload)) + payload


def _number(number, value):
    return _varint(number << 3) + _varint(value)


def _blob(kind, content):
    packed = _number(2, len(content)) + _field(3, zlib.compress(content))
    header = _field(1, kind) + _number(3, len(packed))
    return struct.pack(">I", len(header)) + header + packed


def write_pbf(path, nodes, ways):
    """`nodes` are id -> (lon, lat); `ways` are (id, node ids, tags)."""
    texts = [b""]
    place = {}
    for text in (one for _, _, tags in ways for pair in tags.items() for one in pair):
        place.setdefault(text, len(place) + 1)
    texts += [text.encode() for text in place]
    made_nodes = b"".join(
        _field(1, _varint(1 << 3) + _signed(one) + _varint(8 << 3) + _signed(round(lat * 1e7))
               + _varint(9 << 3) + _signed(round(lon * 1e7)))
        for one, (lon, lat) in nodes.items()
    )  # fmt: skip
    made_ways = b""
    for one, refs, tags in ways:
        keys = b"".join(_varint(place[key]) for key in tags)
        values = b"".join(_varint(place[value]) for value in tags.values())
        steps = b"".join(_signed(b - a) for a, b in zip([0, *refs], refs, strict=False))
        made_ways += _field(3, _number(1, one) + _field(2, keys) + _field(3, values) + _field(8, steps))
    block = (
        _field(1, b"".join(_field(1, text) for text in texts)) + _field(2, made_nodes) + _field(2, made_ways)
    )
    header = _field(4, b"OsmSchema-V0.6")
    path.write_bytes(_blob(b"OSMHeader", header) + _blob(b"OSMData", block))
    return path
