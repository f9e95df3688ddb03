"""What stands in the address or was stored by a browser: whatever it is, the page works, and a row is seen."""

from __future__ import annotations

import pytest
from driving import names_with
from judges import console_errors, none

pytestmark = pytest.mark.browser

STRAY = ("%", "100%", "%E0%A4%A", "%2", "figure-1%", "explorer-claims-1?speaker=%", "?%")
WITH_ALL = ("reference/claims.html", "chapters/01_monitor-1999.html", "chapters/11_what-follows.html")

# Runs in the page: which of the parts that scripts serve are not served.
UNSERVED = """() => Object.entries({
    sorting: '.sb-tools ~ .sb-scroll thead th', pictures: 'figure[data-specs] > .sb-picture'
}).filter(([, selector]) => [...document.querySelectorAll(selector)].some(part =>
    !part.matches('[tabindex]') && !part.querySelector('.sb-sort'))).map(([name]) => name)"""


def unserved(here) -> list[str]:
    """What a reader of this page would press in vain."""
    here.page.wait_for_timeout(300)
    dead = here.page.evaluate(UNSERVED)
    explorer = here.page.locator(".sb-twin").first
    if explorer.count():
        said = explorer.locator("output.sb-answer")
        before = said.inner_text()
        explorer.locator("button[data-scenario]").last.click()
        dead += ["explorer"] if said.inner_text() == before else []
    return dead


@pytest.mark.parametrize("name", WITH_ALL)
def test_a_stray_percent_sign_in_the_address_leaves_the_page_working(visit, name):
    wrong = {}
    for stray in STRAY:
        with visit(f"{name}#{stray}") as here:
            wrong[stray] = [*console_errors(here), *unserved(here)]
            here.page.evaluate("() => { location.hash = '%'; }")
            here.page.evaluate("() => { location.hash = '100%'; }")
            here.page.wait_for_timeout(50)
            wrong[f"{stray}, then others"] = console_errors(here)
    none(**wrong)


def test_a_stray_percent_sign_in_what_is_searched_for_leaves_the_search_working(visit):
    wrong = {}
    for asked in ("%", "100%", "%E0%A4%A", "Sergeev%"):
        with visit(f"search.html?q={asked}") as here:
            here.page.locator("#search-results h2", has_text="Search Results").wait_for()
            wrong[asked] = console_errors(here)
    none(**wrong)


@pytest.mark.parametrize("stored", ("%", "{", "null", "[object Object]", "<img src=x>"))
def test_what_a_browser_stored_and_the_book_did_not_changes_nothing(visit, stored):
    with visit(WITH_ALL[1], storage={"theme": stored, "sb-layers": stored}) as here:
        state = here.page.evaluate("() => [document.body.dataset.theme, document.documentElement.dataset.layers]")
        assert (state, console_errors(here), unserved(here)) == (["auto", "all"], [], [])


def test_the_pages_with_tables_figures_and_explorers_are_there():
    assert set(WITH_ALL) <= set(names_with("sb-tools")) & set(names_with("sb-picture"))
    assert set(WITH_ALL) & set(names_with("sb-twin"))
