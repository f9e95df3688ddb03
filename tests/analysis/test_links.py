"""From a claim to all that hangs on it: every way leads to a row that is there, and none is
forgotten."""

from collections import Counter

import pandas as pd

import shieldbook as sb
from shieldbook import analysis
from shieldbook.analysis import links
from support.tables import CLAIMS, CODEBOOK


def ways_of(checks=(), quotes=()):
    return links.claim_links(
        CLAIMS,
        pd.DataFrame(checks, columns=["claim_id", "aspect", "verdict"]),
        pd.DataFrame(quotes, columns=["claim_id", "quote_id"]),
        CODEBOOK,
    )


def test_a_claim_leads_to_its_paragraph():
    assert ways_of()["paragraph_href"].tolist() == [
        "evidence/x-1.html#x-1-p1",
        "evidence/x-1.html#x-1-p1",
        "evidence/x-1.html#x-1-pc1",
    ]


def test_a_claim_leads_to_the_words_quoted():
    found = ways_of(quotes=[("x-1-002", "x-1-q01"), ("x-1-002", "x-1-q02")])
    assert found["quoted"].tolist() == ["", "quoted words | quoted words", ""]
    assert found["quoted_href"].tolist() == [
        "",
        "evidence/x-1.html#x-1-q01 | evidence/x-1.html#x-1-q02",
        "",
    ]


def test_a_claim_leads_to_its_checks_content_before_attribution_before_slip():
    verdicts = {"slip": "none", "attribution": "partly", "content": "supported"}
    found = ways_of([("x-1-001", aspect, verdict) for aspect, verdict in verdicts.items()])
    told = "is it so: supported | was it said: partly | is it printed right: no slip"
    assert found["checked"].iloc[0] == told
    led = [f"evidence/x-1.html#x-1-001-{own}" for own in ("content", "attribution", "slip")]
    assert found["checked_href"].iloc[0] == " | ".join(led)


def test_checks_and_quotes_of_other_claims_are_left_out():
    found = ways_of([("y-2-001", "content", "partly")], [("y-2-001", "y-2-q01")])
    assert (found[["quoted", "quoted_href", "checked", "checked_href"]] == "").all(axis=None)


def test_the_ways_keep_the_index_of_the_claims():
    part = CLAIMS.iloc[[2, 0]]
    found = links.claim_links(
        part,
        pd.DataFrame(columns=["claim_id", "aspect", "verdict"]),
        pd.DataFrame(columns=["claim_id", "quote_id"]),
        CODEBOOK,
    )
    assert found.index.tolist() == [2, 0] and found["paragraph_href"].tolist() == [
        "evidence/x-1.html#x-1-pc1",
        "evidence/x-1.html#x-1-p1",
    ]


# Every article of the book


def test_every_quotation_of_a_claim_is_a_registered_one(article):
    _, _, found = article
    asked = {part for cell in found["quoted_href"] for part in cell.split(" | ") if part}
    quotes = sb.load("quotes")
    rows = zip(quotes["article_id"], quotes["id"], strict=True)
    assert asked <= {links.evidence(*row) for row in rows}


def test_every_check_of_an_article_can_be_reached_from_its_claim(article):
    claims, _, found = article
    rows = analysis.checks.checks_table(
        sb.load("checks"), sb.load("check_sources"), claims, CODEBOOK
    )
    led = Counter(part for cell in found["checked_href"] for part in cell.split(" | ") if part)
    assert led == Counter(rows["check_href"])
    assert rows["check_href"].str.rpartition("#")[2].tolist() == rows["check_id"].tolist()
