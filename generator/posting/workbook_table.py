"""A table of a workbook: columns declared once, each with a printed value and, where it is computed, a live formula."""

from __future__ import annotations

import functools
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from generator.posting.exports import plain_cell

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from generator.webpage import Words

LINE = 15  # height of one line, in points
Cell = str | float | int | None
Row = TypeVar("Row")
_REFERENCE = re.compile(r"\[(\w+)([:^]?)\]")
STYLES: dict[str, dict[str, Any]] = {
    "text": {"text_wrap": True, "valign": "top"},
    "whole": {"num_format": "#,##0", "valign": "top"},
    "one": {"num_format": "#,##0.0", "valign": "top"},
    "two": {"num_format": "#,##0.00", "valign": "top"},
    "four": {"num_format": "0.0000", "valign": "top"},
    "tiny": {"num_format": "0.000E+00", "valign": "top"},
    "percent": {"num_format": "0%", "valign": "top"},
    "centre": {"align": "center", "valign": "top"},
    "head": {
        "bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#12324A", "font_color": "#FFFFFF", "border": 1,
        "border_color": "#FFFFFF",
    },
    "title": {"bold": True, "font_size": 16},
    "bold": {"bold": True, "text_wrap": True, "valign": "top"},
    "warning": {"bold": True, "font_color": "#9C1C1C", "text_wrap": True, "valign": "top"},
    "flag": {"bg_color": "#FBE3D6", "font_color": "#7A2E0E"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column. Its heading is the word `col_<words or key>`, its explanation `about_<words or key>`.

    In the formula [key] is the cell of that column in the same row, [key^] the one above, [key:] the whole column.
    """

    key: str
    style: str
    width: float
    value: Callable[[Row], Cell]
    formula: str = ""
    words: str = ""  # key of heading and explanation, where it is not `key`
    detail: str = ""  # fills {detail} in both


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a table stands: name of its sheet, and first and last row of its data (from 1)."""

    sheet: str
    first: int
    last: int


class Book:
    """An open workbook with its formats and the words of one language."""

    def __init__(self, workbook: Any, words: Words) -> None:
        self.workbook = workbook
        self.words = words
        self.formats = {name: workbook.add_format(style) for name, style in STYLES.items()}

    def word(self, key: str, **values: object) -> str:
        """A word of the official sheet."""
        return self.words(f"official.{key}", **values)

    def heading(self, column: Column[Any]) -> str:
        """Heading of a column."""
        return self.word(f"col_{column.words or column.key}", detail=column.detail)

    def put(self, sheet: Any, row: int, column: int, value: Cell, style: str) -> None:
        """One printed cell; a text can never start a formula, nothing stays empty."""
        form = self.formats[style]
        if value is None:
            sheet.write_blank(row, column, None, form)
        elif isinstance(value, str):
            sheet.write_string(row, column, plain_cell(value), form)
        else:
            sheet.write_number(row, column, value, form)

    def sheet(self, name: str) -> Any:
        """The sheet of this name, made when it is not there yet."""
        return self.workbook.get_worksheet_by_name(name) or self.workbook.add_worksheet(name, _sheet_class())

    def table(self, name: str, columns: Sequence[Column[Row]], rows: Sequence[Row], printed: int = 0) -> Spot:
        """A sheet with one table, ready to read and to print: panes frozen, filter on, rows as high as their texts.

        Only the first `printed` columns go to paper; 0 for all.
        """
        sheet = self.sheet(name)
        spot = Spot(name, 2, 1 + max(1, len(rows)))
        letters = {column.key: letter(n) for n, column in enumerate(columns)}
        for n, column in enumerate(columns):
            sheet.set_column(n, n, column.width)
            self.put(sheet, 0, n, self.heading(column), "head")
        formulas = [template(column.formula, letters, spot) for column in columns]
        for row, one in enumerate(rows, spot.first):
            lines = 1
            for n, column in enumerate(columns):
                value = column.value(one)
                lines = max(lines, lines_of(value, column.width))
                if formulas[n]:
                    text = formulas[n].format(row=row, above=row - 1)
                    form = self.formats[column.style]
                    sheet.write_formula(row - 1, n, text, form, "" if value is None else value)
                else:
                    self.put(sheet, row - 1, n, value, column.style)
            sheet.set_row(row - 1, LINE * lines)
        sheet.set_row(0, 4 * LINE)
        sheet.autofilter(0, 0, spot.last - 1, len(columns) - 1)
        sheet.freeze_panes(1, 2)
        sheet.repeat_rows(0)
        if printed:
            sheet.print_area(0, 0, spot.last - 1, printed - 1)
        self.page(sheet)
        return spot

    def page(self, sheet: Any) -> None:
        """Print set-up: A4 across, one page wide, marked internal, numbered."""
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        internal = self.words("internal_line").replace("&", "&&")
        sheet.set_header(f"&L&8{internal}&R&8&A")
        sheet.set_footer("&C&8&P / &N")


def lines_of(value: Cell, width: float) -> int:
    """How many lines a cell of that width needs."""
    return max(1, math.ceil(len(value) / width)) if isinstance(value, str) else 1


def letter(number: int) -> str:
    """Letters of a column, from 0: A, B, ..., Z, AA."""
    text, rest = "", number + 1
    while rest:
        rest, last = divmod(rest - 1, 26)
        text = chr(65 + last) + text
    return text


def template(formula: str, letters: Mapping[str, str], spot: Spot) -> str:
    """The formula with addresses in the place of [key], [key^] and [key:], {row} and {above} still open."""

    def address(found: re.Match[str]) -> str:
        at = letters[found[1]]
        if found[2] == ":":
            return f"${at}${spot.first}:${at}${spot.last}"
        return f"${at}{{above}}" if found[2] else f"${at}{{row}}"

    return "=" + _REFERENCE.sub(address, formula) if formula else ""


@functools.cache
def _sheet_class() -> type:
    from xlsxwriter.worksheet import Worksheet

    class PlainSheet(Worksheet):  # type: ignore[misc] # xlsxwriter has no types
        """A sheet that takes formulas as they are: ours use no function younger than 2007, looking for them takes half the time."""

        def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002, FBT001, FBT002 - the library's signature
            return formula.removeprefix("=")

    return PlainSheet


def column_of(columns: Sequence[Column[Any]], key: str, spot: Spot) -> str:
    """Address of a whole column of a table on another sheet."""
    at = letter(next(n for n, column in enumerate(columns) if column.key == key))
    return f"'{spot.sheet}'!${at}${spot.first}:${at}${spot.last}"


def quoted(text: str) -> str:
    """A text inside a formula."""
    return '"' + text.replace('"', '""') + '"'
