"""The tables behind a reading: what stands in them, in which order, and that nothing is lost."""

from collections import Counter

import pandas as pd
import pytest

import shieldbook as sb
from shieldbook import analysis
from support.tables import CODEBOOK, checks_of, claims_by, load, people, quotes_of

ARTICLES = sb.load("articles")["id"].tolist()


def score_of(claims, actors):
    return analysis.claims.score_table(claims, actors, checks_of(), quotes_of(), CODEBOOK)


# Claims of one article


def test_an_unknown_article_is_an_error(tables):
    with pytest.raises(KeyError, match="nowhere-1900"):
        analysis.claims.claims_of(tables["claims"], "nowhere-1900")


@pytest.mark.parametrize("article", ARTICLES)
def test_the_claims_of_an_article_come_in_the_order_of_the_text(tables, article):
    found = analysis.claims.claims_of(tables["claims"], article)
    assert (found["article_id"] == article).all() and found["id"].is_monotonic_increasing


# Places


def placed(*paragraphs):
    """Where invented claims of these paragraphs stand; ¶1 has ten words, a caption 4, ¶2 six."""
    claims = claims_by(*("author" for _ in paragraphs)).assign(paragraph=paragraphs)
    words = pd.DataFrame({"n": ["2", "c1", "1"], "position": [3, 2, 1], "words": [6, 4, 10]})
    return analysis.claims.places(claims, words)


def test_the_claims_of_a_paragraph_share_its_words_equally():
    rows = placed("1", "1", "c1", "2", "2", "2")
    assert rows["begin"].tolist() == [0, 5, 10, 14, 16, 18]
    assert rows["end"].tolist() == [5, 10, 14, 16, 18, 20]


def test_a_paragraph_without_claims_keeps_its_words():
    assert placed("2")["begin"].tolist() == [14]


def test_a_claim_of_a_paragraph_that_there_is_not_is_refused():
    with pytest.raises(KeyError, match="no paragraph '3'"):
        placed("3")


# The score


@pytest.mark.parametrize("article", ARTICLES)
def test_the_score_has_one_row_a_claim(tables, article):
    claims = analysis.claims.claims_of(tables["claims"], article)
    score = analysis.claims.score_table(
        claims, tables["actors"], tables["checks"], tables["claim_quotes"], CODEBOOK
    )
    assert score["claim_id"].tolist() == claims["id"].tolist()
    assert score["order"].tolist() == [*range(1, len(claims) + 1)]


@pytest.mark.parametrize("article", ARTICLES)
def test_the_score_has_at_most_six_rows(tables, article):
    claims = analysis.claims.claims_of(tables["claims"], article)
    score = analysis.claims.score_table(
        claims, tables["actors"], tables["checks"], tables["claim_quotes"], CODEBOOK
    )
    assert (
        sorted(score["row"].unique()) == [*range(score["row"].nunique())]
        and score["row"].nunique() <= 6
    )


@pytest.mark.parametrize("article", ARTICLES)
def test_every_row_of_the_score_has_one_name(tables, article):
    claims = analysis.claims.claims_of(tables["claims"], article)
    score = analysis.claims.score_table(
        claims, tables["actors"], tables["checks"], tables["claim_quotes"], CODEBOOK
    )
    assert score.groupby("row")["speaker"].nunique().eq(1).all()


def test_the_author_has_the_first_row_of_the_score():
    score = score_of(claims_by("ann", "author", "ann"), people("ann"))
    assert score["row"].tolist() == [1, 0, 1] and score["speaker"].tolist() == [
        "Ann",
        "The author",
        "Ann",
    ]


def test_speakers_come_in_the_order_of_their_first_claim():
    score = score_of(claims_by("zoe", "ann", "bob", "ann"), people("ann", "bob", "zoe"))
    assert score.drop_duplicates("row").sort_values("row")["speaker"].tolist() == [
        "Zoe",
        "Ann",
        "Bob",
    ]


def test_speakers_with_the_fewest_claims_share_the_last_row():
    speakers = ["author", "ann", "ann", "bob", "bob", "cid", "cid", "dan", "dan", "eve", "fay"]
    score = score_of(claims_by(*speakers), people("ann", "bob", "cid", "dan", "eve", "fay"))
    assert score.loc[score["speaker"] == "Others", ["order", "row"]].values.tolist() == [
        [10, 5],
        [11, 5],
    ]


def test_six_speakers_with_the_author_need_no_row_for_others():
    speakers = ["author", "ann", "bob", "cid", "dan", "eve"]
    assert "Others" not in set(score_of(claims_by(*speakers), people(*speakers[1:]))["speaker"])


def test_a_mark_of_the_score_is_named_by_its_speaker_where_the_row_is_not():
    speakers = ["author", "ann", "ann", "bob", "bob", "cid", "cid", "dan", "dan", "eve", "fay"]
    score = score_of(claims_by(*speakers), people("ann", "bob", "cid", "dan", "eve", "fay"))
    assert score.loc[score["speaker"] == "Others", "who"].tolist() == ["Eve", "Fay"]


def test_a_stance_becomes_a_direction_and_a_strength():
    score = score_of(claims_by(*["ann"] * 5, stances=[-2, -1, 0, 1, 2]), people("ann"))
    assert score["direction"].tolist() == ["against", "against", "none", "for", "for"]
    assert score["strong"].tolist() == [True, False, False, False, True]


# Speakers


@pytest.mark.parametrize("article", ARTICLES)
def test_the_speakers_share_out_all_claims(tables, article):
    claims = analysis.claims.claims_of(tables["claims"], article)
    frame = analysis.claims.speakers_table(claims, tables["actors"])
    assert (
        frame["claims"].sum() == len(claims) == frame[["against", "none", "in_favour"]].sum().sum()
    )


