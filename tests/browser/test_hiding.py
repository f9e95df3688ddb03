"""Hidden answers: no code and no verdict is seen, heard, found or printed on a page that a class
works on, from the first paint on and from one such page to the next; shown again, all is as it
was."""

from __future__ import annotations

import re

import pytest

import shieldbook as sb
from shieldbook.analysis.codebook import labels
from support.driving import DESK, PHONE, names_with
from support.judges import axe_violations, console_errors, none, sideways

pytestmark = pytest.mark.browser

SWITCH = 'class="sb-hiding"'
PAGES = names_with(SWITCH)
HIDDEN = "?answers=hidden"
CHECKS, CLAIMS = "reference/checks.html", "reference/claims.html"
VERDICTS = ("verdict", "outcome", "explanation_verdict")
# Words that a verdict shares with every page; a cell that holds nothing else is one all the same.
COMMON = {"partly", "open", "slip", "fits", "happened", "no slip", "cannot tell"}
# Where a question or a rule of the page has a verdict's word and tells none: headings, what a
# picture asks or is, links to what a term means.
NEUTRAL = (
    *("h1", "h2", "h3", "h4", ".toc-drawer", ".sidebar-drawer", ".related-pages"),
    *(".sb-title.sb-asked", "figcaption", "a[href*='glossary.html']"),
)
MARKED = ".sb-tells, .tag_answer, .tag_solution, .sb-code, [data-covered] > .sb-picture"

# Everything that is told on a page: the words that are seen, and the names that are read out. A
# fold that is closed can be opened, so what is in it is told too.
TOLD = """neutral => {
    for (const fold of document.querySelectorAll('details')) fold.open = true;
    const told = [];
    for (const one of document.querySelectorAll('body, body *')) {
        if (one.closest(neutral) || !one.checkVisibility()) continue;
        if (one.matches('script, style, template, option')) continue;
        const own = [...one.childNodes].filter(node => node.nodeType === 3)
            .map(node => node.data).join(' ').trim();
        told.push(own, one.getAttribute('aria-label') || '', one.getAttribute('title') || '');
    }
    for (const option of document.querySelectorAll('select option')) {
        if (option.parentElement.checkVisibility()) told.push(option.textContent);
    }
    return told.filter(Boolean);
}"""
SEEN = "marked => [...document.querySelectorAll(marked)].filter(one => one.checkVisibility())"
MANY = f"marked => ({SEEN})(marked).length"
SHOWN_ROWS = "name => [...document.querySelectorAll(`[data-table=${name}] tbody tr:not([hidden])`)]"
WITH_WORD = """([name, word]) => [...document.querySelectorAll(`[data-table=${name}] tbody tr`)]
    .filter(row => [...row.cells].some(cell => cell.checkVisibility()
        && cell.textContent.toLowerCase().includes(word))).length"""
FIRST_STATE = """(function before() {
    const root = document.documentElement;
    if (root && document.body) window.firstState = root.dataset.answers;
    else requestAnimationFrame(before);
})()"""
TEXT = """() => [...document.querySelectorAll('article *')]
    .filter(one => one.checkVisibility() && !one.closest('.sb-sort'))
    .map(one => one.tagName + one.textContent.slice(0, 60))"""


# The controls of a page, and what of each is not what it finds: its question, what can be set, by
# what name and to what.
CONTROLS = ".sb-explorer, .sb-states, .sb-sentence, .sb-params"
SETS = (
    *(".sb-question", "label", "legend", "select", "button", ".sb-slide", ".sb-turn", "dt"),
    *(".sb-status", ".sb-hint", ".sb-line > .sb-plain", "script", "style"),
)
FOUND = """([one, sets]) => {
    const found = [];
    const walk = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const told = walk.currentNode, box = told.parentElement;
        const said = told.data.trim() && !box.closest(sets)
            && box.checkVisibility({visibilityProperty: true});
        if (said) found.push(told.data.trim());
    }
    return found;
}"""
# Every control of a page that is no link, button of the frame or table's own, with what it opens.
FOLDS = "article details > summary"


