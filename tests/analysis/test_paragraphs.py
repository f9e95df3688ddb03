"""The paragraphs of an article: in the order of the text, with all claims counted."""

import pandas as pd

from shieldbook import analysis
from support.tables import CLAIMS, CODEBOOK


def test_the_paragraphs_stand_in_the_order_of_the_text_and_count_their_claims():
    paragraphs = pd.DataFrame(
        {
            "article_id": "x-1",
            "position": [3, 1, 2],
            "n": ["c1", "1", "2"],
            "gloss": "g",
            "function": "lead",
            "words": 5,
        }
    )
    shown = analysis.paragraphs.paragraphs_table(paragraphs, CLAIMS, CODEBOOK)
    assert shown[["¶", "Claims", "id"]].values.tolist() == [
        ["1", 2, "x-1-p1"],
        ["2", 0, "x-1-p2"],
        ["c1", 1, "x-1-pc1"],
    ]


def test_the_paragraphs_of_an_article_stand_in_the_order_of_its_claims(article):
    claims, paragraphs, _ = article
    shown = analysis.paragraphs.paragraphs_table(paragraphs, claims, CODEBOOK)
    with_claims = [n for n, count in zip(shown["¶"], shown["Claims"], strict=True) if count]
    assert with_claims == claims["paragraph"].astype(str).drop_duplicates().tolist()


def test_all_claims_of_an_article_are_counted_in_its_paragraphs(article):
    claims, paragraphs, _ = article
    assert analysis.paragraphs.paragraphs_table(paragraphs, claims, CODEBOOK)[
        "Claims"
    ].sum() == len(claims)


def test_every_claim_leads_to_a_paragraph_that_has_a_row(article):
    claims, paragraphs, found = article
    assert set(found["paragraph_href"]) <= {
        analysis.links.evidence(ident.rpartition("-p")[0], ident)
        for ident in analysis.paragraphs.paragraphs_table(paragraphs, claims, CODEBOOK)["id"]
    }
