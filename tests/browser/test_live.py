"""The pictures in use: they come to life in place, at a touch and no sooner, and answer to the
keyboard."""

from __future__ import annotations

import pytest

from support.driving import DESK, PHONE, ask, names_with
from support.judges import (
    console_errors,
    dead_figures,
    foreign_requests,
    layout_shifts,
    moved_boxes,
    none,
    small_lettering,
    wide_pictures,
)

pytestmark = pytest.mark.browser

WITH_PICTURES = names_with("sb-picture")
WITH_SCORE = names_with("data-drives=")
SHOWN = ".sb-picture:visible"
BUNDLE = "vendor/vega.js"

every_picture_page = pytest.mark.parametrize("name", WITH_PICTURES)
both_widths = pytest.mark.parametrize("width", (PHONE, DESK))


def test_the_book_has_pictures_to_touch():
    assert WITH_PICTURES


@both_widths
@every_picture_page
def test_every_picture_comes_to_life_in_place(visit, name, width):
    with visit(name, width=width) as here:
        here.scroll_through()
        before, since = ask(here.page, "boxes"), here.page.evaluate("() => performance.now()")
        here.hydrate()
        here.page.wait_for_timeout(200)
        none(
            dead=dead_figures(here.page),
            moved=moved_boxes(before, ask(here.page, "boxes")),
            shifts=layout_shifts(here, since, allowed=0),
            errors=console_errors(here),
            foreign=foreign_requests(here),
            wide=wide_pictures(here.page),
            small=small_lettering(here.page) if width == PHONE else [],
        )


@every_picture_page
def test_the_bundle_loads_once_and_not_before_a_touch(visit, name):
    with visit(name) as here:
        here.scroll_through()
        before = [url for url in here.asked if BUNDLE in url]
        here.hydrate()
        assert (before, len([url for url in here.asked if BUNDLE in url])) == ([], 1)


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


class Figure:
    """One live figure under the keyboard."""

    def __init__(self, page, number: int):
        self.page = page
        self.picture = page.locator(SHOWN).nth(number)
        self.whole = self.picture.locator("xpath=ancestor::figure")
        self.name = self.whole.get_attribute("id")
        self.picture.focus()

    def press(self, key: str) -> str:
        """Press a key; returns what the figure then tells of the mark at hand."""
        self.page.keyboard.press(key)
        self.page.wait_for_timeout(50)
        return "\n".join(self.whole.locator(".sb-tip:visible").all_inner_texts()).strip()


def every_figure(here) -> list[Figure]:
    """The figures of a page, brought to life."""
    here.hydrate()
    return [Figure(here.page, number) for number in range(here.page.locator(SHOWN).count())]


@both_widths
@every_picture_page
def test_the_arrow_keys_walk_the_marks_of_every_figure(visit, name, width):
    with visit(name, width=width) as here:
        wrong = {}
        for figure in every_figure(here):
            figure.picture.focus()
            first, second = figure.press("ArrowRight"), figure.press("ArrowRight")
            back = figure.press("ArrowLeft")
            wrong[figure.name] = [
                what
                for what, is_so in {
                    "no word on the first mark": not first,
                    "no word on the second mark": not second,
                    "another word on the way back": back != first,
                    "no ring": not figure.whole.locator(".sb-ring").first.is_visible(),
                    "not told aloud": figure.whole.locator(".sb-tip[role=status]").count() != 1,
                }.items()
                if is_so
            ]
        none(**wrong)


@every_picture_page
def test_the_focus_leaves_a_live_picture(visit, name):
    with visit(name) as here:
        stuck = []
        for figure in every_figure(here):
            figure.picture.focus()
            figure.press("ArrowRight")
            here.page.keyboard.press("Tab")
            if figure.picture.evaluate("picture => picture === document.activeElement"):
                stuck.append(figure.name)
        none(stuck=stuck)


def test_enter_chooses_a_claim_of_the_score_and_escape_undoes_it(visit):
    with visit(WITH_SCORE[0]) as here:
        figure = next(one for one in every_figure(here) if one.whole.get_attribute("data-drives"))
        table = here.page.locator(f"[data-table='{figure.whole.get_attribute('data-drives')}']")
        rows, count = table.locator("tbody tr:visible"), table.locator(".sb-count")
        every, said = rows.count(), count.inner_text()
        figure.picture.focus()
        told = figure.press("ArrowRight")
        figure.press("Enter")
        claim = rows.first.inner_text()
        assert rows.count() == 1 < every and count.inner_text() != said
        assert any(part and part in told for part in claim.split("\t"))
        links = figure.whole.locator(".sb-chosen a[href^='#']:visible")
        targets = links.evaluate_all(
            "links => links.map(link => !!document.getElementById(link.hash.slice(1)))"
        )
        assert targets and all(targets)
        figure.picture.focus()
        figure.press("Escape")
        assert rows.count() == every and count.inner_text() in (said, f"{every} rows")


@pytest.mark.parametrize("name", WITH_SCORE)
def test_the_words_around_a_choice_name_what_is_chosen(visit, name):
    with visit(name) as here:
        wrong = {}
        for figure in every_figure(here):
            table = figure.whole.get_attribute("data-drives")
            if not table:
                continue
            figure.picture.focus()
            figure.press("ArrowRight")
            figure.press("Enter")
            panel = figure.whole.locator(".sb-chosen")
            said = [panel.get_attribute("aria-label"), panel.locator("button").inner_text()]
            if said != [f"The chosen {table.removesuffix('s')}", f"Show all {table} again"]:
                wrong[figure.name] = said
            panel.locator("button").click()
        none(**wrong)


@both_widths
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
