"""What the intake found on its way, collected until the report is made."""

from __future__ import annotations

from generator.records import IntakeNote


class Notes:
    """Collects findings; the same finding about the same column is added up.

    `detail` is never a value of a personal column.
    """

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str, bool, str], int] = {}

    def add(self, code: str, column: str, rows: int, *, is_set_aside: bool = False, detail: str = "") -> None:
        """Note `rows` rows; nothing is noted for none."""
        if rows:
            key = (code, column, is_set_aside, detail)
            self._rows[key] = self._rows.get(key, 0) + int(rows)

    def listed(self) -> tuple[IntakeNote, ...]:
        """All findings: rows that were set aside first, then by size and name."""
        notes = [IntakeNote(code, column, rows, aside, detail)
                 for (code, column, aside, detail), rows in self._rows.items()]  # fmt: skip
        return tuple(sorted(notes, key=lambda n: (not n.is_set_aside, -n.rows, n.code, n.column, n.detail)))
