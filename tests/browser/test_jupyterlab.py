"""The book's explorers and tables in a real JupyterLab with a real kernel."""

from __future__ import annotations

import json

import pytest

from shieldbook.analysis import homework
from support import ROOT
from support.lab import jupyterlab, run_all

# Notebooks with explorers, and a piece of each cell that these need.
NEEDED = {
    "seminar/1999.ipynb": (
        "import shieldbook as sb",
        'formats, members, actors = sb.load("formats")',
        "TableExplorer(",
        'launches, events = sb.load("launches")',
        "wait_explorer(",
    ),
    "seminar/2017.ipynb": ("import shieldbook as sb", "salvo_explorer("),
    "chapters/04_eaf-2018.ipynb": (
        "import shieldbook as sb",
        "outlines, points, sites",
        "reach_sentence(",
    ),
    "seminar/2019.ipynb": ("import shieldbook as sb", "years_explorer("),
    "reference/claims.ipynb": ("import shieldbook as sb", "ClaimsExplorer("),
    "seminar/coding-desk.ipynb": ("sb.CodingDesk()",),
}
FOUND = "word " * 60 + "between $5 and $6 <b>end</b>"
TABLE = f"""import pandas as pd
frame = pd.DataFrame({{"Lamp": ["a"], "Found": [{FOUND!r}], "id": ["lamp-1"]}})
sb.display.show(frame, "Lamps that went out", note="As far as is known.", hidden=("id",))"""

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def controls_only() -> dict:
    """One notebook of all explorers of the book and the cells that they need, and of a table."""
    cells: list[dict] = []
    for name, needed in NEEDED.items():
        notebook = json.loads((ROOT / "book" / name).read_text(encoding="utf-8"))
        kept = [
            cell
            for cell in notebook["cells"]
            if cell["cell_type"] == "code"
            and any(part in "".join(cell["source"]) for part in needed)
        ]
        gone = [
            part for part in needed if not any(part in "".join(cell["source"]) for cell in kept)
        ]
        assert gone == [], f"{name} no longer holds cells that its explorers need"
        cells += kept
    empty = {"metadata": {}, "outputs": [], "execution_count": None}
    cells.append({"cell_type": "code", "id": "a-table", "source": TABLE, **empty})
    return {**notebook, "cells": cells}


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """JupyterLab on a copy of the explorers, served on this machine only; yields its address."""
    tmp_path = tmp_path_factory.mktemp("lab")
    (tmp_path / "chapter.ipynb").write_text(json.dumps(controls_only()), encoding="utf-8")
    with jupyterlab(tmp_path) as address:
        yield address("chapter.ipynb")


@pytest.fixture(scope="module")
def page(lab, browser):
    """The explorers in JupyterLab after all cells have run."""
    page = browser.new_page(viewport={"width": 1280, "height": 1800})
    page.goto(lab)
    run_all(page)
    page.locator(".widget-dropdown", has_text="Speaker").wait_for(timeout=120_000)
    yield page
    page.close()


def answers(page, words):
    """Wait until a cell's output says some words."""
    page.locator(".jp-OutputArea", has_text=words).last.wait_for(timeout=120_000)


@pytest.mark.timeout(300)
def test_the_tables_answer_in_jupyterlab(page):
    answers(page, "adds Japan and Russia and leaves out nobody")
    page.locator(".widget-dropdown select").first.select_option(
        label="US-North Korean talks in Berlin"
    )
    answers(page, "adds nobody and leaves out China and South Korea")


@pytest.mark.timeout(300)
def test_the_waiting_times_answer_in_jupyterlab(page):
    answers(page, "From 3 September 1999 it was 2,497 days to the next launch, on 5 July 2006.")
    page.locator(".widget-datepicker input").fill("1998-08-30")
    page.locator(".widget-datepicker input").blur()
    answers(page, "From 30 August 1998 it was 1 day to the next launch, on 31 August 1998.")
    page.get_by_role("button", name="Start again").first.click()
    page.wait_for_function(
        "() => document.querySelector('.widget-datepicker input').value === '1999-09-03'"
    )


