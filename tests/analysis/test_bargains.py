"""Bargains: every good that is named is told once, by its words."""

import pandas as pd
import pytest

import shieldbook as sb
from shieldbook.analysis import bargains


def test_every_bargain_of_an_article_is_told_once():
    goods, claims = sb.load("bargains"), sb.load("claims")
    found = [
        bargains.goods_table(goods, claims, article)
        for article in claims["article_id"].astype(str).unique()
    ]
    assert sorted(pd.concat(found)["claim_id"]) == sorted(goods["claim_id"].astype(str))


@pytest.mark.parametrize(
    "code, words",
    [
        ("un-veto-influence", "UN veto influence"),
        ("no-sino-russian-bloc", "No Sino-Russian bloc"),
        ("peace-treaty", "Peace treaty"),
    ],
)
def test_a_good_is_called_by_its_words(code, words):
    assert bargains.named(code) == words
