"""What may stand in the words of a language: every fault as one sentence with the file, the entry, the key and what to do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from generator.codes import CollisionType, Factor, Light, Pillar, RoadUser, Weather

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.languages import Amount, Clause, Fact, Tip

DIGITS = re.compile(r"\d[\d.,]*\d|\d")
TONES = ("formal", "santai", "singkat")
MARKS = ("teks", "sekunder", "umum")  # read in the source, read in a quotation, not read yet
SHOWN = "ya"
_GUIDE = "pedoman"  # a tip that only follows our rules of communication and claims no fact
_SHOWS = (SHOWN, "internal", "tahan")
_LENGTHS = {"title": 42, "formal": 160, "santai": 150, "singkat": 60}
_RELATIONS = ("langsung", "turunan")  # what the source says, or what we derive from it
_DULL = ("unknown", "other", "clear", "cloudy")  # never a finding: nothing that a tip could answer
# Frames that every message needs, whatever it is about.
_COMMON = ("stamp", "caption_stamp", "alt_action", "action_label", "unit_line", "unit_line_plain",
           "source_line", "source_line_plain", "source_line_sample", "source_line_sample_plain")  # fmt: skip
# What a tip may answer: section -> codes. `generator.messages.fit` asks for these, and for nothing else.
TAGS: Mapping[str, frozenset[str]] = {
    **{
        section: frozenset(map(str, codes)) - {*_DULL}
        for section, codes in (
            ("collision_type", CollisionType),
            ("road_user", RoadUser),
            ("factor", Factor),
            ("light", Light),
            ("weather", Weather),
        )
    },
    "area": frozenset(("school", "shop", "office", "housing", "tourism")),
    "district": frozenset(("any",)),
    "group": frozenset(("hit_and_run",)),
    "hour": frozenset(f"{start:02d}-{start + 3:02d}" for start in range(0, 24, 3)),
    "place": frozenset(
        ("any", "junction", "bend", "level_crossing", "arterial", "urban", "residential", "school")
    ),
    "recap": frozenset(("any",)),
    "weekday": frozenset(("weekend", "weekdays", "even")),
}


def faults_of_tips(
    tips: Mapping[str, Tip],
    facts: Mapping[str, Fact],
    clauses: Mapping[str, Clause],
    raw: Mapping[str, Mapping[str, Any]],
) -> list[str]:
    """Faults of all tips against facts, clauses and the other files (`raw`: part -> its TOML)."""
    occasions = _occasions(tips.values(), raw["calendar"])
    faults: list[str] = []
    for tip in tips.values():
        here = [
            *_lengths(tip),
            *_sources(tip, facts, clauses),
            *_numbers(tip, facts, clauses),
            *_tags(tip, occasions),
            *_themes(tip, raw),
        ]
        faults += [f"tips.toml: {tip.id}: {fault}" for fault in here]
    return faults


def _lengths(tip: Tip) -> Iterator[str]:
    for key, most in _LENGTHS.items():
        length = len(getattr(tip, key))
        if length > most:
            yield f'"{key}" {length} karakter, paling banyak {most}; pendekkan kalimatnya'
        if not length:
            yield f'"{key}" kosong; tulis kalimatnya'


def _sources(tip: Tip, facts: Mapping[str, Fact], clauses: Mapping[str, Clause]) -> Iterator[str]:
    for one in tip.evidence:
        if one not in facts:
            yield f'"evidence": fakta "{one}" tidak ada; pakai id dari facts.toml'
    for one in tip.clauses:
        if one not in clauses:
            yield f'"clauses": pasal "{one}" tidak ada; pakai id dari clauses.toml'
    if tip.mark not in {*MARKS, _GUIDE}:
        yield f'"mark": "{tip.mark}" tidak dikenal; pakai {", ".join((*MARKS, _GUIDE))}'
    if tip.relation not in _RELATIONS:
        yield f'"relation": "{tip.relation}" tidak dikenal; pakai {" atau ".join(_RELATIONS)}'
    has_source = tip.mark == _GUIDE or (tip.mark != "umum" and (tip.evidence or tip.clauses))
    if not tip.needs_review and not has_source:
        yield '"evidence" dan "clauses" tanpa rujukan yang terbaca; isi rujukannya atau tulis needs_review = true'


def _numbers(tip: Tip, facts: Mapping[str, Fact], clauses: Mapping[str, Clause]) -> Iterator[str]:
    said = {digits for key in _LENGTHS for digits in DIGITS.findall(getattr(tip, key))}
    for one in sorted(said - tip.numbers.keys()):
        yield f'angka "{one}" tidak punya asal; tulis asalnya di "numbers", misalnya "fact:F-BATAS"'
    for origin in sorted(set(tip.numbers.values())):
        kind, _, name = origin.partition(":")
        if origin != "advice" and name not in {"fact": facts, "clause": clauses}.get(kind, {}):
            yield f'"numbers": asal angka "{origin}" tidak ada; pakai fact:<id>, clause:<id>, atau advice'
        elif kind == "fact" and facts[name].show != SHOWN:
            yield f'"numbers": fakta "{name}" tidak boleh tayang (show = "{facts[name].show}"); pakai fakta lain'


def _tags(tip: Tip, occasions: frozenset[str]) -> Iterator[str]:
    for key, grade in tip.answers.items():
        section, _, code = key.partition(":")
        if section not in TAGS:
            yield f'"answers": tanda "{key}" tidak dikenal; bagian yang ada: {", ".join(sorted(TAGS))}'
        elif code not in TAGS[section]:
            yield f'"answers": tanda "{key}" tidak dikenal; yang ada: {", ".join(sorted(TAGS[section]))}'
        if not 1 <= grade <= 3:
            yield f'"answers": bobot "{key}" = {grade}; pakai 1, 2, atau 3'
    for one in tip.occasions:
        if one not in occasions:
            yield f'"occasions": tema kalender "{one}" tidak dikenal; pakai tema yang ada di calendar.toml'


def section(table: Mapping[str, Any], *names: str) -> Mapping[str, Any]:
    """A table inside tables; empty where there is none."""
    for name in names:
        inside = table.get(name)
        table = inside if isinstance(inside, dict) else {}
    return table


def _occasions(tips: Iterable[Tip], calendar: Mapping[str, Any]) -> frozenset[str]:
    """Themes that a day of the calendar or a notice of some pillar can ask for, and the tips' own themes."""
    events = [one for one in calendar.get("event", ()) if isinstance(one, dict)]
    cards = [one for one in calendar.get("evergreen", ()) if isinstance(one, dict)]
    asked = {str(theme) for event in events for theme in event.get("themes", ())}
    asked |= {str(card.get("theme")) for card in cards}
    return frozenset(asked | {tip.theme for tip in tips} | set(map(str, Pillar)))


