"""Where the rows of a page's pictures are: on the page itself, or with the evidence of an
article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from docutils import nodes

from shieldbook.display import TABLE, column_names, records
from shieldbook.publish.address import Place

EVIDENCE = "evidence/"
NOWHERE: Mapping[str, str] = {}


def anchors(document: nodes.document) -> set[str]:
    """The ids that the rows of a page's tables have."""
    found = set()
    for node in document.findall(nodes.raw):
        if node.get("mime") == TABLE:
            table = node["payload"]
            found |= _column(table, table["anchors"])
    return found


def keys(table: dict) -> set[str]:
    """The keys that the marks of a figure share with the rows of its table."""
    return _column(table, table["keys"])


def _column(table: dict, name: str) -> set[str]:
    """What a column of a table holds; nothing where it has no such column."""
    if name not in column_names(table):
        return set()
    return {row[name] for row in records(table)} - {""}


def pages(asked: Iterable[str], documents: Iterable[str], place: Place) -> dict[str, str]:
    """The address of the evidence, seen from a page, that holds the row of each key that has one.

    An id of a row begins with the id of its article.
    """
    known = sorted(name for name in documents if name.startswith(EVIDENCE))
    found = {}
    for key in asked:
        for name in known:
            article = name.removeprefix(EVIDENCE)
            if key.startswith(f"{article}-"):
                found[key] = f"{place.root}{name}.html"
    return found


def address(target: str, pages: Mapping[str, str]) -> str:
    """An address on the page itself as it is, or on the page that is named for that row."""
    own = ""
    if target.startswith("#"):
        own = pages.get(target[1:], "")
    return own + target
