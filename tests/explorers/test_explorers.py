"""Explorers: what the page holds is what the live control answers, and what cannot be shown whole
is refused."""

import datetime as dt
import importlib.util
import itertools
import json
import re

import altair as alt
import nbformat
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbclient import NotebookClient

import shieldbook as sb
from shieldbook.analysis import actors, claims
from shieldbook.analysis.launches import wait_days
from shieldbook.analysis.salvo import Defence, engage, salvo_that_breaks
from shieldbook.charts.claims import score_alone
from shieldbook.charts.theme import LAYOUTS
from shieldbook.controls import ControlError
from shieldbook.controls import settings as all_settings
from shieldbook.display import EXPLORER, STATES, _chart_bundle, figure, show, table_payload
from shieldbook.explorers import (
    Answer,
    ClaimsExplorer,
    Control,
    Grid,
    TableExplorer,
    formats,
    reach_sentence,
    salvo,
    salvo_explorer,
    wait,
    wait_explorer,
    wait_sentence,
    years_explorer,
)
from shieldbook.explorers.answers import NUMBER, compact
from shieldbook.explorers.explorer import Explorer, ModelExplorer
from shieldbook.explorers.live import live_control, set_value, value_of
from support import ROOT
from support.explorers import unfolded
from support.tables import CODEBOOK, load

WIDGET = "application/vnd.jupyter.widget-view+json"
BASE = "four-party-talks"
NAMED = {"the brief": "1999-09-03", "the pause": dt.date(1999, 9, 24), "the rocket": "1998-08-31"}


# A grid


def frame_of(n):
    return show(pd.DataFrame({"Lamp": ["a"], "Lit": [n]}), f"Lamps, {n}")


def lamps(colour="red", count=1):
    """An invented function over two options."""
    return Answer(f"{count} lamps are {colour}.", frame_of(count))


OPTIONS = (
    Control("colour", "Colour", "select", "red", choices=(("Red", "red"), ("Blue", "blue"))),
    Control("count", "How many", "radio", 2, choices=(("none", 0), ("two", 2), ("nine", 9))),
)
ALONE = (Control("x", "X", "radio", 1, choices=(("a", 1),)),)


@pytest.fixture
def grid():
    return Grid(lamps, OPTIONS, question="Which lamps?")


def test_the_page_has_every_combination_of_options_once(grid):
    at = [tuple(state["at"]) for state in grid.payload()["states"]]
    assert at == list(itertools.product(range(2), range(3)))


def test_every_state_of_a_grid_is_the_answer_to_its_setting(grid):
    for state in grid.payload()["states"]:
        colour, count = (own.offers[i] for i, own in zip(state["at"], OPTIONS, strict=True))
        assert state["answer"] == grid.answer(colour=colour, count=count).sentence


def test_an_option_left_out_keeps_its_start(grid):
    assert grid.answer(colour="blue").sentence == "2 lamps are blue."


def test_the_live_controls_offer_what_the_page_offers(grid):
    live = [(box.description, box.options, box.value) for box in grid.widget().children[:-1]]
    page = [
        (own["label"], tuple(map(tuple, own["choices"])), own["start"])
        for own in grid.payload()["controls"]
    ]
    assert live == page


def test_a_table_of_a_state_keeps_its_caption_and_note():
    frame = show(pd.DataFrame({"Lamp": ["a"]}), "Lamps", note="By night.")
    state = Grid(lambda x: Answer("So.", frame), ALONE, question="?").payload()["states"][0]
    assert (state["table"]["caption"], state["table"]["note"]) == ("Lamps", "By night.")


def test_a_chart_of_a_state_is_a_whole_figure():
    def draw(table, layout):
        return alt.Chart(table).mark_point().encode(x="n:Q")

    chart = figure(
        draw,
        pd.DataFrame({"n": [1]}),
        LAYOUTS,
        title="t",
        subtitle="",
        description="d",
        source="s",
        caption="c",
        columns={"n": "N"},
    )
    lit = Grid(lambda x: Answer("So.", frame_of(1), chart), ALONE, question="?")
    state = lit.payload()["states"][0]
    assert state["chart"]["usermeta"]["shieldbook"]["description"] == "d"


