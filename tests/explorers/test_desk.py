"""The desk in a kernel: the same screens as the page's, in widgets that a coder presses."""

import base64
import re

import pytest

import shieldbook as sb
from shieldbook.analysis import homework, lines
from shieldbook.controls import ControlError
from shieldbook.display import DESK
from shieldbook.explorers.desk import Desk
from shieldbook.explorers.desk_face import CODERS, LATER
from support.packs import FIELDS, USUAL, given, line, pack
from support.pages import HOSTILE, Page

PACK = pack()
READY = {"claim": "It burns.", "because": "A day.", "opens": "It burns", "words": [], "notes": {}}
WHOLE = PACK | {
    "claims": [claim | READY for claim in PACK["claims"]],
    "text": "The lamp",
    "title": "A pack",
    "side": "all",
    "original": "https://example.org/lamp",
    "whole": [],
}


def test_a_desk_needs_a_pack_fields_and_a_mode_that_there_are():
    with pytest.raises(ControlError, match="no pack"):
        Desk([], FIELDS)
    with pytest.raises(ControlError, match="no field mood"):
        Desk([WHOLE], FIELDS, asked=("mood",))
    with pytest.raises(ControlError, match="blind or practice"):
        Desk([WHOLE], FIELDS, mode="fast")
    with pytest.raises(KeyError, match="no pack 'x'"):
        Desk([WHOLE], FIELDS, chosen="x")


def all_of(box, kind):
    """The widgets of one kind in a face, in the order of the screen."""
    found = [box] if type(box).__name__ == kind else []
    for child in getattr(box, "children", ()):
        found += all_of(child, kind)
    return found


def pressed(box, words):
    """Press the button of a face that has these words."""
    next(one for one in all_of(box, "Button") if one.description == words).click()


def html(box):
    """All that a face tells in words."""
    return "\n".join(one.value for one in all_of(box, "HTML"))


def code(box, values, onward="Next claim"):
    """Give a row of values to each claim, and go on from every one but the last."""
    for at, row in enumerate(values):
        for radio, value in zip(all_of(box, "RadioButtons"), row, strict=False):
            radio.value = value
        if at + 1 < len(values):
            pressed(box, onward)


def finished(changed, packs=(WHOLE,)):
    """A face whose coder gave what the book did but for `changed`, and committed as Ida."""
    box = Desk(list(packs), FIELDS).widget()
    values = given(packs[0])
    for (at, place), value in changed.items():
        values[at][place] = value
    all_of(box, "Text")[0].value = "Ida"
    code(box, values)
    pressed(box, "Commit all")
    return box


def sheet(box):
    """The rows of the file that a face hands out."""
    (raw,) = re.findall(r'base64,([^"]+)"', html(box))
    return homework.read(homework.decode(base64.b64decode(raw)))


def test_the_widgets_code_a_pack_from_end_to_end():
    box = Desk([WHOLE], FIELDS).widget()
    assert CODERS.replace("'", "&#39;") in html(box)
    code(box, given(PACK))
    pressed(box, "Commit all")
    assert "Give a nickname first" in html(box)
    all_of(box, "Text")[0].value = "Ida"
    pressed(box, "Commit all")
    assert line("ida") in html(box) and "You differ nowhere" in html(box)
    assert all_of(box, "RadioButtons") == [] and len(sheet(box)) == 8 * len(USUAL)


def test_the_widgets_say_what_is_still_open():
    box = Desk([WHOLE], FIELDS, mode="practice").widget()
    pressed(box, "Commit this claim")
    assert "Not answered yet: Who asserts it?" in html(box)


def test_each_claim_has_the_way_to_its_text_and_each_field_its_rules():
    told = html(Desk([WHOLE], FIELDS).widget())
    assert 'href="https://example.org/lamp"' in told
    for asked in USUAL:
        for value in asked.values:
            assert value["rule"] in Page(told).text
    shut = html(Desk([WHOLE | {"original": "javascript:alert(1)"}], FIELDS).widget())
    assert "javascript" not in shut


