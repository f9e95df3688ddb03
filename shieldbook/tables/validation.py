"""`validate`: every check there is, table by table, across tables, and by the standard's own
validator."""

from __future__ import annotations

import os

from shieldbook.tables.contract import CONTRACT_FILE, DataError, Problem, read_contract
from shieldbook.tables.reader import Row, read_table
from shieldbook.tables.rules import RULES, Book
from shieldbook.tables.sources import read_bibliography


def validate(data: str | os.PathLike[str] | None = None, *, standard: bool = True) -> list[Problem]:
    """Every problem of a data folder (default as in `load`); an empty list means that it keeps the
    contract.

    Checks each table by itself, then the house rules across tables, and, if `standard`, asks
    Frictionless for a second opinion. Raises nothing: a broken contract is a problem like any
    other.
    """
    try:
        contract = read_contract(data)
    except DataError as error:
        return [error.problem]
    problems: list[Problem] = []
    tables: dict[str, list[Row]] = {}
    for name in contract.tables:
        rows, found = read_table(contract, name)
        problems += found
        if rows or not found:
            tables[name] = rows
    bibliography, found = read_bibliography(contract.folder)
    problems += found
    problems += house_problems(Book(contract, tables, bibliography))
    if standard:
        from shieldbook.tables.frictionless import second_opinion

        problems += second_opinion(contract, frozenset(tables), problems)
    return problems


def house_problems(book: Book) -> list[Problem]:
    """What the rules across tables refuse."""
    problems: list[Problem] = []
    for needs, rule in RULES:
        absent = [name for name in needs if name not in book.contract.tables]
        if absent:
            problems.append(
                Problem(CONTRACT_FILE, 0, "", absent[0], "a house rule needs this table")
            )
        elif all(name in book.tables for name in needs):
            try:
                problems += rule(book)
            except KeyError as error:
                reason = f"a house rule needs this column in one of: {', '.join(needs)}"
                problems.append(Problem(CONTRACT_FILE, 0, "", str(error.args[0]), reason))
    return problems
