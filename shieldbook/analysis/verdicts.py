"""All checks and all expectations of the book: counted with their intervals, set on one board, looked at twice."""

from __future__ import annotations

import math

import pandas as pd

from shieldbook.analysis.dates import bounds
from shieldbook.analysis.reading import ASPECTS, checks_table, claims_of, names
from shieldbook.analysis.ways import check_id

VERDICTS = ("supported", "partly", "contradicted", "unresolved")
# Kinds of claim that look ahead; the house rules ask for the outcome of each.
AHEAD = ("forecast", "commitment", "threat-or-warning")
OUTCOMES = ("happened", "partly", "did-not-happen", "condition-not-met", "open", "cannot-tell")


def interval(hits: int, cases: int, z: float = 1.96) -> tuple[float, float]:
    """The share that `hits` of `cases` may stand for, as a pair of shares from 0 to 1; (0, 1) for no cases.

    The score interval of Wilson (1927), at 95% for the default `z`, which keeps inside 0 and 1 and does not collapse
    where nothing or everything was hit. It takes cases as independent draws; checks of one article are not, so it says
    how little so few cases can show, and no more. Raises ValueError where `hits` is not between 0 and `cases`.
    """
    if not 0 <= hits <= cases:
        raise ValueError(f"hits must be from 0 to the number of cases: {hits} of {cases}")
    if cases == 0:
        return 0.0, 1.0
    share, spread = hits / cases, z * z / cases
    middle = (share + spread / 2) / (1 + spread)
    reach = z * math.sqrt(share * (1 - share) / cases + spread / cases / 4) / (1 + spread)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def counts(checks: pd.DataFrame, claims: pd.DataFrame, by: str) -> pd.DataFrame:
    """Checks counted by `by` (article_id, kind, certainty, issue or another column of claims, or aspect) and verdict.

    One row a value that occurs, in the order of its name (aspects in theirs): `by`, one column a verdict, `checks` (their
    sum), and `low_pct`, `high_pct`: the interval of the share that is supported, in per cent.
    """
    rows = _joined(checks, claims)
    table = pd.crosstab(rows[by].astype(str), rows["verdict"].astype(str)).reindex(columns=list(VERDICTS), fill_value=0)
    if by == "aspect":
        table = table.reindex([aspect for aspect in ASPECTS if aspect in table.index])
    table["checks"] = table.sum(axis=1)
    spans = [interval(hits, cases) for hits, cases in zip(table["supported"], table["checks"])]
    table["low_pct"] = [round(100 * low) for low, _ in spans]
    table["high_pct"] = [round(100 * high) for _, high in spans]
    return table.reset_index().rename_axis(columns=None)


def _joined(checks: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """Checks with the columns of their claims; raises KeyError where a check has no claim."""
    joined = checks.merge(claims.drop(columns="because"), left_on="claim_id", right_on="id", how="left")
    if joined["id"].isna().any():
        raise KeyError(str(joined.loc[joined["id"].isna(), "claim_id"].iloc[0]))
    return joined


def board_table(checks: pd.DataFrame, check_sources: pd.DataFrame, claims: pd.DataFrame,
                articles: pd.DataFrame) -> pd.DataFrame:
    """Every check of every article, articles by date, checks in the order of the claims.

    The columns of `reading.checks_table`, and before them `article` (its id) and `number` (the end of the claim's id).
    """
    days = {own: bounds(date)[0] for own, date in zip(articles["id"].astype(str), articles["published"].astype(str))}
    parts = []
    for article in sorted(days, key=days.get):
        part = checks_table(checks, check_sources, claims_of(claims, article))
        parts.append(part.assign(article=article, number=part["claim_id"].str[-3:]))
    table = pd.concat(parts, ignore_index=True)
    return table[["article", "number", *[name for name in table.columns if name not in ("article", "number")]]]


def expectations_table(forecasts: pd.DataFrame, forecast_sources: pd.DataFrame, claims: pd.DataFrame,
                       actors: pd.DataFrame) -> pd.DataFrame:
    """Every expectation with its outcome, sorted by claim.

    `claim_id`, `article`, `whose`, `kind`, `certainty`, `expects`, `condition`, `horizon`, `outcome`, `what_happened`,
    `because`, `sources` (several joined by ` | `), and `ahead`: whether the claim is of a kind that looks ahead.
    """
    labels = names(actors) | {"author": "The author"}
    cited = forecast_sources.groupby(forecast_sources["claim_id"].astype(str))["source"].agg(" | ".join).to_dict()
    rows = forecasts.merge(claims[["id", "article_id", "speaker_id", "kind", "certainty"]], left_on="claim_id", right_on="id")
    rows = rows.sort_values("claim_id")
    own = rows["claim_id"].astype(str)
    return pd.DataFrame({
        "claim_id": own, "article": rows["article_id"].astype(str), "whose": rows["speaker_id"].astype(str).map(labels),
        "kind": rows["kind"].astype(str).str.replace("-", " "), "certainty": rows["certainty"].astype(str),
        "expects": rows["expects"].astype(str), "condition": rows["condition"].astype("string").fillna(""),
        "horizon": rows["horizon"].astype("string").fillna(""), "outcome": rows["outcome"].astype(str),
        "what_happened": rows["what_happened"].astype(str), "because": rows["because"].astype(str),
        "sources": own.map(cited).fillna(""), "ahead": rows["kind"].isin(AHEAD),
    }).reset_index(drop=True)


def outcome_counts(table: pd.DataFrame, by: str = "article") -> pd.DataFrame:
    """Outcomes counted by a column of `expectations_table`: one row a value, one column an outcome, and `expectations`."""
    found = pd.crosstab(table[by].astype(str), table["outcome"].astype(str)).reindex(columns=list(OUTCOMES), fill_value=0)
    return found.assign(expectations=found.sum(axis=1)).reset_index().rename_axis(columns=None)


def second_table(checks: pd.DataFrame, second_checks: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """The checks that were done twice: `claim_id`, `aspect`, `claim`, `first`, `second`, `agree`, `finding` (the second's),
    `outcome` (what was done about it), and for the page `check_id`."""
    texts = dict(zip(claims["id"].astype(str), claims["claim"].astype(str)))
    rows = second_checks.merge(checks[["claim_id", "aspect", "verdict"]], on=["claim_id", "aspect"], suffixes=("_second", ""))
    return pd.DataFrame({
        "claim_id": rows["claim_id"].astype(str), "aspect": rows["aspect"].astype(str),
        "claim": rows["claim_id"].astype(str).map(texts), "first": rows["first_verdict"].astype(str),
        "second": rows["verdict_second"].astype(str),
        "agree": (rows["first_verdict"].astype(str) == rows["verdict_second"].astype(str)).to_numpy(),
        "published": rows["verdict"].astype(str), "finding": rows["finding"].astype(str), "settled": rows["settled"].astype("string").fillna(""),
        "check_id": [check_id(claim, aspect) for claim, aspect in zip(rows["claim_id"].astype(str), rows["aspect"].astype(str))],
    })


def confusion(table: pd.DataFrame) -> pd.DataFrame:
    """Verdicts of the first check against those of the second, as counts: rows the first, columns the second."""
    found = pd.crosstab(table["first"], table["second"]).reindex(index=list(VERDICTS), columns=list(VERDICTS), fill_value=0)
    return found.rename_axis(index=None, columns=None)
