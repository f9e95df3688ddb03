"""Arguments that last: old and new apart, a mark a year, counts early and late."""

import pytest

from support.charts import LASTING, drawing
from support.specs import said

both_layouts = pytest.mark.parametrize("layout", ["wide", "narrow"])


@both_layouts
def test_every_argument_stands_with_its_counts_and_the_new_ones_apart(layout):
    picture = drawing("lasting")
    words, rows = said(picture.svg[layout]), picture.table.drop_duplicates("argument")
    assert [name for name in rows["words"] if name not in words] == []
    for before, after in zip(rows["before"], rows["after"], strict=True):
        assert f"{before} → {after}" in words
    fresh = rows["fresh"].sum()
    assert f"Old arguments: {len(rows) - fresh}" in words and f"Later ones: {fresh}" in words


@both_layouts
def test_every_year_of_an_argument_has_one_mark(layout):
    spec, table = drawing("lasting").specs[layout], drawing("lasting").table
    marks = [
        (row["argument"], row["year"])
        for group in spec["vconcat"]
        for layer in group.get("layer", ())
        if "size" in layer["encoding"]
        for row in spec["datasets"][layer["data"]["name"]]
    ]
    assert sorted(marks) == sorted(zip(table["argument"], table["year"], strict=True))


@both_layouts
def test_the_end_of_a_treaty_and_the_words_in_a_row_are_named(layout):
    words = said(drawing("lasting").svg[layout])
    assert "ABM Treaty ends 2002" in words and "Objections, early → late" in words
    assert all(text in words for _, _, text in LASTING["notes"])
