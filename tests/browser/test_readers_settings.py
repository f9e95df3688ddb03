"""What a reader has set: colours that the system forces, a screen that nothing hovers over."""

from __future__ import annotations

import pytest

from support.driving import HEIGHT, PHONE
from support.judges import none

pytestmark = pytest.mark.browser

READING = "chapters/01_monitor-1999.html"
DRAWN = [READING, "chapters/08_seoul-and-tokyo.html", "index.html"]
# The colours of words in pictures, and those that the system gives to paper and to words.
COLOURS = """() => {
    const probe = document.body.appendChild(document.createElement("i"));
    const system = (name) => { probe.style.color = name; return getComputedStyle(probe).color; };
    const known = ["CanvasText", "GrayText"].map(system);
    const used = [...document.querySelectorAll("figure .sb-picture svg text")]
        .filter(text => text.checkVisibility()).map(text => getComputedStyle(text).fill);
    return { known, used: [...new Set(used)] };
}"""
UNSEEN = """what => [...document.querySelectorAll(what)].filter(one => {
    const style = getComputedStyle(one);
    return style.opacity === "0" || style.visibility !== "visible";
}).length"""


@pytest.mark.parametrize("chosen", ("light", "dark"))
def test_where_the_system_forces_its_colours_words_in_pictures_have_them(browser, address, chosen):
    """Whichever theme was chosen, the system's own may be the other one."""
    others = {}
    system = {"light": "dark", "dark": "light"}[chosen]
    with browser.new_context(
        forced_colors="active",
        color_scheme=system,
        viewport={"width": 1280, "height": HEIGHT},
    ) as context:
        context.add_init_script(f"localStorage.setItem('theme', '{chosen}')")
        page = context.new_page()
        for name in DRAWN:
            page.goto(address + name)
            told = page.evaluate(COLOURS)
            assert told["used"]
            others[name] = sorted(set(told["used"]) - set(told["known"]))
    none(**others)


def test_what_is_offered_under_a_mouse_is_seen_where_there_is_none(browser, address):
    with browser.new_context(
        has_touch=True, is_mobile=True, viewport={"width": PHONE, "height": HEIGHT}
    ) as context:
        page = context.new_page()
        page.goto(address + READING)
        page.wait_for_selector(".sb-copy", state="attached")
        offered = "article .headerlink, article .sb-copy"
        assert page.locator(offered).count() > 10
        assert page.evaluate(UNSEEN, offered) == 0


def test_a_button_for_copying_says_again_what_it_does_though_pressed_twice(visit):
    with visit(READING) as here:
        button = here.page.locator(".sb-copy").first
        button.wait_for(state="attached")
        for _ in range(2):
            button.dispatch_event("click")
            here.page.wait_for_timeout(300)
        assert button.text_content() in ("Copied", "Selected")
        here.page.wait_for_timeout(2500)
        assert button.text_content() == "Copy"