def controls(page):
    """The controls of a page that are seen."""
    return [one for one in page.locator(CONTROLS).all() if one.is_visible()]


def finds(control):
    """What a control says that it finds, in texts as they are seen."""
    return control.evaluate(f"(one, sets) => ({FOUND})([one, sets])", ", ".join(SETS))


def turned(control):
    """Set a control to another value, as its reader does with the keyboard."""
    box = control.locator("input:visible, select:visible").last
    box.focus()
    box.press("ArrowLeft")


def words():
    """The verdicts in words: those that tell wherever they stand, and all of them."""
    codebook = sb.load("codebook")
    known = {word for field in VERDICTS for word in labels(codebook, field).values()}
    coded = {word for field in ("kind", "stance") for word in labels(codebook, field).values()}
    # The end of an interval may be open, and a table of figures says so.
    return known - COMMON - {"none"}, (known | coded) - {"none", "open"}


def tells(page):
    """What a page with hidden answers still tells of them."""
    telling, whole = words()
    inside = re.compile("|".join(rf"\b{re.escape(word)}\b" for word in telling), re.IGNORECASE)
    told = page.evaluate(TOLD, ", ".join(NEUTRAL))
    found = [f"a verdict: {text[:90]}" for text in told if inside.search(text)]
    found += [f"a code: {text}" for text in told if text in whole]
    return found + [f"marked: {n}" for n in [page.evaluate(MANY, MARKED)] if n]


def test_the_pages_that_a_class_works_on_have_the_switch():
    asked = {"reference/claims.html", "reference/checks.html", "reference/explanations.html"}
    asked |= {name for name in names_with("Evidence: ") if name.startswith("evidence/")}
    asked |= {f"seminar/{year}.html" for year in (1999, 2000, 2017, 2018, 2019)}
    assert asked <= set(PAGES) and len(asked) == 13


@pytest.mark.parametrize("width", (PHONE, DESK))
def test_with_answers_hidden_no_verdict_and_no_code_is_told_on_the_screen_or_on_paper(visit, width):
    faults = {}
    for name in PAGES:
        with visit(name + HIDDEN, width=width) as here:
            faults[name] = tells(here.page) + sideways(here.page) + console_errors(here)
            here.page.emulate_media(media="print")
            faults[f"{name}, printed"] = tells(here.page)
    none(**faults)


def test_the_judge_of_hidden_answers_speaks_up_where_they_are_shown(visit):
    silent = {}
    for name in (CHECKS, "evidence/monitor-1999.html"):
        with visit(name) as here:
            told = tells(here.page)
            kinds = {one.split(":")[0] for one in told}
            silent[name] = sorted({"a verdict", "a code", "marked"} - kinds)
    none(**silent)


def test_no_control_says_by_itself_what_it_finds_while_answers_are_hidden(visit):
    faults, walked = {}, 0
    for name in PAGES:
        with visit(name + HIDDEN) as here:
            walked += len(controls(here.page))
            faults[name] = [found for one in controls(here.page) for found in finds(one)]
            here.page.emulate_media(media="print")
            faults[f"{name}, printed"] = [w for one in controls(here.page) for w in finds(one)]
    none(**faults)
    assert walked >= 3


def test_a_control_that_its_reader_sets_says_what_comes_out_and_on_paper_nothing(visit):
    faults = {}
    for name in PAGES:
        with visit(name + HIDDEN) as here:
            for number, control in enumerate(controls(here.page)):
                turned(control)
                if not finds(control):
                    faults[f"{name}, control {number}"] = ["set, and silent"]
            here.page.emulate_media(media="print")
            faults[f"{name}, printed"] = [w for one in controls(here.page) for w in finds(one)]
            here.page.emulate_media(media="screen")
            for _ in range(2):
                here.page.locator(".sb-hiding button").click()
            faults[f"{name}, hidden anew"] = [w for one in controls(here.page) for w in finds(one)]
    none(**faults)


