"""Whose voice the claims are in: every claim has one, and all add up."""

import pandas as pd
import pytest

import shieldbook as sb
from shieldbook.analysis import reports, voices
from support.tables import claims_by, load

PEOPLE = pd.DataFrame(
    [
        ("author", "author", ""),
        ("editor", "person", ""),
        ("minister", "person", "RUS"),
        ("experts", "group", "RUS"),
        ("premier", "person", "JPN"),
        ("president", "person", "KOR"),
        ("white-house", "government", "USA"),
        ("wire", "outlet", "USA"),
        ("both-of-them", "group", ""),
        ("envoy", "person", "CHN"),
    ],
    columns=["id", "kind", "state"],
)


def voice_of(*speakers, unreported=()):
    """The voices of invented claims, one a speaker; those of `unreported` nobody reports."""
    claims = claims_by(*speakers)
    told = claims.loc[~claims["speaker_id"].isin(unreported), "id"]
    return voices.voices(claims, pd.DataFrame({"claim_id": told}), PEOPLE).tolist()


def test_each_capital_speaks_through_its_people():
    assert voice_of("minister", "experts", "premier", "president", "white-house") == [
        "Moscow",
        "Moscow",
        "Tokyo",
        "Seoul",
        "Washington",
    ]


def test_whoever_speaks_for_none_of_the_four_capitals_is_another():
    assert voice_of("both-of-them", "envoy") == ["Others", "Others"]


def test_an_outlet_speaks_for_no_capital():
    assert voice_of("wire") == ["Others"]


def test_a_claim_that_is_reported_of_nobody_is_the_writers():
    assert voice_of("author", "editor", unreported=["editor"]) == ["The writer", "The writer"]


def test_an_author_whose_claim_has_a_chain_is_still_the_writer():
    assert voice_of("author") == ["The writer"]


def test_a_speaker_whom_nobody_knows_is_refused():
    with pytest.raises(KeyError, match="'minster'; near it: minister"):
        voice_of("minster")


@pytest.fixture(scope="module")
def table():
    return voices.voices_table(*load("claims", "claim_reports", "actors", "articles"))


def test_the_voices_of_an_article_add_up_to_its_claims(table):
    assert (table[list(voices.VOICES)].sum(axis=1) == table["claims"]).all()
    assert table["claims"].sum() == len(sb.load("claims"))


def test_moscow_speaks_where_a_russian_does(table):
    claims, actors = load("claims", "actors")
    russian = actors.loc[actors["state"] == "RUS", "id"]
    counted = claims[claims["speaker_id"].isin(russian)].groupby("article_id").size()
    assert table.set_index("article")["Moscow"].to_dict() == counted.to_dict()


def test_the_writers_claims_are_those_that_need_no_carrier(table):
    told = reports.reports_table(*load("claims", "claim_reports", "claim_quotes"))
    own = told[told["carrier"] == reports.OWN].groupby("article").size()
    assert table.set_index("article")["The writer"].to_dict() == own.to_dict()


def test_an_article_without_claims_has_a_row_of_noughts():
    claims, chains, actors, articles = load("claims", "claim_reports", "actors", "articles")
    some = claims[claims["article_id"] != "eaf-2018"]
    row = voices.voices_table(some, chains, actors, articles).set_index("article").loc["eaf-2018"]
    assert row.eq(0).all()


# A bar a claim


def strips(*speakers, stances=None):
    """The bars of one invented article."""
    claims = claims_by(*speakers)
    claims["stance"] = stances or [0] * len(claims)
    articles = pd.DataFrame(
        [(claims["article_id"].iloc[0], "1999-09-03", "wire", "read")],
        columns=["id", "published", "outlet_id", "status"],
    )
    people = PEOPLE.assign(name=PEOPLE["id"])
    told = pd.DataFrame({"claim_id": claims["id"]})
    return voices.strips_table(claims, told, people, articles)


def test_the_bars_of_an_article_stand_in_the_order_of_its_text():
    rows = strips("minister", "author", "premier")
    assert rows["voice"].tolist() == ["Moscow", "The writer", "Tokyo"]
    assert rows["order"].tolist() == [1, 2, 3]


def test_a_bar_says_whether_its_claim_objects():
    rows = strips("minister", "minister", "author", "author", stances=[-2, -1, 0, 2])
    assert rows["against"].tolist() == [True, True, False, False]


def test_every_claim_of_the_book_is_one_bar(table):
    rows = voices.strips_table(*load("claims", "claim_reports", "actors", "articles"))
    assert sorted(rows["claim_id"]) == sorted(sb.load("claims")["id"])
    counted = rows[rows["voice"] == "Moscow"].groupby("article").size()
    assert counted.to_dict() == table.set_index("article")["Moscow"].to_dict()
