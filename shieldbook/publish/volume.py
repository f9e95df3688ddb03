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

import yaml

from shieldbook.publish.address import Address
from shieldbook.publish.cite import Work

STYLE = Path(__file__).parent / "static" / "css" / "volume.css"
# What a browser would ask for is forbidden; everything that the page needs stands in it.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
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


def leaves(book: Path, html: Path) -> list[Leaf]:
    """Every page of the table of contents, in its order. Raises OSError where one is not built."""
    listed = yaml.safe_load((book / "_toc.yml").read_text(encoding="utf-8"))
    named = [("", listed["root"])]
    for part in listed["parts"]:
        named += [(part["caption"], chapter["file"]) for chapter in part["chapters"]]
    return [_leaf(html, name, part) for part, name in named]


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
    inner = "".join(_article(leaf, anchors, address) for leaf in pages)
    style = "\n".join([*styles, STYLE.read_text(encoding="utf-8")])
    return (
        '<!DOCTYPE html>\n<html lang="en" class="js">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        f"<title>{escape(work.title)}</title>\n<style>\n{style}\n</style>\n</head>\n"
        '<body data-theme="light">\n<div class="page"><div class="main"><div class="content">\n'
        f"{_cover(work, address)}{_contents(pages, numbers)}{inner}"
        "</div></div></div>\n</body>\n</html>\n"
    )


def _cover(work: Work, address: Address) -> str:
    title, _, under = work.title.partition(": ")
    where = f'<p><a href="{escape(address.site)}">{escape(address.site)}</a></p>\n'
    return (
        f'<div class="sb-cover">\n<h1>{escape(title)}</h1>\n'
        f'<p class="sb-under">{escape(under[:1].upper() + under[1:])}</p>\n'
        f"<p>{escape(', '.join(work.authors))}</p>\n"
        f"<p>Version {escape(work.version)}, {escape(work.year)}</p>\n"
        f"{where if address.site else ''}"
        "<p>Text, data and pictures: CC BY 4.0. Words quoted from speakers and titles of works "
        "remain their authors’.</p>\n</div>\n"
    )


def _contents(pages: list[Leaf], numbers: Mapping[str, int]) -> str:
    lines, part = [], None
    for leaf in pages:
        if leaf.part != part:
            lines += ["</ol>"] if lines else []
            lines += [f"<h2>{escape(leaf.part)}</h2>"] if leaf.part else []
            lines += ["<ol>"]
            part = leaf.part
        number = numbers.get(leaf.slug, "")
        lines.append(
            f'<li><a href="#{leaf.slug}"><span>{escape(leaf.title)}</span>'
            f"<span>{number}</span></a></li>"
        )
    listed = "\n".join(lines)
    return f'<nav class="sb-contents">\n<h1>Contents</h1>\n{listed}\n</ol>\n</nav>\n'


def _article(leaf: Leaf, anchors: Mapping[str, frozenset[str]], address: Address) -> str:
    """A page's text, with ids that no other page has and links that lead within the volume."""

    def named(found: re.Match) -> str:
        ids = " ".join(f"{leaf.slug}--{one}" for one in found[2].split())
        return f' {found[1]}="{ids}"'

    def led(found: re.Match) -> str:
        place = target(leaf.name, unescape(found[1]), anchors, address)
        return f' href="{escape(place)}"' if place else ""

    text = _NAMES.sub(named, _LINK.sub(led, leaf.text))
    text = _ID.sub(rf' id="{leaf.slug}--\1"', text)
    return f'<article class="sb-article" id="{leaf.slug}">{text}</article>\n'


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
