"""A page as a file that any browser shows: for designers who try a template, and for the comparison in the tests."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from generator.graphics.fonts import ICON_FAMILY, TEXT_FAMILY, font_file

if TYPE_CHECKING:
    from collections.abc import Mapping

_FACE = "@font-face{{font-family:'{family}';src:url('{source}');font-weight:{weights}}}"


def plain_page(html: str, css: str, images: Mapping[str, bytes]) -> str:
    """One HTML document with its style, its fonts and its images inside."""
    faces = "".join(
        _FACE.format(
            family=family, source=_data_uri(font_file(family).read_bytes(), "font/ttf"), weights=weights
        )
        for family, weights in ((TEXT_FAMILY, "200 800"), (ICON_FAMILY, "400"))
    )
    for name, data in images.items():
        html = html.replace(f'src="{name}"', f'src="{_data_uri(data, "image/png")}"')
    style = f"<style>{faces}body{{margin:0}}{css}</style>"
    return (
        f'<!doctype html><html lang="id"><head><meta charset="utf-8">{style}</head><body>{html}</body></html>'
    )


def _data_uri(data: bytes, kind: str) -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"
