"""Check-yourself items: a question, its options, and what is said to each choice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from shieldbook.analysis.filling import filled
from shieldbook.analysis.lookup import unknown


@dataclass(frozen=True)
class Option:
    """What can be answered, whether it is right, and what is said to whoever chooses it."""

    text: str
    right: bool
    feedback: str


@dataclass(frozen=True)
class Item:
    """A question of one right answer: its `id`, the article of its `reading`, its place `n` there,
    and the `table` and `row` that hold the answer."""

    id: str
    reading: str
    n: int
    question: str
    options: tuple[Option, ...]
    table: str
    row: str

    @property
    def name(self) -> str:
        """What the item is called where it stands apart from its reading."""
        return f"{self.reading.rpartition('-')[2]}, question {self.n}"


def items_of(
    items: pd.DataFrame, options: pd.DataFrame, numbers: Mapping[str, float], reading: str = ""
) -> list[Item]:
    """The items of a reading, or of all of them, with their numbers filled in; readings in the
    order of the table, items and options in their places.

    `items` and `options` as the data package has them, `numbers` as `exercises.numbers` makes them.
    Raises KeyError for a reading that has no items, and for a name that no number has.
    """
    if reading and reading not in set(items["reading"]):
        raise unknown("reading with items", reading, items["reading"])
    own = items[items["reading"] == reading] if reading else items
    given: dict[str, list[Option]] = {}
    for row in options.sort_values(["item_id", "n"], kind="stable").itertuples():
        option = Option(
            filled(row.option, numbers), row.right == "yes", filled(row.feedback, numbers)
        )
        given.setdefault(row.item_id, []).append(option)
    order = list(dict.fromkeys(own["reading"]))
    places = own.assign(order=own["reading"].map(order.index))
    return [
        Item(
            row.id,
            row.reading,
            row.n,
            filled(row.question, numbers),
            tuple(given.get(row.id, ())),
            row.table,
            row.row,
        )
        for row in places.sort_values(["order", "n"], kind="stable").itertuples()
    ]
