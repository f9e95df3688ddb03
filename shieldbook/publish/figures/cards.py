"""How a table stands on a phone: as a table where it fits, with every row as a card where not.

It is decided here, by what the table holds, and not by a script: the style sheet only follows.
"""

from __future__ import annotations

import re
from statistics import median
from typing import NamedTuple

# What a phone of 390 px leaves a table, and about what its columns take, in px: a sign, the air in
# a cell, the least that the style sheet gives a column, and one of phrases.
ROOM, SIGN, AIR, LEAST, PHRASES = 354, 7, 19, 67, 120
# Signs in a line of a card; and the heights, in lines, from which a card counts as middle or tall.
LINE, MIDDLE, TALL = 46, 5, 10


# The cells of a row, by the names of their columns.
Row = dict[str, str]


class Columns(NamedTuple):
    """The shown columns of a table: by the name of each its class, by what it holds."""

    kinds: dict[str, str]

    @property
    def first(self) -> str:
        """The column that holds the heads of the rows."""
        return next(iter(self.kinds))

    @property
    def lead(self) -> str:
        """The column that a card is about, which is set like text: the head of the row, or where
        that is a mere number or mark, the first column of sentences."""
        if self.kinds[self.first] == "sb-mid":
            return self.first
        long = (name for name, kind in self.kinds.items() if kind == "sb-long")
        return next(long, self.first)

    def as_cards(self, rows: list[Row]) -> bool:
        """Whether rows become cards on a phone: where a cell holds a sentence, and where the table
        would have to be pushed sideways."""
        if len(self.kinds) < 2:
            return False
        if "sb-long" in self.kinds.values():
            return True
        width = sum(self._width(name, rows) for name in self.kinds)
        return width > ROOM

    def _width(self, name: str, rows: list[Row]) -> int:
        texts = " ".join([name, *(row[name] for row in rows)])
        # No line is broken between a hyphen and a figure.
        words = re.split(r"\s+|-(?!\d)", texts)
        longest = max(map(len, words))
        least = PHRASES if self.kinds[name] == "sb-mid" else LEAST
        return max(longest * SIGN + AIR, least)

    def height(self, rows: list[Row]) -> str:
        """How tall most of the cards are: that much is kept free for those not laid out yet."""
        lines = median([self._lines(row) for row in rows] or [0])
        if lines >= TALL:
            return "tall"
        return "middle" if lines >= MIDDLE else "short"

    def _lines(self, row: Row) -> int:
        """About how many lines a card takes: sentences have lines of their own below the name of
        their column, what is short shares its lines."""
        lines, shared = 1, 0
        for name, kind in self.kinds.items():
            length = len(row[name])
            if not length:
                continue
            if kind == "sb-long":
                lines += 2 + length // LINE
            else:
                shared += len(name) + length + 3
        return lines + shared // LINE
