"""A paragraph as sentences, to begin splitting from; and runs of words that two texts share."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# A stop with what closes behind it, then a blank and what may begin a sentence.
_END = re.compile(r"""[.!?\u2026]+["')\]]*(?= ["'(\[]*[^\Wa-z_])|[\u3002\uff01\uff1f]["')\]]*""")
_SHORT = re.compile(
    r"""(?:^|[\s"'(\[])(?:[A-Z]|[A-Za-z]\.[A-Za-z]|(?:[A-Z]\.)+[A-Z]|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Maj|Capt"""
    r"""|Adm|Sen|Rep|Gov|Hon|St|Jr|Sr|No|Nos|Vol|pp?|vs|cf|Co|Inc|Ltd|Jan|Feb|Mar|Apr|Jun|Jul|Aug"""
    r"""|Sept?|Oct|Nov|Dec)\.$"""
)
RUN = 8
# Signs of scripts that set no blanks are words of their own.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+")


def sentences(paragraph: str) -> list[str]:
    """The sentences of a paragraph whose blanks are single: no sign is lost but the blanks between
    them. Abbreviations in common use end none; a split too many or too few is for the reader."""
    found, start = [], 0
    for end in _END.finditer(paragraph):
        if not _SHORT.search(paragraph[start : end.start() + 1]):
            found.append(paragraph[start : end.end()].strip())
            start = end.end()
    return [*found, paragraph[start:].strip()] if paragraph[start:].strip() else found


def opening(paragraph: str, most: int = 4) -> str:
    """The first words of a paragraph, never all of it."""
    words = paragraph.split()
    return " ".join(words[: min(most, max(1, len(words) // 2))])


def words(text: str) -> list[str]:
    """The words of a text as they are compared: small, without marks and signs."""
    plain = unicodedata.normalize("NFKD", text.replace("\u2019", "").replace("'", ""))
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return _WORD.findall(bare.casefold())


def runs(text: str) -> frozenset[tuple[str, ...]]:
    """Every run of RUN words of a text."""
    return frozenset(_windows(words(text)))


def shared_run(cell: str, of: frozenset[tuple[str, ...]]) -> str:
    """The first run of RUN words of a cell that is among these; "" where there is none."""
    return next((" ".join(run) for run in _windows(words(cell)) if run in of), "")


def _windows(own: list[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(own[n : n + RUN]) for n in range(len(own) - RUN + 1))
