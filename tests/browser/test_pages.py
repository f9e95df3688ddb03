"""Every page of the built book as a reader opens it: alone with its own server, without errors, in
one column."""

from __future__ import annotations

import pytest

from support.driving import DESK, HEIGHT, PAGES, PHONE, WIDTHS, ask, page_names, served
from support.judges import console_errors, foreign_requests, layout_shifts, none, sideways

pytestmark = pytest.mark.browser

NARROWEST = 320


@pytest.fixture(scope="module")
def visits(visit):
    """Every page on a phone and on a desk, opened once and scrolled through; the tests each judge
    one thing."""
    made = {
        (name, width): visit(name, width=width) for name in page_names() for width in (PHONE, DESK)
    }
    for one in made.values():
        one.scroll_through()
    yield made
    for one in made.values():
        one.context.close()


def hold(visits, judge) -> None:
    """Fail with what `judge` finds wrong, by page and width."""
    none(**{f"{name} at {width}": judge(one) for (name, width), one in visits.items()})


def test_the_book_has_pages_to_visit(visits):
    assert len(visits) >= 4


def test_no_page_asks_another_host_for_anything(visits):
    hold(visits, foreign_requests)


def test_no_page_has_an_error_on_its_console(visits):
    hold(visits, console_errors)


def test_every_page_has_one_first_heading(visits):
    hold(visits, lambda one: one.page.locator("h1").count() != 1)


def test_every_page_names_its_language(visits):
    hold(visits, lambda one: one.page.locator("html").get_attribute("lang") != "en")


def test_no_two_pages_share_a_title(visits):
    titles = [one.page.title() for (_, width), one in visits.items() if width == DESK]
    assert all(titles) and len(titles) == len(set(titles))


def test_nothing_moves_of_itself_while_a_page_loads(visits):
    hold(visits, layout_shifts)


@pytest.mark.parametrize("width", (PHONE, DESK))
def test_nothing_moves_while_a_page_arrives_in_pieces(visit, width):
    moved = {}
    with served(PAGES, halting=True) as slow:
        for name in page_names():
            with visit(name, address=slow, width=width) as one:
                moved[name] = layout_shifts(one)
    none(**moved)


@pytest.mark.parametrize("width", (PHONE, DESK))
def test_a_link_to_a_part_of_a_page_lands_there(visit, page_name, width):
    with visit(page_name, width=width) as here:
        parts = here.page.locator("section section[id]").evaluate_all(
            "parts => parts.map(part => part.id)"
        )
        missed = []
        for part in {parts[len(parts) // 2], parts[-1]} if parts else ():
            here.page.goto("about:blank")
            here.page.goto(f"{here.address}{page_name}#{part}")
            here.page.wait_for_timeout(200)
            at = ask(here.page, "landing", part)
            if not (-2 <= at["top"] <= HEIGHT / 4 or at["end"] and 0 <= at["top"] < HEIGHT):
                missed.append(f"{part} stands at {at['top']:.0f} px")
        none(missed=missed)


def test_no_page_scrolls_sideways(visits):
    pushed = {}
    for name in page_names():
        page = visits[name, DESK].page
        for width in (NARROWEST, *WIDTHS):
            page.set_viewport_size({"width": width, "height": HEIGHT})
            pushed[f"{name} at {width}"] = sideways(page)
    none(**pushed)


def test_the_front_page_leads_to_the_opening(visit):
    with visit("index.html") as front:
        front.page.wait_for_selector("h1")
        assert front.page.url.endswith("/intro.html") or (PAGES / "intro.html").samefile(
            PAGES / "index.html"
        )
