"""Tanya-jawab: one answer for each theme that people asked about, out of the library's tips and articles alone."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from generator.codes import Pillar
from generator.notices.questions import ANSWERED, load_grouping
from generator.records import Figure, Insight

if TYPE_CHECKING:
    from generator.notices.desk import NoticeDesk

KIND = "answer"
FEW = 3  # under this no count is told
_MOST_THEMES = 2  # in one week
_LEAST, _PER_QUESTION, _MOST = 0.5, 0.03, 0.9


def tell(desk: NoticeDesk) -> tuple[Insight, ...]:
    """The themes with most questions, the most asked first; of equals in the order of the rules."""
    counts = Counter(one.theme for one in desk.questions if one.state == ANSWERED)
    if not counts:
        return ()
    grouping = load_grouping(desk.home, desk.library)
    order = [theme.id for theme in grouping.themes]
    asked = sorted(counts, key=lambda theme: (-counts[theme], order.index(theme)))
    return tuple(_answer(desk, theme, grouping.name(theme), counts[theme]) for theme in asked[:_MOST_THEMES])


def _answer(desk: NoticeDesk, theme: str, name: str, count: int) -> Insight:
    figures = {}
    if count >= FEW:
        figures["n"] = Figure(float(count), "questions", f"campaign:material.questions.{theme}", count)
    codes = {
        "notice_topic": name,
        "themes": theme,
        "slug": f"tanya-{theme}",
        "case": "many" if figures else "few",
    }
    return Insight(
        id=f"{KIND}-{theme}",
        kind=KIND,
        pillar=Pillar.INTERACTION,
        period=desk.week.plus(-1).period,
        place=None,
        figures=figures,
        codes=codes,
        strength=min(_MOST, _LEAST + _PER_QUESTION * count),
        is_sample=desk.is_sample,
    )
