"""The two halves of an answer: the word that asks, and the lines that it opens."""

from __future__ import annotations

from html import escape

from docutils import nodes
from markupsafe import Markup


# docutils names its nodes in lower case.
class asks(nodes.Inline, nodes.TextElement):
    """Words that open an answer: a link to `href`, where it is told too; `of` is the answer's id,
    `kind` what is asked for (number, quotation, term)."""


class reply(nodes.General, nodes.Element):
    """An answer as HTML that was escaped where it was made. It holds no text of its own, so that
    the search finds a meaning on its own page and not on every page that opens it."""


def line(words: str, /, **given: str) -> Markup:
    """Words with names in braces, each filled with text that is escaped, or with Markup."""
    return Markup(words).format(**given)


def link(words: str, href: str) -> Markup:
    """Words as a link, or as they are where it would lead nowhere."""
    return line('<a href="{href}">{words}</a>', words=words, href=href) if href else escaped(words)


def escaped(words: str) -> Markup:
    """Words of the data as text of the page."""
    return Markup(escape(words))


def joined(parts: list[Markup], sign: str = " · ") -> Markup:
    """What is not empty, with a sign between."""
    return Markup(sign).join(part for part in parts if part)


def visit_asks(self, node: asks) -> None:
    """The link. What it can do besides is added by the script that does it."""
    names = f"reference internal sb-opens sb-opens-{node['kind']}"
    self.body.append(
        f'<a class="{names}" href="{escape(node["href"])}" data-asks="{escape(node["of"])}">'
    )


def depart_asks(self, _node: asks) -> None:
    """The end of the link."""
    self.body.append("</a>")


def visit_reply(self, node: reply) -> None:
    """The lines, inside their paragraph: a block element would end it there, and a span would be
    taken for a place that the search may lead to."""
    names = " ".join(["sb-reply", *node["classes"]])
    self.body.append(
        f'<small class="{names}" id="{escape(node["name"])}" role="note">{node["html"]}</small>'
    )
    raise nodes.SkipNode


def skip(_translator, _node) -> None:
    """Other builders than HTML leave answers out."""
    raise nodes.SkipNode


def passed(_translator, _node) -> None:
    """Other builders write the words that ask as words."""


def setup(app) -> None:
    """Register the nodes with Sphinx."""
    others = ("latex", "text", "man", "texinfo")
    app.add_node(
        asks, html=(visit_asks, depart_asks), **{name: (passed, passed) for name in others}
    )
    app.add_node(reply, html=(visit_reply, None), **{name: (skip, None) for name in others})
