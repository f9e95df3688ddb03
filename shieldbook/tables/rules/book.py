"""What the rules look at, and where they register."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from shieldbook.tables.contract import Contract, Problem
from shieldbook.tables.reader import Row
from shieldbook.tables.sources import Bibliography


@dataclass(frozen=True)
class Book:
    """The readable tables of a data folder as rows of strings, and its bibliography."""

    contract: Contract
    tables: dict[str, list[Row]]
    bibliography: Bibliography | None

    def of(self, name: str, *columns: str) -> Iterator[tuple[Any, ...]]:
        """Line number and the named cells of each row of a table; KeyError for an unknown
        column."""
        order = {column: place for place, column in enumerate(self.contract.tables[name].columns)}
        places = [order[column] for column in columns]
        for line, row in enumerate(self.tables[name], start=2):
            yield (line, *(row[place] for place in places))

    def lookup(self, name: str, key: str, value: str) -> dict[str, str]:
        """Cells of column `value` by the cells of column `key`."""
        return {at: cell for _, at, cell in self.of(name, key, value)}

    def at(self, name: str, line: int, column: str, value: str, reason: str) -> Problem:
        """A problem in a table."""
        return Problem(self.contract.tables[name].path, line, column, value, reason)


Rule = Callable[[Book], Iterator[Problem]]
RULES: list[tuple[tuple[str, ...], Rule]] = []


def rule(*needs: str) -> Callable[[Rule], Rule]:
    """Registers a rule that runs when the tables it `needs` can be read; elsewhere it would only
    echo that."""

    def register(rule: Rule) -> Rule:
        RULES.append((needs, rule))
        return rule

    return register
