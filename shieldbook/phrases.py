"""Numbers in sentences: counts with their nouns, and figures that hold beside a comparison.

What is compared with a level is never said to have reached it unless it has: 49.96% is "just under
50%". The page's twins of the models round and speak as these functions do, half upwards.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

# Floating sums miss a value by less than this: what is so near to a level is at it.
NOISE = 1e-12
_PLURALS = {"person": "people"}


def plural(one: str) -> str:
    """The plural of a noun, which may have words before it: claim, reported claim, launch."""
    *before, noun = one.split(" ")
    if noun in _PLURALS:
        many = _PLURALS[noun]
    elif noun.endswith("y") and noun[-2:-1] not in set("aeiou"):
        many = f"{noun[:-1]}ies"
    else:
        many = f"{noun}es" if noun.endswith(("s", "x", "ch", "sh")) else f"{noun}s"
    return " ".join([*before, many])


def counted(number: int, one: str) -> str:
    """A count with its noun, which is given in the singular: 1 missile, 1,500 reported claims."""
    return f"{number:,} {one if number == 1 else plural(one)}"


def times(number: int) -> str:
    """How often: once, 2 times, 0 times."""
    return "once" if number == 1 else f"{number:,} times"


def listed(names: Iterable[str], nothing: str) -> str:
    """Names as a phrase: "Japan", "Japan and Russia", "China, Japan and Russia"; else `nothing`."""
    *first, last = list(names) or [nothing]
    return f"{', '.join(first)} and {last}" if first else last


def below(value: float, level: float) -> bool:
    """Whether a value lies below a level by more than the noise of floating sums."""
    return level - value > NOISE


def tenths(value: float, most: float | None = None) -> str:
    """A number of at least 0 with at most one decimal: 1.8, 2.

    Where `most` says what it can be at most, a number that is not quite nothing or not quite all is
    never said to be it: "less than 0.1", "just under 16".
    """
    said = _written(_rounded(value * 10), 1)
    if most is None:
        return said
    if said == "0" and value > 0:
        return "less than 0.1"
    return f"just under {said}" if said == tenths(most) and below(value, most) else said


def percent(share: float, level: float | None = None, places: int = 1) -> str:
    """A share from 0 to 1 as per cent, with at most `places` decimals: 6.3%, 50%.

    What is neither 0 nor 1 is never said to be it ("less than 0.1%", "more than 99.9%"), and what
    lies below `level`, a share with which the sentence compares it, is never said to have reached
    it ("just under 50%").
    """
    whole = 10 ** (places + 2)
    count = _rounded(share * whole)
    if count == 0 and share > 0:
        return f"less than {_written(1, places)}%"
    if count >= whole and share < 1:
        return f"more than {_written(whole - 1, places)}%"
    said = f"{_written(count, places)}%"
    if level is not None and below(share, level) and said == percent(level, places=places):
        return f"just under {said}"
    return said


def in_a_hundred(share: float) -> str:
    """A share from 0 to 1 for "in 14 cases of 100"; "more than 99" where it is not quite all."""
    return percent(share, places=0).removesuffix("%")


def fixed(value: float, places: int, *levels: float) -> str:
    """A number with `places` decimals; what is not quite at one of `levels` is not said to be it.

    0.7996 with three decimals beside the level 0.8 is "just under 0.800".
    """
    said = f"{value:.{places}f}"
    for level in levels:
        if said == f"{level:.{places}f}" and abs(value - level) > NOISE:
            return f"just {'under' if value < level else 'over'} {said}"
    return said


def whole_pct(share: float) -> float:
    """A share from 0 to 1 in whole per cent; with a decimal where 0 or 100 would not be true."""
    whole = _rounded(share * 100)
    return whole if 0 < whole < 100 or share in (0, 1) else round(share * 100, 1)


def outward(low: float, high: float) -> tuple[int, float]:
    """The whole numbers around an interval, so that "at least" and "at most" hold of them.

    An infinite `high` stays infinite.
    """
    least = math.floor(low + NOISE * max(1, low))
    return least, high if math.isinf(high) else math.ceil(high - NOISE * max(1, high))


def _rounded(value: float) -> int:
    return math.floor(value + 0.5)


def _written(count: int, places: int) -> str:
    """So many tenths (hundredths, for two places) as a number, without zeros behind the point."""
    whole, rest = divmod(count, 10**places)
    return f"{whole:,}.{rest:0{places}d}".rstrip("0") if rest else f"{whole:,}"
