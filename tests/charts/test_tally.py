"""A tally: a mark a case, what was hit first, and the words at both ends once."""

import pytest

from support.charts import drawing
from support.specs import drawn

both = pytest.mark.parametrize("layout", ("wide", "narrow"))


def layers(layout, mark):
    found = drawn(drawing("tally").specs[layout])
    return [rows for kind, _, rows in found if kind == mark]


@both
def test_every_case_has_a_mark_and_those_that_were_hit_come_first(layout):
    (marks,) = layers(layout, "point")
    told = {}
    for row in marks:
        told.setdefault(row["name"], []).append(row["hit"])
    assert told == {
        "Early": [True, True, True, False, False],
        "Middle": [False] * 4,
        "Late": [True, True],
    }


@both
def test_the_words_at_the_ends_stand_over_the_first_of_each(layout):
    ends = layers(layout, "text")[0]
    assert [(row["told"], row["place"]) for row in ends] == [("open", 0), ("settled", 3)]


@both
def test_every_row_says_how_many_of_how_many(layout):
    counts = layers(layout, "text")[1]
    assert [row["told"].split(": ")[-1] for row in counts] == ["3 of 5", "0 of 4", "2 of 2"]
