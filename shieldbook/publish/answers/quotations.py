"""Quotations that answer: printed words that the data hold open who said them, where they were
printed and what was found of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from docutils import nodes
from markupsafe import Markup

from shieldbook.publish.answers import text
from shieldbook.publish.answers.entries import SOURCES
from shieldbook.publish.answers.page import Page
from shieldbook.publish.answers.reply import joined, line, link

QUOTED = re.compile(r'"([^"]+)"')
EDGE = " .,;:?!'\"—–"
BIBKEY = re.compile(r"([a-z0-9-]+)\[")
SENTENCE = re.compile(r"(?<=[.!?]) (?=[A-Z])")
# Fewer words than these are taken for somebody's only where all that is registered is printed, or
# on the reading of the article that prints them.
FEWEST = 3


def bare(words: str) -> str:
    """Words without what printing them changes: case, line ends, the marks around them."""
    return " ".join(words.translate(text.LEVEL).lower().split()).strip(EDGE)


@dataclass
class Quotations:
    """The printed words of one page. `spoken` are rows of `shieldbook.analysis.quotes.spoken`;
    `rows` leads to the row of a quotation where the book has no page of evidence."""

    page: Page
    spoken: list[dict]
    rows: dict[str, str]

    def ask(self) -> None:
        """Wrap registered words between quotation marks, and all of a quotation set as a block."""
        for block in text.paragraphs(self.page.document):
            words = text.plain(block)
            spans = [found.span(1) for found in QUOTED.finditer(words)]
            if isinstance(block.parent, nodes.block_quote):
                self._dress(block, words)
                spans = spans or [(0, len(words))]
            for span in spans:
                self._wrap(block, words, span)

    def known(self, words: str) -> list[dict]:
        """The rows that hold printed words: this article's before others, the whole before a part;
        several where reports share them."""
        asked = bare(words)
        if not asked:
            return []
        whole = [row for row in self.spoken if bare(row["words"]) == asked]
        within = [row for row in self.spoken if self._within(asked, row)]
        for row in (*whole, *within):
            if self._own(row):
                return [row]
        if whole and not whole[0]["article_id"]:
            return [row for row in whole if row["speaker"] == whole[0]["speaker"]]
        return (whole or within)[:1]

    def _own(self, row: dict) -> bool:
        return bool(self.page.article) and row["article_id"] == self.page.article

    def _within(self, asked: str, row: dict) -> bool:
        long = len(asked.split()) >= FEWEST
        if not row["article_id"] or not (long or self._own(row)):
            return False
        return bool(re.search(rf"(?<!\w){re.escape(asked)}(?!\w)", bare(row["words"])))

    def _wrap(self, block: nodes.paragraph, words: str, span: tuple[int, int]) -> None:
        start, end = span
        inner = words[start:end]
        rows = self.known(inner)
        href = (self._row(rows[0]) or self._source(rows[0])) if rows else ""
        if not href:
            return
        lead, tail = inner.lstrip(EDGE), inner.rstrip(EDGE)
        start += len(inner) - len(lead)
        end -= len(inner) - len(tail)
        first = rows[0]
        self.page.answer(
            block,
            (start, end),
            kind="quotation",
            key=("quotation", first["id"]),
            href=href,
            html=lambda: self._told(rows),
        )

    def _dress(self, block: nodes.paragraph, words: str) -> None:
        """Set a block of registered words as display type, and the line under it as their
        source."""
        frame = block.parent
        if block is frame[0] and self.known(words):
            frame["classes"].append("sb-quotation")
        elif "sb-quotation" in frame["classes"] and words.lstrip().startswith(("—", "–")):
            block["classes"].append("sb-attribution")

    def _row(self, row: dict) -> str:
        if not row["article_id"]:
            return ""
        article, name = row["article_id"], row["id"]
        places = (
            self.page.evidence(article, name),
            self.rows.get(name),
            self.page.reading(article),
        )
        return next(filter(None, places), "")

    def _source(self, row: dict) -> str:
        found = BIBKEY.match(row["source"])
        return self.page.to(SOURCES, f"bib-{found[1]}") if found else ""

    def _told(self, rows: list[dict]) -> Markup:
        """Who said it, when and where; who prints it; what its checks found; the way on."""
        first = rows[0]
        occasion = [first[part] for part in ("speaker", "day", "place") if first[part]]
        printed = []
        for row in rows:
            carrier = text.curled(row["printed"])
            printed.append(link(carrier, self._source(row)))
        through = first["through"]
        more = self._row(first)
        return line(
            "<b>{occasion}.</b> Printed: {printed}{through}. {found} {more}",
            occasion=", ".join(occasion),
            printed=joined(printed, "; "),
            through=f", after {through}" if through else "",
            found=joined(_findings(first["found"]), " "),
            more=link("All that is known of it", more) if more else "",
        )


def _findings(found: list[tuple[str, str]]) -> list[Markup]:
    """What checks found; claims that hang on the same words have a check each, and a verdict or a
    sentence that they share is said once."""
    told: dict[str, list[str]] = {}
    said: set[str] = set()
    for verdict, finding in found:
        own = told.setdefault(verdict, [])
        for sentence in SENTENCE.split(text.curled(finding)):
            if sentence not in said:
                said.add(sentence)
                own.append(sentence)
    return [
        line("{verdict}. {findings}", verdict=verdict, findings=" ".join(findings))
        for verdict, findings in told.items()
    ]
