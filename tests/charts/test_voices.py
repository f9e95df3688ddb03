"""The strips: every claim has its bar, every objection its sign, and words stand clear of one
another."""

import pytest

from shieldbook.analysis import voices
from shieldbook.charts.theme import LAYOUTS, clear
from shieldbook.charts.voices import HEIGHTS, VOICES, WRITER
from support.charts import drawing, voice_tables
from support.specs import said

layouts = pytest.mark.parametrize("layout", [one.name for one in LAYOUTS])


def drawn(layout, *kinds):
    """The rows of data that marks of some kinds draw, strip by strip."""
    spec = drawing("voices").specs[layout]
    return [
        [
            row
            for layer in strip["layer"]
            if layer["mark"]["type"] in kinds and "name" in layer.get("data", {})
            for row in spec["datasets"][layer["data"]["name"]]
        ]
        for strip in spec["vconcat"]
    ]


@layouts
def test_every_claim_is_one_bar(layout):
    bars = [row["claim"] for strip in drawn(layout, "bar") for row in strip]
    assert sorted(bars) == sorted(voice_tables()[1]["claim"])


@layouts
def test_every_claim_that_objects_has_a_sign(layout):
    signs = [len(strip) for strip in drawn(layout, "point")]
    claims = voice_tables()[1]
    assert signs == claims.groupby("article", sort=False)["against"].sum().tolist()


@layouts
def test_the_count_of_moscow_stands_at_every_strip(layout):
    counts, _ = voice_tables()
    text = said(drawing("voices").svg[layout])
    for moscow, claims in zip(counts["Moscow"], counts["claims"], strict=True):
        assert f"{moscow} of {claims}" in text
    assert text.count("from Moscow") == len(counts)


@layouts
def test_words_that_were_said_stand_over_their_bar(layout):
    assert said(drawing("voices").svg[layout]).count("Putin: a word or two") == 1


def test_every_voice_that_the_tables_tell_apart_has_a_colour():
    assert VOICES == voices.VOICES


def test_moscow_and_the_writer_are_told_apart_without_colour():
    assert HEIGHTS["Moscow"] > 2 * HEIGHTS[WRITER]


def test_a_word_that_would_meet_another_is_left_out():
    texts = [(0, 0, "Sergeev: a word"), (0, 20, "Tokyo"), (1, 20, "Seoul")]
    assert clear(texts, width=300) == [True, False, True]


def test_a_word_that_would_leave_the_picture_is_left_out():
    assert clear([(0, 290, "Washington")], width=300) == [False]


def test_a_name_stands_once():
    assert clear([(0, 0, "Tokyo"), (1, 0, "Tokyo")], width=300) == [True, False]


def test_a_word_keeps_clear_of_what_is_taken():
    assert clear([(0, 0, "Tokyo"), (1, 0, "Seoul")], 300, [(0, 20, 22)]) == [False, True]
