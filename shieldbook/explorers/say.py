"""Words of the explorers' sentences, as `say` in controls.js has them: numbers are rounded half upwards in both."""

from __future__ import annotations

import math


def tenths(value: float) -> str:
    """A number of at least 0 with one decimal, and without where nothing stands behind the point: 1.8, 2."""
    return _written(math.floor(value * 10 + 0.5))


def percent(share: float) -> str:
    """A share from 0 to 1 as per cent with one decimal; what is neither 0 nor 1 is never said to be it."""
    count = math.floor(share * 1000 + 0.5)
    if share > 0 and count == 0:
        return "less than 0.1%"
    if share < 1 and count >= 1000:
        return "more than 99.9%"
    return f"{_written(count)}%"


def _written(count: int) -> str:
    whole, rest = divmod(count, 10)
    return f"{whole:,}.{rest}" if rest else f"{whole:,}"


def counted(number: int, one: str) -> str:
    """A count with its noun: 1 missile, 12 missiles."""
    return f"{number:,} {one}" if number == 1 else f"{number:,} {one}s"


def listed(names: list[str], nothing: str) -> str:
    """Names as a phrase: "Japan", "Japan and Russia", "China, Japan and Russia"; `nothing` for none."""
    if not names:
        return nothing
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
