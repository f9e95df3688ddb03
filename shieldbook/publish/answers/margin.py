"""Which answers stand in the margin of a wide screen unasked, beside their paragraph."""

from __future__ import annotations

from docutils import nodes

from shieldbook.publish.answers.reply import reply

BESIDE = "sb-beside"
MOST = 3
# What text and notes take, in pixels a sign and for each block, as the style sheet sets them: a
# line of 66 signs is 30 high, one of 32 signs in the margin 20.
TEXT = (30 / 66, 16)
NOTE = (20 / 32, 25)
# A note may end so far below the text that it stands beside.
SLACK = 40
FLOWING = (nodes.paragraph, nodes.bullet_list, nodes.enumerated_list, nodes.block_quote)


def set_beside(document: nodes.document, wanted: dict[reply, int]) -> None:
    """Mark the answers that stand in the margin: of those `wanted`, with their signs, at most three
    beside a paragraph, and only as long as the text beside is long enough for them.

    Without that a picture, which keeps clear of the margin, would wait under a gap in the text.
    """
    for section in document.findall(nodes.section):
        run = Run()
        for block in section.children:
            if isinstance(block, nodes.sidebar):
                height = _height(len(block.astext()), NOTE)
                run.note(height)
            elif isinstance(block, FLOWING):
                notes = [note for note in block.findall(reply) if note in wanted]
                for note in notes[:MOST]:
                    run.note(_height(wanted[note], NOTE), note)
                run.depth += _height(len(block.astext()), TEXT)
            else:
                run.end()
                run = Run()
        run.end()


class Run:
    """Text without a break, and the notes beside it: how far down either goes."""

    def __init__(self):
        self.depth = 0.0
        self.bottom = 0.0
        self.notes: list[tuple[reply, float]] = []

    def note(self, height: float, own: reply | None = None) -> None:
        """Set a note beside the text that comes, under the notes that are there."""
        self.bottom = max(self.bottom, self.depth) + height
        if own is not None:
            self.notes.append((own, self.bottom))

    def end(self) -> None:
        """Keep the notes that do not hang far below the text."""
        for note, bottom in self.notes:
            if bottom <= self.depth + SLACK:
                note["classes"].append(BESIDE)


def to_front(document: nodes.document) -> None:
    """A note of the margin begins beside the first line of its paragraph, so it stands before
    it."""
    for block in list(document.findall(nodes.paragraph)):
        notes = []
        for one in block.children:
            if isinstance(one, reply) and BESIDE in one["classes"]:
                notes.append(one)
        for note in reversed(notes):
            block.remove(note)
            block.insert(0, note)


def _height(signs: int, by: tuple[float, float]) -> float:
    sign, block = by
    return signs * sign + block
