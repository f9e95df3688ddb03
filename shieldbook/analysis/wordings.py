"""How the reports of one statement put it: each held, point by point, against one of them."""

from __future__ import annotations

import pandas as pd

from shieldbook.analysis.codebook import labels
from shieldbook.analysis.lookup import row_of

# The words for the points themselves, where a column is narrow.
WORDS = "wording_point"
NOT_REPORTED = "not-reported"


def points(codebook: pd.DataFrame) -> dict[str, dict[str, str]]:
    """For each point of a report, a column of `wordings`, the label of every code, in the
    codebook's order."""
    return {point: labels(codebook, f"wording_{point}") for point in labels(codebook, WORDS)}


def likeness_table(wordings: pd.DataFrame, codebook: pd.DataFrame, like: str) -> pd.DataFrame:
    """Every report against the one whose id is `like`, point by point.

    One row a report and point: `report`, `point` (what the report `like` has), `short` (the point
    in a word), `says` (what this one has), `likeness` (same, other, not reported), `sources`.
    Reports that share most with `like` come first, itself at the head. Raises KeyError where `like`
    is no report.
    """
    rows = wordings.set_index(wordings["id"], drop=False)
    known, short = points(codebook), labels(codebook, WORDS)
    model = row_of(wordings, like, "report")[list(known)]
    shared = (rows[list(known)] == model).sum(axis=1)
    rows = rows.assign(shared=shared, first=rows.index == like).sort_values(
        ["first", "shared", "carrier"], ascending=[False, False, True], kind="stable"
    )
    told = []
    for report in rows.itertuples():
        for column, words in known.items():
            says = str(getattr(report, column))
            likeness = (
                "same"
                if says == model[column]
                else "not reported"
                if says == NOT_REPORTED
                else "other"
            )
            told.append(
                {
                    "report": str(report.carrier),
                    "point": words[model[column]],
                    "short": short[column],
                    "says": words[says],
                    "likeness": likeness,
                    "sources": report.source,
                }
            )
    return pd.DataFrame(told)


def spread_table(wordings: pd.DataFrame, codebook: pd.DataFrame) -> pd.DataFrame:
    """Point by point, in how many forms the reports have it: `Point`, `Forms`, `Most common`,
    `Reports with it`; most forms first."""
    known = points(codebook)
    rows = [
        {
            "Point": short,
            "Forms": wordings[column].nunique(),
            "Most common": known[column][wordings[column].mode()[0]],
            "Reports with it": int(wordings[column].value_counts().max()),
        }
        for column, short in labels(codebook, WORDS).items()
    ]
    return (
        pd.DataFrame(rows)
        .sort_values("Forms", ascending=False, kind="stable")
        .reset_index(drop=True)
    )
