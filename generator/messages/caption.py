"""The text of one post: the placement's own shape and tone, within its limit, never cut inside."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.errors import TemplateError
from generator.messages.chance import shuffled
from generator.messages.context import speaker
from generator.messages.counting import count
from generator.messages.message import MOURNING, about_message
from generator.messages.rules import About, check, repeats
from generator.messages.wording import Speech, sayable
from generator.records import Caption

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.languages import Library
    from generator.platforms import Placement
    from generator.records import Message
    from generator.settings import Campaign

_NOT_WHEN_QUIET = {"share", "question", "clause", "clause_related", "fact"}


@dataclass(frozen=True, slots=True)
class _Part:
    """One piece of the caption by its name in captions.toml."""

    name: str
    text: str


def published(text: str, hashtags: tuple[str, ...]) -> str:
    """Text and hashtags as they are published: an empty line between them."""
    return f"{text}\n\n{' '.join(hashtags)}" if hashtags else text


def write_caption(message: Message, placement: Placement, campaign: Campaign, library: Library) -> Caption:
    """The caption of a message on a placement; empty where the placement has none.

    Whole parts are dropped in the order that captions.toml declares, then hashtags from the last. Raises TemplateError
    when even the shortest does not fit, or when a sentence breaks a rule.
    """
    if placement.caption_limit == 0:
        return Caption("", (), "", 0, 0)
    layout = _layout(placement, library)
    context = _context(message, placement, campaign, library, layout["start"])
    parts = _fresh(_parts(layout, context, message, placement), library)
    tags = message.hashtags[: min(layout["hashtags"], placement.hashtag_limit)]
    title = _title(layout, context, placement, library)
    for kept, kept_tags in _ways(parts, tuple(layout["drop"]), tags):
        text = layout["join"].join(part.text for part in kept)
        length = count(published(text, kept_tags), placement.counting)
        if length <= placement.caption_limit:
            where = f"caption {message.id} untuk {placement.id}"
            check(published(text, kept_tags), library.rules, where, about_caption(message, library))
            check(title, library.rules, where, about_message(message, library))
            return Caption(text, kept_tags, title, length, placement.caption_limit)
    raise TemplateError(
        f"caption {message.id} untuk {placement.id}",
        f"teks terpendek pun melebihi {placement.caption_limit} karakter",
        "Pendekkan kalimat di insights.toml atau tambah drop di captions.toml",
    )


def own_caption(
    text: str, placement: Placement, library: Library, *, is_sample: bool = False, about: About | None = None
) -> Caption:
    """A caption that a person wrote, counted and checked like ours; a last line of hashtags is told apart.

    Sample data keep their stamp; `about` tells the rules which message it stands for. The first line becomes the title
    where the placement has one and it fits. Raises TemplateError when the text is too long for the placement or has what
    may never leave.
    """
    where = f"caption sendiri untuk {placement.id}"
    if placement.caption_limit == 0:
        raise TemplateError(where, "penempatan ini tidak punya caption", "Hapus caption pada perubahan itu")
    stamp = library.frames["common"]["caption_stamp"]
    words = text.strip()
    if is_sample and stamp not in words:
        words = f"{stamp}\n{words}"
    *above, last = words.split("\n")
    tags = tuple(last.split()) if above and all(word.startswith("#") for word in last.split()) else ()
    body = "\n".join(above).strip() if tags else words
    length = count(published(body, tags), placement.counting)
    if length > placement.caption_limit:
        raise TemplateError(
            where, f"{length} karakter, batasnya {placement.caption_limit}", "Pendekkan teks itu"
        )
    about = dataclasses.replace(
        about or About(facts=library.facts, released=library.permissions), is_post=True, is_by_hand=True
    )
    check(words, library.rules, where, about)
    first = text.strip().partition("\n")[0]
    title = first if count(first, "utf16") <= placement.title_limit else ""
    return Caption(body, tags, title, length, placement.caption_limit)


def about_caption(message: Message, library: Library) -> About:
    """What the rules must know about a caption of ours: its picture bears source and period, and its tip is a step."""
    return dataclasses.replace(
        about_message(message, library),
        is_post=True,
        beside=f"{message.alt_text}\n{message.source_line}",
        given=frozenset({"step"}),
    )


def _layout(placement: Placement, library: Library) -> Mapping[str, Any]:
    """The shape of the placement, or of its platform."""
    for name in (placement.id, placement.platform):
        if name in library.captions:
            layout: Mapping[str, Any] = library.captions[name]
            return layout
    raise TemplateError(
        f"templates/languages/{library.code}/captions.toml",
        f'tidak ada bagian "{placement.platform}"',
        "Tambahkan bagian itu, contohnya [instagram]",
    )


def _context(
    message: Message, placement: Placement, campaign: Campaign, library: Library, start: int
) -> dict[str, Any]:
    """What the parts may name; a sentence that this message does not have is left out."""
    context = speaker(campaign, Speech(library.words))
    context |= {
        "headline": message.headline,
        "body": message.body,
        "tip_title": message.tip_title,
        "tip": message.tone_texts[placement.tone],
        "tip_short": message.tip_short,
        "action": message.call_to_action,
        "source": message.source_line,
        "titles": message.phrases["title"],
    }
    for key, texts in message.phrases.items():
        if texts:
            context[key] = texts[start % len(texts)]
    if message.evidence:
        context["data_finding"] = context["finding"]
    if message.is_sample:
        context["stamp"] = library.frames["common"]["caption_stamp"]
    calls = library.calls
    for key, frames in (
        ("question", calls["question"].get(message.theme, ())),
        ("share", calls["share"].get(placement.platform, calls["share"]["any"])),
    ):
        said = sayable(shuffled(tuple(frames), message.tip_id, campaign.id, key, placement.platform), context)
        if said:
            context[key] = said[0]
    if MOURNING in message.phrases.get("tone", ()):
        quiet = {key: value for key, value in context.items() if key not in _NOT_WHEN_QUIET}
        return quiet | {"tip": message.tone_texts["formal"]}
    return context | {"lively_tip": context["tip"]}


def _parts(
    layout: Mapping[str, Any], context: Mapping[str, Any], message: Message, placement: Placement
) -> list[_Part]:
    parts = []
    for name in layout["parts"]:
        frames = shuffled(tuple(layout[name]), message.insight_id, message.tip_id, placement.id, name)
        texts = sayable([*frames, *layout.get(f"or_{name}", ())], context)
        if texts:
            parts.append(_Part(name, texts[0]))
    return parts


def _fresh(parts: list[_Part], library: Library) -> list[_Part]:
    """The parts without those that say a sentence of the tip or of an earlier part again; the tip always comes."""
    said = [part.text for part in parts if part.name == "tip"]
    kept: list[_Part] = []
    for part in parts:
        if part.name == "tip":
            kept.append(part)
        elif not repeats(part.text, "\n".join(said), library.rules):
            kept.append(part)
            said.append(part.text)
    return kept


def _title(
    layout: Mapping[str, Any], context: Mapping[str, Any], placement: Placement, library: Library
) -> str:
    """The first title that fits, where the placement has a title of its own."""
    if not placement.title_limit:
        return ""
    frames = layout.get("title_text", ["{{ headline }}"])
    titles: list[str] = [*sayable(frames, context), *context["titles"], context["headline"]]
    for text in titles:
        if count(text, "utf16") <= placement.title_limit:
            return text
    raise TemplateError(
        f"judul untuk {placement.id}",
        f"lebih dari {placement.title_limit} karakter",
        f"Pendekkan title di templates/languages/{library.code}/insights.toml",
    )


def _ways(
    parts: list[_Part], drop: tuple[str, ...], tags: tuple[str, ...]
) -> list[tuple[list[_Part], tuple[str, ...]]]:
    """From the whole text to the shortest: one part less each time, at last one hashtag less each time."""
    ways = [(parts, tags)]
    kept = parts
    for name in drop:
        shorter = [part for part in kept if part.name != name]
        if len(shorter) < len(kept):
            kept = shorter
            ways.append((kept, tags))
    fewer = [(kept, tags[:most]) for most in range(len(tags) - 1, -1, -1)]
    return ways + fewer
