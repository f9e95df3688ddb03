"""The book's pictures under either coding: every unit is counted, and no count is too large."""

import pandas as pd
import pytest

import shieldbook as sb
from shieldbook.analysis import coding
from support.tables import load


@pytest.fixture(scope="module")
def counted():
    return coding.by_coding(*load("claims", "coded_units", "codings", "articles"))


def test_a_coding_counts_all_its_units(counted):
    by = counted.groupby("coding")["claims"].sum()
    units = sb.load("coded_units")["coder"].astype(str).value_counts()
    assert by.to_dict() == {coding.BOOK: len(sb.load("claims")), "A": units["A"], "B": units["B"]}


def test_no_count_is_larger_than_the_claims(counted):
    assert all((counted[name] <= counted["claims"]).all() for name in coding.COUNTS)


def test_every_picture_has_every_article_under_every_coding(counted):
    shown = coding.pictures(counted)
    assert len(shown) == len(coding.PICTURES) * len(coding.NAMES) * counted["article"].nunique()
    own = counted[(counted["coding"] == "A") & (counted["article"] == "monitor-1999")].iloc[0]
    row = shown[
        (shown["picture"] == coding.PICTURES["against"])
        & (shown["coding"] == "Coder A")
        & (shown["article"] == "monitor-1999")
    ].iloc[0]
    assert (row["hits"], row["claims"]) == (own["against"], own["claims"])


def test_two_equal_codings_agree_wholly():
    first = {name: {("1", "a"), ("2", "b")} for name in coding.SECOND}
    second = pd.DataFrame(
        [
            {"coded": name, "row": row, "code": code}
            for name in coding.SECOND
            for row, code in first[name]
        ]
    )
    table = coding.second_table(first, second, {name: {"1", "2", "3"} for name in coding.SECOND})
    assert table["alpha"].tolist() == [1.0] * 4 and table["both"].tolist() == [2] * 4
