"""A shape of captions.toml filled for one message: its parts, in several wordings, and the fullest text that fits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from generator.messages.chance import shuffled
from generator.messages.rules import repeats
from generator.messages.spoken import fits_seconds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from generator.messages.voice import Voice

    Tags = tuple[str, ...]
    Accepts = Callable[[str, str], bool]  # name of a part, wording -> whether it may be used

_TIP = "tip"
_INNER_QUOTES = str.maketrans("“”", "‘’")  # what is spoken stands in quotes itself (EYD V)
HASHTAG = "hashtag"  # in a list of what may go: one hashtag less, from the last


def published(text: str, hashtags: tuple[str, ...]) -> str:
    """Text and hashtags as they are published: an empty line between them."""
    return f"{text}\n\n{' '.join(hashtags)}" if hashtags else text


@dataclass(frozen=True, slots=True)
class Shape:
    """One shape with the voice that fills it; `seed` decides between frames that say the same."""

    layout: Mapping[str, Any]
    voice: Voice
    seed: tuple[object, ...]
    rules: Mapping[str, Any]

    @property
    def start(self) -> int:
        """Which of several phrases this shape prefers, so that placements differ."""
        return int(self.layout.get("start", 0))

    def options(self, name: str) -> Iterator[str]:
        """Every wording of a part, the preferred one first."""
        frames = shuffled(tuple(self.layout[name]), *self.seed, name)
        yield from self.voice.said([*frames, *self.layout.get(f"or_{name}", ())], self.start)

    def fitted(self, tags: Tags, fits: Callable[[str], bool], accepts: Accepts) -> tuple[str, Tags] | None:
        """The fullest text that fits with its hashtags; None when even the shortest does not.

        Whole parts go in the order that the shape declares, then hashtags from the last, and only then each part
        takes its shortest wording.
        """
        for parts, kept in self._ways(tags, accepts):
            text = self.layout["join"].join(parts)
            if fits(published(text, kept)):
                return text, kept
        return None

    def _ways(self, tags: Tags, accepts: Accepts) -> Iterator[tuple[list[str], Tags]]:
        parts = {name: self._first(name, accepts) for name in self.layout["parts"]}
        parts = self._once({name: text for name, text in parts.items() if text})
        yield list(parts.values()), tags
        kept = tags
        for name in self.layout["drop"]:
            if name == HASHTAG and kept:
                kept = kept[:-1]
            elif name in parts:
                del parts[name]
            else:
                continue
            yield list(parts.values()), kept
        for most in range(len(kept) - 1, -1, -1):
            yield list(parts.values()), kept[:most]
        shortest = [self._shortest(name, accepts) for name in parts]
        for most in range(len(tags), -1, -1):
            yield shortest, tags[:most]

    def _once(self, parts: dict[str, str]) -> dict[str, str]:
        """The parts without those that say a sentence of the tip or of an earlier part again; the tip always comes."""
        said = [parts[_TIP]] if _TIP in parts else []
        kept = {}
        for name, text in parts.items():
            if name == _TIP:
                kept[name] = text
            elif not repeats(text, "\n".join(said), self.rules):
                kept[name] = text
                said.append(text)
        return kept

    def _first(self, name: str, accepts: Accepts) -> str:
        return next((text for text in self.options(name) if accepts(name, text)), "")

    def _shortest(self, name: str, accepts: Accepts) -> str:
        return min((text for text in self.options(name) if accepts(name, text)), key=len)

    def with_speech(self) -> Shape:
        """The same shape that may also name what is spoken: of each list, what can be said in its seconds."""
        chosen: dict[str, str] = {}
        for name, one in self.layout.get("spoken", {}).items():
            told = self.voice.said(one["texts"], self.start)
            fitting = next((text for text in told if fits_seconds(text, one["seconds"])), "")
            chosen |= {name: fitting.translate(_INNER_QUOTES)} if fitting else {}
        return replace(self, voice=replace(self.voice, known={**self.voice.known, **chosen}))
