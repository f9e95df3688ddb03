"""The one door to the tables: a file becomes rows with their problems, or a typed frame, or one
DataError."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shieldbook.phrases import counted
from shieldbook.tables.cells import INTEGER, NUMBER, cell_problem
from shieldbook.tables.contract import (
    CONTRACT_FILE,
    Contract,
    DataError,
    Field,
    Problem,
    Table,
    find_data,
    parse_contract,
    read_bytes,
)

if TYPE_CHECKING:
    import pandas as pd

Row = list[str]

_QUOTED = re.compile(r'"([^"]*(?:""[^"]*)*)"')
_BARE = re.compile(r'[^",]*')

# Text columns that repeat the codes of `stance`: there -2 is a code, not a formula.
_CODE_COLUMNS = frozenset(
    {
        ("codebook", "code"),
        ("codebook", "nearest"),
        ("codings", "value"),
        ("adjudications", "value"),
    }
)


def load(name: str, data: str | os.PathLike[str] | None = None) -> pd.DataFrame:
    """A table as a typed frame, one row a line of its file; a fresh copy at each call.

    `name` is a table of the contract, `data` the folder (default: $SHIELDBOOK_DATA, else the
    repository's data, else the copy inside the installed package). Columns keep the contract's
    order. Text, codes and EDTF dates among it, is plain Python text (`object`, whatever pandas),
    and "" where nothing is given, so that it can be compared, joined and printed as it is; the
    order of codes is that of the codebook. Whole numbers are `Int64` (also those with codes),
    decimals `Float64`, dates `datetime64[us]`; there an empty cell is missing. Units stand in the
    contract. Raises one DataError for the first problem of the contract or the table; never a
    partial frame.
    """
    folder = find_data(data)
    raw_contract = read_bytes(folder, CONTRACT_FILE)
    table = parse_contract(folder, raw_contract).table(name)
    return _frame(str(folder), raw_contract, name, read_bytes(folder, table.path)).copy()


# The bytes themselves are the key: a changed file can never be mistaken for the one read before.
@lru_cache(maxsize=64)
def _frame(folder: str, raw_contract: bytes, name: str, raw: bytes) -> pd.DataFrame:
    contract = parse_contract(Path(folder), raw_contract)
    rows, problems = parse_table(contract, name, raw)
    if problems:
        raise DataError(problems[0])
    return _typed(contract.table(name), rows)


def read_table(contract: Contract, name: str) -> tuple[list[Row], list[Problem]]:
    """Rows of a table as strings (without the header) and all problems that the file has by itself.

    Where the file cannot be cut into rows, the rows are empty and the problems say where. Row i
    stands on line i + 2 of its file.
    """
    table = contract.table(name)
    try:
        raw = read_bytes(contract.folder, table.path)
    except DataError as error:
        return [], [error.problem]
    return parse_table(contract, name, raw)


def parse_table(contract: Contract, name: str, raw: bytes) -> tuple[list[Row], list[Problem]]:
    """Like `read_table`, from the bytes of the file."""
    table = contract.table(name)
    try:
        rows = _cut(table, decode(table.path, raw))
    except DataError as error:
        return [], [error.problem]
    problems = [*_cell_problems(contract, table, rows), *_row_problems(table, rows)]
    position = {column: n for n, column in enumerate(table.columns)}
    problems.sort(key=lambda problem: (problem.row, position.get(problem.column, -1)))
    return rows, problems


def decode(path: str, raw: bytes) -> str:
    """The text of a file; one DataError unless it is UTF-8 without byte-order mark, lines ending in
    LF."""
    if not raw:
        raise DataError(Problem(path, 0, "", "", "the file is empty"))
    if raw.startswith(b"\xef\xbb\xbf"):
        raise DataError(Problem(path, 1, "", "", "the file begins with a byte-order mark"))
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        value = raw[error.start : error.end].hex()
        raise DataError(
            Problem(path, line, "", value, "the file is not UTF-8: these bytes (hex)")
        ) from None
    if "\r" in text:
        line = text.count("\n", 0, text.index("\r")) + 1
        raise DataError(Problem(path, line, "", "\r", "a line does not end in LF alone"))
    if not text.endswith("\n"):
        raise DataError(
            Problem(path, text.count("\n") + 1, "", text[-20:], "the last line has no line end")
        )
    return text


def _cut(table: Table, text: str) -> list[Row]:
    lines = text[:-1].split("\n")
    _check_header(table, _split(table, 1, lines[0]))
    width, rows = len(table.fields), []
    for number, line in enumerate(lines[1:], start=2):
        row = _split(table, number, line)
        if len(row) != width:
            raise DataError(
                Problem(
                    table.path,
                    number,
                    "",
                    line,
                    f"{counted(len(row), 'cell')}, but {counted(width, 'column')}",
                )
            )
        rows.append(row)
    if not rows and not table.may_be_empty:
        raise DataError(
            Problem(table.path, 1, "", lines[0], "only a header, but the contract wants rows")
        )
    return rows


def _split(table: Table, number: int, line: str) -> Row:
    """The cells of one line by RFC 4180: a quote stands only around a cell, and doubled inside
    one."""
    if '"' not in line:
        return line.split(",")
    cells, position = [], 0
    while True:
        quoted = line.startswith('"', position)
        match = (_QUOTED if quoted else _BARE).match(line, position)
        if match is None:
            raise DataError(
                Problem(
                    table.path, number, "", line[position:], "a quote is not closed on its line"
                )
            )
        cells.append(match[1].replace('""', '"') if quoted else match[0])
        position = match.end()
        if position == len(line):
            return cells
        if line[position] != ",":
            raise DataError(
                Problem(table.path, number, "", line[position:], "a quote in the wrong place")
            )
        position += 1


def _check_header(table: Table, header: Row) -> None:
    wanted = list(table.columns)
    if header == wanted:
        return
    missing = [column for column in wanted if column not in header]
    extra = [column for column in header if column not in wanted]
    if missing or extra:
        first = (missing or extra)[0]
        reasons = []
        if missing:
            reasons.append(f"missing columns: {', '.join(missing)}")
        if extra:
            reasons.append(f"extra: {', '.join(extra)}")
        reason = "; ".join(reasons)
    elif len(header) != len(wanted):
        first = next(column for column in header if header.count(column) > 1)
        reason = "a column stands twice"
    else:
        first, right = next(
            (have, want) for have, want in zip(header, wanted, strict=True) if have != want
        )
        reason = f"columns are swapped: {right} belongs here"
    raise DataError(Problem(table.path, 1, first, ",".join(header), reason))


def _cell_problems(contract: Contract, table: Table, rows: Sequence[Row]) -> Iterator[Problem]:
    keys = contract.key_columns(table.name)
    for n, field in enumerate(table.fields):
        code = (table.name, field.name) in _CODE_COLUMNS
        # Each distinct value is judged once, so that long tables of few codes stay quick.
        held = {row[n] for row in rows}
        judged = {text: cell_problem(field, text, field.name in keys, code) for text in held}
        if any(judged.values()):
            for line, row in enumerate(rows, start=2):
                reason = judged[row[n]]
                if reason:
                    yield Problem(table.path, line, field.name, row[n], reason)


def _row_problems(table: Table, rows: Sequence[Row]) -> Iterator[Problem]:
    if table.primary_key:
        yield from _repeated(
            table, table.primary_key, rows, "a row with this key stands already on line {}"
        )
    for field in table.fields:
        if field.unique:
            yield from _repeated(table, (field.name,), rows, "this value stands already on line {}")
    yield from _unsorted(table, rows)
    yield from _without_source(table, rows)


def _repeated(
    table: Table, columns: tuple[str, ...], rows: Sequence[Row], reason: str
) -> Iterator[Problem]:
    places = [table.columns.index(column) for column in columns]
    seen: dict[tuple[str, ...], int] = {}
    for line, row in enumerate(rows, start=2):
        key = tuple(row[place] for place in places)
        if key in seen and any(key):
            yield Problem(table.path, line, columns[0], "/".join(key), reason.format(seen[key]))
        seen.setdefault(key, line)


def _unsorted(table: Table, rows: Sequence[Row]) -> Iterator[Problem]:
    if not table.sort:
        return
    key = sort_key(table)
    for line, (before, row) in enumerate(pairwise(rows), start=3):
        if key(row) < key(before):
            value = "/".join(row[table.columns.index(column)] for column in table.sort)
            reason = f"not sorted by {', '.join(table.sort)}"
            yield Problem(table.path, line, table.sort[0], value, reason)
            return


def sort_key(table: Table) -> Callable[[Row], tuple[Any, ...]]:
    """What the rows of a table are sorted by: its columns of the sort, numbers as numbers."""
    places = [(table.columns.index(column), table.field(column).type) for column in table.sort]

    def number(text: str) -> tuple[bool, Decimal]:
        if NUMBER.fullmatch(text):
            return True, Decimal(text)
        return False, Decimal(0)

    def key(row: Row) -> tuple[Any, ...]:
        return tuple(
            number(row[place]) if kind in ("integer", "number") else row[place]
            for place, kind in places
        )

    return key


def _without_source(table: Table, rows: Sequence[Row]) -> Iterator[Problem]:
    if "confidence" not in table.columns:
        return
    confidence = table.columns.index("confidence")
    for n, field in enumerate(table.fields):
        if field.source:
            for line, row in enumerate(rows, start=2):
                if not row[n] and row[confidence] != "recalled":
                    yield Problem(
                        table.path, line, field.name, "", "only a recalled row may lack a source"
                    )


def whole(text: str) -> int | None:
    """The integer that a cell holds, or None where it holds none written plainly in at most fifteen
    digits."""
    return int(text) if len(text) <= 16 and INTEGER.fullmatch(text) else None


def _typed(table: Table, rows: Sequence[Row]) -> pd.DataFrame:
    import pandas as pd

    columns = zip(*rows, strict=True) if rows else ([] for _ in table.fields)
    return pd.DataFrame(
        {f.name: _column(f, list(cells)) for f, cells in zip(table.fields, columns, strict=True)}
    )


def _column(field: Field, cells: list[str]) -> Any:
    import numpy as np
    import pandas as pd

    if field.type == "integer":
        return pd.array([int(cell) if cell else None for cell in cells], dtype="Int64")
    if field.type == "number":
        return pd.array([float(cell) if cell else None for cell in cells], dtype="Float64")
    if field.type == "date":
        return np.array([cell or "NaT" for cell in cells], dtype="datetime64[us]")
    # pandas 3 would make its own type of text of a plain list, with gaps that are no text.
    return pd.Series(cells, dtype=object)
