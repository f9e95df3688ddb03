"""The book without a mouse: everything takes the focus in the page's order, shows it, and lets it
go."""

from __future__ import annotations

import pytest

from support.driving import DESK, PHONE
from support.judges import Walk, none

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", (PHONE, DESK))
def test_the_keyboard_reaches_everything_and_shows_where_it_is(visit, page_name, width):
    with visit(page_name, width=width) as here:
        none(**Walk(here.page).complaints())


def test_the_first_stop_skips_to_the_text(visit, page_name):
    with visit(page_name) as here:
        here.page.keyboard.press("Tab")
        first = here.page.locator(":focus")
        assert "skip" in first.inner_text().lower() and first.get_attribute("href").startswith("#")
        here.page.keyboard.press("Enter")
        here.page.keyboard.press("Tab")
        inside = "() => !!document.activeElement.closest('main, [role=main], article')"
        assert here.page.evaluate(inside) or not here.page.evaluate(
            "() => !!document.querySelector('main a[href], [role=main] a[href], article a[href]')"
        )
