"""A clip of a post: its slides with keyframes and burnt-in captions, as pictures that each stand for some frames.

Only frames that differ are drawn. No text moves: where it stands is measured at every turn of the keyframes.
"""

from __future__ import annotations

import dataclasses
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.errors import RenderingError
from generator.graphics import checks, motion
from generator.graphics.canvas import hollow
from generator.graphics.direction import direct
from generator.graphics.infographic import BEHIND_SCALE, Order
from generator.graphics.sheet import recomposed, sheet_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from PIL.Image import Image

    from generator.graphics.canvas import Measured
    from generator.graphics.direction import Look
    from generator.graphics.infographic import Page, Studio
    from generator.graphics.press import ClipJob
    from generator.graphics.sheet import Sheet
    from generator.platforms import Placement
    from generator.records import CheckResult

CAPTION_GAP = 26  # air between the captions and what stands above them, logical pixels
TWO_LINES_FROM = (
    1100.0  # height of a zone in which captions take two lines; a lower one needs its room for evidence
)


@dataclass(frozen=True, slots=True)
class Slide:
    """A page of the clip and what moves on it."""

    design: str
    page: Page
    moving: tuple[motion.Span, ...]

    @property
    def end_ms(self) -> int:
        """When it has come to rest."""
        return max((span.end for span in self.moving), default=0)


@dataclass(frozen=True, slots=True)
class Clip:
    """A clip that passed its checks, ready to be drawn."""

    sheet: Sheet
    slides: tuple[Slide, ...]
    cards: tuple[motion.Card, ...]
    images: Mapping[str, bytes]
    checks: tuple[CheckResult, ...]

    @property
    def seconds(self) -> float:
        """How long it runs."""
        return sum(card.frames for card in self.cards) / motion.FPS

    @property
    def designs(self) -> tuple[str, ...]:
        """The design of each slide."""
        return tuple(slide.design for slide in self.slides)

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything that can be read: of each slide, then the captions in order."""
        return (
            *(text for slide in self.slides for text in slide.page.texts),
            *(" ".join(card.lines) for card in self.cards if card.lines),
        )

    def measured(self, card: motion.Card, time_ms: int) -> Measured:
        """Every text, and the logo, as they stand at this instant of their slide, in logical pixels."""
        html, css = _layout(self, card)
        return self.sheet.canvas.measure(hollow(html), css, images=self.images, time_ms=time_ms)

    def cover(self) -> Image:
        """The finding at rest, without captions: what is seen before the clip is played."""
        page = self.slides[0].page
        return self.sheet.canvas.render(page.html, page.css, images=self.images).convert("RGB")

    def frames(self) -> Iterator[tuple[Image, int]]:
        """Each different picture in order, RGBA, with the number of frames for which it stands."""
        known: dict[tuple[motion.Card, int], Image] = {}
        moments = (
            (card, motion.moment(at, self.slides[card.slide].moving))
            for card, at in motion.instants(self.cards)
        )
        for key, same in itertools.groupby(moments):
            picture = known.get(key) or self.draw(*key)
            known = {key: picture}
            yield picture, sum(1 for _ in same)

    def draw(self, card: motion.Card, time_ms: int) -> Image:
        """One picture of the clip, RGBA."""
        html, css = _layout(self, card)
        return self.sheet.canvas.render(html, css, images=self.images, time_ms=time_ms)


def clip_sheet(placement: Placement) -> Sheet:
    """The placement's sheet without the line of captions at the foot of its safe zone: no other text stands there."""
    sheet = sheet_of(placement)
    bottom = sheet.zone.bottom - caption_strip(sheet).height - CAPTION_GAP
    text = dataclasses.replace(sheet.text, bottom=bottom)
    zone = dataclasses.replace(sheet.zone, bottom=bottom)
    return recomposed(dataclasses.replace(sheet, text=text, zone=zone))


def caption_strip(sheet: Sheet) -> motion.Strip:
    """The foot of the safe zone, where captions stand."""
    return motion.Strip(sheet.zone.width, 2 if sheet.zone.height >= TWO_LINES_FROM else 1)


def make_clip(studio: Studio, job: ClipJob) -> Clip:
    """The clip of a message on a placement that takes one, every frame inside its zone.

    Raises RenderingError when words find no room or no contrast, TemplateError for a broken design or keyframe.
    """
    placement = job.placement
    assert placement.clip is not None
    sheet, slides = sheet_of(placement), _slides(studio, job)
    ends = [slide.end_ms for slide in slides]
    cards = motion.cards(job.scenes, ends, placement.clip.seconds, caption_strip(sheet))
    images = studio.order(job.message, job.insight, placement, is_alone=False).images
    clip = Clip(sheet, slides, cards, images, ())
    return dataclasses.replace(clip, checks=tuple(_checked(clip, placement)))


