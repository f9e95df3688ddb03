"""How the reports of one statement put it: each held, point by point, against one of them."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from shieldbook.analysis.codebook import labels
from shieldbook.analysis.lookup import Known, row_of

# The words for the points themselves, where a column is narrow.
WORDS = "wording_point"
# What a report has at a point that it leaves out.
SILENT = frozenset({"not-reported", "nobody", "not-named"})
LEFT_OUT = "\N{EN DASH}"


def points(codebook: pd.DataFrame) -> dict[str, dict[str, str]]:
    """For each point of a report, a column of `wordings`, the label of every code, in the
    codebook's order."""
    return {point: labels(codebook, f"wording_{point}") for point in labels(codebook, WORDS)}


def likeness_table(wordings: pd.DataFrame, codebook: pd.DataFrame, like: str) -> pd.DataFrame:
    """Every report against the one whose id is `like`, point by point.

    One row a report and point: `report`, `point` (what the report `like` has), `short` (the point
    in a word), `says` (what this one has), `likeness` (same, other, or not reported, where it
    leaves the point out), `sources`. Reports that share most with `like` come first, itself at the
    head. Raises KeyError where `like` is no report.
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
            told.append(
                {
                    "report": str(report.carrier),
                    "point": words[model[column]],
                    "short": short[column],
                    "says": words[says],
                    "likeness": _likeness(says, model[column]),
                    "sources": report.source,
                }
            )
    return pd.DataFrame(told)


def collation_table(
    wordings: pd.DataFrame,
    codebook: pd.DataFrame,
    like: str,
    names: Mapping[str, str],
    said: Mapping[str, str],
) -> pd.DataFrame:
    """Every report in a row, those that share a point with the one whose id is `like` first.

    `names` maps the ids of the reports to their names, in the order in which they are to stand;
    `said` maps a code to the words for it. Out: `report`, a column a point, in the order of the
    codebook (the words; a dash, where the report leaves the point out) and `alike` (whether it
    shares a point with `like`). Raises KeyError for a report without a name, a code without
    words, or where `like` is no report.
    """
    found, model = list(labels(codebook, WORDS)), row_of(wordings, like, "report")
    known = Known("name of a report", names)
    words = Known("words for a code", {**said, **dict.fromkeys(SILENT, LEFT_OUT)})
    codes = wordings[found]
    rows = codes.apply(lambda point: point.map(words))
    rows.insert(0, "report", wordings["id"].map(known))
    rows["alike"] = (codes == model[found]).any(axis=1)
    # A stable sort by the one and then by the other keeps the order of the names.
    place = wordings["id"].map(list(names).index).sort_values(kind="stable")
    return rows.loc[place.index].sort_values(
        "alike", ascending=False, kind="stable", ignore_index=True
    )


def _likeness(code: str, model: str) -> str:
    if code == model:
        return "same"
    return "not reported" if code in SILENT else "other"


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
