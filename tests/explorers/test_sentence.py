"""Sentences that can be turned: every slot is filled, at every setting, or it is refused."""

import pytest

from shieldbook.analysis.salvo import hundred_table
from shieldbook.controls import Control, ControlError, settings
from shieldbook.display import EXPLORER
from shieldbook.explorers import ModelSentence, Sentence, salvo_sentence
from support.explorers import unfolded

LAMPS = Control("lamps", "Lamps", "range", 2, low=0, high=9, unit="lamps")
COLOUR = Control("colour", "Colour", "select", "r", choices=(("red", "r"), ("midnight blue", "b")))
DAY = Control("day", "Day", "date", "2000-02-28", low="2000-01-01", high="2000-12-31")
TEXT = "{lamps} are {colour}: {watts} watts, {verdict}."
FULL = {"all of them": {"lamps": 9, "colour": "b"}}


def shine(options, data):
    """An invented model."""
    watts = options["lamps"] * data["watts"]
    return {"watts": watts, "verdict": "bright enough" if watts > 2000 else "dim"}


def lit(kind=Sentence, **changed):
    given = {
        "model": shine,
        "controls": (LAMPS, COLOUR),
        "scenarios": FULL,
        "data": {"watts": 600},
        "name": "shine",
        "question": "How bright?",
        "text": TEXT,
    }
    return kind(**{**given, **changed})


def test_a_sentence_says_choices_by_their_labels_and_numbers_with_units_and_separators():
    assert lit().answer() == "2 lamps are red: 1,200 watts, dim."
    assert lit().answer(lamps=1, colour="b") == "1 lamp are midnight blue: 600 watts, dim."


def test_a_scenario_is_told_as_the_whole_sentence():
    [told] = lit().payload()["scenarios"]
    assert told["answer"] == "9 lamps are midnight blue: 5,400 watts, bright enough."


def test_what_is_not_offered_is_answered_with_what_may_be_chosen():
    assert lit().answer(lamps=10) == "Choose a number from 0 to 9."


def test_the_page_has_the_words_of_every_slot_at_every_setting():
    made = lit()
    found = unfolded(made.payload()["known"]["answers"])
    for values, words in zip(settings(made.controls), found, strict=True):
        assert f"{words['watts']} watts, {words['verdict']}." in made.answer(**values)
        assert set(words) == {"watts", "verdict"}


def test_the_page_is_told_the_parts_of_the_sentence_in_their_order():
    told = lit(follows=("lamps",)).payload()["sentence"]
    assert [what for kind, what in told["parts"] if kind != "text"] == [
        "lamps",
        "colour",
        "watts",
        "verdict",
    ]
    assert (told["words"]["watts"], told["follows"]) == ("1,200", ["lamps"])


def test_room_is_kept_for_the_longest_words_of_each_slot():
    assert lit().payload()["sentence"]["longest"] == {"watts": "1,200", "verdict": "bright enough"}


def test_a_day_that_can_be_set_is_said_in_words():
    made = lit(
        controls=(DAY,),
        scenarios={"x": {"day": "2000-03-01"}},
        text="After {day} it is {verdict}.",
        model=lambda options, data: {"verdict": "spring"},
    )
    assert made.answer() == "After 28 February 2000 it is spring."


def test_a_sentence_may_be_computed_in_the_page():
    many = (LAMPS, Control("n", "N", "range", 0, low=0, high=999))
    made = lit(
        ModelSentence,
        controls=many,
        scenarios={"x": {"lamps": 9, "n": 7}},
        text="{lamps} {n} {verdict}",
    )
    payload = made.payload()
    assert payload["known"] == {"model": "shine", "data": {"watts": 600}}
    assert payload["sentence"]["longest"] == {"verdict": "bright enough"}


def test_a_kernel_gets_controls_and_the_page_a_sentence():
    bundle = lit()._repr_mimebundle_()
    assert "sentence" in bundle[EXPLORER]
    assert "application/vnd.jupyter.widget-view+json" in bundle


def test_live_controls_turn_the_sentence(capsys):
    slider, choice, *_ = lit().widget().children
    slider.value, choice.value = 9, "b"
    assert "9 lamps are midnight blue: 5,400 watts, bright enough.\n" in capsys.readouterr().out


REFUSED = {
    "a slot nobody fills": ({"text": TEXT + "{volts}"}, "nobody fills the slot 'volts'"),
    "a slot filled with a fraction": (
        {"model": lambda options, data: {"watts": 1.5, "verdict": ""}},
        "nobody fills the slot 'watts' of the sentence with a text or a whole number, but with 1.5",
    ),
    "a slot without a name": ({"text": TEXT + "{}"}, "nobody fills the slot ''"),
    "a control without a slot": ({"text": "{lamps} {watts}"}, "'colour' needs one slot"),
    "a control in two slots": ({"text": TEXT + "{lamps}"}, "'lamps' needs one slot"),
    "a brace too many": ({"text": TEXT + "}"}, "cannot be read"),
    "a format": ({"text": TEXT + "{watts:.2f}"}, "the slot 'watts' has a format"),
    "a conversion": ({"text": TEXT + "{watts!r}"}, "the slot 'watts' has a format"),
    "a picture that follows nothing": ({"follows": ("watts",)}, "no control .* sets 'watts'"),
    "a checkbox": (
        {
            "controls": (Control("lit", "Lit", "checkbox", True),),
            "scenarios": {"x": {"lit": True}},
            "text": "{lit}",
        },
        "the checkbox 'lit' cannot stand in a sentence",
    ),
    "a scenario out of bounds": ({"scenarios": {"x": {"lamps": 99, "colour": "b"}}}, "sets lamps"),
    "no scenario": ({"scenarios": {}}, "at least one"),
}


@pytest.mark.parametrize(("changed", "told"), REFUSED.values(), ids=REFUSED)
def test_a_sentence_that_a_page_could_not_show_is_refused(changed, told):
    with pytest.raises(ControlError, match=told):
        lit(**changed)


def test_a_slot_that_one_setting_leaves_open_is_refused_with_the_page():
    def model(options, data):
        return {"watts": None if options["lamps"] == 7 else 1, "verdict": ""}

    with pytest.raises(ControlError, match="nobody fills the slot 'watts'"):
        lit(model=model).payload()


# The sentence of the salvo


def salvo_of(**scenarios):
    table = hundred_table({"two launchers": 2, "six launchers": 6}, 8, 12, (0.7, 0.8, 0.9), 2)
    return salvo_sentence(table, "Twelve missiles", scenarios)


def test_the_sentence_of_the_salvo_says_what_its_picture_draws():
    made = salvo_of(start=(2, 80))
    assert made.answer() == (
        "Twelve missiles at once against two launchers, each interceptor hitting 80 times in 100: "
        "nothing gets through in 14 of 100 salvoes."
    )
    assert "in 61 of" in made.answer(launchers=6) and made.follows == ("launchers", "hit")


@pytest.mark.parametrize("start", [(3, 80), (2, 75), (2, 100)])
def test_a_salvo_that_the_table_does_not_have_cannot_be_asked_for(start):
    with pytest.raises(ControlError, match="cannot start at"):
        salvo_of(start=start)
