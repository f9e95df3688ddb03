"""One coder at one pack: the first round and its lock, what stands beside it, the second round, and
what is handed in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import pandas as pd

from shieldbook.analysis import homework, lines
from shieldbook.analysis.agreement import ORDINAL_FIELDS
from shieldbook.analysis.contraries import alike_but_opposed, opposed
from shieldbook.analysis.lines import Field
from shieldbook.analysis.packs import given, split

OPEN = "Can’t decide"
# The book was coded by two.
CODED_BY = 2
# What can be done in the second round about a difference.
KEEP, CHANGE, UNCLEAR = "keep", "change", "unclear"
STEPS = {KEEP: "Keep mine", CHANGE: "Change it", UNCLEAR: "The rule is unclear"}
# Claims of one kind are alike, and what a record could settle hangs together with the kind.
ALIKE, ANSWER = ("ten", "kind"), "record"
UNSETTLED = "Settled without a word."


class Second(NamedTuple):
    """What a coder did about one difference: a step of STEPS or "" for none, the value that stands
    now, the reason."""

    step: str
    value: str
    reason: str


@dataclass(eq=False)
class Coding:
    """One coder at one pack: what was given, what is locked, and what was done afterwards.

    `answers` has a row for each claim and in it a value for each field: None where nothing was
    said yet, "" where the coder cannot decide. `reserve` codes the claims in reserve instead.
    """

    pack: Mapping
    asked: Sequence[Field]
    name: str = ""
    reserve: bool = False
    answers: list[list[str | None]] = field(default_factory=list)
    locked: set[int] = field(default_factory=set)
    later: dict[tuple[int, int], Second] = field(default_factory=dict)

    def __post_init__(self):
        self.claims = [one for one in self.pack["claims"] if one["reserve"] == self.reserve]
        self.answers = [[None] * len(self.asked) for _ in self.claims]

    def give(self, at: int, place: int, value: str) -> None:
        """Give a value to a field of a claim. Raises ValueError where the claim is committed."""
        if at in self.locked:
            raise ValueError("this claim is committed; what is changed now is a second round")
        self.answers[at][place] = value

    def commit(self, at: int) -> None:
        """Lock a claim. Raises ValueError where one of its fields has no answer."""
        if None in self.answers[at]:
            question = self.asked[self.answers[at].index(None)].question
            raise ValueError(f"not answered yet: {question} “{OPEN}” is an answer too")
        self.locked.add(at)

    def again(
        self, at: int, place: int, step: str, value: str | None = None, reason: str = ""
    ) -> None:
        """A second round for one field of a claim: `step` is one of STEPS, or "" for a reason
        alone; `value` is what it is changed to.

        Raises ValueError before the claim is committed, where it does not differ from the book, and
        for a step that there is not.
        """
        mine = self.answers[at][place]
        if at not in self.locked or not self._differs(at, place):
            raise ValueError("a second round is for what was committed and differs from the book")
        if step not in ("", *STEPS):
            raise ValueError(f"a second round is {', '.join(STEPS)}, not {step!r}")
        now = value if step == CHANGE and value is not None else mine
        self.later[at, place] = Second(step, now, reason)

    def line(self) -> str:
        """The line to hand in, which holds the first round. Raises ValueError before every claim is
        committed."""
        if len(self.locked) < len(self.claims):
            raise ValueError("the line is made when every claim is committed")
        return lines.write(self.pack, self.asked, self.name, self.answers)

    def sheet(self) -> str:
        """The text of the file to hand in, which holds both rounds."""
        return homework.write([*self._first(), *self._later()])

    def _first(self) -> Iterator[dict]:
        for at, row in enumerate(self.answers):
            for place, value in enumerate(row):
                yield self._handed(at, place) | {"round": 1, "value": value}

    def _later(self) -> Iterator[dict]:
        for (at, place), (step, value, reason) in self.later.items():
            # Nothing was changed yet where no other value has been chosen.
            unchanged = step == CHANGE and value == self.answers[at][place]
            if step or reason:
                told = {"value": value, "step": "" if unchanged else step, "reason": reason}
                yield self._handed(at, place) | {"round": 2} | told

    def _handed(self, at: int, place: int) -> dict:
        own = {"pack": self.pack["id"], "codebook": self.pack["mark"], "coder": self.name}
        return own | {"claim": self.claims[at]["id"], "field": self.asked[place].id}

    def differences(self, at: int) -> list[int]:
        """The places of the fields in which a claim's codes differ from the book's."""
        return [place for place in range(len(self.asked)) if self._differs(at, place)]

    def _differs(self, at: int, place: int) -> bool:
        book = self.claims[at]["book"].get(self.asked[place].id)
        return book is not None and self.answers[at][place] != book

    def matches(self) -> list[str]:
        """A sentence a field: what one value everywhere would match, what this coder, what the
        book's two coders each other."""
        return [self._matched(place, asked) for place, asked in enumerate(self.asked)]

    def _matched(self, place: int, asked: Field) -> str:
        book = [claim["book"].get(asked.id) for claim in self.claims]
        mine = [row[place] for row in self.answers]
        best = max(asked.ids(), key=book.count)
        pairs = [pair for claim in self.claims if len(pair := given(claim, asked.id)) == CODED_BY]
        same = sum(one == other for one, other in zip(book, mine, strict=True))
        left = f" (you left {mine.count('')} open)" if "" in mine else ""
        alike = sum(len(set(pair)) == 1 for pair in pairs)
        coders = f"the book’s two coders match each other on {alike} of {len(pairs)}"
        return (
            f"{asked.question} Whoever puts “{label(asked, best)}” everywhere matches "
            f"{book.count(best)} of {len(book)}; you match {same}{left}; "
            f"{coders if pairs else 'two coders never gave it'}."
        )

    def opposites(self) -> pd.DataFrame:
        """How many pairs of codes are contrary, a row a field that has contraries: `field`, `you`
        with the book, and the two `coders` with each other; each as "1 of 8" or "no pair"."""
        rows = []
        for place, asked in enumerate(self.asked):
            pairs = ((row[place], one) for row, one in zip(self.answers, self.claims, strict=True))
            mine = [[value or None, one["book"].get(asked.id)] for value, one in pairs]
            coders = [given(claim, asked.id) for claim in self.claims]
            level = "ordinal" if asked.id in ORDINAL_FIELDS else "nominal"
            told = [opposed(units, level, asked.ids()) for units in (mine, coders)]
            if None not in told:
                rows.append([asked.question, *(_share(*one) for one in told)])
        return pd.DataFrame(rows, columns=["field", "you", "coders"])

    def beside(self) -> pd.DataFrame:
        """Where this coder differs from the book: a row a claim and field, with both coders."""
        rows = [
            self.compared(at, place)
            for at in range(len(self.claims))
            for place in self.differences(at)
        ]
        return pd.DataFrame(rows, columns=["claim", "field", "you", "book", "a", "b", "because"])

    def compared(self, at: int, place: int) -> dict[str, str]:
        """One field of one claim: what you, the book and its coders gave, and why."""
        claim, asked = self.claims[at], self.asked[place]
        coders = [codes.get(asked.id) for codes in claim["coders"].values()]
        told = {
            "you": self.answers[at][place],
            "book": claim["book"].get(asked.id),
            **dict(zip("ab", coders, strict=False)),
        }
        return {
            "claim": claim["claim"],
            "field": asked.question,
            **{who: label(asked, value) for who, value in told.items()},
            "because": claim["notes"].get(asked.id) or claim["because"],
        }

    def torn(self) -> pd.DataFrame:
        """The codes in which the book's two coders differ: `claim` (what it is called), `field`,
        both of them, the `book`, and `why` it was settled so."""
        rows = [
            self._split(claim, asked)
            for claim in self.claims
            for asked in self.asked
            if split(claim, asked.id)
        ]
        return pd.DataFrame(rows, columns=["claim", "field", "a", "b", "book", "why"])

    def _split(self, claim: Mapping, asked: Field) -> tuple[str, ...]:
        codes = (*given(claim, asked.id), claim["book"].get(asked.id))
        told = [label(asked, value) for value in codes]
        return (claim["handle"], asked.question, *told, claim["notes"].get(asked.id, UNSETTLED))

    def contrary(self) -> list[tuple[str, Mapping, Mapping]]:
        """The pairs of claims that the book calls by one kind, and of which it says that a record
        could settle the one and not the other: the kind in words, the first, the second. None where
        kind or record is not asked for."""
        asked = {one.id: one for one in self.asked}
        kind = next((asked[own] for own in ALIKE if own in asked), None)
        if kind is None or ANSWER not in asked:
            return []
        books = [claim["book"] for claim in self.claims]
        rows = [(book.get(kind.id), book.get(ANSWER)) for book in books]
        found = []
        for pair in alike_but_opposed(rows, "nominal", asked[ANSWER].ids()):
            first, second = sorted(pair, key=lambda at: asked[ANSWER].ids().index(rows[at][1]))
            words = label(kind, rows[first][0])
            found.append((words, self.claims[first], self.claims[second]))
        return found


def _share(some: int, every: int) -> str:
    return f"{some} of {every}" if every else "no pair"


def label(asked: Field, value: str | None) -> str:
    """A value of a field in words."""
    if value is None:
        return "not coded"
    known = {one["id"]: one["label"] for one in asked.values}
    return OPEN if value == "" else known.get(value, value)
