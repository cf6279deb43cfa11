"""The texts of one post: the placement's own shape and tone, within its limits, never cut inside."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.codes import Pillar
from generator.errors import TemplateError
from generator.messages.counting import count
from generator.messages.message import about_message
from generator.messages.rules import About, check
from generator.messages.shape import Shape, published
from generator.messages.voice import STAMP, Errand
from generator.records import Caption, FurtherText

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.languages import Library
    from generator.messages.voice import Voice
    from generator.platforms import Placement, TextKind
    from generator.records import Message, Slot
    from generator.settings import Campaign

SLIDES = "slides"  # the text that only the drawn pictures can fill
_HASHTAG = re.compile(r"(?<!\w)#\w+")


def write_caption(
    message: Message, placement: Placement, campaign: Campaign, library: Library, slot: Slot | None = None
) -> Caption:
    """The caption of a message on a placement with its further texts; empty where the placement has none.

    Raises TemplateError when even the shortest text does not fit, or when a sentence breaks a rule.
    """
    if placement.caption_limit == 0:
        return Caption("", (), "", 0, 0)
    errand = Errand(message, placement, campaign, library, slot)
    return _Desk(errand, errand.voice()).caption()


def own_caption(
    text: str, placement: Placement, library: Library, *, is_sample: bool = False, about: About | None = None
) -> Caption:
    """A caption that a person wrote, counted and checked like ours; a last line of hashtags is told apart.

    Sample data keep their stamp; `about` tells the rules which message it stands for. The first line becomes the title
    where the placement has one and it fits. Raises TemplateError when the text is too long for the placement, has too
    many hashtags or has what may never leave.
    """
    where = f"caption sendiri untuk {placement.id}"
    if placement.caption_limit == 0:
        raise TemplateError(where, "penempatan ini tidak punya caption", "Hapus caption pada perubahan itu")
    words = _stamped(text, library, is_sample=is_sample)
    *above, last = words.split("\n")
    tags = tuple(last.split()) if above and all(word.startswith("#") for word in last.split()) else ()
    body = "\n".join(above).strip() if tags else words
    length = _own_length(published(body, tags), (placement.counting, placement.caption_limit), where)
    found = _HASHTAG.findall(words)
    if len(found) > placement.hashtag_limit:
        raise TemplateError(
            where, f"{len(found)} tagar, batasnya {placement.hashtag_limit}", "Kurangi tagar pada teks itu"
        )
    about = dataclasses.replace(
        about or About(facts=library.facts, released=library.permissions), is_post=True, is_by_hand=True
    )
    check(words, library.rules, where, about)
    first = text.strip().partition("\n")[0]
    title = first if count(first, "utf16") <= placement.title_limit else ""
    return Caption(body, tags, title, length, placement.caption_limit)


def with_slides(text: Caption, pictures: Sequence[Sequence[str]], library: Library) -> Caption:
    """The caption with the words of its pictures, as drawn, where the placement wants them as a text of its own."""
    heading = library.word("slides.heading")
    told = [f"{heading.format(number=n)}\n" + "\n".join(says) for n, says in enumerate(pictures, 1)]
    texts = [_joined(one, told) if one.name == SLIDES else one for one in text.texts]
    return dataclasses.replace(text, texts=tuple(texts))


def _joined(stamped: FurtherText, told: Sequence[str]) -> FurtherText:
    words = "\n\n".join(part for part in (stamped.text, *told) if part)
    return dataclasses.replace(stamped, text=words, count=len(words))


def about_caption(message: Message, library: Library, own: tuple[str, ...]) -> About:
    """What the rules must know about a caption of ours: its picture bears source and period, and its tip is a step."""
    return dataclasses.replace(
        about_message(message, library, own),
        is_post=True,
        beside=f"{message.alt_text}\n{message.source_line}",
        given=frozenset({"step"}),
    )


def own_text(
    text: str,
    name: str,
    placement: Placement,
    library: Library,
    *,
    is_sample: bool = False,
    about: About | None = None,
) -> FurtherText:
    """A further text that a person wrote, counted and checked like ours. Raises TemplateError as own_caption does."""
    kind = next((one for one in placement.texts if one.name == name), None)
    if kind is None:
        known = ", ".join(one.name for one in placement.texts) or "tidak ada"
        raise TemplateError(
            f"teks sendiri untuk {placement.id}", f'tidak ada teks "{name}"', f"Yang ada: {known}"
        )
    where = f"teks {name} sendiri untuk {placement.id}"
    words = _stamped(text, library, is_sample=is_sample and _is_stamped(kind, placement, library))
    length = _own_length(words, (kind.counting, kind.limit), where)
    check(
        words,
        library.rules,
        where,
        about or About(facts=library.facts, released=library.permissions, is_by_hand=True),
    )
    return FurtherText(kind.name, kind.file, words, length, kind.limit)


def _stamped(text: str, library: Library, *, is_sample: bool) -> str:
    words, stamp = text.strip(), library.frames["common"]["caption_stamp"]
    return f"{stamp}\n{words}" if is_sample and stamp not in words else words


def _own_length(text: str, counting: tuple[str, int], where: str) -> int:
    """The length of a person's text, refused above its limit (0 = none)."""
    rule, limit = counting
    length = count(text, rule)
    if limit and length > limit:
        raise TemplateError(where, f"{length} karakter, batasnya {limit}", "Pendekkan teks itu")
    return length


