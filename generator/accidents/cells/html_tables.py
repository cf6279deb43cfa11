"""The tables of a web page as rows of text."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_MOST_SPAN = 200  # rows or columns; a larger number is no table of accidents
_BREAKS = frozenset({"br", "p", "div", "li"})
_SILENT = frozenset({"script", "style", "head", "title"})


def html_tables(page: str) -> list[list[list[str]]]:
    """Every table with its rows; a cell over several rows or columns says the same in all of them.

    A table inside a cell is a table of its own. Unclosed rows and cells end where the next one begins.
    """
    parser = _Tables()
    parser.feed(page)
    parser.close()
    return [one.rows for one in parser.found if one.rows]


@dataclass(slots=True)
class _Table:
    rows: list[list[str]] = field(default_factory=list)
    row: list[str] | None = None
    cell: list[str] | None = None
    spans: tuple[int, int] = (1, 1)
    hanging: dict[int, tuple[int, str]] = field(default_factory=dict)  # column -> rows still to fill, text

    def end_cell(self) -> None:
        if self.cell is None or self.row is None:
            return
        text = "\n".join(" ".join(line.split()) for line in "".join(self.cell).split("\n")).strip()
        self.cell = None
        across, down = self.spans
        for _ in range(across):
            self._fill_hanging()
            if down > 1:
                self.hanging[len(self.row)] = (down - 1, text)
            self.row.append(text)

    def end_row(self) -> None:
        self.end_cell()
        if self.row is None:
            return
        self._fill_hanging()
        self.rows.append(self.row)
        self.row = None

    def start_row(self) -> None:
        self.end_row()
        self.row = []

    def _fill_hanging(self) -> None:
        assert self.row is not None
        while len(self.row) in self.hanging:
            left, text = self.hanging.pop(len(self.row))
            if left > 1:
                self.hanging[len(self.row)] = (left - 1, text)
            self.row.append(text)


class _Tables(HTMLParser):
    """Collects tables; those that are open lie in a pile."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[_Table] = []
        self._open: list[_Table] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._open.append(_Table())
            self.found.append(self._open[-1])
        elif tag in _SILENT:
            self._silent += 1
        elif self._open:
            self._inside(self._open[-1], tag, dict(attrs))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag in {"table", "tr", "td", "th", *_SILENT}:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif not self._open:
            return
        elif tag in {"td", "th"}:
            self._open[-1].end_cell()
        elif tag == "tr":
            self._open[-1].end_row()
        elif tag == "table":
            self._open.pop().end_row()

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1].cell is not None and not self._silent:
            self._open[-1].cell.append(data.replace("\n", " "))

    def close(self) -> None:
        super().close()
        for one in self._open:
            one.end_row()

    @staticmethod
    def _inside(table: _Table, tag: str, attrs: dict[str, str | None]) -> None:
        if tag == "tr":
            table.start_row()
        elif tag in {"td", "th"}:
            if table.row is None:
                table.start_row()
            table.end_cell()
            table.cell = []
            table.spans = (_span(attrs.get("colspan")), _span(attrs.get("rowspan")))
        elif tag in _BREAKS and table.cell is not None:
            table.cell.append("\n")


def _span(said: str | None) -> int:
    digits = (said or "1").strip()
    return min(_MOST_SPAN, max(1, int(digits))) if digits.isdecimal() and len(digits) < 6 else 1
