"""A plan and its page for marking lie on a desk: each prints on two sheets of A4."""

import re

import pytest

import shieldbook as sb
from shieldbook.pages.sessions import MARKING

pytestmark = pytest.mark.browser

SHEETS = 2
NAMES = [f"{kind}{own}" for own in sb.load("sessions")["id"] for kind in ("", MARKING)]


def printed_pages(page):
    """How many pages a browser makes of what it shows."""
    paper = page.pdf(format="A4", prefer_css_page_size=True)
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", paper))


def test_every_plan_and_every_page_for_marking_prints_on_two_sheets(browser, address):
    page, found = browser.new_page(), {}
    for name in NAMES:
        page.goto(f"{address}/seminar/{name}.html")
        found[name] = printed_pages(page)
    page.close()
    assert {name: count for name, count in found.items() if not 0 < count <= SHEETS} == {}
