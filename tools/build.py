"""Build the pages of the book: `python tools/build.py`, with the environment's own Python.

Two things that no tool does: what an earlier build left and this one may not use is thrown away,
and the notebooks run side by side before Sphinx reads them.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from shieldbook.console import plain

ROOT = Path(__file__).resolve().parent.parent
BUILD_BOOK = ("jupyter-book", "build", "book", "-W", "-n", "--keep-going")

# What decides the pages besides the chapters themselves: the notebook cache knows only the code in
# the cells.
INPUTS = ("shieldbook", "data", "requirements.txt", "pyproject.toml", "book/_config.yml")


def digest(root: Path, names: Iterable[str] = INPUTS) -> str:
    """SHA-256 over names and contents of files, folders read through, in a fixed order."""
    total = hashlib.sha256()
    for path in (root / name for name in names):
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in inside:
            if file.is_file() and "__pycache__" not in file.parts:
                total.update(file.relative_to(root).as_posix().encode() + b"\0")
                total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def drop_stale_pages(root: Path) -> dict:
    """Remove what an earlier build left and this one may not use; return the state that a good
    build has.

    The notebook cache does not see that the data or the package changed, and Sphinx forgets a
    warning once the page that caused it is read: after either, pages are made anew.
    """
    built = root / "book" / "_build"
    try:
        before = json.loads((built / "shieldbook.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        before = {}
    now = {"inputs": digest(root), "finished": True}
    if built.exists() and before.get("inputs") != now["inputs"]:
        shutil.rmtree(built)
    elif not before.get("finished"):
        shutil.rmtree(built / ".doctrees", ignore_errors=True)
    return now


def show(*command: str, root: Path) -> int:
    """Run a command and print its lines in signs that this console has; return its exit code."""
    process = subprocess.Popen(
        command,
        cwd=root,
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    for line in process.stdout:
        print(line, end="", flush=True)
    return process.wait()


def build(root: Path) -> int:
    """Run every notebook and make the pages; the exit code is not 0 where a cell fails or anything
    warns.
    """
    state = drop_stale_pages(root)
    note = root / "book" / "_build" / "shieldbook.json"
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_text(json.dumps({**state, "finished": False}), encoding="utf-8")
    show(sys.executable, str(Path(__file__).parent / "ahead.py"), str(root / "book"), root=root)
    program = shutil.which(BUILD_BOOK[0], path=Path(sys.executable).parent)
    code = show(program, *BUILD_BOOK[1:], root=root)
    if not code:
        note.write_text(json.dumps(state), encoding="utf-8")
    return code


def main() -> int:
    """Build, and say where the book is or where to look for what stopped it."""
    plain()
    started = time.monotonic()
    print("Running the notebooks", flush=True)
    if build(ROOT):
        print(
            "Error: the book was not built: the first error or warning above says where to look.",
            file=sys.stderr,
        )
        return 1
    page = ROOT / "book" / "_build" / "html" / "index.html"
    print(f"The book is at {page} ({time.monotonic() - started:.0f} s).")
    return 0


if __name__ == "__main__":
    sys.exit(main())
