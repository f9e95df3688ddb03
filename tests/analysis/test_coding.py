"""The book's pictures under either coding: every unit is counted, and no count is too large."""

import pandas as pd
import pytest

import shieldbook as sb
from shieldbook.analysis import coding
from support.tables import CODEBOOK, load


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
    assert (
        len(shown)
        == len(coding.PICTURES) * counted["coding"].nunique() * counted["article"].nunique()
    )
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
    units = {name: {"1", "2", "3"} for name in coding.SECOND}
    table = coding.second_table(first, second, units, CODEBOOK)
    assert table["alpha"].tolist() == [1.0] * 4 and table["both"].tolist() == [2] * 4


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("speaker_id", "igor-sergeev", "Igor Sergeev"),
        ("dyad", "RUS-JPN", "Russia and Japan"),
        ("target", "KOR", "South Korea"),
        ("target", "kurils", "Kurils"),
        ("stance", "-2", "rejects"),
        ("kind", "motive-attribution", "motive attribution"),
        ("plover", "", ""),
    ],
)
def test_what_was_coded_is_told_in_the_words_of_its_field(field, value, words):
    told = coding.said(pd.Series([field]), pd.Series([value]), sb.load("actors"), CODEBOOK)
    assert told == [words]


@pytest.mark.parametrize(("field", "value"), [("target", "the-moon"), ("hue", "red")])
def test_a_code_or_a_field_that_nobody_knows_is_an_error(field, value):
    with pytest.raises(KeyError, match=f"{value}|{field}"):
        coding.said(pd.Series([field]), pd.Series([value]), sb.load("actors"), CODEBOOK)


def test_the_tables_of_the_codings_keep_every_row_and_tell_it_in_words():
    units, codings, actors, settled = load("coded_units", "codings", "actors", "adjudications")
    counted = coding.marginals_table(units, codings, actors, CODEBOOK)
    assert (counted[["field_label", "code_label"]] != "").all(axis=None)
    assert not counted.duplicated(["field", "code"]).any()
    decided = coding.settled_table(settled, actors, CODEBOOK)
    assert ((decided["value"] == "") == (decided["value_label"] == "")).all()
    assert len(decided) == len(settled)