def test_a_text_that_is_printed_whole_stands_beside_its_claims():
    desk = sb.CodingDesk(text="invented-2000")
    told = html(desk.widget())
    first = desk.pack["claims"][0]
    assert f"<mark>{first['words'][first['sentence'] - 1]}</mark>" in told
    assert all(words in Page(told).text for words in desk.pack["whole"][-1])
    assert first["claim"] not in told and first["because"] not in told


def test_practice_shows_the_book_after_each_claim_and_what_differs_can_be_changed():
    box = Desk([WHOLE], FIELDS, mode="practice").widget()
    for radio, value in zip(all_of(box, "RadioButtons"), ["press", "", "yes"], strict=True):
        radio.value = value
    assert "It burns.”" not in html(box)
    pressed(box, "Commit this claim")
    assert "It burns.”" in html(box) and "Coder A" in html(box)
    rounds = all_of(box, "RadioButtons")[len(USUAL) :]
    told = [[words for words, _ in one.options][0] for one in rounds]
    assert told == ["Keep mine", "Leave it open"]
    assert [one.disabled for one in all_of(box, "RadioButtons")[: len(USUAL)]] == [True] * 3


def test_a_second_round_is_kept_in_the_file_and_not_in_the_line():
    box = finished({(0, 0): "press", (1, 2): "yes"})
    assert LATER in html(box) and html(box).count("In the book’s words") == 2
    first, second = all_of(box, "RadioButtons")
    select, reason = all_of(box, "Dropdown")[1], all_of(box, "Text")[1]
    assert select.layout.display == "none"
    first.value = "change"
    assert select.layout.display is None
    select.value, reason.value = "author", "=1+1"
    second.value = "keep"
    rows = [row for row in sheet(box) if row["round"] == "2"]
    assert [(row["value"], row["step"], row["reason"]) for row in rows] == [
        ("author", "change", "=1+1"),
        ("yes", "keep", ""),
    ]
    assert line("ida", {(0, 0): "press", (1, 2): "yes"}) in html(box)


def test_the_result_tells_what_is_opposite_and_where_the_book_may_be_at_fault():
    told = Page(html(finished({(0, 2): "no"}))).text
    assert "Coded oppositely" in told and "1 of 8" in told and "no alpha for one coder" in told
    fault = told.split("Find the book’s fault")[1]
    assert "the two coders gave different values" in fault
    assert "the lamp 7: A day." in fault and "the lamp 2: A day." in fault


def test_another_pack_begins_anew_with_the_fields_that_it_was_coded_in():
    desk = sb.CodingDesk(pack="monitor-1999-a", fields=("speaker", "issue"))
    box = desk.widget()
    assert len(all_of(box, "RadioButtons")) == 2
    all_of(box, "Dropdown")[0].value = "invented-2000-a"
    assert [one.description for one in all_of(box, "RadioButtons")] == ["Who asserts it?"]
    issues = sb.CodingDesk(pack="monitor-1999-a", fields=("issue",)).widget()
    all_of(issues, "Dropdown")[0].value = "invented-2000-a"
    assert len(all_of(issues, "RadioButtons")) == len(USUAL)


@pytest.mark.parametrize("word", HOSTILE.values(), ids=HOSTILE)
def test_no_word_of_the_data_becomes_markup(word):
    told = {"handle": word, "where": word, "opens": word, "claim": word, "because": word}
    claims = [one | told | {"words": [word], "sentence": 1} for one in WHOLE["claims"]]
    fields = {"text": word, "title": word, "side": word, "whole": [[word]], "claims": claims}
    changed = {(0, 0): "press"}
    lit = [one | {"words": ["It is lit."], "sentence": 1} for one in WHOLE["claims"]]
    plain = finished(changed, (WHOLE | {"claims": lit, "whole": [["It is lit."]]},))
    shape = [tag for tag, _ in Page(html(plain)).elements]
    assert [tag for tag, _ in Page(html(finished(changed, (WHOLE | fields,)))).elements] == shape


def test_one_cell_sends_a_widget_and_the_page_of_the_desk():
    sent = Desk([WHOLE], FIELDS)._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in sent
    assert sent[DESK]["usual"] == list(lines.USUAL)
    models = ["agreement", "classes", "elements", "contraries", "faults", "desk"]
    assert sent[DESK]["known"]["models"] == models
