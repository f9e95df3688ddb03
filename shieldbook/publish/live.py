"""The live page: one page of its own, on which the cells of any other run on a Jupyter server.

A policy in a page cannot be widened once it is loaded, so no page of the book is made live itself:
the live page brings its text and its cells, and its first script closes it to all but one server.
"""

from __future__ import annotations

import json

from shieldbook.charts.theme import INK_VARIABLES
from shieldbook.publish.contents import in_order, title_of
from shieldbook.publish.page import LIVE

PART = "live"


def pages(app) -> list[dict[str, str]]:
    """The pages that have cells to run, in their order: those that are notebooks."""
    names = (name for name in in_order(app) if str(app.env.doc2path(name)).endswith(".ipynb"))
    return [{"name": name, "title": title_of(app, name)} for name in names]


def _made(app):
    """The live page and what its scripts are told."""
    address = app.shieldbook_address
    told = {"root": "", "inks": INK_VARIABLES, "binder": address.binder_build()}
    context = {
        "title": "Live",
        "body": "",
        "furo_hide_toc": True,
        "shieldbook_parts": [PART],
        "pages": pages(app),
        "told": told,
        "told_json": json.dumps(told, sort_keys=True),
    }
    yield LIVE, context, "live.html"


def setup(app) -> None:
    """Register the page with Sphinx."""
    app.connect("html-collect-pages", _made)
