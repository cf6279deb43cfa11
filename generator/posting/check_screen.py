"""What `check` says on the screen: the judgement, then the figures that stand behind it, in plain lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.accidents.report.intake_facts import default_hours
from generator.posting.check_charts import share_text
from generator.posting.check_sources import GROUPS, group_of, meaning, note_row
from generator.posting.check_view import concern_text, verdict

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.posting.check_view import Checked
    from generator.webpage import Words

_BAR = 40  # signs of the longest bar
_MOST_MONTHS = 24


def screen_lines(checked: Checked, page: Path, words: Words) -> Iterator[str]:
    """Every line of the summary; signs that any console can show."""
    intake, facts = checked.intake, checked.facts
    joined = intake.rows_read - intake.rows_kept - intake.rows_set_aside
    yield ""
    yield verdict(checked.concerns, words)["text"]
    for n, one in enumerate(checked.concerns, 1):
        yield f"  {n}. {concern_text(one, words)}"
    yield ""
    yield words("screen_files", names=", ".join(one.name for one in intake.files))
    yield words(
        "screen_rows",
        read=words.number(intake.rows_read),
        kept=words.number(intake.rows_kept),
        joined=words("screen_joined", n=words.number(joined)) if joined else "",
        aside=words.number(intake.rows_set_aside),
        located=share_text(intake.located_rows / max(1, intake.rows_kept), words.percent),
    )
    yield words("screen_until", span=words.span(intake.period), until=words.day(intake.data_until))
    yield ""
    yield words("screen_columns")
    for heading, field, how in intake.mapping:
        if group_of(field) == "used":
            yield words(
                "screen_column",
                heading=heading,
                meaning=meaning(field, words),
                how=words.known(f"how_{how}", how),
            )
    for group in GROUPS[1:]:
        others = [heading for heading, field, _ in intake.mapping if group_of(field) == group]
        if others:
            yield f"{words(f'group_{group}')}: {', '.join(dict.fromkeys(others))}"
    if intake.unplaced_headings:
        yield words("screen_unplaced", headings=", ".join(intake.unplaced_headings))
    if intake.notes:
        yield ""
        yield words("screen_notes")
        for note in intake.notes:
            yield f"  - {note_row(note, words)['sentence']}"
    yield ""
    yield words("screen_months")
    yield from _bars([(one.month, one.rows) for one in facts.months[-_MOST_MONTHS:]], words)
    yield ""
    yield words("screen_hours")
    yield from _hours(checked, words)
    yield from _later(checked, words)
    yield ""
    if intake.rows_set_aside:
        yield words("screen_aside", path=checked.list_path)
    yield words("screen_page", path=page)


def _hours(checked: Checked, words: Words) -> Iterator[str]:
    """24 hours, then default times by their hour, then rows without one."""
    quality = checked.facts.time_quality
    rows = [(f"{hour:02d}", count) for hour, count in enumerate(checked.facts.hours)]
    rows += [
        (f"{words('screen_default')} {hour:02d}", n)
        for hour, n in default_hours(checked.intake, checked.facts).items()
    ]
    yield from _bars([*rows, (words("screen_missing"), quality["missing"])], words)


def _later(checked: Checked, words: Words) -> Iterator[str]:
    """Reporting lag and what changed, where there is something to say."""
    lag, change = checked.facts.lag, checked.change
    if lag is not None and lag.n:
        yield ""
        yield words("screen_lag", median=words.number(lag.median_days), p90=words.number(lag.p90_days),
                    late=share_text(lag.late_share, words.percent), n=words.number(lag.n))  # fmt: skip
    if change is not None:
        yield ""
        yield words("screen_change", new=words.number(change.new), gone=words.number(change.gone),
                    changed=words.number(change.changed))  # fmt: skip


def _bars(rows: list[tuple[str, int]], words: Words) -> Iterator[str]:
    """Name, number, and a bar of signs."""
    top = max((count for _, count in rows), default=0) or 1
    wide = max(len(name) for name, _ in rows)
    for name, count in rows:
        yield f"  {name:<{wide}} {words.number(count):>9} {'#' * round(_BAR * count / top)}".rstrip()
