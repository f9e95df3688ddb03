"""The words of a paragraph as one text, whatever stands between them, and what is put around some
of them."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from docutils.utils.smartquotes import educate_tokens

from shieldbook.publish.answers.reply import asks

# One sign for one, so that places stay the same: the page curls what a notebook has straight.
LEVEL = str.maketrans("‘’“”\u00a0\n\t", "''\"\"   ")
# Where no answer may open: a paragraph there is a cell, a caption or a note of its own.
APART = (nodes.entry, nodes.figure, nodes.caption, nodes.footnote, nodes.raw)


def paragraphs(document: nodes.document) -> Iterator[nodes.paragraph]:
    """The paragraphs of the story, those of lists and quotations among them, in their order."""
    for block in list(document.findall(nodes.paragraph)):
        apart = [one for one in above(block) if isinstance(one, APART)]
        if not apart:
            yield block


def above(node: nodes.Node) -> Iterator[nodes.Node]:
    """What a node stands in, from the nearest to the document."""
    while node.parent is not None:
        node = node.parent
        yield node


def printed(block: nodes.Element) -> str:
    """All words of a paragraph as the page prints them."""
    pieces = block.findall(nodes.Text)
    return "".join(piece.astext() for piece in pieces)


def plain(block: nodes.Element) -> str:
    """All words of a paragraph, quotation marks straight and every white space a blank."""
    return printed(block).translate(LEVEL)


def curled(words: str) -> str:
    """Words of the data with the quotation marks of the page."""
    return "".join(educate_tokens([("plain", words)], "q"))


def wrap(block: nodes.Element, start: int, end: int, around: asks) -> bool:
    """Put `around` about the words of a paragraph from `start` to `end`; whether it could be done.

    It cannot where some of them are a link already, or where they begin in one element and end in
    another. Places count as in `plain`, before and after.
    """
    touched = list(_touched(block, start, end))
    if not touched:
        return False
    first_at, first = touched[0]
    last_at, last = touched[-1]
    parent = first.parent
    if parent is not last.parent:
        return False
    one = parent.index(first)
    other = parent.index(last) + 1
    own = parent.children[one:other]
    if _linked(parent, own):
        return False
    start -= first_at
    end -= last_at
    lead = first.astext()[:start]
    tail = last.astext()[end:]
    # Where all of it is one text, the first cut leaves the places behind it as they were.
    own[-1] = nodes.Text(last.astext()[:end])
    own[0] = nodes.Text(own[0].astext()[start:])
    around += own
    parts = [nodes.Text(lead), around, nodes.Text(tail)]
    parent[one:other] = [part for part in parts if part is around or part.astext()]
    return True


def _touched(block: nodes.Element, start: int, end: int) -> Iterator[tuple[int, nodes.Text]]:
    """The pieces of text that hold words from `start` to `end`, each with its own place."""
    at = 0
    for piece in block.findall(nodes.Text):
        low = at
        at += len(piece.astext())
        if at <= start:
            continue
        if low >= end:
            break
        yield low, piece


def _linked(parent: nodes.Element, inside: list[nodes.Node]) -> bool:
    """Whether nodes of one parent are part of a link or hold one."""
    around = [parent, *above(parent)]
    for node in inside:
        around += node.findall()
    return any(isinstance(node, (nodes.reference, asks)) for node in around)
