"""The record's verdict and what came of announcements: a square each, counted and named."""

import re

import pytest

from shieldbook import charts
from shieldbook.charts.squares import CROSS, HALF
from shieldbook.publish.figures.pictures import size, svg
from support.charts import ASKED, CAME, WORDS, ahead_table, drawing, fared_table
from support.specs import said, units

both_layouts = pytest.mark.parametrize("layout", ["wide", "narrow"])


def held(spec):
    """How many squares the lines of every block hold, by question and verdict."""
    lines = {
        (row["asked"], row["block"], row["level"]): row["end"]
        for mark, _, rows in units(spec)
        if mark["type"] == "rule"
        for row in rows
    }
    found = {}
    for (asked, block, _), end in lines.items():
        found[asked, block] = found.get((asked, block), 0) + end
    return found


@both_layouts
def test_every_check_that_is_not_named_is_a_square_of_its_block(layout):
    rows = fared_table()
    own = rows[(rows["verdict"] != "contradicted") & (rows["claims"] > 0)]
    expected = {(row.asked, row.verdict): row.claims for row in own.itertuples(index=False)}
    assert held(drawing("verdict").specs[layout]) == expected


@both_layouts
def test_every_check_against_an_article_has_a_cross_and_its_words(layout):
    spec = drawing("verdict").specs[layout]
    (crosses,) = [rows for mark, _, rows in units(spec) if mark.get("shape") == CROSS]
    assert [row["words"] for row in crosses] == ASKED["named"]
    assert all(one in said(drawing("verdict").svg[layout]) for one in ASKED["named"])


@both_layouts
def test_the_size_of_every_verdict_and_question_stands_in_the_picture(layout):
    told = said(drawing("verdict").svg[layout])
    rows = fared_table()
    asked = rows[rows["asked"] != ""]
    for count in asked.groupby("verdict")["claims"].sum():
        assert re.search(rf"\b{count}\b", told)
    for count in asked.groupby("asked")["claims"].sum():
        assert f"{count} checks" in told


@both_layouts
def test_six_times_as_many_checks_still_fit_the_page(layout):
    rows = fared_table()
    many = charts.verdict(rows.assign(claims=6 * rows["claims"]), **WORDS, subtitle="s", **ASKED)
    spec = many.to_dict()
    narrow = spec["usermeta"]["shieldbook"]["narrow"]
    picture = svg(narrow if layout == "narrow" else spec, "x")
    assert size(picture)[0] <= (340 if layout == "narrow" else 680)


@both_layouts
def test_every_announcement_has_a_mark(layout):
    rows = ahead_table()
    marks = [
        rows_of
        for mark, _, rows_of in units(drawing("outcomes").specs[layout])
        if mark["type"] == "point" and mark["shape"] != HALF
    ]
    assert sum(map(len, marks)) == len(rows)


@both_layouts
def test_the_announcements_that_are_named_stand_in_the_picture(layout):
    told = said(drawing("outcomes").svg[layout])
    assert all(words in told for words in CAME["named"].values())
    assert "cannot tell" in told and "open" not in told


@pytest.mark.parametrize("lacking", ["", "content", "attribution"])
def test_a_board_that_lacks_a_question_can_be_drawn(lacking):
    rows = fared_table()
    spec = charts.verdict(rows[rows["asked"] != lacking], **WORDS, subtitle="s", **ASKED).to_dict()
    expected = {asked for asked, _ in held(drawing("verdict").spec)} - {lacking}
    assert {asked for asked, _ in held(spec)} == expected
    assert svg(spec, "x") and svg(spec["usermeta"]["shieldbook"]["narrow"], "x")
