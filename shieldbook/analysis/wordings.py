"""How the reports of one statement put it: each held, point by point, against one of them."""

from __future__ import annotations

import pandas as pd

from shieldbook.analysis.lookup import row_of

# What each code of a point says, in the words of a column's head.
POINTS = {
    ("danger", "deep"): "Deep, not serious",
    ("danger", "serious"): "Serious, not deep",
    ("danger", "threat"): "A threat",
    ("subject", "system"): "The system itself",
    ("subject", "deployment"): "Its deployment",
    ("thaad", "tied"): "Tied to THAAD",
    ("thaad", "apparently"): "Apparently THAAD",
    ("thaad", "in-brackets"): "THAAD in brackets",
    ("thaad", "not-named"): "THAAD not named",
    ("doer", "united-states"): "America arms",
    ("doer", "nobody"): "No doer",
    ("doer", "not-reported"): "Arms not reported",
    ("condition", "dropped"): "Without the if",
    ("condition", "kept"): "With the if",
    ("condition", "not-reported"): "Judgement not reported",
}
# The points, and a word for each where a column is narrow.
COLUMNS = {"danger": "Risk", "subject": "What", "thaad": "THAAD", "doer": "Arms", "condition": "If"}
NOT_REPORTED = "not-reported"


def likeness_table(wordings: pd.DataFrame, like: str) -> pd.DataFrame:
    """Every report against the one whose id is `like`, point by point.

    One row a report and point: `report`, `point` (what the report `like` has), `short` (the point
    in a word), `says` (what this one has), `likeness` (same, other, not reported), `sources`.
    Reports that share most with `like` come first, itself at the head. Raises KeyError where `like`
    is no report.
    """
    rows = wordings.set_index(wordings["id"], drop=False)
    model = row_of(wordings, like, "report")[list(COLUMNS)]
    shared = (rows[list(COLUMNS)] == model).sum(axis=1)
    rows = rows.assign(shared=shared, first=rows.index == like).sort_values(
        ["first", "shared", "carrier"], ascending=[False, False, True], kind="stable"
    )
    told = []
    for report in rows.itertuples():
        for column in COLUMNS:
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
                    "point": POINTS[column, model[column]],
                    "short": COLUMNS[column],
                    "says": POINTS[column, says],
                    "likeness": likeness,
                    "sources": report.source,
                }
            )
    return pd.DataFrame(told)


def spread_table(wordings: pd.DataFrame) -> pd.DataFrame:
    """Point by point, in how many forms the reports have it: `Point`, `Forms`, `Most common`,
    `Reports with it`; most forms first."""
    rows = [
        {
            "Point": short,
            "Forms": wordings[column].nunique(),
            "Most common": POINTS[column, wordings[column].mode()[0]],
            "Reports with it": int(wordings[column].value_counts().max()),
        }
        for column, short in COLUMNS.items()
    ]
    return (
        pd.DataFrame(rows)
        .sort_values("Forms", ascending=False, kind="stable")
        .reset_index(drop=True)
    )
