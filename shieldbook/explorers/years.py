"""Two partners over a span of years of the reader's choice: how often leaders met, and who traded
more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pandas as pd

from shieldbook.analysis.actors import states
from shieldbook.analysis.meetings import meetings_by_year
from shieldbook.analysis.trade import larger_trade
from shieldbook.controls import Control
from shieldbook.explorers.explorer import Explorer
from shieldbook.phrases import counted, times

PARTNERS = ("JPN", "KOR")
NOTE = (
    "Meetings of heads of state or government with Russia's. In which country's favour a year of "
    "trade counts is told only where each "
    "has a confirmed figure and all figures of the year agree; sizes are not compared, for the "
    "sources count differently."
)


def years(options: dict, data: dict) -> dict:
    """Meetings and trade of two partners over a span of years.

    `options`: `first` and `last` (years, in either order). `data["years"]`: for each year `year`,
    the meetings of each partner by its id, and `larger` (the partner with more trade, "" where it
    cannot be told); `data["names"]`: pairs of id and name. Out: `answer`; behind it `meetings` and
    `ahead` (counts by id) and `open` (years that cannot be told); and `rows`, the counts as label,
    words and share of the years, at most 1.
    """
    low, high = sorted((options["first"], options["last"]))
    inside = [row for row in data["years"] if low <= row["year"] <= high]
    meetings = {own: _total(inside, own) for own, _ in data["names"]}
    larger = Counter(row["larger"] for row in inside)
    ahead = {own: larger[own] for own, _ in data["names"]}
    left = larger[""]
    span = f"In {low}" if low == high else f"From {low} to {high}"
    met = " and ".join(
        f"{name}'s leaders met Russia's {times(meetings[own])}" for own, name in data["names"]
    )
    more = " and ".join(
        f"{name}'s was the larger in {counted(ahead[own], 'year')}" for own, name in data["names"]
    )
    rest = f"; for {counted(left, 'year')} it cannot be told" if left else ""
    answer = f"{span} {met}. Of trade with Russia {more}{rest}."
    most = max(1, *meetings.values())
    rows = [
        [f"Meetings, {name}", f"{meetings[own]}", meetings[own] / most]
        for own, name in data["names"]
    ]
    rows += [
        [f"More trade, {name}", counted(ahead[own], "year"), ahead[own] / len(inside)]
        for own, name in data["names"]
    ]
    rows.append(["More trade, cannot be told", counted(left, "year"), left / len(inside)])
    return {"answer": answer, "meetings": meetings, "ahead": ahead, "open": left, "rows": rows}


def _total(years: list[dict], partner: str) -> int:
    """How often the leaders of a partner met Russia's in some years."""
    return sum(row[partner] for row in years)


def years_explorer(
    trade: pd.DataFrame,
    meetings: pd.DataFrame,
    actors: pd.DataFrame,
    scenarios: Mapping[str, tuple[int, int]],
    first: int = 1999,
    last: int = 2023,
) -> Explorer:
    """The explorer of years: `trade`, `meetings` and `actors` as the data package has them,
    `scenarios` maps a name to its first and last year.

    The controls offer the years `first` to `last` and begin at the first scenario. Raises
    ControlError where a scenario leaves these years.
    """
    rows = larger_trade(trade, PARTNERS, first, last)
    for own in PARTNERS:
        rows[own] = meetings_by_year(meetings, f"RUS-{own}", first, last)["meetings"]
    called = states(actors)
    data = {
        "names": [[own, called[own]] for own in PARTNERS],
        "years": rows.to_dict("records"),
    }
    begun = next(iter(scenarios.values()), (first, last))
    controls = (
        Control("first", "From the year", "range", begun[0], low=first, high=last),
        Control("last", "To the year", "range", begun[1], low=first, high=last),
    )
    whole = {label: {"first": low, "last": high} for label, (low, high) in scenarios.items()}
    return Explorer(
        years,
        controls,
        whole,
        data,
        name="years",
        note=NOTE,
        bars=("What was counted", "How many"),
        question="Who met Moscow more often, and who traded more with it, in years of your choice?",
    )
