"""What a page may ask of a reader on a phone: screens to turn, bytes before a touch, elements to
lay out."""

from __future__ import annotations

import gzip
from pathlib import PurePosixPath
from urllib.parse import urlsplit

import pytest

from support.driving import HEIGHT, PAGES, PHONE, page_names
from support.judges import none

pytestmark = pytest.mark.browser

# DESIGN of the second edition: phone screens by kind of page. Of an evidence page only the bytes
# count, for what is off the screen costs nothing.
SCREENS = {"opening": 8, "before": 10, "reading": 14, "across": 8, "evidence": None}
KB = {"opening": 60, "before": 60, "reading": 60, "across": 60, "evidence": 160}
ELEMENTS = 3000
# The book uses the fonts of the machine, and some set more lines than others.
FONTS = 1.06
# What is over its budget today, and how far it may be; nothing else may be, and nothing further.
OVER = {
    "before-you-read.html": {"screens": 10.5},
    "chapters/01_monitor-1999.html": {"screens": 14.5},
    "chapters/04_eaf-2018.html": {"screens": 14.5, "kB": 63},
    "chapters/05_sinonk-2019.html": {"screens": 14.5},
    "chapters/06_whose-words.html": {"screens": 9.5},
    "chapters/08_seoul-and-tokyo.html": {"screens": 9.5},
    "chapters/09_records-verdict.html": {"screens": 8.5},
    "chapters/10_what-follows.html": {"screens": 8.5},
}


def kind_of(name):
    """Which budget a page has; empty where it has none."""
    folder, stem = PurePosixPath(name).parent.name, PurePosixPath(name).stem
    if folder == "chapters":
        return "reading" if stem[:2] <= "05" else "across"
    return {"index": "opening", "before-you-read": "before"}.get(stem, folder)


PLACES = {name: kind_of(name) for name in page_names() if kind_of(name) in SCREENS}


@pytest.fixture(scope="module")
def measured(visit):
    """What every page with a budget asks for, by its name."""
    found = {}
    for name in PLACES:
        with visit(name, width=PHONE) as here:
            height, elements = here.page.evaluate(
                "() => [document.querySelector('article').getBoundingClientRect().height, "
                "document.querySelectorAll('*').length]"
            )
            paths = {urlsplit(address).path.lstrip("/") for address in here.asked}
            size = sum(len(gzip.compress((PAGES / path).read_bytes(), 9)) for path in paths)
        found[name] = {"screens": height / HEIGHT, "kB": size / 1000, "elements": elements}
    return found


def limits(name):
    """The budget of a page."""
    kind = PLACES[name]
    some = {"screens": SCREENS[kind], "kB": KB[kind]}
    return some | ({} if kind == "evidence" else {"elements": ELEMENTS})


def allowed(what, most):
    """What a page may have: its budget or its excuse, and in screens what fonts may add."""
    return most * FONTS if what == "screens" else most


def test_every_page_keeps_to_its_budget_or_to_what_it_is_excused_for(measured):
    wrong = {}
    for name, found in measured.items():
        for what, most in limits(name).items():
            granted = OVER.get(name, {}).get(what, most)
            if granted is not None and found[what] > allowed(what, granted):
                wrong.setdefault(name, []).append(f"{what}: {found[what]:.1f}, at most {granted}")
    assert len(measured) > 15
    none(**wrong)


def test_every_excuse_from_a_budget_is_needed(measured):
    needless = {}
    for name, excuses in OVER.items():
        for what in excuses:
            if measured[name][what] * allowed(what, 1) <= limits(name)[what]:
                needless.setdefault(name, []).append(what)
    none(**needless)
