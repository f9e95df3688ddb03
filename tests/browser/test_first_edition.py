"""Every address that the first edition had still leads to what stood there: the page, its heading,
its row."""

from __future__ import annotations

import csv
import re

import pytest

from support import ROOT
from support.driving import PAGES, leads_on
from support.judges import none

pytestmark = pytest.mark.browser

# Of so many addresses one is asked for in the browser; all are followed in the files.
EVERY = 40
ID = re.compile(r'\sid="([^"]+)"')
REFRESH = re.compile(r'http-equiv="refresh" content="0; url=([^"#]+)')
ROW = re.compile(r"(monitor|breitbart|eaf|sinonk)-\d{4}-(\d{3}|p\w+|q\d+)(-\w+)?")


def rows(path):
    """The lines of a CSV file without its head."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [tuple(row) for row in csv.reader(lines)][1:]


OLD = rows(ROOT / "tests" / "fixtures" / "addresses-of-the-first-edition.csv")
MOVED = {row[:2]: row[2:] for row in rows(ROOT / "book" / "moved.csv")}


@pytest.fixture(scope="module")
def ids():
    """The ids of every page that is one, by its name."""
    pages = [path for path in PAGES.rglob("*.html") if not leads_on(path)]
    return {name_of(path): set(ID.findall(path.read_text(encoding="utf-8"))) for path in pages}


@pytest.fixture(scope="module")
def onward():
    """Where each page leads that only leads on, by its name."""
    stubs = [path for path in PAGES.rglob("*.html") if leads_on(path)]
    asked = {path: REFRESH.search(path.read_text(encoding="utf-8"))[1] for path in stubs}
    return {name_of(path): name_of((path.parent / to).resolve()) for path, to in asked.items()}


def name_of(path):
    return path.relative_to(PAGES).as_posix().removesuffix(".html")


def place(page, anchor, onward):
    """Where an old address leads: a page and an anchor, which may be empty."""
    return MOVED.get((page, anchor)) or (onward.get(page, page), anchor)


def test_every_address_of_the_first_edition_leads_to_something_there(ids, onward):
    places = {old: place(*old, onward) for old in OLD}
    lost = [old for old, (page, anchor) in places.items() if anchor and anchor not in ids[page]]
    assert len(OLD) > 3000 and lost == []


def test_a_row_of_the_first_edition_has_kept_its_id(ids, onward):
    asked = [old for old in OLD if ROW.fullmatch(old[1])]
    lost = [old for old in asked if place(*old, onward)[1] != old[1]]
    assert len(asked) > 1500 and lost == []


def test_a_browser_arrives_where_the_first_edition_sent_it(visit, address, onward):
    wrong = {}
    with visit("404.html") as here:
        for page, anchor in OLD[::EVERY]:
            to_page, to_anchor = place(page, anchor, onward)
            end = f"{to_page}.html" + (f"#{to_anchor}" if to_anchor else "")
            # A page that is open already would only be scrolled.
            here.page.goto("about:blank")
            here.page.goto(f"{address}{page}.html#{anchor}", wait_until="commit")
            for _ in range(50):
                if here.page.url.endswith(end):
                    break
                here.page.wait_for_timeout(100)
            else:
                wrong[f"{page}#{anchor}"] = [here.page.url]
    none(**wrong)
