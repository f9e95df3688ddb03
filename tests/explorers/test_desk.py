"""The desk in a kernel: what is committed is locked, the line comes at the end, the baseline before
the match."""

import pytest

from shieldbook.analysis import lines
from shieldbook.controls import ControlError
from shieldbook.display import DESK
from shieldbook.explorers.desk import CODERS, Coding, Desk
from support.packs import FIELDS, USUAL, given, line, pack

PACK = pack()
READY = {"claim": "It burns.", "because": "A day.", "opens": "It burns", "words": [], "notes": {}}
WHOLE = PACK | {
    "claims": [claim | READY for claim in PACK["claims"]],
    "title": "A pack",
    "side": "all",
}


def coded(changed=None):
    """A coder who gave what the book did, but for `changed`, and committed."""
    coding = Coding(WHOLE, USUAL, "ida")
    values = given(PACK)
    for (at, place), value in (changed or {}).items():
        values[at][place] = value
    for at, row in enumerate(values):
        for place, value in enumerate(row):
            coding.give(at, place, value)
        coding.commit(at)
    return coding


def test_what_is_committed_is_locked_and_the_line_is_that_of_the_page():
    coding = coded()
    assert coding.line() == line("ida")
    with pytest.raises(ValueError, match="second round"):
        coding.give(0, 0, "press")


def test_a_claim_with_a_field_open_is_not_committed_and_no_line_is_made():
    coding = Coding(WHOLE, USUAL, "ida")
    coding.give(0, 0, "")
    with pytest.raises(ValueError, match="What sort of claim"):
        coding.commit(0)
    with pytest.raises(ValueError, match="every claim"):
        coding.line()


def test_the_baseline_comes_first_then_the_match_then_the_coders():
    told = coded({(0, 0): "", (1, 0): "press"}).matches()
    assert told[0] == (
        "Who asserts it? Whoever puts “the author” everywhere matches 3 of 8; you match 6 (you "
        "left 1 open); the book’s two coders match each other on 8 of 8."
    )
    assert "each other on 1 of 8" in told[1]


def test_differences_stand_side_by_side_and_what_is_open_is_one():
    rows = coded({(0, 0): "", (1, 0): "press"}).beside()
    assert rows[["you", "book", "a", "b"]].to_numpy().tolist() == [
        ["Can’t decide", "the author", "the author", "the author"],
        ["the press", "a named person", "a named person", "a named person"],
    ]
    assert len(coded().torn()) == 7


def test_a_desk_needs_a_pack_fields_and_a_mode_that_there_are():
    with pytest.raises(ControlError, match="no pack"):
        Desk([], FIELDS)
    with pytest.raises(ControlError, match="no field mood"):
        Desk([WHOLE], FIELDS, asked=("mood",))
    with pytest.raises(ControlError, match="blind or practice"):
        Desk([WHOLE], FIELDS, mode="fast")
    with pytest.raises(KeyError, match="no pack 'x'"):
        Desk([WHOLE], FIELDS, chosen="x")


def pressed(box, words):
    """Press the button of a face that has these words."""
    row = next(one for one in box.children if type(one).__name__ == "HBox")
    next(one for one in row.children if one.description == words).click()


def told_by(box):
    """The line of words under the buttons."""
    return [one.value for one in box.children if type(one).__name__ == "Label"][-1]


def test_the_widgets_code_a_pack_from_end_to_end(capsys):
    box = Desk([WHOLE], FIELDS).widget()
    name, radios = box.children[1], list(box.children[3:6])
    assert box.children[0].value == CODERS
    for at, row in enumerate(given(PACK)):
        for radio, value in zip(radios, row, strict=True):
            radio.value = value
        if at < 7:
            pressed(box, "Next claim")
    pressed(box, "Commit all")
    assert "needs a letter" in told_by(box)
    name.value = "Ida"
    pressed(box, "Commit all")
    # Without a kernel what a widget holds is printed.
    assert f"Your line: {line('ida')}\n" in capsys.readouterr().out
    assert all(radio.disabled for radio in radios)


def test_the_widgets_say_what_is_still_open():
    box = Desk([WHOLE], FIELDS, mode="practice").widget()
    pressed(box, "Next claim")
    assert told_by(box).startswith("Not answered yet: Who asserts it?")


def test_one_cell_sends_a_widget_and_the_page_of_the_desk():
    sent = Desk([WHOLE], FIELDS)._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in sent
    assert sent[DESK]["usual"] == list(lines.USUAL)
    assert sent[DESK]["known"]["models"] == ["agreement", "classes", "elements", "desk"]