def choice(name, many=1):
    return Control(name, name, "radio", 0, choices=tuple((str(i), i) for i in range(many)))


NO_GRID = {
    "too many settings": ([choice("a", 8), choice("b", 8)], "64 settings are too many"),
    "no option": ([], "one to 3 options"),
    "four options": ([choice(name) for name in "abcd"], "one to 3 options"),
    "a slider": ([Control("a", "A", "range", 1, 0, 2)], "'a' of a grid has to list its choices"),
}


@pytest.mark.parametrize(("options", "told"), NO_GRID.values(), ids=NO_GRID)
def test_a_grid_that_no_page_could_hold_is_refused(options, told):
    with pytest.raises(ControlError, match=told):
        Grid(lamps, options, question="?")


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        pytest.param((" ",), "sentence", id="no sentence"),
        pytest.param(("So.", pd.DataFrame({"a": [1]})), "caption", id="a bare frame"),
        pytest.param(("So.", frame_of(1), alt.Chart().mark_point()), "figure", id="a bare chart"),
        pytest.param(("So.", None, alt.Chart()), "table", id="a chart without its table"),
    ],
)
def test_an_answer_that_could_not_be_published_is_refused(parts, told):
    with pytest.raises(ControlError, match=told):
        Answer(*parts)


def test_an_unknown_option_is_an_error(grid):
    with pytest.raises(TypeError, match="no such option: size"):
        grid.answer(size=1)


# The tables of the first reading


@pytest.fixture(scope="module")
def explorer():
    """The explorer of the first reading."""
    return TableExplorer(*load("formats", "format_members", "actors"), base=BASE)


def keys_of(explorer):
    return explorer.controls[0].offers


def test_the_page_has_a_state_for_every_other_table(explorer):
    names = sb.load("formats").query("id != @BASE")["name"].tolist()
    assert [label for label, _ in explorer.payload()["controls"][0]["choices"]] == names


def test_every_state_of_the_page_is_the_live_answer(explorer):
    for key, state in zip(keys_of(explorer), explorer.payload()["states"], strict=True):
        answer = explorer.answer(other=key)
        shown = table_payload(answer.frame, **answer.frame.attrs["shieldbook"])
        assert (state["answer"], state["table"]) == (answer.sentence, shown)


def test_an_answer_names_who_is_added_and_who_is_left_out(explorer):
    assert (
        "adds Japan and Russia and leaves out nobody"
        in explorer.answer(other="six-party-talks").sentence
    )


def test_the_seats_of_an_answer_are_those_of_the_data(explorer):
    members = sb.load("format_members")
    for key in keys_of(explorer):
        assert (
            explorer.answer(other=key).frame.iloc[:, 2].eq("seat").sum()
            == members["format_id"].eq(key).sum()
        )


def test_an_unknown_base_is_an_error():
    with pytest.raises(KeyError):
        TableExplorer(*load("formats", "format_members", "actors"), base="nowhere")


@pytest.mark.parametrize("base", sb.load("formats")["id"])
def test_any_table_can_be_the_base(base):
    explorer = TableExplorer(*load("formats", "format_members", "actors"), base=base)
    explorer.widget()
    assert len(explorer.payload()["states"]) == len(sb.load("formats")) - 1


def test_no_state_is_listed_by_its_code(explorer):
    codes = set(sb.load("format_members")["state"])
    for key in keys_of(explorer):
        assert not codes & set(explorer.answer(other=key).sentence.replace(",", "").split())


@pytest.mark.parametrize(
    ("states", "words"),
    [
        ((), "nobody"),
        (("JPN",), "Japan"),
        (("JPN", "RUS"), "Japan and Russia"),
        (("JPN", "RUS", "CHN"), "China, Japan and Russia"),
    ],
)
def test_states_are_listed_in_words(states, words):
    assert formats.listing(frozenset(states), actors.states(sb.load("actors"))) == words


# The wait for the next launch


