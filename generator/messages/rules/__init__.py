"""The rules of every text that leaves: personal data, words, claims, sources, forms, and how plainly it reads.

What is looked for stands in `templates/languages/<code>/rules.toml`; here stands only how a rule is read and applied.
"""

from generator.messages.rules.judging import Finding, check, lint, reading_limit, reading_of, repeats
from generator.messages.rules.prepared import About
from generator.messages.rules.reading import Reading
from generator.messages.rules.rulebook import Level

__all__ = ["About", "Finding", "Level", "Reading", "check", "lint", "reading_limit", "reading_of", "repeats"]