def test_what_can_be_opened_by_keyboard_opens_on_something_while_answers_are_hidden(visit):
    faults, reached = {}, 0
    for name in PAGES:
        with visit(name + HIDDEN) as here:
            faults[name] = []
            for fold in here.page.locator(FOLDS).all():
                if not fold.is_visible() or fold.evaluate("one => one.tabIndex < 0"):
                    continue
                reached += 1
                fold.press("Enter")
                told = fold.evaluate("""one => [...one.parentElement.children]
                    .filter(part => part !== one && part.checkVisibility())
                    .map(part => part.textContent.trim()).join("")""")
                if not told:
                    faults[name].append(f"opens on nothing: {fold.inner_text()[:60]}")
    none(**faults)
    assert reached > 10


def test_an_option_stays_shut_while_answers_are_hidden_and_opens_as_before_when_shown(visit):
    with visit("seminar/1999.html") as here:
        page = here.page
        chosen, other = (page.locator(".sb-item details").nth(n) for n in (1, 2))
        chosen.locator("summary").press("Enter")
        switch = page.locator(".sb-hiding button")
        switch.click()
        assert not chosen.evaluate("one => one.open")
        other.locator("summary").evaluate("one => one.focus()")
        page.keyboard.press("Enter")
        assert not other.evaluate("one => one.open")
        switch.click()
        assert chosen.locator("p").is_visible() and not other.locator("p").is_visible()
        other.locator("summary").press("Enter")
        assert other.locator("p").is_visible()


def test_pictures_ask_where_their_answers_are_hidden(visit):
    with visit("evidence/monitor-1999.html" + HIDDEN) as here:
        titles = here.page.locator(".sb-title:visible").all_inner_texts()
        assert len(titles) >= 4 and all(title.endswith("?") for title in titles)
        assert here.page.locator(".sb-picture:visible").count() == 0
    with visit("reference/explanations.html" + HIDDEN) as here:
        trade = here.page.locator("figure").last
        assert trade.locator(".sb-picture:visible").count() == 1
        label = trade.locator(".sb-picture:visible .sb-alt.sb-asked").get_attribute("aria-label")
        assert label.endswith("?") and not trade.locator(".sb-alt.sb-tells").first.is_visible()


@pytest.mark.parametrize("name", (CHECKS, CLAIMS, "seminar/2018.html"))
def test_what_was_hidden_comes_back_as_it_was(visit, name):
    with visit(name) as here:
        if here.page.locator("article .highlight > pre").count():
            here.page.wait_for_selector(".sb-copy", state="attached")
        before = here.page.evaluate(TEXT)
        assert here.page.locator(".sb-asked:visible").count() == 0
        button = here.page.get_by_role("button", name="Hide the answers")
        button.focus()
        here.page.keyboard.press("Enter")
        assert here.page.url.endswith(name + HIDDEN) and here.page.evaluate(MANY, MARKED) == 0
        assert "hidden, here and on paper" in here.page.locator(".sb-hiding").inner_text()
        here.page.keyboard.press("Enter")
        assert here.page.url.endswith(name) and here.page.evaluate(TEXT) == before


def test_the_state_is_set_before_the_first_paint(visit):
    with visit(CLAIMS) as here:
        here.page.add_init_script(FIRST_STATE)
        here.page.goto(here.address + CLAIMS + HIDDEN)
        assert here.page.evaluate("() => window.firstState") == "hidden"
        here.page.goto(here.address + CLAIMS)
        assert here.page.evaluate("() => window.firstState") == "shown"


def test_a_link_to_another_such_page_keeps_the_answers_hidden_and_one_elsewhere_does_not(visit):
    with visit(CLAIMS + HIDDEN) as here:
        page = here.page
        page.locator(".sidebar-tree a[href*='checks.html']").click()
        page.wait_for_load_state()
        assert page.url == here.address + CHECKS + HIDDEN
        page.locator("article a[href*='glossary.html']:visible").first.click()
        page.wait_for_load_state()
        assert "answers" not in page.url
        page.go_back()
        page.get_by_role("button", name="Show the answers").click()
        page.locator(".sidebar-tree a[href*='claims.html']").click()
        page.wait_for_load_state()
        assert page.url == here.address + CLAIMS
        assert page.evaluate("() => document.documentElement.dataset.answers") == "shown"


