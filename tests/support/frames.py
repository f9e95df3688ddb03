"""An invented book of three pages, built with the frame that stands around every page."""

import json
import os
import shutil
from html.parser import HTMLParser
from unittest.mock import patch

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from support import ROOT

REPOSITORY, SITE = "https://github.com/some-body/a-book", "https://some-body.github.io/a-book/"
ABOUT = "A page of an invented book, made to see what stands around the text of a page."
CONFIG = {
    "extensions": ["myst_nb", "sphinx_external_toc", "sphinx_design", "shieldbook.publish.sphinx"],
    "external_toc_path": "_toc.yml",
    "html_theme": "furo",
    "html_title": "Moscow and the Missile Shield",
    "nb_execution_mode": "off",
    "copyright": "2026",
    "html_use_index": False,
    "html_copy_source": False,
    "language": "en",
    "myst_enable_extensions": ["colon_fence"],
    "shieldbook_generated": {"chapters/two": {"description": ABOUT, "source": "data/a.csv"}},
}
TOC = (
    "format: jb-book\nroot: {root}\nparts:\n  - caption: First part\n    chapters:\n      - file: "
    "chapters/01_one\n"
    "      - file: chapters/two\n"
)
MARKDOWN = f'---\nshieldbook:\n  description: "{ABOUT}"\n---\n# {{title}}\n\n{{text}}\n'


def notebook(title):
    """A notebook with a line under its title and one cell of code."""
    cells = [
        {
            "cell_type": "markdown",
            "id": "the-title",
            "metadata": {"tags": ["narrative"]},
            "source": f"# {title}\n\n*A line below*\n\nWords.",
        },
        {
            "cell_type": "code",
            "id": "the-code",
            "metadata": {"tags": ["hide-input", "method"]},
            "source": "1 + 1",
            "outputs": [],
            "execution_count": None,
        },
    ]
    return {
        "cells": cells,
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
            "language_info": {"name": "python"},
            "shieldbook": {"description": ABOUT + " One.", "question": "Which one?"},
        },
    }


def make_book(folder, root="intro"):
    """The sources of an invented book of three pages, with what a repository has around them; its
    opening has the name `root`."""
    book = folder / "book"
    (book / "chapters").mkdir(parents=True)
    (book / "_toc.yml").write_text(TOC.format(root=root))
    (book / f"{root}.md").write_text(MARKDOWN.format(title="The opening", text="Words."))
    (book / "chapters" / "01_one.ipynb").write_text(json.dumps(notebook("One & \\<two>"), indent=1))
    (book / "chapters" / "two.md").write_text(
        "# Two\n\n```python\nx = 1\n```\n\n## Part\n\nWords.\n"
    )
    data = folder / "data"
    data.mkdir()
    (data / "datapackage.json").write_text('{"resources": [{"name": "a", "path": "a.csv"}]}')
    for name in ("a.csv", "README.md", "references.bib", "ledger.csv"):
        (data / name).write_text(f"{name}\n")
    for name in ("CITATION.cff", "LICENSE-CONTENT"):
        shutil.copy(ROOT / name, folder)
    return book


def build(folder, **settings):
    """Build the book in a folder once and return where its pages are."""
    book, out = folder / "book", folder / "html"
    # A build tells its kernels in the environment what it is.
    with patch_docutils(), docutils_namespace(), patch.dict(os.environ):
        app = Sphinx(
            book,
            None,
            out,
            folder / "trees",
            "html",
            {**CONFIG, **settings},
            status=None,
            warning=None,
        )
        app.build()
        assert app.statuscode == 0
    return out


class Reader(HTMLParser):
    """The elements, the title and the inline scripts of a page."""

    def __init__(self, path):
        super().__init__()
        self.elements, self.scripts, self.title, self.inside = [], [], "", ""
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        """Note the element."""
        self.elements.append((tag, dict(attrs)))
        self.inside = tag

    def handle_data(self, data):
        """Note the title and the scripts."""
        if self.inside == "title" and not self.title:
            self.title = data
        if self.inside == "script" and data.strip():
            self.scripts.append(data)

    def metas(self, name):
        """Contents of the meta elements of a name, property or header."""
        return [
            found["content"]
            for tag, found in self.elements
            if tag == "meta"
            and name in (found.get("name"), found.get("property"), found.get("http-equiv"))
        ]

    def links(self):
        """Every address that the page leads or points to."""
        return [
            found[key]
            for _, found in self.elements
            for key in ("href", "src", "action")
            if found.get(key)
        ]
