"""The HTML of controls: words stay words, nothing is named twice, a chart's parameters are told
whole or refused."""

import json
from html.parser import HTMLParser

import altair as alt
import pandas as pd
import pytest

from shieldbook.charts.theme import LAYOUTS
from shieldbook.controls import Control, ControlError
from shieldbook.display import figure, json_in_script, table_payload
from shieldbook.publish.figures import controls
from shieldbook.publish.figures.params import params_of
from support.pages import HOSTILE

VOID = frozenset("input br hr img meta link".split())
everything_hostile = pytest.mark.parametrize("word", HOSTILE.values(), ids=HOSTILE)


class Page(HTMLParser):
    """The elements, attributes, words and scripts of a piece of HTML."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.words, self.scripts, self.open = [], [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        """Note the element."""
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        """Note that an element ends, in its turn."""
        assert self.open.pop() == tag

    def handle_data(self, data):
        """Note words, or what a script or style holds."""
        place = self.open[-1] if self.open else ""
        (self.scripts if place == "script" else [] if place == "style" else self.words).append(data)

    @property
    def text(self):
        """All words."""
        return "".join(self.words)

    def all(self, tag, name=""):
        """The attributes of every element of a kind, where asked for only those of a class."""
        return [
            attributes
            for found, attributes in self.elements
            if found == tag and (not name or name in (attributes.get("class") or "").split())
        ]

    @property
    def ids(self):
        """Every id."""
        return [attributes["id"] for _, attributes in self.elements if "id" in attributes]

    @property
    def tame(self):
        """Whether everything is closed, nothing runs, and no address but a file of the book is
        named."""
        names = {name for _, attributes in self.elements for name in attributes}
        kinds = {attributes.get("type") for attributes in self.all("script")}
        tags = {tag for tag, _ in self.elements}
        return (
            not self.open
            and kinds <= {"application/json"}
            and not tags & {"img", "a", "iframe"}
            and not any(name.startswith("on") or name in ("src", "href") for name in names)
        )


def listed(kind, label, choices, start, **more):
    return Control("n", label, kind, start, choices=tuple(choices), **more)


def grid(word="lamp"):
    table = table_payload(pd.DataFrame({"Lamp": [word]}), caption=word)
    states = [
        {"at": [i, j], "answer": f"{word} {i} {j}", "chart": None, "table": table}
        for i in range(2)
        for j in range(3)
    ]
    options = (
        listed("radio", word, [(f"{word} a", "a"), (f"{word} b", "b")], "b"),
        listed("radio", "Size", [("s", 1), ("m", 2), ("l", 3)], 1),
    )
    payloads = [option.payload() for option in options]
    return {"question": word, "controls": payloads, "states": states}


def explorer(word="lamp"):
    day = Control(word, word, "date", "2000-01-01", low="1999-01-01", high="2001-01-01")
    given = (
        # What is asked of a reader comes from no data, and is escaped all the same.
        day.payload() | {"ask": word},
        listed("select", word, [("other", "x"), (word, word)], word, hint=word).payload(),
        Control("n", word, "range", 2, low=0, high=9, unit=word).payload(),
    )
    return {
        "name": "wait",
        "question": word,
        "note": word,
        "start": word,
        "controls": list(given),
        "known": {"data": {"lamps": [word]}},
        "scenarios": [{"label": word, "values": {"n": word}, "answer": word}],
        "bars": [word, word],
        "rows": [[word, word, 0.5]],
    }


def sentence(word="lamp"):
    day, listed_, number = explorer(word)["controls"]
    parts = [
        ["text", word],
        *(["control", one["name"]] for one in (day, listed_ | {"name": "m"}, number)),
        ["found", word],
    ]
    told = {"parts": parts, "words": {word: word}, "longest": {word: word}, "follows": [word]}
    given = [day, listed_ | {"name": "m"}, number]
    return {**explorer(word), "controls": given, "sentence": told}


def spec_of(*params, narrow=None):
    """A figure's specification with parameters, in the narrow layout those of `narrow`."""

    def draw(table, layout):
        given = params if not layout.narrow or narrow is None else narrow
        return alt.Chart(table).mark_point().encode(x="n:Q").add_params(*given)

    return figure(
        draw,
        pd.DataFrame({"n": [1]}),
        LAYOUTS,
        title="t",
        subtitle="",
        description="d",
        source="s",
        caption="c",
        columns={"n": "N"},
    ).to_dict()


def reach(**changed):
    given = {"min": 500, "max": 3000, "step": 100, "name": "Reach (km)"} | changed
    return alt.param(name="reach", value=1500, bind=alt.binding_range(**given))


# Data cannot become code


@everything_hostile
def test_the_words_of_a_grid_stay_words(word):
    page = Page(controls.states_html(grid(word), 1))
    assert page.tame and page.text.count(word) >= 20


@everything_hostile
def test_the_words_of_an_explorer_stay_words(word):
    page = Page(controls.explorer_html(explorer(word), 1))
    known = json.loads("".join(page.scripts))
    assert page.tame and page.text.count(word) >= 9
    assert known == {"data": {"lamps": [word]}, "scenarios": [{"n": word}]}


