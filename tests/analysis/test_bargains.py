"""Bargains: whose a wish is, and what came of it."""

import pandas as pd
import pytest

from shieldbook.analysis import bargains
from support.tables import CODEBOOK

GOODS = pd.DataFrame(
    {
        "claim_id": ["a-1", "a-1", "a-2", "a-3"],
        "partner": ["JPN", "KOR", "JPN", "RUS"],
        "direction": ["wants", "wants", "gives", "wants"],
    }
)
CLAIMS = pd.DataFrame(
    {"id": ["a-1", "a-2", "a-3", "a-4"], "dyad": ["RUS-JPN", "RUS-JPN", "RUS-KOR", "other"]}
)
FORECASTS = pd.DataFrame({"claim_id": ["a-2", "a-3"], "outcome": ["partly", "did-not-happen"]})


def wished(*rows):
    named = pd.DataFrame(rows, columns=["wish", "claim_ids", "outcome", "came"])
    return bargains.wishes_table(named, GOODS, CLAIMS, FORECASTS, CODEBOOK)


def test_a_wish_has_a_row_for_each_capital_that_wants_a_good_of_it():
    found = wished(("Trade", "a-1 a-3", "", "a little"))
    assert found[["partner", "partner_label", "whose"]].values.tolist() == [
        ["KOR", "Seoul", "Seoul and Tokyo"],
        ["JPN", "Tokyo", "Seoul and Tokyo"],
        ["RUS", "Moscow", "Seoul and Tokyo"],
    ]


def test_a_wish_whose_claims_name_no_wanted_good_is_that_of_the_other_side():
    assert wished(("Islands", "a-2", "", "none"))["partner"].tolist() == ["JPN"]


def test_what_came_is_what_was_coded_and_else_what_the_row_says():
    found = wished(
        ("Coded", "a-2", "", "x"), ("Said", "a-1", "happened", "y"), ("No", "a-1", "", "z")
    )
    told = found.drop_duplicates("wish")[["outcome", "outcome_label", "came"]]
    assert told.values.tolist() == [
        ["partly", "partly", "x"],
        ["happened", "happened", "y"],
        ["", bargains.UNFOLLOWED, "z"],
    ]


@pytest.mark.parametrize(
    "row, told",
    [
        (("Both", "a-2 a-3", "", "x"), "more than one way"),
        (("Other", "a-2", "happened", "x"), "more than one way"),
        (("Nobody's", "a-4", "", "x"), "nobody"),
    ],
)
def test_a_wish_that_is_told_in_two_ways_or_is_nobodys_is_refused(row, told):
    claims = CLAIMS.assign(dyad=CLAIMS["dyad"].replace("other", "RUS"))
    named = pd.DataFrame([row], columns=["wish", "claim_ids", "outcome", "came"])
    with pytest.raises(ValueError, match=told):
        bargains.wishes_table(named, GOODS, claims, FORECASTS, CODEBOOK)
