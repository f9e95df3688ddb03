"""Old addresses of an invented book in a real browser: pages and rows that have moved are found,
and what never was stays where it is."""

from __future__ import annotations

import pytest

from support.driving import Visit, served
from support.frames import build, make_book
from support.judges import console_errors, none

pytestmark = pytest.mark.browser

ROWS = "chapters/01_one,lamp,chapters/two,part\nold/lamps,row,chapters/two,part\n"
LEADS = {
    "chapters/01_one.html#lamp": "chapters/two.html#part",
    "chapters/01_one.html#lamp?speaker=%": "chapters/two.html#part?speaker=%",
    "old/lamps.html": "chapters/two.html",
    "old/lamps.html#part": "chapters/two.html#part",
    "old/lamps.html#row": "chapters/two.html#part",
    "start.html": "intro.html",
}
STAYS = (
    "chapters/01_one.html#one-two",
    "chapters/01_one.html#nothing",
    "chapters/01_one.html#%",
    "chapters/01_one.html#100%",
    "chapters/01_one.html#__proto__",
    "chapters/01_one.html#nothing?speaker=%",
    "chapters/two.html#part",
)


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """An invented book from which two pages and two anchors have moved."""
    folder = tmp_path_factory.mktemp("moved")
    (make_book(folder) / "moved.csv").write_text("page,anchor,to_page,to_anchor\n" + ROWS)
    return build(folder, shieldbook_moved={"old/lamps": "chapters/two", "start": "intro"})


@pytest.fixture(params=("a server", "the file system"))
def where(request, pages):
    """Where that book is read."""
    if request.param == "the file system":
        yield f"{pages.as_uri()}/"
        return
    with served(pages) as address:
        yield address


def test_whatever_has_moved_is_found_from_where_it_was(browser, where):
    missed = {}
    for old, new in LEADS.items():
        with Visit(browser, where, old, until="commit") as here:
            try:
                here.page.wait_for_url(where + new, timeout=5000)
            except Exception:
                missed[old] = [here.page.url]
            missed.setdefault(old, []).extend(console_errors(here))
    none(**missed)


def test_what_has_not_moved_stays_where_it_is(browser, where):
    strayed = {}
    for name in STAYS:
        with Visit(browser, where, name) as here:
            here.page.wait_for_timeout(200)
            there = [] if here.page.url == where + name else [here.page.url]
            strayed[name] = there + console_errors(here)
    none(**strayed)


def test_a_link_followed_on_the_page_finds_what_has_moved(browser, where):
    with Visit(browser, where, "chapters/01_one.html") as here:
        here.page.evaluate("() => { location.hash = 'lamp'; }")
        here.page.wait_for_url(f"{where}chapters/two.html#part")


def test_without_scripts_a_page_that_has_moved_still_leads_on(browser, where):
    with Visit(browser, where, "old/lamps.html", javascript=False, until="commit") as here:
        here.page.wait_for_url(f"{where}chapters/two.html")


def test_the_list_is_not_asked_for_where_the_address_names_what_is_there(browser, where):
    for name in ("chapters/two.html", "chapters/two.html#part"):
        with Visit(browser, where, name) as here:
            here.page.wait_for_timeout(100)
            assert not [url for url in here.asked if url.endswith("moved.js")]
