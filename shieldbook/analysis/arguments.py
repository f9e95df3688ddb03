"""Moscow's arguments over the years, in the articles and in its own statements."""

from __future__ import annotations

import pandas as pd

from shieldbook.analysis.codebook import labels, worded
from shieldbook.analysis.dyads import side
from shieldbook.analysis.statements import over
from shieldbook.tables.dates import bounds, in_words

# On which side a claim of an article is, as the code of whose shield a statement is about.
SIDES = {"Tokyo": "JPN", "Seoul": "KOR", "Both or neither": "both"}

ARGUED = [
    "id",
    "start",
    "end",
    "when",
    "year",
    "argument",
    "words",
    "where",
    "about",
    "about_label",
    "says",
    "treaty_id",
    "treaty",
]


def argued_table(  # noqa: PLR0913 - the tables that it joins
    claims: pd.DataFrame,
    claim_arguments: pd.DataFrame,
    articles: pd.DataFrame,
    statements: pd.DataFrame,
    statement_arguments: pd.DataFrame,
    treaties: pd.DataFrame,
    codebook: pd.DataFrame,
) -> pd.DataFrame:
    """Every argument that a party makes in an article, and every one in a Russian statement of the
    record.

    One row an argument: `id` (claim or statement), `start`, `end` (the article's or the statement's
    day, as far as it is known), `when`, `year`, `argument` (its code), `words`, `where` (article or
    record), `about` (JPN, KOR, or both for both or neither) and `about_label`, `says`, `treaty_id`
    and `treaty` (its short name). Ordered by day.
    """
    in_articles = _in_articles(claims, claim_arguments, articles)
    on_record = _on_record(statements, statement_arguments)
    rows = pd.concat([in_articles, on_record], ignore_index=True)
    ends = [bounds(date) for date in rows["date"]]
    short = dict(zip(treaties["id"], treaties["short"], strict=True))
    rows = rows.assign(
        start=[pd.Timestamp(low) for low, _ in ends],
        end=[pd.Timestamp(high) for _, high in ends],
        when=[in_words(date) for date in rows["date"]],
        year=[low.year for low, _ in ends],
        words=worded(rows["argument"], codebook, "argument"),
        about_label=worded(rows["about"], codebook, "statement_about"),
        treaty=rows["treaty_id"].map(short).fillna(""),
    )
    ordered = rows.sort_values(["start", "id", "argument"], kind="stable")
    return ordered[ARGUED].reset_index(drop=True)


def _in_articles(
    claims: pd.DataFrame, claim_arguments: pd.DataFrame, articles: pd.DataFrame
) -> pd.DataFrame:
    day = dict(zip(articles["id"], articles["published"], strict=True))
    own = claim_arguments.merge(claims.drop(columns="because"), left_on="claim_id", right_on="id")
    pairs = zip(own["target"], own["dyad"], strict=True)
    return pd.DataFrame(
        {
            "id": own["claim_id"],
            "date": own["article_id"].map(day),
            "argument": own["argument"],
            "where": "article",
            "says": own["claim"],
            "treaty_id": own["treaty_id"],
            "about": [SIDES[side(target, dyad)] for target, dyad in pairs],
        }
    )


def _on_record(statements: pd.DataFrame, statement_arguments: pd.DataFrame) -> pd.DataFrame:
    said = statement_arguments.merge(statements, left_on="statement_id", right_on="id")
    return pd.DataFrame(
        {
            "id": said["statement_id"],
            "date": said["date"],
            "argument": said["argument"],
            "where": "record",
            "says": said["says"],
            "treaty_id": said["treaty_id"],
            "about": over(said["about"]),
        }
    )


def kept(argued: pd.DataFrame, codebook: pd.DataFrame, early: int, late: int) -> pd.DataFrame:
    """Which arguments of the years up to `early` come back from `late` on: `argument`, `words`,
    `early` and `late` (how often each, articles and record together), in the codebook's order.
    """
    before = argued[argued["year"] <= early]["argument"].value_counts()
    after = argued[argued["year"] >= late]["argument"].value_counts()
    return pd.DataFrame(
        [
            {
                "argument": code,
                "words": words,
                "early": int(before.get(code, 0)),
                "late": int(after.get(code, 0)),
            }
            for code, words in labels(codebook, "argument").items()
        ]
    )
