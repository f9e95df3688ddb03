"""Words that open their answer in place, on the built pages: with the pointer, the keyboard and
without a script, in the margin and under the text."""

from __future__ import annotations

import pytest

from support.driving import DESK, PAGES, PHONE, names_with
from support.judges import axe_violations, none

pytestmark = pytest.mark.browser

ASKING = names_with("sb-opens")
NOTED = names_with("sb-beside")
STORY = next(iter(names_with("sb-opens-number")), "")
# Of the words that open something under the text; those of the margin have their note beside them.
IN_FLOW = ".sb-opens[aria-expanded]"


def asking(here):
    """The words of a page that open an answer in the flow."""
    return here.page.locator(f"{IN_FLOW}:visible")


def answer(here, link):
    """The answer that a word has opened."""
    return here.page.locator(f"#{link.get_attribute('aria-controls')}")


def top(locator):
    """How far from the top of the screen something stands."""
    return locator.bounding_box()["y"]


def test_the_stories_have_words_that_answer():
    assert len(ASKING) >= 5 and NOTED


@pytest.mark.parametrize("width", (PHONE, DESK))
def test_a_press_opens_the_answer_under_the_paragraph_and_another_closes_it(visit, width):
    with visit(STORY, width=width) as here:
        link = asking(here).first
        link.scroll_into_view_if_needed()
        before, address = top(link), here.page.url
        link.click()
        told = answer(here, link)
        assert told.is_visible() and link.get_attribute("aria-expanded") == "true"
        assert abs(top(link) - before) < 1 and here.page.url == address
        assert top(told) > top(link) and told.inner_text().strip()
        link.click()
        assert not told.is_visible() and link.get_attribute("aria-expanded") == "false"
        assert abs(top(link) - before) < 1 and not here.errors


def test_enter_opens_and_escape_closes_and_gives_the_focus_back(visit):
    with visit(STORY) as here:
        link = asking(here).first
        link.focus()
        here.page.keyboard.press("Enter")
        told = answer(here, link)
        assert told.is_visible()
        told.locator("a").first.focus()
        here.page.keyboard.press("Escape")
        assert not told.is_visible() and link.evaluate("link => link === document.activeElement")


def test_one_answer_at_a_time_is_open_in_a_paragraph(visit):
    with visit(STORY) as here:
        crowded = here.page.locator(f"article p:has({IN_FLOW} ~ {IN_FLOW})").first
        first, second = (crowded.locator(IN_FLOW).nth(n) for n in (0, 1))
        first.click()
        second.click()
        assert crowded.locator(".sb-reply.sb-open").count() == 1
        assert [one.get_attribute("aria-expanded") for one in (first, second)] == ["false", "true"]


def test_an_answer_that_stands_elsewhere_is_copied_to_where_it_is_asked_for(visit):
    with visit(STORY, width=PHONE) as here:
        first, last = asking(here).first, asking(here).last
        own = first.get_attribute("data-asks")
        last.evaluate("(link, own) => { link.dataset.asks = own; }", own)
        last.click()
        told = answer(here, last)
        assert told.is_visible() and top(told) > top(last)
        assert told.inner_text() == here.page.locator(f"#{own}").text_content()
        assert here.page.locator(f"#{own}").count() == 1
        last.click()
        assert not told.is_visible()


def test_every_answer_of_every_page_opens(visit):
    dead = {}
    press = (
        "links => links.filter(link => { link.click(); const id = link.getAttribute("
        "'aria-controls'); const told = id && document.getElementById(id);"
        "return !told || !told.offsetHeight || !told.textContent.trim(); })"
        ".map(link => link.textContent)"
    )
    for name in ASKING:
        with visit(name, width=PHONE) as here:
            dead[name] = asking(here).evaluate_all(press) + here.errors
    none(**dead)


def test_without_a_script_a_word_leads_to_its_page_and_promises_no_more(visit):
    with visit(STORY, javascript=False) as here:
        link = here.page.locator(".sb-opens-number").first
        assert link.get_attribute("aria-expanded") is None
        assert here.page.locator(".sb-reply:visible").count() == (
            here.page.locator(".sb-beside").count()
        )
        link.click()
        assert "#" in here.page.url and not here.page.url.split("#")[0].endswith(STORY)


def test_what_answers_lead_to_is_there(visit):
    missing = {}
    for name in ASKING:
        with visit(name) as here:
            hrefs = here.page.locator(".sb-opens, .sb-reply a").evaluate_all(
                "links => [...new Set(links.map(link => link.href))]"
            )
        for href in hrefs:
            path, _, anchor = href.removeprefix(here.address).partition("#")
            page = PAGES / path
            if not page.is_file() or anchor and f'id="{anchor}"' not in page.read_text("utf-8"):
                missing.setdefault(name, []).append(href)
    none(**missing)


