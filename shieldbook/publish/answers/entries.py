"""Terms and people: a link to an entry of the glossary or of the page of people opens the entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from docutils import nodes
from markupsafe import Markup

from shieldbook.publish.answers import text
from shieldbook.publish.answers.page import Page
from shieldbook.publish.answers.reply import joined, line, link

SOURCES = "reference/bibliography"
# The pages whose entries open in place, what asks for them, and what such a page is called.
PEOPLE = "reference/people"
PAGES = {
    "reference/glossary": ("term", "In the glossary"),
    PEOPLE: ("person", "Who is who"),
}


@dataclass(frozen=True)
class Entry:
    """What a page of reference says under one anchor: a name, what it is, and where that was read,
    each source by its words and its anchor."""

    name: str
    words: str
    sources: tuple[tuple[str, str], ...] = ()

    @property
    def signs(self) -> int:
        """How long it is as an answer, with its links."""
        links = sum(len(words) + 3 for words, _ in self.sources)
        return len(self.name) + len(self.words) + links + len("In the glossary")

    def html(self, page: Page, more: Markup) -> Markup:
        """The entry as an answer, with the way on."""
        links = [link(words, page.to(SOURCES, anchor)) for words, anchor in self.sources]
        return line(
            "<b>{name}.</b> {words} {ways}",
            name=self.name,
            words=self.words,
            ways=joined([*links, more]),
        )


def entries(document: nodes.document, sourced: bool = True) -> dict[str, Entry]:
    """The entries of a page as it was read, by their anchors; with their sources or without."""
    found = {}
    for terms in document.findall(nodes.definition_list):
        item = next(iter(terms.findall(nodes.definition_list_item)), None)
        if item is None or not terms["ids"]:
            continue
        entry = _entry(item) if sourced else replace(_entry(item), sources=())
        found |= {anchor: entry for anchor in (*terms["ids"], *terms["names"])}
    return found


def _entry(item: nodes.definition_list_item) -> Entry:
    """Name and words of an entry; behind the words stand its sources, each a link and a place."""
    name = " ".join(item[0].astext().split())
    told, sources = "", []
    for piece in item[-1].findall():
        if isinstance(piece, nodes.Text):
            told += "" if sources else piece.astext()
        elif piece.attributes.get("reftarget") == SOURCES:
            sources.append((piece.astext(), piece["reftargetid"]))
    return Entry(name, " ".join(told.split()), tuple(sources))


@dataclass
class Entries:
    """The links of one page to entries, which are asked for by page and anchor."""

    page: Page
    known: Mapping[str, Mapping[str, Entry]]

    def ask(self) -> list[tuple[str, str]]:
        """Let every link to an entry open it; page and anchor of each, in the order of the page."""
        asked = {}
        for block in text.paragraphs(self.page.document):
            for found in list(block.findall(nodes.reference)):
                place = self._place(found)
                if place:
                    self._open(block, found, *place)
                    asked[place] = None
        return list(asked)

    def _place(self, found: nodes.reference) -> tuple[str, str] | None:
        """Page and anchor of the entry that a link leads to."""
        path, _, anchor = found.get("refuri", "").partition("#")
        for name in PAGES:
            if path == self.page.to(name) and anchor in self.known.get(name, {}):
                return name, anchor
        return None

    def _open(self, block: nodes.paragraph, found: nodes.reference, name: str, anchor: str) -> None:
        kind, more = PAGES[name]
        href = found["refuri"]
        self.page.answer_link(
            block,
            found,
            kind=kind,
            key=(name, anchor),
            html=lambda: self.known[name][anchor].html(self.page, link(more, href)),
        )
