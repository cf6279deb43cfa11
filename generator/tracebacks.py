"""What a bug prints: where it happened, never what an exception says, since messages quote cells of the data."""

from __future__ import annotations

import sys
import traceback
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType

_WITHHELD = "(pesan tidak ditampilkan: dapat memuat isi data)"
_OF_CODE = (ImportError, NameError)  # their messages name things of the program, never of the data


def keep_data_out() -> None:
    """From now on a bug's traceback has no messages, and warnings of libraries stay silent unless asked for (-W)."""
    sys.excepthook = print_bug
    if not sys.warnoptions:
        warnings.simplefilter("ignore")


def print_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Print files, lines and code of every exception of the chain, and only the kind of each."""
    print("".join(_without_messages(kind, error, trace)), file=sys.stderr, end="", flush=True)  # noqa: T201 - last words


def _without_messages(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> list[str]:
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    lines = [*_without_messages(type(before), before, before.__traceback__), "\n"] if before else []
    return [*lines, "Traceback (most recent call last):\n", *traceback.format_tb(trace),
            f"{kind.__name__} {error if isinstance(error, _OF_CODE) else _WITHHELD}\n"]  # fmt: skip
