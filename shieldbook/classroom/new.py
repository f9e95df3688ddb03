"""A folder in which a class codes a text of its own: made whole, or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from shieldbook.classroom import layout
from shieldbook.classroom.sentences import opening, sentences
from shieldbook.classroom.sheets import Sheet, read, written
from shieldbook.tables import dates
from shieldbook.tables.copies import CAPTION, Paragraph, paragraphs, read_copy
from shieldbook.tables.fingerprints import article_fingerprint, fingerprint
from shieldbook.tables.ledger import Refused, replace_file
from shieldbook.tables.reader import load

STEPS = """{title}
A text of your own, to be coded. Everything in this folder stays with you.

1. SPLIT. units.csv has a row for each sentence of the text. Write into the column claim, in
   your own words, what the sentence claims. A sentence with two claims gets a second row, with
   a unit of its own (the next free number); a sentence without one loses its row. Write into
   speakers.csv everybody who makes a claim; the writer is there already, as author. The column
   state may stay empty, or say RUS, JPN, KOR, USA and the like: it gives the colour.
2. SHEETS. python -m shieldbook class sheets {id}
   makes the coding sheets anew from your units.
3. CODE. Two people fill coding-A.csv and coding-B.csv, from the text, and neither looks at the
   other's. codes.csv has the values and what they mean. Stance and "because" may stay empty.
   A cell that somebody cannot decide stays empty.
4. REPORT. python -m shieldbook class report {id}
   names every cell that it cannot use. Then it writes report.html, for any browser and for paper.
   Where the coders differ, talk, and write what you decide into settled.csv, with the reason.
5. CHECK. Through whom the words came goes into through.csv (step 1 is nearest to the speaker),
   what you looked up into checks.csv. Report again.

{licence}
"""
PRIVATE = """The text is not free. It lies in private/text.txt, for you alone: hand out the sheets,
not that folder. No cell may hold eight words in a row from it; the report names one that does."""
FREE = "The text is free ({free}). Its sentences are written out in units.csv and in the sheets."


class Wanted(NamedTuple):
    """What a teacher says of a text; `free` is its licence, "" where it is not free."""

    id: str
    title: str
    url: str
    author: str = ""
    published: str = ""
    outlet: str = ""
    free: str = ""


def make(wanted: Wanted, copy: Path, folder: Path) -> list[str]:
    """Make the folder of a class from a copy of a text; return the names of its files.

    It is filled under another name and renamed at the end. Raises Refused where there is something
    of this name, or where a word given is unusable, UnusableCopy where the copy is.
    """
    if folder.exists():
        raise Refused(f"{folder} is there already: choose another id, or remove it yourself.")
    if not folder.parent.is_dir():
        raise Refused(f"{folder.parent} is no folder.")
    _check(wanted)
    text = paragraphs(read_copy(copy))
    beside = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))
    try:
        _fill(beside, wanted, text)
        beside.chmod(0o755)
        os.rename(beside, folder)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )


def _check(wanted: Wanted) -> None:
    if not wanted.title.strip():
        raise Refused("--title is empty.")
    if not wanted.url.startswith(("https://", "http://")) or set(wanted.url) & set(" <>\"'"):
        raise Refused(f"--url {wanted.url!r} is no address: it begins with https:// or http://.")
    problem = dates.problem(wanted.published) if wanted.published else None
    if problem:
        raise Refused(f"--published {wanted.published!r}: {problem}.")
    for name, value in wanted._asdict().items():
        if not value.isprintable():
            raise Refused(f"--{name} holds a sign that cannot be printed.")


def _fill(folder: Path, wanted: Wanted, text: Sequence[Paragraph]) -> None:
    """Write every file of a class into an empty folder."""
    split = {one.n: sentences(one.text) for one in text}
    columns, free = layout.COLUMNS, bool(wanted.free)
    whole = (layout.TEXT,) if free else ()
    units = _units(split, free)
    rows = [_paragraph(one, free) for one in text]
    _table(folder, layout.ARTICLE, columns[layout.ARTICLE], [_article(wanted, text)])
    _table(folder, layout.PARAGRAPHS, (*columns[layout.PARAGRAPHS], *whole), rows)
    _table(folder, layout.UNITS, (*columns[layout.UNITS], *whole), units)
    _table(folder, layout.SPEAKERS, columns[layout.SPEAKERS], [("author", "author", "")])
    for name in (layout.THROUGH, layout.CHECKS, layout.SETTLED):
        _table(folder, name, columns[name], [])
    _table(folder, layout.CODES, ("field", "code", "label", "definition"), _codes())
    for coder in "AB":
        _table(folder, layout.sheet_name(coder), *_blank(units, free))
    licence = FREE.format(free=wanted.free) if wanted.free else PRIVATE
    steps = STEPS.format(title=wanted.title, id=wanted.id, licence=licence)
    _bytes(folder / layout.README, steps.replace("\n", "\r\n").encode("utf-8-sig"))
    if not free:
        _keep(folder / layout.PRIVATE, text)


def _keep(folder: Path, text: Sequence[Paragraph]) -> None:
    """Keep the text itself where git takes nothing, in the form in which it is compared."""
    folder.mkdir()
    _bytes(folder / ".gitignore", b"*\n")
    marked = [f"{CAPTION} {one.text}" if one.caption else one.text for one in text]
    kept = "\n\n".join(marked)
    _bytes(folder / layout.KEPT, f"{kept}\n".encode())


def _article(wanted: Wanted, text: Sequence[Paragraph]) -> tuple[object, ...]:
    captions = sum(one.caption for one in text)
    return (
        wanted.id,
        wanted.title,
        wanted.author,
        wanted.published,
        wanted.outlet,
        wanted.url,
        wanted.free,
        sum(one.words for one in text),
        len(text) - captions,
        captions,
        article_fingerprint(one.text for one in text),
    )


def _paragraph(one: Paragraph, free: bool) -> tuple[object, ...]:
    mark = fingerprint(one.text) or ""
    row = (one.n, one.position, one.words, opening(one.text), mark)
    return (*row, one.text) if free else row


def _units(split: dict[str, list[str]], free: bool) -> list[tuple[str, ...]]:
    """A row a sentence. A unit's name is none that a spreadsheet takes for a number or a date."""
    rows = []
    for n, parts in split.items():
        for place, own in enumerate(parts, start=1):
            unit = f"u{len(rows) + 1:03}"
            rows.append((unit, n, str(place), "", own))
    return [row if free else row[:-1] for row in rows]


