"""What a reader chooses and the book remembers: light or dark, and how much of the work to see."""

from __future__ import annotations

import pytest

from support.driving import HEIGHT, PHONE, WIDTHS, ask, names_with
from support.judges import luminance, none

pytestmark = pytest.mark.browser

WITH_LAYERS = names_with('class="sb-layers"')
HIDES = {"story": {"method", "data"}, "method": {"data"}, "all": set()}

# Runs in the page: for each layer, how many cells of it there are and how many of them are seen.
LAYERS = """() => Object.fromEntries(['narrative', 'method', 'data'].map(layer => {
    const cells = [...document.querySelectorAll(`.sb-layer-${layer}`)]
        .filter(cell => cell.textContent.trim());
    const seen = cells.filter(cell => [...cell.querySelectorAll('*')].some(part =>
        part.checkVisibility() && part.getBoundingClientRect().height > 0));
    return [layer, [cells.length, seen.length]];
}))"""
CODE = """() => [...document.querySelectorAll(':is(main, [role=main]) .cell_input')].filter(cell =>
    (cell.closest('details') || cell).checkVisibility()).length"""


HIDDEN = """() => [...document.querySelectorAll('tr[id], figure[id]')]
    .filter(one => !one.checkVisibility()).map(one => one.id)"""

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
    with visit("intro.html", dark=dark, width=width) as here:
        seen = [darkness(here.page)]
        for _ in range(2):
            toggle(here.page)
            seen.append(darkness(here.page))
            here.page.reload()
            assert darkness(here.page) == seen[-1]
        assert seen[0] == dark and set(seen) == {True, False}


@pytest.mark.parametrize("dark", (False, True), ids=("light", "dark"))
def test_a_remembered_colour_is_there_before_the_first_paint(visit, dark):
    with visit("intro.html", dark=not dark, storage={"theme": "dark" if dark else "light"}) as here:
        assert darkness(here.page) == dark
        here.page.add_init_script(FIRST_THEME)
        here.page.reload()
        assert here.page.evaluate("() => window.firstTheme") == ("dark" if dark else "light")


def press(page, level: str) -> None:
    """Choose how much to see."""
    page.locator(f".sb-layers button[value={level}]").click()


def test_each_choice_shows_its_layers_and_no_others(visit):
    wrong = {}
    for name in WITH_LAYERS:
        with visit(name, width=PHONE) as here:
            for level in HIDES:
                press(here.page, level)
                told = here.page.evaluate(LAYERS)
                wrong[f"{name}, {level}"] = [
                    (layer, there, seen)
                    for layer, (there, seen) in told.items()
                    if seen != (0 if layer in HIDES[level] else there)
                ]
                if bool(here.page.evaluate(CODE)) == (level == "story"):
                    wrong[f"{name}, {level}"].append("code")
    none(**wrong)


@pytest.mark.parametrize("level", ("story", "method"))
def test_the_choice_is_remembered_on_this_page_and_the_next(visit, level):
    with visit(WITH_LAYERS[0]) as here:
        press(here.page, level)
        for address in (here.page.url, here.address + WITH_LAYERS[-1]):
            here.page.goto(address)
            pressed = here.page.locator(".sb-layers button[aria-pressed=true]")
            assert (
                here.page.locator("html").get_attribute("data-layers")
                == pressed.get_attribute("value")
                == level
            )


def test_a_link_into_a_hidden_row_shows_it(visit):
    unseen, rows = {}, 0
    for name in WITH_LAYERS:
        with visit(name, storage={"sb-layers": "story"}) as here:
            hidden = here.page.evaluate(HIDDEN)
            rows += len(hidden)
            for target in {hidden[0], hidden[-1]} if hidden else ():
                here.page.goto("about:blank")
                here.page.goto(f"{here.address}{name}#{target}")
                row = here.page.locator(f"[id='{target}']")
                place = row.bounding_box() if row.is_visible() else None
                if not place or not -5 < place["y"] < HEIGHT:
                    unseen[f"{name}#{target}"] = place or "hidden"
    none(**unseen)
    assert rows, "no row is hidden from the story alone"


def test_without_scripts_everything_is_shown_and_no_switch_is_offered(visit):
    with visit(WITH_LAYERS[0], javascript=False) as here:
        counts = here.page.evaluate(LAYERS)
        assert all(there == seen for there, seen in counts.values())
        assert here.page.locator(".sb-layers:visible, .theme-toggle:visible").count() == 0
