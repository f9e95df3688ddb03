"""What a class has done, read from its folder: every cell that cannot be used is named first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from shieldbook.classroom import layout
from shieldbook.classroom.sentences import runs, shared_run
from shieldbook.classroom.sheets import Line, read
from shieldbook.phrases import listed
from shieldbook.tables import dates
from shieldbook.tables.contract import DataError, Problem
from shieldbook.tables.copies import UnusableCopy, paragraphs, read_copy
from shieldbook.tables.fingerprints import article_fingerprint
from shieldbook.tables.ledger import Refused
from shieldbook.tables.reader import load

KINDS = ("author", "person", "state", "government", "group", "outlet", "organisation")
FILLED, WHOLE = (r".+", "is empty"), (r"[1-9][0-9]{0,4}", "not a whole number")
# What a cell has to look like, and what is said where it does not.
SHAPES = {
    layout.ARTICLE: {
        "title": FILLED,
        "url": (r"https?://[^\s\"'<>]+", "no address"),
    },
    layout.PARAGRAPHS: {
        "words": WHOLE,
    },
    layout.UNITS: {
        "unit": (r"[A-Za-z][A-Za-z0-9-]{0,15}", "no name of a unit, as u001 is one"),
        "sentence": WHOLE,
        "claim": (r".+", "no claim: write it in your own words, or take the row out"),
    },
    layout.SPEAKERS: {
        "speaker": FILLED,
        "kind": (rf"(?i:{'|'.join(KINDS)})?", f"unknown; there are: {', '.join(KINDS)}"),
    },
    layout.THROUGH: {
        "step": (r"[1-9]", "a step is 1 to 9"),
        "carrier": FILLED,
    },
    layout.CHECKS: {
        "aspect": FILLED,
        "verdict": FILLED,
        "finding": FILLED,
    },
    layout.SETTLED: {
        "field": (rf"(?i:{'|'.join(layout.FIELDS)})", f"one of {', '.join(layout.FIELDS)}"),
        "value": FILLED,
        "because": (r".+", "what is settled has a reason"),
    },
}
# Columns that together stand once in a file.
KEYS = {
    layout.UNITS: ("unit",),
    layout.SPEAKERS: ("speaker",),
    layout.THROUGH: ("unit", "step", "carrier"),
    layout.CHECKS: ("unit", "aspect"),
    layout.SETTLED: ("unit", "field"),
}
Rows = list[dict[str, str]]


@dataclass(frozen=True)
class Work:
    """The work of a class: its tables, what each coder gave to each unit, and in sentences what had
    to be put right in reading. Units stand in the order of the text."""

    article: dict[str, str]
    paragraphs: Rows
    units: Rows
    speakers: Rows
    through: Rows
    checks: Rows
    settled: dict[tuple[str, str], str]
    codings: dict[str, dict[str, dict[str, str]]]
    remarks: list[str] = field(default_factory=list)
    sentences: dict[tuple[str, str], str] = field(default_factory=dict)


class _Reading:
    """A folder while it is read: files by name, and the problems found."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.remarks: list[str] = []
        self.lines: dict[str, list[Line]] = {}
        for name, columns in layout.COLUMNS.items():
            self._take(name, columns)
        for path in sorted(folder.glob("coding-*.csv")):
            if layout.SHEETS.fullmatch(path.name):
                self._take(path.name, layout.SHEET)
            else:
                self.bad(path.name, 0, "", "", "no coder's sheet: those are coding-A.csv and so on")
        self.codes = _codes()

    def _take(self, name: str, columns: tuple[str, ...]) -> None:
        self.lines[name] = []
        try:
            sheet, problems = read(self.folder / name, columns)
        except DataError as error:
            self.problems.append(error.problem)
            return
        self.lines[name] = sheet.lines
        self.problems += problems
        self.remarks += sheet.remarks

    def bad(self, file: str, row: int, column: str, value: str, reason: str) -> None:
        self.problems.append(Problem(file, row, column, value, reason))

    def of(self, name: str) -> Iterator[tuple[int, dict[str, str]]]:
        """Line and cells of every row of a file."""
        return ((line.number, line.cells) for line in self.lines[name])

    def rows(self, name: str) -> Rows:
        return [cells for _, cells in self.of(name)]

    @property
    def sheets(self) -> dict[str, str]:
        """The file of every coder who has filled in something, by letter."""
        found = {}
        for name in self.lines:
            match = layout.SHEETS.fullmatch(name)
            if match and any(map(_coded, self.rows(name))):
                found[match[1]] = name
        return found