def _blank(units: Sequence[Sequence[str]], free: bool) -> tuple[tuple[str, ...], list[tuple]]:
    """Columns and rows of a coding sheet in which nothing is coded yet."""
    place, codes = layout.SHEET[:4], layout.SHEET[4:]
    whole = (layout.TEXT,) if free else ()
    nothing = [""] * len(codes)
    return (*place, *whole, *codes), [(*unit, *nothing) for unit in units]


def _codes() -> list[tuple[str, ...]]:
    """The values that a sheet may hold, with the book's own definitions."""
    book = load("codebook")
    fields = ("kind", "checkable", "stance", "aspect", "verdict")
    rows = book[book["field"].isin(fields)]
    told = rows[["field", "code", "label", "definition"]].itertuples(index=False, name=None)
    return sorted(told, key=lambda row: fields.index(row[0]))


def remake_sheets(folder: Path, coders: Sequence[str]) -> list[str]:
    """Make the sheets of these coders anew from the units; return their names.

    Raises Refused, and writes nothing, where a sheet has something filled in; DataError where the
    units cannot be read.
    """
    units, problems = read(folder / layout.UNITS, layout.COLUMNS[layout.UNITS])
    if problems:
        raise Refused(f"{problems[0]}.")
    texts = _texts(folder)
    names = [layout.sheet_name(coder) for coder in coders]
    for name in names:
        if not layout.SHEETS.fullmatch(name):
            raise Refused(f"{name} is no sheet: a coder is one capital letter, A to Z.")
        if (folder / name).is_file() and _filled(read(folder / name, layout.SHEET)[0]):
            raise Refused(f"{name} is filled in; move it away if it is to be made anew.")
    rows = [tuple(line.cells.values()) for line in units.lines]
    if texts:
        rows = [(*row, texts.get(row[1:3], "")) for row in rows]
    for name in names:
        columns, blank = _blank(rows, bool(texts))
        replace_file(folder / name, written(columns, blank).decode("utf-8"))
    return names


def _texts(folder: Path) -> dict[tuple[str, ...], str]:
    """The sentences of a free text by paragraph and sentence; of one that is not free none."""
    article, _ = read(folder / layout.ARTICLE, layout.COLUMNS[layout.ARTICLE])
    if not article.lines or not article.lines[0].cells["free"]:
        return {}
    columns = ("n", layout.TEXT)
    whole, _ = read(folder / layout.PARAGRAPHS, columns)
    return {
        (line.cells["n"], str(s)): own
        for line in whole.lines
        for s, own in enumerate(sentences(line.cells[layout.TEXT]), start=1)
    }


def _filled(sheet: Sheet) -> bool:
    columns = (*layout.FIELDS, "because")
    return any(line.cells[column] for line in sheet.lines for column in columns)


def _table(folder: Path, name: str, columns: Sequence[str], rows: Sequence[Sequence]) -> None:
    _bytes(folder / name, written(columns, rows))


def _bytes(path: Path, raw: bytes) -> None:
    path.write_bytes(raw)
