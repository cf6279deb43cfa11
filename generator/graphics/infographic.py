"""Message and insight to pictures: one finding, and the action on a second slide where the placement takes two.

Every word comes from the message, every shape from the insight. Light: a worker process imports this without pandas.
"""

from __future__ import annotations

import contextlib
import copy
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Self

from generator.errors import RenderingError
from generator.graphics import checks, designs, fitting, names
from generator.graphics.canvas import forget_drawings, hollow, is_long, written_texts
from generator.graphics.direction import direct
from generator.graphics.page_context import PageTools, context_of
from generator.graphics.photo import photos_of
from generator.graphics.scenes import scene_of
from generator.graphics.sheet import sheet_of
from generator.themes import Style, Wardrobe

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PIL.Image import Image

    from generator.graphics.canvas import Box, Written
    from generator.graphics.designs import Design
    from generator.graphics.direction import Look
    from generator.graphics.logo import Logo
    from generator.graphics.map_layers import MapLayers
    from generator.graphics.photo import Photo
    from generator.graphics.sheet import Sheet
    from generator.home import Home
    from generator.platforms import Placement
    from generator.records import CheckResult, Insight, Message

# What a slide says for itself: keys of the message's words, those of one line together.
Lines = tuple[tuple[str, ...], ...]
_PAIR: Lines = (("pair_caption",), ("ours_value", "ours_name"), ("rest_value", "rest_name"))
_OF_FINDING: Lines = (("question",), ("big", "big_caption"), ("big",), *_PAIR, ("data_note",))
_OF_RETOLD: Lines = (("chart_title",), *_PAIR)
_OF_REASON = ("_title", "_line", "_source")
BEHIND_SCALE = 0.5  # the page without text is drawn smaller: enough for contrast, a third of the time


@dataclass(frozen=True, slots=True)
class DrawnPicture:
    """A picture that passed its checks."""

    image: Image  # RGB, the placement's own size
    design: str
    alt_text: str
    checks: tuple[CheckResult, ...]
    texts: tuple[str, ...]  # what the engine was given to write, in order of the page
    says: tuple[str, ...]  # its own words in short, without unit, handle and stamp


@dataclass(frozen=True, slots=True)
class Page:
    """A filled template: what it says, and what the measuring found."""

    html: str
    css: str
    runs: tuple[checks.Run, ...]
    results: tuple[CheckResult, ...]
    claim_px: float = 0.0
    motion: str = ""  # keyframes, for a clip only: a picture shows where they end

    @property
    def pieces(self) -> tuple[Written, ...]:
        """Every piece of text of the page with its role, in its order."""
        return written_texts(hollow(self.html))

    @property
    def texts(self) -> tuple[str, ...]:
        """What the pieces say."""
        return tuple(piece.text.strip() for piece in self.pieces if piece.text.strip())

    @property
    def is_passed(self) -> bool:
        """Every word has its place."""
        return all(result.is_passed for result in self.results)

    def is_roomy(self, bottom: float) -> bool:
        """Whether the words also keep to the column that ends at `bottom`, above the edge of the safe zone."""
        return self.is_passed and all(checks.ink_box(one.run).bottom <= bottom + 4 for one in self.runs)


@dataclass(frozen=True, slots=True)
class Order:
    """What is drawn for whom."""

    message: Message
    insight: Insight
    placement: Placement
    sheet: Sheet
    is_alone: bool  # no second slide carries the action
    images: Mapping[str, bytes] = field(default_factory=dict)  # what the page may show: "logo", photos
    photos: tuple[Photo, ...] = ()
    is_clip: bool = False  # the slides follow by themselves, over a line of captions
    is_retold: bool = False  # the finding once more, in another composition and under another title
    also: tuple[Placement, ...] = ()  # further placements that show the same picture


