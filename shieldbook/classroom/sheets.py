"""Tables that people fill in with a spreadsheet: written so that none of it is a formula, read back
through what spreadsheets do to them."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from shieldbook.phrases import counted
from shieldbook.tables.cells import character_problem
from shieldbook.tables.contract import DataError, Problem

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
NUMBER = re.compile(r"[-+]?[0-9]+([.,][0-9]+)?")
SEPARATORS = (",", ";", "\t")
LARGEST = 2_000_000
# Files that a spreadsheet writes when it is not asked for CSV.
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


class Line(NamedTuple):
    """One row as it was read: the line of its file, and its cells by column."""

    number: int
    cells: dict[str, str]


class Sheet(NamedTuple):
    """A file as it was read: its rows, and in sentences what had to be put right in reading."""

    file: str
    lines: list[Line]
    remarks: list[str]


def written(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A table for a spreadsheet: UTF-8 with its mark, lines ending as Windows ends them, no cell a
    formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(defused(str(cell)) for cell in row)
    return out.getvalue().encode("utf-8-sig")


def defused(cell: str) -> str:
    """A cell that no spreadsheet computes: an apostrophe stands before what would begin a formula,
    and before an apostrophe that would be taken for this one. A number is no formula."""
    if NUMBER.fullmatch(cell) or not _guarded(cell):
        return cell
    return f"'{cell}"


def fused(cell: str) -> str:
    """What `defused` was given."""
    return cell[1:] if cell.startswith("'") and cell[1:] and _begins(cell[1:]) else cell


def _begins(cell: str) -> bool:
    return cell.startswith((*FORMULA_STARTS, "'"))


def _guarded(cell: str) -> bool:
    return cell.startswith(FORMULA_STARTS) or (cell.startswith("'") and _begins(cell[1:]))


def read(path: Path, columns: Sequence[str]) -> tuple[Sheet, list[Problem]]:
    """The rows of a file with these columns, in whatever order they stand, and all that is wrong
    with its cells.

    Taken as they come: commas, semicolons or tabs; a byte-order mark or none; any line ends; rows
    and columns left empty. Read again, and said in a remark: what is not in UTF-8 (UTF-16 with its
    mark, else Windows-1252), and columns that nobody asked for. Raises DataError where the file
    cannot be cut into these columns at all.
    """
    text, remarks = _decoded(path)
    separator, head = _head(path.name, text, columns)
    reader = csv.reader(io.StringIO(text), delimiter=separator, strict=True)
    sheet, problems = Sheet(path.name, [], remarks), []
    rest = [name for name in head if name and name not in columns]
    if rest:
        remarks.append(f"{path.name}: the column {', '.join(rest)} is none of ours; it is not read")
    try:
        next(reader)
        for row in reader:
            cells = [_plain(cell) for cell in row]
            if any(cells):
                problems += _problems(path.name, reader.line_num, head, cells)
                named = dict(zip(head, cells, strict=False))
                own = {name: fused(named.get(name, "")) for name in columns}
                sheet.lines.append(Line(reader.line_num, own))
    except csv.Error as error:
        raise DataError(Problem(path.name, reader.line_num, "", "", f"no CSV: {error}")) from None
    return sheet, problems


def _decoded(path: Path) -> tuple[str, list[str]]:
    """The text of a file with plain line ends, and what had to be said of its encoding."""
    try:
        raw = path.read_bytes()
    except OSError:
        raise DataError(Problem(path.name, 0, "", "", "the file is missing")) from None
    if raw.startswith(WORKBOOKS):
        raise DataError(Problem(path.name, 0, "", "", "a workbook: save it as CSV"))
    if len(raw) > LARGEST:
        raise DataError(Problem(path.name, 0, "", "", "far larger than any sheet of a class"))
    text, told = _in_some_encoding(path.name, raw)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # Excel writes such a line where it was told of the separator in use.
    return re.sub(r"\A\"?sep=.\"?\n", "", text), told


def _in_some_encoding(name: str, raw: bytes) -> tuple[str, list[str]]:
    marked = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8-sig":
            return text, []
        called = "UTF-16" if marked else "Windows-1252"
        return text, [f"{name}: not in UTF-8; it was read as {called}. Look at its accents"]
    raise DataError(Problem(name, 0, "", "", "in no encoding that is known here: save as UTF-8"))


def _head(name: str, text: str, columns: Sequence[str]) -> tuple[str, list[str]]:
    """What separates the cells, and the names of the columns: those of ours, whoever wrote them
    large or small."""
    first = text.partition("\n")[0]
    heads = {mark: _names(first, mark) for mark in SEPARATORS}
    mark = max(SEPARATORS, key=lambda mark: len(set(columns) & set(heads[mark])))
    missing = [column for column in columns if column not in heads[mark]]
    if missing:
        reason = f"no column {', '.join(missing)}"
        raise DataError(Problem(name, 1, missing[0], first, reason))
    twice = [column for column in columns if heads[mark].count(column) > 1]
    if twice:
        raise DataError(Problem(name, 1, twice[0], first, "this column stands twice"))
    return mark, heads[mark]


def _names(line: str, mark: str) -> list[str]:
    cells = next(csv.reader([line], delimiter=mark), [])
    return [_plain(cell).lower() for cell in cells]


def _plain(cell: str) -> str:
    """A cell without the blanks around it, its signs composed, its blanks ordinary."""
    return unicodedata.normalize("NFC", cell.replace("\u00a0", " ").replace("\u202f", " ")).strip()


def _problems(file: str, number: int, head: list[str], cells: list[str]) -> Iterable[Problem]:
    if any(cells[len(head) :]):
        value = cells[len(head)] or cells[-1]
        yield Problem(file, number, "", value, f"more cells than {counted(len(head), 'column')}")
    for column, cell in zip(head, cells, strict=False):
        reason = character_problem(cell) if cell else None
        if reason:
            yield Problem(file, number, column, cell, reason)
