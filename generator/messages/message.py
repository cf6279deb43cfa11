"""One finding and one tip become a message: headline, body, tip, labels of the picture, alt text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from generator.errors import TemplateError
from generator.messages.chance import shuffled
from generator.messages.context import context_of
from generator.messages.frames import about, case_of, labels, variants
from generator.messages.picture_words import picture_words
from generator.messages.reasons import clause_words, reason_words
from generator.messages.rules import About, check
from generator.messages.wording import Speech, can_say, say, sayable
from generator.records import Figure, Message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.languages import Fact, Library, Tip
    from generator.records import Insight, IsoWeek
    from generator.settings import Campaign

HEADLINE_AT_MOST = 60
ALT_AT_MOST = 900
_NOT_SAID = {"tone", "days"}  # codes that travel with the phrases
MOURNING = "duka"  # the tone of a text that asks nobody to share or to answer
_SLUG_AT_MOST = 24
_SENTENCES = ("hook", "lead", "finding", "brief", "title")


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes: one campaign, one language, one week."""

    campaign: Campaign
    library: Library
    week: IsoWeek
    told: Mapping[str, int] = field(default_factory=dict)  # what it is about -> weeks that told it before

    def can_tell(self, insight: Insight) -> bool:
        """Whether the language has a sentence for every need of this finding."""
        context = context_of(insight, self.campaign, self.library, self.week, Speech(self.library.words))
        if not all(any(can_say(one, context) for one in self._variants(insight, key)) for key in _SENTENCES):
            return False
        # The last headline is the shortest, so it decides alone unless it cannot be filled.
        return any(
            sayable([one], context, HEADLINE_AT_MOST) for one in reversed(self._variants(insight, "headline"))
        )

    def write(self, insight: Insight, tip: Tip, why: Mapping[str, float], name: str) -> Message:
        """The message about this finding with this tip; `name` becomes its id.

        Raises TemplateError when the language cannot say it: no headline short enough, a label missing, a rule broken.
        """
        speech = Speech(self.library.words)
        context = context_of(insight, self.campaign, self.library, self.week, speech)
        tones = {tone: say(getattr(tip, tone), context) for tone in ("formal", "santai", "singkat")}
        facts = self._facts(insight, tip)
        if facts:
            context["fact_credit"] = facts[0].credit
        context["tip"] = tones["formal"]
        phrases = self._phrases(insight, context) | self._law(tip, facts, speech)
        if insight.codes.get("event_tone"):
            phrases["tone"] = (insight.codes["event_tone"],)
        if insight.codes.get("event_days"):
            phrases["days"] = tuple(insight.codes["event_days"].split("/"))
        headline, highlight = self._headline(insight, context)
        words = picture_words(insight, self.library, context, speech)
        words |= {key: self._one(insight, key, context) for key in ("tag", "action_label")}
        words |= reason_words(facts, self.library, speech)
        words |= clause_words(tip, self.library, phrases.get("clause", ()))
        source_line = self._source_line(insight, context)
        message = Message(
            id=name,
            insight_id=insight.id,
            kind=insight.kind,
            pillar=insight.pillar,
            language=self.library.code,
            theme=tip.theme,
            target_group=tip.target,
            tip_id=tip.id,
            tip_family=tip.family,
            headline=headline,
            highlight=highlight,
            body=phrases["finding"][0],
            tip_title=say(tip.title, context),
            tip=tones["formal"],
            tip_short=tones["singkat"],
            call_to_action=self._action(insight, context),
            source_line=source_line,
            alt_text=self._alt_text(insight, headline, source_line, context),
            hashtags=self._hashtags(insight, tip),
            figures=dict(insight.figures),
            words=words,
            evidence=insight.evidence,
            why=dict(why),
            tone_texts=tones,
            phrases=phrases,
            is_sample=insight.is_sample,
            numbers=speech.numbers(),
            about=about(insight),
        )
        check_message(message, self.library, self.campaign.names)
        return message

    def _variants(self, insight: Insight, key: str) -> tuple[str, ...]:
        found = variants(self.library.frames, insight.kind, case_of(insight), key)
        return found or tuple(self.library.frames["common"].get(key, ()))

    def _told(
        self, insight: Insight, key: str, frames: tuple[str, ...], context: Mapping[str, Any]
    ) -> list[str]:
        """What can be said, in this campaign's own order, one step further each time that the finding is told."""
        most = HEADLINE_AT_MOST if key == "headline" else 0
        texts = sayable(shuffled(frames, self.campaign.id, insight.id, key), context, most)
        # EYD: no sentence begins with digits, unless there is no other.
        texts = [text for text in texts if not text.lstrip("*")[:1].isdigit()] or texts
        turn = self.told.get(about(insight), 0) % len(texts) if texts else 0
        return [*texts[turn:], *texts[:turn]]

    def _one(self, insight: Insight, key: str, context: Mapping[str, Any]) -> str:
        texts = self._told(insight, key, self._variants(insight, key), context)
        if not texts:
            raise self._speechless(insight, key)
        return texts[0]

    def _headline(self, insight: Insight, context: Mapping[str, Any]) -> tuple[str, str]:
        """The first headline that fits, and the words between its asterisks."""
        frames = self._variants(insight, "headline")
        # The last frame is the writer's fallback: in turn with the rest it would come too often.
        told = self._told(insight, "headline", frames[:-1], context)
        texts = [*told, *sayable(frames[-1:], context, HEADLINE_AT_MOST)]
        texts.sort(key=lambda text: text.lstrip("*")[:1].isdigit())  # EYD: no sentence begins with digits
        texts = [text.replace(f" {context['zone']}", f"\u00a0{context['zone']}") for text in texts]
        if not texts:
            raise self._speechless(insight, "headline")
        marked = re.search(r"\*(.+?)\*", texts[0])
        return texts[0].replace("*", ""), marked[1] if marked else ""

    def _phrases(self, insight: Insight, context: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
        phrases = {
            key: tuple(self._told(insight, key, self._variants(insight, key), context)) for key in _SENTENCES
        }
        for key, texts in phrases.items():
            if not texts:
                raise self._speechless(insight, key)
        sources = () if insight.is_sample else self._variants(insight, "source_short")
        return phrases | {"source_short": tuple(sayable(sources, context))}

    def _facts(self, insight: Insight, tip: Tip) -> list[Fact]:
        known = [self.library.facts[one] for one in tip.evidence if one in self.library.facts]
        return shuffled(tuple(known), self.campaign.id, self.week, insight.id, "fact")

    def _law(self, tip: Tip, facts: list[Fact], speech: Speech) -> dict[str, tuple[str, ...]]:
        """What stands behind the tip: a fact in its safe sentence with its credit, and the article."""
        cited = [self.library.clauses[one].citation for one in tip.clauses if one in self.library.clauses]
        # A tip may go further than the article: then the article is no basis, only in line with it.
        key = "clause" if tip.relation == "langsung" else "clause_related"
        fine = self.library.amount_of(tip) if key == "clause" else None
        if fine is not None:
            said = speech.rupiah(Figure(fine.fine_rp, "rupiah", f"clause:{fine.id}"))
            frame = self.library.word("law.with_fine")
            cited = [frame.format(clause=cited[0], fine=said, sanction=fine.citation)]
        known = {key: tuple(cited[:1])}
        if facts:
            known |= {"fact": (facts[0].sentence,), "fact_credit": (facts[0].credit,)}
        return known

    def _source_line(self, insight: Insight, context: Mapping[str, Any]) -> str:
        frames = labels(self.library.frames, insight.kind, case_of(insight))
        key = "source_line_sample" if insight.is_sample else "source_line"
        return say(frames[key] if can_say(frames[key], context) else frames[f"{key}_plain"], context)

    def _action(self, insight: Insight, context: Mapping[str, Any]) -> str:
        calls = self.library.calls["action"]
        frames = tuple(calls.get(insight.kind) or calls.get(str(insight.pillar), ()) or calls["edukasi"])
        return self._told(insight, "action", frames, context)[0]

    def _alt_text(self, insight: Insight, headline: str, source_line: str, context: Mapping[str, Any]) -> str:
        """What is seen, its headline, the numbers, the advice; the advice is left out before anything else is."""
        frames = labels(self.library.frames, insight.kind, case_of(insight))
        told = [frames["alt_seen"], frames["alt"], *(frames[key] for key in ("alt_peak",) if key in frames)]
        titles = sayable([frames.get("chart_title", "")], context)
        parts = sayable(told, {**context, "chart_title": titles[0] if titles else headline})
        parts.insert(1, headline if headline.endswith(("?", "!", ".")) else f"{headline}.")
        action = say(frames["alt_action"], context)
        ending = frames["caption_stamp"] if insight.is_sample else f"{source_line}."
        for text in (" ".join([*parts, action, ending]), " ".join([*parts, ending])):
            if len(text) <= ALT_AT_MOST:
                return text
        raise TemplateError(
            f"pesan {insight.kind}",
            f"teks alternatif lebih dari {ALT_AT_MOST} karakter",
            "Pendekkan kalimat alt",
        )

    def _hashtags(self, insight: Insight, tip: Tip) -> tuple[str, ...]:
        tags = self.library.hashtags
        own = [self.campaign.polres.hashtag] if self.campaign.polres.hashtag else []
        if insight.codes.get("event_tone"):
            return tuple(f"#{tag.lstrip('#')}" for tag in own)
        wanted = [
            *own,
            *tags["theme"].get(tip.theme, ()),
            *tags["kind"].get(insight.kind, ()),
            *tags["general"],
        ]
        return tuple(dict.fromkeys(f"#{tag.lstrip('#')}" for tag in wanted))

    def name(self, insight: Insight, taken: frozenset[str]) -> str:
        """A slug for a message about this finding that is not among `taken`."""
        return _unused(insight.codes.get("slug", "") or self._variants(insight, "slug")[0], taken)

    def _speechless(self, insight: Insight, key: str) -> TemplateError:
        where = f"templates/languages/{self.library.code}/insights.toml"
        found = f'tidak ada "{key}" yang bisa diisi untuk temuan {insight.kind} {case_of(insight)}'.strip()
        return TemplateError(
            where, found, "Tambahkan kalimat yang lebih pendek atau dengan isi yang lebih sedikit"
        )


def check_message(message: Message, library: Library, own: tuple[str, ...]) -> None:
    """Lint every text of a message; `own` are the campaign's names. Raises TemplateError naming the text and the rule."""
    names = {"judul": message.headline, "isi": message.body, "teks alternatif": message.alt_text}
    names |= {f"tip {tone}": text for tone, text in message.tone_texts.items()}
    said = {key: texts for key, texts in message.phrases.items() if key not in _NOT_SAID}
    names |= {f"{key} {n}": text for key, texts in said.items() for n, text in enumerate(texts, 1)}
    names |= {f"label {key}": text for key, text in message.words.items()}
    about = about_message(message, library, own)
    for name, text in names.items():
        check(text, library.rules, f"pesan {message.id}, {name}", about)


def about_message(message: Message, library: Library, own: tuple[str, ...] = ()) -> About:
    """What the rules must know about every text of a message; `own` are the campaign's names."""
    is_mourning = MOURNING in message.phrases.get("tone", ())
    return About(
        is_mourning=is_mourning,
        names=(*place_names(message.words), *own),
        facts=library.facts,
        released=library.permissions,
    )


def place_names(words: Mapping[str, str]) -> tuple[str, ...]:
    """Names of places among the words of a picture: a road may be called anything, also what we would not say."""
    named = (text for key, text in words.items() if key.startswith(("place_", "label_")))
    return tuple(name for text in named for name in text.split(" · "))


def slug(text: str) -> str:
    """At most 24 ASCII letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:_SLUG_AT_MOST].strip("-")


def _unused(wanted: str, taken: frozenset[str]) -> str:
    """The slug, with a number when it is used already."""
    base = slug(wanted) or "pesan"
    if base not in taken:
        return base
    number = 2
    while f"{base[: _SLUG_AT_MOST - 3]}-{number}" in taken:
        number += 1
    return f"{base[: _SLUG_AT_MOST - 3]}-{number}"
