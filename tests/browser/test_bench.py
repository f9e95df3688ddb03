"""What the bench sees of a page, in a real browser: when every picture is there, of whichever kind,
and what the page asked for in vain."""

from __future__ import annotations

import pytest

from support import ROOT
from support.driving import served
from support.tools import load_tool

sync_api = pytest.importorskip("playwright.sync_api")

pytestmark = pytest.mark.browser

DOT = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
IMAGE = f'<div class="cell_output"><img alt="" src="{DOT}"></div>'
BROKEN = IMAGE.replace(DOT, "data:image/png;base64,AAAA")
VECTOR = '<svg width="300" height="80"><path d="M0 70L290 10" stroke="#000"></path></svg>'
FIGURE, ALTAIR = f'<figure class="sb-figure">{VECTOR}</figure>', '<div id="altair-viz-1">{}</div>'


def all_there(browser, body, within=10_000):
    """Whether the probe finds all pictures of a page there within so many milliseconds."""
    context = browser.new_context()
    context.add_init_script(path=ROOT / "benchmarks" / "probe.js")
    page = context.new_page()
    page.goto(f"data:text/html,<!doctype html><title>t</title>{body}".replace("#", "%23"))
    try:
        page.wait_for_function("bench.allDrawn !== null", timeout=within)
    except sync_api.TimeoutError:
        return False
    finally:
        context.close()
    return True


def test_a_page_is_all_there_when_each_of_its_pictures_is(browser):
    folded = f'<div style="display: none">{IMAGE}</div>'
    altair = ALTAIR.format(VECTOR)
    for body in (IMAGE, IMAGE + folded, FIGURE, altair, FIGURE + altair + IMAGE):
        assert all_there(browser, body), body


def test_a_page_is_not_all_there_while_one_picture_is_missing(browser):
    for body in ("", BROKEN, IMAGE + BROKEN, FIGURE + BROKEN, IMAGE + ALTAIR.format("")):
        assert not all_there(browser, body, within=500), body


def test_a_broken_picture_that_no_cell_has_made_is_not_waited_for(browser):
    logo = '<img alt="" src="data:image/png;base64,AAAA">'
    assert all_there(browser, logo + IMAGE)


def test_a_visit_lists_what_was_refused(browser, tmp_path):
    nowhere = "https://nowhere.invalid/counter.js"
    body = f'<script src="{nowhere}"></script><img alt="" src="missing.png">{IMAGE}'
    page = f'<!doctype html><title>t</title><link rel="icon" href="data:,">{body}'
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    with served(tmp_path) as where:
        found = load_tool("visit", "benchmarks").visit(browser, where, "desktop")
        assert found["refused"] == [f"{where}missing.png", nowhere]
    assert found["foreign"] == 1
