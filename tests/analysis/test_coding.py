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


@pytest.fixture
def strangers():
    """Two claims of the book and an outside coder's units: one that says the same and is coded
    alike, one that says a part and is coded otherwise, and one without a partner."""
    coded = {
        "issue": ["thaad", "china"],
        "stance": [-2, 0],
        "kind": ["evaluation", "motive-attribution"],
        "certainty": ["certain", "hedged"],
        "dyad": ["RUS-KOR", ""],
        "plover": ["ACCUSE", ""],
    }
    claims = pd.DataFrame({"id": ["a", "b"], "speaker_id": ["author", "x"], **coded})
    units = pd.DataFrame(
        {
            "claim_id": ["a", "b", ""],
            "closeness": ["same", "part", "none"],
            "speaker": ["author", "somebody", "author"],
            **{field: [*codes, codes[0]] for field, codes in coded.items()},
        }
    )
    units.loc[1, "kind"] = "description"
    return units, claims


def test_a_stranger_who_codes_alike_agrees_wholly_and_one_who_does_not_less(strangers):
    table = coding.outside_table(*strangers, CODEBOOK, draws=20).set_index("field")
    assert (table["n_pairs"] == 2).all() and (table["n_same"] == 1).all()
    assert table.index[0] == "kind" and table.loc["kind", "alpha"] < 1
    assert (table.drop(index="kind")["alpha"] == 1).all() and coding.VOICE in table.index


def test_where_the_kinds_of_a_stranger_part_is_told_in_words(strangers):
    told = coding.outside_kinds(*strangers, CODEBOOK)
    assert told.to_numpy().tolist() == [
        ["evaluation", "evaluation", 1],
        ["motive attribution", "description", 1],
    ]


def test_a_stranger_differs_over_the_kind_of_a_claim_and_the_act():
    table = coding.outside_table(*load("outside_units", "claims", "codebook"), draws=20)
    assert list(table.loc[table["alpha"] < 0.8, "field"]) == ["kind", "plover"]
