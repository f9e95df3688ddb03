"""The built book and, beside it, a Jupyter server that its live page may use: `make live`.

Both answer this machine only. The server starts in an empty folder: who has the token can run code
on this machine, and should not find the project's files on the way.
"""

from __future__ import annotations

import argparse
import functools
import os
import secrets
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlencode

from shieldbook.console import plain

ROOT = Path(__file__).resolve().parent.parent
BOOK = ROOT / "book" / "_build" / "html"
HOST = "127.0.0.1"
PATIENCE = 60


class NoServer(RuntimeError):
    """The Jupyter server did not start; the message says what to do."""


class Quiet(SimpleHTTPRequestHandler):
    """Hands out files without a word."""

    def log_message(self, *_) -> None:
        """Nothing: the link that was printed should stay in sight."""


def command(port: int, token: str, origin: str, folder: Path) -> list[str]:
    """How the Jupyter server is started: for this machine, this token and pages of this origin."""
    return [
        *(sys.executable, "-m", "jupyter_server", "--no-browser", f"--ip={HOST}"),
        *(f"--port={port}", "--ServerApp.port_retries=0", f"--IdentityProvider.token={token}"),
        f"--ServerApp.root_dir={folder}",
        f"--ServerApp.allow_origin={origin}",
        *(["--allow-root"] if getattr(os, "geteuid", lambda: 1)() == 0 else []),
    ]


@contextmanager
def jupyter(port: int, token: str, origin: str) -> Iterator[str]:
    """A Jupyter server that pages of `origin` may use; yields its address. Raises NoServer."""
    with tempfile.TemporaryDirectory(prefix="shieldbook-live-") as folder:
        server = subprocess.Popen(
            command(port, token, origin, Path(folder)),
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        address = f"http://{HOST}:{port}/"
        try:
            _wait(server, f"{address}api")
            yield address
        finally:
            server.terminate()
            server.wait(timeout=30)


def _wait(server: subprocess.Popen, address: str) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise NoServer(f"the Jupyter server did not start at {address}: try another --jupyter port")


def link(book: str, server: str, token: str) -> str:
    """The address of the live page with the server in it."""
    return f"{book}live.html#{urlencode({'server': server, 'token': token})}"


def main() -> int:
    """Serve the book and a Jupyter server until somebody stops them."""
    plain()
    parser = argparse.ArgumentParser(description="Serve the built book with a Jupyter server.")
    parser.add_argument("--port", type=int, default=8000, help="of the book (8000)")
    parser.add_argument("--jupyter", type=int, default=8888, help="port of the server (8888)")
    asked = parser.parse_args()
    if not (BOOK / "live.html").is_file():
        print("Error: there is no built book yet: run make book first.", file=sys.stderr)
        return 1
    book, token = f"http://{HOST}:{asked.port}/", secrets.token_urlsafe(24)
    try:
        pages = ThreadingHTTPServer(
            (HOST, asked.port), functools.partial(Quiet, directory=str(BOOK))
        )
        threading.Thread(target=pages.serve_forever, daemon=True).start()
        with jupyter(asked.jupyter, token, book.rstrip("/")) as server:
            print(f"The book:  {book}\nLive:      {link(book, server, token)}\nCtrl+C stops both.")
            threading.Event().wait()
    except (NoServer, OSError) as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
