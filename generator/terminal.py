"""What the command line shows: plain lines, and a bar for whatever takes longer than a second."""

from __future__ import annotations

import contextlib
import sys
import tomllib
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import TracebackType

    from rich.progress import Progress, TaskID

    from generator.home import Home


def command_words(home: Home, language: str) -> Mapping[str, str]:
    """The sentences of the command line in one language (templates/languages/<code>/commands.toml)."""
    path = home.templates / "languages" / language / "commands.toml"
    return {key: str(text) for key, text in tomllib.loads(path.read_text(encoding="utf-8")).items()}


class Terminal:
    """Says lines at once and shows one progress bar; on a pipe or in a log it stays with lines.

    `steps` of a job are named beforehand, so that the bar never jumps back.
    """

    def __init__(self, words: Mapping[str, str], *, is_quiet: bool = False) -> None:
        self.words = words
        self.is_quiet = is_quiet
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def say(self, key: str, **values: object) -> None:
        """Print the sentence of this key."""
        self.line(self.words[key].format(**values))

    def line(self, text: str) -> None:
        """Print one line as it is."""
        if not self.is_quiet:
            with self._paused():
                print(text, flush=True)  # noqa: T201 - this is the command line

    def fault(self, text: str) -> None:
        """Print one sentence about what went wrong."""
        with self._paused():
            print(text, file=sys.stderr, flush=True)  # noqa: T201 - this is the command line

    def begin(self, total: int) -> None:
        """Start the bar of a job with so many steps (only where a person looks at a screen)."""
        if self.is_quiet or not sys.stdout.isatty():
            return
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        self._bar = Progress(
            TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), transient=True
        )
        self._bar.start()
        self._task = self._bar.add_task("", total=total)

    def step(self, key: str, advance: int = 1) -> None:
        """One more step is under way; the key names it."""
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, description=self.words[key], advance=advance)

    def end(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    @contextlib.contextmanager
    def _paused(self) -> Iterator[None]:
        """A line printed while the bar runs goes above it."""
        if self._bar is not None:
            self._bar.stop()
        yield
        if self._bar is not None:
            self._bar.start()
