"""Articles in the order of their dates, and the card of each."""

from __future__ import annotations

import pandas as pd

from shieldbook.analysis.actors import names
from shieldbook.analysis.links import on_truth
from shieldbook.phrases import counted
from shieldbook.tables.dates import bounds, in_words


def by_date(articles: pd.DataFrame) -> pd.DataFrame:
    """The articles in the order of their dates, those of one day in that of their ids."""
    order = [bounds(str(date))[0] for date in articles["published"]]
    rows = articles.assign(order=order).sort_values(["order", "id"], kind="stable")
    return rows.drop(columns="order").reset_index(drop=True)


def articles_table(
    articles: pd.DataFrame, claims: pd.DataFrame, checks: pd.DataFrame
) -> pd.DataFrame:
    """The articles by date, with the claims found in each, the author's own among them, and the
    checks of content and attribution.

    `start` and `end` are the first and the last day on which an article may have been published.
    """
    rows = by_date(articles)
    ends = [bounds(str(date)) for date in rows["published"]]
    own = claims[claims["speaker_id"] == "author"]
    judged = on_truth(checks)["claim_id"]
    return pd.DataFrame(
        {
            "Article": rows["id"],
            "Published": [in_words(str(date)) for date in rows["published"]],
            "Words": rows["words"],
            "Claims": rows["id"].map(claims.groupby("article_id", observed=True).size()),
            "By the author": rows["id"]
            .map(own.groupby("article_id", observed=True).size())
            .fillna(0),
            "Checks": rows["id"].map(judged.str.rsplit("-", n=1).str[0].value_counts()).fillna(0),
            "start": [pd.Timestamp(low) for low, _ in ends],
            "end": [pd.Timestamp(high) for _, high in ends],
        }
    )


def card(article: pd.Series, actors: pd.DataFrame) -> pd.DataFrame:
    """The card of one article: what it is, who wrote it, when, how long, where the original
    stands."""
    low, high = bounds(article["published"])
    day = f", a {low:%A}" if low == high else ""
    return pd.DataFrame(
        {
            "Item": [
                "Title",
                "Outlet",
                "Author",
                "Published",
                "How the date is known",
                "Kind of text",
                "Length",
                "Original",
            ],
            "Entry": [
                article["title"],
                names(actors)[article["outlet_id"]],
                article["author"],
                f"{in_words(str(article['published']))}{day}",
                article["date_basis"],
                article["genre"],
                f"{counted(article['words'], 'word')} in "
                f"{counted(article['paragraphs'], 'paragraph')}, "
                f"{counted(article['captions'], 'caption')}",
                article["url"],
            ],
        }
    )


def papers_table(articles: pd.DataFrame) -> pd.DataFrame:
    """The days on which the articles appeared: `article`, `year`, `start`, `end` (equal where the
    day is known), by day."""
    rows = by_date(articles)
    ends = [bounds(str(date)) for date in rows["published"]]
    return pd.DataFrame(
        {
            "article": rows["id"],
            "year": [str(low.year) for low, _ in ends],
            "start": [pd.Timestamp(low) for low, _ in ends],
            "end": [pd.Timestamp(high) for _, high in ends],
        }
    )
