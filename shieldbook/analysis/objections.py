"""What Moscow objected to on record: whose shield, when, in which room, by which arguments."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from shieldbook.analysis.statements import dated

INF = "treaty inf-treaty"
# Fewer objections in what is compared decide nothing.
FEWEST = 5


@dataclass(frozen=True)
class Objections:
    """The objections on record by day, with the arguments of each, and the trade of the two
    capitals."""

    rows: pd.DataFrame
    arguments: dict[str, frozenset[str]]
    trade: pd.DataFrame

    def to(self, capital: str, first: str, last: str, *, alone: bool = False) -> pd.DataFrame:
        """Objections to a capital from one day to another, those to both counted unless `alone`."""
        about = [capital] if alone else [capital, "both"]
        rows = self.rows[self.rows["about"].isin(about)]
        return rows[rows["start"].between(first, last)]

    def covered(self, first: str, last: str) -> bool:
        """Whether the corpus has enough objections, to whomever, to say that one is missing."""
        return int(self.rows["start"].between(first, last).sum()) >= FEWEST

    def number(self, capital: str, first: str, last: str) -> int:
        """How many there are."""
        return len(self.to(capital, first, last))

    def giving(self, rows: pd.DataFrame, *arguments: str) -> int:
        """How many of some objections give one of these arguments."""
        return sum(bool(self.arguments.get(own, frozenset()) & {*arguments}) for own in rows["id"])

    def naming_launchers(self, rows: pd.DataFrame) -> int:
        """How many of some objections name launchers, or the treaty on intermediate-range
        missiles."""
        told = rows["says"].str.contains("launchers")
        by_treaty = rows["id"].map(lambda own: INF in self.arguments.get(own, frozenset()))
        return int((told | by_treaty).sum())


def on_record(
    statements: pd.DataFrame,
    statement_arguments: pd.DataFrame,
    trade: pd.DataFrame,
    codebook: pd.DataFrame,
) -> Objections:
    """The objections of the corpus with their arguments; a treaty is an argument of its own, as
    `treaty` and as `treaty` with its id."""
    rows = dated(statements, codebook)
    given: dict[str, set[str]] = {}
    for row in statement_arguments.itertuples():
        given.setdefault(row.statement_id, set()).add(row.argument)
        if row.treaty_id:
            given[row.statement_id].add(f"{row.argument} {row.treaty_id}")
    known = {own: frozenset(codes) for own, codes in given.items()}
    return Objections(rows[rows["bears"] == "objects"], known, trade)