@pytest.mark.timeout(300)
def test_the_salvo_answers_in_jupyterlab(page):
    answers(page, "12 missiles at once against 2 launchers with 8 each")
    page.get_by_role("button", name="September 2017, complete").click()
    answers(page, "12 missiles at once against 6 launchers with 8 each")
    handle = page.locator(".widget-slider", has_text="Missiles at once").locator(".noUi-handle")
    handle.focus()
    handle.press("ArrowRight")
    answers(page, "13 missiles at once against 6 launchers with 8 each")


@pytest.mark.timeout(300)
def test_the_sentence_answers_in_jupyterlab(page):
    answers(page, "A radar at Seongju that sees 1,000 km")
    page.locator(".widget-dropdown", has_text="Site").locator("select").select_option(label="Araya")
    answers(page, "A radar at Araya that sees 1,000 km")


@pytest.mark.timeout(300)
def test_the_years_answer_in_jupyterlab(page):
    answers(page, "From 2013 to 2019 Japan's leaders met Russia's 24 times")
    page.get_by_role("button", name="All years of the table").click()
    answers(page, "From 1999 to 2023 Japan's leaders met Russia's")


@pytest.mark.timeout(300)
def test_the_claims_answer_in_jupyterlab(page):
    answers(page, "Everything: ")
    page.locator(".widget-dropdown", has_text="Speaker").locator("select").select_option(
        label="Igor Sergeev"
    )
    answers(page, "Igor Sergeev: 26 claims of 442")
    page.wait_for_function("() => document.querySelectorAll('.widget-html tbody tr').length === 26")


@pytest.mark.timeout(300)
def test_the_desk_codes_a_pack_and_keeps_a_second_round_in_jupyterlab(page):
    desk = page.locator(".jp-OutputArea", has_text="Claim 1 of 8").last
    desk.locator(".widget-text input").fill("ida")
    for number in range(1, 9):
        page.get_by_role("heading", name=f"Claim {number} of 8").wait_for(timeout=120_000)
        # The last choice of each field: nobody can decide.
        for field in page.locator(".widget-radio").all():
            field.locator("input").last.check()
        page.get_by_role("button", name="Commit all" if number == 8 else "Next claim").click()
    result = page.locator(".jp-OutputArea", has_text="Where you differ from the book").last
    result.locator("mark").nth(7).wait_for(timeout=120_000)
    assert result.locator("details").count() > 8
    page.locator(".widget-radio").first.get_by_label("The rule is unclear").check()
    page.get_by_role("textbox", name="Because").first.fill("two rules")
    page.get_by_role("textbox", name="Because").first.blur()
    page.wait_for_timeout(1000)
    with page.expect_download() as download:
        page.get_by_role("link", name="Save as CSV").click()
    assert download.value.suggested_filename == "invented-2000-a-ida.csv"
    rows = homework.read(homework.decode(download.value.path().read_bytes()))
    told = [(row["step"], row["reason"]) for row in rows if row["round"] == "2"]
    assert len(rows) == 25 and told == [("unclear", "two rules")]


@pytest.mark.timeout(300)
def test_a_table_is_shown_whole_in_jupyterlab(page):
    table = page.locator(".jp-OutputArea table", has_text="Lamps that went out")
    table.wait_for(timeout=120_000)
    # JupyterLab lays out only what is near the screen, and what is not laid out has no words.
    table.scroll_into_view_if_needed()
    page.wait_for_function("table => table.innerText", arg=table.element_handle())
    assert table.locator("td").all_inner_texts() == ["a", FOUND]
    assert table.locator("caption").inner_text() == "Lamps that went out\nAs far as is known."
    width = "table => table.offsetWidth / table.closest('.jp-RenderedHTML').clientWidth"
    assert table.evaluate(width) > 0.9
    short, long = (cell.bounding_box()["width"] for cell in table.locator("td").all())
    assert 4 * short < long
