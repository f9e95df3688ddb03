"""Votes: a mark a vote in the lane of its answer, a name a stretch, time downwards on the phone."""

import pytest

from shieldbook.analysis.votes import PANEL
from support.charts import drawing
from support.specs import drawn

both = pytest.mark.parametrize("layout", ("wide", "narrow"))


def layers(layout, mark):
    found = drawn(drawing("votes").specs[layout])
    return [(fields, rows) for kind, fields, rows in found if kind == mark]


@both
def test_every_vote_has_one_mark_in_the_lane_of_its_answer(layout):
    table = drawing("votes").table
    marks = [row for _, rows in layers(layout, "point") for row in rows]
    days = sorted((row["start"][:10], row["vote"]) for row in marks)
    assert days == sorted(zip(table["start"].dt.strftime("%Y-%m-%d"), table["vote"], strict=True))


@both
def test_a_stretch_of_like_votes_is_named_once(layout):
    words = [
        row["about"]
        for fields, rows in layers(layout, "text")
        if "vote" in fields.values()
        for row in rows
    ]
    assert sorted(words) == sorted(["new sanctions", PANEL, "new sanctions", PANEL, PANEL])


@both
def test_every_moment_has_a_rule_and_its_words(layout):
    (_, rules), *_ = layers(layout, "rule")
    assert [row["words"] for row in rules] == ["An essay", "A war"]


def test_time_runs_downwards_on_the_phone():
    across = {layout: layers(layout, "point")[0][0]["y"] for layout in ("wide", "narrow")}
    assert across == {"wide": "vote", "narrow": "start"}
    spec = drawing("votes").specs["narrow"]["layer"][0]
    assert spec["encoding"]["y"]["scale"]["reverse"]


@both
def test_votes_of_neighbouring_weeks_stand_side_by_side(layout):
    first, second = (rows for _, rows in layers(layout, "point"))
    assert [row["when"] for row in second] == ["11 September 2017"] and len(first) == 10
