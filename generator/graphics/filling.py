"""Templates of pictures filled with their words; every fault of a template is one sentence with file and line.

A template reaches nothing but its own folder and what the page hands it: a sandbox keeps it from Python's insides
and from counting without end.
"""

from __future__ import annotations

import contextlib
import functools
import math
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
import jinja2.sandbox
from jinja2.exceptions import SecurityError

from generator.errors import RenderingError, TemplateError
from generator.graphics import fonts
from generator.themes import mix

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.home import Home

SHELF = "templates/infographics"
MOST_LETTERS = 20_000_000  # of one page: ten times the map of a big city
_JINJA = Path(jinja2.__file__).parent
_OURS = {
    "mix": mix,
    "sin": math.sin,
    "atan2": math.atan2,
    "cos": math.cos,
    "pi": math.pi,
    "sqrt": math.sqrt,
    "max": max,
    "min": min,
    "zip": zip,
    "len": len,
}


class _Fault(jinja2.TemplateError):
    """Something that a template asked for and may not have; the message is Indonesian."""


def fill(home: Home, template: str, context: Mapping[str, Any]) -> str:
    """The template with its words. Raises TemplateError naming file and line."""
    folder = (home.templates / "infographics").resolve()
    try:
        return _written(_environment(folder).get_template(template), context)
    except jinja2.TemplateSyntaxError as error:
        where = f"{SHELF}/{error.name or template}, baris {error.lineno}"
        raise TemplateError(where, str(error.message), "Perbaiki baris itu") from error
    except (
        jinja2.TemplateError,
        ArithmeticError,
        LookupError,
        RecursionError,
        TypeError,
        ValueError,
    ) as error:
        name, line, is_its_own = _place(error, folder)
        if not (is_its_own or isinstance(error, jinja2.TemplateError | RecursionError)):
            raise  # a fault of ours that a template has called keeps its traceback
        where = f"{SHELF}/{name or template}" + (f", baris {line}" if line else "")
        raise TemplateError(
            where, _sentence(error), "Perbaiki baris itu" if line else "Periksa namanya"
        ) from error


def warm(home: Home) -> int:
    """How many templates were translated ahead of the first picture; those with a fault wait for their picture."""
    environment = _environment((home.templates / "infographics").resolve())
    found = 0
    for name in environment.list_templates(extensions=["j2"]):
        with contextlib.suppress(jinja2.TemplateError):
            environment.get_template(name)
            found += 1
    return found


def _written(template: jinja2.Template, context: Mapping[str, Any]) -> str:
    """All pieces of the page, until they are more than any picture needs."""
    pieces, letters = [], 0
    for piece in template.generate(context):
        letters += len(piece)
        if letters > MOST_LETTERS:
            raise _Fault(f"halamannya lebih dari {MOST_LETTERS} huruf: ada pengulangan yang tidak berhenti")
        pieces.append(piece)
    return "".join(pieces)


def _place(error: BaseException, folder: Path) -> tuple[str, int, bool]:
    """The innermost template that an error came through: its name, the line, and whether none of our code lies deeper."""
    frames = [
        (Path(frame.filename), frame.lineno or 0) for frame in traceback.extract_tb(error.__traceback__)
    ]
    inside = [n for n, (path, _) in enumerate(frames) if path.is_relative_to(folder)]
    if not inside:
        return "", 0, False
    path, line = frames[inside[-1]]
    deeper = frames[inside[-1] + 1 :]
    return path.relative_to(folder).as_posix(), line, all(one.is_relative_to(_JINJA) for one, _ in deeper)


def _sentence(error: Exception) -> str:
    if isinstance(error, _Fault):
        return str(error.message)
    if isinstance(error, jinja2.UndefinedError):
        return f"nama yang tidak dikenal ({error.message})"
    if isinstance(error, jinja2.TemplateNotFound):
        return f'templat "{error.name}" tidak ada'
    if isinstance(error, SecurityError):
        return f"perintah yang tidak boleh dipakai templat ({error})"
    if isinstance(error, RecursionError | OverflowError):
        return "pengulangan yang tidak berhenti atau terlalu panjang"
    return f"tidak bisa dihitung ({error})"


class _Folder(jinja2.FileSystemLoader):
    """Templates of one folder, and none that a path or a link leads out of it to."""

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """Text, path, and whether it is still the same."""
        folder = Path(self.searchpath[0])
        if not (folder / template).resolve().is_relative_to(folder):
            raise _Fault(f'templat "{template}" berada di luar folder {SHELF}')
        try:
            return super().get_source(environment, template)
        except UnicodeDecodeError as error:
            raise jinja2.TemplateSyntaxError("bukan teks UTF-8", 1, template) from error


def _icon(name: str) -> str:
    try:
        return fonts.icon(name)
    except RenderingError as error:
        raise _Fault(f"{error.where} {error.found}") from error


@functools.cache
def _environment(folder: Path) -> jinja2.Environment:
    environment = jinja2.sandbox.SandboxedEnvironment(
        loader=_Folder(folder),
        autoescape=True,  # names of roads and people's words stand in the pages
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(_OURS, icon=_icon)
    return environment
