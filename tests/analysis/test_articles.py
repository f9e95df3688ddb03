"""The articles: what the card of one says, and the order of all."""

import datetime as dt

import pandas as pd
import pytest

import shieldbook as sb
from shieldbook.analysis import articles

ARTICLES = sb.load("articles")["id"].tolist()


@pytest.mark.parametrize("article", ARTICLES)
def test_the_card_says_how_the_date_is_known(tables, article):
    row = tables["articles"].set_index("id", drop=False).loc[article]
    card = articles.card(row, tables["actors"]).set_index("Item")["Entry"]
    assert card["How the date is known"] == row["date_basis"] and card["Outlet"][0].isupper()


def test_the_card_names_the_day_of_the_week_where_the_day_is_known(tables):
    row = tables["articles"].set_index("id", drop=False).loc["monitor-1999"]
    card = articles.card(row, tables["actors"]).set_index("Item")["Entry"]
    assert card["Published"] == f"3 September 1999, a {dt.date(1999, 9, 3):%A}"


def test_the_card_names_no_day_of_the_week_where_the_day_is_not_known(tables):
    row = tables["articles"].set_index("id", drop=False).loc["eaf-2018"]
    card = articles.card(row, tables["actors"]).set_index("Item")["Entry"]
    assert card["Published"] == "between 21 March and 20 June 2018"


def test_the_card_counts_one_of_a_thing_as_one(tables):
    row = tables["articles"].set_index("id", drop=False).loc["monitor-1999"]
    wrong = {}
    for counts, said in (
        ((1, 1, 1), "1 word in 1 paragraph, 1 caption"),
        ((516, 11, 0), "516 words in 11 paragraphs, 0 captions"),
    ):
        changed = pd.concat([row, pd.Series(counts, ["words", "paragraphs", "captions"])])
        changed = changed[~changed.index.duplicated(keep="last")]
        found = articles.card(changed, tables["actors"]).set_index("Item")["Entry"]["Length"]
        if found != said:
            wrong[said] = found
    assert wrong == {}


def test_the_articles_come_by_date_and_their_claims_add_up(tables):
    shown = articles.articles_table(sb.load("articles"), tables["claims"], tables["checks"])
    assert [article[-4:] for article in shown["Article"]] == [
        "1999",
        "2000",
        "2017",
        "2018",
        "2019",
    ]
    assert shown["Claims"].sum() == len(tables["claims"])
    assert shown["Checks"].sum() == (tables["checks"]["aspect"] != "slip").sum()
    assert shown["By the author"].sum() == (tables["claims"]["speaker_id"] == "author").sum()