def test_the_speaker_with_most_claims_comes_first():
    frame = analysis.claims.speakers_table(
        claims_by("ann", "author", "author", "bob"), people("ann", "bob")
    )
    assert frame["speaker"].tolist() == ["The author", "Ann", "Bob"] and frame[
        "share_pct"
    ].tolist() == [50, 25, 25]


def test_a_speaker_of_few_claims_is_not_said_to_have_none():
    claims = claims_by("ann", *["author"] * 249)
    assert analysis.claims.speakers_table(claims, people("ann"))["share_pct"].tolist() == [
        99.6,
        0.4,
    ]


# Chains


def chains_of(reports, quoted=()):
    speakers = ["ann", "ann", "ann", "author", "bob"]
    reports = pd.DataFrame(
        [(f"x-2001-{n:03}", step, outlet) for n, step, outlet in reports],
        columns=["claim_id", "step", "outlet_id"],
    )
    quotes = pd.DataFrame({"claim_id": [f"x-2001-{n:03}" for n in quoted]})
    return analysis.reports.chains_table(
        claims_by(*speakers), reports, quotes, people("ann", "bob", "wire", "desk", "paper")
    )


# Claims


@pytest.fixture(params=ARTICLES)
def claimed(request, tables):
    """The claims of every article in turn, and the table that shows them."""
    claims = analysis.claims.claims_of(tables["claims"], request.param)
    return claims, analysis.claims.claims_table(
        claims, tables["actors"], tables["checks"], tables["claim_quotes"], CODEBOOK
    )


def test_the_claims_table_has_every_claim_once(claimed):
    claims, shown = claimed
    assert shown["id"].tolist() == claims["id"].tolist()


def test_the_number_of_a_claim_is_the_end_of_its_id(claimed):
    _, shown = claimed
    assert all(
        ident.endswith(f"-{number}")
        for ident, number in zip(shown["id"], shown["No."], strict=True)
    )


def test_no_cell_of_the_claims_table_is_empty_but_those_of_checks_and_words(claimed):
    _, shown = claimed
    told = shown.drop(columns=["Checks and words", "more_href"])
    assert shown.notna().all(axis=None) and (told != "").all(axis=None)


def shown_of(claims, actors, checks=(), quotes=()):
    return analysis.claims.claims_table(
        claims, actors, checks_of(*checks), quotes_of(*quotes), CODEBOOK
    )


def test_the_claims_table_keeps_what_is_so_apart_from_what_was_said():
    checks = [
        ("x-2001-001", "content", "partly"),
        ("x-2001-001", "attribution", "supported"),
        ("x-2001-002", "attribution", "unresolved"),
        ("x-2001-003", "slip", "cannot-tell"),
    ]
    shown = shown_of(claims_by("ann", "ann", "author"), people("ann"), checks)
    assert shown["Checks and words"].tolist() == [
        "is it so: partly | was it said: supported",
        "was it said: unresolved",
        "is it printed right: cannot tell",
    ]


def test_the_claims_table_tells_which_claims_are_quoted_after_their_checks():
    checks = [("x-2001-001", "content", "partly")]
    quotes = [("x-2001-001", "x-2001-q01"), ("x-2001-002", "x-2001-q02")]
    shown = shown_of(claims_by("ann", "ann", "ann"), people("ann"), checks, quotes)
    assert shown["Checks and words"].tolist() == [
        "is it so: partly | quoted words",
        "quoted words",
        "",
    ]


def test_every_verdict_stands_in_the_claims_table(claimed, tables):
    claims, shown = claimed
    mine = tables["checks"][tables["checks"]["claim_id"].isin(claims["id"])]
    told = [part for cell in shown["Checks and words"] for part in cell.split(" | ")]
    assert Counter(part.split(": ")[1] for part in told if ": " in part) == Counter(
        analysis.codebook.worded(mine["verdict"], CODEBOOK, "verdict")
    )


def test_the_words_of_the_claims_table_and_their_targets_are_as_many(claimed):
    _, shown = claimed
    assert all(
        len(words.split(" | ")) == len(targets.split(" | "))
        for words, targets in zip(shown["Checks and words"], shown["more_href"], strict=True)
    )


def test_a_hedged_claim_is_marked_beside_its_kind():
    claims = claims_by("ann", "ann").assign(certainty=["hedged", "certain"], kind="event-report")
    assert shown_of(claims, people("ann"))["Kind"].tolist() == [
        "event report (hedged)",
        "event report",
    ]


# Checks


# The moment


def moment(*days, before=10, after=5, confidence="verified"):
    events = pd.DataFrame(
        {
            "id": [f"e{i}" for i in range(len(days))],
            "date": days,
            "title": [f"Event {i}" for i in range(len(days))],
            "confidence": confidence,
        }
    )
    return analysis.events.moment_table(
        events, "2001-06-15", before=before, after=after, article_event="e0"
    )


# The card


def test_the_card_counts_one_of_a_thing_in_the_singular(tables):
    row = tables["articles"].set_index("id", drop=False).loc["monitor-1999"].copy()
    row["words"], row["paragraphs"], row["captions"] = 1, 1, 1
    card = analysis.articles.card(row, tables["actors"]).set_index("Item")["Entry"]
    assert card["Length"] == "1 word in 1 paragraph, 1 caption"


def test_an_article_without_claims_is_named():
    claims, articles = load("claims", "articles")
    with pytest.raises(KeyError, match="eaf-2018"):
        analysis.claims.in_order(claims[claims["article_id"] != "eaf-2018"], articles)
