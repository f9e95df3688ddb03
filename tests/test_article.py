"""One article as its reading shows it: the same tables and pictures of every article."""

import inspect

import pandas as pd
import pytest

import shieldbook as sb

pytestmark = pytest.mark.broad

ARTICLES = tuple(sb.load("articles")["id"])
WORDS = {"title": "A title", "description": "A description"}
SHOWN = {
    "moment": {"before": 60, "after": 60, "subtitle": "A subtitle", **WORDS},
    "score": WORDS,
    "routes": WORDS,
    "board": WORDS,
}


@pytest.fixture(scope="module")
def articles():
    return {name: sb.Article(name) for name in ARTICLES}


def shown(article):
    """What every method of an article that ends a cell returns, by its name."""
    methods = {
        name: method
        for name, method in inspect.getmembers(article, inspect.ismethod)
        if not name.startswith("_") and name != "rows"
    }
    return {name: method(**SHOWN.get(name, {})) for name, method in methods.items()}


def test_every_article_shows_all_that_a_reading_shows(articles):
    wanted = {
        *("card", "moment", "score", "claims", "paragraphs", "speakers", "routes", "words"),
        *("board", "checks", "expectations", "explanations", "page", "voices"),
    }
    for article in articles.values():
        found = shown(article)
        assert set(found) == wanted
        bare = [
            name
            for name, value in found.items()
            if isinstance(value, pd.DataFrame) and "shieldbook" not in value.attrs
        ]
        assert bare == []


def test_the_tables_of_an_article_hold_the_rows_of_that_article_alone(articles):
    for name, article in articles.items():
        found = shown(article)
        assert found["claims"]["id"].tolist() == article.rows("claims")["id"].tolist()
        assert len(found["checks"]) == len(article.rows("checks"))
        assert len(found["expectations"]) == len(article.rows("forecasts"))
        assert len(found["words"]) == len(article.rows("quotes"))
        assert found["claims"]["id"].str.startswith(f"{name}-").all()


def test_the_counts_of_an_article_add_up(articles):
    claims = sb.load("claims")
    for name, article in articles.items():
        counts = article.counts
        assert counts["claims"] == (claims["article_id"] == name).sum()
        assert counts["named"] + counts["unnamed"] == counts["reported"]
        assert counts["author"] + counts["reported"] <= counts["claims"]
        verdicts = ("supported", "partly", "contradicted", "unresolved")
        assert sum(counts[verdict] for verdict in verdicts) == counts["checks"]


def test_the_words_of_a_chart_are_filled_with_counts(articles):
    article = articles["monitor-1999"]
    chart = article.score(title="{author} of {claims}", description="{routes} routes")
    meta = chart.to_dict()["usermeta"]["shieldbook"]
    counts = article.counts
    assert meta["title"] == f"{counts['author']} of {counts['claims']}"
    assert meta["description"] == f"{counts['routes']} routes"


def test_a_count_that_there_is_not_is_refused(articles):
    with pytest.raises(KeyError, match="lamps"):
        articles["monitor-1999"].score(title="{lamps} lamps", description="A description")


def test_an_article_that_there_is_not_is_told_with_those_that_there_are():
    with pytest.raises(KeyError, match="no article 'monitor-1998'.*monitor-1999"):
        sb.Article("monitor-1998")


def test_rows_that_belong_to_no_article_are_refused(articles):
    with pytest.raises(KeyError, match="treaties"):
        articles["monitor-1999"].rows("treaties")


def test_what_is_done_to_the_rows_of_an_article_stays_outside(articles):
    article = articles["monitor-1999"]
    rows = article.rows("claims")
    rows["claim"] = ""
    assert (article.rows("claims")["claim"] != "").all()