def _is_stamped(kind: TextKind, placement: Placement, library: Library) -> bool:
    """Whether a further text carries the stamp of sample data: all but a title, which is no room for it."""
    return STAMP in _layout_of_text(kind, _layout(placement, library), library)["parts"]


def _layout(placement: Placement, library: Library) -> Mapping[str, Any]:
    """The shape of the placement, or of its platform."""
    for name in (placement.id, placement.platform):
        if name in library.captions:
            layout: Mapping[str, Any] = library.captions[name]
            return layout
    raise _shapeless(placement.platform, library)


def _layout_of_text(kind: TextKind, layout: Mapping[str, Any], library: Library) -> Mapping[str, Any]:
    """The shape of a further text: the placement's own, or the one that several placements share."""
    found: Mapping[str, Any] | None = layout.get(kind.name, library.captions.get(kind.name))
    if found is None:
        raise _shapeless(kind.name, library)
    return found


def _shapeless(name: str, library: Library) -> TemplateError:
    where = f"templates/languages/{library.code}/captions.toml"
    return TemplateError(where, f'tidak ada bagian "{name}"', "Tambahkan bagian itu, contohnya [instagram]")


@dataclass(frozen=True, slots=True)
class _Desk:
    """Fills the shapes of one errand."""

    errand: Errand
    voice: Voice

    def caption(self) -> Caption:
        """The caption with its title and further texts."""
        placement, library = self.errand.placement, self.errand.library
        layout = _layout(placement, library)
        shape = self._shape(layout, "")
        tags = self.errand.message.hashtags[: min(layout["hashtags"], placement.hashtag_limit)]
        text, tags = self._fitted(shape, tags, (placement.counting, placement.caption_limit))
        title = self._title(shape)
        own = self.errand.campaign.names
        about = about_message(self.errand.message, library, own)
        check(
            published(text, tags),
            library.rules,
            self.errand.name,
            about_caption(self.errand.message, library, own),
        )
        check(title, library.rules, self.errand.name, about)
        length = count(published(text, tags), placement.counting)
        # a warning goes out in minutes: nobody films a script or reads a long message
        kinds = () if self.errand.message.pillar is Pillar.WARNING else placement.texts
        texts = tuple(one for kind in kinds for one in self._further(kind, layout))
        return Caption(text, tags, title, length, placement.caption_limit, texts)

    def _further(self, kind: TextKind, above: Mapping[str, Any]) -> list[FurtherText]:
        """The further text of this kind; none when it would be out of place in mourning."""
        layout = _layout_of_text(kind, above, self.errand.library)
        if self.errand.is_quiet and layout.get("not_in_mourning"):
            return []
        shape = self._shape(layout, kind.name).with_speech()
        tags = self.errand.message.hashtags[: layout.get("hashtags", 0)]
        text = published(*self._fitted(shape, tags, (kind.counting, kind.limit)))
        about = about_message(self.errand.message, self.errand.library, self.errand.campaign.names)
        check(text, self.errand.library.rules, f"{self.errand.name}, {kind.name}", about)
        return [FurtherText(kind.name, kind.file, text, count(text, kind.counting), kind.limit)]

    def _shape(self, layout: Mapping[str, Any], name: str) -> Shape:
        message = self.errand.message
        seed = (message.insight_id, message.tip_id, self.errand.placement.id, name, self.errand.week)
        return Shape(layout, self.voice, seed, self.errand.library.rules)

    def _fitted(
        self, shape: Shape, tags: tuple[str, ...], counting: tuple[str, int]
    ) -> tuple[str, tuple[str, ...]]:
        """The fullest text within the limit (0 = none), and its hashtags."""
        rule, limit = counting

        def fits(text: str) -> bool:
            return not limit or count(text, rule) <= limit

        found = shape.fitted(tags, fits, lambda name, text: self._accepts(shape, name, text))
        if found is None and "own" in shape.layout:
            # words that a planner typed are the district's own as they stand: they go before an address to it
            found = shape.fitted(tags, fits, lambda *_: True)
        if found is None:
            raise TemplateError(
                self.errand.name,
                f"teks terpendek pun melebihi {limit} karakter",
                "Pendekkan kalimat di insights.toml atau tambah drop di captions.toml",
            )
        return found

    def _accepts(self, shape: Shape, name: str, text: str) -> bool:
        """Whether a wording suits its part: whole before the fold, and the district's own where that is asked."""
        layout = shape.layout
        opening = next((one for one in layout["parts"] if one != STAMP), "")
        if layout.get("is_folded") and name == opening:
            stamp = shape.voice.known.get(STAMP, "")
            above = f"{stamp}{layout['join']}" if stamp else ""
            return len(f"{above}{text}") <= self.errand.placement.fold
        return name != layout.get("own") or self._is_own(text)

    def _is_own(self, text: str) -> bool:
        """Whether a text carries the district's name or one of its numbers, hours or days."""
        own = [self.errand.campaign.polres.district, *(said.text for said in self.errand.message.numbers)]
        return any(one in text for one in own)

    def _title(self, shape: Shape) -> str:
        """The first title that fits, where the placement has a title of its own."""
        most = self.errand.placement.title_limit
        if not most:
            return ""
        frames = shape.layout.get("title_text", ["{{ headline }}"])
        for text in shape.voice.said([*frames, "{{ title }}", "{{ headline }}"], shape.start):
            if count(text, "utf16") <= most:
                return text
        raise TemplateError(
            f"judul untuk {self.errand.placement.id}",
            f"lebih dari {most} karakter",
            f"Pendekkan title di templates/languages/{self.errand.library.code}/insights.toml",
        )
