"""The tribunal: a row a reason under its verdict, a mark for all that speaks."""

import pytest

from support.charts import TRIBUNAL, drawing
from support.specs import said

both_layouts = pytest.mark.parametrize("layout", ["wide", "narrow"])


@both_layouts
def test_every_verdict_is_counted_over_its_reasons(layout):
    picture = drawing("tribunal")
    words = said(picture.svg[layout])
    for verdict in TRIBUNAL["verdicts"]:
        count = (picture.table["verdict_label"] == verdict).sum()
        assert f"{verdict.capitalize()}: {count or 'none'}" in words


@both_layouts
def test_every_reason_and_what_was_found_stands_in_the_picture(layout):
    picture = drawing("tribunal")
    words = said(picture.svg[layout])
    assert [name for name in picture.table["reason"] if name not in words] == []
    assert words.count("3 of 8") == len(picture.table)


@both_layouts
def test_all_that_speaks_has_a_mark_of_its_own(layout):
    spec, told = drawing("tribunal").specs[layout], drawing("tribunal").table["id"]
    rows = [
        row
        for group in spec["vconcat"]
        for layer in group.get("layer", ())
        if "size" in layer["encoding"]
        for row in spec["datasets"][layer["data"]["name"]]
    ]
    places = {(row["id"], row["place"]) for row in rows}
    assert len(rows) == TRIBUNAL["marks"]["id"].isin(told).sum() == len(places)


@both_layouts
def test_the_marks_and_the_columns_are_explained_in_the_picture(layout):
    words = said(drawing("tribunal").svg[layout])
    assert all(f" {key} " in f" {words} " for key in ("against", "neither way", "for"))
    assert "large: its own test" in words and "we should see" in words


def test_what_speaks_against_stands_first_and_a_reasons_own_tests_before_the_rest():
    order = {"against": 0, "neither": 1, "for": 2}
    for _, own in TRIBUNAL["marks"].groupby("id"):
        keys = list(zip(own["bears"].map(order), ~own["own"], strict=True))
        assert keys == sorted(keys)
