"""Words to say face to face: the talk sheets of a week, one page for each audience, and the poster.

Three findings, three questions, three steps: personal talk moves people more than any broadcast (CAST D1.3), so the
officer gets the week's evidence with questions that let the audience speak first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.messages import fit
from generator.messages.chance import shuffled
from generator.messages.context import context_of, speaker
from generator.messages.link import printed_link
from generator.messages.rules import check
from generator.messages.wording import Speech, can_say, say, sayable
from generator.records import Poster, TalkSheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.languages import Library, Tip
    from generator.messages.message import Writer
    from generator.messages.selection import Plan
    from generator.records import Insight, Message

_OF_EACH = 3
_QUIET = "duka"  # a mourning message is no subject for a lesson

Pair = tuple["Message", "Insight"]


@dataclass(frozen=True, slots=True)
class _Page:
    """One sheet in the making: who writes, for whom, and what was said so far."""

    writer: Writer
    audience: str
    speech: Speech

    @property
    def library(self) -> Library:
        """Words of the language."""
        return self.writer.library

    @property
    def frames(self) -> Mapping[str, Any]:
        """Frames of this audience."""
        frames: Mapping[str, Any] = self.library.talk["audience"][self.audience]
        return frames

    def names(self) -> dict[str, Any]:
        """What every frame may name."""
        week = self.writer.week.period
        return {**speaker(self.writer.campaign, self.speech), "week": week}

    def one_of(self, frames: Iterable[str], key: str) -> str:
        """One of several frames, the same for this campaign, week and audience every time."""
        seed = (self.writer.campaign.id, self.writer.week, self.audience, key)
        return sayable(shuffled(tuple(frames), *seed), self.names())[0]


def talk_sheets(plan: Plan, writer: Writer) -> tuple[TalkSheet, ...]:
    """A sheet for each audience that talk.toml names, about what the week tells. Raises TemplateError for a bad word."""
    pairs = _loud(plan)
    return tuple(
        _sheet(_Page(writer, audience, Speech(writer.library.words)), pairs)
        for audience in writer.library.talk["audience"]
    )


def _loud(plan: Plan) -> tuple[Pair, ...]:
    """The week's messages with their findings, without mourning."""
    told = {insight.id: insight for insight in plan.insights}
    return tuple(
        (message, told[message.insight_id])
        for message in plan.messages
        if message.insight_id in told and _QUIET not in message.phrases.get("tone", ())
    )


def _sheet(page: _Page, pairs: tuple[Pair, ...]) -> TalkSheet:
    sheet, targets = page.library.talk["sheet"], tuple(page.frames["targets"])
    is_sample = any(insight.is_sample for _, insight in pairs)
    pairs = tuple(pair for pair in pairs if _suits(page, pair[1]))
    # What concerns this audience first; within that, in the order of the week.
    ordered = sorted(pairs, key=lambda pair: pair[0].target_group not in targets)
    told = [pair for pair in ordered if pair[0].evidence][:_OF_EACH]
    tips = _steps(page, told, [pair for pair in ordered if pair not in told])
    source = "source_plain" if not told else "source_sample" if is_sample else "source"
    made = TalkSheet(
        audience=page.audience,
        name=page.frames["file"],
        title=page.frames["title"],
        week=say(sheet["week"], page.names()),
        opening=page.one_of(page.frames["opening"], "opening"),
        findings=tuple(_finding(page, *pair) for pair in told) or (page.one_of(sheet["nothing"], "nothing"),),
        questions=tuple(_questions(page, tips)),
        steps=tuple(say(tip.formal, page.names()) for tip in tips),
        closing=page.one_of(page.frames["closing"], "closing"),
        source=say(sheet[source], page.names()),
        stamp=page.library.frames["common"]["stamp"] if is_sample else "",
        headings={key: sheet[key] for key in ("findings", "questions", "steps", "notes")},
        messages=tuple(message.id for message, _ in told),
        tips=tuple(tip.id for tip in tips),
        numbers=tuple(
            dict.fromkeys([*(said for m, _ in told for said in m.numbers), *page.speech.numbers()])
        ),
    )
    check(sheet_text(made), page.library.rules, f"lembar bicara {page.audience}")
    return made


def _suits(page: _Page, insight: Insight) -> bool:
    """Whether a finding is one to talk about with this audience: fewer findings rather than late nights at school."""
    about = {insight.kind, *insight.codes.get("code", "").split("&")}
    if about & set(page.frames.get("not_about", ())):
        return False
    hours, told = page.frames.get("hours"), {"window_start", "window_end"} <= insight.figures.keys()
    if not hours or not told or insight.kind == "hotspot_place":  # a place is worth knowing at any hour
        return True
    start, end = (round(insight.figures[f"window_{name}"].value) for name in ("start", "end"))
    window = [hour % 24 for hour in range(start, end if end > start else end + 24)]
    fitting = [hour for hour in window if hours[0] <= hour < hours[1]]
    return 2 * len(fitting) >= len(window)


def _finding(page: _Page, message: Message, insight: Insight) -> str:
    """What the message found, with how many accidents stand behind it and of which days."""
    frames = page.library.talk["sheet"]
    context = context_of(insight, page.writer.campaign, page.library, page.writer.week, page.speech)
    # What a picture shows with "these places" has to be named where nobody sees a picture.
    own = sayable(page.library.talk["finding"].get(insight.kind, ()), context)
    context["finding"] = own[0] if own else message.body
    is_told = "n" not in context or page.speech.number(context["n"]) in context["finding"]
    return say(frames["finding_plain" if is_told else "finding"], context)


