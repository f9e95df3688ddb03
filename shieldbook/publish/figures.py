"""From a notebook's MIME bundle to docutils nodes: the hook that myst-nb offers."""

from __future__ import annotations

import json

from docutils import nodes
from myst_nb.core.render import MimeRenderPlugin

from shieldbook.display import FIGURE, STATES, TABLE
from shieldbook.publish.html import figure_html, states_html, table_html


class FigureRenderer(MimeRenderPlugin):
    """Renders the book's three MIME types ahead of every other representation of the same output."""

    mime_priority_overrides = [("html", FIGURE, 1), ("html", TABLE, 1), ("html", STATES, 1)]

    @staticmethod
    def handle_mime(renderer, data, inline):
        """Return raw HTML nodes for the book's MIME types, None for all others."""
        if inline or data.mime_type not in (FIGURE, TABLE, STATES):
            return None
        payload = data.content if isinstance(data.content, dict) else json.loads(data.string)
        document = renderer.renderer.document
        root = "../" * renderer.renderer.sphinx_env.docname.count("/")
        number = _count(document, data.mime_type)
        if data.mime_type == FIGURE:
            html = figure_html(payload, number, root)
        elif data.mime_type == TABLE:
            html = table_html(payload, f"table-{number}", root)
        else:
            html = states_html(payload, number, root)
        return [nodes.raw("", html, format="html")]


def _count(document, mime_type: str) -> int:
    """How many outputs of this type the page has had, this one included."""
    seen = getattr(document, "shieldbook_counts", {})
    seen[mime_type] = seen.get(mime_type, 0) + 1
    document.shieldbook_counts = seen
    return seen[mime_type]
