"""Rival explanations of one thing: what each predicts, what the record has for and against it, and
the verdict."""

from __future__ import annotations

import pandas as pd

from shieldbook.analysis.codebook import worded
from shieldbook.analysis.lookup import unknown

BEARS = (
    "against",
    "neither",
    "for",
)


def rivals_table(
    explanations: pd.DataFrame, evidence: pd.DataFrame, codebook: pd.DataFrame, question: str
) -> pd.DataFrame:
    """The explanations of one question: `id`, `name`, `statement`, `prediction`, `verdict` and
    `verdict_label`, `because`, `article` (empty where the book raises it), and how many findings
    are `for`, `neither` and `against`.

    Those that fit first, then those that cannot be told, then the rest; within these by name.
    Raises KeyError where the question has none.
    """
    rows = explanations[explanations["question"] == question]
    if rows.empty:
        raise unknown("question", question, explanations["question"])
    ids = rows["id"]
    counts = pd.crosstab(evidence["explanation_id"], evidence["bears"])
    counts = counts.reindex(index=ids, columns=list(BEARS), fill_value=0)
    table = pd.DataFrame(
        {
            "id": ids,
            "name": rows["name"],
            "statement": rows["statement"],
            "prediction": rows["prediction"],
            "verdict": rows["verdict"],
            "verdict_label": worded(rows["verdict"], codebook, "explanation_verdict"),
            "because": rows["because"],
            "article": rows["article_id"],
            **{bears: counts[bears].to_numpy() for bears in BEARS},
        }
    )
    rank = {"fits": 0, "cannot-tell": 1, "does-not-fit": 2}
    ranked = table.assign(rank=table["verdict"].map(rank)).sort_values(
        ["rank", "name", "id"], kind="stable"
    )
    return ranked.drop(columns="rank").reset_index(drop=True)


def findings_table(
    rivals: pd.DataFrame, evidence: pd.DataFrame, codebook: pd.DataFrame
) -> pd.DataFrame:
    """The findings beside the explanations of `rivals_table`, one row a finding: `key` (id#n),
    `name`, `verdict_label`, `bears` and `bears_label`, `place` (how many of its kind
    stand before it), `finding`, `source`.
    """
    rows = evidence.merge(
        rivals[["id", "name", "verdict_label"]].reset_index(names="order"),
        left_on="explanation_id",
        right_on="id",
    )
    rows = rows.sort_values(["order", "n"], kind="stable")
    keys = rows["explanation_id"] + "-" + rows["n"].astype(str)
    return pd.DataFrame(
        {
            "key": keys,
            "name": rows["name"],
            "verdict_label": rows["verdict_label"],
            "bears": rows["bears"],
            "bears_label": worded(rows["bears"], codebook, "evidence_bears"),
            "place": rows.groupby(
                ["explanation_id", "bears"], observed=True, sort=False
            ).cumcount(),
            "finding": rows["finding"],
            "source": rows["source"],
        }
    ).reset_index(drop=True)


def marks_table(trials: pd.DataFrame, findings: pd.DataFrame) -> pd.DataFrame:
    """All that speaks for or against each explanation: `id` of the explanation, `bears` (against,
    neither, for), `own` (whether it is a clause of the explanation's own prediction); what speaks
    against first, and of each the clauses first.

    `trials`: what `predictions.trials_table` makes. `findings`: the table `explanation_evidence`.
    """
    found = findings.rename(columns={"explanation_id": "id"})
    both = [trials[["id", "bears"]].assign(own=True), found[["id", "bears"]].assign(own=False)]
    rows = pd.concat(both, ignore_index=True)
    rows = rows.assign(way=rows["bears"].map(BEARS.index), later=~rows["own"])
    ordered = rows.sort_values(["id", "way", "later"], kind="stable")
    return ordered[["id", "bears", "own"]].reset_index(drop=True)