def overlaps(here):
    """Notes of the margin that lie over one another, over a picture or over a table."""
    return here.page.evaluate(
        """() => {
            const box = one => one.getBoundingClientRect();
            const shown = one => one.checkVisibility() && box(one).height;
            const notes = [...document.querySelectorAll('.sb-beside, aside.sidebar')].filter(shown);
            const others = [...document.querySelectorAll(
                'article :is(figure, .sb-table, .table-wrapper, h2, h3, pre)')].filter(shown);
            const over = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 &&
                a.top < b.bottom - 1 && b.top < a.bottom - 1;
            return notes.flatMap((note, i) => [...notes.slice(i + 1), ...others]
                .filter(other => over(box(note), box(other)))
                .map(other => `${note.textContent.slice(0, 30)} over ${other.tagName}`));
        }"""
    )


def test_notes_of_the_margin_stand_clear_of_one_another_and_of_pictures(visit):
    found = {}
    for name in NOTED:
        for width in (DESK, 1600):
            with visit(name, width=width) as here:
                found[f"{name} at {width}"] = overlaps(here)
                assert here.page.locator(".sb-beside:visible").count()
    none(**found)


def test_the_word_of_a_note_in_the_margin_leads_on_and_on_a_phone_opens_it(visit):
    with visit(NOTED[0]) as here:
        note = here.page.locator(".sb-beside").first
        link = here.page.locator(f"[data-asks='{note.get_attribute('id')}']").first
        assert note.is_visible() and link.get_attribute("aria-expanded") is None
        here.page.set_viewport_size({"width": PHONE, "height": 844})
        here.page.wait_for_function(
            "link => link.getAttribute('aria-expanded') === 'false'", arg=link.element_handle()
        )
        assert not note.is_visible()
        link.click()
        assert note.is_visible() and top(note) > top(link)
        here.page.set_viewport_size({"width": DESK, "height": 844})
        here.page.wait_for_function(
            "link => !link.hasAttribute('aria-expanded')", arg=link.element_handle()
        )
        link.click()
        here.page.wait_for_url("**/reference/**")


def test_nothing_of_an_answer_is_printed(visit):
    with visit(STORY) as here:
        asking(here).first.click()
        here.page.emulate_media(media="print")
        assert here.page.locator(".sb-reply:visible").count() == 0


# A picture whose rows stand with the evidence

APART = "figure[data-rows]:not([data-drives])"
WITH_APART = names_with("data-rows=")


@pytest.mark.parametrize("width", (PHONE, DESK))
def test_a_chosen_mark_tells_its_row_under_the_picture_and_leads_to_the_evidence(visit, width):
    with visit(WITH_APART[0], width=width) as here:
        figure = here.page.locator(APART).first
        picture, panel = figure.locator(".sb-picture:visible"), figure.locator(".sb-chosen")
        caption = figure.locator("figcaption")
        before = top(caption)
        assert not panel.is_visible() and panel.evaluate("one => !one.offsetHeight")
        picture.focus()
        here.page.wait_for_selector(f"{APART} [data-live=true]")
        before = top(caption) - top(picture)
        here.page.keyboard.press("ArrowRight")
        here.page.keyboard.press("Enter")
        panel.wait_for()
        rows = figure.locator(".sb-behind tbody tr")
        assert rows.first.locator("td").first.text_content() in panel.inner_text()
        link = panel.get_by_role("link", name="All that is known of it")
        page, _, key = link.evaluate("link => link.href").partition("#")
        there = PAGES / page.removeprefix(here.address)
        assert "/evidence/" in page and f'id="{key}"' in there.read_text("utf-8")
        panel.get_by_role("button", name="Close").click()
        assert not panel.is_visible() and abs(top(caption) - top(picture) - before) < 1
        assert picture.evaluate("one => one === document.activeElement")


def test_without_a_script_a_mark_leads_to_its_row_of_the_evidence(visit):
    with visit(WITH_APART[0], javascript=False) as here:
        hrefs = here.page.locator(f"{APART} .sb-wide svg a[href]").evaluate_all(
            "links => links.map(link => link.getAttribute('href'))"
        )
        for href in hrefs:
            page, _, key = href.partition("#")
            assert f'id="{key}"' in (PAGES / "chapters" / page).resolve().read_text("utf-8"), href
        assert hrefs


@pytest.mark.parametrize("dark", (False, True), ids=("light", "dark"))
def test_axe_finds_no_fault_with_answers_that_are_open(visit, dark):
    faults = {}
    for name in (STORY, NOTED[-1]):
        with visit(name, width=PHONE, dark=dark) as here:
            asking(here).evaluate_all("links => links.forEach(link => link.click())")
            opened = here.page.locator(".sb-reply.sb-open").count()
            faults[name] = axe_violations(here.page) if opened else ["nothing was open"]
    none(**faults)
