"""Workbooks opened in a process of their own, with a limit of time and memory.

The library that reads them can take all memory of a computer (a lone far cell, a container whose sectors run in a
circle), and a workbook made for that is easily sent. Three fences: the packed parts are scanned for far cells and
giant content first (`far_cells`), Linux enforces a ceiling on the child, and on every system the parent looks at the
child's memory four times a second and ends it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pyarrow as pa

from generator.accidents.cells.process_memory import resident_bytes
from generator.accidents.cells.raw import RawNote, RawTable
from generator.accidents.cells.typed import framed
from generator.errors import DataError

_SECONDS = 120.0
_LOOK = 0.25  # seconds between two looks at the child
_MOST_BYTES = 3_000_000_000
_ROOT = str(Path(__file__).parents[3])
_CODE = (
    "import sys; sys.path.insert(0, {root!r}); from generator.accidents.cells.sheet_child import main; main()"
)


def open_workbook(content: bytes, name: str, sheet: str) -> list[RawTable]:
    """The cells of each sheet, or of the one that the campaign names.

    Raises DataError for what is no whole workbook, a locked one, and one that hits a limit.
    """
    asked = json.dumps({"name": name, "sheet": sheet, "bytes": _MOST_BYTES, "seconds": int(_SECONDS) + 1})
    command = [sys.executable, "-I", "-c", _CODE.format(root=_ROOT), asked]
    head, _, cells = _answer(command, content, name).partition(b"\n")
    told = json.loads(head)
    if "refused" in told:
        raise DataError(*told["refused"])
    return _tables(told["sheets"], cells)


def _answer(command: list[str], content: bytes, name: str) -> bytes:
    """What the child says. It is ended and waited for on every way out, an interruption too."""
    pipe, is_done = subprocess.PIPE, threading.Event()
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL) as child:  # noqa: S603 - our own
        watch = threading.Thread(target=_watch, args=(child, is_done), daemon=True)
        watch.start()
        try:
            said, _ = child.communicate(content, timeout=_SECONDS)
        except subprocess.TimeoutExpired as error:
            raise _limit_hit(name) from error
        finally:
            is_done.set()
            child.kill()
            watch.join()
        if child.returncode or not said:
            raise _limit_hit(name)
        return said


def _watch(child: subprocess.Popen[bytes], is_done: threading.Event) -> None:
    """End the child when it holds too much memory."""
    while not is_done.wait(_LOOK):
        if resident_bytes(child.pid) > _MOST_BYTES:
            child.kill()
            return


def _limit_hit(name: str) -> DataError:
    return DataError(name, "buku kerja ini terlalu besar atau rusak sehingga pembacaannya dihentikan",
                     "Simpan hanya tabel kecelakaannya sebagai CSV atau .xlsx baru")  # fmt: skip


def _tables(sheets: list[dict[str, Any]], cells: bytes) -> list[RawTable]:
    """Text columns laid over the answer of the child, without a copy."""
    buffer, at, tables = pa.py_buffer(cells), 0, []
    for sheet in sheets:
        columns = []
        for size in sheet["sizes"]:
            ends = buffer.slice(at, 8 * (sheet["rows"] + 1))
            text = buffer.slice(at + len(ends), size)
            at += len(ends) + size
            columns.append(pa.chunked_array([_column(sheet["rows"], ends, text)]))
        counted = (RawNote("error_cells", sheet["errors"]), RawNote("formula_missing", sheet["unfilled"]))
        notes = tuple(note for note in counted if note.rows)
        tables.append(RawTable(framed(columns), sheet["name"], is_hidden=sheet["is_hidden"], notes=notes))
    return tables


def _column(rows: int, ends: pa.Buffer, text: pa.Buffer) -> pa.Array:
    if ends.address % 8:  # Arrow wants its numbers aligned
        ends = pa.py_buffer(ends.to_pybytes())
    return pa.Array.from_buffers(pa.large_string(), rows, [None, ends, text])