@pytest.fixture(scope="module")
def launches():
    """The book's launches."""
    return sb.load("launches")


@pytest.fixture(scope="module")
def waiting(launches):
    """The explorer of waiting times over the book's launches."""
    return wait_explorer(launches, NAMED)


@given(st.dates(dt.date(1993, 5, 1), dt.date(2006, 7, 4)), st.sampled_from(["all", "rockets"]))
def test_a_wait_is_the_one_that_the_launches_give(waiting, launches, day, counts):
    counted = launches if counts == "all" else launches[launches["missile"].isin(wait.ROCKETS)]
    expected = wait_days([dt.date.fromisoformat(date) for date in counted["date"]], day)
    found = wait.wait({"day": day.isoformat(), "counts": counts}, waiting.data)
    assert found["days"] == expected and f"{expected:,} day" in found["answer"]


def test_the_wait_after_the_brief_is_told_in_full(waiting):
    assert waiting.answer() == (
        "From 3 September 1999 it was 2,497 days to the next launch, on 5 "
        "July 2006. "
        "What flew: 4 Nodong, 2 Scud-C, Unha."
    )


def test_a_single_day_is_not_told_in_the_plural(waiting):
    assert "it was 1 day to" in waiting.answer(day="1993-05-29")


def test_a_launch_on_the_day_itself_is_named_and_not_counted(waiting):
    answer = waiting.answer(day="1998-08-31")
    assert (
        "2,865 days" in answer
        and "What flew on the day itself, Taepodong-1, is not counted." in answer
    )


def test_a_day_after_the_last_launch_has_no_wait(waiting):
    found = wait.wait({"day": "2006-07-05", "counts": "rockets"}, waiting.data)
    assert found["days"] is None and "has no launch of a long-range rocket" in found["answer"]


def test_no_day_is_offered_whose_next_launch_the_table_does_not_have(waiting):
    # The table leaves the launches of 2009 to 2016 out; from the last day offered the next one is
    # still inside it.
    assert (
        wait.wait({"day": waiting.controls[0].high, "counts": "rockets"}, waiting.data)["days"] == 1
    )


def test_the_rockets_are_in_the_table(launches):
    assert set(wait.ROCKETS) <= set(launches["missile"])


def test_a_day_that_is_not_offered_is_answered_with_what_may_be_chosen(waiting):
    assert waiting.answer(day="2010-01-01") == "Choose a day from 1 May 1993 to 4 July 2006."


# An explorer


def shine(options, data):
    """An invented model."""
    return {"answer": f"{options['count']} {options['colour']} of {data['all']}"}


COUNT = Control("count", "Lamps", "range", 2, low=0, high=9, unit="lamps")
COLOUR = Control("colour", "Colour", "select", "red", choices=(("Red", "red"), ("Blue", "blue")))
FULL = {"all of them": {"count": 9, "colour": "blue"}}


def lit(kind=Explorer, **changed):
    given = {
        "model": shine,
        "controls": [COUNT, COLOUR],
        "scenarios": FULL,
        "data": {"all": 9},
        "name": "shine",
    }
    return kind(**{"question": "?", **given, **changed})


def test_a_scenario_of_the_page_is_the_answer_of_the_model():
    assert [scenario["answer"] for scenario in lit().payload()["scenarios"]] == ["9 blue of 9"]


def test_the_page_begins_with_the_answer_to_the_start():
    assert lit().payload()["start"] == "2 red of 9"


def test_the_live_controls_have_the_labels_units_bounds_and_starts_of_the_page():
    slider, choice = lit().widget().children[:2]
    assert (slider.description, slider.min, slider.max, slider.value) == ("Lamps (lamps)", 0, 9, 2)
    assert (choice.description, choice.options, choice.value) == (
        "Colour",
        (("Red", "red"), ("Blue", "blue")),
        "red",
    )


def test_a_live_date_is_bounded_like_the_page(waiting):
    picker = waiting.widget().children[0]
    assert (str(picker.min), str(picker.max), str(picker.value)) == (
        "1993-05-01",
        "2006-07-04",
        "1999-09-03",
    )


