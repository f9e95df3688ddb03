"""The explorer of negotiating tables: the page's states are the live answers, and the live control recomputes."""

import nbformat
import pytest
from nbclient import NotebookClient

import shieldbook as sb
from shieldbook.display import STATES, table_payload
from shieldbook.explorers import TableExplorer, tables

WIDGET = "application/vnd.jupyter.widget-view+json"
BASE = "four-party-talks"


@pytest.fixture(scope="module")
def explorer():
    """The explorer of the first reading."""
    return TableExplorer(sb.load("formats"), sb.load("format_members"), base=BASE)


def test_the_page_has_a_state_for_every_other_table(explorer):
    names = sb.load("formats").query("id != @BASE")["name"].tolist()
    assert [state["label"] for state in explorer.payload()["states"]] == names


def test_every_state_of_the_page_is_the_live_answer(explorer):
    for choice, state in zip(explorer.choices, explorer.payload()["states"], strict=True):
        sentence, frame = explorer.answer(choice)
        shown = table_payload(frame, state["table"]["caption"])
        assert (state["answer"], state["table"]) == (sentence, shown)


def test_the_page_begins_with_a_state_that_it_has(explorer):
    payload = explorer.payload()
    assert payload["start"] in [state["label"] for state in payload["states"]]


def test_the_control_begins_where_the_page_begins(explorer):
    control = explorer.widget().children[0]
    assert explorer.names[control.value] == explorer.payload()["start"]


def test_the_control_offers_what_the_page_offers(explorer):
    control = explorer.widget().children[0]
    assert [label for label, _ in control.options] == [state["label"] for state in explorer.payload()["states"]]


def test_an_answer_names_who_is_added_and_who_is_left_out(explorer):
    sentence, _ = explorer.answer("six-party-talks")
    assert "adds Japan and Russia and leaves out nobody" in sentence


def test_the_seats_of_an_answer_are_those_of_the_data(explorer):
    members = sb.load("format_members")
    for choice in explorer.choices:
        _, frame = explorer.answer(choice)
        assert frame.iloc[:, 2].eq("seat").sum() == members["format_id"].eq(choice).sum()


def test_an_unknown_base_is_an_error():
    with pytest.raises(KeyError):
        TableExplorer(sb.load("formats"), sb.load("format_members"), base="nowhere")


@pytest.mark.parametrize("base", sb.load("formats")["id"])
def test_any_table_can_be_the_base(base):
    explorer = TableExplorer(sb.load("formats"), sb.load("format_members"), base=base)
    explorer.widget()
    assert explorer.payload()["start"] in [state["label"] for state in explorer.payload()["states"]]


def test_no_state_is_listed_by_its_code(explorer):
    codes = set(sb.load("format_members")["state"])
    for choice in explorer.choices:
        assert not codes & set(explorer.answer(choice)[0].replace(",", "").split())


@pytest.mark.parametrize(("states", "words"), [
    ((), "nobody"), (("JPN",), "Japan"), (("JPN", "RUS"), "Japan and Russia"),
    (("JPN", "RUS", "CHN"), "China, Japan and Russia")])
def test_states_are_listed_in_words(states, words):
    assert tables.listing(frozenset(states)) == words


CELLS = [
    """
import shieldbook as sb
from shieldbook.explorers import TableExplorer
explorer = TableExplorer(sb.load("formats"), sb.load("format_members"), base="four-party-talks")
touched, untouched = explorer.widget(), explorer.widget()
""",
    "touched.children[0].value = 'six-party-talks'",
    "touched.children[0].value = 'us-dprk-berlin-talks'",
    "explorer",
]


@pytest.fixture(scope="module")
def live(tmp_path_factory):
    """A small notebook after its run in a real kernel, and the widgets that the kernel left."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in CELLS])
    resources = {"metadata": {"path": str(tmp_path_factory.mktemp("live"))}}
    client = NotebookClient(notebook, timeout=120, kernel_name="python3", resources=resources)
    client.execute()
    return notebook, client.widget_state


@pytest.fixture
def printed(live):
    """What each control of the live notebook shows, in the order in which they were made."""
    states = [state for state in live[1].values() if state.get("_model_name") == "OutputModel"]
    return ["".join(output.get("text", "") for output in state["outputs"]).strip() for state in states]


def test_a_live_control_recomputes_when_another_table_is_chosen(printed, explorer):
    assert printed[0] == explorer.answer("us-dprk-berlin-talks")[0]


def test_a_live_control_that_nobody_touched_shows_where_it_began(printed, explorer):
    assert printed[1] == explorer.answer("kim-jong-pil-six-countries")[0]


def test_a_live_explorer_sends_the_control_and_the_states(live):
    assert {WIDGET, STATES} <= set(live[0].cells[-1].outputs[0]["data"])


def test_the_control_that_a_live_explorer_sends_is_known_to_the_page(live):
    assert live[0].cells[-1].outputs[0]["data"][WIDGET]["model_id"] in live[1]
