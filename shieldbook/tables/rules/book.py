"""What the rules look at, and where they register."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from shieldbook.tables.belonging import articles_of
from shieldbook.tables.contract import Contract, Problem
from shieldbook.tables.reader import Row
from shieldbook.tables.sources import Bibliography

# How far the reading of an article can be, in order.
STATUSES = ("draft", "coded", "read")


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

    def not_yet(self, status: str) -> frozenset[str]:
        """Ids of the articles whose reading has not come as far as `status`, of which nobody may
        ask yet that they be complete; none where the articles cannot be read."""
        if "articles" not in self.tables:
            return frozenset()
        before = STATUSES[: STATUSES.index(status)]
        rows = self.of("articles", "id", "status")
        return frozenset(own for _, own, stands in rows if stands in before)

    def of_drafts(self, name: str) -> list[bool]:
        """For each row of a table whether it belongs to an article that is still a draft."""
        drafts = self.not_yet("coded")
        if not drafts:
            return [False] * len(self.tables[name])
        return [owner in drafts for owner in self.articles_of(name)]

    def articles_of(self, name: str) -> list[str]:
        """The article that each row of a table belongs to, "" where it has none or where a table
        that cannot be read would tell."""
        return articles_of(self.contract, name, lambda other: self.tables.get(other, []))

    def lost_rows(self, table: str) -> Iterator[Problem]:
        """What a table names by its columns `table` and `row` and what is not there; the parts of
        a key are joined with strokes. A table that cannot be read is passed over."""
        keys: dict[str, set[str]] = {}
        for line, name, row in self.of(table, "table", "row"):
            if name not in self.contract.tables:
                yield self.at(table, line, "table", name, "no table of this name")
            elif name in self.tables:
                if name not in keys:
                    columns = self.contract.tables[name].primary_key
                    keys[name] = {"/".join(cells) for _, *cells in self.of(name, *columns)}
                if row not in keys[name]:
                    yield self.at(table, line, "row", row, f"no row of {name} has this key")

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
