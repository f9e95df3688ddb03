"""The search finds, on the web and in the copy taken along."""

from __future__ import annotations

import re

import pytest
from driving import MAIN
from judges import console_errors, foreign_requests, none

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("place", ("served", "file system"))
def test_the_search_finds_a_name_and_leads_to_its_page(visit, address, taken_along, place):
    where = address if place == "served" else taken_along
    with visit("intro.html", address=where) as here:
        here.page.locator("input[name=q]:visible").first.fill("Sergeev")
        here.page.keyboard.press("Enter")
        hit = here.page.locator("#search-results a", has_text="1999").first
        hit.wait_for()
        here.page.wait_for_load_state("networkidle")
        none(errors=console_errors(here), foreign=foreign_requests(here))
        hit.click()
        here.page.wait_for_url("**/chapters/01_monitor-1999.html*")
        assert "Sergeev" in here.page.locator(MAIN).inner_text()


def test_the_search_says_when_it_finds_nothing(visit):
    with visit("search.html?q=zzxxqqvv") as here:
        nothing = re.compile("did not match|no (documents|results|pages)|nothing", re.IGNORECASE)
        here.page.locator(MAIN).get_by_text(nothing).wait_for()
        assert console_errors(here) == []


def test_hostile_words_to_search_for_stay_words(visit):
    with visit("search.html?q=%3Cimg+src%3Dx+onerror%3D%22window.pwned%3D1%22%3E") as here:
        here.page.wait_for_load_state("networkidle")
        assert not here.page.evaluate("() => 'pwned' in window") and here.dialogs == []