def test_a_link_to_a_row_keeps_its_row(visit):
    with visit("evidence/monitor-1999.html" + HIDDEN) as here:
        link = here.page.locator("[data-table=checks] tbody th a").first
        row = link.get_attribute("href").partition("#")[2]
        link.click()
        assert here.page.url == f"{here.address}evidence/monitor-1999.html{HIDDEN}#{row}"
        assert here.page.locator(f"[id='{row}']").is_visible()


def test_the_filter_of_a_table_does_not_find_what_is_hidden(visit):
    with visit(CHECKS + HIDDEN) as here:
        box = here.page.locator("[data-table=checks]")
        assert box.locator("select:visible").count() == 2
        box.locator(".sb-filter").fill("unresolved")
        shown = len(here.page.evaluate(f"name => ({SHOWN_ROWS})(name).map(row => 1)", "checks"))
        assert shown == here.page.evaluate(WITH_WORD, ["checks", "unresolved"])
        here.page.get_by_role("button", name="Show the answers").click()
        box.locator(".sb-filter").fill("unresolved")
        more = len(here.page.evaluate(f"name => ({SHOWN_ROWS})(name).map(row => 1)", "checks"))
        assert more > shown + 20


def test_what_was_chosen_by_an_answer_is_let_go_when_it_is_hidden(visit):
    with visit(CHECKS) as here:
        box = here.page.locator("[data-table=checks]")
        rows = box.locator("tbody tr:not([hidden])")
        whole = rows.count()
        ids = "rows => rows.map(row => row.id)"
        order = box.locator("tbody tr").evaluate_all(ids)
        box.locator("label:has-text('Verdict') select").select_option("contradicted")
        box.get_by_role("button", name="Verdict").click()
        assert rows.count() < 10
        here.page.get_by_role("button", name="Hide the answers").click()
        assert rows.count() == whole and box.locator("tbody tr").evaluate_all(ids) == order


def test_a_link_that_chooses_by_a_verdict_chooses_nothing_where_verdicts_are_hidden(visit):
    with visit(CLAIMS) as here:
        explorer = here.page.locator(".sb-explorer").get_attribute("id")
        rows = here.page.locator("[data-table=claims] tbody tr:not([hidden])")
        whole = rows.count()
        asked = f"#{explorer}?speaker=&issue=&kind=&verdict=contradicted"
        here.page.goto("about:blank")
        here.page.goto(here.address + CLAIMS + asked)
        assert rows.count() < 20
        here.page.goto("about:blank")
        here.page.goto(here.address + CLAIMS + HIDDEN + asked)
        assert rows.count() == whole


def test_without_a_script_nothing_is_hidden_and_the_page_says_what_there_is_instead(visit):
    with visit(CHECKS + HIDDEN, javascript=False) as here:
        assert here.page.locator(".sb-hiding button:visible").count() == 0
        assert "printed sheets" in here.page.locator(".sb-hiding").inner_text()
        assert here.page.locator("td.sb-tells:visible").count() > 100
        assert here.page.locator(".sb-asked:visible").count() == 0


def test_the_switch_works_on_pages_that_were_taken_along(visit, taken_along):
    with visit(CLAIMS, address=taken_along) as here:
        here.page.get_by_role("button", name="Hide the answers").click()
        here.page.wait_for_url("**/claims.html?answers=hidden")
        assert here.page.evaluate(MANY, MARKED) == 0
        none(errors=console_errors(here))


@pytest.mark.parametrize("dark", (False, True), ids=("light", "dark"))
def test_axe_finds_no_fault_with_hidden_answers(visit, dark):
    found = {}
    for name in (CHECKS, "evidence/eaf-2018.html", "seminar/2000.html"):
        with visit(name + HIDDEN, width=PHONE, dark=dark) as here:
            found[name] = axe_violations(here.page)
    none(**found)


def test_no_other_page_carries_what_only_hidden_answers_need():
    asking = set(names_with("sb-asked")) | set(names_with("parts/hiding"))
    assert asking == set(PAGES)
