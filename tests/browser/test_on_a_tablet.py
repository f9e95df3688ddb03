"""Every page of the built book, read and used on a tablet: one visit a page, judged by all."""

from __future__ import annotations

import re

import pytest

from support.driving import PAGES, TABLET
from support.judges import none
from support.visits import faults_of_every_page

pytestmark = pytest.mark.browser


@pytest.mark.timeout(2700)
def test_no_judge_finds_fault_with_a_page_on_a_tablet(browser):
    none(**faults_of_every_page(browser, TABLET))


# A rule of a style sheet: what it is for, and what it sets.
RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
COLOUR = re.compile(r"(?:^|;)\s*[a-z-]*(?:color|background|fill|stroke|opacity|filter)[a-z-]*\s*:")
NARROW = re.compile(r"(?:screen and )?\(max-width: ?[\d.]+r?em\)")


def by_width(css):
    """What a style sheet has for some widths only: the query and the rules under it."""
    for found in re.finditer(r"@media([^{]*width[^{]*)\{", css):
        end, depth = found.end(), 1
        while depth:
            depth += {"{": 1, "}": -1}.get(css[end], 0)
            end += 1
        yield found[1].strip(), css[found.end() : end - 1]


def test_colours_on_a_tablet_are_those_of_a_phone_or_of_a_desk():
    """So no page is judged in the dark on it: what is coloured for narrow screens is so on the
    narrowest."""
    queries, astray = 0, []
    for path in sorted((PAGES / "_static").rglob("*.css")):
        for query, rules in by_width(path.read_text(encoding="utf-8")):
            queries += 1
            coloured = [rule[0].strip() for rule in RULE.findall(rules) if COLOUR.search(rule[1])]
            if coloured and not NARROW.fullmatch(query):
                astray += [f"{path.name}, {query}: {one}" for one in coloured]
    assert queries > 10 and astray == []
