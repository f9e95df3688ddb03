"""Numbers that answer: each that a proof names opens what it counts and how that was proven."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial

from docutils import nodes
from markupsafe import Markup

from shieldbook.publish.address import proof_anchor
from shieldbook.publish.answers import text
from shieldbook.publish.answers.page import Page
from shieldbook.publish.answers.reply import escaped, joined, line, link
from shieldbook.publish.folds import cell_part

DICTIONARY = "reference/data-dictionary"
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_SIGNS = str.maketrans("", "", "*`")


def pattern(record: dict) -> re.Pattern:
    """The phrase of a proof as it may stand on a page, with a group around each named number.

    The notebook has it as Markdown and with straight quotes; a line may break anywhere.
    """
    phrase, parts, end = record["phrase"], [], 0
    spans = sorted(tuple(at) for number in record["numbers"] for at in number["at"])
    for start, stop in spans:
        parts += [_loose(phrase[end:start]), f"({_loose(phrase[start:stop])})"]
        end = stop
    parts.append(_loose(phrase[end:]))
    return re.compile(rf"(?<![\w,.]){''.join(parts)}(?![\w]|[,.]\d)")


def _loose(words: str) -> str:
    words = _LINK.sub(r"\1", words).translate(_SIGNS).translate(text.LEVEL)
    words = words.replace("---", "—").replace("--", "–").replace("...", "…")
    return r"\s+".join(re.escape(word) for word in re.split(r"\s+", words))


@dataclass
class Numbers:
    """The numbers of one page, which the records of its proofs know."""

    page: Page
    records: list[dict]
    tables: dict[str, str] = field(default_factory=dict)

    def ask(self) -> None:
        """Wrap every named number of the story; a number that two proofs name asks for the first
        of them."""
        for block in text.paragraphs(self.page.document):
            words = text.printed(block)
            for record in self.records:
                if record["numbers"]:
                    self._wrap(block, words, record)

    def _wrap(self, block: nodes.paragraph, words: str, record: dict) -> None:
        key = (record["cell"], record["phrase"])
        for found in pattern(record).finditer(words.translate(text.LEVEL)):
            phrase = " ".join(words[found.start() : found.end()].split())
            told = partial(self._told, record, phrase)
            for group in range(1, len(found.groups()) + 1):
                self.page.answer(
                    block,
                    found.span(group),
                    kind="number",
                    key=key,
                    href=self._table(record) or f"#{proof_anchor(record['cell'])}",
                    html=told,
                )

    def _table(self, record: dict) -> str:
        if record["of"] not in self.tables:
            return ""
        # The page's id of it: docutils puts a hyphen for what an id may not hold.
        return self.page.to(DICTIONARY, nodes.make_id(f"table-{record['of']}"))

    def _told(self, record: dict, phrase: str) -> Markup:
        """What was counted, for the phrase as the page prints it, and the ways on."""
        title, table = self.tables.get(record["of"], ""), self._table(record)
        counted = (
            line("Counted in the table {table}", table=link(title, table))
            if title
            else (escaped("Worked out on this page"))
        )
        ways = [link("How it is proven", f"#{proof_anchor(record['cell'])}")]
        if evidence := self.page.evidence():
            ways.append(link("The article’s rows", evidence))
        return line(
            "{counted}, again at every build of the book: “{phrase}”. {ways}",
            counted=counted,
            phrase=phrase,
            ways=joined(ways),
        )


def anchor_cells(document: nodes.document, records: list[dict]) -> None:
    """Give the code of every proof its address, inside the fold that then opens for it."""
    cells = {record["cell"] for record in records}
    for part in document.findall(cell_part):
        source = part.get("nb_element") == "cell_code_source"
        if source and part["cell"] in cells:
            part["ids"].append(proof_anchor(part["cell"]))
