"""What announced figures can mean together: numbers as intervals."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from shieldbook.analysis.lookup import row_of


class SpanError(ValueError):
    """An interval or a figure that cannot be: the message names the value."""


@dataclass(frozen=True)
class Span:
    """All values from `low` to `high`, both included; `high` may be infinite. Raises SpanError
    where low is above high, below 0 or not a number."""

    low: float
    high: float

    def __post_init__(self):
        if not 0 <= self.low <= self.high:
            raise SpanError(f"an interval runs from 0 or more upwards: {self.low} to {self.high}")

    def __mul__(self, other: Span) -> Span:
        """What a product can be, if each factor can be anything in its interval."""
        return Span(_times(self.low, other.low), _times(self.high, other.high))

    def __truediv__(self, other: Span) -> Span:
        """What a quotient can be; without upper bound where the divisor may be 0. Raises SpanError
        for a divisor of 0."""
        if other.high == 0:
            raise SpanError("nothing can be divided by 0")
        low = 0.0 if math.isinf(other.high) else self.low / other.high
        return Span(low, math.inf if other.low == 0 else self.high / other.low)


def _times(first: float, second: float) -> float:
    # Nothing times anything is nothing, also where anything has no bound.
    return 0.0 if 0 in (first, second) else first * second


def said(value: float, qualifier: str, rounded_to: float) -> Span:
    """The interval of true values behind a figure as it was said.

    "over" leaves it open upwards, "under" downwards; "about", "some" and "nearly" stand for a
    figure rounded to `rounded_to`, so that half of it lies on either side ("nearly": below only);
    no qualifier is the figure itself. Raises SpanError for another qualifier, a negative value or a
    rounding of 0 or less.
    """
    if rounded_to <= 0:
        raise SpanError(f"a figure is rounded to more than 0: {rounded_to}")
    half = rounded_to / 2
    spans = {
        "": (value, value),
        "over": (value, math.inf),
        "under": (0, value),
        "about": (value - half, value + half),
        "some": (value - half, value + half),
        "nearly": (value - half, value),
    }
    if qualifier not in spans:
        raise SpanError(f"no interval is known for the word {qualifier!r}")
    low, high = spans[qualifier]
    return Span(max(0.0, low) if value >= 0 else low, high)


def announced(
    quantities: pd.DataFrame, cut_rounded_to: float = 5, units_rounded_to: float = 10
) -> dict[str, Span]:
    """The three figures of monitor-2000 as intervals: `cut` (share of the forces), `reformed` and
    `losing` (units).

    `quantities` as the data package has it. Raises KeyError where a figure is gone.
    """
    rounding = {
        "cut-in-eastern-forces": cut_rounded_to,
        "units-to-be-reformed": units_rounded_to,
        "units-to-lose-personnel": units_rounded_to,
    }
    names = {
        "cut": "cut-in-eastern-forces",
        "reformed": "units-to-be-reformed",
        "losing": "units-to-lose-personnel",
    }
    spans = {}
    for name, measure in names.items():
        figure = row_of(quantities, measure, "measure", by="measure")
        qualifier = figure["qualifier"]
        spans[name] = said(float(figure["low"]), qualifier, rounding[measure])
    spans["cut"] = Span(spans["cut"].low / 100, spans["cut"].high / 100)
    return spans


def readings(spans: dict[str, Span], troops: float) -> pd.DataFrame:
    """What the announced figures would mean together with an outside estimate of the forces
    (`troops`, people).

    One row a derived figure: `what`, `low`, `high` (infinite where open), `unit`, `needs` (the
    assumption that it takes).
    """
    share = spans["losing"] / spans["reformed"]
    people = spans["cut"] * Span(troops, troops)
    each = people / spans["losing"]
    average = Span(troops, troops) / spans["reformed"]
    loss = spans["cut"] / share
    rows = [
        (
            "Units that lose people, of those reformed",
            share.low * 100,
            share.high * 100,
            "%",
            "The two counts are of the same units",
        ),
        (
            "People to go",
            people.low,
            people.high,
            "people",
            "The estimate counts the forces that the cut is a cut of",
        ),
        (
            "People to go, a unit that loses any",
            each.low,
            each.high,
            "people",
            "All that go leave these units",
        ),
        (
            "People in a reformed unit, on average",
            average.low,
            average.high,
            "people",
            "Everybody serves in a reformed unit",
        ),
        (
            "Loss of a unit that loses any, on average",
            loss.low * 100,
            loss.high * 100,
            "%",
            "Everybody serves in a reformed unit, and units are of one size",
        ),
    ]
    return pd.DataFrame(rows, columns=["what", "low", "high", "unit", "needs"])


def share_lost(spans: dict[str, Span], units: int) -> Span:
    """What share of its people a unit loses that loses any, for exactly so many reorganised units
    of one size.

    Raises SpanError where `units` is not above 0.
    """
    if units <= 0:
        raise SpanError(f"the units must be more than 0: {units}")
    return spans["cut"] / (spans["losing"] / Span(units, units))


def cut_table(cut: float, units: float, losing: float) -> pd.DataFrame:
    """A cut of all soldiers (`cut`, a share) laid into the `losing` of `units` units of one size,
    in units.

    Out: `bar` (units, soldiers), `part`, `low`, `high`, `units` (how many, or as many as serve in
    so many), whole numbers rounded. Raises SpanError where the units that lose anybody have fewer
    soldiers than are to go, or are more than all.
    """
    gone = cut * units
    if not 0 < gone <= losing <= units:
        raise SpanError(f"a cut of {gone:g} of {units:g} units does not fit into {losing:g}")
    rows = [
        ("units", "lose people", 0, losing),
        ("units", "lose nobody", losing, units),
        ("soldiers", "go", 0, gone),
        ("soldiers", "stay", gone, losing),
    ]
    table = pd.DataFrame(rows, columns=["bar", "part", "low", "high"])
    return table.assign(units=(table["high"] - table["low"]).round().astype(int))
