"""A small book in a folder of its own, built as the real one is."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

from support import ROOT

NOTEBOOK = "chapters/small"
ABOUT = "A page of a small book that was invented for the tests, long enough to be described."


def notebook(code: str) -> str:
    """A notebook of a heading and one cell of code, as text."""
    cells = [
        {"cell_type": "markdown", "id": "heading", "metadata": {}, "source": "# A small chapter"},
        {
            "cell_type": "code",
            "id": "cell",
            "metadata": {},
            "source": code,
            "execution_count": None,
            "outputs": [],
        },
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    told = {"kernelspec": kernel, "shieldbook": {"description": ABOUT}}
    return json.dumps({"cells": cells, "metadata": told, "nbformat": 4, "nbformat_minor": 5})


def configuration() -> str:
    """The real book's, but for its chapters and for what has moved, which a small book has not."""
    given = yaml.safe_load((ROOT / "book" / "_config.yml").read_text(encoding="utf-8"))
    given["sphinx"]["config"] |= {"shieldbook_chapters": [], "shieldbook_moved": {}}
    return yaml.safe_dump(given, allow_unicode=True)


class Book:
    """A book of two pages in a folder of its own, under the real book's configuration."""

    def __init__(self, project: Path):
        self.folder = project / "book"
        (self.folder / "chapters").mkdir(parents=True)
        self.write("_config.yml", configuration())
        for name in ("CITATION.cff", "LICENSE-CONTENT"):
            shutil.copy(ROOT / name, project)
        shutil.copytree(ROOT / "data", project / "data")
        if (ROOT / "book" / "_static").is_dir():
            shutil.copytree(ROOT / "book" / "_static", self.folder / "_static")
        self.write("_toc.yml", f"format: jb-book\nroot: intro\nchapters:\n  - file: {NOTEBOOK}\n")
        self.write(
            "intro.md",
            f'---\nshieldbook:\n  description: "{ABOUT}"\n---\n# A small book\n\nIt opens here.\n',
        )
        self.write(f"{NOTEBOOK}.ipynb", notebook("6 * 7"))

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def build(self) -> subprocess.CompletedProcess:
        program = Path(sys.executable).parent / "jupyter-book"
        command = [program, "build", "book", "-W", "-n", "--keep-going"]
        return subprocess.run(
            command, cwd=self.folder.parent, capture_output=True, text=True, env={**os.environ}
        )

    def page(self, name: str) -> str:
        return (self.folder / "_build" / "html" / f"{name}.html").read_text(encoding="utf-8")
