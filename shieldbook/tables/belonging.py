"""Which article a row belongs to, worked out from the keys of the contract alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from shieldbook.tables.contract import Contract, ForeignKey, Table
from shieldbook.tables.reader import Row

ARTICLES = "articles"
Rows = Callable[[str], Sequence[Row]]
Passed = frozenset[str]


def ways(contract: Contract, name: str, passed: Passed = frozenset()) -> tuple[ForeignKey, ...]:
    """The keys by which the rows of a table belong to articles: the one that names the article
    where there is one, else each that leads to rows which belong to one, in the contract's order.

    Tables in `passed` are not asked again, so that keys which run in a circle end somewhere.
    """
    keys = contract.tables[name].foreign_keys
    naming = tuple(key for key in keys if key.table == ARTICLES)
    passed |= {name}
    return naming or tuple(
        key for key in keys if key.table not in passed and ways(contract, key.table, passed)
    )


def belongs(contract: Contract, name: str) -> bool:
    """Whether a table has rows that belong to articles, by its keys or because they are about rows
    of such tables."""
    return name == ARTICLES or bool(contract.tables[name].row_of or ways(contract, name))


def tables_asked(contract: Contract, name: str, passed: Passed = frozenset()) -> frozenset[str]:
    """Names of all tables whose rows decide which article a row of this table belongs to, its own
    included."""
    if contract.tables[name].row_of:
        return frozenset(other for other in contract.tables if belongs(contract, other))
    asked = (
        tables_asked(contract, key.table, passed | {name}) for key in ways(contract, name, passed)
    )
    return frozenset({name}).union(*asked)


def articles_of(
    contract: Contract, name: str, rows: Rows, passed: Passed = frozenset()
) -> list[str]:
    """For each row of a table the id of the article that it belongs to, "" where it belongs to
    none.

    `rows` gives the rows of a table, as strings, by its name; it is asked for no more tables than
    the answer needs, and for none of those `passed`. A key that leads nowhere is as good as none.
    """
    table = contract.tables[name]
    if name == ARTICLES:
        return [own for (own,) in cells(table, table.primary_key, rows(name))]
    if table.row_of:
        return _about_rows(contract, table, rows)
    found = [""] * len(rows(name))
    for key in ways(contract, name, passed):
        target = cells(contract.tables[key.table], key.reference, rows(key.table))
        owners = dict(
            zip(target, articles_of(contract, key.table, rows, passed | {name}), strict=True)
        )
        here = cells(table, key.fields, rows(name))
        found = [own or owners.get(cell, "") for own, cell in zip(found, here, strict=True)]
    return found


def _about_rows(contract: Contract, table: Table, rows: Rows) -> list[str]:
    """The article of each row of a table whose rows are about rows of others: `row_of` has the
    column that names the table and the one that names the row."""
    known: dict[str, dict[str, str]] = {}
    found = []
    for name, row in cells(table, table.row_of, rows(table.name)):
        if name not in known:
            known[name] = _by_first_key(contract, name, rows)
        # The first part of a key decides: it says what the row is of.
        found.append(known[name].get(re.split(r"[/# ]", row, maxsplit=1)[0], ""))
    return found


def _by_first_key(contract: Contract, name: str, rows: Rows) -> dict[str, str]:
    """The article of the rows of a table, by the first part of their key."""
    table = contract.tables.get(name)
    if table is None or table.row_of or not table.primary_key or not belongs(contract, name):
        return {}
    firsts = (first for (first,) in cells(table, table.primary_key[:1], rows(name)))
    return dict(zip(firsts, articles_of(contract, name, rows), strict=True))


def cells(table: Table, columns: tuple[str, ...], rows: Sequence[Row]) -> Iterator[tuple[str, ...]]:
    """The named cells of each row of a table."""
    places = [table.columns.index(column) for column in columns]
    return ((*map(row.__getitem__, places),) for row in rows)