def _coded(cells: Mapping[str, str]) -> bool:
    """Whether a row of a sheet has anything filled in."""
    return any(cells[column] for column in layout.FIELDS)


def read_work(folder: Path) -> tuple[Work, list[Problem]]:
    """The work of a class, and every problem by file, row, column and value; work with a problem is
    not to be reported.

    Raises Refused where nobody has coded anything, and where the copy of a text that is not free is
    gone or another, for then nothing could be held against it.
    """
    reading = _Reading(folder)
    for check in (_shapes, _article, _units, _states, _known, _checks):
        check(reading)
    codings = {coder: _sheet(reading, name) for coder, name in reading.sheets.items()}
    settled = _settled(reading)
    _no_copied_run(reading)
    if not codings and not reading.problems:
        raise Refused(
            "Nobody has coded anything yet: coding-A.csv is where the first coder writes."
        )
    for name in reading.lines:
        match = layout.SHEETS.fullmatch(name)
        if match and match[1] not in codings:
            reading.remarks.append(f"{name} is empty and does not count as a coder")
    # A problem of a file stands where its row stands.
    files = list(reading.lines)
    reading.problems.sort(
        key=lambda one: (files.index(one.file) if one.file in files else -1, one.row)
    )
    return _work(reading, codings, settled), reading.problems


def _work(reading: _Reading, codings: dict, settled: dict) -> Work:
    articles = reading.rows(layout.ARTICLE)
    texts = reading.rows(layout.PARAGRAPHS)
    place = {cells["n"]: n for n, cells in enumerate(texts)}
    units = sorted(
        reading.rows(layout.UNITS),
        key=lambda unit: (place.get(unit["paragraph"], 0), unit["sentence"].zfill(4)),
    )
    return Work(
        articles[0] if articles else {},
        texts,
        units,
        reading.rows(layout.SPEAKERS),
        reading.rows(layout.THROUGH),
        reading.rows(layout.CHECKS),
        settled,
        codings,
        reading.remarks,
    )


def _codes() -> dict[str, dict[str, str]]:
    """What may stand in a cell, by field: codes and labels of the codebook, small, to the code."""
    book, found = load("codebook"), {}
    for name in ("kind", "checkable", "stance", "aspect", "verdict"):
        own = book[book["field"] == name]
        pairs = list(zip(own["code"], own["label"], strict=True))
        found[name] = {label.lower(): code for code, label in pairs}
        found[name] |= {code: code for code, _ in pairs}
    return found


def _shapes(reading: _Reading) -> None:
    """Every cell that does not look as its column has to, and every row that stands twice."""
    for name, columns in SHAPES.items():
        for row, cells in reading.of(name):
            for column, (pattern, reason) in columns.items():
                if not re.fullmatch(pattern, cells[column]):
                    reading.bad(name, row, column, cells[column], reason)
    for name, key in KEYS.items():
        _once(reading, name, *key)


def _article(reading: _Reading) -> None:
    name, lines = layout.ARTICLE, reading.lines[layout.ARTICLE]
    if len(lines) != 1:
        reading.bad(name, 0, "", str(len(lines)), "a class has one text, and so one row here")
        return
    row, cells = lines[0]
    problem = dates.problem(cells["published"]) if cells["published"] else None
    if problem:
        reading.bad(name, row, "published", cells["published"], problem)


def _units(reading: _Reading) -> None:
    name, known = layout.UNITS, {cells["n"] for cells in reading.rows(layout.PARAGRAPHS)}
    for row, cells in reading.of(name):
        if cells["paragraph"] not in known:
            reading.bad(name, row, "paragraph", cells["paragraph"], "not in paragraphs.csv")
    count = len(reading.lines[name])
    if not 0 < count < 1000:
        reading.bad(name, 0, "", str(count), "a class has 1 to 999 units to code")


def _states(reading: _Reading) -> None:
    states = set(load("actors")["state"]) | {""}
    for row, cells in reading.of(layout.SPEAKERS):
        if cells["state"] not in states:
            reason = "no state of the book: three letters, as RUS, or nothing"
            reading.bad(layout.SPEAKERS, row, "state", cells["state"], reason)


def _known(reading: _Reading) -> None:
    """Rows about a unit that there is not."""
    units = {cells["unit"] for cells in reading.rows(layout.UNITS)}
    for name in (layout.THROUGH, layout.CHECKS, layout.SETTLED, *reading.sheets.values()):
        for row, cells in reading.of(name):
            if cells["unit"] not in units:
                reading.bad(name, row, "unit", cells["unit"], f"not in {layout.UNITS}")