@everything_hostile
def test_the_words_of_a_sentence_stay_words(word):
    page = Page(controls.sentence_html(sentence(word), 1))
    known = json.loads("".join(page.scripts))
    assert page.tame and page.text.count(word) >= 9
    assert known["data"] == {"lamps": [word]} and known["parts"][0] == ["text", word]


@everything_hostile
def test_the_words_of_a_parameter_stay_words(word):
    bind = alt.binding_select(options=[word, "x"], labels=[word, "y"], name=f"{word} lamp")
    params = params_of(spec_of(alt.param(name="p", value=word, bind=bind)))
    page = Page(controls.params_html(params, "figure-1"))
    assert page.tame and page.text.count(word) == 2
    assert json.loads(page.all("div", "sb-control")[0]["data-values"]) == [word, "x"]


def test_data_in_a_page_cannot_end_a_line_of_code():
    assert not set("<\u2028\u2029") & set(json_in_script({"a": "</script>\u2028\u2029"}))


# Nothing is named twice


def test_many_explorers_on_a_page_share_no_id():
    parts = [
        controls.states_html(grid(), 1),
        controls.states_html(grid(), 2),
        controls.explorer_html(explorer(), 1),
        controls.explorer_html(explorer(), 2),
        controls.sentence_html(sentence(), 1),
        controls.sentence_html(sentence(), 2),
        controls.params_html(params_of(spec_of(reach())), "figure-1"),
    ]
    ids = Page("".join(parts)).ids
    assert ids and len(ids) == len(set(ids))


EVERY_KIND = [
    Control("n", "Name", "range", 1, low=0, high=2),
    listed("select", "Name", [("a", 1), ("b", 2)], 1),
    listed("radio", "Name", [("a", 1), ("b", 2)], 1),
    Control("n", "Name", "checkbox", True),
]


@pytest.mark.parametrize(
    "html",
    [
        controls.states_html(grid(), 1),
        controls.explorer_html(explorer(), 1),
        controls.params_html(EVERY_KIND, "f"),
    ],
    ids=["grid", "explorer", "parameters"],
)
def test_every_control_has_its_own_label(html):
    page = Page(html)
    named = {label["for"] for label in page.all("label") if "for" in label}
    wrapped = len(page.all("label", "sb-choice"))
    inputs = [given for tag in ("input", "select") for given in page.all(tag)]
    assert len([given for given in inputs if given["id"] not in named]) == wrapped
    assert named <= {given["id"] for given in inputs}


def test_what_explains_a_control_is_on_the_page():
    page = Page(controls.explorer_html(explorer(), 1))
    told = [given["aria-describedby"] for _, given in page.elements if "aria-describedby" in given]
    assert len(told) == 2 and set(told) <= set(page.ids)


# States


def test_a_grid_begins_where_it_is_told_to():
    checked = [
        given["id"]
        for given in Page(controls.states_html(grid(), 1)).all("input")
        if "checked" in given
    ]
    assert checked == ["states-1-0-1", "states-1-1-0"]


def test_each_option_lets_one_choice_be_made():
    page = Page(controls.states_html(grid(), 1))
    assert [given["name"] for given in page.all("input")] == ["states-1-0"] * 2 + ["states-1-1"] * 3


def test_every_state_says_its_setting():
    words = Page(controls.states_html(grid(), 1)).text
    assert all(f"lamp: lamp {kind}; Size: {size}" in words for kind in "ab" for size in "sml")


def test_the_picture_of_a_state_is_described_and_sourced(monkeypatch):
    monkeypatch.setattr(controls, "picture", lambda spec, anchor: f'<div id="{anchor}"></div>')
    payload = grid()
    payload["states"][0]["chart"] = spec_of(reach())
    page = Page(controls.states_html(payload, 1))
    assert "states-1-at-0-0" in page.ids and "Source: s" in page.text


# Explorers


def test_every_scenario_is_told_with_its_answer_and_can_be_set():
    page = Page(controls.explorer_html(explorer(), 1))
    buttons = [given["data-scenario"] for given in page.all("button") if "data-scenario" in given]
    assert (len(page.all("dt")), len(page.all("dd")), buttons) == (1, 1, ["0"])


def test_controls_that_need_a_script_are_kept_from_those_who_have_none():
    params = controls.params_html([Control("lit", "Lit", "checkbox", True)], "f")
    page = Page(controls.explorer_html(explorer(), 1) + params)
    hidden = [given["class"] for given in page.all("div", "sb-js")]
    assert hidden == ["sb-controls sb-js", "sb-params sb-js"]
    assert len(page.all("div", "sb-controls")) == 2
    buttons = [given for given in page.all("button", "sb-button") if "data-scenario" in given]
    assert buttons and all("sb-js" in given["class"] for given in buttons)


# Sentences


def test_every_control_in_a_sentence_is_named_for_a_screen_reader():
    page = Page(controls.sentence_html(sentence(), 1))
    named = [given.get("aria-label") for tag in ("input", "select") for given in page.all(tag)]
    assert named == ["lamp"] * 3
    assert [given["aria-label"] for given in page.all("button")] == ["Less: lamp", "More: lamp"]


