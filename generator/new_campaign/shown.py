"""A proposal as lines for a terminal: files, columns with examples, dates, codes, doubts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.accidents.proposal.gaps import listed_gaps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.accidents.proposal.records import Dates, Proposal, Seen, Sheet
    from generator.new_campaign.words import Words

_MOST_VALUES = 12


def lines_of(proposal: Proposal, words: Words) -> Iterator[str]:
    """Everything that was found, for a person to read once from top to bottom."""
    yield from _files(proposal, words)
    for role in dict.fromkeys(column.role for column in proposal.columns):
        name = words.say(f"roles.{role}")
        yield f"{words.say('says.columns')}: {name}"
        for column in (one for one in proposal.columns if one.role == role and one.field):
            yield from _column(column, words)
    unplaced = [one for one in proposal.columns if not one.field]
    if unplaced:
        yield words.say("says.unplaced")
        for column in unplaced:
            yield words.say("says.unplaced_one", heading=_cell(column))
    if proposal.dates:
        yield words.say("says.dates")
        for one in proposal.dates:
            yield _date(one, words)
    yield from _codes(proposal, words)
    yield from _result(proposal, words)


def _files(proposal: Proposal, words: Words) -> Iterator[str]:
    yield words.say("says.files")
    for sheet in proposal.sheets:
        yield _sheet(sheet, words)
    for related in proposal.related:
        yield words.say("says.file_related", files=", ".join(p.name for p in related.files), key=" + ".join(related.key),
                        role=words.say(f"roles.{related.role}"), matched=round(100 * related.matched))  # fmt: skip
    for kind in ("roads", "boundary", "areas"):
        path = getattr(proposal, kind)
        if path:
            yield words.say(f"says.file_{kind}", file=path.name)
    for name, reason in proposal.aside:
        yield words.say("says.file_aside", file=name, reason=words.say(f"aside.{reason}"))


def _sheet(sheet: Sheet, words: Words) -> str:
    named = words.say("says.sheet", name=sheet.sheet) if sheet.sheet else ""
    key = "says.file_accidents" if sheet.heading_row else "says.file_no_row"
    line = words.say(key, file=sheet.file, sheet=named, rows=sheet.rows, row=sheet.heading_row)
    mark = {"\t": "tab"}.get(sheet.delimiter, sheet.delimiter)
    written = words.say("says.written", encoding=sheet.encoding, delimiter=mark) if sheet.encoding else ""
    return line + written + (words.say("says.decimal", mark=sheet.decimal) if sheet.decimal else "")


def _column(column: Seen, words: Words) -> Iterator[str]:
    mark = (
        words.say("says.unsure_mark", found=words.say(f"found.{column.found}")) if column.is_doubtful else ""
    )
    yield words.say("says.column", heading=column.spoken, meaning=words.meaning(column.field), mark=mark)
    if column.examples:
        yield words.say("says.column_examples", examples=" | ".join(column.examples))


def _cell(column: Seen) -> str:
    return f"{column.spoken}: {' | '.join(column.examples)}" if column.examples else column.spoken


def _date(one: Dates, words: Words) -> str:
    order = one.order
    own = {
        "given": "date_given",
        "ambiguous": "date_open",
        "none": "date_plain",
        "evidence": f"date_{order.order}",
    }
    witness = words.texts.get(f"witness.{order.found}", "")
    return words.say(f"says.{own.get(order.found, 'date_witness')}", witness=witness, file=one.file, heading=one.heading, evidence=order.evidence_rows, order=order.order,
                     contrary=order.contrary_rows, either=order.ambiguous_rows, example=one.example)  # fmt: skip


def _codes(proposal: Proposal, words: Words) -> Iterator[str]:
    for scale in proposal.scales:
        yield words.say("says.scale", heading=scale.heading, source=scale.source).strip()
    gaps = listed_gaps(proposal.gaps)
    if gaps:
        yield words.say("says.codes")
    for heading in dict.fromkeys(gap.heading for gap in gaps):
        mine = [f"{gap.value} ({gap.rows})" for gap in gaps if gap.heading == heading]
        more = f" ... +{len(mine) - _MOST_VALUES}" if len(mine) > _MOST_VALUES else ""
        yield words.say("says.codes_one", heading=heading, values=", ".join(mine[:_MOST_VALUES]) + more)


def _result(proposal: Proposal, words: Words) -> Iterator[str]:
    if proposal.crs_note:
        yield words.say("says.crs_note", note=proposal.crs_note)
    trial = proposal.trial
    if trial is not None:
        yield words.say(f"says.rows_{proposal.row_kind}")
        yield words.say("says.trial", accidents=trial.accidents, rows=trial.rows_read, first=trial.first_day,
                        located=round(100 * trial.located / max(1, trial.accidents)), last=trial.last_day)  # fmt: skip
        counts = ", ".join(words.say(f"severity.{code}", rows=rows) for code, rows in trial.severity.items())
        yield words.say("says.severity", counts=counts)
    soft = [doubt for doubt in proposal.doubts if not doubt.is_open and doubt.code != "column_unsure"]
    if soft:
        yield words.say("says.doubts")
        for doubt in soft:
            yield words.say("says.doubt", text=words.doubt(doubt))