def test_the_live_buttons_set_the_scenarios_and_start_again():
    box = lit().widget()
    slider, choice, buttons = box.children[:3]
    every, again = buttons.children
    every.click()
    assert (slider.value, choice.value) == (9, "blue")
    again.click()
    assert (slider.value, choice.value) == (2, "red")


REFUSED = {
    "no scenario": ({"scenarios": {}}, "at least one"),
    "half a scenario": ({"scenarios": {"x": {"count": 1}}}, "every control"),
    "a scenario out of bounds": (
        {"scenarios": {"x": {"count": 10, "colour": "red"}}},
        "sets count",
    ),
    "no name for a file": ({"name": "../x"}, "cannot name"),
    "not a number": ({"kind": ModelExplorer, "data": {"all": float("nan")}}, "not plain JSON"),
    "no JSON": ({"kind": ModelExplorer, "data": {"all": dt.date(2000, 1, 1)}}, "not plain JSON"),
    "too many settings": (
        {"controls": [COUNT, COLOUR, Control("n", "N", "range", 0, low=0, high=50)]}
        | {"scenarios": {"x": {"count": 1, "colour": "red", "n": 0}}},
        "1,020 settings of 'shine' are too many",
    ),
}


@pytest.mark.parametrize(("changed", "told"), REFUSED.values(), ids=REFUSED)
def test_an_explorer_that_a_page_could_not_show_is_refused(changed, told):
    with pytest.raises(ControlError, match=told):
        lit(**changed)


def test_an_explorer_of_too_many_settings_can_be_computed_in_the_page():
    many = [COUNT, COLOUR, Control("n", "N", "range", 0, low=0, high=999)]
    whole = {"x": {"count": 1, "colour": "red", "n": 0}}
    made = lit(ModelExplorer, controls=many, scenarios=whole)
    assert made.payload()["known"] == {"model": "shine", "data": {"all": 9}}


# Answers computed beforehand


def test_the_page_has_the_answer_to_every_setting():
    made = lit()
    answers = [made.answer(**values) for values in all_settings(made.controls)]
    assert [one["answer"] for one in unfolded(made.payload()["known"]["answers"])] == answers


def test_answers_that_differ_in_their_numbers_share_their_words():
    known = compact({"answer": f"{n} lamps of {2 * n}", "rows": []} for n in (1, 2, 1))
    assert known == {
        "texts": ['{"answer":"\t lamps of \t","rows":[]}'],
        "columns": [[0, 0], [1, 2], [2, 4]],
        "of": [0, 1, 0],
    }


ODD = ["007", "1,034", "1.50", "3.14.15", "-0", "1e5", "0.1", "12345678901234567890", "\t", "\\t"]


@given(st.lists(st.text() | st.sampled_from(ODD) | st.floats(0, 1).map(str), max_size=5))
def test_no_answer_is_changed_by_being_made_small(texts):
    answers = [
        {"answer": text, "rows": [[text, text, round(n / 7, 4)]]} for n, text in enumerate(texts)
    ]
    assert unfolded(compact(answers)) == answers


def test_only_numbers_that_a_script_writes_alike_are_taken_out():
    kept = {"1.50": [], "007": [], "1,034": ["1"], "3.14.15": [], "0.1": ["0.1"], "42": ["42"]}
    assert {text: NUMBER.findall(text) for text in kept} == kept


# Live controls


EVERY_KIND = (
    (COUNT, 7),
    (COLOUR, "blue"),
    (Control("height", "Height", "range", 0.5, low=0, high=1, step=0.25), 0.75),
    (Control("site", "Site", "radio", None, choices=(("none", None), ("one", 1))), 1),
    (Control("lit", "Lit", "checkbox", True), False),
    (
        Control("day", "Day", "date", "2000-02-28", low="2000-01-01", high="2000-12-31"),
        "2000-02-29",
    ),
)


def test_a_live_control_of_any_kind_begins_where_it_should_and_can_be_set():
    wrong = {}
    for control, value in EVERY_KIND:
        live = live_control(control)
        begun = value_of(live)
        set_value(live, value)
        if (begun, value_of(live)) != (control.start, value):
            wrong[control.name] = (begun, value_of(live))
    assert wrong == {}


