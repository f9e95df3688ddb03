"""What a sheet is put together from, and what makes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields

import pandas as pd

# The tables that a sheet may show, by their names, with no other columns than it may show.
Given = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class Prose:
    """A paragraph, under a heading of its own where one is given."""

    text: str
    heading: str = ""


@dataclass(frozen=True)
class Points:
    """A numbered list."""

    items: tuple[str, ...]
    heading: str = ""


@dataclass(frozen=True)
class Grid:
    """A table; an empty cell is room to write in, `tall` mm high. The first column heads its rows.

    `caption` says what it holds, `heads` what stands over each column, `rows` its cells. Where
    there is room to write in, the first column takes `first` per cent, and the others share the
    rest.
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    tall: int = 9
    first: int = 24


@dataclass(frozen=True)
class Card:
    """One card to cut out: what is printed small at its head, large on it and small under that."""

    label: str
    text: str
    under: str = ""


@dataclass(frozen=True)
class Cards:
    """Cards to cut out, so many side by side; or, where they are not `cut`, boxes on a sheet that
    stays whole."""

    cards: tuple[Card, ...]
    columns: int = 2
    cut: bool = True


@dataclass(frozen=True)
class Lines:
    """A question with so many lines to write on."""

    prompt: str
    lines: int


@dataclass(frozen=True)
class Slips:
    """Parts that are printed so often on the sheet, which is then cut."""

    parts: tuple[Prose | Points | Lines | Grid, ...]
    times: int = 2


@dataclass(frozen=True)
class Picture:
    """A map or chart, drawn by whoever prints the sheet: its kind, what it is drawn from, and what
    it shows in words."""

    kind: str
    given: Mapping[str, object]
    description: str


Part = Prose | Points | Grid | Cards | Lines | Slips | Picture
Parts = tuple[Part, ...]


@dataclass(frozen=True)
class Maker:
    """What makes a sheet of the tables, and the columns of each that it may show.

    `own` names the tables of which it gets only the rows that stand on cards of the sheet, in
    their order, each with the number of its card as `n`. `may_lack` names the tables without which
    the sheet is left out.
    """

    make: Callable[[Given], Parts]
    shows: Mapping[str, tuple[str, ...]]
    own: tuple[str, ...] = ()
    may_lack: tuple[str, ...] = ()


def words_of(part: object) -> Iterator[str]:
    """Every text of a part, or of a tuple of them, as a class can read it."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from words_of(one)
    elif isinstance(part, Picture):
        yield part.description
    elif hasattr(part, "__dataclass_fields__"):
        for field in fields(part):
            yield from words_of(getattr(part, field.name))


def slips(*parts: Prose | Points | Lines | Grid, times: int = 2) -> Parts:
    """A sheet of slips that are all alike."""
    return (Slips(parts, times),)
