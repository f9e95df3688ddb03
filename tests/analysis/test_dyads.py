"""Whose side of the comparison a claim is on."""

import pandas as pd
import pytest

import shieldbook as sb
from shieldbook import analysis
from shieldbook.analysis import dyads
from support.tables import CODEBOOK


@pytest.mark.parametrize(
    ("target", "dyad", "found"),
    [
        ("JPN", "", "Tokyo"),
        ("RUS", "RUS-JPN", "Tokyo"),
        ("kurils", "", "Tokyo"),
        ("aegis-ashore", "JPN-USA", "Tokyo"),
        ("thaad", "RUS-KOR", "Seoul"),
        ("KOR", "", "Seoul"),
        ("us-rok-alliance", "KOR-USA", "Seoul"),
        ("PRK", "RUS-KOR", "Seoul"),
        ("RUS", "", "Both or neither"),
        ("inf-treaty", "RUS-USA", "Both or neither"),
        ("JPN", "RUS-KOR", "Both or neither"),
        ("korean-peninsula", "", "Both or neither"),
    ],
)
def test_a_claim_is_on_the_side_of(target, dyad, found):
    assert dyads.side(target, dyad) == found


@pytest.mark.parametrize("article", ["eaf-2018", "sinonk-2019"])
def test_no_claim_is_lost_on_the_way_to_its_side(article):
    claims = analysis.claims.claims_of(sb.load("claims"), article)
    table = dyads.dyads_table(claims, CODEBOOK)
    assert table["claim_id"].tolist() == claims["id"].tolist() and set(table["side"]) <= set(
        dyads.SIDES
    )


def test_a_cause_or_a_motive_explains():
    claims = pd.DataFrame(
        {
            "id": ["a-1999-001", "a-1999-002", "a-1999-003"],
            "paragraph": ["1"] * 3,
            "target": ["JPN"] * 3,
            "dyad": [""] * 3,
            "kind": ["causal-explanation", "motive-attribution", "description"],
            "claim": ["One.", "Two.", "Three."],
        }
    )
    assert dyads.dyads_table(claims, CODEBOOK)["explains"].tolist() == [True, True, False]
