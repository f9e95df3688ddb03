"""Rows put into a table in their places; every line that was there stays as it is."""

from __future__ import annotations

import csv
import io
from bisect import bisect_right
from collections.abc import Iterable, Mapping

from shieldbook.tables.contract import Contract, DataError, Table, read_bytes
from shieldbook.tables.ledger import Refused
from shieldbook.tables.reader import Row, decode, parse_table, sort_key


def with_rows(contract: Contract, name: str, rows: Iterable[Mapping[str, object]]) -> str:
    """The text of a table's file with further rows; cells that a row does not give are empty.

    Raises DataError where the table or a new row cannot be read, Refused where a row with the key
    of a new one is there already.
    """
    table = contract.table(name)
    raw = read_bytes(contract.folder, table.path)
    held, problems = parse_table(contract, name, raw)
    if problems:
        raise DataError(problems[0])
    lines = decode(table.path, raw)[:-1].split("\n")
    order = sort_key(table)
    keys = [order(row) for row in held]
    taken = {_key(table, row) for row in held}
    for given in rows:
        row = [str(given.get(column, "")) for column in table.columns]
        if _key(table, row) in taken:
            raise Refused(f"{name} has a row {'/'.join(_key(table, row))} already.")
        place = bisect_right(keys, order(row))
        keys.insert(place, order(row))
        lines.insert(place + 1, _line(row))
        taken.add(_key(table, row))
    text = "\n".join(lines) + "\n"
    problems = parse_table(contract, name, text.encode())[1]
    if problems:
        raise DataError(problems[0])
    return text


def _key(table: Table, row: Row) -> tuple[str, ...]:
    return tuple(row[table.columns.index(column)] for column in table.primary_key)


def _line(row: Row) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(row)
    return out.getvalue()