def test_a_day_outside_the_table_cannot_be_named(launches):
    with pytest.raises(ControlError):
        wait_explorer(launches, {"too late": "2010-01-01"})


def test_the_wait_is_a_sentence_too(launches):
    told = wait_sentence(launches, NAMED)
    assert told.answer() == (
        "Counted from 3 September 1999, the next launch of a long-range rocket came on day 2,497, "
        "which was 5 July 2006."
    )
    assert "came on day 1, which was 31 August 1998" in told.answer(day="1998-08-30")


def test_a_wait_without_an_end_is_a_sentence_too(launches):
    told = wait_sentence(launches.assign(missile="Lamp"), NAMED)
    assert told.answer().endswith("rocket came on no day that the table has.")


# A live kernel

CELLS = [
    """
import datetime as dt
import shieldbook as sb
from shieldbook.explorers import TableExplorer, wait_explorer
tables = [sb.load(name) for name in ("formats", "format_members", "actors")]
explorer = TableExplorer(*tables, base="four-party-talks")
waiting = wait_explorer(sb.load("launches"), {"the brief": "1999-09-03"})
touched, untouched = explorer.widget(), explorer.widget()
counted, cleared = waiting.widget(), waiting.widget()
""",
    "touched.children[0].value = 'six-party-talks'",
    "touched.children[0].value = 'us-dprk-berlin-talks'",
    "counted.children[0].value, counted.children[1].value = dt.date(1998, 8, 30), 'rockets'",
    "cleared.children[0].value = None",
    "explorer",
    "waiting",
]


@pytest.fixture(scope="module")
def live(tmp_path_factory):
    """A small notebook after its run in a real kernel, and the widgets that the kernel left."""
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source) for source in CELLS]
    )
    resources = {"metadata": {"path": str(tmp_path_factory.mktemp("live"))}}
    client = NotebookClient(notebook, timeout=60, kernel_name="python3", resources=resources)
    client.execute()
    return notebook, client.widget_state


@pytest.fixture
def printed(live):
    """What each control of the live notebook shows, in the order in which they were made."""
    states = [state for state in live[1].values() if state.get("_model_name") == "OutputModel"]
    return [
        "".join(output.get("text", "") for output in state["outputs"]).strip() for state in states
    ]


def test_a_live_control_recomputes_when_another_table_is_chosen(printed, explorer):
    assert printed[0] == explorer.answer(other="us-dprk-berlin-talks").sentence


def test_a_live_control_that_nobody_touched_shows_where_it_began(printed, explorer):
    assert printed[1] == explorer.answer(other="kim-jong-pil-six-countries").sentence


def test_a_live_explorer_recomputes_when_a_control_is_set(printed, waiting):
    assert printed[2] == waiting.answer(day="1998-08-30", counts="rockets")


def test_a_live_date_that_is_cleared_asks_for_a_day(printed):
    assert printed[3] == "Choose a day from 1 May 1993 to 4 July 2006."


@pytest.mark.parametrize(("cell", "face"), [(-2, STATES), (-1, EXPLORER)])
def test_a_live_explorer_sends_the_control_and_the_face_of_the_page(live, cell, face):
    assert {WIDGET, face} <= set(live[0].cells[cell].outputs[0]["data"])


@pytest.mark.parametrize("cell", [-2, -1])
def test_the_control_that_a_live_explorer_sends_is_known_to_the_notebook(live, cell):
    assert live[0].cells[cell].outputs[0]["data"][WIDGET]["model_id"] in live[1]


# The salvo, the ranges, the claims

SIEGES = {
    "Before": "launchers-at-seongju-march-2017",
    "After": "launchers-at-seongju-from-september-2017",
}


@pytest.fixture(scope="module")
def besieged():
    return salvo_explorer(sb.load("system_figures"), SIEGES)


