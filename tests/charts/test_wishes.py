"""Wishes: a mark a capital, a sign a wish, on both layouts; heads say whose they are."""

import pytest

from shieldbook.charts.wishes import SIGNS
from support.charts import BOOK, drawing
from support.specs import drawn

both = pytest.mark.parametrize("layout", ("wide", "narrow"))


def layers(layout):
    return drawn(drawing("wishes").specs[layout])


@both
def test_every_capital_that_wishes_has_a_mark_in_its_column(layout):
    table = drawing("wishes").table
    capitals = [rows for _, fields, rows in layers(layout) if fields.get("shape") == "partner"]
    assert [(row["wish"], row["partner"]) for row in max(capitals, key=len)] == list(
        zip(table["wish"], table["partner"], strict=True)
    )


@both
def test_every_wish_has_one_sign_and_its_words(layout):
    wishes = list(drawing("wishes").table["wish"].drop_duplicates())
    signs = [rows for _, fields, rows in layers(layout) if fields.get("shape") == "outcome"]
    told = [rows for _, fields, rows in layers(layout) if fields.get("text") == "told"]
    assert [[row["wish"] for row in rows] for rows in signs] == [wishes]
    assert [row["told"] for row in told[-1]] == [
        "partly: for a while",
        "cannot tell: not used",
        "did not happen: no talks",
        "did not happen: no route",
        "not followed here: part of the plan",
    ]


def test_every_outcome_has_a_sign():
    assert set(BOOK.loc[BOOK["field"] == "outcome", "code"]) | {""} == set(SIGNS)


def test_no_two_signs_of_what_came_are_alike():
    came = [SIGNS[code] for code in ("happened", "partly", "did-not-happen", "cannot-tell", "")]
    assert len(set(came)) == len(came)


@both
def test_the_rows_stand_under_heads_that_say_whose_they_are(layout):
    layer = drawing("wishes").specs[layout]["layer"][0]
    rows = layer["encoding"]["y"]["scale"]["domain"]
    heads = [row for row in rows if row.endswith(" wished")]
    assert heads == ["Seoul and Tokyo wished", "Tokyo wished", "Seoul wished"]
    assert rows.index("Tokyo wished") < rows.index("Islands") < rows.index("Seoul wished")
