"""The official sheet as a workbook whose formulas give every printed value again; internal folder only."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from generator.analysis.official.control import UNITS
from generator.analysis.official.records import ExposureGroup
from generator.analysis.official.weight_sets import WEIGHT_SETS
from generator.posting.official_columns import (
    SETS,
    area_columns,
    cusum_columns,
    segment_columns,
    spot_columns,
)
from generator.posting.official_words import period_line
from generator.posting.workbook_table import LINE, Book, column_of, letter, lines_of
from generator.records import IsoWeek

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from generator.analysis.official.records import OfficialSheet
    from generator.posting.workbook_table import Cell, Column, Spot
    from generator.records import Manifest
    from generator.webpage import Words

_NAMES_OF_UNITS = {"km_years": "KM", "vehicle_km": "KENDARAAN", "junction_years": "SIMPANG"}
_LIMITS = ("c", "bka", "over", "bka_all", "over_all")


def write_official_workbook(sheet: OfficialSheet, manifest: Manifest, path: Path, words: Words) -> Path:
    """The sheet as XLSX: overview, segments, Cusum, tested list, kecamatan, method.

    Every computed cell is a formula with its value beside it; the weights stand once, on the first sheet, and may be
    changed there. The same sheet gives the same bytes.
    """
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"in_memory": True}) as workbook:
        book = Book(workbook, words)
        monday = IsoWeek.parse(manifest.week).monday
        workbook.set_properties(
            {
                "title": book.word("title"),
                "subject": f"{manifest.unit}, {manifest.week}",
                "author": manifest.unit,
                "comments": words("internal_line"),
                "created": dt.datetime.combine(monday, dt.time()),
            }
        )
        _write(book, sheet, manifest)
    return path


def _write(book: Book, sheet: OfficialSheet, manifest: Manifest) -> None:
    names = {
        key: book.word(f"sheet_{key}")
        for key in ("overview", "segments", "cusum", "spots", "areas", "method")
    }
    used: list[Sequence[Column[Any]]] = []
    for key in ("overview", "segments", "cusum", "spots", "areas", "method"):
        if sheet.segments or key not in {"segments", "cusum"}:
            book.sheet(names[key])
    segments, areas = None, _areas(book, sheet, names["areas"], used)
    if sheet.segments:
        cusum = _cusum(book, sheet, names["cusum"], used)
        columns = segment_columns(book, sheet, cusum)
        printed = [column.key for column in columns].index("why") + 1
        segments = columns, book.table(names["segments"], columns, sheet.segments, printed)
        used.insert(0, columns)
        _mark(book, sheet, columns, segments[1])
    columns_of_spots = spot_columns(book)
    used.append(columns_of_spots)
    book.table(names["spots"], columns_of_spots, sheet.spots)
    _Overview(book, sheet, names["overview"]).write(manifest, segments, areas)
    _method(book, sheet, manifest, names["method"], used)


def _cusum(
    book: Book, sheet: OfficialSheet, name: str, used: list[Sequence[Column[Any]]]
) -> tuple[str, str, str]:
    """The Cusum sheet, and where its codes, sums and slopes stand."""
    columns = cusum_columns(book)
    pieces = [one for one in sheet.segments if one.stretch.kind == "street"]
    spot = book.table(name, columns, sorted(pieces, key=lambda one: (one.stretch.street, one.stretch.order)))
    used.append(columns)
    code, cusum, slope = (column_of(columns, key, spot) for key in ("code", "cusum", "slope"))
    return code, cusum, slope


def _areas(
    book: Book, sheet: OfficialSheet, name: str, used: list[Sequence[Column[Any]]]
) -> tuple[str, str, int]:
    """The sheet of kecamatan, and where the counts and populations of those with a population stand."""
    columns = area_columns(book, sheet)
    spot = book.table(name, columns, sheet.areas)
    used.append(columns)
    known = sum(one.population is not None for one in sheet.areas)
    last = f"${spot.last}"
    counts, people = (
        column_of(columns, key, spot).replace(last, f"${spot.first + known - 1}")
        for key in ("accidents", "population")
    )
    return counts, people, known


def _mark(book: Book, sheet: OfficialSheet, columns: Sequence[Column[Any]], spot: Spot) -> None:
    """A bar in the EAN of the default set, a tint where the EAN is above the limit or the place is a tested one."""
    page = book.workbook.get_worksheet_by_name(spot.sheet)
    keys = [column.key for column in columns]

    def area(key: str) -> tuple[int, int, int, int]:
        return spot.first - 1, keys.index(key), spot.last - 1, keys.index(key)

    bar = {"type": "data_bar", "bar_color": "#8DB4D2", "bar_solid": True, "data_bar_2010": True}
    page.conditional_format(*area(f"ean_{SETS.index(sheet.default_set)}"), bar)
    for key in ("over_bka", "over_ucl", "india", "australia", "australia_length", "robust"):
        rule = {
            "type": "cell",
            "criteria": "==",
            "value": f'"{book.word("yes")}"',
            "format": book.formats["flag"],
        }
        page.conditional_format(*area(key), rule)


class _Overview:
    """The first sheet: weights, limits, exposures and the few numbers that every formula leans on."""

    def __init__(self, book: Book, sheet: OfficialSheet, name: str) -> None:
        self.book, self.sheet, self.name = book, sheet, name
        self.page = book.workbook.get_worksheet_by_name(name)
        self.row = 0

    def write(
        self,
        manifest: Manifest,
        segments: tuple[Sequence[Column[Any]], Spot] | None,
        areas: tuple[str, str, int],
    ) -> None:
        """Everything on the sheet, top to bottom."""
        self.page.set_column(0, 0, 52)
        self.page.set_column(1, 12, 11)
        self._head(manifest)
        self._numbers(areas)
        self._weights(segments)
        if segments:
            self._exposures()
        self.page.set_first_sheet()
        self.page.activate()
        self.book.page(self.page)

    def _line(self, text: str, style: str) -> None:
        self.page.merge_range(self.row, 0, self.row, 9, "", self.book.formats[style])
        self.book.put(self.page, self.row, 0, text, style)
        self.page.set_row(self.row, 24 if style == "title" else LINE * lines_of(text, 140))
        self.row += 1

    def _head(self, manifest: Manifest) -> None:
        word, sheet, words = self.book.word, self.sheet, self.book.words
        self._line(word("title"), "title")
        self._line(manifest.unit, "bold")
        self._line(words("internal_line"), "warning")
        self._line(period_line(sheet, words), "text")
        for note in sheet.notes:
            self._line(word(f"note_{note}", missing=sheet.accidents - sheet.on_segments), "warning")
        self.row += 1

    def _put(self, column: int, value: Cell, style: str, formula: str = "", name: str = "") -> None:
        if formula:
            form = self.book.formats[style]
            self.page.write_formula(self.row, column, f"={formula}", form, "" if value is None else value)
        else:
            self.book.put(self.page, self.row, column, value, style)
        if name:
            self.book.workbook.define_name(name, f"='{self.name}'!${letter(column)}${self.row + 1}")

    def _heading(self, *texts: str) -> None:
        for n, text in enumerate(texts):
            self.book.put(self.page, self.row, n, text, "head")
        self.page.set_row(self.row, 48)
        self.row += 1

    def _numbers(self, areas: tuple[str, str, int]) -> None:
        """The single numbers: years, dispersion, how many segments, the two numbers of Marshall's estimate."""
        word, sheet = self.book.word, self.sheet
        counts, people, known = areas
        overall, spread = marshall_numbers(sheet)
        rate = f"(SUM({counts})/SUM({people}))"
        gap = (
            f"SUMPRODUCT({people}*({counts}/{people}-{rate})^2)/SUM({people})-{rate}/(SUM({people})/{known})"
        )
        rows: list[tuple[str, Cell, str, str, str]] = [
            ("years", sheet.years, "four", "", "TAHUN"),
            ("dispersion", sheet.dispersion, "four", "", "SEBARAN"),
            ("all_segments", sheet.all_pieces + sheet.all_junctions, "whole", "", "SEMUA_RUAS"),
            ("top_segments", sheet.robust_top, "whole", "", "TERATAS_RUAS"),
            ("top_spots", sheet.robust_top_spots, "whole", "", "TERATAS_TITIK"),
            ("marshall_b", overall, "tiny", rate if known else "", "MARSHALL_B"),
            ("marshall_a", spread, "tiny", f"MAX(0,{gap})" if known else "", "MARSHALL_A"),
        ]
        self._heading(word("numbers"), word("value"))
        for key, value, style, formula, name in rows:
            self.book.put(self.page, self.row, 0, word(f"number_{key}"), "text")
            self._put(1, value, style, formula, name)
            self.row += 1
        self.row += 1

    def _weights(self, segments: tuple[Sequence[Column[Any]], Spot] | None) -> None:
        """Every weight set with its limits: change a weight here and the workbook follows."""
        word = self.book.word
        limits = [word(f"limit_{key}") for key in _LIMITS] if segments else []
        self._heading(
            word("set"), "MD", "LB", "LR", "K", *limits, *([word("limit_sd")] if segments else []), word("as_of"),
            word("source"),
        )  # fmt: skip
        for n, one in enumerate(WEIGHT_SETS):
            default = f" ({word('default')})" if one.name == self.sheet.default_set else ""
            self.book.put(self.page, self.row, 0, one.name + default, "bold" if default else "text")
            for column, key in enumerate(("killed", "serious", "slight", "damage"), 1):
                self._put(column, getattr(one, key), "two", name=f"{('MD', 'LB', 'LR', 'K')[column - 1]}_{n}")
            at = self._limits(n, segments) if segments else 5
            no_damage = "" if one.counts_damage else f" {word('no_damage')}"
            self.book.put(self.page, self.row, at, one.as_of, "text")
            self.book.put(self.page, self.row, at + 1, one.source + no_damage, "text")
            self.row += 1
        self.page.set_column(at + 1, at + 1, 95)
        self.row += 1

    def _limits(self, n: int, segments: tuple[Sequence[Column[Any]], Spot]) -> int:
        """C, BKA and how many are above, over listed and over all segments, and the spread; the next free column."""
        columns, spot = segments
        name, ean = SETS[n], column_of(columns, f"ean_{n}", spot)
        limit = self.sheet.limits[name]
        # limits lean on the column itself: LibreOffice takes a chain over two cells for a circle
        mean, of_all = f"AVERAGE({ean})", f"SUM({ean})/SEMUA_RUAS"
        self._put(5, limit.mean, "two", mean, f"C_{n}")
        self._put(6, limit.bka, "two", f"{mean}+3*SQRT({mean})", f"BKA_{n}")
        self._put(7, limit.over, "whole", f"SUMPRODUCT(--({ean}>BKA_{n}))")
        self._put(8, limit.bka_all, "two", f"{of_all}+3*SQRT({of_all})", f"BKA_SEMUA_{n}")
        self._put(9, limit.over_all, "whole", f"SUMPRODUCT(--({ean}>BKA_SEMUA_{n}))")
        is_default = name == self.sheet.default_set
        self._put(10, limit.deviation, "two", f"STDEVP({ean})", "SD_EAN" if is_default else "")
        return 11

    def _exposures(self) -> None:
        """The average rate of each unit of exposure, over all segments of that unit."""
        word = self.book.word
        self._heading(word("unit"), word("sites"), word("accidents"), word("exposure"), word("lambda"))
        groups = {group.unit: group for group in self.sheet.groups}
        for unit in UNITS:
            group = groups.get(unit, ExposureGroup(unit, 0, 0, 0.0))
            self.book.put(self.page, self.row, 0, word(f"unit_{unit}"), "text")
            self._put(1, group.sites, "whole")
            self._put(2, group.accidents, "whole")
            self._put(3, group.exposure, "four")
            rate = group.accidents / group.exposure if group.exposure else 0.0
            formula = f"IF(D{self.row + 1}=0,0,C{self.row + 1}/D{self.row + 1})"
            self._put(4, rate, "four", formula, f"LAMBDA_{_NAMES_OF_UNITS[unit]}")
            self.row += 1


