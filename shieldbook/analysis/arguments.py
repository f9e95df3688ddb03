"""Moscow's arguments over the years, in the articles and in its own statements."""

from __future__ import annotations

import pandas as pd

from shieldbook.analysis.codebook import labels, worded
from shieldbook.analysis.events import span
from shieldbook.analysis.statements import over

ARGUED = [
    "id",
    "start",
    "end",
    "year",
    "argument",
    "words",
    "where",
    "about",
    "treaty_id",
]


def argued_table(
    claims: pd.DataFrame,
    claim_arguments: pd.DataFrame,
    articles: pd.DataFrame,
    statements: pd.DataFrame,
    statement_arguments: pd.DataFrame,
    codebook: pd.DataFrame,
) -> pd.DataFrame:
    """Every argument that a party makes in an article, and every one in a Russian statement of the
    record.

    One row an argument: `id` (claim or statement), `start`, `end` (the article's or the statement's
    day, as far as it is known), `year`, `argument` (its code), `words`, `where` (article or
    record), `about` (of a statement: JPN, KOR, or both for both or neither) and `treaty_id`.
    Ordered by day.
    """
    in_articles = _in_articles(claims, claim_arguments, articles)
    on_record = _on_record(statements, statement_arguments)
    rows = pd.concat([in_articles, on_record], ignore_index=True)
    rows = span(rows)
    rows = rows.assign(
        year=rows["start"].dt.year.astype(int),
        words=worded(rows["argument"], codebook, "argument"),
    )
    ordered = rows.sort_values(["start", "id", "argument"], kind="stable")
    return ordered[ARGUED].reset_index(drop=True)


def _in_articles(
    claims: pd.DataFrame, claim_arguments: pd.DataFrame, articles: pd.DataFrame
) -> pd.DataFrame:
    day = dict(zip(articles["id"], articles["published"], strict=True))
    own = claim_arguments.merge(claims.drop(columns="because"), left_on="claim_id", right_on="id")
    return pd.DataFrame(
        {
            "id": own["claim_id"],
            "date": own["article_id"].map(day),
            "argument": own["argument"],
            "where": "article",
            "treaty_id": own["treaty_id"],
            "about": "",
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


def by_year(argued: pd.DataFrame, early: int, late: int) -> pd.DataFrame:
    """In which years each argument was made, and how often in the years up to `early` and from
    `late` on.

    One row an argument and year: `argument`, `words`, `year`, `day` (the middle of the year),
    `record` (in how many statements), `article` (in how many claims of the articles), `before` and
    `after` (in how many statements early and late), `fresh` (whether nobody made it up to `early`);
    by first use.
    """
    ways = argued.groupby(["argument", "words", "year"], sort=False)["where"]
    rows = ways.value_counts().unstack(fill_value=0).reset_index()
    rows = rows.reindex(columns=["argument", "words", "year", "record", "article"], fill_value=0)
    said = argued[argued["where"] == "record"]
    times = {"before": said["year"] <= early, "after": said["year"] >= late}
    for name, inside in times.items():
        counts = said.loc[inside, "argument"].value_counts()
        rows[name] = rows["argument"].map(counts).fillna(0).astype(int)
    first = argued.groupby("argument")["start"].min()
    rows = rows.assign(
        day=pd.to_datetime(rows["year"].astype(str) + "-07-01"),
        fresh=rows["argument"].map(argued.groupby("argument")["year"].min()) > early,
        first=rows["argument"].map(first),
    )
    rows = rows.sort_values(["first", "argument", "year"], kind="stable")
    return rows.drop(columns="first").reset_index(drop=True)
