"""Every finding of the intake has its sentence in every language."""

import string
import tomllib

import pytest

from generator.accidents.notes import CODES, REASONS, Notes
from generator.home import Home

LANGUAGES = sorted(path.parent.name for path in (Home().templates / "languages").glob("*/intake.toml"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_has_a_sentence_with_known_blanks(language):
    path = Home().templates / "languages" / language / "intake.toml"
    sentences = tomllib.loads(path.read_text(encoding="utf-8"))["notes"]
    assert set(sentences) == CODES
    for code, sentence in sentences.items():
        blanks = {name for _, name, _, _ in string.Formatter().parse(sentence) if name}
        assert blanks <= {"rows", "column", "detail"}, code
        assert sentence.endswith(".")


def test_indonesian_and_english_are_there():
    assert {"id", "en"} <= set(LANGUAGES)


def test_the_same_finding_is_added_up_and_set_aside_rows_come_first():
    notes = Notes()
    notes.add("time_24", "time_quality", 2)
    notes.add("time_24", "time_quality", 3)
    notes.add("row_blank", "", 0)
    notes.add("date_missing", "occurred_on", 1, is_set_aside=True)
    assert [(note.code, note.rows) for note in notes.listed()] == [("date_missing", 1), ("time_24", 5)]
    assert set(REASONS) - {"duplicate"} <= CODES