def _steps(page: _Page, told: list[Pair], rest: list[Pair]) -> list[Tip]:
    """Three tips of different families: for each finding the one that suits the audience best."""
    chosen: list[Tip] = []
    for message, insight in (*told, *rest):
        families = {tip.family for tip in chosen}
        tip = next((one for one in _fitting(page, message, insight) if one.family not in families), None)
        if tip is not None and len(chosen) < _OF_EACH:
            chosen.append(tip)
    for tip in _any_time(page):
        if len(chosen) < _OF_EACH and tip.family not in {one.family for one in chosen}:
            chosen.append(tip)
    return chosen


def _fitting(page: _Page, message: Message, insight: Insight) -> Iterator[Tip]:
    """The message's own tip when it speaks to this audience, then what answers the finding, best first."""
    own = page.library.tips[message.tip_id]
    speaks_to = not page.frames["targets"] or own.target in page.frames["targets"]
    if speaks_to and own.theme not in page.frames.get("not_about", ()):
        yield own
    graded = [(fit.fit(insight, tip), tip) for tip in _of_audience(page)]
    yield from (tip for grade, tip in sorted(graded, key=lambda pair: -pair[0]) if grade > 0)


def _of_audience(page: _Page) -> list[Tip]:
    """Reviewed tips that speak to this audience: advice to drivers is of no use to pupils, nor is a late ride home."""
    targets, names = page.frames["targets"], page.names()
    return [
        tip
        for tip in page.library.tips.values()
        if not tip.needs_review
        and (not targets or tip.target in targets)
        and tip.theme not in page.frames.get("not_about", ())
        and can_say(tip.formal, names)
    ]


def _any_time(page: _Page) -> list[Tip]:
    """Tips of this audience for a week that says too little, in an order of the week's own."""
    seed = (page.writer.campaign.id, page.writer.week, page.audience, "step")
    return shuffled(tuple(_of_audience(page)), *seed)


def _questions(page: _Page, tips: Iterable[Tip]) -> list[str]:
    """Three questions: one about the theme of each step, then questions for anyone."""
    known = {**page.library.calls["question"], **page.frames.get("question", {})}
    seed = (page.writer.campaign.id, page.writer.week, page.audience)
    asked = [shuffled(tuple(known[tip.theme]), *seed, tip.theme)[0] for tip in tips]
    general = shuffled(tuple(page.library.talk["sheet"]["question"]), *seed, "question")
    return list(dict.fromkeys([*sayable(asked, page.names()), *general]))[:_OF_EACH]


# ------------------------------------------------------------------------------------------------ poster


def poster(plan: Plan, writer: Writer) -> Poster | None:
    """One line, one step, place and time, source, from the message that names most; None for a week of mourning only."""
    pairs = _loud(plan)
    if not pairs:
        return None
    page = _Page(writer, "poster", Speech(writer.library.words))
    contexts = [context_of(i, writer.campaign, writer.library, writer.week, page.speech) for _, i in pairs]
    # A place with its own hours before hours of the district before a place alone (social.md 4.2: place and time).
    best = max(range(len(pairs)), key=lambda n: (_says(contexts[n], pairs[n]), -n))
    page.speech.spoken.clear()  # the contexts of the other messages are not on the poster
    return _poster(page, *pairs[best])


def _says(context: Mapping[str, Any], pair: Pair) -> int:
    has_place = bool({"place", "first_place"} & context.keys())
    return 4 * ("window" in context) + 2 * has_place + bool(pair[0].evidence)


def _poster(page: _Page, message: Message, insight: Insight) -> Poster:
    frames, writer = page.library.talk["poster"], page.writer
    context = page.names() | context_of(insight, writer.campaign, page.library, writer.week, page.speech)
    source = "source_sample" if insight.is_sample else "source"
    made = Poster(
        message_id=message.id,
        tip_id=message.tip_id,
        line=message.headline,
        step=message.tip,
        where=sayable(frames["place"], context)[0],
        when=(sayable(frames["time"], context) or [frames["any_time"]])[0],
        source=say(frames[source if can_say(frames[source], context) else "source_plain"], context),
        stamp=page.library.frames["common"]["stamp"] if insight.is_sample else "",
        headings={key: frames[key] for key in ("where", "when", "step", "scan")},
        numbers=tuple(dict.fromkeys([*message.numbers, *page.speech.numbers()])),
        link=printed_link(writer.campaign, writer.week),
    )
    check(poster_text(made), page.library.rules, "poster")
    return made


# ------------------------------------------------------------------------------------------------ as text


def sheet_text(sheet: TalkSheet) -> str:
    """The sheet as plain text, one page."""
    parts = [
        "\n".join(line for line in (sheet.title, sheet.week, sheet.stamp) if line),
        sheet.opening,
        *(
            "\n".join([f"{sheet.headings[key]}:", *(f"• {text}" for text in texts)])
            for key, texts in (
                ("findings", sheet.findings),
                ("questions", sheet.questions),
                ("steps", sheet.steps),
            )
        ),
        sheet.closing,
        sheet.source,
    ]
    return "\n\n".join(parts)


def poster_text(made: Poster) -> str:
    """The poster's words as plain text."""
    lines = [
        made.stamp,
        made.line,
        f"{made.headings['where']}: {made.where}",
        f"{made.headings['when']}: {made.when}",
        f"{made.headings['step']}: {made.step}",
        made.source,
    ]
    return "\n\n".join(line for line in lines if line)
