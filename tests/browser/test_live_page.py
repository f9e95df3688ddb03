"""A page run live, in the page, on a real Jupyter server of this machine."""

from __future__ import annotations

import json
import re
import secrets
import socket
import urllib.request

import pytest

from support import ROOT
from support.driving import DESK, PAGES, PHONE, names_with
from support.judges import axe_violations, console_errors, none, refused, sideways
from support.tools import load_tool

live = load_tool("live")

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

STORIES = sorted(f"chapters/{path.stem}" for path in (ROOT / "book" / "chapters").glob("*.ipynb"))
STORY, TURNED = "chapters/02_monitor-2000", "chapters/04_eaf-2018"
TOKEN = secrets.token_urlsafe(12)
SAYS = ".sb-live-bar [role=status], #live-says"
RUNS = "/_static/thebe/"
# Words and lines; Vega leaves lines without a point, the printed page does not.
MARKS = ':is(path[d]:not([d=""]), text)'
# What every cell of the live page came to: its name, its place in the run, its state, its title.
CELLS = """() => [...document.querySelectorAll('.sb-cell')].map(box => ({
    id: box.dataset.live, state: box.dataset.state, count: box.sbCell.executionCount,
    title: box.querySelector('.sb-cell-output .sb-title')?.textContent || '',
    marks: box.querySelectorAll('.sb-cell-output svg MARKS').length,
    told: box.querySelector('.sb-cell-output').innerText,
}))""".replace("MARKS", MARKS)
# The figures as they are printed, by the cell that drew each: title, and how many marks it has.
PRINTED = """() => Object.fromEntries([...document.querySelectorAll('.cell_output[data-cell]')]
    .filter(output => output.querySelector('.sb-figure'))
    .map(output => [output.dataset.cell, [output.querySelector('.sb-title').textContent,
        output.querySelectorAll('.sb-wide svg MARKS').length]]))""".replace("MARKS", MARKS)


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@pytest.fixture(scope="module")
def server(address):
    """A Jupyter server that pages of the served book may use; yields its address."""
    with live.jupyter(free_port(), TOKEN, address.rstrip("/")) as where:
        yield where


def code_cells(page: str) -> list[str]:
    """The names of the code cells of a notebook as its page offers it, in their order."""
    copy = PAGES / "_downloads" / f"{page.rpartition('/')[2]}.ipynb"
    notebook = json.loads(copy.read_text(encoding="utf-8"))
    return [cell["id"] for cell in notebook["cells"] if cell["cell_type"] == "code"]


def linked(page: str, server: str, token: str = TOKEN) -> str:
    """The live page as a teacher's link names it."""
    return live.link("", server, token).replace(".html#", f".html?page={page}#")


def told(here) -> str:
    """What the live page says at the moment."""
    return here.page.locator(SAYS).first.inner_text()


def start(here) -> None:
    here.page.get_by_role("button", name="Run this page").click()


def wait_for_words(here, words: str, seconds: int = 200) -> None:
    """Wait until the live page says some words."""
    here.page.wait_for_function(
        "([where, words]) => document.querySelector(where)?.textContent.includes(words)",
        arg=[SAYS, words],
        timeout=1000 * seconds,
    )


def sessions(server: str) -> list[dict]:
    """What runs on the server."""
    asked = urllib.request.Request(
        f"{server}api/sessions", headers={"Authorization": f"token {TOKEN}"}
    )
    with urllib.request.urlopen(asked, timeout=10) as answer:
        return json.load(answer)


@pytest.fixture(scope="module")
def run(visit, server):
    """One story page that has run, and the printed page's titles."""
    with visit(f"{STORY}.html") as here:
        printed = here.page.evaluate(PRINTED)
    with visit(linked(STORY, server)) as here:
        start(here)
        wait_for_words(here, "have run")
        here.page.wait_for_function("() => document.querySelector('.sb-live-picture svg')")
        here.page.wait_for_timeout(500)
        yield here, printed


def cell(here, ident: str):
    """One cell of the live page."""
    return here.page.locator(f".sb-cell[data-live='{ident}']")


def write(here, ident: str, code: str) -> None:
    """Change the code of a cell and run it again."""
    box = cell(here, ident)
    fold = box.locator(".sb-cell-code")
    if fold.get_attribute("open") is None:
        outer = box.locator("xpath=ancestor::details").all()
        for one in outer:
            one.evaluate("fold => { fold.open = true; }")
        fold.locator("summary").click()
    box.locator(".CodeMirror").evaluate("(one, code) => one.CodeMirror.setValue(code)", code)
    box.get_by_role("button", name="Run this cell").click()


def rests(here, ident: str, state: str) -> None:
    """Wait until a cell has come to a state."""
    here.page.wait_for_selector(
        f".sb-cell[data-live='{ident}'][data-state='{state}']", state="attached", timeout=120_000
    )


