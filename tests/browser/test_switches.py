"""What a reader chooses and the book remembers: light or dark."""

from __future__ import annotations

import pytest

from support.driving import PHONE, WIDTHS, ask, names_with
from support.judges import luminance, none

pytestmark = pytest.mark.browser

# Runs in the page: what of its text is neither seen nor in a fold that a reader can open. A picture
# is there twice, and one of the two is seen; what is said aloud only is not there for the eye. A
# sentence that can be turned has an unseen twin, and in the place of what it says without scripts
# it has controls. What stands in the place of hidden answers waits for them to be hidden, and what
# is told to those without scripts is told to them only, and the blanks of the desk are for paper.
UNSEEN = """other => [...document.querySelectorAll('article *')].filter(one =>
    one.textContent.trim() && !one.checkVisibility() && one.parentElement.checkVisibility()
    && !one.closest('details:not([open])')
    && !one.matches('.sb-picture, .sb-alt, .sb-expanded, .sb-collapsed, .sb-reply')
    && !one.matches('.sb-asked, .sb-unscripted, .sb-desk-paper')
    && !one.matches('template, script, style, .sb-twin') && !one.matches(other)
    && !one.closest('svg, .sb-explorer, .sb-states, .sb-params, .sb-tools, .sb-chosen'))
    .map(one => one.outerHTML.slice(0, 80))"""

SAID_BY_CONTROLS, ASKED_BY_SCRIPTS = ".sb-plain, .sb-settings, option", ".sb-js"

# Notes the theme at the first frame that has a body; the browser calls this just before it paints
# one.
FIRST_THEME = """(function before() {
    if (document.body) window.firstTheme = document.body.dataset.theme;
    else requestAnimationFrame(before);
})()"""


def toggle(page) -> None:
    """Press the button for the colours that is seen at this width."""
    page.locator(".theme-toggle:visible").first.click()


def darkness(page) -> bool:
    """Whether the page is dark now."""
    return luminance(ask(page, "colours")["paper"], over=1.0) < 0.2


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("dark", (False, True), ids=("light system", "dark system"))
def test_the_colours_can_be_had_both_ways_and_are_remembered(visit, dark, width):
    with visit("index.html", dark=dark, width=width) as here:
        seen = [darkness(here.page)]
        for _ in range(2):
            toggle(here.page)
            seen.append(darkness(here.page))
            here.page.reload()
            assert darkness(here.page) == seen[-1]
        assert seen[0] == dark and set(seen) == {True, False}


@pytest.mark.parametrize("dark", (False, True), ids=("light", "dark"))
def test_a_remembered_colour_is_there_before_the_first_paint(visit, dark):
    with visit("index.html", dark=not dark, storage={"theme": "dark" if dark else "light"}) as here:
        assert darkness(here.page) == dark
        here.page.add_init_script(FIRST_THEME)
        here.page.reload()
        assert here.page.evaluate("() => window.firstTheme") == ("dark" if dark else "light")


def test_nothing_is_hidden_by_a_choice_that_an_earlier_edition_remembered(visit):
    unseen = {}
    for name in names_with("<table"):
        with visit(name, width=PHONE, storage={"sb-layers": "story"}) as here:
            unseen[name] = here.page.evaluate(UNSEEN, SAID_BY_CONTROLS)
    none(**unseen)


def test_without_scripts_everything_is_shown_and_no_switch_is_offered(visit):
    with visit("chapters/01_monitor-1999.html", javascript=False) as here:
        assert here.page.evaluate(UNSEEN, ASKED_BY_SCRIPTS) == []
        assert here.page.locator(".theme-toggle:visible").count() == 0