def test_the_salvo_says_what_the_model_finds(besieged):
    found = besieged.result(
        missiles=12,
        launchers=2,
        interceptors_a_launcher=8,
        hit_pct=80,
        shots=1,
        looks=1,
        level_pct=50,
    )
    exact = engage(12, Defence(16, 0.8))
    assert (found["none_leaks"], found["mean_leakers"], found["mean_used"]) == (
        exact.none_leaks,
        exact.mean_leakers,
        exact.mean_used,
    )
    assert (
        found["breaks"] == 4
        and "6.9%" in found["answer"]
        and "from 4 missiles on" in found["answer"]
    )


def test_the_bars_of_a_salvo_are_its_distribution(besieged):
    found = besieged.result(missiles=3)
    assert sum(share for *_, share in found["rows"]) == pytest.approx(1, abs=0.005)


@pytest.mark.parametrize("missiles", [1, 12, 60])
def test_the_bars_of_a_salvo_are_never_too_many(besieged, missiles):
    assert 1 <= len(besieged.result(missiles=missiles, launchers=9)["rows"]) <= 14


def test_a_battery_without_launchers_stops_nothing(besieged):
    assert besieged.scenarios["Before"]["launchers"] == 0 and "0%" in besieged.answer(
        **besieged.scenarios["Before"]
    )


SAID = re.compile(
    r"none gets through is (just under |less than |more than )?([\d.]+)%\. On average the defence "
    r"lets "
    r"(just under |less than )?([\d.]+) through and fires (just under |less than )?([\d.]+) of "
    r"([\d.]+) interceptors?\. With this defence the chance (stays at|is below) (\d+)%(?: from "
    r"(\d+) )?"
)


def contradictions(options, found):
    """What in the sentence of a salvo goes against the rest of it, or against what the model
    found."""
    side, chance, mean_side, mean, used_side, used, magazine, _, level, breaks = SAID.search(
        found["answer"]
    ).groups()
    told_below = float(chance) < float(level) or (
        chance == level and side in ("just under ", "less than ")
    )
    judged_below = breaks is not None and options["missiles"] >= int(breaks)
    certain = found["mean_leakers"] == 0
    rules = {
        "the level": told_below == judged_below,
        "a certainty": (chance == "100" and not side) == certain,
        "an impossibility": (chance == "0" and not side) == (found["none_leaks"] == 0),
        "none on average": (mean == "0" and not mean_side) == certain,
        "all on average": mean != str(options["missiles"])
        or bool(mean_side)
        or found["mean_leakers"] == pytest.approx(options["missiles"], abs=1e-9),
        "all fired": used != magazine
        or bool(used_side)
        or found["mean_used"] == pytest.approx(float(magazine), abs=1e-9),
    }
    return [rule for rule, kept in rules.items() if not kept]


def defences(looks, hits):
    """Every battery of full launchers, some of launchers that hold fewer, at every way of firing
    one volley or two."""
    for launchers, each in [*((n, 8) for n in range(10)), (1, 1), (1, 3), (3, 5)]:
        for hit_pct, shots in itertools.product(hits, (1, 2, 3, 4)):
            yield {
                "launchers": launchers,
                "interceptors_a_launcher": each,
                "hit_pct": hit_pct,
                "shots": shots,
                "looks": looks,
            }


def near_a_level(defence):
    """The salvos on either side of where the chance that none gets through falls below a level."""
    magazine = defence["launchers"] * defence["interceptors_a_launcher"]
    model = Defence(magazine, defence["hit_pct"] / 100, defence["shots"], defence["looks"])
    for level_pct in (90, 50, 10):
        breaks = salvo_that_breaks(model, level_pct / 100) or 60
        for missiles in {max(1, breaks - 1), min(60, max(1, breaks))}:
            yield {**defence, "missiles": missiles, "level_pct": level_pct}


# One volley is a formula and asked about at every hit chance; two are a sum over all that may
# survive, and take longer.
@pytest.mark.parametrize("looks, hits", [(1, range(101)), (2, range(0, 101, 20))])
def test_the_sentence_of_a_salvo_never_contradicts_itself(looks, hits):
    asked = [options for defence in defences(looks, hits) for options in near_a_level(defence)]
    answers = [(options, salvo.salvo(options, {})) for options in asked]
    wrong = [(contradictions(options, found), found["answer"]) for options, found in answers]
    assert len(asked) > 1000 and [pair for pair in wrong if pair[0]] == []


