"""What the intake found on its way, collected until the report is made."""

from __future__ import annotations

from generator.records import IntakeNote

CODES = frozenset(
    {
        # rows and sheets that are no accidents
        *(
            "row_blank",
            "row_total",
            "row_signature",
            "row_nihil",
            "numbering_row",
            "sheet_skipped",
            "table_repeated",
        ),
        # the same accident again, victims, joined tables
        *("duplicate_number", "duplicate_row", "report_number_not_unique", "victims_joined"),
        *("join_key_repeats", "join_unmatched", "join_orphans"),
        # days and times
        *("date_missing", "date_unreadable", "date_range", "date_yearless", "date_year_only", "date_future"),
        *(
            "date_too_old",
            "weekday_differs",
            "date_month_first",
            "date_order_ambiguous",
            "tail_thin",
            "date_turned",
        ),
        *("time_24", "time_range", "time_label", "time_unreadable", "time_default"),
        # positions
        *("point_none", "point_zero", "point_sentinel", "point_dots", "point_text", "point_short_link"),
        *("point_unreadable", "point_repaired_sign", "point_repaired_swap", "point_repaired_form"),
        *("point_coarse", "point_pile", "point_outside", "area_from_point"),
        # people, money, codes, names
        *("count_impossible", "count_roman", "count_negative", "count_unreadable", "injured_not_divided"),
        *("serious_not_recorded", "severity_differs", "severity_unknown", "code_unknown", "name_hidden"),
        *("money_sum", "money_range", "money_unit_m", "money_ambiguous", "money_small", "money_words"),
        "money_unreadable",
    }
)
"""Every finding that there is; its sentence stands in templates/languages/<code>/intake.toml."""

REASONS = {
    "date_missing": "tanggal kosong",
    "date_unreadable": "tanggal tidak terbaca",
    "date_range": "rentang tanggal, bukan satu kejadian",
    "date_yearless": "tahun tidak tertulis",
    "date_year_only": "hanya tahun",
    "date_future": "tanggal jauh sesudah data lain",
    "date_too_old": "tanggal jauh sebelum data lain",
    "duplicate": "kejadian yang sama ada lagi sesudahnya",
}
"""Why a row is not in the table, in the words of the list that a planner opens."""


class Notes:
    """Collects findings; the same finding about the same column is added up.

    `detail` is never a value of a personal column.
    """

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str, bool, str], int] = {}

    def add(self, code: str, column: str, rows: int, *, is_set_aside: bool = False, detail: str = "") -> None:
        """Note `rows` rows; nothing is noted for none."""
        assert code in CODES, code
        if rows:
            key = (code, column, is_set_aside, detail)
            self._rows[key] = self._rows.get(key, 0) + int(rows)

    def listed(self) -> tuple[IntakeNote, ...]:
        """All findings: rows that were set aside first, then by size and name."""
        notes = [IntakeNote(code, column, rows, aside, detail)
                 for (code, column, aside, detail), rows in self._rows.items()]  # fmt: skip
        return tuple(sorted(notes, key=lambda n: (not n.is_set_aside, -n.rows, n.code, n.column, n.detail)))