def test_a_printed_page_loads_nothing_that_runs_cells(visit):
    with visit(f"{STORY}.html") as here:
        here.scroll_through()
        asked = [url for url in here.asked if RUNS in url or "/live" in url]
    assert asked == []


def test_a_printed_page_leads_to_its_live_one(visit, address):
    with visit(f"{STORY}.html") as here:
        here.page.get_by_role("link", name="Run this page, live").click()
        here.page.wait_for_url(re.compile(r"/live\.html\?page="))
        assert here.page.locator("#live-page").input_value() == STORY


def test_opened_code_offers_to_run_it(visit):
    with visit(f"{STORY}.html") as here:
        fold = here.page.locator("details[data-code=code]").first
        fold.locator("summary").click()
        fold.get_by_role("link", name="Run this page, live").wait_for()


def test_the_live_page_asks_no_server_before_it_is_told_to(visit, server):
    with visit(linked(STORY, server)) as here:
        here.page.wait_for_timeout(500)
        assert (here.foreign, [url for url in here.asked if RUNS in url]) == ([], [])


def test_every_cell_runs_in_the_order_of_the_notebook(run):
    here, _ = run
    found = {one["id"]: one for one in here.page.evaluate(CELLS)}
    order = code_cells(STORY)
    assert [found[ident]["state"] for ident in order] == ["done"] * len(order)
    assert [found[ident]["count"] for ident in order] == list(range(1, len(order) + 1))


def test_each_output_stands_under_its_own_cell(run):
    here, printed = run
    found = {one["id"]: one["title"] for one in here.page.evaluate(CELLS) if one["title"]}
    assert found == {ident: title for ident, (title, _) in printed.items()} and len(found) > 2


def test_the_charts_of_a_live_page_are_drawn_in_full(run):
    here, printed = run
    drawn = {one["id"]: one["marks"] for one in here.page.evaluate(CELLS) if one["title"]}
    assert drawn == {ident: marks for ident, (_, marks) in printed.items()}
    assert here.page.locator(".sb-cell-output .sb-live-picture svg [fill*='--sb-']").count() > 10


def test_a_live_page_complains_of_nothing_and_asks_nobody_else(run, server):
    here, _ = run
    known = (server, server.replace("http", "ws"))
    strange = [url for url in here.foreign if not url.startswith(known)]
    none(errors=console_errors(here), refused=refused(here), strange=strange)


def test_the_token_is_kept_nowhere(run, address):
    here, _ = run
    kept = "() => JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])"
    assert TOKEN not in here.page.evaluate("() => location.href")
    assert TOKEN not in here.page.evaluate(kept)
    assert [url for url in here.asked if TOKEN in url and url.startswith(address)] == []


def test_the_policy_of_a_live_page_lets_it_ask_the_named_server_alone(run):
    here, _ = run
    ask = """() => fetch('https://example.org/').then(() => 'asked', () => 'refused')"""
    assert here.page.evaluate(ask) == "refused"
    assert any("example.org" in one for one in here.notes()["refused"])
    here.page.evaluate("() => { window.judgesNotes.refused.length = 0; }")
    here.errors.clear()


def test_a_changed_cell_runs_again_and_an_error_is_shown_as_one(run):
    here, _ = run
    ident = code_cells(STORY)[-1]
    write(here, ident, "6 * 7")
    cell(here, ident).locator(".sb-cell-output", has_text="42").wait_for(timeout=120_000)
    write(here, ident, "1 / 0")
    rests(here, ident, "failed")
    assert "ZeroDivisionError" in cell(here, ident).locator(".sb-cell-output").inner_text()
    assert cell(here, ident).locator(".sb-cell-state").inner_text() == "Ended in an error"


def test_what_an_output_brings_along_runs_no_script(run):
    here, _ = run
    ident = code_cells(STORY)[-1]
    bad = "<img src=x onerror='window.pwned=1'><script>window.pwned=1</script><b>shown</b>"
    write(here, ident, f"from IPython.display import HTML\nHTML({bad!r})")
    cell(here, ident).locator(".sb-cell-output b", has_text="shown").wait_for(timeout=120_000)
    here.page.wait_for_timeout(200)
    assert here.page.evaluate("() => window.pwned") is None
    here.page.evaluate("() => { window.judgesNotes.refused.length = 0; }")
    here.errors.clear()


def test_the_keyboard_leaves_the_editor(run):
    here, _ = run
    box = cell(here, code_cells(STORY)[-1])
    box.locator(".CodeMirror textarea").focus()
    here.page.keyboard.press("Tab")
    assert box.get_by_role("button", name="Run this cell").evaluate(
        "one => one === document.activeElement"
    )


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_live_page_has_no_barrier_and_fits(run, width):
    here, _ = run
    here.page.set_viewport_size({"width": width, "height": 844})
    none(barriers=axe_violations(here.page), sideways=sideways(here.page))


