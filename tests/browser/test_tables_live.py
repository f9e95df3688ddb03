"""Long tables in use: sorted by what a cell says and not by its letters, and never showing what a
control denies."""

from __future__ import annotations

import itertools
import re

import pandas as pd
import pytest

import shieldbook as sb
from shieldbook.display import table_payload
from shieldbook.publish.figures.tables import table_html
from shieldbook.tables.dates import bounds, in_words
from support.driving import ROOT, Visit, names_with, page_names, served
from support.judges import console_errors, none

pytestmark = pytest.mark.browser

WITH_TABLES = names_with("sb-tools")
NUMBER = re.compile(r"[-−]?[\d,]+(\.\d+)?(e-?\d+)?")

# Presses every head of every long table twice; what each column holds then, by table and head.
SORTED = """async () => {
    const seen = [];
    for (const box of document.querySelectorAll('.sb-table:has(> .sb-tools)')) {
        const body = box.querySelector('tbody');
        for (const [column, button] of [...box.querySelectorAll('.sb-sort')].entries()) {
            const [rising, falling] = ['ascending', 'descending'].map(() => {
                button.click();
                return [...body.rows].map(row => row.cells[column].textContent);
            });
            seen.push({table: box.dataset.table, head: button.textContent, rising, falling});
            button.click();
        }
    }
    return seen;
}"""


@pytest.fixture(scope="module")
def first_days():
    """Every date of the record in words, with its first day."""
    columns = {
        "events": ["date"],
        "statements": ["date"],
        "articles": ["published"],
        "treaties": ["signed", "in_force", "ended"],
    }
    given = itertools.chain.from_iterable(
        filter(None, sb.load(table)[column]) for table, names in columns.items() for column in names
    )
    return {in_words(date): bounds(date)[0] for date in given}


def value_of(words: str, first_days: dict) -> object:
    """The day or the number that a cell says; None where it says neither."""
    if NUMBER.fullmatch(words):
        return float(words.replace(",", "").replace("−", "-"))
    return first_days.get(words) or first_days.get(words.removeprefix("from ").partition(" to ")[0])


def disorder(column: dict, first_days: dict) -> list[str]:
    """The first neighbours that stand in the wrong order, rising and falling; none in a column of
    words."""
    found = []
    for way in ("rising", "falling"):
        cells = [cell for cell in column[way] if cell]
        values = [value_of(cell, first_days) for cell in cells]
        if len({type(value) for value in values}) != 1 or values[0] is None:
            continue
        low, high = (0, 1) if way == "rising" else (1, 0)
        wrong = [
            f"{way}: {cells[i]!r} before {cells[i + 1]!r}"
            for i in range(len(cells) - 1)
            if (values[i], values[i + 1])[low] > (values[i], values[i + 1])[high]
        ]
        found += [
            *wrong[:1],
            *(["empty cells are not last"] if "" in column[way][: len(cells)] else []),
        ]
    return found


def test_dates_and_numbers_are_sorted_by_value(visit, first_days):
    wrong = {}
    for name in WITH_TABLES:
        with visit(name) as here:
            here.page.wait_for_selector(".sb-sort", state="attached")
            columns = here.page.evaluate(SORTED)
            for one in columns:
                wrong[f"{name}, {one['table']}, {one['head']}"] = disorder(one, first_days)
            wrong[name] = console_errors(here)
            if not columns:
                wrong[name].append("no table can be sorted")
    none(**wrong)


def test_the_events_of_the_line_are_dates_that_the_test_can_read(visit, first_days):
    with visit("reference/twenty-years.html") as here:
        cells = here.page.locator("table#events tbody tr > :first-child").all_text_contents()
        assert cells and [cell for cell in cells if value_of(cell, first_days) is None] == []


def test_numbers_are_sorted_by_value_however_they_are_printed(browser, tmp_path):
    risen = [
        "−7",
        "−3.5",
        "-2",
        "0",
        "1.5",
        "4.222",
        "4.25",
        "16 of 40",
        "17 of 20",
        "68%",
        "101",
        "1,800 km",
        "49,500",
        "most",
        "none",
        "",
    ]
    printed = pd.DataFrame(
        {"Row": [str(i) for i in range(len(risen))], "Printed": risen[::2] + risen[1::2]}
    )
    for script in ("early", "page", "tables"):
        source = ROOT / "shieldbook" / "publish" / "static" / "js" / f"{script}.js"
        (tmp_path / source.name).write_bytes(source.read_bytes())
    (tmp_path / "small.html").write_text(
        '<!doctype html><meta charset="utf-8"><link rel="icon" '
        'href="data:,"><body><article><h1>Small</h1>'
        f"{table_html(table_payload(printed, 'Small'), 'small')}</article>"
        '<script src="early.js"></script><script src="page.js"></script><script '
        'src="tables.js"></script>',
        encoding="utf-8",
    )
    with served(tmp_path) as where, Visit(browser, where, "small.html") as here:
        here.page.wait_for_selector(".sb-sort")
        found = here.page.evaluate(SORTED)[1]
        assert (found["rising"], console_errors(here)) == (risen, [])
        assert found["falling"] == [*risen[-2::-1], ""]