def _slides(studio: Studio, job: ClipJob) -> tuple[Slide, ...]:
    """Finding and action; a finding that has no room beside captions leaves the action alone, under captions that say it.

    Raises RenderingError when the action has no room either.
    """
    look = job.look or direct(studio.designs, [job.message])[job.message.id]
    order = studio.order(job.message, job.insight, job.placement, is_alone=False)
    order = dataclasses.replace(order, sheet=clip_sheet(job.placement), is_clip=True)
    action = _slide(studio, look, "action", order)
    findings = look.of("finding", "9x16", studio.designs)
    if not findings or findings[0][0].role == "action":
        return (action,)
    try:
        return _slide(studio, look, "finding", order), action
    except RenderingError:
        return (action,)


def _slide(studio: Studio, look: Look, role: str, order: Order) -> Slide:
    """The first design of that role whose words have their place, in its tall composition or else in its square one.

    Raises the first design's RenderingError.
    """
    faults: list[RenderingError] = []
    sheets = dict.fromkeys((order.sheet, dataclasses.replace(order.sheet, shape="1x1")))
    for sheet in sheets:
        mine = dataclasses.replace(order, sheet=sheet)
        for design, ground in look.of(role, sheet.shape, studio.designs):
            page = studio.page(design, ground, mine)
            try:
                checks.refuse_failed(page.results, design.name, f"klip {order.placement.id}")
            except RenderingError as error:
                faults.append(error)
                continue
            page = dataclasses.replace(page, html=motion.numbered(page.html))
            return Slide(design.name, page, motion.spans(page.html, page.motion, design.name))
    raise faults[0]


def _layout(clip: Clip, card: motion.Card) -> tuple[str, str]:
    """HTML and CSS of a slide under its caption."""
    page, zone = clip.slides[card.slide].page, clip.sheet.zone
    high = caption_strip(clip.sheet).height
    place = f"left:{zone.left}px;top:{zone.bottom - high}px;width:{zone.width}px;height:{high}px"
    lines = Markup("").join(Markup('<div class="nw">{}</div>').format(line) for line in card.lines)
    caption = Markup('<div class="captions" style="{}"><div class="plate-of-captions">{}</div></div>').format(
        place, lines
    )
    body = page.html.rstrip().removesuffix("</div>")
    return f"{body}{caption if card.lines else ''}</div>", page.css + page.motion


def _checked(clip: Clip, placement: Placement) -> Iterator[CheckResult]:
    """Layout at every turn of the keyframes, contrast at rest; the results at rest. Raises RenderingError."""
    for number, slide in enumerate(clip.slides):
        mine = [card for card in clip.cards if card.slide == number]
        name = f"klip {placement.id}"
        for time_ms in turns(slide.moving)[:-1]:
            checks.refuse_failed(_measured(clip, mine[0], time_ms)[1], slide.design, name)
        for card in mine:
            runs, results = _measured(clip, card, slide.end_ms)
            checks.refuse_failed(results, slide.design, name)
            contrast = _contrast(clip, card, runs)
            checks.refuse_failed((contrast,), slide.design, name)
            yield from (*results, contrast)


def turns(moving: Sequence[motion.Span]) -> list[int]:
    """The instants that decide where things stand: each start, middle and end of a movement, the last one at rest."""
    found = {at for span in moving for at in (span.start, (span.start + span.end) // 2, span.end)}
    return sorted({0, *found})


def _measured(
    clip: Clip, card: motion.Card, time_ms: int
) -> tuple[tuple[checks.Run, ...], tuple[CheckResult, ...]]:
    found = clip.measured(card, time_ms)
    runs, lost = checks.with_roles(hollow(_layout(clip, card)[0]), found.runs)
    return runs, checks.check_layout(runs, lost, clip.sheet.page, clip.sheet.zone, found.logo)


def _contrast(clip: Clip, card: motion.Card, runs: tuple[checks.Run, ...]) -> CheckResult:
    html, css = _layout(clip, card)
    at_rest = clip.slides[card.slide].end_ms
    behind = clip.sheet.canvas.render(
        html, css, images=clip.images, with_text=False, scale=BEHIND_SCALE, time_ms=at_rest
    )
    return checks.check_contrast(runs, clip.draw(card, at_rest), behind, clip.sheet.canvas.scale)
