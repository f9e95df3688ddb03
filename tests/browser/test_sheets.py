"""The sheets in a real browser, on a phone, on a desk, on paper: no fault that axe knows, no
request, as many pages as the table says."""

from __future__ import annotations

import pytest

import shieldbook as sb
from shieldbook.publish.sheets import printer
from support.driving import DESK, PAGES, PHONE, leads_on, load_chromium
from support.judges import (
    axe_violations,
    console_errors,
    foreign_requests,
    none,
    sideways,
    small_lettering,
)

pytestmark = pytest.mark.browser

HANDOUTS = sb.load("handouts").set_index("id")
SHEETS = [path for path in sorted((PAGES / "sheets").glob("*.html")) if not leads_on(path)]
NAMES = [path.relative_to(PAGES).as_posix() for path in SHEETS]


def test_every_handout_has_a_page_but_those_that_wait_for_a_text():
    made = {path.stem for path in SHEETS}
    waiting = set(HANDOUTS.index) - made
    assert made <= set(HANDOUTS.index)
    assert {HANDOUTS.loc[own, "made_by"] for own in waiting} <= {"numbered_text", "coding_blank"}


@pytest.mark.parametrize(("width", "dark"), [(PHONE, False), (DESK, False), (PHONE, True)])
def test_a_sheet_is_read_on_any_screen(visit, width, dark):
    faults = {}
    for name in NAMES:
        with visit(name, width=width, dark=dark) as here:
            faults[name] = [
                *axe_violations(here.page),
                *sideways(here.page),
                *(small_lettering(here.page) if width == PHONE else []),
                *console_errors(here),
                *foreign_requests(here),
            ]
    none(**faults)


def test_a_sheet_asks_for_nothing_but_itself(visit):
    asked = {}
    for name in NAMES:
        with visit(name, javascript=False) as here:
            asked[name] = [url for url in here.asked if not url.endswith((name, "favicon.ico"))]
    none(**asked)


@pytest.fixture(scope="module")
def browser_path():
    """A Chromium to print with."""
    chromium = load_chromium()
    return chromium.find() or pytest.fail(chromium.ADVICE)


@pytest.mark.parametrize("paper", list(printer.PAPERS))
def test_a_sheet_prints_on_as_many_pages_as_the_table_says(browser_path, paper):
    pages = {path.stem: path.read_text(encoding="utf-8") for path in SHEETS}
    made = printer.printed(browser_path, pages, paper)
    counts = {own: printer.pages_of(pdf) for own, pdf in made.items()}
    assert counts == {own: int(HANDOUTS.loc[own, "pages"]) for own in counts}


def test_the_pdfs_of_the_book_are_what_would_be_printed_again(browser_path):
    pages = {path.stem: path.read_text(encoding="utf-8") for path in SHEETS}
    made = printer.printed(browser_path, pages)
    there = {own: (PAGES / "sheets" / f"{own}.pdf").read_bytes() for own in made}
    assert [own for own, pdf in made.items() if pdf != there[own]] == []


def test_the_page_of_sheets_leads_to_every_one(visit):
    with visit("seminar/sheets.html") as here:
        links = here.page.locator('a[href*="sheets/"]').evaluate_all("all => all.map(a => a.href)")
    led = {link.partition("/sheets/")[2] for link in links}
    assert {path.name for path in SHEETS} | {f"{path.stem}.pdf" for path in SHEETS} <= led
