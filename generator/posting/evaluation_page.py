"""The page of one evaluation in the internal folder: what may be said, or why nothing, and the whole computation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.posting.check_page import check_texts, told
from generator.posting.durable import plain_fault, write_durable
from generator.posting.evaluation_view import evaluation_view
from generator.posting.pages import own_style
from generator.webpage import Words, render, seal

if TYPE_CHECKING:
    from pathlib import Path

    from generator.analysis.evaluation.study import Study
    from generator.home import Home


def evaluation_words(home: Home, code: str) -> Words:
    """Words of the pages, of every column, and of the evaluation. Raises TemplateError."""
    own = told(home.templates / "languages" / code / "evaluation.toml")
    return Words({**check_texts(home, code), **own})


def write_evaluation(study: Study, unit: str, path: Path, words: Words, *, is_sample: bool) -> Path:
    """Render, seal, and put in place whole. Raises QueueError when the folder cannot be written to."""
    view = {
        **evaluation_view(study, words),
        "unit": unit,
        "language": words("language"),
        "is_sample": is_sample,
    }
    text = seal(render("evaluation.html.j2", {"t": words, "page": view, "style": own_style("check.css")}))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_durable(path, text.encode())
    except OSError as error:
        raise plain_fault(error, str(path.parent)) or error from error
    return path
