"""The explorer of negotiating tables: the page's states are the live answers, and the live control recomputes."""

import nbformat
import pandas as pd
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


def test_states_without_a_name_are_listed_by_their_code():
    assert tables.listing(frozenset({"SUN", "JPN"})) == "Japan and SUN"


@pytest.mark.parametrize(("states", "words"), [
    ((), "nobody"), (("JPN",), "Japan"), (("JPN", "RUS"), "Japan and Russia"),
    (("JPN", "RUS", "CHN"), "China, Japan and Russia")])
def test_states_are_listed_in_words(states, words):
    assert tables.listing(frozenset(states)) == words


def test_no_seat_is_lost_from_an_answer():
    formats = pd.DataFrame({"id": ["a", "b"], "name": ["A talks", "B talks"], "outcome": ["Met", "Met"]})
    members = pd.DataFrame({"format_id": ["a", "b", "b"], "state": ["KOR", "KOR", "MNG"]})
    _, frame = TableExplorer(formats, members, base="a").answer("b")
    assert frame["B talks"].eq("seat").sum() == 2


CELLS = [
    """
import shieldbook as sb
from shieldbook.explorers import TableExplorer
explorer = TableExplorer(sb.load("formats"), sb.load("format_members"), base="four-party-talks")
box = explorer.widget()
choice, out = box.children
""",
    "box",
    "choice.value = 'six-party-talks'",
    "choice.value = 'us-dprk-berlin-talks'",
    "explorer",
]


@pytest.fixture(scope="module")
def live(tmp_path_factory):
    """A small notebook run in a real kernel; the cells' outputs and what stood in the explorer after each cell."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in CELLS])
    shown = []

    def keep(cell, cell_index, **_):
        if cell_index:
            found = [o for held in client.output_hook_stack.values() for hook in held for o in hook.outputs]
            shown.append("".join(o.get("text", "") for o in found))

    client = NotebookClient(notebook, timeout=120, kernel_name="python3", on_cell_executed=keep,
                            resources={"metadata": {"path": str(tmp_path_factory.mktemp("live"))}})
    client.execute()
    return notebook, client, shown


def outputs_of_widgets(client):
    return [state["outputs"] for state in client.widget_state.values() if state.get("_model_name") == "OutputModel"]


def test_a_live_explorer_recomputes_when_another_table_is_chosen(live):
    _, client, _ = live
    explorer = TableExplorer(sb.load("formats"), sb.load("format_members"), base=BASE)
    first = outputs_of_widgets(client)[0]
    assert explorer.answer("us-dprk-berlin-talks")[0] in first[0]["text"]


def test_a_live_explorer_sends_the_control_and_the_states(live):
    notebook, _, _ = live
    data = notebook.cells[-1].outputs[0]["data"]
    assert {WIDGET, STATES} <= set(data)


def test_the_control_that_a_live_explorer_sends_is_known_to_the_page(live):
    notebook, client, _ = live
    assert notebook.cells[-1].outputs[0]["data"][WIDGET]["model_id"] in client.widget_state
