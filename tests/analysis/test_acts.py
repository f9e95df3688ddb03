"""The tone of acts: every act has a mark, and only a misprint is scored otherwise than printed."""

import pandas as pd
import pytest

import shieldbook as sb
from shieldbook import analysis
from support.tables import load


@pytest.fixture(scope="module")
def tone():
    claims = sb.load("claims")
    return analysis.acts.tone_table(
        claims[claims["article_id"] == "monitor-2000"],
        *load("plover_scores", "actors", "codebook"),
        "RUS-JPN",
    )


def test_every_act_of_the_article_has_a_mark(tone):
    claims = sb.load("claims")
    acts = claims[(claims["article_id"] == "monitor-2000") & (claims["plover"] != "")]
    assert tone["claim_id"].tolist() == acts["id"].astype(str).tolist()


def test_only_what_the_manual_misprints_differs_from_what_it_prints(tone):
    assert set(tone.loc[tone["score"] != tone["likely"], "category"]) == {"ACCUSE"}


def test_an_act_is_told_by_its_category_and_its_states(tone):
    row = tone[tone["dyad"] == "RUS-JPN"].iloc[0]
    assert row["dyad_label"] == "Russia and Japan"
    assert row["category_label"] == row["category"].capitalize()


def test_an_act_of_a_category_without_a_score_is_an_error():
    claims = pd.DataFrame(
        {
            "plover": ["DANCE"],
            "paragraph": [1],
            "id": ["x"],
            "claim": ["c"],
            "speaker_id": ["s"],
            "dyad": [""],
        }
    )
    with pytest.raises(KeyError, match="DANCE"):
        analysis.acts.tone_table(claims, *load("plover_scores", "actors", "codebook"), "RUS-JPN")
