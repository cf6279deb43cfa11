"""What can go wrong that a planner can mend.

    SelamatError            printed as one sentence: where, what was found, what to do; exit 1
    |-- SettingsError       a campaign file, a week's changes, a name or an option
    |-- DataError           an accident, road or boundary file
    |   `-- OtherFileError  a file that holds something else than accidents: a pattern passes it by
    |-- TemplateError       a file under templates/
    |-- RenderingError      a picture or a page that fails its checks
    `-- QueueError          the store, an approval, a hand-over, the output folder

Anything else that is raised is a bug and keeps its traceback.
"""

from __future__ import annotations


class SelamatError(Exception):
    """One fault in three parts; `str()` is the sentence for the planner, in Indonesian."""

    def __init__(self, where: str, found: str, advice: str) -> None:
        super().__init__(where, found, advice)
        self.where = where
        self.found = found
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.where}: {self.found}. {self.advice}."


class SettingsError(SelamatError):
    """Raised by settings, discovery and the command line."""


class DataError(SelamatError):
    """Raised by generator.accidents while files become a table."""


class OtherFileError(DataError):
    """Raised for a whole file that is no table of accidents; one that only a pattern names is left out then."""


class TemplateError(SelamatError):
    """Raised by platforms, languages, themes, messages and graphics for a file under templates/."""


class RenderingError(SelamatError):
    """Raised by generator.graphics and the pages when something made would not be fit to publish."""


class QueueError(SelamatError):
    """Raised by generator.posting: the store, the pack folder, the hand-over."""