def test_a_chance_that_rounds_to_the_level_is_told_to_lie_below_it(besieged):
    options = {
        "missiles": 17,
        "launchers": 9,
        "interceptors_a_launcher": 8,
        "hit_pct": 80,
        "shots": 2,
    }
    answer = besieged.answer(**options)
    assert "just under 50%" in answer and "below 50% from 17 missiles on" in answer


def test_a_chance_of_exactly_the_level_is_not_below_it(besieged):
    answer = besieged.answer(
        missiles=1, launchers=1, interceptors_a_launcher=1, hit_pct=10, level_pct=10
    )
    assert "is 10%." in answer and "below 10% from 2 missiles on" in answer


def test_a_single_interceptor_is_not_told_in_the_plural(besieged):
    answer = besieged.answer(missiles=1, launchers=1, interceptors_a_launcher=1)
    assert (
        answer.startswith("1 missile at once against 1 launcher with 1 each")
        and "of 1 interceptor." in answer
    )


def test_a_day_that_the_data_do_not_know_is_refused():
    with pytest.raises(KeyError, match="no measure of thaad-korea-battery 'launchers-on-the-moon'"):
        salvo_explorer(sb.load("system_figures"), {"Moon": "launchers-on-the-moon"})


@pytest.fixture(scope="module")
def ranges():
    ways = pd.DataFrame({"site": ["A", "B"], "soil_km": [725, 1200], "hidden_km": [31.07, 85.2]})
    return reach_sentence(ways, ("A", 1000), {"lower": ("A", 600)})


def test_a_range_beyond_the_border_says_how_far_and_how_high(ranges):
    assert ranges.answer() == (
        "A radar at A that sees 1,000 km reaches 275 km beyond the nearest Russian soil, and sees "
        "there only what flies above 31 km."
    )


def test_a_range_that_falls_short_says_by_how_much(ranges):
    assert ranges.answer(site="B") == (
        "A radar at B that sees 1,000 km ends 200 km short of Russia and sees nothing there."
    )


def test_a_range_that_just_comes_there_sees_no_farther(ranges):
    assert "reaches 0 km beyond" in ranges.answer(site="B", range_km=1200)


def test_the_sentence_turns_the_picture_of_the_same_names(ranges):
    assert ranges.payload()["sentence"]["follows"] == ["site", "range_km"]


def test_a_site_that_is_not_among_them_is_refused(ranges):
    with pytest.raises(ControlError, match="sets site to 'Atlantis'"):
        reach_sentence(
            pd.DataFrame({"site": ["A"], "soil_km": [725], "hidden_km": [31.0]}),
            ("A", 1000),
            {"lost": ("Atlantis", 600)},
        )


@pytest.fixture(scope="module")
def spans():
    return years_explorer(*load("trade", "meetings", "actors"), {"Abe's years": (2013, 2019)})


def test_the_meetings_of_a_span_are_those_of_its_years(spans):
    found = [spans.result(first=year, last=year)["meetings"] for year in range(2013, 2020)]
    assert spans.result(first=2013, last=2019)["meetings"] == {
        own: sum(part[own] for part in found) for own in ("JPN", "KOR")
    }


def test_every_year_of_a_span_is_somebodys_or_open(spans):
    found = spans.result(first=1999, last=2023)
    assert sum(found["ahead"].values()) + found["open"] == 25


def test_a_span_may_be_given_from_either_end(spans):
    assert spans.result(first=2019, last=2013) == spans.result(first=2013, last=2019)


def test_a_single_year_is_called_by_its_number(spans):
    assert spans.answer(first=2003, last=2003).startswith(
        "In 2003 Japan's leaders met Russia's 3 times and South Korea's leaders met Russia's once."
    )


@pytest.fixture(scope="module")
def all_of_them():
    return claims.all_claims_table(*load("claims", "actors", "checks", "articles", "codebook"))