def marshall_numbers(sheet: OfficialSheet) -> tuple[float, float]:
    """Overall rate per head and variance between kecamatan, as Marshall (1991) takes them; 0 without populations."""
    known = [(one.accidents, one.population) for one in sheet.areas if one.population is not None]
    people = sum(population for _, population in known)
    if not known:
        return 0.0, 0.0
    overall = sum(count for count, _ in known) / people
    spread = sum(population * (count / population - overall) ** 2 for count, population in known) / people
    return overall, max(0.0, spread - overall / (people / len(known)))


def _method(
    book: Book, sheet: OfficialSheet, manifest: Manifest, name: str, used: list[Sequence[Column[Any]]]
) -> None:
    """What each column means, the warnings, the weight sets with their sources, period and n, in plain words."""
    page = book.workbook.get_worksheet_by_name(name)
    page.set_column(0, 0, 34)
    page.set_column(1, 1, 120)
    lines: list[tuple[str, str, str]] = [
        (book.word("title"), manifest.unit, "bold"),
        (book.word("about_period"), period_line(sheet, book.words), "text"),
    ]
    for key in (
        "reading",
        "bka",
        "legacy",
        "cutting",
        "junctions",
        "norden",
        "cusum",
        "tested",
        "other_rules",
        "persons",
    ):
        style = "warning" if key in {"bka", "legacy"} else "text"
        lines.append((book.word(f"topic_{key}"), book.word(f"method_{key}"), style))
    lines += [
        (f"{book.word('set')} {one.name}", " ".join(filter(None, (one.source, one.as_of))), "text")
        for one in WEIGHT_SETS
    ]
    explained = {
        book.heading(column): book.word(f"about_{column.words or column.key}", detail=column.detail)
        for columns in used
        for column in columns
    }
    lines += [(heading, text, "text") for heading, text in explained.items()]
    for row, (heading, text, style) in enumerate(lines):
        book.put(page, row, 0, heading, "bold")
        book.put(page, row, 1, text, style)
        page.set_row(row, LINE * max(lines_of(heading, 34), lines_of(text, 120)))
    page.freeze_panes(0, 1)
    book.page(page)
