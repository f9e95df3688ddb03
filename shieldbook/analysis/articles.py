"""Articles in the order of their dates, and the card of each."""

from __future__ import annotations

import pandas as pd

from shieldbook.analysis.actors import names
from shieldbook.analysis.events import span
from shieldbook.analysis.filling import said
from shieldbook.analysis.links import on_truth
from shieldbook.phrases import counted, listed, plural
from shieldbook.tables.dates import bounds, in_words


def by_date(articles: pd.DataFrame) -> pd.DataFrame:
    """The articles in the order of their dates, those of one day in that of their ids."""
    order = [bounds(str(date))[0] for date in articles["published"]]
    rows = articles.assign(order=order).sort_values(["order", "id"], kind="stable")
    return rows.drop(columns="order").reset_index(drop=True)


def called(articles: pd.DataFrame, actors: pd.DataFrame) -> dict[str, str]:
    """What people call each article, by id, in the order of their dates: its outlet, and the month
    in which it was published, or the year where the month is not known."""
    outlets, rows = names(actors), by_date(articles)
    told = {}
    for article, outlet, date in zip(
        *(rows[name] for name in ("id", "outlet_id", "published")), strict=True
    ):
        low, high = bounds(str(date))
        whole = (low.year, low.month) == (high.year, high.month)
        told[article] = f"{short(outlets[outlet])}, {low:{'%B %Y' if whole else '%Y'}}"
    return told


def in_scope(articles: pd.DataFrame, rows: pd.Series) -> str:
    """The articles that have rows as a phrase, those that the essay counts first: "the five
    articles", "the five articles and one draft". `rows`: the article of each row."""
    there = articles[articles["id"].isin(rows)]
    essay = there["essay"] == "yes"
    others = there[~essay]
    told = [f"the {_several(int(essay.sum()), 'article')}"]
    if len(others):
        drafts = (others["status"] == "draft").all()
        told.append(_several(len(others), "draft" if drafts else "further article"))
    return listed(told, "")


def _several(number: int, one: str) -> str:
    return f"{said(number, 'word')} {one if number == 1 else plural(one)}"


def not_counted(articles: pd.DataFrame, rows: pd.Series, noun: str) -> str:
    """What a table of all articles says of those that the essay does not count; "" where there is
    none. `rows`: the article of each row of the table, `noun` what a row is."""
    found = rows.value_counts()
    others = by_date(articles[articles["essay"] != "yes"])
    told = [
        f"the {'draft' if status == 'draft' else 'article'} {own} "
        f"({counted(int(found.get(own, 0)), noun)})"
        for own, status in zip(others["id"], others["status"], strict=True)
    ]
    return f"No sentence of this book counts {listed(told, '')}." if told else ""


def short(outlet: str) -> str:
    """An outlet by what it prints: the bulletin behind the name of the house that puts it out."""
    return outlet.rpartition(", ")[2].removesuffix(" News")


def articles_table(
    articles: pd.DataFrame, claims: pd.DataFrame, checks: pd.DataFrame
) -> pd.DataFrame:
    """The articles by date, with the claims found in each, the author's own among them, and the
    checks of content and attribution.

    `start` and `end` are the first and the last day on which an article may have been published.
    """
    rows = span(by_date(articles), "published")
    own = claims[claims["speaker_id"] == "author"]
    judged = on_truth(checks)["claim_id"]
    return pd.DataFrame(
        {
            "Article": rows["id"],
            "Published": rows["when"],
            "Words": rows["words"],
            "Claims": rows["id"].map(claims.groupby("article_id", observed=True).size()),
            "By the author": rows["id"]
            .map(own.groupby("article_id", observed=True).size())
            .fillna(0),
            "Checks": rows["id"].map(judged.str.rsplit("-", n=1).str[0].value_counts()).fillna(0),
            "start": rows["start"],
            "end": rows["end"],
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
    rows = span(by_date(articles), "published")
    return pd.DataFrame(
        {
            "article": rows["id"],
            "year": rows["start"].dt.year.map(str),
            "start": rows["start"],
            "end": rows["end"],
        }
    )
