"""The whole book as one page of HTML, to be printed: a cover, contents, and the built pages behind
one another, with their links led to places in it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from html import escape, unescape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from jinja2 import Environment, FileSystemLoader

from shieldbook.publish.address import Address
from shieldbook.publish.cite import Work
from shieldbook.publish.contents import listed

HERE = Path(__file__).parent.parent
STYLE = HERE / "static" / "css" / "volume.css"
_ARTICLE = re.compile(r'<article role="main"[^>]*>(.*?)</article>\s*<footer>', re.DOTALL)
_HEAD = re.compile(r"<h([12])\b[^>]*>(.*?)</h\1>", re.DOTALL)
_SECTION = re.compile(r'<section\b[^>]*\sid="([^"]+)"[^>]*>\s*(?:<span[^>]*></span>\s*)*<h2\b')
_MARK = re.compile(r'<a class="headerlink".*?</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_ID = re.compile(r'\sid="([^"]+)"')
_NAMES = re.compile(r'\s(for|list|headers|aria-(?:labelledby|describedby|controls))="([^"]*)"')
_LINK = re.compile(r'\shref="([^"]*)"')


class Leaf(NamedTuple):
    """A built page: its name (`chapters/01_monitor-1999`), the part of the book that it stands in,
    its title, its text as HTML, and its sections, each by its id with its heading."""

    name: str
    part: str
    title: str
    text: str
    sections: tuple[tuple[str, str], ...]

    @property
    def slug(self) -> str:
        """The page's id in the volume, and what all ids of the page begin with there."""
        return self.name.replace("/", "-")


class Part(NamedTuple):
    """A part of the book by its caption, empty for the opening, with its pages."""

    name: str
    pages: list[Leaf]


def leaves(book: Path, html: Path) -> list[Leaf]:
    """Every page of the table of contents, in its order. Raises OSError where one is not built."""
    return [_leaf(html, name, part) for part, name in listed(book)]


def _leaf(html: Path, name: str, part: str) -> Leaf:
    text = _ARTICLE.search((html / f"{name}.html").read_text(encoding="utf-8"))[1]
    text = _MARK.sub("", text)
    heads = _HEAD.findall(text)
    title = next(_words(head) for level, head in heads if level == "1")
    return Leaf(name, part, title, text, tuple(_sections(text)))


def _sections(text: str) -> Iterator[tuple[str, str]]:
    for found in _SECTION.finditer(text):
        head = _HEAD.search(text, found.end() - len("<h2"))
        yield found[1], _words(head[2])


def _words(markup: str) -> str:
    return " ".join(unescape(_TAG.sub("", markup)).split())


def volume_html(
    pages: list[Leaf], styles: list[str], work: Work, address: Address, numbers: Mapping[str, int]
) -> str:
    """The volume. `styles`: what the pages look like, before the volume's own style; `numbers`: on
    which page each leaf begins, by its slug, as far as that is known."""
    anchors = {leaf.name: frozenset(_ID.findall(leaf.text)) for leaf in pages}
    title, _, under = work.title.partition(": ")
    told = {
        "work": work,
        "title": title,
        "subtitle": under[:1].upper() + under[1:],
        "site": address.site,
        "style": "\n".join([*styles, STYLE.read_text(encoding="utf-8")]),
        "parts": _parts(pages),
        "numbers": numbers,
        "pages": pages,
        "texts": {leaf.name: _text(leaf, anchors, address) for leaf in pages},
    }
    frame = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True)
    return frame.get_template("volume.html").render(told)


def _parts(pages: list[Leaf]) -> list[Part]:
    """The pages by the part in which they stand, in their order."""
    found: list[Part] = []
    for leaf in pages:
        if not found or found[-1].name != leaf.part:
            found.append(Part(leaf.part, []))
        found[-1].pages.append(leaf)
    return found


def _text(leaf: Leaf, anchors: Mapping[str, frozenset[str]], address: Address) -> str:
    """A page's text, with ids that no other page has and links that lead within the volume."""
    own = leaf.slug + "--"

    def named(found: re.Match) -> str:
        ids = " ".join(own + one for one in found[2].split())
        return f' {found[1]}="{ids}"'

    def led(found: re.Match) -> str:
        place = target(leaf.name, unescape(found[1]), anchors, address)
        return f' href="{escape(place)}"' if place else ""

    text = _LINK.sub(led, leaf.text)
    text = _NAMES.sub(named, text)
    return _ID.sub(rf' id="{own}\1"', text)


def target(name: str, href: str, anchors: Mapping[str, frozenset[str]], address: Address) -> str:
    """Where a link of a page leads in the volume: to a place in it, to the web as it did, or, for a
    file beside the pages, to the public book; empty where there is none. `anchors` are the ids of
    every page of the volume."""
    parts = urlsplit(href)
    if parts.scheme or parts.netloc:
        return href
    path = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path)))
    page = path.removesuffix(".html") if parts.path else name
    if page in anchors:
        slug, mark = page.replace("/", "-"), unquote(parts.fragment)
        return f"#{slug}--{mark}" if mark in anchors[page] else f"#{slug}"
    return address.page(path)
