"""Codes that say contrary things: not only different ones, of which one may be a shade of the
other.

Of a field with two values each is the contrary of the other. Of a scale those on the two sides of
its zero are. No other field has contraries: a prophecy is not the contrary of a judgement. The
model in JavaScript says the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import pandas as pd

NOMINAL = "nominal"
# Two values are one pair, and a field that has no third says yes or no.
TWO = 2


def have_contraries(level: str, values: Sequence) -> bool:
    """Whether a field of these values has any that are contrary."""
    return level != NOMINAL or len(values) == TWO


def contrary(one, other, level: str, values: Sequence) -> bool:
    """Whether two values of a field are contrary, where `values` are all that the field has."""
    if level == NOMINAL:
        return len(values) == TWO and one != other
    return float(one) * float(other) < 0


def opposed(units: Sequence[Sequence], level: str, values: Sequence) -> tuple[int, int] | None:
    """How many pairs of codes are contrary, and how many pairs there are: `units` has a row a claim
    and in it what each coder gave, None where nothing. None for a field without contraries."""
    if not have_contraries(level, values):
        return None
    found = [pair for row in units for pair in combinations(row, 2)]
    pairs = [pair for pair in found if not any(map(pd.isna, pair))]
    return sum(contrary(*pair, level, values) for pair in pairs), len(pairs)


def alike_but_opposed(
    rows: Sequence[Sequence], level: str, values: Sequence
) -> list[tuple[int, int]]:
    """The pairs of claims that one coder called alike and answered contrarily: `rows` has for each
    claim what makes it alike to another, and the answer. Pairs of places, in their order."""
    told = [at for at, row in enumerate(rows) if not any(map(pd.isna, row))]
    return [
        (first, second)
        for first, second in combinations(told, 2)
        if rows[first][0] == rows[second][0]
        and contrary(rows[first][1], rows[second][1], level, values)
    ]
