"""One page whose words are given answers: what it is, where its links lead, what was opened."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

from docutils import nodes
from markupsafe import Markup

from shieldbook.publish.address import Place
from shieldbook.publish.answers import text
from shieldbook.publish.answers.reply import asks, reply
from shieldbook.publish.figures.rows import EVIDENCE


@dataclass
class Page:
    """A document of the book while it is written. `documents` are the names of all, `articles` the
    ids of the data's."""

    document: nodes.document
    name: str
    documents: frozenset[str]
    articles: tuple[str, ...] = ()
    replies: dict[Hashable, reply] = field(default_factory=dict)

    @property
    def article(self) -> str:
        """The id of the article that the page is a reading of; "" for any other page."""
        return next((one for one in self.articles if self.name.endswith(f"_{one}")), "")

    def to(self, document: str, anchor: str = "") -> str:
        """The address of a place in the book, seen from here; "" where there is no such page."""
        if document == self.name:
            return f"#{anchor}" if anchor else ""
        if document not in self.documents:
            return ""
        return f"{Place.of(self.name).root}{document}.html" + (f"#{anchor}" if anchor else "")

    def evidence(self, article: str = "", row: str = "") -> str:
        """The address of a row of an article's evidence, or of its page; without an id that of this
        reading's. "" while the book has no such page."""
        own = article or self.article
        return self.to(f"{EVIDENCE}{own}", row) if own else ""

    def reading(self, article: str) -> str:
        """The address of an article's reading; "" where it has none."""
        names = [name for name in sorted(self.documents) if name.endswith(f"_{article}")]
        return self.to(names[0]) if names else ""

    def answer(
        self,
        block: nodes.paragraph,
        span: tuple[int, int],
        *,
        kind: str,
        key: Hashable,
        href: str,
        html: Callable[[], Markup],
    ) -> bool:
        """Let words of a paragraph open an answer; whether they can."""
        asking = asks(kind=kind, href=href, of=self._name(key))
        done = text.wrap(block, *span, asking)
        if done:
            self._reply(block, key, kind, html)
        return done

    def answer_link(
        self,
        block: nodes.paragraph,
        found: nodes.reference,
        *,
        kind: str,
        key: Hashable,
        html: Callable[[], Markup],
    ) -> None:
        """Let a link of a paragraph open an answer."""
        asking = asks("", "", *found.children, kind=kind, href=found["refuri"], of=self._name(key))
        found.replace_self(asking)
        self._reply(block, key, kind, html)

    def _name(self, key: Hashable) -> str:
        known = self.replies.get(key)
        return known["name"] if known else f"reply-{len(self.replies) + 1}"

    def _reply(
        self, block: nodes.paragraph, key: Hashable, kind: str, html: Callable[[], Markup]
    ) -> None:
        """Put an answer at the end of the first paragraph that asks for it; it is there once, and
        the script copies it to where else it is asked for."""
        if key not in self.replies:
            own = reply(name=self._name(key), html=html(), classes=[f"sb-reply-{kind}"])
            self.replies[key] = own
            block += own
