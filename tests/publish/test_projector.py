"""The projector: offered above the steps of a session, and nowhere else."""

import json

import pandas as pd
import pytest

from shieldbook.display import TABLE, show, table_payload
from shieldbook.publish.projector import BUTTON, STEPS
from support.frames import build, make_book, notebook
from support.pages import Page


def steps(name):
    """A notebook with a table of two steps."""
    frame = pd.DataFrame({"Minutes": ["0–4", "4–9"], "Students": ["read", "write"]})
    marked = show(frame, "The steps", name=name)
    payload = table_payload(marked, **marked.attrs["shieldbook"])
    output = {"output_type": "display_data", "data": {TABLE: payload}, "metadata": {}}
    book = notebook("One")
    book["cells"][1]["outputs"] = [output]
    return json.dumps(book)


@pytest.fixture(scope="module", params=[STEPS, "stops"])
def pages(request, tmp_path_factory):
    """Whether a table is one of steps, its page and another."""
    folder = tmp_path_factory.mktemp("projector")
    book = make_book(folder)
    (book / "chapters" / "01_one.ipynb").write_text(steps(request.param))
    html = build(folder)
    names = ("chapters/01_one", "chapters/two")
    read = [(html / f"{name}.html").read_text(encoding="utf-8") for name in names]
    return (request.param == STEPS, *read)


def test_only_a_page_with_steps_has_the_button_and_its_script(pages):
    has, one, other = pages
    assert (BUTTON in one, "parts/projector.js" in one, "parts/projector.css" in one) == (has,) * 3
    assert BUTTON not in other and "projector" not in other


def test_the_button_stands_above_the_steps_and_names_their_table(pages):
    has, one, _ = pages
    if has:
        [button] = [found for found in Page(one).all("button") if found.get("id") == "projector"]
        assert button["data-projects"] in Page(one.split(BUTTON)[1]).ids
