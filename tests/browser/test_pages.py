"""Every page of the built book under its own policy, as it arrives on a slow line, without
scripts, from the file system, on paper. How it is read and used is judged in one visit a width, in
test_on_a_phone.py and its neighbours."""

from __future__ import annotations

import re

import pytest

from support.driving import (
    DESK,
    HEIGHT,
    PAGES,
    PHONE,
    ask,
    names_with,
    page_names,
    served,
)
from support.judges import (
    blank_sheets,
    console_errors,
    dead_figures,
    foreign_requests,
    layout_shifts,
    none,
    policies,
    policy_faults,
    policy_of,
    sheet_faults,
    unseen_figures,
)

pytestmark = pytest.mark.browser

POLICIES = policies()
PART = re.compile(r'<section id="([^"]+)"')
SHEET_WIDTH = 673  # A4 less 16 mm on either side, in px of 1/96 inch
PAPER = {
    "format": "A4",
    "margin": {"top": "16mm", "bottom": "16mm", "left": "16mm", "right": "16mm"},
}


def test_the_book_has_pages_and_pictures_to_visit():
    assert len(page_names()) >= 20 and len(names_with("<figure")) >= 10


def test_every_page_carries_the_same_policy():
    assert len(set(POLICIES.values())) == 1


def test_the_policy_allows_no_eval_and_no_other_host():
    none(**{name: policy_faults(text) for name, text in POLICIES.items()})


def test_nothing_is_allowed_unless_named():
    assert all(policy_of(text).get("default-src") == ["'none'"] for text in POLICIES.values())


def test_no_two_pages_share_a_title():
    titles = [
        re.search(r"<title>([^<]+)</title>", (PAGES / name).read_text(encoding="utf-8"))[1].strip()
        for name in page_names()
    ]
    assert all(titles) and len(titles) == len(set(titles))


@pytest.mark.parametrize("width", (PHONE, DESK))
def test_nothing_moves_while_a_page_arrives_in_pieces(visit, width):
    moved = {}
    with served(PAGES, halting=True) as slow:
        arriving = {
            name: visit(name, address=slow, width=width, until="commit") for name in page_names()
        }
        for name, one in arriving.items():
            with one:
                one.page.wait_for_load_state("load")
                moved[name] = layout_shifts(one)
    none(**moved)


@pytest.mark.parametrize("width", (PHONE, DESK))
def test_a_link_to_a_part_of_a_page_lands_there(visit, address, width):
    missed, followed = {}, 0
    with visit("404.html", width=width) as here:
        for name in page_names():
            parts = PART.findall((PAGES / name).read_text(encoding="utf-8"))[1:]
            for part in {parts[len(parts) // 2], parts[-1]} if parts else ():
                # A page that is open already would only be scrolled.
                here.page.goto("about:blank")
                here.page.goto(f"{address}{name}#{part}")
                here.page.wait_for_timeout(200)
                followed += 1
                at = ask(here.page, "landing", part)
                if not (-2 <= at["top"] <= HEIGHT / 4 or at["end"] and 0 <= at["top"] < HEIGHT):
                    missed[f"{name}#{part}"] = f"stands at {at['top']:.0f} px"
    assert followed > len(page_names())
    none(**missed)


@pytest.mark.parametrize("javascript", (True, False), ids=("script", "no script"))
def test_the_old_address_of_the_opening_leads_to_the_front_of_the_book(
    visit, address, taken_along, javascript
):
    for where in (address, taken_along):
        with visit("intro.html", address=where, javascript=javascript, until="commit") as here:
            here.page.wait_for_url(f"{where}index.html")
            assert here.page.locator("h1").first.inner_text().startswith("Moscow")


def test_every_figure_is_seen_without_javascript(visit, taken_along, address):
    unseen = {}
    for name in names_with("<figure"):
        for width, where in ((PHONE, address), (DESK, taken_along)):
            with visit(name, width=width, address=where, javascript=False) as still:
                unseen[f"{name} at {width}"] = unseen_figures(still.page)
    none(**unseen)


def test_every_page_is_whole_from_the_file_system(visit, taken_along):
    wrong = {}
    for name in page_names():
        # Of no use without a server: it is not taken along, and nothing there leads to it.
        if name == "live.html":
            continue
        with visit(name, address=taken_along) as here:
            unseen = unseen_figures(here.page)
            here.hydrate()
            dead = dead_figures(here.page) if here.page.locator(".sb-picture").count() else []
            wrong[name] = unseen + dead + console_errors(here) + foreign_requests(here)
    none(**wrong)


def test_every_page_is_whole_on_paper_and_shows_no_controls(visit):
    faults = {}
    for name in page_names():
        with visit(name, width=SHEET_WIDTH) as here:
            here.page.emulate_media(media="print")
            for scheme in ("light", "dark"):
                here.page.emulate_media(color_scheme=scheme)
                faults[f"{name}, {scheme}"] = unseen_figures(here.page) + sheet_faults(here.page)
            here.page.emulate_media(color_scheme="light")
            faults[f"{name}, printed"] = blank_sheets(here.page.pdf(**PAPER))
    none(**faults)


@pytest.mark.parametrize("width", (PHONE, DESK))
def test_what_an_explorer_takes_for_granted_is_seen_on_every_screen(visit, width):
    unseen, found = {}, 0
    for name in names_with('class="sb-explorer"'):
        with visit(name, width=width) as here:
            told = here.page.locator(".sb-explorer > .sb-hint").all()
            found += len(told)
            unseen[name] = [one.inner_text()[:60] for one in told if not one.is_visible()]
    assert found
    none(**unseen)