def _themes(tip: Tip, raw: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """A theme has a question, hashtags and a name; a reader has a name."""
    for names, where in (
        (("calls", "question"), "pertanyaan di calls.toml [question]"),
        (("hashtags", "theme"), "tagar di hashtags.toml [theme]"),
        (("words", "label", "theme"), "nama di words.toml [label.theme]"),
    ):
        if not section(raw, *names).get(tip.theme):
            yield f'"theme": tema "{tip.theme}" tidak punya {where}; tambahkan di sana'
    if not section(raw, "words", "label", "target").get(tip.target):
        yield f'"target": "{tip.target}" tidak punya nama di words.toml [label.target]; tambahkan di sana'


def faults_of_facts(facts: Iterable[Fact]) -> list[str]:
    """A fact that may be shown has a sentence, a credit, a source that was read, and a known mark."""
    faults = []
    for fact in facts:
        here = []
        if fact.show not in _SHOWS:
            here.append(f'"show": "{fact.show}" tidak dikenal; pakai {", ".join(_SHOWS)}')
        if fact.mark not in MARKS:
            here.append(f'"mark": "{fact.mark}" tidak dikenal; pakai {", ".join(MARKS)}')
        if fact.show == SHOWN:
            here += [
                f'"{key}" kosong; fakta tanpa sumber tidak boleh tayang: isi, atau tulis show = "tahan"'
                for key in ("sentence", "credit", "source", "year")
                if not getattr(fact, key).strip()
            ]
            if fact.mark == "umum":
                here.append('"mark" = umum, belum diperiksa; tulis show = "tahan" sampai sumbernya terbaca')
        faults += [f"facts.toml: {fact.id}: {fault}" for fault in here]
    return faults


def faults_of_clauses(clauses: Iterable[Clause], sources: Mapping[str, Any]) -> list[str]:
    """An article has a source; one that may be cited has its number too."""
    faults = []
    for clause in clauses:
        here = []
        if clause.mark not in MARKS:
            here.append(f'"mark": "{clause.mark}" tidak dikenal; pakai {", ".join(MARKS)}')
        if clause.mark == "teks" and clause.source not in sources:
            here.append(
                f'"source": "{clause.source}" tidak ada di [sources]; tulis naskah yang dibaca di sana'
            )
        if clause.mark == "teks" and not clause.citation.strip():
            here.append('"citation" kosong; tulis nomor pasalnya')
        faults += [f"clauses.toml: {clause.id}: {fault}" for fault in here]
    return faults


def faults_of_amounts(amounts: Iterable[Amount], clauses: Mapping[str, Clause]) -> list[str]:
    """A fine belongs to an article, was read in the text, and follows norms that exist."""
    faults = []
    for amount in amounts:
        here = [
            f'"{key}": pasal "{one}" tidak ada; pakai id dari clauses.toml'
            for key, ids in (("clause", (amount.clause,)), ("basis", amount.basis))
            for one in ids
            if one not in clauses
        ]
        if amount.fine_rp <= 0:
            here.append(f'"fine_rp" = {amount.fine_rp}; tulis rupiah, misalnya 250000')
        if amount.mark != "teks":
            here.append('"mark" bukan teks; besar denda hanya dari naskah yang dibaca')
        faults += [f"amounts.toml: {amount.id}: {fault}" for fault in here]
    return faults


def faults_of_digits(table: Mapping[str, Any], where: str) -> list[str]:
    """Digits that a template writes itself must stand in its list of literals."""
    literals = set(table.get("literals", ()))
    faults = []
    for key, text in flat({k: v for k, v in table.items() if k != "literals"}):
        if text.isdigit():
            continue  # a setting, not a sentence
        plain = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", " ", text)
        strange = [one for one in DIGITS.findall(plain) if one not in literals]
        if strange:
            faults.append(f'{where}: "{key}" menulis {", ".join(strange)} yang tidak ada di literals')
    return faults


def faults_of_common(insights: Mapping[str, Any]) -> list[str]:
    """What all kinds of findings share may not be missing; a kind of its own may borrow its sentences."""
    shared = section(insights, "common")
    return [
        f'insights.toml: kunci "common.{key}" tidak ada; tulis kalimatnya'
        for key in _COMMON
        if not shared.get(key)
    ]


def faults_of_lists(table: Mapping[str, Any], where: str) -> list[str]:
    """Sentences to choose from stand in lists; a bare text would be taken letter by letter."""
    faults = []
    for key, value in table.items():
        if isinstance(value, dict):
            faults += faults_of_lists(value, f"{where}: {key}")
        elif not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            faults.append(f'{where}: kunci "{key}" bukan daftar teks; tulis ["...", "..."]')
    return faults


def missing_keys(where: str, mine: Mapping[str, Any], other: Mapping[str, Any], code: str) -> list[str]:
    """Keys that the other language has and this one lacks."""
    own = dict(flat(mine))
    return [
        f'{where}: kunci "{key}" tidak ada; terjemahkan dari bahasa {code}'
        for key, _ in flat(other)
        if key not in own
    ]


def flat(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a nested table with its dotted key, in the order of the file."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from flat(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", str(value)
