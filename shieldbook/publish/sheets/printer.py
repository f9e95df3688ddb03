"""Pages of HTML as PDF: one Chromium, asked over a pipe, and bytes that no hour of the day gets
into."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import re
import select
import subprocess
import tempfile
from collections.abc import Iterator, Mapping

ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--remote-debugging-pipe",
    # Whatever a page asks of anywhere else leads nowhere.
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
# Paper in inches: width and height.
PAPERS = {"A4": (8.27, 11.69), "Letter": (8.5, 11.0)}
OPTIONS = {"printBackground": True, "preferCSSPageSize": False, "generateTaggedPDF": True}
# Seconds that the browser may be silent: over a sheet, and over a whole book.
PATIENCE, LONG_PATIENCE = 60, 600
_DAYS = re.compile(rb"/(CreationDate|ModDate) ?\(D:[^)]*\)")


class PrintError(RuntimeError):
    """The browser does not print; the message says at what it stopped."""


def printed(browser: str, pages: Mapping[str, str], paper: str = "A4") -> dict[str, bytes]:
    """Each page as a PDF, by its name. `browser`: the path of a Chromium. The same pages give the
    same bytes. Raises PrintError, KeyError for an unknown paper."""
    wide, high = PAPERS[paper]
    options = {**OPTIONS, "paperWidth": wide, "paperHeight": high}
    with _asked(browser, PATIENCE) as pipe:
        return {name: _one(pipe, html, options) for name, html in pages.items()}


def printed_volume(browser: str, html: str) -> bytes:
    """One long page as a PDF, on the paper that its own style asks for. Raises PrintError."""
    with _asked(browser, LONG_PATIENCE) as pipe:
        return _one(pipe, html, {**OPTIONS, "preferCSSPageSize": True})


def _one(pipe: Pipe, html: str, options: dict) -> bytes:
    """A page in a tab of its own, printed."""
    target = pipe.ask("Target.createTarget", url="about:blank")["targetId"]
    session = pipe.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
    frame = pipe.ask("Page.getFrameTree", session)["frameTree"]["frame"]["id"]
    pipe.ask("Page.setDocumentContent", session, frameId=frame, html=html)
    data = pipe.ask("Page.printToPDF", session, **options)["data"]
    pipe.ask("Target.closeTarget", targetId=target)
    return dateless(base64.b64decode(data))


def dateless(pdf: bytes) -> bytes:
    """A PDF whose dates are blank; its length stays, for its table says at which byte each part
    begins."""

    def blank(found: re.Match) -> bytes:
        head = b"/" + found[1] + b" (D:"
        whole = len(found[0])
        return (
            head + b"19800101000000Z".ljust(whole - len(head) - 1)[: whole - len(head) - 1] + b")"
        )

    return _DAYS.sub(blank, pdf)


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF has that a Chromium printed."""
    return len(re.findall(rb"/Type ?/Page\b", pdf))


class Pipe:
    """A browser behind a pipe, asked one thing at a time."""

    def __init__(self, reading: int, writing: int, patience: int):
        self.reading, self.writing, self.patience = reading, writing, patience
        self.number, self.rest = 0, b""

    def ask(self, method: str, session: str = "", **params: object) -> dict:
        """What the browser answers. Raises PrintError where it refuses or falls silent."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        message |= {"sessionId": session} if session else {}
        raw = json.dumps(message).encode() + b"\0"
        try:
            while raw:
                raw = raw[os.write(self.writing, raw) :]
        except OSError as error:
            raise PrintError(f"{method}: the browser has gone ({error})") from None
        while True:
            answer = json.loads(self._next(method))
            if answer.get("id") == self.number:
                break
        if "error" in answer:
            raise PrintError(f"{method}: {answer['error'].get('message', 'refused')}")
        return answer["result"]

    def _next(self, method: str) -> bytes:
        """The next message of the browser."""
        while b"\0" not in self.rest:
            ready, _, _ = select.select([self.reading], [], [], self.patience)
            more = os.read(self.reading, 1 << 20) if ready else b""
            if not more:
                raise PrintError(f"{method}: the browser does not answer")
            self.rest += more
        message, _, self.rest = self.rest.partition(b"\0")
        return message


@contextlib.contextmanager
def _asked(browser: str, patience: int) -> Iterator[Pipe]:
    """A browser that listens, and is ended whatever happens. Raises PrintError where the system has
    no pipe for it."""
    if os.name != "posix":
        raise PrintError("the browser is asked over a pipe, which this system has not")
    (theirs_in, ours_out), (ours_in, theirs_out) = os.pipe(), os.pipe()
    # A Chromium listens at its descriptor 3 and answers at 4; ours may have other numbers.
    high = [os.dup(end) for end in (theirs_in, theirs_out)]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:

        def place() -> None:
            for number, end in zip((3, 4), high, strict=True):
                os.dup2(end, number)

        process = subprocess.Popen(
            [browser, *ARGUMENTS, f"--user-data-dir={home}", "about:blank"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=place,
            pass_fds=(3, 4),
        )
        for end in (theirs_in, theirs_out, *high):
            os.close(end)
        try:
            yield Pipe(ours_in, ours_out, patience)
        finally:
            for end in (ours_in, ours_out):
                os.close(end)
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
