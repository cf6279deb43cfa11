"""`lint`: what the message rules say about text files, also those of a pack; nothing is written.

A `caption.txt` of a pack is judged with what its pictures say (their alt texts) and with the place names of its week.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.accidents.cells.encodings import decode
from generator.errors import DataError, SettingsError
from generator.languages import load_library
from generator.messages.message import place_names
from generator.messages.rules import About, Level, lint, reading_limit, reading_of
from generator.posting.pack import MANIFEST, read_manifest

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from generator.home import Home
    from generator.languages import Library
    from generator.messages.rules import Finding
    from generator.terminal import Terminal

USUAL_LANGUAGE = "id"
_LARGEST = 100_000  # bytes: the longest caption of any platform has 5,000 letters
_DEPTH = 4  # of the pack above its captions: posts/<platform>/<placement>/<post>/caption.txt


@dataclass(frozen=True, slots=True)
class _Text:
    """One file that was read."""

    path: Path
    text: str
    language: str
    names: tuple[str, ...]  # of places of its week

    @property
    def is_post(self) -> bool:
        """A whole post; titles and alt texts are pieces of one."""
        return self.path.name != "title.txt" and not self.path.name.endswith(".alt.txt")

    @property
    def is_empty(self) -> bool:
        """A caption.txt that only says that its placement has no caption."""
        return self.text.startswith("# ") and "\n" not in self.text.strip()


def lint_files(home: Home, options: argparse.Namespace, terminal: Terminal) -> int:
    """Print every finding; 1 when something may not leave, else 0. Raises SettingsError naming files that are no texts."""
    texts = _read(options.files, options.text_language)
    libraries = {code: load_library(home, code) for code in dict.fromkeys(one.language for one in texts)}
    levels: Counter[Level] = Counter()
    for one in texts:
        library = libraries[one.language]
        findings = [] if one.is_empty else lint(one.text, library.rules, _about(one, library))
        levels.update(finding.level for finding in findings)
        _say(one, findings, library, terminal)
    terminal.say("lint_sum", files=len(texts), **{str(level): levels[level] for level in Level})
    return 1 if levels[Level.BLOCK] else 0


def _say(one: _Text, findings: Iterable[Finding], library: Library, terminal: Terminal) -> None:
    terminal.line(str(one.path))
    if one.is_empty:
        terminal.say("lint_no_caption")
        return
    for finding in sorted(findings, key=lambda one: one.line):
        level = terminal.words[f"level_{finding.level}"]
        terminal.say(
            "lint_finding",
            line=finding.line,
            level=level,
            name=finding.name,
            found=finding.found.replace("\n", " "),
            instead=finding.instead,
        )
    read = reading_of(one.text, library.rules)
    values = {
        "index": read.index,
        "length": read.words_per_sentence,
        "syllables": read.syllables_per_word,
        "most": reading_limit(library.rules),
    }
    said = {key: f"{value:.1f}".replace(".", terminal.words["decimal"]) for key, value in values.items()}
    terminal.say("lint_reading" if read.is_sure else "lint_reading_short", words=read.words, **said)


# ------------------------------------------------------------------------------------------------ files


def _read(paths: Iterable[Path], language: str | None) -> list[_Text]:
    """Every text file that is named or lies in a folder that is named; all faults together."""
    texts, faults = [], []
    for path in paths:
        files = sorted(path.rglob("*.txt")) if path.is_dir() else [path]
        if not files:
            faults.append(f'folder "{path}" tidak berisi berkas .txt')
        for file in files:
            try:
                texts.append(_text(file, language))
            except DataError as error:
                faults.append(f'"{file}" {error.found}')
    if faults:
        raise SettingsError("run.py lint", "; ".join(faults), "Sebutkan berkas .txt berisi teks biasa")
    return texts


def _text(file: Path, language: str | None) -> _Text:
    """The file's text in letters, whatever program wrote it. Raises DataError for what is no text."""
    try:
        if file.stat().st_size > _LARGEST:
            raise DataError(str(file), f"lebih dari {_LARGEST // 1000} kB: bukan teks satu unggahan", "")
        text = decode(file.read_bytes(), file.name).content.decode("utf-8", errors="replace")
    except FileNotFoundError as error:
        raise DataError(str(file), "tidak ada", "") from error
    except OSError as error:
        raise DataError(str(file), f"tidak terbaca ({error.strerror})", "") from error
    if "\0" in text:
        raise DataError(str(file), "bukan berkas teks", "")
    week = _week_of(file)
    names = (name for message in week.get("messages", ()) for name in place_names(message["words"]))
    return _Text(file, text, language or week.get("language", USUAL_LANGUAGE), tuple(dict.fromkeys(names)))


def _week_of(file: Path) -> Mapping[str, Any]:
    """The manifest of the pack that the file lies in; empty for any other file."""
    above = file.resolve().parents
    is_of_pack = len(above) > _DEPTH and above[_DEPTH - 1].name == "posts"
    return read_manifest(above[_DEPTH]) if is_of_pack and (above[_DEPTH] / MANIFEST).is_file() else {}


def _about(one: _Text, library: Library) -> About:
    pictures = sorted(one.path.parent.glob("*.alt.txt")) if one.path.name == "caption.txt" else ()
    beside = "\n".join(picture.read_text(encoding="utf-8", errors="replace") for picture in pictures)
    return About(is_post=one.is_post, is_by_hand=True, beside=beside, names=one.names, facts=library.facts)
