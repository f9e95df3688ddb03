"""Expectations and what came of them."""

from __future__ import annotations

import pandas as pd

from shieldbook.analysis.actors import speakers
from shieldbook.analysis.codebook import order, worded
from shieldbook.tables.dates import in_words

# Kinds of claim that look ahead; the house rules ask for the outcome of each.
AHEAD = (
    "forecast",
    "commitment",
    "threat-or-warning",
)


def forecasts_table(
    forecasts: pd.DataFrame,
    forecast_sources: pd.DataFrame,
    claims: pd.DataFrame,
    actors: pd.DataFrame,
    codebook: pd.DataFrame,
) -> pd.DataFrame:
    """Expectations among the given claims and what came, sorted by claim.

    `claim_id`, `article`, `whose`, `kind` and `kind_label`, `certainty`, `expects`, `condition`
    ("none" where there is none), `horizon`, `horizon_basis` and `due` (the horizon in words, "no
    day" where there is none), `outcome`, `outcome_label` and `what_happened`, `because`, `sources`
    (several joined by ` | `), `ahead`: whether the claim is of a kind that looks ahead, and
    `counted_with`: the expectation under which the same outcome is counted.
    """
    called = speakers(actors)
    cited = (
        forecast_sources.groupby(forecast_sources["claim_id"])["source"].agg(" | ".join).to_dict()
    )
    own = ["id", "article_id", "speaker_id", "kind", "certainty"]
    rows = forecasts.merge(claims[own], left_on="claim_id", right_on="id").sort_values(
        "claim_id", kind="stable"
    )
    return pd.DataFrame(
        {
            "claim_id": rows["claim_id"],
            "article": rows["article_id"],
            "whose": rows["speaker_id"].map(called),
            "kind": rows["kind"],
            "kind_label": worded(rows["kind"], codebook, "kind"),
            "certainty": rows["certainty"],
            "expects": rows["expects"],
            "condition": rows["condition"].replace("", "none"),
            "horizon": rows["horizon"],
            "horizon_basis": rows["horizon_basis"],
            "due": [in_words(day) if day else "no day" for day in rows["horizon"]],
            "outcome": rows["outcome"],
            "outcome_label": worded(rows["outcome"], codebook, "outcome"),
            "what_happened": rows["what_happened"],
            "because": rows["because"],
            "sources": rows["claim_id"].map(cited).fillna(""),
            "ahead": rows["kind"].isin(AHEAD),
            "counted_with": rows["counted_with"],
        }
    ).reset_index(drop=True)


def counted_once(table: pd.DataFrame) -> pd.DataFrame:
    """The expectations of `forecasts.forecasts_table`, or of the table itself, whose outcome is
    counted under their own name: one outcome, one row."""
    return table[table["counted_with"] == ""].reset_index(drop=True)


def outcome_counts(
    table: pd.DataFrame, codebook: pd.DataFrame, by: str = "article"
) -> pd.DataFrame:
    """Outcomes counted by a column of `forecasts.forecasts_table`, each once: one row a value, one
    column an outcome (its code), and `expectations`.
    """
    table = counted_once(table)
    found = pd.crosstab(table[by].astype(str), table["outcome"]).reindex(
        columns=list(order(codebook, "outcome")), fill_value=0
    )
    return found.assign(expectations=found.sum(axis=1)).reset_index().rename_axis(columns=None)
