"""When the answers are made: as a page is written, with its links resolved and all proofs known."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from sphinx.transforms.post_transforms import SphinxPostTransform

from shieldbook.analysis.quotes import SPOKEN, spoken
from shieldbook.publish import proofs
from shieldbook.publish.answers import entries, margin, reply
from shieldbook.publish.answers.numbers import Numbers, anchor_cells
from shieldbook.publish.answers.page import Page
from shieldbook.publish.answers.quotations import Quotations
from shieldbook.publish.figures import rows
from shieldbook.tables.contract import read_contract
from shieldbook.tables.reader import load

KEPT, WORDS = "shieldbook_entries", "shieldbook_spoken"


class Answers(SphinxPostTransform):
    """Let words of the page open what the tables know of them."""

    formats = ("html",)
    # After all links of the page lead somewhere, and its folds are made.
    default_priority = 520

    @cached_property
    def _page(self) -> Page:
        return Page(
            self.document,
            self.env.docname,
            frozenset(self.env.found_docs),
            tuple(load("articles")["id"]),
        )

    def run(self, **_) -> None:
        """Go through the page: links first, since nothing may be asked within one, and numbers
        last, since a quotation may hold some."""
        if self.env.docname in entries.PAGES:
            return
        asked = entries.Entries(self._page, self._entries()).ask()
        self._to_margin(asked)
        Quotations(self._page, self._spoken(), self._rows()).ask()
        records = proofs.kept(self.env, self.env.docname)
        anchor_cells(self.document, records)
        tables = read_contract().tables.values()
        titles = {table.name: table.title for table in tables}
        Numbers(self._page, records, titles).ask()

    def _entries(self) -> dict[str, dict[str, entries.Entry]]:
        """The entries of the pages of reference, read once for the whole book."""
        known = self.app.__dict__.setdefault(KEPT, {})
        for name in entries.PAGES:
            if name in self.env.found_docs and name not in known:
                page = self.env.get_doctree(name)
                # Of somebody's offices each has a source: all stand on the page of people.
                known[name] = entries.entries(page, sourced=name != entries.PEOPLE)
        return known

    def _spoken(self) -> list[dict]:
        """The words of speakers that the data hold, looked up once for the whole book."""
        known = self.app.__dict__
        if WORDS not in known:
            known[WORDS] = spoken({name: load(name) for name in SPOKEN}).to_dict("records")
        return known[WORDS]

    def _rows(self) -> dict[str, str]:
        """The rows of tables on this page, by their ids: where a page has its own, its words lead
        there."""
        return {key: f"#{key}" for key in rows.anchors(self.document)}

    def _to_margin(self, asked: list[tuple[str, str]]) -> None:
        """People, systems and treaties stand in the margin where the page first links to them."""
        notable = systems_and_treaties()
        known = self._entries()
        wanted = {}
        for name, anchor in asked:
            entry = known[name][anchor]
            if name == entries.PEOPLE or notable(anchor, entry.name):
                wanted[self._page.replies[name, anchor]] = entry.signs
        margin.set_beside(self.document, wanted)
        margin.to_front(self.document)


def systems_and_treaties() -> Callable[[str, str], bool]:
    """Whether a term, by anchor and name, is one of the record's systems or treaties: it has the
    id or begins the name of one."""
    systems, treaties = load("systems"), load("treaties")
    ids = {*systems["id"], *treaties["id"]}
    names = (*systems["name"], *treaties["name"], *treaties["short"])

    def is_one(anchor: str, name: str) -> bool:
        return anchor in ids or any(own.startswith(name) for own in names)

    return is_one


def setup(app) -> None:
    """Register nodes and transform with Sphinx."""
    reply.setup(app)
    app.add_post_transform(Answers)
