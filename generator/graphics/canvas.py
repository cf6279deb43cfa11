"""The drawing engine behind one narrow door: HTML and CSS in, pixels or measured text out.

Everything is laid out on a canvas 1080 wide, whatever the placement's own width; `scale` turns that into pixels.
The engine skips assets that it does not find in silence, so they are looked for first (`assets`).
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from generator.graphics import fonts
from generator.graphics.assets import check_assets

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from PIL.Image import Image

LOGICAL_WIDTH = 1080
PROBE = "\U000f0002"  # an icon that marks, in a first measuring, the place whose size a design wants to know
LOGO = "\U000f0003"  # the same for the logo, which has no text that would tell where it stands
_DRAWING = re.compile(r"(<svg[^>]*>).*?</svg>", re.DOTALL)
_MARK = re.compile(r'<img([^>]*?)\s+src="logo"([^>]*)>')
_LONG = 100_000  # letters of a drawing from which on it pays to hand it over as an image
_NO_TEXT = "*{color:transparent !important;-webkit-text-stroke-color:transparent !important}"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in logical pixels, or pixels where said."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    def overlap(self, other: Box) -> tuple[float, float]:
        """Width and height of what both cover; negative when they stand apart."""
        return (
            min(self.right, other.right) - max(self.left, other.left),
            min(self.bottom, other.bottom) - max(self.top, other.top),
        )


@dataclass(frozen=True, slots=True)
class TextRun:
    """One piece of a line of text as it stands on the canvas."""

    text: str
    box: Box  # of the line, turned text by its outer box
    font_px: float  # logical pixels
    is_turned: bool
    holder: Box  # of the element that holds it


@dataclass(frozen=True, slots=True)
class Measured:
    """What a layout holds, without drawing it."""

    runs: tuple[TextRun, ...]
    probe: Box | None  # the element that holds the probe sign
    logo: Box | None = None


@dataclass(frozen=True, slots=True)
class Canvas:
    """A page of `width` x `height` logical pixels that becomes a picture `scale` times as large."""

    width: int
    height: float
    scale: float = 1.0

    def render(
        self,
        html: str,
        css: str,
        *,
        images: Mapping[str, bytes] | None = None,
        with_text: bool = True,
        scale: float | None = None,
        time_ms: int | None = None,
    ) -> Image:
        """The drawn page, RGBA; `time_ms` says how far its keyframes have come. Raises RenderingError when an asset that the page names was not given."""
        from PIL import Image as images_of  # noqa: N813 - a module, imported late because workers start often

        check_assets(html, css, images or {})
        factor = scale or self.scale
        size = (round(self.width * factor), int(self.height * factor + 0.001))
        page, drawings = lifted(html)
        raw = _engine().render_html(
            page,
            width=size[0],
            height=size[1],
            device_pixel_ratio=factor,
            format="raw",
            stylesheets=[css] if with_text else [css, _NO_TEXT],
            images={**(images or {}), **drawings},
            time_ms=time_ms,
        )
        return images_of.frombytes("RGBA", size, raw)

    def measure(
        self, html: str, css: str, *, images: Mapping[str, bytes] | None = None, time_ms: int | None = None
    ) -> Measured:
        """Every run of text in the order of the document, and where the probe stands; `time_ms` as in render."""
        layout = self._layout(html, css, images or {}, time_ms)
        return Measured(tuple(_runs(layout)), _holder_of(PROBE, layout), _holder_of(LOGO, layout))

    def _layout(
        self, html: str, css: str, images: Mapping[str, bytes], time_ms: int | None
    ) -> dict[str, Any]:
        import pytakumi

        tree = pytakumi.from_html(html)
        return _engine().measure(  # type: ignore[no-any-return]
            tree,
            width=self.width,
            height=round(self.height),
            stylesheets=[css],
            images=dict(images),
            time_ms=time_ms,
        )


@functools.cache
def _engine() -> Any:
    """One renderer a process, with both fonts; it holds no state that changes what is drawn."""
    import pytakumi

    engine = pytakumi.Renderer()
    for family in (fonts.TEXT_FAMILY, fonts.ICON_FAMILY):
        engine.register_font(fonts.font_file(family).read_bytes(), name=family)
    return engine


def lifted(html: str) -> tuple[str, dict[str, bytes]]:
    """The page with its long drawings handed over as images, which the engine draws once and keeps.

    The picture stays the same to the pixel; the second drawing, without text, then costs no map.
    """
    drawings: dict[str, bytes] = {}
    if len(html) < _LONG:
        return html, drawings

    def image(match: re.Match[str]) -> str:
        is_plain = "width=" in match[1] and "xmlns=" in match[1] and match[0].count("<svg") == 1
        if len(match[0]) < _LONG or not is_plain:
            return match[0]
        name = f"drawing-{len(drawings) + 1}"
        drawings[name] = match[0].encode()
        return f'<img src="{name}"{match[1][len("<svg") : -1]}>'

    return _DRAWING.sub(image, html), drawings


def is_long(html: str) -> bool:
    """Whether the page holds a drawing that the engine draws once and keeps."""
    return len(html) > _LONG and bool(lifted(html)[1])


def forget_drawings() -> None:
    """Gives back the memory of the drawings that the engine keeps (6 MB each); to begin anew takes 4 ms."""
    _engine.cache_clear()


def hollow(html: str) -> str:
    """The page without the inside of its drawings and with a sign for its logo: all that measuring needs."""
    marked = _MARK.sub(rf'<div\1\2><span class="i" style="font-size:1px">{LOGO}</span></div>', html)
    return _DRAWING.sub(r"\1</svg>", marked)


def _holder_of(sign: str, layout: dict[str, Any]) -> Box | None:
    """The box of the element that holds a sign."""
    found = (node for node in _nodes(layout) if any(sign in run["text"] for run in node["runs"]))
    return next((_outer(node["transform"], 0, 0, node["width"], node["height"]) for node in found), None)


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for child in node["children"]:
        yield from _nodes(child)


def _outer(transform: list[float], x: float, y: float, width: float, height: float) -> Box:
    """Box around a rectangle of an element after its transform (a, b, c, d, e, f as in CSS)."""
    a, b, c, d, e, f = transform
    corners = [(x, y), (x + width, y), (x, y + height), (x + width, y + height)]
    xs = [a * px + c * py + e for px, py in corners]
    ys = [b * px + d * py + f for px, py in corners]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _runs(layout: dict[str, Any]) -> Iterator[TextRun]:
    for node in _nodes(layout):
        holder = _outer(node["transform"], 0, 0, node["width"], node["height"])
        for run in node["runs"]:
            text = run["text"]
            if not text.strip() or PROBE in text or LOGO in text:
                continue
            # A blank at the end of a line hangs over it and takes no part in the line's width.
            hanging = 0.25 * run["height"] / fonts.LINE_FACTOR * (len(text) - len(text.rstrip()))
            is_icon = 0xF0000 <= ord(text.strip()[0]) <= 0xFFFFD
            yield TextRun(
                text=text,
                box=_outer(node["transform"], run["x"], run["y"], run["width"] - hanging, run["height"]),
                font_px=run["height"] / (1.0 if is_icon else fonts.LINE_FACTOR),
                is_turned=abs(node["transform"][1]) > 0.01,
                holder=holder,
            )


# ------------------------------------------------------------------------------------------------ what was meant


@dataclass(frozen=True, slots=True)
class Written:
    """One piece of text as the page has it, with the role of its element."""

    text: str
    role: str


ROLES = ("claim", "lbl", "src", "i", "map")


class _Reader(HTMLParser):
    """Collects the text of a page outside of drawings, with the nearest role class."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Written] = []
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"br", "img", "hr", "meta", "link"}:
            return
        classes = (dict(attrs).get("class") or "").split()
        inherited = self._open[-1][1] if self._open else "body"
        role = next((name for name in ROLES if name in classes), inherited)
        self._open.append((tag, role))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag that closes itself holds no text."""

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if (
            data.strip()
            and PROBE not in data
            and LOGO not in data
            and not any(tag in {"style", "svg", "script"} for tag, _ in self._open)
        ):
            self.pieces.append(Written(data, self._open[-1][1] if self._open else "body"))


@functools.lru_cache(maxsize=4)
def written_texts(html: str) -> tuple[Written, ...]:
    """Every piece of text of a page, in order, with its role: claim, body, lbl, src, i (icon) or map."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return tuple(reader.pieces)
