"""A real Chromium on built pages: one browser, a server for this machine only, and what each page
asked and said."""

from __future__ import annotations

import functools
import importlib.util
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from support import ROOT

PAGES = ROOT / "book" / "_build" / "html"
SHEETS = "sheets/"
PHONE, TABLET, DESK = 390, 768, 1280
WIDTHS = (PHONE, TABLET, DESK)
HEIGHT = 844
MAIN = ":is(main, [role=main])"
IN_PAGE = Path(__file__).with_name("in_page.js").read_text(encoding="utf-8")

# Every name leads nowhere but the one that serves the pages: whatever a page asks of others is seen
# and fails.
CLOSED = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"

# Runs before anything of the page: what moved, and what the policy refused.
WATCH = """
window.judgesNotes = {shifts: [], refused: []};
new PerformanceObserver(list => {
    for (const entry of list.getEntries()) {
        const moved = entry.sources.map(({node}) =>
            node ? (node.id || node.className || node.nodeName) : '');
        window.judgesNotes.shifts.push({value: entry.value, time: entry.startTime, moved});
    }
}).observe({type: 'layout-shift', buffered: true});
addEventListener('securitypolicyviolation', ({violatedDirective, blockedURI, sample}) =>
    window.judgesNotes.refused.push(`${violatedDirective} ${blockedURI} ${sample}`));
"""


def load_chromium():
    """The module that finds a Chromium; it stands outside every package."""
    spec = importlib.util.spec_from_file_location(
        "tool_chromium_browser_tests", ROOT / "tools" / "chromium.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def leads_on(page: Path) -> bool:
    """Whether a page only sends its reader to another."""
    return 'http-equiv="refresh"' in page.read_text(encoding="utf-8").lower()[:600]


def page_names(folder: Path = PAGES) -> list[str]:
    """The pages of a built book that are pages, by their addresses, found and not listed; the
    sheets, which have no frame and no script, have tests of their own."""
    names = [page.relative_to(folder).as_posix() for page in sorted(folder.rglob("*.html"))]
    apart = ("_", SHEETS)
    return [name for name in names if not name.startswith(apart) and not leads_on(folder / name)]


def names_with(mark: str, folder: Path = PAGES) -> list[str]:
    """The pages whose source holds `mark`."""
    return [
        name for name in page_names(folder) if mark in (folder / name).read_text(encoding="utf-8")
    ]


class _Quiet(SimpleHTTPRequestHandler):
    extra: dict[str, str] = {}

    def end_headers(self):
        for name, value in self.extra.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_):
        """Nothing: the tests' own output is enough."""


class _Halting(_Quiet):
    """Hands out the beginning of a page in small pieces with pauses between them, as a slow line
    does. A piece ends with a line: half a word is set anew when its other half comes."""

    piece, halts, pause = 3_000, 10, 0.1

    def copyfile(self, source, outputfile):
        if not self.path.partition("?")[0].endswith(".html"):
            return super().copyfile(source, outputfile)
        for _ in range(self.halts):
            outputfile.write(source.read(self.piece) + source.readline())
            outputfile.flush()
            time.sleep(self.pause)
        return super().copyfile(source, outputfile)


@contextmanager
def served(folder: Path, *, halting: bool = False, **headers: str) -> Iterator[str]:
    """Serve a folder to this machine; yields the address. Underscores in the names of headers
    become hyphens.

    `halting` sends each page in pieces, so that it is painted before it is whole.
    """
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    kind = type("Handler", (_Halting if halting else _Quiet,), {"extra": named})
    handler = functools.partial(kind, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def ask(page, what: str, argument=None):
    """Call a method of in_page.js inside the page, whatever the page's own policy or scripts."""
    return page.evaluate(f"argument => ({IN_PAGE}).{what}(argument)", argument)


RUN_LINKS_ARE_THERE = """() => {
  const folds = [...document.querySelectorAll("[data-code=code][open]")];
  return !document.querySelector(".sb-about a[data-online]")
    || folds.every(fold => fold.querySelector(".sb-run"));
}"""


class Visit:
    """One page as a reader meets it, with what it asked for and complained about. Closes with
    `with`.

    `address` ends in a slash and is http or file; requests to any other place are noted in
    `foreign`.
    """

    def __init__(  # noqa: PLR0913 - what a reader may have set is given by name
        self,
        browser,
        address: str,
        name: str,
        *,
        width: int = DESK,
        dark: bool = False,
        javascript: bool = True,
        storage: dict[str, str] | None = None,
        until: str = "load",
    ):
        self.name, self.address = name, address
        self.asked: list[str] = []
        self.foreign: list[str] = []
        self.errors: list[str] = []
        self.dialogs: list[str] = []
        self.context = browser.new_context(
            viewport={"width": width, "height": HEIGHT},
            java_script_enabled=javascript,
            service_workers="block",
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            accept_downloads=True,
        )
        self.context.add_init_script(WATCH)
        for key, value in (storage or {}).items():
            self.context.add_init_script(
                f"localStorage.setItem({json.dumps(key)}, {json.dumps(value)})"
            )
        self.page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.page.on("request", lambda request: self._note_request(request.url))
        self.page.on("websocket", lambda socket: self.foreign.append(socket.url))
        self.page.on(
            "console", lambda said: self.errors.append(said.text) if said.type == "error" else None
        )
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("response", self._note_status)
        self.page.on("dialog", self._note_dialog)
        self.page.goto(address + name, wait_until=until)

    def __enter__(self) -> Visit:
        return self

    def __exit__(self, *_) -> None:
        self.context.close()

    def _note_request(self, url: str) -> None:
        self.asked.append(url)
        if not url.startswith((self.address, "data:", "blob:", "about:")):
            self.foreign.append(url)

    def _note_status(self, response) -> None:
        if response.status >= 400:
            self.errors.append(f"{response.status} {response.url}")

    def _note_dialog(self, dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def notes(self) -> dict:
        """What the watch noted since the page began: `shifts` and `refused`."""
        return self.page.evaluate("() => window.judgesNotes")

    def scroll_through(self) -> None:
        """To the end and back: what loads late has to load before it is judged."""
        ask(self.page, "scrollThrough")
        self.page.wait_for_load_state("networkidle")

    def open_folds(self) -> None:
        """Open every fold, and wait for what the page adds to those that hold code: the link that
        runs it comes with a script of its own."""
        ask(self.page, "open")
        self.page.wait_for_function(RUN_LINKS_ARE_THERE)

    def hydrate(self, patience: float = 15.0) -> int:
        """Touch every picture that is seen and wait until all are live; returns how many came to
        life."""
        wanted = ask(self.page, "touch")
        for _ in range(int(patience / 0.05)):
            if ask(self.page, "live") >= wanted:
                break
            self.page.wait_for_timeout(50)
        return ask(self.page, "live")
