"""One clause of a prediction, tried on the objections of the record; what several clauses share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from shieldbook.analysis.objections import FEWEST, Objections
from shieldbook.phrases import counted

SEOUL, TOKYO = "KOR", "JPN"
CALLED = {SEOUL: "Seoul", TOKYO: "Tokyo"}
SIX_YEARS = ("2014-01-01", "2019-12-31")


@dataclass(frozen=True)
class Trial:
    """One clause of a prediction as the corpus has it: what was asked, what was found, and whether
    that is `for`, `against` or `neither`."""

    explanation_id: str
    asked: str
    found: str
    bears: str


def share(part: int, whole: int) -> float:
    """A share in per cent; 0 of nothing."""
    return 100 * part / whole if whole else 0.0


def bears(value: float, *, pro: Callable, con: Callable, cases: int) -> str:
    """Which way a number speaks; neither where too few cases stand behind it."""
    if cases < FEWEST:
        return "neither"
    return "for" if pro(value) else "against" if con(value) else "neither"


def falls(said: Objections, name: str, day: str, least: float, most: float, after: str) -> Trial:
    """Objections to Seoul in the year from a day, as a share of those in the year before: for at
    `least` and below, against at `most` and above."""
    start = pd.Timestamp(day)
    year, eve = pd.DateOffset(years=1), pd.DateOffset(days=1)
    earlier = said.number(SEOUL, str(start - year), str(start - eve))
    later = said.number(SEOUL, str(start), str(start + year - eve))
    return Trial(
        name,
        f"Do objections to Seoul fall in the year {after}?",
        f"{earlier} in the year before, {later} in the year from then.",
        bears(
            later / max(earlier, 1),
            pro=lambda kept: kept < least,
            con=lambda kept: kept >= most,
            cases=earlier + later,
        ),
    )


def points_apart(
    said: Objections, name: str, codes: tuple[str, ...], more: str, by: tuple[int, int]
) -> Trial:
    """Difference of the shares of two capitals' objections that give a charge, 2014 to 2019:
    `more` should have `by[0]` points more, and `by[1]` or fewer sink it."""
    less = SEOUL if more == TOKYO else TOKYO
    alone = name == "ownership"
    sets = {own: said.to(own, *SIX_YEARS, alone=alone) for own in (more, less)}
    if alone:
        sets[TOKYO] = said.to(TOKYO, "2017-12-19", SIX_YEARS[1], alone=True)
    told = {own: (said.giving(rows, *codes), len(rows)) for own, rows in sets.items()}
    apart = share(*told[more]) - share(*told[less])
    return Trial(
        name,
        f"Is the charge heard more against {CALLED[more]} than against {CALLED[less]}?",
        "; ".join(
            f"in {part} of {counted(whole, 'objection')} to {CALLED[own]}"
            for own, (part, whole) in told.items()
        )
        + ".",
        bears(
            apart,
            pro=lambda points: points >= by[0],
            con=lambda points: points <= by[1],
            cases=sum(whole for _, whole in told.values()),
        ),
    )