class Studio:
    """Draws every picture of one campaign in one theme; can be sent to another process."""

    def __init__(self, home: Home, style: Style | str, layers: MapLayers | None, logo: Logo | None) -> None:
        """Reads themes and designs; `style` may be the bare name of a theme. Raises SettingsError, TemplateError."""
        self.home = home
        style = Style(style) if isinstance(style, str) else style
        self.wardrobe = Wardrobe(home, style)
        self.theme = self.wardrobe.usual
        self.designs = designs.load_designs(home, style.mode)
        self.layers = layers
        self.logo = logo
        self.images = {} if logo is None else {"logo": logo.png}

    def with_layers(self, layers: MapLayers | None) -> Self:
        """The same studio with other maps."""
        other = copy.copy(self)
        other.layers = layers
        return other

    def draw(
        self,
        message: Message,
        insight: Insight,
        placement: Placement,
        look: Look | None = None,
        *,
        also: tuple[Placement, ...] = (),
    ) -> tuple[DrawnPicture, ...]:
        """One picture; where the placement takes slides, the finding first, the action last, the reason between.

        `look` is the week's choice for this message; without one the message is directed alone. `also` are further
        placements of the same size that show the same pictures: their zones hold too. Raises RenderingError when no design passes the checks at any size of its type, TemplateError for a broken design.
        """
        names.refuse_unknown_signs(message)
        look = look or direct(self.designs, [message])[message.id]
        sheet = sheet_of(placement, *also)
        findings = look.of("finding", sheet.shape, self.designs)
        is_alone = placement.slides < 2 or findings[0][0].role == "action"
        order = replace(self.order(message, insight, placement, is_alone=is_alone), sheet=sheet, also=also)
        first = self._first_that_passes(findings, order)
        if is_alone:
            return (first,)
        last = self._first_that_passes(look.of("action", sheet.shape, self.designs), order)
        between = self._between(order, look, first.design)
        return (first, *between[-(placement.slides - 2) :], last) if placement.slides > 2 else (first, last)

    def _between(self, order: Order, look: Look, first: str) -> list[DrawnPicture]:
        """Slides between finding and action: the finding seen another way, then why the action helps.

        Nobody asked for them, so one that does not fit is left out: finding and action say everything.
        """
        message, shape = order.message, order.sheet.shape
        told = self.designs[first].shows
        others = [one for one in look.of("finding", shape, self.designs) if one[0].shows not in {"", told}]
        titles = [text for text in message.phrases.get("title", ()) if text != message.headline]
        wanted = []
        if titles and others:
            retold = replace(
                order, message=replace(message, headline=titles[0], highlight=""), is_retold=True
            )
            wanted.append((others, retold))
        if "action_alt" not in message.words:  # a quiz gives nothing away
            wanted.append((list(look.of("reason", shape, self.designs)), order))
        drawn = []
        for choices, one in wanted:
            with contextlib.suppress(RenderingError):
                drawn += [self._first_that_passes(tuple(choices), one)] if choices else []
        return drawn

    def order(self, message: Message, insight: Insight, placement: Placement, *, is_alone: bool) -> Order:
        """What is drawn on one placement, with the logo and the photos of a notice that has some."""
        photos = photos_of(insight.codes, self.home.root)
        images = {**self.images, **{photo.name: photo.jpeg for photo in photos}}
        return Order(message, insight, placement, sheet_of(placement), is_alone, images, photos)

    def page(self, design: Design, ground: str, order: Order) -> Page:
        """The page at the largest step of the type scale at which everything has its place, else at the last."""
        theme = self.wardrobe.theme_for(order.message.phrases.get("tone", ()))
        tools = PageTools(
            order.message,
            order.insight,
            theme.palette(ground),
            self.layers,
            scene=scene_of(self.home, order.message),
            type=theme.type,
        )
        sheet = order.sheet
        context = context_of(tools, sheet, theme, is_alone=order.is_alone, logo=self.logo)
        context |= {"photos": order.photos, "is_clip": order.is_clip, "is_recomposed": sheet.is_recomposed}
        page = Page("", "", (), ())
        steps = design.steps(sheet.shape)
        for step, asked_px in enumerate(steps):
            tools.claim_px = claim_px = theme.type.claim_px(asked_px)
            context |= {"step": step, "claim_px": claim_px, "is_last": step == len(steps) - 1, "area": None}
            html, css = self._filled(design, context)
            page, probe = self._measured(html, css, order)
            # A page whose words alone do not fit is not worth a chart, but the last one is shown as it is.
            if not page.is_roomy(sheet.text.bottom) and not context["is_last"]:
                continue
            if probe is not None:
                context["area"] = probe
                page, _ = self._measured(*self._filled(design, context), order)
            if page.is_roomy(sheet.text.bottom):
                break
        moves = self._motion(design, context) if order.is_clip else ""
        return replace(page, claim_px=tools.claim_px, motion=moves)

    def _motion(self, design: Design, context: dict[str, object]) -> str:
        """The keyframes of the design, or those that every design has."""
        own = f"{design.name}/motion.css.j2"
        has_own = (self.home.templates / "infographics" / own).is_file()
        return designs.fill(self.home, own if has_own else "_parts/motion.css.j2", context)

    @staticmethod
    def _measured(html: str, css: str, order: Order) -> tuple[Page, Box | None]:
        light, sheet = hollow(html), order.sheet
        measured = sheet.canvas.measure(light, css, images=order.images)
        runs, lost = checks.with_roles(light, measured.runs)
        results = checks.check_layout(runs, lost, sheet.page, sheet.zone, measured.logo)
        return Page(html, css, runs, results), measured.probe

    def _filled(self, design: Design, context: dict[str, object]) -> tuple[str, str]:
        css = designs.fill(self.home, f"{design.name}/page.css.j2", context)
        html = designs.fill(self.home, f"{design.name}/page.html.j2", context)
        if context["is_recomposed"]:
            below = designs.fill(self.home, "_parts/below.html.j2", context)
            html = f"{html.rstrip().removesuffix('</div>')}{below}</div>"
        return html, css

    def _first_that_passes(self, choices: tuple[tuple[Design, str], ...], order: Order) -> DrawnPicture:
        """The picture of the first design that passes its checks. Raises the first design's RenderingError."""
        faults: list[RenderingError] = []
        for design, ground in choices:
            try:
                return self.picture(design, ground, order)
            except RenderingError as error:
                faults.append(error)
        raise names.named(faults[0], order.message)

    def picture(self, design: Design, ground: str, order: Order) -> DrawnPicture:
        """One picture in one design, in shorter words where there is no room for all of them.

        Raises RenderingError naming design, placement, message and field of the first failed check.
        """
        page, wording = self._fitted(design, ground, order)
        order = replace(order, message=wording.message)
        says = _says(design, order, page)
        alt_text = _alt_text(design, order, says) + _key_told(page, order)
        results = (
            *page.results,
            checks.check_figures(page.pieces, order.message, order.insight, design.literals),
            checks.check_alt_text(alt_text, (order.placement, *order.also)),
        )
        checks.refuse_failed(results, design.name, order.placement.id, order.message)
        drawn = order.sheet.canvas.render(page.html, page.css, images=order.images).convert("RGB")
        seen = self._pixels(page, order, drawn)
        checks.refuse_failed(seen, design.name, order.placement.id, order.message)
        fitted = (fitting.step_result(page.claim_px, design.steps(order.sheet.shape)), wording.result)
        return DrawnPicture(drawn, design.name, alt_text, (*results, *seen, *fitted), page.texts, says)

    def _fitted(self, design: Design, ground: str, order: Order) -> tuple[Page, fitting.Wording]:
        """The page in the longest wording that has its place; when none has, the first, so that its fault is told."""
        pages = (
            (self.page(design, ground, replace(order, message=wording.message)), wording)
            for wording in fitting.wordings(order.message)
        )
        first = next(pages)
        return first if first[0].is_passed else next((one for one in pages if one[0].is_passed), first)

    @staticmethod
    def _pixels(page: Page, order: Order, drawn: Image) -> tuple[CheckResult, CheckResult]:
        """The texts of a picture against the same page drawn without text: contrast, and none cut off."""
        canvas, has_long = order.sheet.canvas, is_long(page.html)
        scale = canvas.scale if has_long else BEHIND_SCALE
        behind = canvas.render(page.html, page.css, images=order.images, with_text=False, scale=scale)
        if has_long:
            forget_drawings()
        return checks.check_pixels(page.runs, drawn, behind, canvas.scale)


