"""The built book in a real Chromium with the network closed: every page, on a phone and on a desk."""

from __future__ import annotations

import functools
import importlib.util
import subprocess
import sys
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest

sync_api = pytest.importorskip("playwright.sync_api")

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = ROOT / "book" / "_build" / "html"
WIDTHS = (390, 1280)

pytestmark = pytest.mark.browser

# Runs in the page: every picture in a figure, with what names it and whether it takes up room.
PICTURES = """() => [...document.querySelectorAll('figure')].flatMap(figure =>
    [...figure.querySelectorAll('img, svg, [role=img], canvas')].map(picture => {
        const box = picture.getBoundingClientRect();
        const told = (picture.getAttribute('aria-labelledby') || '').split(/\\s+/).filter(Boolean)
            .map(id => document.getElementById(id)?.textContent || '').join(' ');
        const label = picture.getAttribute('alt') || picture.getAttribute('aria-label') || told
            || picture.querySelector(':scope > title, :scope > desc')?.textContent || '';
        return {
            where: figure.id || (figure.textContent || '').trim().slice(0, 60),
            label: label.trim(),
            loaded: picture.tagName !== 'IMG' || picture.naturalWidth > 0,
            // A figure holds a narrow and a wide picture, one of them shown.
            shown: box.width > 0 && box.height > 0 && getComputedStyle(picture).visibility === 'visible',
            figure: [...document.querySelectorAll('figure')].indexOf(figure),
            inner: !!picture.parentElement.closest('svg, [role=img]'),
        };
    })).filter(picture => !picture.inner)"""


def load_chromium():
    spec = importlib.util.spec_from_file_location("tool_chromium_smoke", ROOT / "tools" / "chromium.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        """Nothing: the tests' own output is enough."""


@pytest.fixture(scope="module")
def address() -> str:
    """Where the built book is served; built first where it is missing."""
    if not (PAGES / "index.html").is_file():
        program = Path(sys.executable).parent / "jupyter-book"
        subprocess.run([program, "build", "book", "-W", "-n", "--keep-going"], cwd=ROOT, check=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(QuietHandler, directory=str(PAGES)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser():
    chromium = load_chromium()
    path = chromium.find()
    if path is None:
        pytest.fail(chromium.ADVICE)
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=list(chromium.LAUNCH_ARGUMENTS))
        yield running
        running.close()


class Visit:
    """One page as a reader meets it, with what it asked for and complained about."""

    def __init__(self, browser, address: str, name: str, width: int = 1280, javascript: bool = True):
        self.foreign: list[str] = []
        self.errors: list[str] = []
        self.name = name
        self.context = browser.new_context(
            viewport={"width": width, "height": 844}, java_script_enabled=javascript, service_workers="block",
        )
        self.context.route("**/*", functools.partial(self._gate, urlsplit(address).netloc))
        self.page = self.context.new_page()
        self.page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("response", self._note_status)
        self.page.goto(address + name, wait_until="load")

    def _note_status(self, response) -> None:
        if response.status >= 400:
            self.errors.append(f"{response.status} {response.url}")

    def _gate(self, home: str, route) -> None:
        parts = urlsplit(route.request.url)
        if parts.netloc == home or parts.scheme in ("data", "blob"):
            route.continue_()
        else:
            self.foreign.append(route.request.url)
            route.abort()

    def scroll_through(self) -> None:
        """To the end and back: what loads late has to load before it is judged."""
        height = self.page.evaluate("document.documentElement.scrollHeight")
        for at in range(0, height, 800):
            self.page.mouse.wheel(0, 800)
            self.page.wait_for_timeout(20)
        self.page.wait_for_load_state("networkidle")
        self.page.evaluate("scrollTo({top: 0, behavior: 'instant'})")


def page_names() -> list[str]:
    """The pages of the built book that are pages, by their addresses; index.html only leads on to the opening."""
    names = [page.relative_to(PAGES).as_posix() for page in sorted(PAGES.rglob("*.html"))]
    return [name for name in names if not name.startswith("_") and not leads_on(name)]


def leads_on(name: str) -> bool:
    return 'http-equiv="refresh"' in (PAGES / name).read_text(encoding="utf-8").lower()[:600]


@pytest.fixture(scope="module")
def visits(browser, address):
    """Every page at every width, visited once; the tests below each judge one thing of them."""
    made = {(name, width): Visit(browser, address, name, width) for name in page_names() for width in WIDTHS}
    for visit in made.values():
        visit.scroll_through()
    yield made
    for visit in made.values():
        visit.context.close()


def found(visits, judge) -> dict:
    """What `judge` finds wrong, by page and width."""
    return {where: wrong for where, visit in visits.items() if (wrong := judge(visit))}


def test_the_book_has_pages_to_visit(visits):
    assert len(visits) >= 2 * len(WIDTHS)


def test_no_page_asks_another_host_for_anything(visits):
    assert found(visits, lambda visit: visit.foreign) == {}


def test_no_page_has_an_error_on_its_console(visits):
    assert found(visits, lambda visit: visit.errors) == {}


def test_every_page_has_one_first_heading(visits):
    # The search page is the theme's own and heads its results with h2, once there are any.
    own = {where: visit for where, visit in visits.items() if visit.name != "search.html"}
    assert found(own, lambda visit: visit.page.locator("h1").count() != 1) == {}


def test_every_page_names_its_language(visits):
    assert found(visits, lambda visit: visit.page.locator("html").get_attribute("lang") != "en") == {}


def test_no_page_scrolls_sideways(visits):
    # Furo's drawers stand off-screen and are clipped; what counts is whether a reader can push the page.
    pushed = """() => {
        scrollTo({left: 9999, behavior: 'instant'});
        const by = scrollX;
        scrollTo({left: 0, behavior: 'instant'});
        return by;
    }"""
    assert found(visits, lambda visit: visit.page.evaluate(pushed)) == {}


def test_every_picture_in_a_figure_has_a_description(visits):
    assert found(visits, lambda visit: [p["where"] for p in visit.page.evaluate(PICTURES) if not p["label"]]) == {}


def test_every_picture_in_a_figure_was_loaded(visits):
    assert found(visits, lambda visit: [
        p["where"] for p in visit.page.evaluate(PICTURES) if p["shown"] and not p["loaded"]]) == {}


def figures_without_picture(page) -> list[int]:
    pictures = page.evaluate(PICTURES)
    return sorted({p["figure"] for p in pictures} - {p["figure"] for p in pictures if p["shown"] and p["loaded"]})


@pytest.mark.parametrize("width", WIDTHS)
def test_every_figure_is_seen_without_javascript(browser, address, width):
    blank = {}
    for name in page_names():
        visit = Visit(browser, address, name, width, javascript=False)
        hidden = figures_without_picture(visit.page)
        if hidden:
            blank[name] = hidden
        visit.context.close()
    assert blank == {}


def test_the_front_page_leads_to_the_opening(browser, address):
    visit = Visit(browser, address, "index.html")
    visit.page.wait_for_selector("h1")
    visit.context.close()
