"""The projector: the steps of a session one a screen, for a class that looks at a wall.

A table that is called `session-steps` holds the steps of a session. Its page gets a button above
it and the script behind the button, which makes each screen of a row; no other page loads them.
"""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from shieldbook.display import TABLE
from shieldbook.publish.figures.renderer import published

STEPS = "session-steps"
PART = "projector"
# Columns that are not for the eyes of the class.
TEACHER = ("Teacher",)
BUTTON = (
    f'<p class="sb-scripted"><button type="button" class="sb-button" id="{PART}" '
    f'data-projects="{STEPS}" data-unshown="{"; ".join(TEACHER)}">One step a screen'
    "</button></p>\n"
)


def _tables(doctree: nodes.document) -> Iterator[published]:
    """The tables of steps of a page."""
    for node in doctree.findall(published):
        if node["mime"] == TABLE and node["payload"].get("name") == STEPS:
            yield node


def _offer(app, doctree: nodes.document, docname: str) -> None:
    """Put the button above the steps of a page."""
    for node in list(_tables(doctree)):
        node.parent.insert(node.parent.index(node), nodes.raw("", BUTTON, format="html"))


def _frame(app, pagename: str, templatename: str, context: dict, doctree) -> None:
    """Name the part that serves the button."""
    if doctree is not None and any(_tables(doctree)):
        context.setdefault("shieldbook_parts", []).append(PART)


def setup(app) -> None:
    """Register the projector with Sphinx."""
    app.connect("doctree-resolved", _offer)
    app.connect("html-page-context", _frame)
