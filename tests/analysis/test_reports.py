"""Through whose hands the reported claims came: chains and shares, with nothing lost on the way."""

import pandas as pd
import pytest

import shieldbook as sb
from shieldbook import analysis
from shieldbook.analysis import reports
from support.tables import claims_by, load, people

ARTICLES = sb.load("articles")["id"].tolist()


@pytest.mark.parametrize("article", ARTICLES)
def test_the_chains_add_up_to_the_reported_claims(tables, article):
    claims = analysis.claims.claims_of(tables["claims"], article)
    chains = analysis.reports.chains_table(
        claims, tables["claim_reports"], tables["claim_quotes"], tables["actors"]
    )
    reported = claims[
        (claims["speaker_id"] != "author") & claims["id"].isin(tables["claim_reports"]["claim_id"])
    ]
    assert chains["claims"].sum() == len(reported)


@pytest.mark.parametrize("article", ARTICLES)
def test_no_chain_stands_in_the_table_twice(tables, article):
    claims = analysis.claims.claims_of(tables["claims"], article)
    chains = analysis.reports.chains_table(
        claims, tables["claim_reports"], tables["claim_quotes"], tables["actors"]
    )
    assert not chains.duplicated(["origin", "agency", "outlet"]).any()


@pytest.mark.parametrize("article", ARTICLES)
def test_quoted_claims_in_the_chains_are_those_with_a_registered_quote(tables, article):
    claims = analysis.claims.claims_of(tables["claims"], article)
    chains = analysis.reports.chains_table(
        claims, tables["claim_reports"], tables["claim_quotes"], tables["actors"]
    )
    quoted = claims["id"].isin(tables["claim_quotes"]["claim_id"]) & (
        claims["speaker_id"] != "author"
    )
    assert chains["quoted"].sum() == quoted.sum()


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


def test_one_pattern_gathers_its_claims_and_the_most_frequent_comes_first():
    chains = chains_of(
        [(5, 1, "paper"), (1, 2, "paper"), (1, 1, "wire"), (2, 1, "wire"), (2, 2, "paper")]
    )
    assert chains[["origin", "agency", "outlet", "claims"]].values.tolist() == [
        ["Ann", "Wire", "Paper", 2],
        ["Bob", "", "Paper", 1],
    ]


def test_several_agencies_before_the_article_are_all_named():
    chains = chains_of([(1, 1, "wire"), (1, 2, "desk"), (1, 3, "paper")])
    assert chains[["agency", "outlet"]].values.tolist() == [["Wire, Desk", "Paper"]]


def test_a_line_says_whether_words_are_quoted_paraphrased_or_unnamed():
    chains = chains_of(
        [(1, 1, "wire"), (1, 2, "paper"), (2, 1, "desk"), (2, 2, "paper"), (3, 1, "paper")],
        quoted=[1],
    )
    assert chains.set_index("agency")["line"].to_dict() == {
        "Wire": "quoted",
        "Desk": "paraphrased",
        "": "unnamed",
    }


def test_the_authors_own_claims_have_no_chain():
    assert len(chains_of([(4, 1, "paper")])) == 0


def test_agencies_cited_side_by_side_stand_in_one_order():
    claims = pd.DataFrame({"id": ["a-1999-001", "a-1999-002"], "speaker_id": ["ann", "ann"]})
    actors = pd.DataFrame(
        {"id": ["ann", "wire", "post", "paper"], "name": ["Ann", "Wire", "Post", "Paper"]}
    )
    reports = pd.DataFrame(
        [
            ["a-1999-001", 1, "wire"],
            ["a-1999-001", 1, "post"],
            ["a-1999-001", 2, "paper"],
            ["a-1999-002", 1, "post"],
            ["a-1999-002", 1, "wire"],
            ["a-1999-002", 2, "paper"],
        ],
        columns=["claim_id", "step", "outlet_id"],
    )
    chains = analysis.reports.chains_table(claims, reports, pd.DataFrame({"claim_id": []}), actors)
    assert chains[["agency", "claims"]].to_numpy().tolist() == [["Post and Wire", 2]]


@pytest.fixture(scope="module")
def told():
    return reports.reports_table(*load("claims", "claim_reports", "claim_quotes"))


def test_every_claim_is_somebodys(told):
    assert sorted(told["claim_id"]) == sorted(sb.load("claims")["id"].astype(str))


def test_own_named_and_unnamed_add_up_to_all_claims(told):
    shares = reports.report_shares(told, sb.load("articles"))
    assert (shares[["own", "named", "unnamed"]].sum(axis=1) == shares["claims"]).all() and shares[
        "claims"
    ].sum() == len(told)


# Whose hands


CARRIED = pd.DataFrame(
    [("x-2001-001", 1, "wire"), ("x-2001-001", 2, "paper"), ("x-2001-002", 1, "paper")],
    columns=["claim_id", "step", "outlet_id"],
).assign(reported_on="", verb="", hedge="", basis="named")


def hands_of(chains):
    """The hands of three invented claims: two reported ones and the writer's."""
    claims = claims_by("ann", "bob", "author")
    actors = people("author", "ann", "bob", "wire", "paper").assign(kind="person", state="RUS")
    articles = pd.DataFrame({"id": ["x-2001"], "published": ["2001-01-01"], "status": ["read"]})
    return analysis.reports.hands_table(claims, chains, actors, articles)


def test_a_reported_claim_is_told_with_its_mouth_and_its_hands():
    rows = hands_of(CARRIED)
    assert rows["who"].tolist() == ["Ann", "Bob"]
    assert rows["hands"].tolist() == ["Wire", ""]


def most_named(*outlets):
    """The carriers of one article in words, each outlet carrying one claim."""
    numbers = range(1, len(outlets) + 1)
    claims = claims_by(*("ann" for _ in outlets))
    steps = [(f"x-2001-{n:03}", 1, outlet) for n, outlet in zip(numbers, outlets, strict=True)]
    steps += [(f"x-2001-{n:03}", 2, "paper") for n in numbers]
    chains = pd.DataFrame(steps, columns=["claim_id", "step", "outlet_id"])
    actors = people("wire", "radio", "gazette", "paper")
    return analysis.reports.most_named(chains, claims, actors)


def test_two_carriers_are_both_named():
    assert most_named("wire", "radio")["x-2001"] == "Wire and Radio"


def test_of_three_carriers_the_one_with_most_claims_is_named():
    assert most_named("wire", "radio", "radio", "gazette")["x-2001"] == "Radio and 2 others"


def test_an_article_without_carriers_has_no_words_for_them():
    chains = pd.DataFrame([("x-2001-001", 1, "paper")], columns=["claim_id", "step", "outlet_id"])
    found = analysis.reports.most_named(chains, claims_by("ann"), people("paper"))
    assert found.empty
