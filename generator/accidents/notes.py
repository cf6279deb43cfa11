"""What the intake found on its way, collected until the report is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.records import IntakeNote

if TYPE_CHECKING:
    import pandas as pd

    from generator.records import SheetRead

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
        # files, archives and sheets; how their text was understood
        *("file_skipped", "archive_skipped", "sheet_hidden", "row_short", "row_long", "columns_left_out"),
        *("encoding_assumed", "encoding_mixed", "mojibake_repaired", "quotes_ignored", "instants_told_here"),
        *("error_cells", "formula_missing", "point_multi"),
        # the same accident again, victims, joined tables
        *("duplicate_number", "duplicate_row", "report_number_not_unique", "victims_joined"),
        *(
            "report_number_ruined",
            "report_number_again",
            "duplicate_possible",
            "victims_contradict",
            "not_road",
        ),
        *("join_unmatched", "join_orphans", "join_key_destroyed", "join_key_completed", "join_key_spelling"),
        *("join_filled", "join_differs", "causes_several"),
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
        *(
            "date_year_typed",
            "date_month_misspelt",
            "date_serial_1904",
            "date_year_first",
            "date_year_day_month",
        ),
        *("date_order_by_weekday", "date_order_by_month", "date_order_by_spread", "date_order_by_report"),
        *("date_order_by_sequence", "date_order_by_files", "date_order_thin"),
        *(
            "time_24",
            "time_range",
            "time_range_wide",
            "time_label",
            "time_unreadable",
            "time_default",
            "time_sentinel",
        ),
        *(
            "time_quarters",
            "time_zero_lost",
            "time_zone_moved",
            "time_z_moved",
            "time_z_kept",
            "time_z_doubtful",
        ),
        # positions
        *("point_none", "point_zero", "point_sentinel", "point_dots", "point_text", "point_short_link"),
        *(
            "point_unreadable",
            "point_side_unknown",
            "point_repaired_sign",
            "point_repaired_swap",
            "point_repaired_form",
        ),
        *("point_coarse", "point_pile", "point_outside", "point_scaled", "crs_guessed", "crs_differs"),
        *("area_from_point", "area_overlap", "area_nearest", "area_none"),
        # people, money, codes, names
        *("count_impossible", "count_roman", "count_negative", "count_unreadable", "injured_not_divided"),
        *("injured_holds_killed", "deaths_of_kind"),
        *("serious_not_recorded", "severity_differs", "severity_unknown", "code_unknown", "name_hidden"),
        *("money_sum", "money_range", "money_unit_m", "money_ambiguous", "money_small", "money_words"),
        *(
            "money_unreadable",
            "age_sentinel",
            "killed_not_recorded",
            "slight_not_recorded",
            "severity_scale_unknown",
        ),
        *("severity_scale_proved", "severity_shifted_down", "severity_shifted_up", "told_by_narrative"),
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
    "not_road": "bukan kecelakaan lalu lintas jalan",
    "row_long": "isiannya lebih banyak daripada judul kolom, jadi letaknya bergeser",
}
"""Why a row is not in the table, in the words of the list that a planner opens."""


class Notes:
    """Collects findings; the same finding about the same column is added up.

    Rooms that work side by side may write into one, since they find different things.
    `detail` is never a value of a personal column.
    """

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str, bool, str], int] = {}
        self._pairs: dict[tuple[str, str], int] = {}
        self._sheets: list[SheetRead] = []

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

    def add_sheet(self, read: SheetRead) -> None:
        """Note a table that was read, of accidents or joined to them."""
        self._sheets.append(read)

    def sheets(self) -> tuple[SheetRead, ...]:
        """Tables in the order in which they were read."""
        return tuple(self._sheets)

    def add_pairs(self, labels: pd.Series, by_count: pd.Series) -> None:
        """Note the severity in words beside the severity by count of every row that has both ("" for none)."""
        both = (labels != "") & (by_count != "")
        for pair, rows in (
            labels[both].astype("str").str.cat(by_count[both].astype("str"), "|").value_counts().items()
        ):
            label, count = str(pair).split("|")
            self._pairs[label, count] = self._pairs.get((label, count), 0) + int(rows)

    def pairs(self) -> tuple[tuple[str, str, int], ...]:
        """Severity by label, severity by count, rows; in order of the codes."""
        return tuple((label, count, rows) for (label, count), rows in sorted(self._pairs.items()))
