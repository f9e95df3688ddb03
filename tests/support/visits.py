"""One visit to a page of the built book, with everything that is judged on it.

To open a page costs more than to judge it: each width opens a page once, and what is found is kept
by what a reader would call the fault.
"""

from __future__ import annotations

import warnings

from support.driving import (
    DESK,
    HEIGHT,
    PAGES,
    PHONE,
    TABLET,
    WIDTHS,
    Visit,
    ask,
    page_names,
    served,
)
from support.judges import (
    COLOURS,
    Walk,
    axe_violations,
    console_errors,
    dead_figures,
    displaced,
    foreign_requests,
    layout_shifts,
    moved_boxes,
    overprinted,
    policies,
    pushed_tables,
    refused,
    sideways,
    small_lettering,
    undescribed_pictures,
    unseen_figures,
    wide_pictures,
)

NARROWEST = 320
# Of a long list the phone walks every stop; a desk lists the same in the same order.
MOST_STOPS = 300
TWICE = "html { font-size: 200% !important; }"
SHOWN = ".sb-picture:visible"
BUNDLE = "vendor/vega.js"
PLAIN_TITLE = "() => [document.querySelectorAll('h1').length, document.documentElement.lang]"
IN_TEXT = "() => !!document.activeElement.closest('main, [role=main], article')"
TEXT_HAS_LINKS = "() => !!document.querySelector(':is(main, [role=main], article) a[href]')"

Found = dict[str, list[str]]


def as_it_opens(here: Visit, width: int) -> Found:
    """What is wrong before anything is touched."""
    here.scroll_through()
    headings, language = here.page.evaluate(PLAIN_TITLE)
    found = {
        "anything that moves of itself": layout_shifts(here),
        "more or less than one first heading": [] if headings == 1 else [f"{headings} headings"],
        "another language than English": [] if language == "en" else [language],
        "a figure that is not seen": unseen_figures(here.page),
        "a picture without words for it": undescribed_pictures(here.page),
        "small lettering": small_lettering(here.page) if width == PHONE else [],
        "a word that something runs into": overprinted(here.page),
        "the charts' bundle before a touch": [url for url in here.asked if BUNDLE in url],
    }
    if width == DESK:
        found |= at_every_width(here.page)
    if width == PHONE:
        found |= at_twice_the_text(here.page)
    return found


def at_twice_the_text(page) -> Found:
    """What a reader would have to push sideways on a phone, as the page is and where letters are
    set twice as large; they are left as they were."""
    tables = pushed_tables(page)
    twice = page.add_style_tag(content=TWICE)
    page.wait_for_timeout(100)
    wide = [f"{one}, text twice as large" for one in sideways(page)]
    twice.evaluate("style => style.remove()")
    page.wait_for_timeout(100)
    return {"a table to be pushed sideways": tables, "a way to push large text sideways": wide}


def at_every_width(page) -> Found:
    """What reaches over the edge at some width; the page is left as wide as it was."""
    pushed, wide = [], []
    for width in (NARROWEST, *WIDTHS):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        pushed += [f"at {width}: {one}" for one in sideways(page)]
        wide += [f"at {width}: {one}" for one in wide_pictures(page)]
    page.set_viewport_size({"width": DESK, "height": HEIGHT})
    return {"a way to push it sideways": pushed, "a picture over the edge": wide}


def barriers(
    here: Visit, when: str, advice: list[str] | None = None, within: str = "", dark: bool = True
) -> Found:
    """What axe finds in light and, of what has a colour, in dark, where the page begins: elsewhere
    the bar at the top covers part of whatever has been scrolled there."""
    here.page.evaluate("() => scrollTo({ top: 0, behavior: 'instant' })")
    told = axe_violations(here.page, advice, within=within)
    if dark:
        here.page.emulate_media(color_scheme="dark")
        told += [f"dark: {one}" for one in axe_violations(here.page, within=within, rules=COLOURS)]
        here.page.emulate_media(color_scheme="light")
    return {f"a barrier {when}": told}


def come_to_life(here: Visit, width: int) -> Found:
    """What is wrong with the pictures once all are touched."""
    before, since = ask(here.page, "boxes"), here.page.evaluate("() => performance.now()")
    stood = ask(here.page, "places")
    here.hydrate()
    here.page.wait_for_timeout(200)
    loads = len([url for url in here.asked if BUNDLE in url])
    return {
        "a picture that stays dead": dead_figures(here.page),
        "a picture whose marks move": displaced(stood, ask(here.page, "places")),
        "a picture that changes its size": moved_boxes(before, ask(here.page, "boxes")),
        "anything that a touch moves": layout_shifts(here, since, allowed=0),
        "a live picture over the edge": wide_pictures(here.page),
        "small lettering in a live picture": small_lettering(here.page) if width == PHONE else [],
        "the bundle more than once": [] if loads == 1 else [f"{loads} loads"],
    }


