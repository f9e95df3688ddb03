"""The CSV that a coding desk hands in: written so that a spreadsheet runs nothing in it, and read
again from what a spreadsheet made of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

COLUMNS = (
    "pack",
    "codebook",
    "coder",
    "round",
    "claim",
    "field",
    "value",
    "step",
    "reason",
)
# What a spreadsheet takes for the beginning of a formula.
FORMULA = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
)
MARK = "\ufeff"
SEPARATORS = (
    ",",
    ";",
    "\t",
)


class SheetError(ValueError):
    """A file that is no homework of the desk; its words say why, in one sentence."""


def defused(cell: str) -> str:
    """A cell that no spreadsheet can take for a formula; a number below nothing is defused too."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def plain(cell: str) -> str:
    """A cell as it was before it was defused, without blanks around it."""
    stripped = cell.strip()
    guarded = stripped.startswith("'") and stripped[1:].startswith(FORMULA)
    return stripped[1:] if guarded else stripped


def write(rows: Iterable[Mapping[str, object]]) -> str:
    """The text of a file: COLUMNS of each row, with the mark by which Excel knows UTF-8, lines
    ending as RFC 4180 says."""
    return MARK + "".join(map(_line, [dict(zip(COLUMNS, COLUMNS, strict=True)), *rows]))


def _line(row: Mapping[str, object]) -> str:
    return ",".join(_quoted(str(row.get(name, ""))) for name in COLUMNS) + "\r\n"


def _quoted(cell: str) -> str:
    safe = defused(cell)
    if any(mark in safe for mark in ",;\"'\n\r\t"):
        return '"' + safe.replace('"', '""') + '"'
    return safe


def decode(raw: bytes) -> str:
    """The text of a file as spreadsheets save it: UTF-8 with or without a mark, UTF-16, or the code
    page of Western Windows."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def is_sheet(text: str) -> bool:
    """Whether a text begins as such a file does."""
    head = _head(text)
    return {"pack", "claim", "field"} <= {cell.strip().lower() for cell in _cut(head, _by(head))[0]}


def read(text: str) -> list[dict[str, str]]:
    """The rows of a file, by COLUMNS and with the `line` on which each begins, whatever its
    separator, the order of its columns, and the empty rows and columns that a spreadsheet left.

    Raises SheetError where a column that is needed is missing.
    """
    body = _body(text)
    table = _cut(body, _by(_head(text)))
    names = [cell.strip().lower() for cell in table[0]]
    needed = [name for name in COLUMNS[:7] if name != "codebook"]
    missing = [name for name in needed if name not in names]
    if missing:
        raise SheetError(f"the file has no column {', '.join(missing)}")
    places = {name: names.index(name) for name in COLUMNS if name in names}
    skipped = 1 if body != text.lstrip(MARK) else 0
    return list(_rows(table, places, skipped))


def _rows(table: Sequence[list[str]], places: Mapping, skipped: int) -> Iterator[dict[str, str]]:
    for number, cells in enumerate(table[1:], start=2 + skipped):
        if any(cell.strip() for cell in cells):
            wide = [*cells, *[""] * (max(places.values()) + 1 - len(cells))]
            told = {name: plain(wide[place]) for name, place in places.items()}
            yield dict.fromkeys(COLUMNS, "") | told | {"line": str(number)}


def _body(text: str) -> str:
    """The text without mark and without the line by which Excel is told the separator."""
    bare = text.lstrip(MARK)
    first, _, after = bare.partition("\n")
    return after if first.strip().lower().startswith("sep=") else bare


def _head(text: str) -> str:
    return _body(text).replace("\r", "\n").partition("\n")[0]


def _by(head: str) -> str:
    """The separator of a file, which is what its first line has most of."""
    return max(SEPARATORS, key=head.count)


def _cut(text: str, separator: str) -> list[list[str]]:
    """The cells of a text, row by row; a quote opens only at the beginning of a cell."""
    rows, row, cell, quoted, at = [], [], "", False, 0
    plain_ends = text.replace("\r\n", "\n").replace("\r", "\n")
    while at < len(plain_ends):
        letter = plain_ends[at]
        if quoted and plain_ends[at : at + 2] == '""':
            cell, at = cell + '"', at + 1
        elif letter == '"' and (quoted or not cell):
            quoted = not quoted
        elif not quoted and letter in (separator, "\n"):
            row, cell = [*row, cell], ""
            if letter == "\n":
                rows, row = [*rows, row], []
        else:
            cell += letter
        at += 1
    return [*rows, [*row, cell]] if row or cell or not rows else rows