# Sets every control of the page to something else, as a reader would.
SET = """() => { const all = document.querySelectorAll('select, input:not([type=file])');
for (const control of all) {
    const choices = control.closest('.sb-choices');
    if (control.options) control.selectedIndex = control.options.length - 1;
    else if (control.type === 'checkbox') control.checked = !control.checked;
    else if (control.type === 'radio')
        control.checked ||= choices.lastElementChild.contains(control);
    else control.value = {range: control.max, date: control.min}[control.type] ?? 'zzz';
    for (const kind of ['input', 'change']) control.dispatchEvent(new Event(kind, {bubbles: true}));
} }"""

# What the controls of the page say that it does not show.
DENIED = """() => {
    const told = [], changed = control => control.options
        ? ![...control.options].some(one => one.selected && one.defaultSelected)
            && control.selectedIndex > 0
        : /checkbox|radio/.test(control.type) ? control.checked !== control.defaultChecked
        : control.value !== control.defaultValue;
    for (const box of document.querySelectorAll('.sb-table')) {
        const rows = [...box.querySelectorAll('tbody tr')];
        const filter = box.querySelector('.sb-filter')?.value;
        const facets = [...box.querySelectorAll('.sb-tools select')].filter(facet => facet.value);
        const wrong = rows.filter(row => (facets.every(f =>
            row.cells[f.dataset.column].textContent === f.value) && !filter) === row.hidden);
        if (wrong.length && (facets.length || filter)) told.push(`table ${box.dataset.table}`);
    }
    const boxes = '.sb-params, .sidebar-search, .sb-search, .sidebar-toggle';
    for (const box of document.querySelectorAll(boxes)) {
        const inputs = box.matches('input') ? [box] : [...box.querySelectorAll('input, select')];
        if (inputs.some(changed)) told.push(`${box.className} ${box.id}`);
    }
    for (const box of document.querySelectorAll('.sb-explorer')) {
        const said = box.querySelector('.sb-answer').textContent;
        box.dispatchEvent(new Event('input', {bubbles: true}));
        if (box.querySelector('.sb-answer').textContent !== said) told.push(`explorer ${box.id}`);
    }
    for (const box of document.querySelectorAll('.sb-states')) {
        const chosen = [...box.querySelectorAll('.sb-option')].map((option, i) =>
            `o${i}-${[...option.querySelectorAll('input')].findIndex(input => input.checked)}`);
        const states = [...box.querySelectorAll('.sb-state')];
        const seen = states.filter(state => state.checkVisibility());
        if (seen.length !== 1 || !chosen.every(place => seen[0].classList.contains(place)))
            told.push(box.id);
    }
    return told;
}"""


def test_a_page_that_is_come_back_to_shows_what_its_controls_say(visit):
    wrong = {}
    for name in page_names():
        with visit(name) as here:
            here.page.wait_for_timeout(100)
            here.page.evaluate(SET)
            other = "index.html" if name != "index.html" else "search.html"
            here.page.goto(f"{here.address}{other}")
            here.page.go_back(wait_until="load")
            here.page.wait_for_timeout(100)
            wrong[name] = here.page.evaluate(DENIED) + console_errors(here)
    none(**wrong)


# What a browser does that keeps the values of controls whatever they ask for, and then shows the
# page.
KEPT = """([selector, at]) => {
    const control = document.querySelector(selector);
    if (control.options) control.selectedIndex = at; else control.value = at;
    dispatchEvent(new PageTransitionEvent('pageshow', {persisted: false}));
}"""


def test_what_a_browser_brings_back_into_a_table_is_applied(visit):
    wrong = {}
    for selector, at in (
        ("[data-table=checks] select", 2),
        ("[data-table=checks] .sb-filter", "zzz"),
    ):
        with visit("evidence/monitor-1999.html") as here:
            here.page.evaluate(KEPT, [selector, at])
            wrong[selector] = here.page.evaluate(DENIED)
    none(**wrong)


def test_what_a_browser_brings_back_above_a_still_picture_is_undone(visit):
    with visit("reference/twenty-years.html") as here:
        here.page.evaluate(KEPT, [".sb-params select", 2])
        none(denied=here.page.evaluate(DENIED))


def test_a_choice_made_on_another_page_holds_on_the_one_that_is_come_back_to(visit):
    with visit("chapters/01_monitor-1999.html") as here:
        here.page.evaluate("""() => {
            localStorage.setItem('theme', 'dark');
            dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}));
        }""")
        told = here.page.evaluate("""() => [document.body.dataset.theme,
            document.querySelector('.sb-theme-name').textContent]""")
        assert told == ["dark", "dark"]
