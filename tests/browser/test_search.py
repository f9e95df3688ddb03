"""The search finds, on the web and in the copy taken along."""

from __future__ import annotations

import re

import pytest

from support.driving import MAIN, PAGES, names_with
from support.judges import console_errors, foreign_requests, none

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("place", ("served", "file system"))
def test_the_search_finds_a_name_and_leads_to_its_page(visit, address, taken_along, place):
    where = address if place == "served" else taken_along
    with visit("index.html", address=where) as here:
        here.page.locator("input[name=q]:visible").first.fill("Sergeev")
        here.page.keyboard.press("Enter")
        hit = here.page.locator("#search-results a", has_text="1999: the man").first
        hit.wait_for()
        here.page.wait_for_load_state("networkidle")
        none(errors=console_errors(here), foreign=foreign_requests(here))
        hit.click()
        here.page.wait_for_url("**/chapters/01_monitor-1999.html*")
        assert "Sergeev" in here.page.locator(MAIN).inner_text()


def found(here) -> list[str]:
    """Where the results of a search lead, once all are there."""
    here.page.locator("#search-results .search-summary", has_text=re.compile(r"\S")).wait_for()
    links = here.page.locator("#search-results li > a")
    return links.evaluate_all("links => links.map(link => link.getAttribute('href'))")


@pytest.mark.parametrize("place", ("served", "file system"))
def test_words_of_digits_are_found_on_the_pages_that_hold_them(visit, address, taken_along, place):
    where = address if place == "served" else taken_along
    wrong = {}
    for asked, page in (
        ("1999", "01_monitor-1999"),
        ("2017", "03_breitbart-2017"),
        ("1972", "07_argument-and-pegs"),
        ("Sergeev 1999", "01_monitor-1999"),
    ):
        with visit(f"search.html?q={asked}", address=where) as here:
            pages = found(here)
            if place == "served":
                here.page.wait_for_load_state("networkidle")
            wrong[asked] = console_errors(here)
            if len(pages) < 5 or not any(page in one for one in pages):
                wrong[asked].append(f"leads to {pages}")
            if f"Results: {len(pages)}" not in here.page.locator("#search-results").inner_text():
                wrong[asked].append("the count is another")
    none(**wrong)


@pytest.mark.parametrize("place", ("served", "file system"))
def test_an_anchor_that_is_searched_for_leads_to_what_it_names(visit, address, taken_along, place):
    where = address if place == "served" else taken_along
    wrong = {}
    for asked, page in (
        ("monitor-1999-004", "evidence/monitor-1999.html"),
        ("%23monitor-1999-004", "evidence/monitor-1999.html"),
        ("https://old.example/a.html%23eaf-2018-010", "evidence/eaf-2018.html"),
        ("1999-09-02-sergeev-in-seoul", "reference/twenty-years.html"),
        ("bib-voa-north-korea-missile-19990913", "reference/bibliography.html"),
        ("monitor-1999-004-attribution", "evidence/monitor-1999.html"),
        ("events", "reference/twenty-years.html"),
    ):
        ident = asked.split("%23")[-1]
        with visit(f"search.html?q={asked}", address=where) as here:
            led = found(here)[:1]
            here.page.wait_for_load_state("networkidle")
            wrong[asked] = console_errors(here)
            if led != [f"{page}#{ident}"]:
                wrong[asked].append(f"leads to {led}")
                continue
            here.page.locator("#search-results li > a").first.click()
            here.page.wait_for_url(f"**/{page}#{ident}")
            if not here.page.locator(f"[id='{ident}']").is_visible():
                wrong[asked].append("nothing is there")
    none(**wrong)


def test_every_row_that_has_an_address_can_be_searched_for(visit):
    with visit("search.html") as here:
        known = here.page.evaluate("() => window.shieldbook.anchors ?? {}")
    lost = {}
    for name in names_with("<tr id="):
        rows = re.findall(r'<tr id="([^"]+)"', (PAGES / name).read_text(encoding="utf-8"))
        lost[name] = sorted(set(rows) - set(known.get(name.removesuffix(".html"), [])))[:5]
    none(**lost)


def test_a_result_that_is_a_row_shows_its_words_apart(visit):
    with visit("search.html?q=1999-09-02-sergeev-in-seoul") as here:
        summary = here.page.locator("#search-results li").first.locator(".context")
        summary.wait_for()
        told = "Russia and South Korea talks Russia, South Korea Monitor, September 1999"
        assert told in summary.inner_text()


def test_the_search_says_when_it_finds_nothing(visit):
    with visit("search.html?q=zzxxqqvv") as here:
        nothing = re.compile("did not match|no (documents|results|pages)|nothing", re.IGNORECASE)
        here.page.locator(MAIN).get_by_text(nothing).wait_for()
        assert console_errors(here) == []


def test_hostile_words_to_search_for_stay_words(visit):
    with visit("search.html?q=%3Cimg+src%3Dx+onerror%3D%22window.pwned%3D1%22%3E") as here:
        here.page.wait_for_load_state("networkidle")
        assert not here.page.evaluate("() => 'pwned' in window") and here.dialogs == []