class Figure:
    """One live figure under the keyboard."""

    def __init__(self, page, number: int):
        self.page = page
        self.picture = page.locator(SHOWN).nth(number)
        self.whole = self.picture.locator("xpath=ancestor::figure")
        self.name = self.whole.get_attribute("id")
        self.picture.focus()

    def press(self, key: str) -> str:
        """Press a key; returns what the figure then tells of the mark at hand."""
        self.page.keyboard.press(key)
        self.page.wait_for_timeout(50)
        return "\n".join(self.whole.locator(".sb-tip:visible").all_inner_texts()).strip()

    def walked(self) -> list[str]:
        """What is wrong when the arrow keys walk its marks and Tab leaves it."""
        self.picture.focus()
        first, second = self.press("ArrowRight"), self.press("ArrowRight")
        back = self.press("ArrowLeft")
        wrong = {
            "no word on the first mark": not first,
            "no word on the second mark": not second,
            "another word on the way back": back != first,
            "no ring": not self.whole.locator(".sb-ring").first.is_visible(),
            "not told aloud": self.whole.locator(".sb-tip[role=status]").count() != 1,
        }
        self.page.keyboard.press("Tab")
        wrong["keeps the focus"] = self.picture.evaluate("one => one === document.activeElement")
        return [f"{self.name}: {what}" for what, is_so in wrong.items() if is_so]


def live_figures(here: Visit) -> list[Figure]:
    """The figures of a page, brought to life."""
    here.hydrate()
    return [Figure(here.page, number) for number in range(here.page.locator(SHOWN).count())]


def under_the_keyboard(here: Visit, most: int | None = None) -> Found:
    """What is wrong with the way through a fresh page on the Tab key; of a page with more stops
    than `most`, with the beginning and the end of it."""
    here.page.reload()
    walk = Walk(here.page, most=most).complaints()
    return {
        "a place that the keyboard does not reach well": [
            f"{kind}: {one}" for kind, told in walk.items() for one in told
        ]
    }


def first_stop(here: Visit) -> Found:
    """What is wrong with the first stop of a fresh page, which skips to the text."""
    here.page.reload()
    here.page.keyboard.press("Tab")
    first = here.page.locator(":focus")
    words, leads = first.inner_text().lower(), first.get_attribute("href") or ""
    here.page.keyboard.press("Enter")
    here.page.keyboard.press("Tab")
    skipped = here.page.evaluate(IN_TEXT) or not here.page.evaluate(TEXT_HAS_LINKS)
    good = "skip" in words and leads.startswith("#") and skipped
    return {"a first stop that does not skip to the text": [] if good else [f"{words} {leads}"]}


def colours_turn(here: Visit) -> list[str]:
    """What keeps its colours when the reader presses for dark; the page is left as it was."""
    before = ask(here.page, "colours")
    toggle = here.page.locator(".theme-toggle:visible").first
    toggle.click()
    after = ask(here.page, "colours")
    for _ in range(2):
        if ask(here.page, "colours")["theme"] != before["theme"]:
            toggle.click()
    pairs = enumerate(zip(before["pictures"], after["pictures"], strict=True))
    kept = [f"picture {number}" for number, (was, now) in pairs if was == now]
    return kept + [part for part in ("paper", "ink") if before[part] == after[part]]


def read_through(here: Visit, width: int, advice: list[str]) -> Found:
    """Everything that is wrong with a page at this width, by the name of the fault. `advice` takes
    what axe calls merely good practice."""
    found = as_it_opens(here, width)
    if here.page.locator(".sb-picture").count():
        # The rest of the page is the same untouched and in use, but for folds that are closed.
        found |= barriers(here, "in a still picture", within="figure", dark=width != TABLET)
        turned = colours_turn(here) if width == DESK else []
        found |= come_to_life(here, width)
        turned += colours_turn(here) if width == DESK else []
        found["a picture that stays in one colour"] = turned
        found["a mark that the keys do not tell"] = [
            one for figure in live_figures(here) for one in figure.walked()
        ]
    here.open_folds()
    here.hydrate()
    # A tablet has the colours of a phone or of a desk, and the way on the Tab key of a phone.
    found |= barriers(here, "in use", advice if width == DESK else None, dark=width != TABLET)
    found["anything that its own policy refuses"] = refused(here)
    if width != TABLET:
        found |= under_the_keyboard(here, most=MOST_STOPS if width == DESK else None)
    if width == DESK:
        found |= first_stop(here)
    return found | {
        "another host asked": foreign_requests(here),
        "an error on its console": console_errors(here),
    }


def faults_of_every_page(browser, width: int) -> dict[str, Found]:
    """What one visit to every page at this width finds to be wrong, by page and fault."""
    found, advice = {}, []
    # As a header the policy binds what a page's own tag cannot.
    policy = next(filter(None, policies().values()))
    with served(PAGES, Content_Security_Policy=policy) as guarded:
        for name in page_names():
            with Visit(browser, guarded, name, width=width) as here:
                try:
                    told = read_through(here, width, advice)
                except Exception as error:
                    told = {"a visit that broke off": [repr(error)]}
            found[name] = {fault: where for fault, where in told.items() if where}
    if advice:
        warnings.warn("merely good practice: " + "; ".join(sorted(set(advice))), stacklevel=2)
    return {name: faults for name, faults in found.items() if faults}
