"""A page drawn in strips and joined as one JPEG, so that a sheet of A3 at 300 dpi needs the memory of a strip.

Every strip is a JPEG with the same tables and begins with fresh predictors, which is what a restart interval of
JPEG is (ITU T.81, E.1.4): the strips follow each other with a restart marker between, under the first one's header.
"""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from PIL.Image import Image

HEIGHT = 512  # of a strip in pixels; a whole number of the 8 rows of a block
BLOCK = 8  # 4:4:4 and grey: a unit of the scan is one block wide and high
QUALITY = 92
_START_OF_FRAME, _START_OF_SCAN, _RESTART_INTERVAL = 0xC0, 0xDA, 0xDD


def jpeg_in_strips(draw: Callable[[int, int], Image], size: tuple[int, int]) -> bytes:
    """The JPEG of a page `size` pixels large; `draw(top, height)` gives a strip of its full width, RGB or grey.

    Colours keep their own resolution (4:4:4); no metadata.
    """
    head, scans = b"", []
    for top in range(0, size[1], HEIGHT):
        strip = draw(top, min(HEIGHT, size[1] - top))
        found, scan = _parts(_jpeg(strip))
        head = head or _whole_head(found, size)
        scans.append(scan)
    data = bytearray(head)
    for number, scan in enumerate(scans):
        data += scan
        if number < len(scans) - 1:
            data += bytes((0xFF, 0xD0 + number % 8))
    return bytes(data) + b"\xff\xd9"


def _jpeg(strip: Image) -> bytes:
    buffer = io.BytesIO()
    strip.save(buffer, "JPEG", quality=QUALITY, subsampling=0, progressive=False, optimize=False)
    return buffer.getvalue()


def _parts(jpeg: bytes) -> tuple[bytes, bytes]:
    """Everything up to the scan's own data, and that data without the end marker."""
    at = 2
    while jpeg[at + 1] != _START_OF_SCAN:
        at += 2 + struct.unpack_from(">H", jpeg, at + 2)[0]
    at += 2 + struct.unpack_from(">H", jpeg, at + 2)[0]
    return jpeg[:at], jpeg[at:-2]


def _whole_head(head: bytes, size: tuple[int, int]) -> bytes:
    """The first strip's header with the height of the page and the length of a restart interval."""
    data, at = bytearray(head), 2
    while data[at + 1] != _START_OF_SCAN:
        if data[at + 1] == _START_OF_FRAME:
            struct.pack_into(">H", data, at + 5, size[1])
        at += 2 + struct.unpack_from(">H", data, at + 2)[0]
    blocks = -(-size[0] // BLOCK) * (HEIGHT // BLOCK)
    data[at:at] = struct.pack(">BBHH", 0xFF, _RESTART_INTERVAL, 4, blocks)
    return bytes(data)