def test_without_scripts_a_sentence_stands_at_its_start_with_its_scenarios():
    page = Page(controls.sentence_html(sentence(), 1))
    assert page.text.startswith("lamp1 January 2000lamp")
    assert all("sb-js" in given["class"] for given in page.all("span", "sb-turn"))
    assert len(page.all("li")) == 1


def test_the_twin_of_a_sentence_is_kept_from_everybody_and_has_no_controls():
    [twin] = Page(controls.sentence_html(sentence(), 1)).all("p", "sb-twin")
    assert twin["aria-hidden"] == "true"
    html = controls.sentence_html(sentence(), 1)
    assert not {"input", "select", "button"} & {
        tag
        for tag, _ in Page(
            html[html.index('<p class="sb-line sb-twin') : html.index("<output")]
        ).elements
    }


def test_a_control_has_room_for_the_longest_that_it_can_hold():
    half = Control("n", "N", "range", 5, low=0, high=10, step=0.25).payload()
    given = Control("n", "N", "select", 1, choices=(("a", 1), ("lamps", 2))).payload()
    assert [controls._longest(one) for one in (half, given)] == [4, 5]


# Parameters of charts


def test_a_figure_without_parameters_has_no_controls():
    assert controls.params_html(params_of(spec_of()), "figure-1") == ""


def test_a_range_takes_its_unit_from_the_brackets():
    [found] = params_of(spec_of(reach()))
    told = (found.label, found.unit, found.low, found.high, found.step, found.start)
    assert told == ("Reach", "km", 500, 3000, 100, 1500)


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (1500, "km", "1,500 km"),
        (1999, "", "1999"),
        (1500.0, "km", "1,500 km"),
        (1234.5, "km", "1,234.5 km"),
        (-1500, "m", "-1,500 m"),
    ],
)
def test_a_number_with_a_unit_is_separated_and_a_year_is_not(value, unit, words):
    assert controls.quantity(value, unit) == words


def test_one_of_a_thing_is_said_in_the_singular_and_a_sign_stays_as_it_is():
    said = [
        (1, "missiles", "1 missile"),
        (1.0, "launchers", "1 launcher"),
        (0, "launchers", "0 launchers"),
        (2, "missiles", "2 missiles"),
        (1, "km", "1 km"),
        (1, "ms", "1 ms"),
    ]
    assert [controls.quantity(value, unit) for value, unit, _ in said] == [
        words for *_, words in said
    ]


def test_options_may_be_of_any_plain_kind():
    bind = alt.binding_radio(options=[None, 1, "x"], labels=["none", "one", "ex"], name="Which")
    [found] = params_of(spec_of(alt.param(name="p", value=None, bind=bind)))
    page = Page(controls.params_html([found], "f"))
    assert json.loads(page.all("div", "sb-control")[0]["data-values"]) == [None, 1, "x"]
    assert ["checked" in given for given in page.all("input")] == [True, False, False]


def test_bindings_of_the_chart_itself_are_left_to_it():
    scales = alt.selection_interval(name="zoom", bind="scales")
    legend = alt.selection_point(
        name="which", fields=["n"], bind=alt.LegendStreamBinding(legend="dblclick")
    )
    assert [found.name for found in params_of(spec_of(scales, legend, reach()))] == ["reach"]


SELECTED = alt.selection_point(
    name="s", fields=["n"], bind=alt.binding_select(options=[1], name="N")
)
UNEVEN = alt.binding_select(options=[1], labels=["a", "b"], name="N")
REFUSED = {
    "no label": (reach(name=""), "'reach' needs a label"),
    "no bounds": (
        alt.param(name="p", value=1, bind=alt.binding_range(name="N")),
        "'p' needs a lowest and a highest value",
    ),
    "no value": (
        alt.param(name="p", bind=alt.binding_range(min=1, max=2, name="N")),
        "'p' cannot start at None",
    ),
    "a start out of bounds": (
        alt.param(name="p", value=9, bind=alt.binding_range(min=1, max=2, name="N")),
        "'p' cannot start at 9",
    ),
    "a start that is no option": (
        alt.param(name="p", value=9, bind=alt.binding_radio(options=[1], name="N")),
        "'p' cannot start at 9",
    ),
    "one label too many": (
        alt.param(name="p", value=1, bind=UNEVEN),
        "'p' has 1 option and 2 labels for them",
    ),
    "free text": (
        alt.param(name="p", value="", bind=alt.binding(input="text", name="N")),
        "'p' is of no known kind: 'text'",
    ),
    "a bound selection": (SELECTED, "bind an alt.param"),
}


@pytest.mark.parametrize(("param", "told"), REFUSED.values(), ids=REFUSED)
def test_a_control_that_a_page_could_not_show_is_refused(param, told):
    with pytest.raises(ControlError, match=told):
        params_of(spec_of(param))


def test_a_narrow_layout_with_other_controls_is_refused():
    with pytest.raises(ControlError, match="different controls"):
        params_of(spec_of(reach(), narrow=(reach(max=2000),)))
