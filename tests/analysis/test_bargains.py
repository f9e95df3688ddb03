"""Bargains: every good that is named is told once, by its words."""

import pandas as pd

import shieldbook as sb
from shieldbook.analysis import bargains
from support.tables import CODEBOOK, load


def test_every_bargain_of_an_article_is_told_once():
    goods, claims = sb.load("bargains"), sb.load("claims")
    found = [
        bargains.goods_table(goods, claims, CODEBOOK, article)
        for article in claims["article_id"].astype(str).unique()
    ]
    assert sorted(pd.concat(found)["claim_id"]) == sorted(goods["claim_id"].astype(str))


def test_a_good_and_its_partner_are_told_in_words():
    found = bargains.goods_table(*load("bargains", "claims", "codebook"), "sinonk-2019")
    assert "UN veto influence" in set(found["good"])
    assert dict(zip(found["partner"], found["partner_label"], strict=True)) == {
        "KOR": "Seoul",
        "JPN": "Tokyo",
        "RUS": "Moscow",
    }
