"""The pictures in use: however they are touched, and what choosing a mark of the score does. That
each comes to life in place and answers to the keyboard is judged in the visits of test_pages.py."""

from __future__ import annotations

import pytest

from support.driving import DESK, PHONE, names_with
from support.judges import none
from support.visits import SHOWN, live_figures

pytestmark = pytest.mark.browser

WITH_PICTURES = names_with("sb-picture")
WITH_SCORE = names_with("data-drives=")


@pytest.mark.parametrize("touch", ("mouse", "keyboard", "finger"))
def test_a_picture_comes_to_life_however_it_is_touched(visit, touch):
    with visit(WITH_PICTURES[0]) as here:
        picture = here.page.locator(SHOWN).first
        picture.scroll_into_view_if_needed()
        if touch == "mouse":
            picture.hover()
        elif touch == "keyboard":
            picture.focus()
        else:
            picture.dispatch_event(
                "pointerdown", {"pointerType": "touch", "isPrimary": True, "bubbles": True}
            )
        here.page.wait_for_selector(f"{SHOWN}[data-live=true]")


def test_enter_chooses_a_claim_of_the_score_and_escape_undoes_it(visit):
    with visit(WITH_SCORE[0]) as here:
        figure = next(one for one in live_figures(here) if one.whole.get_attribute("data-drives"))
        table = here.page.locator(f"[data-table='{figure.whole.get_attribute('data-drives')}']")
        rows, count = table.locator("tbody tr:visible"), table.locator(".sb-count")
        every, said = rows.count(), count.inner_text()
        figure.picture.focus()
        told = figure.press("ArrowRight")
        figure.press("Enter")
        claim = rows.first.inner_text()
        assert rows.count() == 1 < every and count.inner_text() != said
        assert any(part and part in told for part in claim.split("\t"))
        # A row of this very page goes by its whole address too.
        links = figure.whole.locator(".sb-chosen a[href*='#']:visible")
        targets = links.evaluate_all(
            "links => links.map(link => link.pathname !== location.pathname || "
            "!!document.getElementById(link.hash.slice(1)))"
        )
        assert targets and all(targets)
        figure.picture.focus()
        figure.press("Escape")
        assert rows.count() == every and count.inner_text() in (said, f"{every} rows")


def words_of_a_choice(figure) -> list[str]:
    """What stands around the first mark of a figure once it is chosen, where that is not right."""
    table = figure.whole.get_attribute("data-drives")
    if not table:
        return []
    figure.picture.focus()
    figure.press("ArrowRight")
    figure.press("Enter")
    panel = figure.whole.locator(".sb-chosen")
    said = [panel.get_attribute("aria-label"), panel.locator("button").inner_text()]
    panel.locator("button").click()
    right = said == [f"The chosen {table.removesuffix('s')}", f"Show all {table} again"]
    return [] if right else said


def test_the_words_around_a_choice_name_what_is_chosen(visit):
    wrong = {}
    for name in WITH_SCORE:
        with visit(name) as here:
            for figure in live_figures(here):
                wrong[f"{name} {figure.name}"] = words_of_a_choice(figure)
    none(**wrong)


@pytest.mark.parametrize("width", (PHONE, DESK))
def test_every_mark_of_the_score_leads_to_a_row_without_javascript(visit, width):
    with visit(WITH_SCORE[0], width=width, javascript=False) as here:
        links = here.page.locator("figure[data-drives] .sb-picture:visible svg a[href]")
        targets = links.evaluate_all(
            "links => links.map(link => link.getAttribute('href').slice(1))"
        )
        rows = set(
            here.page.locator("table tr[id]").evaluate_all("rows => rows.map(row => row.id)")
        )
        assert targets and set(targets) <= rows
