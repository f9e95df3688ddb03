"""The notebooks of the book as they stand in their files."""

import json

import nbformat
import pytest

from support import ROOT

NOTEBOOKS = sorted(
    path
    for path in (ROOT / "book").rglob("*.ipynb")
    if not {"_build", ".ipynb_checkpoints"} & set(path.parts)
)
every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=[p.stem for p in NOTEBOOKS])


def read(path):
    """A notebook as it stands in its file; nbformat's own reader would mend it silently."""
    notebook = nbformat.from_dict(json.loads(path.read_text(encoding="utf-8")))
    for cell in notebook.cells:
        cell.source = "".join(cell.source)
    return notebook


def code_of(path):
    """The cells of code, each with its place."""
    return [
        (place, cell) for place, cell in enumerate(read(path).cells) if cell.cell_type == "code"
    ]


def tags(cell):
    return set(cell.metadata.get("tags", []))
