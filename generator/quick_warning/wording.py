"""A checked warning becomes a message: headline, the person's own sentence, until when, one step, labels, alt text."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.codes import Pillar
from generator.errors import TemplateError
from generator.languages import DIGITS
from generator.messages.context import speaker
from generator.messages.message import ALT_AT_MOST, check_message, slug
from generator.messages.wording import Speech, can_say, first_upper, say, sayable
from generator.posting.agenda import zone_label
from generator.records import Figure, Insight, Message, Period, Said

if TYPE_CHECKING:
    from generator.languages import Library
    from generator.quick_warning.asked import QuickWarning
    from generator.quick_warning.kinds import Kind, Words
    from generator.settings import Campaign

KIND = "quick_warning"
HEADLINE_AT_MOST = 48  # shorter than the week's: a whole sentence of a person stands below it
_TYPED = ("text", "area", "source")


@dataclass(frozen=True, slots=True)
class Voice:
    """Who warns, in which language, and whether everything here is invented."""

    campaign: Campaign
    library: Library
    words: Words
    is_sample: bool


def caption_library(voice: Voice) -> Library:
    """The library with the layouts of warnings in the place of the week's."""
    return dataclasses.replace(voice.library, captions=voice.words.captions)


def insight_of(warning: QuickWarning, voice: Voice) -> Insight:
    """What the drawing knows beside the words: which sign, which icon. It has no figure."""
    kind = voice.words.kinds[warning.kind]
    last = (warning.until or warning.now).date()
    return Insight(
        id=f"{KIND}-{kind.name}",
        kind=KIND,
        pillar=Pillar.WARNING,
        period=Period(warning.now.date(), last),
        place=None,
        figures={},
        codes={"sign": kind.sign, "icon": kind.icon, "tone": kind.tone},
        is_sample=voice.is_sample,
    )


def message_of(warning: QuickWarning, voice: Voice, number: int) -> Message:
    """The message of the `number`-th warning of its week; the next one takes the next step.

    Raises TemplateError when a sentence of ours breaks a rule or an alt text gets too long.
    """
    campaign, library, words = voice.campaign, voice.library, voice.words
    kind, speech = words.kinds[warning.kind], Speech(library.words)
    context = _context(warning, voice, kind, speech)
    headline, highlight = _headline(kind, context)
    if warning.area not in headline:
        context["where"] = say(words.lines["where"], context)
    turn = (number - 1) % len(kind.steps)
    step, short = (say(frames[turn], context) for frames in (kind.steps, kind.steps_short))
    said = {
        key: say(words.lines[key], context)
        for key in ("source", "source_short", "help", "title", "until_short")
        if can_say(words.lines[key], context)
    }
    stamps = library.frames["common"]
    ending = stamps["caption_stamp"] if voice.is_sample else f"{said['source']}."
    alt = {**context, "seen": words.seen[kind.sign], "headline": headline, "step": step, "ending": ending}
    message = Message(
        id=slug(f"{words.lines['slug']} {kind.name}"),
        insight_id=f"{KIND}-{kind.name}",
        kind=KIND,
        pillar=Pillar.WARNING,
        language=library.code,
        theme=kind.theme,
        target_group="",
        tip_id="",  # its steps are no tips: they neither use up a tip's time of rest nor heed it
        tip_family="",
        headline=headline,
        highlight=highlight,
        body=warning.text,
        tip_title=short,
        tip=step,
        tip_short=short,
        call_to_action=say(kind.action, context),
        source_line=said["source"],
        alt_text=_alt_text(say(words.lines["alt"], alt), library.code),
        hashtags=_hashtags(kind, campaign),
        figures={},
        words=_labels(context, voice, kind),
        tone_texts={"formal": step, "santai": step, "singkat": short},
        phrases=_phrases(context, kind, said),
        is_sample=voice.is_sample,
        numbers=(*speech.numbers(), *_typed_numbers(warning)),
    )
    check_message(message, library, voice.campaign.names)
    return message