def test_stop_ends_the_kernel_and_brings_the_printed_page_back(visit, server):
    before = len(sessions(server))
    with visit(linked("chapters/10_what-follows", server)) as here:
        start(here)
        wait_for_words(here, "Running cell 2")
        assert len(sessions(server)) == before + 1
        here.page.get_by_role("button", name="Stop").click()
        here.page.wait_for_url("**/chapters/10_what-follows.html")
        assert here.page.locator(".sb-cell").count() == 0
    assert len(sessions(server)) == before


def test_real_widgets_answer_in_the_page(visit, server):
    with visit(linked(TURNED, server), width=PHONE) as here:
        start(here)
        here.page.locator(".widget-dropdown", has_text="Site").wait_for(timeout=200_000)
        wait_for_words(here, "have run")
        answer = here.page.locator(".jp-OutputArea", has_text="A radar at").last
        assert "A radar at Seongju" in answer.inner_text()
        site = here.page.locator(".widget-dropdown", has_text="Site").locator("select")
        site.select_option(label="Araya")
        here.page.locator(".jp-OutputArea", has_text="A radar at Araya").last.wait_for()
        # The figure that follows the sentence on the printed page follows it here.
        here.page.locator(".sb-live-picture svg text", has_text="Araya").first.wait_for()
        none(errors=console_errors(here), refused=refused(here))


def test_where_no_server_answers_one_sentence_says_what_to_do(visit):
    with visit(linked(STORY, f"http://127.0.0.1:{free_port()}/")) as here:
        start(here)
        wait_for_words(here, "No Jupyter server answers", 30)
        said = told(here)
        assert "jupyter server --ServerApp.allow_origin=http://127.0.0.1:" in said
        assert re.fullmatch(r"[^.]*(?:\.\S[^.]*)*\.", said)


def test_a_wrong_token_is_told_from_a_server_that_is_not_there(visit, server):
    with visit(linked(STORY, server, "wrong")) as here:
        start(here)
        wait_for_words(here, "does not take this token", 30)


def test_an_address_in_the_form_is_used_though_the_link_named_none(visit, server):
    with visit(f"live.html?page={STORY}") as here:
        here.page.locator("#live-address").fill(f"{server}lab?token={TOKEN}")
        start(here)
        here.page.wait_for_url(lambda url: "server=" in url and TOKEN not in url)
        wait_for_words(here, "Running cell 1")


def test_a_server_of_binder_is_used_like_any_other(visit, server):
    phases = [
        {"phase": "building", "message": "Found the image"},
        {"phase": "ready", "message": "server running", "url": server, "token": TOKEN},
    ]
    body = "".join(f"data: {json.dumps(phase)}\n\n" for phase in phases)
    asked = []

    def answer(route):
        asked.append(route.request.url)
        route.fulfill(body=body, content_type="text/event-stream", headers=EVERYONE)

    with visit("index.html") as here:
        here.context.route("https://mybinder.org/**", answer)
        here.context.add_init_script(WITH_BINDER)
        here.page.goto(f"{here.address}live.html?page={STORY}")
        here.page.get_by_role("button", name="Run it on Binder").click()
        wait_for_words(here, "Running cell 1")
    assert asked == ["https://mybinder.org/build/gh/OWNER/REPO/main"]


EVERYONE = {"Access-Control-Allow-Origin": "*"}
# Makes the live page what it is where the book has a public address, before its script begins.
WITH_BINDER = """
new MutationObserver((_, watch) => {
    const form = document.querySelector('#live-form [type=submit]')?.form;
    if (!form) return;
    watch.disconnect();
    const binder = 'https://mybinder.org/build/gh/OWNER/REPO/main';
    form.dataset.told = JSON.stringify({...JSON.parse(form.dataset.told), binder});
    const button = document.createElement('button');
    Object.assign(button, {type: 'button', id: 'live-binder', textContent: 'Run it on Binder'});
    form.append(button);
}).observe(document, {childList: true, subtree: true});
"""


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("story", [one for one in STORIES if one != STORY])
def test_every_story_runs_live_from_its_first_cell_to_its_last(visit, server, story):
    with visit(f"{story}.html") as here:
        printed = here.page.evaluate(PRINTED)
    with visit(linked(story, server)) as here:
        start(here)
        wait_for_words(here, "have run", 600)
        here.page.wait_for_timeout(500)
        found = {one["id"]: one for one in here.page.evaluate(CELLS)}
        failed = [one for one in found.values() if one["state"] != "done"]
        drawn = {i: [one["title"], one["marks"]] for i, one in found.items() if one["title"]}
        none(failed=failed, errors=console_errors(here), refused=refused(here))
        assert (drawn, sorted(found)) == (printed, sorted(code_cells(story)))


def test_the_walk_knows_every_story():
    assert len(STORIES) == 10 and set(names_with("sb-code")) >= {f"{one}.html" for one in STORIES}
