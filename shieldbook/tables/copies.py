"""A copy of a text as its paragraphs: how its file is read, where they end, which are captions."""

from __future__ import annotations

import re
from os import PathLike
from pathlib import Path
from typing import NamedTuple

from shieldbook.tables.fingerprints import count_words, normalise

# A paragraph that begins so is the caption of a picture; the mark is no word of the text.
CAPTION = "[caption]"
_NOT_TEXT = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "an office document or an archive",
    b"{\\rtf": "an RTF document",
}


class UnusableCopy(ValueError):
    """Raised where a reader's copy cannot be read as an article's text, or the article is not one
    of the book's."""


class Paragraph(NamedTuple):
    """One paragraph: its number (captions are c1, c2 ...), its place from 1, its words in the form
    in which they are compared, and how many they are."""

    n: str
    position: int
    text: str
    words: int

    @property
    def caption(self) -> bool:
        """Whether it is the caption of a picture."""
        return self.n.startswith("c")


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of a copy, which blank lines divide; one that begins with CAPTION is numbered
    among the captions.

    Raises UnusableCopy where nothing divides several lines, and where a paragraph has no words.
    """
    blocks = [
        block for block in re.split(r"\n[^\S\n]*\n", "\n".join(text.splitlines())) if block.strip()
    ]
    if len(blocks) == 1 and "\n" in blocks[0].strip():
        raise UnusableCopy(
            "the copy has several lines and no blank line: put one between its paragraphs"
        )
    found: list[Paragraph] = []
    for position, block in enumerate(blocks, start=1):
        caption = block.strip().startswith(CAPTION)
        own = normalise(block.strip().removeprefix(CAPTION))
        if not own:
            raise UnusableCopy(f"paragraph {position} of the copy has no words")
        number = 1 + sum(one.caption == caption for one in found)
        found.append(
            Paragraph(f"c{number}" if caption else str(number), position, own, count_words(own))
        )
    return found


def read_copy(path: str | PathLike[str]) -> str:
    """The text of a reader's copy: UTF-8, or else the Western European encoding of Windows.

    Raises UnusableCopy, with what to do instead, where there is no such file or it is not plain
    text.
    """
    try:
        raw = Path(path).read_bytes()
    except FileNotFoundError:
        raise UnusableCopy(f"there is no file {path}") from None
    except IsADirectoryError:
        raise UnusableCopy(f"{path} is a folder; name the file with the article's text") from None
    except (OSError, ValueError) as error:
        raise UnusableCopy(f"{path} cannot be read: {error}") from None
    for beginning, kind in _NOT_TEXT.items():
        if raw.lstrip().startswith(beginning):
            raise UnusableCopy(
                f"{path} is {kind}; save the article's text as plain text and give that file"
            )
    text = _decode(raw)
    if text is None or re.search(r"[\x00-\x08\x0e-\x1b]", text):
        raise UnusableCopy(
            f"{path} is not plain text; save the article's text as UTF-8 and give that file"
        )
    if re.match(r"\s*<(!doctype|html|\?xml)", text, re.IGNORECASE):
        raise UnusableCopy(
            f"{path} is a web page's code; save the article's text as plain text and give that file"
        )
    if not text.strip():
        raise UnusableCopy(f"{path} is empty")
    return text


def _decode(raw: bytes) -> str | None:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
