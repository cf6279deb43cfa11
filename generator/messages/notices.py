"""What the sentences of notices and of the monthly recap may name beyond their codes: when, where, whom to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.messages.frames import case_of, labels, variants
from generator.messages.wording import sayable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.languages import Library
    from generator.messages.wording import Speech
    from generator.records import Insight

KINDS = ("event", "community", "correction", "answer", "quiz")
_LINES = (("when", "when"), ("where", "where_line"), ("contact", "contact_line"))
_CLOSED = ("notice_text", "notice_thanks", "notice_fact", "notice_explanation")  # sentences of their own
_AGAIN_AT_MOST = 160  # characters of a correction's short text that leave room to say its fact again


def read_notice(
    insight: Insight, library: Library, context: Mapping[str, Any], speech: Speech
) -> dict[str, Any]:
    """The texts of the notice, its sentences closed, and its lines of when, where and contact ("" where unknown)."""
    del speech
    known: dict[str, Any] = dict(insight.codes)
    known |= {key: _closed(known[key]) for key in _CLOSED if key in known}
    for key, name in _LINES:
        frames = variants(library.frames, insight.kind, case_of(insight), key)
        told = sayable(frames, {**context, **known})
        known[name] = told[0] if told else ""
    known["when_where"] = " ".join(text for text in (known["when"], known["where_line"]) if text)
    if insight.period.days > 1:
        known["last_day"] = insight.period.end
    if insight.kind == "correction":
        length = sum(len(known[f"notice_{key}"]) for key in ("title", "claim", "fact", "label"))
        known["again"] = known["notice_fact"] if length <= _AGAIN_AT_MOST else ""
        known["notice_title"] = known["notice_title"].rstrip(".")
    return known


def read_month(
    insight: Insight, library: Library, context: Mapping[str, Any], speech: Speech
) -> dict[str, Any]:
    """The name of the month, what it is held against, and the verdict."""
    del context
    frames = labels(library.frames, insight.kind, case_of(insight))
    compared = insight.codes.get("compared_with", "same_months")
    return {
        "month_name": speech.words["calendar.months"].split()[insight.period.end.month - 1],
        "verdict_phrase": frames[f"phrase_{case_of(insight)}"],
        "before_phrase": frames[f"before_{compared}"],
        "before_noun": frames[f"noun_{compared}"],
        "usual_name": frames[f"name_{compared}"],
    }


def _closed(text: str) -> str:
    return text if text.endswith((".", "!", "?", "”")) else f"{text}."
