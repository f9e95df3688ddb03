"""The pictures of the two readings of the Monitor: what each says in both layouts, and with which
marks."""

import re

import pytest

from shieldbook.charts import theme
from support.charts import STRANDS, drawing
from support.specs import said

both_layouts = pytest.mark.parametrize("layout", ("wide", "narrow"))


def told_in(name, layout):
    """The words of a picture."""
    return said(drawing(name).svg[layout])


def layers(name, layout):
    """The parts of a picture as its specification has them, in the order in which they are drawn:
    the first lies under all others."""
    return drawing(name).specs[layout]["layer"]


def rows(name, layout, layer):
    """The rows of data behind one part of a picture. A part that has its data through a
    transformation has the rows as they were before it."""
    return drawing(name).specs[layout]["datasets"][layer["data"]["name"]]


def symbols(name, layout, ink):
    """The marks of a picture in one colour."""
    drawn = drawing(name).svg[layout]
    groups = re.findall(r'<g class="mark-symbol[^>]*>(.*?)</g>', drawn, re.DOTALL)
    found = []
    for group in groups:
        for mark in group.split("<path")[1:]:
            if f"sb-{ink}," in mark:
                found.append(mark)
    return found


# Two strands


@both_layouts
def test_every_event_of_the_strands_is_told_with_its_day(layout):
    told = told_in("strands", layout)
    for label in ("An arrest", "They meet", "many things", "A visit to", "28 to 30 November"):
        assert label in told


@both_layouts
def test_the_year_of_the_first_event_goes_without_saying(layout):
    told = told_in("strands", layout)
    assert "2000" not in told and "14 January 2001" in told


@both_layouts
def test_the_strands_their_days_and_the_article_have_names(layout):
    told = told_in("strands", layout)
    for name in (STRANDS[0], STRANDS[2], "Monday", "Tuesday", "the paper"):
        assert name in told
    assert STRANDS[1] not in told


@both_layouts
def test_a_meeting_is_a_bar_with_a_mark_on_each_strand(layout):
    across = "x" if layout == "narrow" else "y"
    ends, kinds = set(), []
    for layer in layers("strands", layout):
        if [row.get("strand") for row in rows("strands", layout, layer)] != [STRANDS[1]]:
            continue
        kinds.append(layer["mark"]["type"])
        for side in (across, f"{across}2"):
            place = layer["encoding"].get(side, {})
            if "value" in place:
                ends.add(place["value"])
    assert kinds.count("point") == 2
    assert "rule" in kinds
    assert len(ends) == 2


def test_time_runs_rightwards_and_on_the_phone_downwards():
    for layout, along in (("wide", "x"), ("narrow", "y")):
        scales = [
            layer["encoding"][along]["scale"]
            for layer in layers("strands", layout)
            if layer["encoding"].get(along, {}).get("scale")
        ]
        assert scales and all(scale == scales[0] for scale in scales)
        assert len(scales[0]["domain"]) == len(scales[0]["range"]) > 2


@both_layouts
def test_every_second_stretch_is_dotted(layout):
    lane = next(one for one in layers("strands", layout) if "strokeDash" in one["encoding"])
    short = [row["short"] for row in rows("strands", layout, lane)]
    assert short == [False, True, False, True] * 2


# A cut


@both_layouts
def test_the_cut_says_what_a_unit_loses(layout):
    told = told_in("cut", layout)
    for words in ("170 units", "330 units", "20 per cent of all soldiers go", "in 100 units", "59"):
        assert words in told


@both_layouts
def test_both_bars_of_the_cut_are_on_one_scale(layout):
    spec = drawing("cut").specs[layout]
    assert spec["encoding"]["x"]["scale"]["domain"] == [0, 500]
    assert not [one for one in spec["layer"] if "scale" in one["encoding"]["x"]]


# The wait


@both_layouts
def test_the_wait_has_its_length_written_on_it(layout):
    told = told_in("wait", layout)
    assert "2,497 days" in told and "without a launch" in told and "the paper" in told


@both_layouts
def test_the_wait_ends_on_the_next_launch_day(layout):
    along = "y" if layout == "narrow" else "x"
    band = next(one for one in layers("wait", layout) if one["mark"]["type"] == "rect")
    (gap,) = rows("wait", layout, band)
    assert f"{along}2" in band["encoding"]
    assert gap["start"].startswith("1999-09-03") and gap["end"].startswith("2006-07-05")


@both_layouts
def test_every_missile_has_a_mark(layout):
    marks = symbols("wait", layout, theme.STATE_INK["PRK"])
    assert len(marks) == drawing("wait").table["missiles"].sum() == 8


@both_layouts
def test_what_happened_meanwhile_is_told(layout):
    assert "24 September 1999" in told_in("wait", layout)


# Seats


@both_layouts
def test_every_seat_is_one_mark_and_russias_is_its_own_colour(layout):
    table = drawing("formats").table
    asked = (table["code"] == "RUS") & table["seat"]
    assert len(symbols("formats", layout, "russia")) == asked.sum()
    assert len(symbols("formats", layout, "ink")) == (table["seat"] & ~asked).sum()


@both_layouts
def test_a_seat_is_full_only_where_the_table_met(layout):
    table = drawing("formats").table
    marks = [*symbols("formats", layout, "russia"), *symbols("formats", layout, "ink")]
    hollow = [mark for mark in marks if 'fill-opacity="0"' in mark]
    assert len(hollow) == (table["seat"] & ~table["met"]).sum() > 0


@both_layouts
def test_russia_stands_apart_behind_an_empty_column(layout):
    seats = next(one for one in layers("formats", layout) if one["mark"]["type"] == "point")
    assert seats["encoding"]["x"]["scale"]["domain"][-2:] == [" ", "Russia"]


@both_layouts
def test_every_table_says_whether_it_took_place(layout):
    told, table = told_in("formats", layout), drawing("formats").table
    met = table.groupby("format")["met"].first()
    assert told.count("took place") == met.sum()
    assert told.count("only proposed") == (~met).sum()


# The tone


@both_layouts
def test_every_act_stands_at_its_likely_score_under_its_topic(layout):
    table = drawing("tone").table
    told = told_in("tone", layout)
    for topic in table["topic"].unique():
        assert topic in told
    points = next(one for one in layers("tone", layout) if one["mark"]["type"] == "point")
    assert points["encoding"]["x"]["field"] == "likely"
    assert len(rows("tone", layout, points)) == len(table)


@both_layouts
def test_a_kind_of_act_that_comes_more_than_once_is_counted(layout):
    table = drawing("tone").table
    kinds = table.groupby(["topic", "category_label", "between"]).size()
    told = re.findall(r"×(\d+)", told_in("tone", layout))
    assert sorted(map(int, told)) == sorted(kinds[kinds > 1])


@both_layouts
def test_a_score_that_cannot_be_meant_has_a_star(layout):
    table = drawing("tone").table
    odd = table[table["score"] != table["likely"]]
    kinds = odd.groupby(["topic", "category_label"]).ngroups
    assert told_in("tone", layout).count("*") == kinds > 0


@both_layouts
def test_the_ends_of_the_scale_are_cold_and_warm(layout):
    assert "cold" in told_in("tone", layout) and "warm" in told_in("tone", layout)
