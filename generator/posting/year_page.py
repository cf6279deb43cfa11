"""The page of one year in the internal folder, made to be printed and pinned to a wall."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.posting.check_page import told
from generator.posting.durable import plain_fault, write_durable
from generator.posting.pages import own_style, page_texts
from generator.posting.year_view import year_view
from generator.webpage import Words, render, seal

if TYPE_CHECKING:
    from pathlib import Path

    from generator.home import Home
    from generator.posting.year_view import YearShown


def year_words(home: Home, code: str) -> Words:
    """Words of the pages and of the year. Raises TemplateError."""
    own = told(home.templates / "languages" / code / "year.toml")
    return Words({**page_texts(home, code), **own, "language": code})


def write_year(shown: YearShown, path: Path, words: Words) -> Path:
    """Render, seal, and put in place whole. Raises QueueError when the folder cannot be written to."""
    view = year_view(shown, words)
    text = seal(render("year.html.j2", {"t": words, "page": view, "style": own_style("year.css")}))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_durable(path, text.encode())
    except OSError as error:
        raise plain_fault(error, str(path.parent)) or error from error
    return path
