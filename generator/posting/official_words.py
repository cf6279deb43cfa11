"""The official sheet in words: codes of pieces, yes and no, and why both lists differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.analysis.official.records import OfficialSheet, Segment, Stretch
    from generator.posting.workbook_table import Book
    from generator.webpage import Words


NAME = "lembar-resmi.xlsx"  # in the internal folder


def segment_code(stretch: Stretch) -> str:
    """R12-3 for the third piece of the twelfth street, "" for a junction."""
    return f"R{stretch.street + 1}-{stretch.order}" if stretch.kind == "street" else ""


def yes_no(book: Book, *, is_so: bool) -> str:
    """The word for yes or for no."""
    return book.word("yes" if is_so else "no")


def why_sentence(segment: Segment, sheet: OfficialSheet, words: Words) -> str:
    """What both lists say about a segment, in one sentence."""
    return words(
        f"official.why_{segment.why}",
        n=words.number(segment.accidents),
        killed=words.number(segment.casualties.killed),
        expected=words.estimate(segment.estimate.expected),
        ean=words.number(segment.ean[sheet.default_set], 1),
        bka=words.number(sheet.limits[sheet.default_set].bka, 1),
        months=words.number(sheet.years * 12),
        rank=segment.hotspot_rank,
    )


def period_line(sheet: OfficialSheet, words: Words) -> str:
    """Period, n and how many segments there are."""
    return words(
        "official.period_line",
        span=words.span(sheet.period),
        n=words.number(sheet.accidents),
        on=words.number(sheet.on_segments),
        listed=words.number(len(sheet.segments)),
        pieces=words.number(sheet.all_pieces),
        junctions=words.number(sheet.all_junctions),
    )
