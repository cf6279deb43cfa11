"""The part of periksa.html about files, columns and rows: what was taken for what, and what happened to each row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.accidents.sheets.fields import privacy_of
from generator.posting.check_charts import share_text, strip

if TYPE_CHECKING:
    from generator.posting.check_view import Checked
    from generator.records import Intake, IntakeNote, SheetRead
    from generator.webpage import Words

# Looked at in memory while reading, and gone.
_PASSING = frozenset({"report_number", "narrative", "place_text"})
GROUPS = ("used", "passing", "personal", "skip")


def meaning(field: str, words: Words) -> str:
    """What a field is called in plain words, without the explanation in brackets that `new` shows."""
    told = words.texts.get(f"fields.{field}", "").split(" (")[0]
    label = told[:1].upper() + told[1:]
    return words.known(f"label.column.{field}", label or field.replace("_", " "))


def rows_view(checked: Checked, words: Words) -> dict[str, Any]:
    """Where every row went, and each kind of repair and reason."""
    intake = checked.intake
    joined = intake.rows_read - intake.rows_kept - intake.rows_set_aside
    flow = [
        ("s-good", words("flow_kept"), intake.rows_kept),
        ("s-soft", words("flow_joined"), joined),
        ("s-bad", words("flow_aside"), intake.rows_set_aside),
    ]
    return {
        "flow": strip(flow, words.number, words.percent),
        "read": words("rows_read_line", n=words.number(intake.rows_read), files=words.number(_accident_files(intake))),
        "set_aside": [note_row(note, words) for note in intake.notes if note.is_set_aside],
        "repairs": [note_row(note, words) for note in intake.notes if not note.is_set_aside],
        "list_path": checked.list_path if intake.rows_set_aside else "",
        "pairs_path": checked.pairs_path,
    }  # fmt: skip


def note_row(note: IntakeNote, words: Words) -> dict[str, str]:
    """One finding: rows, and its sentence with the column in plain words."""
    rows = words.number(note.rows)
    column = meaning(note.column, words) if note.column else ""
    key = f"intake.{note.code}"
    sentence = (
        words(key, rows=rows, column=column, detail=note.detail)
        if key in words.texts
        else note.code.replace("_", " ")
    )
    # The number stands in a column of its own; a sentence that begins with it need not say it twice.
    rest = sentence.removeprefix(f"{rows} ")
    short = rest[:1].upper() + rest[1:]
    return {
        "rows": rows,
        "sentence": sentence,
        "short": short,
        "detail": "" if note.detail in sentence else note.detail,
    }


def sources_view(intake: Intake, words: Words) -> dict[str, Any]:
    """Files, the headings by how they are treated, and those that were not placed."""
    columns = _columns(intake)
    total = len(_accident_sheets(intake))
    return {
        "files": [_file(intake, n, words) for n in range(len(intake.files))],
        "groups": [
            {
                "name": group,
                "columns": [
                    {
                        "heading": heading,
                        "meaning": meaning(field, words),
                        "note": _note(how, tables, total, words),
                    }
                    for (heading, field, how), tables in columns.items()
                    if group_of(field) == group
                ],
            }
            for group in GROUPS
        ],
        "joined": [_joined(sheet, intake, words) for sheet in intake.sheets if sheet not in _accident_sheets(intake)],
        "unplaced": intake.unplaced_headings,
    }  # fmt: skip


def _joined(sheet: SheetRead, intake: Intake, words: Words) -> dict[str, Any]:
    """A table that is joined to the accidents, and the columns that are used of it."""
    role = next((one.role for one in intake.files if one.name == sheet.file), "")
    columns = [
        {"heading": heading, "meaning": meaning(field, words), "note": _note(how, 1, 1, words)}
        for heading, field, how in dict.fromkeys(sheet.columns)
        if group_of(field) == "used"
    ]
    return {
        "name": words("group_joined", role=words.known(f"role_{role}", role), file=sheet.file),
        "columns": columns,
    }


def _note(how: str, tables: int, total: int, words: Words) -> str:
    """How a column was found, where that is not by a known heading, and in how many tables, where not in all."""
    parts = [words.known(f"how_{how}", how)] if how != "exact" else []
    parts += [words("in_tables", n=words.number(tables), total=words.number(total))] if tables < total else []
    return f"({'; '.join(parts)})" if parts else ""


def completeness(intake: Intake, words: Words) -> dict[str, Any]:
    """Columns with their share of filled rows, most complete first; full and empty ones only by name."""
    hidden = {"is_sample", "occurred_at", "time_quality", "point_quality", "damage_only"}  # said elsewhere
    ordered = sorted(
        (
            (share, meaning(column, words))
            for column, share in intake.completeness.items()
            if column not in hidden
        ),
        key=lambda one: (-one[0], one[1]),
    )
    return {
        "bars": [{"name": name, "share": share_text(share, words.percent), "width": f"{100 * share:.1f}"}
                 for share, name in ordered if 0 < share < 1],
        "full": ", ".join(name for share, name in ordered if share == 1),
        "empty": ", ".join(name for share, name in ordered if share == 0),
    }  # fmt: skip


def size_text(size_bytes: int, words: Words) -> str:
    """412 kB, 8,1 MB."""
    if size_bytes < 1_000_000:
        return words("kilobytes", size=words.number(max(1, round(size_bytes / 1000))))
    return words("megabytes", size=words.number(size_bytes / 1_000_000, 1))


def _accident_files(intake: Intake) -> int:
    return len({sheet.file for sheet in _accident_sheets(intake)})


def _accident_sheets(intake: Intake) -> list[SheetRead]:
    names = {one.name for one in intake.files if one.role == "accidents"}
    return [one for one in intake.sheets if one.file in names]


def _file(intake: Intake, place: int, words: Words) -> dict[str, Any]:
    file = intake.files[place]
    sheets = [one for one in intake.sheets if one.file == file.name]
    names = [one.sheet for one in sheets if one.sheet and one.sheet != file.name]
    return {
        "name": file.name,
        "role": words.known(f"role_{file.role}", file.role),
        "size": size_text(file.size_bytes, words),
        "rows": words.number(sum(one.rows for one in sheets)) if sheets else "–",
        "sheets": ", ".join(names) if len(names) <= 6 else words("sheets_many", n=words.number(len(names))),
        "hash": file.sha256[:8],
    }


def _columns(intake: Intake) -> dict[tuple[str, str, str], int]:
    """Heading, field, how it was found -> tables that have it; in the order of the files."""
    found: dict[tuple[str, str, str], int] = dict.fromkeys(intake.mapping, 0)
    for sheet in _accident_sheets(intake):
        for column in dict.fromkeys(sheet.columns):
            found[column] = found.get(column, 0) + 1
    return found


def group_of(field: str) -> str:
    """How a column is treated: used, looked at and dropped, personal and not read, known and not needed."""
    privacy = privacy_of(field)
    if field in _PASSING:
        return "passing"
    return privacy if privacy in {"personal", "skip"} else "used"
