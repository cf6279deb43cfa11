"""One file read by itself: what tests of the readers share."""

from pathlib import Path

from generator.accidents.cells.files import read_raw
from generator.accidents.cells.raw import RawFile, ReadSettings
from generator.accidents.sheets.headings import find_headings


def raw(path: Path, **settings):
    """Every raw table of a file."""
    return read_raw(RawFile(path.name, path), ReadSettings(**settings))


def cells(path: Path, **settings):
    """Cells of the only table of a file, row by row."""
    [table] = raw(path, **settings)
    return table.cells.to_numpy().tolist()


def told(path: Path, **settings):
    """Code -> rows of what the reader noted."""
    return {note.code: note.rows for table in raw(path, **settings) for note in table.notes}


def numbered(path: Path):
    """Row number as an office program shows it -> cells below the headings."""
    [table] = raw(path)
    headed = find_headings(table)
    return {headed.first_row + n: row for n, row in enumerate(headed.body.to_numpy().tolist())}