def _checks(reading: _Reading) -> None:
    name = layout.CHECKS
    for row, cells in reading.of(name):
        for column in ("aspect", "verdict"):
            cells[column] = _code(reading, (name, row, column), column, cells[column])
        slip = cells["aspect"] == "slip"
        if cells["verdict"] and slip != (cells["verdict"] in ("slip", "none", "cannot-tell")):
            reason = "no verdict on this aspect: a slip is slip, none or cannot-tell"
            reading.bad(name, row, "verdict", cells["verdict"], reason)


def _sheet(reading: _Reading, name: str) -> dict[str, dict[str, str]]:
    """What one coder gave: unit to field to value, fields that are empty left out."""
    found: dict[str, dict[str, str]] = {}
    for row, cells in reading.of(name):
        given = {
            column: _value(reading, (name, row, column), column, cells[column])
            for column in layout.FIELDS
        }
        found[cells["unit"]] = {column: value for column, value in given.items() if value}
    _once(reading, name, "unit")
    for row, cells in reading.of(layout.UNITS):
        if cells["unit"] not in found:
            reason = f"this unit of {layout.UNITS} (line {row}) has no row here"
            reading.bad(name, 0, "unit", cells["unit"], reason)
    return found


def _settled(reading: _Reading) -> dict[tuple[str, str], str]:
    name, found = layout.SETTLED, {}
    for row, cells in reading.of(name):
        unit, column, value = cells["unit"], cells["field"].lower(), cells["value"]
        if column in layout.FIELDS:
            found[unit, column] = _value(reading, (name, row, "value"), column, value)
    return found


Place = tuple[str, int, str]


def _value(reading: _Reading, place: Place, column: str, cell: str) -> str:
    """The value of a field as it counts: a code, or a speaker as speakers.csv writes the name."""
    if column != "speaker":
        return _code(reading, place, column, cell)
    names = [cells["speaker"] for cells in reading.rows(layout.SPEAKERS)]
    known = {name.casefold(): name for name in names}
    if cell and cell.casefold() not in known:
        reason = f"not in {layout.SPEAKERS}; there are: {listed(names, 'none')}"
        reading.bad(*place, cell, reason)
    return known.get(cell.casefold(), "")


def _code(reading: _Reading, place: Place, column: str, cell: str) -> str:
    known, plain = reading.codes[column], cell.lower()
    if column == "stance":
        # A spreadsheet may set a plus, a real minus, or a decimal that says nothing.
        plain = plain.replace("\u2212", "-").removeprefix("+")
        plain = re.sub(r"[.,]0+\Z", "", plain)
    if cell and plain not in known:
        codes = ", ".join(dict.fromkeys(known.values()))
        reading.bad(*place, cell, f"unknown code; there are: {codes}")
    return known.get(plain, "")


def _once(reading: _Reading, name: str, *columns: str) -> None:
    first: dict[tuple[str, ...], int] = {}
    for row, cells in reading.of(name):
        key = tuple(cells[column].casefold() for column in columns)
        if first.setdefault(key, row) != row:
            value = "/".join(cells[column] for column in columns)
            reading.bad(name, row, columns[0], value, f"stands on line {first[key]} already")


def _no_copied_run(reading: _Reading) -> None:
    """Name every cell that holds eight words in a row from a text that is not free."""
    articles = reading.rows(layout.ARTICLE)
    if not articles or articles[0]["free"]:
        return
    kept = reading.folder / layout.PRIVATE / layout.KEPT
    try:
        text = paragraphs(read_copy(kept))
    except UnusableCopy as error:
        raise Refused(
            f"The text is not free, and without its copy nothing can be held against it: {error}."
        ) from None
    if article_fingerprint(one.text for one in text) != articles[0]["fingerprint"]:
        raise Refused(f"{kept} is not the text from which this folder was made.")
    known = runs("\n".join(one.text for one in text))
    # A headline may stand in the copy too, and openings are four words long.
    for name in reading.lines.keys() - {layout.ARTICLE, layout.PARAGRAPHS}:
        for row, cells in reading.of(name):
            for column, cell in cells.items():
                run = shared_run(cell, known)
                if run:
                    reason = f"eight words in a row from a text that is not free: {run}"
                    reading.bad(name, row, column, cell, reason)
