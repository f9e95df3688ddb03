"""What Russian officials said on the record, and over whose shield."""

from __future__ import annotations

from math import exp, log, sqrt

import pandas as pd

from shieldbook.analysis.agreement import SEED, alpha, alpha_interval
from shieldbook.analysis.codebook import worded
from shieldbook.analysis.events import span
from shieldbook.tables.dates import bounds

# Spans of years, first and last, for which it is estimated how much the search has missed.
PERIODS = (
    (1999, 2002),
    (2003, 2013),
    (2014, 2017),
    (2018, 2020),
    (2021, 2026),
)
PASSES = (
    "both",
    "first",
    "second",
)


def over(about: pd.Series) -> pd.Series:
    """With whose shield a statement is drawn: what names no capital stands with both or neither."""
    return about.replace({"region": "both"})


def dated(statements: pd.DataFrame, codebook: pd.DataFrame) -> pd.DataFrame:
    """The statements with their days: `id`, `start`, `end`, `when`, `speaker_id`, `about` and
    `over` (as `statements.over` has it), `bears`, each with its `_label`, `occasion`, `says`,
    `source`; by day."""
    told = ["id", "start", "end", "when", "speaker_id", "about", "bears", "occasion", "says"]
    rows = span(statements)[[*told, "source"]].assign(
        about_label=worded(statements["about"], codebook, "statement_about"),
        over=over(statements["about"]),
        over_label=worded(over(statements["about"]), codebook, "statement_about"),
        bears_label=worded(statements["bears"], codebook, "statement_bears"),
    )
    return rows.sort_values(["start", "id"], kind="stable").reset_index(drop=True)


def between(rows: pd.DataFrame, cuts: list[tuple[str, str]]) -> pd.DataFrame:
    """How often Moscow protested over each capital's shield alone from one decision to the next.

    `rows`: what `dated` makes. `cuts`: days (ISO) in ascending order, each with the words of what
    happened then. One row a span and capital: `start` and `end` (the days after which the span
    begins and with which it ends), `words` (what began it; "" for the first), `over` (KOR, JPN),
    `protests`. A statement counts on its first possible day, and on the day of a decision still
    to the span that ends.
    """
    days = [pd.Timestamp(day) for day, _ in cuts]
    begins = [rows["start"].min() - pd.Timedelta(days=1), *days]
    ends = [*days, rows["end"].max()]
    objects = rows[rows["bears"] == "objects"]
    found = []
    for start, end, words in zip(begins, ends, ["", *(words for _, words in cuts)], strict=True):
        inside = objects[(objects["start"] > start) & (objects["start"] <= end)]["over"]
        for over in ("KOR", "JPN"):
            count = int((inside == over).sum())
            found.append(
                {"start": start, "end": end, "words": words, "over": over, "protests": count}
            )
    return pd.DataFrame(found)


def chapman(first: int, second: int, both: int) -> tuple[float, float, float]:
    """How many there are, and the ends of a 95 per cent interval, where two searches found `first`
    and `second`, and `both` are in either: Chapman's N = (n1 + 1)(n2 + 1) / (m + 1) - 1.

    The interval is log-normal in what is missing, so that it never ends below what was found. Both
    hold where the searches are independent of each other and everything is as easily found; where
    what one finds is also easier for the other, they are too low. Raises ValueError where more are
    in both than in either.

    Source: Chapman (1951) for the estimate; Seber, Estimation of Animal Abundance (1982), section
    3.1, for its variance; Chao, Biometrics 43 (1987), 783-791, for the interval.
    """
    if not 0 <= both <= min(first, second):
        raise ValueError(f"{both} cannot be in both of {first} and {second}")
    found = first + second - both
    estimate = (first + 1) * (second + 1) / (both + 1) - 1
    missing = estimate - found
    if missing <= 0:
        return float(found), float(found), float(found)
    apart = (first - both) * (second - both)
    variance = (first + 1) * (second + 1) * apart / ((both + 1) ** 2 * (both + 2))
    factor = exp(1.96 * sqrt(log(1 + variance / missing**2)))
    return estimate, found + missing / factor, found + missing * factor


def estimated(statements: pd.DataFrame) -> pd.DataFrame:
    """What the two passes of the search found and what they leave to be found, one row a span of
    PERIODS and one for all: `period`, `first`, `second`, `both` (statements in each pass and in
    both), `found` (in either), `beside` (known otherwise), `estimate`, `low`, `high`."""
    years = pd.Series([bounds(str(date))[0].year for date in statements["date"]])
    by = statements["found_by"].astype(str).reset_index(drop=True)
    rows = []
    for first, last in (*PERIODS, (PERIODS[0][0], PERIODS[-1][1])):
        here = by[years.between(first, last)].value_counts()
        both, alone, other = (int(here.get(name, 0)) for name in PASSES)
        estimate, low, high = chapman(both + alone, both + other, both)
        rows.append(
            {
                "period": f"{first}–{last}",
                "first": both + alone,
                "second": both + other,
                "both": both,
                "found": both + alone + other,
                "beside": int(here.get("neither", 0)),
                "estimate": estimate,
                "low": low,
                "high": high,
            }
        )
    return pd.DataFrame(rows)


def again_table(statements: pd.DataFrame, draws: int = 2000, seed: int = SEED) -> pd.DataFrame:
    """How far the second coding of whose shield a statement is about, and which way it bears,
    agrees with the first: `field`, `n`, `alike`, `alpha`, `low`, `high` (nominal, 95 per cent
    bootstrap over statements)."""
    rows = []
    for field in ("about", "bears"):
        both = statements[[field, f"{field}_second"]].astype(str)
        low, high = alpha_interval(both, "nominal", draws, seed)
        rows.append(
            {
                "field": field,
                "n": len(both),
                "alike": int((both[field] == both[f"{field}_second"]).sum()),
                "alpha": alpha(both, "nominal"),
                "low": low,
                "high": high,
            }
        )
    return pd.DataFrame(rows)
