"""One clause of a prediction, tried on the objections of the record; what several clauses share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from shieldbook.analysis.actors import CAPITALS
from shieldbook.analysis.objections import FEWEST, Objections
from shieldbook.phrases import counted

SEOUL, TOKYO = "KOR", "JPN"
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
    if pro(value):
        return "for"
    return "against" if con(value) else "neither"


def heard(said: Objections, capital: str, *windows: tuple[str, str]) -> int:
    """How many objections to a capital some windows have together."""
    return sum(said.number(capital, *window) for window in windows)


def monthly(said: Objections, capital: str, *windows: tuple[str, str]) -> float:
    """How many objections to a capital a month of 30.4 days some windows have together."""
    days = sum((pd.Timestamp(last) - pd.Timestamp(first)).days + 1 for first, last in windows)
    return heard(said, capital, *windows) / (days / 30.4)


def parted(  # noqa: PLR0913 - a part, its whole and two marks
    name: str, asked: str, part: int, whole: int, *, pro: Callable, con: Callable, note: str = ""
) -> Trial:
    """What share a part of some objections has, in per cent."""
    way = bears(share(part, whole), pro=pro, con=con, cases=whole)
    return Trial(name, asked, f"{part} of {whole}.{note}", way)


def parts_in_words(told: Mapping[str, tuple[int, int]], lead: str = "") -> str:
    """How many of the objections to each capital, by a part and its whole."""
    return "; ".join(
        f"{lead}{part} of {counted(whole, 'objection')} to {CAPITALS[own]}"
        for own, (part, whole) in told.items()
    )


def never(_: float) -> bool:
    """For what the prediction does not name as sinking it."""
    return False


def before_and_after(  # noqa: PLR0913 - two windows and two marks
    said: Objections,
    name: str,
    asked: str,
    capital: str,
    before: tuple[str, str],
    after: tuple[str, str],
    *,
    pro: Callable,
    con: Callable,
) -> Trial:
    """Objections to a capital in a window as a share of those in the one before it."""
    earlier, later = said.number(capital, *before), said.number(capital, *after)
    return Trial(
        name,
        asked,
        f"{earlier} before, {later} from then.",
        bears(later / max(earlier, 1), pro=pro, con=con, cases=earlier + later),
    )


def falls(
    said: Objections, name: str, day: str, asked: str, *, pro: Callable, con: Callable
) -> Trial:
    """Objections to Seoul in the year from a day, as a share of those in the year before."""
    start = pd.Timestamp(day)
    year, eve = pd.DateOffset(years=1), pd.DateOffset(days=1)
    windows = (
        (str(start - year), str(start - eve)),
        (str(start), str(start + year - eve)),
    )
    return before_and_after(said, name, asked, SEOUL, *windows, pro=pro, con=con)


def draws(
    said: Objections, name: str, asked: str, capital: str, window: tuple[str, str], least: int
) -> Trial:
    """Whether a window has at least so many objections to a capital; none sinks, unless the corpus
    has too little of that time to miss one."""
    found = said.number(capital, *window)
    if not said.covered(*window):
        thin = f"{found}, of a time of which the corpus has too little."
        return Trial(name, asked, thin, "neither")
    if found >= least:
        return Trial(name, asked, f"{found}.", "for")
    return Trial(name, asked, f"{found}.", "neither" if found else "against")


def points_apart(
    said: Objections, name: str, codes: tuple[str, ...], more: str, *, pro: Callable, con: Callable
) -> Trial:
    """By how many points the share of objections that give a charge, 2014 to 2019, is larger for
    `more` than for the other capital."""
    less = SEOUL if more == TOKYO else TOKYO
    alone = name == "ownership"
    sets = {own: said.to(own, *SIX_YEARS, alone=alone) for own in (more, less)}
    if alone:
        sets[TOKYO] = said.to(TOKYO, "2017-12-19", SIX_YEARS[1], alone=True)
    told = {own: (said.giving(rows, *codes), len(rows)) for own, rows in sets.items()}
    apart = share(*told[more]) - share(*told[less])
    return Trial(
        name,
        f"Is the charge heard more against {CAPITALS[more]} than against {CAPITALS[less]}?",
        f"{parts_in_words(told, 'in ')}.",
        bears(
            apart,
            pro=pro,
            con=con,
            cases=sum(whole for _, whole in told.values()),
        ),
    )


def failing(trials: pd.DataFrame, evidence: pd.DataFrame) -> set[str]:
    """Ids of the explanations that fail: a clause of their own sinks them, or more findings and
    clauses speak against them than for them. `trials` is what `trials_table` makes, `evidence` the
    table `explanation_evidence`, of which only what was tried is asked."""
    told = pd.concat(
        [
            trials[["id", "bears"]],
            evidence[["explanation_id", "bears"]].rename(columns={"explanation_id": "id"}),
        ]
    )
    told = told[told["id"].isin(set(trials["id"]))]
    ways = pd.crosstab(told["id"], told["bears"]).reindex(columns=["for", "against"], fill_value=0)
    sunk = set(trials.loc[trials["bears"] == "against", "id"])
    return sunk | set(ways.index[ways["against"] > ways["for"]])


def seen(template: str, counts: Sequence[str]) -> str:
    """What a trial found, in words: `{0}` is its first count, `{one}` the first as a share of the
    second and `{two}` the third as a share of the fourth, in per cent.

    Raises IndexError where the template asks for more counts than there are.
    """
    if "{one}" not in template:
        return template.format(*counts)
    one, two = (f"{float(counts[at]) / float(counts[at + 1]):.0%}" for at in (0, 2))
    return template.format(one=one, two=two)
