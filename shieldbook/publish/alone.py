"""A notebook away from its repository: it begins with a cell that finds the package or installs it,
from the wheel that the book offers, and its links lead to the book's pages."""

from __future__ import annotations

import json
import posixpath
import re
import tempfile
from collections.abc import Set
from pathlib import Path

from hatchling.builders.wheel import WheelBuilder

from shieldbook.pages.notebook import code, written

CELL = "find-the-package"
FIRST = """\
# Finds the package of this book, version {version}, or installs it.
import subprocess
import sys
from importlib import import_module, invalidate_caches
from importlib.util import find_spec
from pathlib import Path

wheel, site = {wheel!r}, {site!r}


class Missing(ImportError):
    def _render_traceback_(self):
        return [str(self)]


if find_spec("shieldbook") is None:
    source = wheel if Path(wheel).is_file() else site and site + wheel
    if not source:
        raise Missing({lacking!r})
    pip = [sys.executable, "-m", "pip", "install", "--disable-pip-version-check", source]
    done = subprocess.run(pip, capture_output=True, text=True)
    if done.returncode:
        why = done.stderr.strip().rpartition("\\n")[2].removeprefix("ERROR: ")
        raise Missing(f"{{source}} could not be installed: {{why}}")
    invalidate_caches()
found = import_module("shieldbook").__version__
if found != {version!r}:
    print(f"Here is version {{found}} of the package, not {version}: numbers may differ.")
"""
LACKING = (
    "This notebook needs the package of the book: put {wheel}, which the notebook's page offers "
    "under “Take along”, beside it and run this cell again."
)
LINK = re.compile(r"(?<=\]\()([^)\s:#]+)\.(?:md|ipynb)(?=[#)])")
VERSION = re.compile(r"shieldbook-([^-]+)-")


def wheel_name(version: str) -> str:
    """The file name of the wheel of a version."""
    return f"shieldbook-{version}-py3-none-any.whl"


def make_wheel(root: Path, folder: Path) -> str:
    """Build the wheel of the package that a repository holds into a folder, which then has no other
    one; return its name, "" where the repository holds none."""
    made = {}
    if (root / "pyproject.toml").is_file():
        with tempfile.TemporaryDirectory() as place:
            built = next(WheelBuilder(str(root)).build(directory=place, versions=["standard"]))
            made = {Path(built).name: Path(built).read_bytes()}
    for old in folder.glob("shieldbook-*.whl"):
        if old.name not in made:
            old.unlink()
    for name, content in made.items():
        target = folder / name
        if not target.is_file() or target.read_bytes() != content:
            folder.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    return next(iter(made), "")


def alone(text: str, page: str, pages: Set[str], wheel: str, site: str) -> str:
    """A notebook, the source of `page`, as it is taken along.

    Its links to `pages` of the book lead to the book at `site`, the address of its root with a
    slash at the end, or where this is "" to the book in whose `_downloads` the notebook lies. With
    the name of a `wheel` the first cell is the one that looks for the package.
    """
    notebook = json.loads(text)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            source = _led("".join(cell["source"]), page, pages, site or "../")
            cell["source"] = source.splitlines(keepends=True)
    if wheel:
        notebook["cells"].insert(0, _first(wheel, site))
    return written(notebook)


def _led(source: str, page: str, pages: Set[str], root: str) -> str:
    """Prose whose links to the files of other pages lead to these pages."""

    def lead(found: re.Match) -> str:
        name = posixpath.normpath(posixpath.join(posixpath.dirname(page), found[1]))
        return f"{root}{name}.html" if name in pages else found[0]

    return LINK.sub(lead, source)


def _first(wheel: str, site: str) -> dict:
    """The cell that looks for the package, folded away where notebooks can fold."""
    source = FIRST.format(
        version=VERSION.match(wheel)[1],
        wheel=wheel,
        site=site and f"{site}_downloads/",
        lacking=LACKING.format(wheel=wheel),
    )
    return code(CELL, source.rstrip("\n"), "method")
