"""An invented text, and a class that has coded it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from shieldbook.classroom import layout
from shieldbook.classroom.new import Wanted, make

TEXT = """A radar on a hill is a modest thing to quarrel over. Yet for three weeks the two harbour
towns of Vellin and Oster have talked about little else.

“It looks at the water and at nothing else,” the mayor of Vellin told reporters. Oster is not
persuaded, because from the same ridge one can also see its shipyard.

[caption] The new radar above the harbour.

According to the Coast News Agency, a spokeswoman for Oster warned that the docks would be closed.
"""
WANTED = Wanted("spring-2027", "The radar above the harbour", "https://example.org/radar")
AUTHOR, MAYOR, OSTER = "author", "Mayor of Vellin", "Spokeswoman of Oster"
UNITS = [
    ("u001", "1", "1", "The quarrel is larger than its cause."),
    ("u003", "2", "1", "The radar watches the sea only."),
    ("u004", "2", "2", "The shipyard can be seen from the ridge."),
    ("u006", "3", "1", "The docks may be closed."),
]
CODES = [
    (AUTHOR, "evaluation", "no", "0", ""),
    (MAYOR, "description", "yes", "1", ""),
    (AUTHOR, "description", "yes", "-1", "Oster's worry."),
    (OSTER, "threat-or-warning", "yes", "-2", ""),
]


def made(folder: Path, *, text: str = TEXT, **changed: str) -> Path:
    """The folder of a class that has coded nothing yet, made from a text inside `folder`."""
    copy = folder / "mytext.txt"
    copy.write_text(text, encoding="utf-8")
    make(WANTED._replace(**changed), copy, folder / WANTED.id)
    return folder / WANTED.id


def put(folder: Path, name: str, rows: Sequence[Sequence[str]], mark: str = ",") -> None:
    """Write a table of a class as a plain spreadsheet would."""
    columns = layout.COLUMNS.get(name, layout.SHEET)
    out = io.StringIO()
    csv.writer(out, delimiter=mark, lineterminator="\n").writerows([columns, *rows])
    (folder / name).write_bytes(out.getvalue().encode())


def sheet(**changed: dict[str, str]) -> list[tuple[str, ...]]:
    """The rows of a coder who gives CODES; `changed` has other values, by unit and column."""
    rows = []
    for unit, codes in zip(UNITS, CODES, strict=True):
        row = dict(zip(layout.SHEET, (*unit, *codes), strict=True)) | changed.get(unit[0], {})
        rows.append(tuple(row[column] for column in layout.SHEET))
    return rows


def coded(folder: Path, **changed: str) -> Path:
    """The folder of a class whose two coders differ on the kind of one claim."""
    own = made(folder, **changed)
    put(own, layout.UNITS, UNITS)
    people = [(AUTHOR, "author", ""), (MAYOR, "person", "JPN"), (OSTER, "person", "")]
    put(own, layout.SPEAKERS, people)
    put(own, "coding-A.csv", sheet())
    put(own, "coding-B.csv", sheet(u004={"kind": "causal-explanation"}))
    return own
