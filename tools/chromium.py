"""Find a Chromium for the browser tests, or get one: `python tools/chromium.py [--get]` prints its
path."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
USUAL_PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
LAUNCH_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
ADVICE = (
    "no Chromium was found and none could be installed: install Chromium or Google Chrome from "
    "your system, "
    "or name one that you have: CHROMIUM=/path/to/chromium make test."
)


class NoChromium(Exception):
    """No usable browser; the message is one sentence that says what to do."""


def works(path: str) -> bool:
    """Whether the program starts: some systems put a stub in its place, and a download may lack its
    libraries."""
    if sys.platform == "win32":
        return Path(path).is_file()
    try:
        asked = subprocess.run([path, "--version"], capture_output=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0


def _playwrights_own() -> str | None:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def find() -> str | None:
    """The path of a Chromium that starts, or None.

    `CHROMIUM` in the environment comes first; then the PATH, the usual places of macOS and Windows,
    and Playwright's own download. Raises NoChromium where `CHROMIUM` names something that does not
    start.
    """
    named = os.environ.get("CHROMIUM")
    if named:
        path = shutil.which(named)
        if path and works(path):
            return path
        raise NoChromium(
            f"CHROMIUM={named} does not start: correct the path, or unset it to have "
            "one looked for."
        )
    on_path = [shutil.which(name) for name in NAMES]
    for path in [*on_path, *USUAL_PLACES]:
        if path and Path(path).is_file() and works(path):
            return path
    own = _playwrights_own()
    return own if own and works(own) else None


def _try(*command: str) -> bool:
    print("  " + " ".join(command), flush=True)
    try:
        return subprocess.run(command, timeout=900, stdin=subprocess.DEVNULL).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _get_from_playwright() -> None:
    _try(sys.executable, "-m", "playwright", "install", "chromium")


def _get_from_debian() -> None:
    if not shutil.which("apt-get"):
        return
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if as_root and (
        not shutil.which("sudo")
        or subprocess.run([*as_root, "true"], capture_output=True).returncode
    ):
        return
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    _try(*as_root, *quiet, "update")
    # Without a font the browser lays out text of no width; Debian's chromium only recommends one.
    _try(
        *as_root,
        *quiet,
        "install",
        "-y",
        "--no-install-recommends",
        "chromium",
        "fonts-dejavu-core",
    )


def get() -> str:
    """The path of a Chromium that starts: one found, else Playwright's, else Debian's. Raises
    NoChromium."""
    path = find()
    for source in (_get_from_playwright, _get_from_debian):
        if path:
            break
        print("No Chromium yet; trying to install one.", flush=True)
        source()
        path = find()
    if not path:
        raise NoChromium(ADVICE)
    return path


def main(words: list[str]) -> int:
    """Print the browser's path as the last line; exit 1 with one sentence where there is none."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        path = get() if "--get" in words else find()
        if path is None:
            raise NoChromium(ADVICE)
    except NoChromium as trouble:
        print(f"Error: {trouble}", file=sys.stderr)
        return 1
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
