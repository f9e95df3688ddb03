"""The two pages that are compared: a chapter's charts and tables in this book, and the same in a
default build."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from shieldbook.display import FIGURE, TABLE
from shieldbook.phrases import counted

ROOT = Path(__file__).resolve().parent.parent
CHAPTER = "chapters/01_monitor-1999"
PAGE = "chapters/bench"
# The story page that asks most of a phone, and the evidence of the article with most claims.
LARGEST, EVIDENCE = "chapters/04_eaf-2018", "evidence/sinonk-2019"
WIDGET = "application/vnd.jupyter.widget-view+json"
LEAST_CHARTS = 3

# A default book undoes the two things by which a chapter of this one reaches its pipeline: the
# renderer that the set-up
# cell enables, and the marks on charts and frames.
PLAIN = """
import altair as alt
import pandas as pd

alt.renderers.enable("default")


def plain(shown):
    shown = shown.copy()
    if isinstance(shown, pd.DataFrame):
        shown.attrs.clear()
    else:
        shown.usermeta = alt.Undefined
    return shown
"""


# Installed beside it, this book's renderer would have its say in any book; the default one is built
# without.
UNTOUCHED = """
from importlib_metadata import EntryPoints
from jupyter_book.cli.main import main
from myst_nb.core import render

every = render.entry_points()
others = EntryPoints(point for point in every if not point.value.startswith("shieldbook."))
render.entry_points = lambda: others
main()
"""


@dataclass(frozen=True)
class Built:
    """A built book: the folder that is served, and the addresses in it of the pages to measure."""

    folder: Path
    pages: dict[str, str]
    charts: dict[str, int]


def copy_project(target: Path) -> Path:
    """Copy what a build of the book reads, nothing that one made, to a folder; the copy's book
    folder."""
    target.mkdir(parents=True, exist_ok=True)
    for path in ROOT.iterdir():
        if path.is_file():
            shutil.copy(path, target)
    for name in ("book", "data"):
        shutil.copytree(
            ROOT / name,
            target / name,
            ignore=shutil.ignore_patterns("_build", ".ipynb_checkpoints"),
        )
    return target / "book"


def trim(chapter: Path) -> nbformat.NotebookNode:
    """The chapter's text with its charts and tables; its other cells run unseen.

    What a cell shows is seen by running the notebook, so that nothing here knows how the chapters
    spell it.
    """
    notebook = nbformat.read(chapter, as_version=4)
    place = {"metadata": {"path": str(chapter.parent)}}
    ran = NotebookClient(deepcopy(notebook), timeout=300, resources=place).execute()
    for cell, done in zip(list(notebook.cells), ran.cells, strict=True):
        if cell.cell_type != "code":
            continue
        shown = {kind for output in done.outputs for kind in output.get("data", {})}
        if WIDGET in shown:
            # Run unseen it would still make a default page load a megabyte of widget manager.
            notebook.cells.remove(cell)
        elif not shown & {FIGURE, TABLE}:
            cell.metadata["tags"] = ["remove-cell", *cell.metadata.get("tags", [])]
    return notebook


def plainly(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The same notebook with every chart a plain Altair chart and every table a bare frame, and no
    tags but hiding."""
    notebook = deepcopy(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for cell in code:
        cell.metadata["tags"] = [
            tag for tag in cell.metadata.get("tags", []) if tag.startswith(("hide-", "remove-"))
        ]
        if "remove-cell" not in cell.metadata["tags"]:
            cell.source = _last_through(cell.source, "plain")
    helper = nbformat.v4.new_code_cell(PLAIN.strip(), metadata={"tags": ["remove-cell"]})
    notebook.cells.insert(notebook.cells.index(code[0]) + 1, helper)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            # The other pages of the book are not in the default one: their links would be warnings,
            # not weight.
            cell.source = re.sub(r"\]\(\.\./[^)]*\)", "](https://example.org/)", cell.source)
    return notebook


def _last_through(source: str, function: str) -> str:
    """The cell with the value that it ends in handed through a function; unchanged where it ends in
    none."""
    body = ast.parse(source).body
    if not body or not isinstance(body[-1], ast.Expr):
        return source
    lines = source.encode().splitlines(keepends=True)
    start = sum(map(len, lines[: body[-1].lineno - 1])) + body[-1].col_offset
    text = source.encode()
    return f"{text[:start].decode()}{function}({text[start:].decode().rstrip().rstrip(';')})"


def build_ours(folder: Path) -> Built:
    """The whole book under its own configuration, with the bench page added to its contents."""
    copy = folder / "ours" / "book"
    if not (copy / "_build" / "html").exists():
        copy_project(copy.parent)
        nbformat.write(trim(copy / f"{CHAPTER}.ipynb"), copy / f"{PAGE}.ipynb")
        toc = copy / "_toc.yml"
        contents = toc.read_text(encoding="utf-8")
        entry = f"      - file: {CHAPTER}\n"
        toc.write_text(contents.replace(entry, f"{entry}      - file: {PAGE}\n"), encoding="utf-8")
        _build(copy, Path(sys.executable).parent / "jupyter-book")
    named = {"bench": PAGE, "chapter": CHAPTER, "largest": LARGEST, "evidence": EVIDENCE}
    return _built(copy, {name: f"{page}.html" for name, page in named.items()})


def build_default(folder: Path) -> Built:
    """A book of one page with nothing configured but its title, and time enough to run it on a slow
    machine."""
    copy = folder / "default" / "book"
    if not (copy / "_build" / "html").exists():
        source = folder / "ours" / "book" / f"{PAGE}.ipynb"
        (copy / PAGE).parent.mkdir(parents=True)
        nbformat.write(plainly(nbformat.read(source, as_version=4)), copy / f"{PAGE}.ipynb")
        config = "title: Moscow and the Missile Shield\nexecute:\n  timeout: 300\n"
        (copy / "_config.yml").write_text(config, encoding="utf-8")
        (copy / "_toc.yml").write_text(f"format: jb-book\nroot: {PAGE}\n", encoding="utf-8")
        _build(copy, sys.executable, "-c", UNTOUCHED)
    return _built(copy, {"default": f"{PAGE}.html"})


def _built(copy: Path, pages: dict[str, str]) -> Built:
    folder = copy / "_build" / "html"
    charts = {}
    for name, address in pages.items():
        html = (folder / address).read_text(encoding="utf-8")
        charts[name] = len(
            re.findall(
                r'<figure[^>]*\bclass="[^"]*\bsb-figure\b|<div '
                r'id="altair-viz-',
                html,
            )
        )
        if charts[name] < LEAST_CHARTS and name != "evidence":
            raise SystemExit(
                f"Error: {address} was built with {counted(charts[name], 'chart')}, too few to "
                f"measure: {LEAST_CHARTS} are wanted."
            )
    return Built(folder, pages, charts)


def _build(book: Path, *program: str | Path) -> None:
    done = subprocess.run(
        [*program, "build", "book"],
        cwd=book.parent,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode:
        said = f"{done.stdout}{done.stderr}"
        raise SystemExit(
            f"Error: the bench page does not build, so there is nothing to measure.\n{said}"
        )
