"""What stands in the address or was stored by a browser: whatever it is, the page works, and a row
is seen."""

from __future__ import annotations

import itertools

import pytest

from support.driving import DESK, IN_PAGE, PHONE, names_with
from support.judges import console_errors, none

pytestmark = pytest.mark.browser

STRAY = ("%", "100%", "%E0%A4%A", "%2", "figure-1%", "explorer-claims-1?speaker=%", "?%")
WITH_ALL = (
    "reference/claims.html",
    "evidence/monitor-1999.html",
    "reference/checks.html",
)

# Runs in the page: which of the parts that scripts serve are not served, when they had time to be.
UNSERVED = """async () => {
    const parts = { sorting: '.sb-tools ~ .sb-scroll thead th',
                    pictures: 'figure[data-specs] > .sb-picture' };
    const dead = () => Object.keys(parts).filter(name =>
        [...document.querySelectorAll(parts[name])].some(part =>
            !part.matches('[tabindex]') && !part.querySelector('.sb-sort')));
    for (let waited = 0; waited < 10000 && dead().length; waited += 50)
        await new Promise(done => setTimeout(done, 50));
    return dead();
}"""


def unserved(here) -> list[str]:
    """What a reader of this page would press in vain."""
    dead = here.page.evaluate(UNSERVED)
    explorer = here.page.locator(".sb-explorer").first
    if explorer.count():
        said = explorer.locator("output.sb-answer")
        before = said.inner_text()
        explorer.locator("button[data-scenario]").last.click()
        dead += ["explorer"] if said.inner_text() == before else []
    return dead


def test_a_stray_percent_sign_in_the_address_leaves_the_page_working(visit):
    wrong = {}
    for name, stray in itertools.product(WITH_ALL, STRAY):
        with visit(f"{name}#{stray}") as here:
            wrong[f"{name}#{stray}"] = [*console_errors(here), *unserved(here)]
            here.page.evaluate("() => { location.hash = '%'; }")
            here.page.evaluate("() => { location.hash = '100%'; }")
            here.page.wait_for_timeout(50)
            wrong[f"{name}#{stray}, then others"] = console_errors(here)
    none(**wrong)


def test_a_stray_percent_sign_in_what_is_searched_for_leaves_the_search_working(visit):
    wrong = {}
    for asked in ("%", "100%", "%E0%A4%A", "Sergeev%"):
        with visit(f"search.html?q={asked}") as here:
            here.page.locator("#search-results h2", has_text="Search Results").wait_for()
            wrong[asked] = console_errors(here)
    none(**wrong)


@pytest.mark.parametrize("stored", ("%", "{", "null", "[object Object]", "<img src=x>"))
def test_what_a_browser_stored_and_the_book_did_not_changes_nothing(visit, stored):
    with visit(WITH_ALL[1], storage={"theme": stored}) as here:
        theme = here.page.evaluate("() => document.body.dataset.theme")
        assert (theme, console_errors(here), unserved(here)) == ("auto", [], [])


def test_the_pages_with_tables_figures_and_explorers_are_there():
    assert set(WITH_ALL) <= set(names_with("sb-tools")) & set(names_with("sb-picture"))
    assert set(WITH_ALL) & set(names_with("sb-explorer"))


# Runs in the page: what of a row that an address names is not seen, and what covers it.
COVERED = """id => {
    const row = document.getElementById(id), box = row.getBoundingClientRect();
    const told = [];
    if (box.top < 0 || box.top > innerHeight - 20) told.push(`row at ${Math.round(box.top)} px`);
    for (const [number, cell] of [...row.cells].entries()) {
        const part = cell.getBoundingClientRect();
        const own = row.closest('.sb-scroll').getBoundingClientRect();
        const x = Math.max(part.left, own.left) + 4;
        if (x > Math.min(part.right, own.right, innerWidth) - 4) continue;
        const hit = document.elementFromPoint(x, part.top + 4);
        if (hit?.closest('tr') !== row && !(number && hit?.closest('tbody th'))) {
            const over = hit?.closest('th, td, header, div')?.outerHTML.slice(0, 60);
            told.push(`cell ${number} under ${over}`);
        }
    }
    const head = row.closest('table').tHead.rows[0].cells[0], at = head.getBoundingClientRect();
    const seen = document.elementFromPoint(at.left + 8, at.top + at.height / 2);
    const scroll = row.closest('.sb-scroll'), end = scroll.scrollHeight - scroll.clientHeight - 2;
    const covered = scroll.scrollTop < end && !head.contains(seen);
    if (covered) told.push(`head at ${Math.round(at.top)} px`);
    return told;
}"""
WITH_ROWS = names_with("<tr id=")


@pytest.mark.parametrize("width", (PHONE, DESK))
def test_a_row_that_the_address_names_is_not_covered(visit, width):
    wrong = {}
    for name in WITH_ROWS:
        with visit(name, width=width) as here:
            ids = here.page.locator("tbody tr[id]").evaluate_all("rows => rows.map(row => row.id)")
            for ident in dict.fromkeys([*ids[:2], *ids[5::41], ids[-1]]):
                here.page.evaluate("id => { location.hash = id; }", ident)
                here.page.wait_for_timeout(30)
                wrong[f"{name}#{ident}"] = here.page.evaluate(COVERED, ident)
            # Heads become buttons when the page is at rest, and that may not move the row again.
            last = ids[len(ids) * 2 // 3]
            here.page.goto("about:blank")
            here.page.goto(f"{here.address}{name}#{last}")
            here.page.wait_for_timeout(300)
            wrong[f"{name}#{last}, as it opens"] = here.page.evaluate(COVERED, last)
    none(**wrong)


ACTIVE = f"""() => {{
    const judge = {IN_PAGE}, active = document.activeElement;
    return active.closest('.sb-table tbody') && [judge.name(active), judge.uncovered(active)];
}}"""
WITH_LINKS = [name for name in WITH_ROWS if name in names_with("sb-tools")]


def covered_links(page) -> tuple[list[str], int]:
    """The links of the first tables that are covered while they have the focus, and how many were
    walked in all."""
    covered, walked = [], 0
    tables = page.locator(".sb-table:has(> .sb-tools):visible")
    for number in range(min(3, tables.count())):
        links = tables.nth(number).locator("tbody a")
        for key, start in (("Shift+Tab", links.last), ("Tab", links.first)):
            if not links.count():
                continue
            start.focus()
            for _ in range(30):
                page.keyboard.press(key)
                found = page.evaluate(ACTIVE)
                if not found:
                    break
                walked += 1
                covered += [] if found[1] else [f"table {number}, {key}, {found[0]}"]
    return covered, walked


@pytest.mark.parametrize("width", (PHONE, DESK))
def test_a_link_of_a_table_that_has_the_focus_is_not_covered(visit, width):
    covered = {}
    for name in WITH_LINKS:
        with visit(name, width=width) as here:
            here.page.wait_for_selector(".sb-sort", state="attached")
            covered[name], walked = covered_links(here.page)
            if not walked and here.page.locator(".sb-tools ~ .sb-scroll tbody a").count():
                covered[name].append("no link was walked")
    none(**covered)
