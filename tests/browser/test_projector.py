"""The projector: one step a screen, by button or link, turned with keys, left with Escape."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from shieldbook.display import TABLE, show, table_payload
from shieldbook.publish import projector
from support.driving import DESK, PHONE, Visit, served
from support.frames import build, make_book, notebook
from support.judges import axe_violations, console_errors, none, refused

pytestmark = pytest.mark.browser

NAME = "chapters/01_one.html"
STEPS = pd.DataFrame(
    {
        "minutes": ["0–4", "4–18", "18–45"],
        "students": ["write <b>what</b> the minister said", "find families", "say " * 60],
        "teacher": ["keep the names", "go round", "wait"],
        "product": ["a sentence", "a grid", "a card"],
        "sheet": ["", "The cards", ""],
        "target": ["", "chapters/two.html", ""],
    }
)
HEADS = {
    "minutes": "Minutes",
    "students": "Students",
    "teacher": "Teacher",
    "product": "Product",
    "sheet": "Sheet",
}
SHOWN = "dialog.sb-projector[open]"


@pytest.fixture(scope="module")
def where(tmp_path_factory):
    """The address of an invented book with the steps of a session."""
    folder = tmp_path_factory.mktemp("projected")
    book = make_book(folder)
    marked = show(STEPS, "The steps", heads=HEADS, links={"sheet": "target"}, name=projector.STEPS)
    payload = table_payload(marked, **marked.attrs["shieldbook"])
    one = notebook("A session")
    one["cells"][1]["outputs"] = [
        {"output_type": "display_data", "data": {TABLE: payload}, "metadata": {}}
    ]
    (book / "chapters" / "01_one.ipynb").write_text(json.dumps(one))
    with served(build(folder)) as address:
        yield address


@pytest.fixture
def open_at(browser, where):
    """Opens the page of the session; what follows its name is given."""
    return lambda after="", **how: Visit(browser, where, NAME + after, **how)


def step(page):
    """The step that is shown: its head and its minutes."""
    return page.locator(f"{SHOWN} h2").inner_text(), page.locator(".sb-clock").inner_text()


@pytest.mark.parametrize("width", (PHONE, DESK))
def test_the_button_shows_the_first_step_and_the_keys_turn_it(open_at, width):
    with open_at(width=width) as here:
        page = here.page
        page.get_by_role("button", name="One step a screen").click()
        assert step(page) == ("Step 1 of 3", "Minutes 0–4")
        assert page.evaluate("() => document.activeElement.tagName") == "H2"
        seen = []
        for key in ("ArrowRight", "PageDown", "ArrowRight", "ArrowLeft", "PageUp", "End", "Home"):
            page.keyboard.press(key)
            seen.append(step(page)[0].split()[1])
        assert seen == ["2", "3", "3", "2", "1", "3", "1"]
        page.keyboard.press("Escape")
        page.locator(SHOWN).wait_for(state="detached")
        page.wait_for_function("() => document.activeElement.id === 'projector'")
        assert page.url.endswith(NAME)
        none(errors=console_errors(here), policy=refused(here))


def test_a_step_has_the_words_and_links_of_its_row_and_nothing_for_the_teacher(open_at):
    with open_at("#projector?step=2") as here:
        words = here.page.locator(SHOWN).inner_text()
        assert step(here.page) == ("Step 2 of 3", "Minutes 4–18")
        assert "find families" in words and "a grid" in words and "go round" not in words
        assert here.page.locator(f"{SHOWN} a").get_attribute("href") == "../chapters/two.html"
        here.page.keyboard.press("ArrowLeft")
        assert "write <b>what</b> the minister said" in here.page.locator(SHOWN).inner_text()


def test_the_task_is_large_and_nothing_is_wider_than_the_screen(open_at):
    for width, least in ((PHONE, 24), (DESK, 40)):
        with open_at("#projector?step=3", width=width) as here:
            sizes = here.page.evaluate(
                "() => { const box = document.querySelector('dialog');"
                "return [parseFloat(getComputedStyle(box.querySelector('.sb-main')).fontSize),"
                "box.scrollWidth - box.clientWidth]; }"
            )
            assert sizes[0] >= least and sizes[1] == 0, width
            assert here.page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_the_buttons_turn_and_keep_the_focus_and_the_link_brings_back_the_step(open_at):
    with open_at("#projector") as here:
        page = here.page
        page.get_by_role("button", name="Next step").focus()
        for _ in range(4):
            page.keyboard.press("Enter")
        assert step(page)[0] == "Step 3 of 3"
        assert page.evaluate("() => document.activeElement.dataset.do") == "next"
        page.reload()
        assert step(page)[0] == "Step 3 of 3"
        page.get_by_role("button", name="Back to the page").click()
        assert page.locator(SHOWN).count() == 0


def test_a_step_that_there_is_not_shows_the_nearest(open_at):
    for asked, shown in (("?step=99", "3"), ("?step=-4", "1"), ("?step=%", "1"), ("?", "1")):
        with open_at(f"#projector{asked}") as here:
            assert step(here.page)[0] == f"Step {shown} of 3", asked


@pytest.mark.parametrize("dark", (False, True), ids=("light", "dark"))
def test_axe_finds_no_fault_with_a_step(open_at, dark):
    with open_at("#projector", dark=dark) as here:
        none(found=axe_violations(here.page))
        assert here.page.locator(f"{SHOWN} [aria-live=polite] h2").count() == 1


def test_without_a_script_there_is_no_button_and_the_steps_stand_there(open_at):
    with open_at("#projector", javascript=False) as here:
        assert here.page.locator("#projector:visible").count() == 0
        assert here.page.locator(f"#{projector.STEPS}:visible tbody tr").count() == 3


def test_the_button_is_not_printed(open_at):
    with open_at() as here:
        here.page.emulate_media(media="print")
        assert here.page.locator("#projector:visible").count() == 0