@pytest.fixture(scope="module")
def sieve(all_of_them):
    return ClaimsExplorer(all_of_them, CODEBOOK, {"Contradicted": {"verdict": "contradicted"}})


def ids_of(sieve, **values):
    """The ids of the claims that fit."""
    return set(sieve.claims.loc[sieve.result(**values)["fit"], "id"])


def test_without_a_choice_everything_is_kept(sieve, all_of_them):
    assert ids_of(sieve) == set(all_of_them["id"])
    assert sieve.answer().startswith(f"Everything: {len(all_of_them)} claims of {len(all_of_them)}")


@pytest.mark.parametrize("field", ["article", "speaker", "issue", "kind"])
def test_the_parts_of_a_field_add_up_to_the_whole(sieve, all_of_them, field):
    [control] = [own for own in sieve.controls if own.name == field]
    kept = [ids_of(sieve, **{field: value}) for value in control.offers if value]
    assert sorted(itertools.chain(*kept)) == sorted(all_of_them["id"])


def test_a_verdict_keeps_every_claim_that_has_such_a_check(sieve):
    checks = sb.load("checks")
    told = set(checks.loc[checks["verdict"] == "contradicted", "claim_id"].astype(str))
    assert ids_of(sieve, verdict="contradicted") == told


def test_choices_narrow_each_other(sieve):
    both = ids_of(sieve, speaker="Igor Sergeev", verdict="unresolved")
    each = [ids_of(sieve, speaker="Igor Sergeev"), ids_of(sieve, verdict="unresolved")]
    assert both == each[0] & each[1] and both


def test_a_choice_that_nothing_fits_is_answered(sieve):
    found = sieve.result(article="monitor-1999", speaker="Sergey Lavrov")
    assert found["answer"] == "monitor-1999; Sergey Lavrov: 0 claims of 442."


def test_the_counts_of_a_choice_are_those_of_its_claims(sieve, all_of_them):
    own = all_of_them[all_of_them["speaker"] == "Igor Sergeev"]
    verdicts = own["verdicts"].str.split(", ").map(set).explode()
    meant = [*own["stance"].value_counts().items(), *verdicts.value_counts().items()]
    told = re.findall(r"[:,] ([a-z ]+) (\d+)(?=[,.])", sieve.answer(speaker="Igor Sergeev"))
    assert dict(told) == {value: str(count) for value, count in meant} and len(told) == len(meant)


def test_the_articles_of_a_choice_are_told_beside_all_their_claims(sieve, all_of_them):
    found = sieve.result(speaker="Igor Sergeev")["rows"]
    own = all_of_them["speaker"] == "Igor Sergeev"
    assert [words for _, words, _ in found] == [
        f"{own[rows].sum()} of {rows.sum()}"
        for rows in (all_of_them["article"] == label for label, *_ in found)
    ]


def test_the_page_of_the_claims_holds_no_claim_twice(sieve):
    known = json.dumps(sieve.payload()["known"])
    assert "monitor-1999-001" not in known and len(known) < 2000


def test_the_live_face_of_the_claims_shows_the_same_as_the_sentence(sieve):
    box = sieve.widget()
    speaker = box.children[1]
    speaker.value = "Igor Sergeev"
    _, rows = box.children[-1].children
    body = rows.value.split("<tbody>")[1]
    assert body.count("<tr>") == len(ids_of(sieve, speaker="Igor Sergeev")) > 0


def test_what_the_live_score_sends_is_small(all_of_them):
    spec = score_alone(all_of_them).to_dict()
    sent, _ = _chart_bundle(spec, picture=False)
    assert len(json.dumps(sent)) < 100_000


def test_the_benchmark_asks_every_model_what_it_can_answer():
    place = importlib.util.spec_from_file_location("models", ROOT / "benchmarks" / "models.py")
    module = importlib.util.module_from_spec(place)
    place.loader.exec_module(module)
    answers = {name: make().result(**asked) for name, (make, asked) in module.SLOWEST.items()}
    assert [name for name, answer in answers.items() if not answer] == []
