"""What a reader can set: one record, judged in one place, wherever it comes from."""

import itertools
import json

import pytest

from shieldbook.controls import KINDS, Control, ControlError, count_settings, settings

COUNT = Control("count", "Lamps", "range", 2, low=0, high=9, unit="lamps")
STEP = Control("step", "Height", "range", 0.5, low=0, high=1, step=0.25)
COLOUR = Control("colour", "Colour", "select", "red", choices=(("Red", "red"), ("Blue", "blue")))
SITE = Control("site", "Site", "radio", None, choices=(("none", None), ("one", 1), ("two", 2.5)))
LIT = Control("lit", "Lit", "checkbox", True)
DAY = Control("day", "Day", "date", "2000-02-28", low="2000-02-28", high="2000-03-01")
EVERY = (COUNT, STEP, COLOUR, SITE, LIT, DAY)


def test_there_is_a_control_of_every_kind_here():
    assert {control.kind for control in EVERY} == set(KINDS)


REFUSED = {
    "an unknown kind": (("a", "A", "dial", 1), "no known kind: 'dial'"),
    "no label": (("a", " ", "range", 1, 0, 2), "needs a label"),
    "no ends": (("a", "A", "range", 1), "needs a lowest and a highest value"),
    "ends the wrong way round": (("a", "A", "range", 1, 2, 0), "needs a lowest and a highest"),
    "an infinite end": (("a", "A", "range", 1, 0, float("inf")), "needs a lowest and a highest"),
    "no step": (("a", "A", "range", 1, 0, 2, 0), "needs a lowest and a highest"),
    "a start out of bounds": (("a", "A", "range", 3, 0, 2), "cannot start at 3"),
    "a start between two steps": (("a", "A", "range", 3, 0, 4, 2), "cannot start at 3"),
    "a truth for a number": (("a", "A", "range", True, 0, 2), "cannot start at True"),
    "not a number": (("a", "A", "range", float("nan"), 0, 2), "cannot start"),
    "a day that never was": (
        ("a", "A", "date", "1999-02-30", "1999-01-01", "2000-01-01"),
        "cannot start",
    ),
    "a month for a day": (("a", "A", "date", "1999-02-03", "1999-01", "2000-01-01"), "a lowest"),
    "a number for a truth": (("a", "A", "checkbox", 1), "cannot start at 1"),
    "no choices": (("a", "A", "select", "x"), "has no choices"),
    "a start that is no choice": (
        ("a", "A", "select", "x", None, None, 1, "", (("Y", "y"),)),
        "cannot start at 'x'",
    ),
    "one label twice": (
        ("a", "A", "radio", 1, None, None, 1, "", (("x", 1), ("x", 2))),
        "two choices of one label",
    ),
    "one value twice": (
        ("a", "A", "radio", 1, None, None, 1, "", (("x", 1), ("y", True))),
        "two choices of one value",
    ),
    "a value that no page can hold": (
        ("a", "A", "select", (1,), None, None, 1, "", (("x", (1,)),)),
        "no plain value",
    ),
}


def test_a_control_that_does_not_hold_together_is_refused_by_name():
    wrong = {}
    for what, (given, told) in REFUSED.items():
        try:
            wrong[what] = Control(*given)
        except ControlError as error:
            if told not in str(error) or not str(error).startswith("the control 'a' "):
                wrong[what] = str(error)
    assert wrong == {}


def test_a_control_takes_all_that_it_offers():
    assert [(own.name, one) for own in EVERY for one in own.offers if not own.takes(one)] == []


def test_a_control_takes_nothing_else():
    strange = {
        COUNT: (-1, 10, 2.5, True, "2", None),
        STEP: (0.3, 1.25, False, "0.5"),
        COLOUR: ("Red", "red ", "", 1, None),
        SITE: (True, "", "one", 2),
        LIT: (0, 1, "true", None),
        DAY: ("2000-02-30", "2000-03-02", "2000-02", "29 February 2000", "", None),
    }
    assert [(own.name, one) for own, odd in strange.items() for one in odd if own.takes(one)] == []


def test_the_ends_and_all_steps_between_them_are_offered_in_order():
    assert COUNT.offers == list(range(10)) and STEP.offers == [0, 0.25, 0.5, 0.75, 1]
    assert DAY.offers == ["2000-02-28", "2000-02-29", "2000-03-01"]
    assert LIT.offers == [False, True] and SITE.offers == [None, 1, 2.5]


def test_a_step_that_does_not_reach_the_end_stops_before_it():
    uneven = Control("a", "A", "range", 0, low=0, high=10, step=4)
    assert uneven.offers == [0, 4, 8] and not uneven.takes(10)


def test_every_setting_is_there_once_and_the_last_control_turns_fastest():
    found = list(settings((COLOUR, LIT)))
    assert [tuple(values.values()) for values in found] == list(
        itertools.product(["red", "blue"], [False, True])
    )
    assert count_settings((COLOUR, LIT)) == len(found) and count_settings(EVERY) == 1800


@pytest.mark.parametrize(
    ("control", "told"),
    [
        (DAY, "Choose a day from 28 February 2000 to 1 March 2000."),
        (COUNT, "Choose a number from 0 to 9."),
        (COLOUR, "Choose one of the list."),
        (LIT, "Choose yes or no."),
    ],
    ids=lambda part: getattr(part, "kind", ""),
)
def test_who_set_nothing_is_told_what_may_be_set(control, told):
    assert control.ask == told


def test_a_control_of_any_kind_has_the_same_members_as_plain_json():
    members = {tuple(control.payload()) for control in EVERY}
    assert len(members) == 1 and {"name", "label", "kind", "start", "ask"} <= set(*members)
    assert [json.loads(json.dumps(one.payload())) for one in EVERY] == [
        one.payload() for one in EVERY
    ]
