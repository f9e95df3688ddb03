"""The rows of one of the page's tables, chosen by the values of some columns and counted by those
of others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from shieldbook.controls import Control
from shieldbook.explorers.explorer import Explorer
from shieldbook.phrases import counted

# Between the values of a cell that holds several.
BETWEEN = ", "


@dataclass(frozen=True)
class Facet:
    """A column of a table as something to choose or count its rows by.

    `column` is its heading, `values` what its cells may hold, in the order in which they are
    listed; a cell holds several of them, parted by BETWEEN, where `several` says so. Rows can be
    chosen by it where it has a `name`, for which `label` and `whole` are the words: those of the
    control, and of the choice of all. Where it is `told`, the sentence counts its values.
    """

    column: str
    values: tuple[str, ...]
    several: bool = False
    name: str = ""
    label: str = ""
    whole: str = ""
    told: bool = False

    def control(self) -> Control:
        """The control by which rows are chosen; "" stands for all."""
        own = tuple((value, value) for value in self.values)
        return Control(self.name, self.label, "select", "", choices=((self.whole, ""), *own))

    def held(self, cell: str) -> list[str]:
        """The values of a cell."""
        return cell.split(BETWEEN) if self.several else [cell]

    def holding(self, cells: pd.Series, value: str) -> pd.Series:
        """Which of some cells hold a value."""
        found = [value in self.held(cell) for cell in cells]
        return pd.Series(found, index=cells.index, dtype=bool)

    def counts(self, cells: pd.Series) -> list[int]:
        """How many of some cells hold each value."""
        return [int(self.holding(cells, value).sum()) for value in self.values]


@dataclass(frozen=True)
class Sieve:
    """What a table is sifted by: its `frame` with one column of texts a facet, the noun of a row,
    and the facet whose values each have a bar."""

    frame: pd.DataFrame
    facets: tuple[Facet, ...]
    noun: str
    barred: Facet


def sift(options: Mapping[str, str], sieve: Sieve) -> dict:
    """The rows that fit.

    `options` has one value a facet that has a name, "" for all. Out: `answer`; behind it `fit` (a
    truth for each row) and `rows` (for each value of the barred facet how many of how many, and the
    share). `sift` in tables.js does the same with the rows that it shows.
    """
    asked = [facet for facet in sieve.facets if options.get(facet.name)]
    fit = pd.Series(True, index=sieve.frame.index)
    for facet in asked:
        fit &= facet.holding(sieve.frame[facet.column], options[facet.name])
    shown = sieve.frame[fit]
    lead = "; ".join(options[facet.name] for facet in asked) or "Everything"
    parts = [f"{lead}: {counted(len(shown), sieve.noun)} of {len(sieve.frame):,}."]
    parts += [_told(facet, shown) for facet in sieve.facets if facet.told and len(shown)]
    column = sieve.barred.column
    counts = zip(
        sieve.barred.values,
        sieve.barred.counts(shown[column]),
        sieve.barred.counts(sieve.frame[column]),
        strict=True,
    )
    rows = [[value, f"{here:,} of {own:,}", here / own] for value, here, own in counts]
    return {"answer": " ".join(parts), "fit": fit.to_numpy(), "rows": rows}


def _told(facet: Facet, shown: pd.DataFrame) -> str:
    counts = zip(facet.values, facet.counts(shown[facet.column]), strict=True)
    listed = ", ".join(f"{value} {count:,}" for value, count in counts if count)
    return f"{facet.column}: {listed}."


class TableSieve(Explorer):
    """An explorer of the rows of a table; in the page the table's own script sifts it.

    Its `data` are a Sieve, and `table_name` is what the table is called on the page.
    """

    table_name: str

    def _check_page(self) -> None:
        """There is nothing to compute beforehand: the page has the rows."""

    def known(self) -> dict:
        """What the page's script answers from: which `table` it sifts by which columns, and what it
        counts."""
        facets = [
            {
                "column": facet.column,
                "name": facet.name,
                "several": facet.several,
                "told": list(facet.values) if facet.told else [],
            }
            for facet in self.data.facets
        ]
        barred = {"column": self.data.barred.column, "values": list(self.data.barred.values)}
        sieve = {"facets": facets, "barred": barred, "noun": self.data.noun}
        return {"table": self.table_name, "sieve": sieve}
