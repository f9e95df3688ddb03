"""Trade: no line joins two ways of counting, a mark a meeting, the partners named where they
stand."""

import itertools

import pytest

from support.charts import drawing
from support.specs import drawn

both = pytest.mark.parametrize("layout", ("wide", "narrow"))


def layers(layout, mark):
    found = drawn(drawing("trade").specs[layout])
    return [(fields, rows) for kind, fields, rows in found if kind == mark]


@both
def test_each_way_of_counting_has_a_panel_of_its_own(layout):
    panels = [rows for _, rows in layers(layout, "line")]
    years = [{row["year"] for row in rows} for rows in panels]
    assert [(min(own), max(own)) for own in years] == [(1999, 2014), (2015, 2023)]


@both
def test_no_line_joins_two_bases_or_leaps_a_year(layout):
    for _, rows in layers(layout, "line"):
        ordered = sorted(rows, key=lambda row: (row["partner"], row["run"], row["year"]))
        for one, other in itertools.pairwise(ordered):
            if (one["partner"], one["run"]) == (other["partner"], other["run"]):
                assert one["basis"] == other["basis"] and other["year"] - one["year"] == 1


@both
def test_every_meeting_has_a_mark(layout):
    table = drawing("trade").table
    met = table.loc[table["what"] == "meetings", "value"].sum()
    marks = [rows for fields, rows in layers(layout, "point") if fields["y"] == "level"]
    assert sum(map(len, marks)) == met


@both
def test_both_partners_are_named_by_their_capitals_in_every_panel(layout):
    names = [{row["capital"] for row in rows} for _, rows in layers(layout, "text")]
    assert names == [{"Seoul", "Tokyo"}] * 2