def _says(design: Design, order: Order, page: Page) -> tuple[str, ...]:
    """The words that this slide has for itself, line by line; what it does not draw is left out."""
    message, words = order.message, order.message.words
    if design.role == "reason":
        title = ""
        lines: Lines = tuple((need.replace("_line", part),) for need in design.needs for part in _OF_REASON)
    elif design.role == "action":
        return (words["action_alt"],) if "action_alt" in words else (message.tip_title, message.tip)
    else:
        title, lines = message.headline, _OF_RETOLD if order.is_retold else _OF_FINDING
    drawn = "".join("".join(page.texts).split())
    told = (
        " ".join(words[key] for key in keys)
        for keys in lines
        if all(words.get(key) and "".join(words[key].split()) in drawn for key in keys)
    )
    return tuple(dict.fromkeys(text for text in (title, *told) if text))


def _alt_text(design: Design, order: Order, says: tuple[str, ...]) -> str:
    """The message's own alt text, which describes its finding; on the other slides what that slide says."""
    if order.is_alone or (design.role == "finding" and not order.is_retold):
        return order.message.alt_text
    sentences = (text if text.endswith((".", "!", "?")) else f"{text}." for text in says)
    return " ".join((*sentences, order.message.words.get("stamp", ""))).strip()


def _key_told(page: Page, order: Order) -> str:
    """The key of a quiz, for the alt text of a picture that prints it below the question."""
    key = order.message.words.get("answer_key", "")
    is_told = key and "".join(key.split()) in "".join("".join(page.texts).split())
    return f" {key}" if is_told else ""
