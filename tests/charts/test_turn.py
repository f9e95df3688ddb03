"""The turn: a mark a statement, on the side of its capital, and the tallies between decisions."""

import pandas as pd
import pytest

from shieldbook.charts.turn import AREA, DOWN, SHAPES, UP
from support.charts import NOTES, TURN, drawing
from support.specs import said

both_layouts = pytest.mark.parametrize("layout", ["wide", "narrow"])


def marks(spec):
    """The rows of the marks of each stretch of time."""
    parts = spec.get("hconcat") or spec["vconcat"]
    named = [
        layer["data"]["name"]
        for part in parts
        for layer in part["layer"]
        if "shape" in layer["encoding"]
    ]
    return [spec["datasets"][name] for name in named]


@both_layouts
def test_every_statement_has_one_mark(layout):
    picture = drawing("turn")
    drawn = [(row["when"], row["says"]) for part in marks(picture.specs[layout]) for row in part]
    told = list(zip(picture.table["when"], picture.table["says"], strict=True))
    assert sorted(drawn) == sorted(told)


@both_layouts
def test_the_years_before_the_break_have_a_scale_of_their_own(layout):
    early, *late = marks(drawing("turn").specs[layout])
    cut = TURN["spans"]["end"].min()
    assert max(pd.Timestamp(row["start"]) for row in early) <= cut
    assert min(pd.Timestamp(row["start"]) for part in late for row in part) > cut
    assert "//" in said(drawing("turn").svg[layout])


@both_layouts
def test_each_capital_has_a_side_and_no_two_marks_a_place(layout):
    for part in marks(drawing("turn").specs[layout]):
        ways = {(row["over"], row["level"] > 0) for row in part if row["over"] in (UP, DOWN)}
        assert ways <= {(UP, True), (DOWN, False)}
        places = [(row["start"], row["level"]) for row in part]
        assert len(places) == len(set(places))


@both_layouts
def test_every_tally_and_every_decision_stands_in_the_picture(layout):
    words = said(drawing("turn").svg[layout])
    for count, often in TURN["spans"]["protests"].value_counts().items():
        assert words.split().count(str(count)) >= often
    assert all(decision in words for decision in TURN["spans"]["words"])


def test_on_the_page_every_note_names_its_speaker_and_its_year():
    words = said(drawing("turn").svg["wide"])
    for note in NOTES.values():
        assert note in words
    assert "Timonin, 2018:" in words and "Lavrov, 2008:" in words


def test_on_the_phone_a_note_without_room_is_left_out():
    words = said(drawing("turn").svg["narrow"])
    assert "Timonin:" in words and "Lavrov" not in words


def test_what_lies_between_the_capitals_has_a_shape_and_a_size_too():
    assert set(SHAPES) == set(AREA) and len(set(SHAPES.values())) == len(SHAPES)