def _context(warning: QuickWarning, voice: Voice, kind: Kind, speech: Speech) -> dict[str, Any]:
    """Everything that the frames of now.toml may name. The person's words are values, never frames."""
    lines = voice.words.lines
    context = speaker(voice.campaign, speech)
    zone = zone_label(warning.now, voice.campaign.zone)
    context |= {"area": warning.area, "typed": warning.text, "tag": kind.tag, "zone": zone}
    context |= _moment("issued", warning.now)
    context["source"] = warning.source or say(lines["own_source"], context)
    context["issued"] = say(lines["issued"], context)
    if warning.until is None:
        context["until_line"] = say(kind.until_open, context)
        return context
    context |= _moment("until", warning.until)
    context["zone"] = zone_label(warning.until, voice.campaign.zone)
    is_today = warning.until.date() == warning.now.date()
    context["until"] = say(lines["until_today" if is_today else "until_day"], context)
    context["until_brief"] = say(lines["until_today" if is_today else "until_day_brief"], context)
    context["until_line"] = say(lines["until"], context)
    return context


def _moment(name: str, moment: Any) -> dict[str, Any]:
    """Weekday, date and hour of an instant on the district's wall, as frames name them."""
    source = f"campaign:now.{name}"
    return {
        f"{name}_weekday": Figure(moment.weekday(), "weekday", source),
        f"{name}_date": moment.date(),
        f"{name}_hour": Figure(moment.hour + moment.minute / 60, "h", source),
    }


def _headline(kind: Kind, context: dict[str, Any]) -> tuple[str, str]:
    """The first headline that fits, and the words between its asterisks; the last one always fits."""
    text = first_upper(
        (sayable(kind.headline, context, HEADLINE_AT_MOST) or [say(kind.headline[-1], context)])[0]
    )
    marked = re.search(r"\*(.+?)\*", text)
    plain = text.replace("*", "")
    return plain, first_upper(marked[1]) if marked and text.startswith("*") else marked[1] if marked else ""


def _labels(context: dict[str, Any], voice: Voice, kind: Kind) -> dict[str, str]:
    """What the picture prints beside headline, sentence and step."""
    lines, campaign = voice.words.lines, voice.campaign
    labels = {"unit": campaign.unit, "tag": kind.tag, "until": context["until_line"]}
    labels["source_short"] = say(lines["source_short"], context)
    if "until" in context:
        labels["plate"] = first_upper(say(lines["plate"], context))
    if "where" in context:
        labels["where"] = context["area"]
    if campaign.polres.handle:
        labels["handle"] = campaign.polres.handle
    if voice.is_sample:
        labels["stamp"] = voice.library.frames["common"]["stamp"]
    return labels


def _phrases(context: dict[str, Any], kind: Kind, said: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Sentences by the names that the layouts of captions use."""
    found = {
        "typed": (context["typed"],),
        "until": (context["until_line"],),
        "until_short": (said.get("until_short", context["until_line"]),),
        "help": (said["help"],),
        "title": (said["title"],),
        "source_short": (said["source_short"],),
        "tag": (kind.tag,),
        "mark": (kind.mark,),
    }
    return found | ({"where": (context["where"],)} if "where" in context else {})


def _typed_numbers(warning: QuickWarning) -> tuple[Said, ...]:
    """Digits that the person typed, each with the option that they came in: the person answers for them."""
    found = (
        Said(digits, "typed", f"campaign:now.{key}")
        for key in _TYPED
        for digits in DIGITS.findall(getattr(warning, key))
    )
    return tuple(dict.fromkeys(found))


def _hashtags(kind: Kind, campaign: Campaign) -> tuple[str, ...]:
    wanted = [*kind.hashtags[:1], campaign.polres.hashtag, *kind.hashtags[1:]]
    return tuple(dict.fromkeys(f"#{tag.lstrip('#')}" for tag in wanted if tag))


def _alt_text(text: str, code: str) -> str:
    if len(text) <= ALT_AT_MOST:
        return text
    raise TemplateError(
        f"templates/languages/{code}/now.toml",
        f"teks alternatif lebih dari {ALT_AT_MOST} karakter",
        "Pendekkan kalimat alt",
    )
