"""The sentences of the verb `new` in one language (templates/languages/<code>/new.toml, fields.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.languages import flat

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.accidents.proposal.records import Doubt
    from generator.home import Home


@dataclass(frozen=True, slots=True)
class Words:
    """Sentences by dotted key, and the names of the codes."""

    texts: Mapping[str, str]
    labels: Mapping[str, str]  # "label.weather.rain" -> "Hujan"

    def say(self, key: str, /, **values: object) -> str:
        """The sentence of this key with its blanks filled."""
        return self.texts[key].format(**values)

    def meaning(self, field: str) -> str:
        """What a field holds, in words."""
        return self.texts.get(f"fields.{field}") or self.labels.get(f"label.column.{field}", field)

    def code(self, field: str, code: str) -> str:
        """Name of a code of a column."""
        kinds = {"person_injury": "severity", "vehicles": "road_user"}
        return self.labels.get(f"label.{kinds.get(field, field)}.{code}", code)

    def doubt(self, doubt: Doubt) -> str:
        """One sentence about what is not certain."""
        values = dict(doubt.values)
        if "field" in values:
            values["field"] = self.meaning(values["field"])
        return self.say(f"doubts.{doubt.code}", **values)


def load_words(home: Home, language: str) -> Words:
    """The sentences of one language."""
    folder = home.templates / "languages" / language
    texts, fields, labels = (
        dict(flat(tomllib.loads((folder / name).read_text(encoding="utf-8-sig"))))
        for name in ("new.toml", "fields.toml", "words.toml")
    )
    return Words(texts | fields, labels)
