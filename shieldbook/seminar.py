"""An exercise, and the items of a reading, as a page of the seminar shows them:
`sb.Exercise("2017-largest-salvo")`, `sb.Items("monitor-1999")`.

The page folds hints and answers away. Elsewhere they are asked for: `.hint(1)`, `.answer`.
"""

from __future__ import annotations

import os

from shieldbook.analysis.codebook import labels
from shieldbook.analysis.exercises import TABLES, exercise_of, numbers
from shieldbook.analysis.items import Item, items_of
from shieldbook.analysis.links import article_of, check_id, evidence
from shieldbook.display import EXERCISE, ITEMS
from shieldbook.phrases import counted
from shieldbook.tables.contract import CONTRACT_FILE, find_data, parse_contract, read_bytes
from shieldbook.tables.essay import load

Data = str | os.PathLike[str] | None
LETTERS = "abcd"


def known_numbers(data: Data = None) -> dict[str, float]:
    """What the texts of exercises and items may name, from the tables of a folder (default as in
    `load`)."""
    return numbers({name: load(name, data) for name in TABLES})


class Exercise:
    """One exercise of the table: what to do, how long it takes, hints, and what a good answer
    contains.

    `exercise_id` is an id of the table `exercises`, `data` the folder (default as in `load`).
    Raises KeyError where there is no such exercise.
    """

    def __init__(self, exercise_id: str, data: Data = None) -> None:
        self._row = exercise_of(load("exercises", data), exercise_id, known_numbers(data))
        self._needs = labels(load("codebook", data), "exercise_needs")[self._row["needs"]]

    @property
    def hints(self) -> tuple[str, ...]:
        """The hints, one or two."""
        return tuple(filter(None, (self._row["hint_1"], self._row["hint_2"])))

    def hint(self, n: int = 1) -> str:
        """One hint, counted from 1. Raises IndexError where there is none."""
        if not 1 <= n <= len(self.hints):
            raise IndexError(
                f"the exercise has {counted(len(self.hints), 'hint')}, and none has the number {n}"
            )
        return self.hints[n - 1]

    @property
    def answer(self) -> str:
        """What a good answer contains."""
        return self._row["answer"]

    def payload(self) -> dict:
        """The exercise as the page shows it, in plain JSON."""
        names = ("id", "title", "task", "answer")
        return {
            **{name: self._row[name] for name in names},
            "minutes": int(self._row["minutes"]),
            "needs": self._needs,
            "hints": list(self.hints),
        }

    def __repr__(self) -> str:
        told = self.payload()
        lasts = counted(told["minutes"], "minute")
        more = ", ".join(f".hint({n})" for n in range(1, len(self.hints) + 1))
        return (
            f"{told['title']} ({lasts}, {told['needs']})\n{told['task']}\n"
            f"When you have tried: {more}, .answer"
        )

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        return {EXERCISE: self.payload(), "text/plain": repr(self)}


class Items:
    """The check-yourself items of a reading.

    `reading` is the id of an article, `data` the folder (default as in `load`). Raises KeyError
    where the reading has no items.
    """

    def __init__(self, reading: str, data: Data = None) -> None:
        tables = (load("items", data), load("item_options", data))
        self.items = items_of(*tables, known_numbers(data), reading)
        self._titles = _titles(data)

    def answer(self, n: int, letter: str) -> str:
        """What is said to whoever answers item `n` with the option of this letter (a, b, c, d).

        Raises KeyError where there is no such item or option.
        """
        known = {
            (item.n, own): option
            for item in self.items
            for own, option in zip(LETTERS, item.options, strict=False)
        }
        if (n, letter) not in known:
            raise KeyError(f"no item has the number {n} and an option {letter!r}")
        option = known[n, letter]
        return f"{'Right' if option.right else 'Not this one'}. {option.feedback}"

    def payload(self) -> dict:
        """The items as the page shows them, in plain JSON: each with its options and with where
        its answer is held."""
        return {"items": [self._item(item) for item in self.items]}

    def _item(self, item: Item) -> dict:
        return {
            "id": item.id,
            "question": item.question,
            "options": [
                {"text": one.text, "right": one.right, "feedback": one.feedback}
                for one in item.options
            ],
            "held": self._titles[item.table],
            "href": row_address(item.table, item.row),
        }

    def __repr__(self) -> str:
        lines = []
        for item in self.items:
            lines.append(f"{item.n}. {item.question}")
            told = zip(LETTERS, item.options, strict=False)
            lines += [f"   {letter}) {option.text}" for letter, option in told]
        return "\n".join([*lines, 'To answer the first with b: .answer(1, "b")'])

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        return {ITEMS: self.payload(), "text/plain": repr(self)}


def row_address(table: str, row: str) -> str:
    """Where a row of the data is shown, from the root of the book: on the evidence page of its
    article, or else its table in the data dictionary."""
    key, *rest = row.split("/")
    if table == "claims":
        return evidence(article_of(key), key)
    if table in ("checks", "check_sources"):
        return evidence(article_of(key), check_id(key, rest[0]))
    return f"reference/data-dictionary.html#table-{table.replace('_', '-')}"


def _titles(data: Data) -> dict[str, str]:
    folder = find_data(data)
    contract = parse_contract(folder, read_bytes(folder, CONTRACT_FILE))
    return {name: table.title for name, table in contract.tables.items()}
