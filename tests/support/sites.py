"""A small Sphinx site of one notebook, whose cells have their outputs already: what the build makes
of them."""

from __future__ import annotations

import io
import os
from pathlib import Path
from unittest.mock import patch

import nbformat
from IPython.core.interactiveshell import InteractiveShell
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from shieldbook.publish import answers, folds, proofs, writer
from shieldbook.publish import sphinx as ours
from shieldbook.publish.figures import renderer

PAGE = "chapters/one"


def setup(app) -> None:
    """Register what makes pages of outputs, without the frame around a page."""
    renderer.setup(app)
    proofs.setup(app)
    writer.setup(app)
    answers.setup(app)
    folds.setup(app)
    app.connect("source-read", ours._mark_cells)
    app.connect("env-updated", ours._targets)


class Site:
    """The folder of a small site; cells are added in order, then it is built."""

    def __init__(self, folder: Path, shell: InteractiveShell):
        self.folder, self.shell, self.cells, self.warnings = folder, shell, [], ""

    def text(self, ident: str, source: str, *tags: str) -> Site:
        """Add a cell of text."""
        self.cells.append(
            nbformat.v4.new_markdown_cell(source, id=ident, metadata={"tags": list(tags)})
        )
        return self

    def shows(self, ident: str, value, *tags: str) -> Site:
        """Add a cell of code that ends in a value; the kernel's own formatter says what it sends
        out."""
        data, metadata = self.shell.display_formatter.format(value)
        return self.sends(ident, data, *tags, metadata=metadata)

    def sends(self, ident: str, data: dict, *tags: str, metadata=None) -> Site:
        """Add a cell of code that has sent out these representations of a value."""
        output = nbformat.v4.new_output("display_data", data=data, metadata=metadata or {})
        self.cells.append(
            nbformat.v4.new_code_cell(
                "pass", id=ident, outputs=[output], metadata={"tags": list(tags)}
            )
        )
        return self

    def build(self) -> Path:
        """Build the pages and return their folder. Raises what stops the build."""
        (self.folder / "chapters").mkdir()
        (self.folder / "index.md").write_text(
            f"# Small\n\n```{{toctree}}\n{PAGE}\n```\n", encoding="utf-8"
        )
        metadata = {
            "kernelspec": {"name": "python3", "display_name": "Python 3"},
            "language_info": {"name": "python", "pygments_lexer": "python"},
        }
        nbformat.write(
            nbformat.v4.new_notebook(cells=self.cells, metadata=metadata),
            self.folder / f"{PAGE}.ipynb",
        )
        told = io.StringIO()
        # A build tells its kernels in the environment what it is.
        with docutils_namespace(), patch.dict(os.environ):
            app = Sphinx(
                self.folder,
                None,
                self.folder / "out",
                self.folder / "trees",
                "html",
                status=None,
                warning=told,
                freshenv=True,
                confoverrides={
                    "extensions": ["myst_nb", __name__],
                    "nb_execution_mode": "off",
                    "html_theme": "basic",
                    "myst_enable_extensions": ["colon_fence", "deflist"],
                },
            )
            app.build()
        self.warnings = told.getvalue()
        return self.folder / "out"

    def page(self) -> str:
        """Build, and return the page of the notebook."""
        return (self.build() / f"{PAGE}.html").read_text(encoding="utf-8")
