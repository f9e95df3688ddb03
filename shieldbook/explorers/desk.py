"""The coding desk and a class's result: ipywidgets in a kernel, a script in the page, one model
behind both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import ipywidgets as widgets
import pandas as pd
from IPython.display import display

from shieldbook.analysis import agreement, classes, lines
from shieldbook.analysis.lines import Field
from shieldbook.analysis.lookup import Known
from shieldbook.analysis.packs import border, given
from shieldbook.analysis.packs import pack as pack_of
from shieldbook.controls import ControlError
from shieldbook.display import DESK, show
from shieldbook.explorers.live import widget_bundle
from shieldbook.phrases import counted

OPEN = "Can’t decide"
# The book was coded by two.
CODED_BY = 2
MODES = ("blind", "practice")
SCRIPTS = ["agreement", "classes", "elements"]
CODERS = (
    "The book's codes were given by two runs of one language model, each without sight of the "
    "other. Where they differed, a third reading settled it. No person coded them."
)


@dataclass(eq=False)
class Coding:
    """One coder at one pack: what was given, and what is locked.

    `answers` has a row for each claim and in it a value for each field: None where nothing was
    said yet, "" where the coder cannot decide.
    """

    pack: Mapping
    asked: Sequence[Field]
    name: str = ""
    answers: list[list[str | None]] = field(default_factory=list)
    locked: set[int] = field(default_factory=set)

    def __post_init__(self):
        self.claims = [claim for claim in self.pack["claims"] if not claim["reserve"]]
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

    def line(self) -> str:
        """The line to hand in. Raises ValueError before every claim is committed."""
        if len(self.locked) < len(self.claims):
            raise ValueError("the line is made when every claim is committed")
        return lines.write(self.pack, self.asked, self.name, self.answers)

    def matches(self) -> list[str]:
        """A sentence a field: what one value everywhere would match, what this coder, what the
        book's two coders each other."""
        return [self._matched(place, asked) for place, asked in enumerate(self.asked)]

    def _matched(self, place: int, asked: Field) -> str:
        book = [claim["book"].get(asked.id) for claim in self.claims]
        mine = [row[place] for row in self.answers]
        counts = {value["id"]: book.count(value["id"]) for value in asked.values}
        best = max(counts, key=counts.get)
        pairs = [pair for claim in self.claims if len(pair := given(claim, asked.id)) == CODED_BY]
        same = sum(one == other for one, other in zip(book, mine, strict=True))
        left = f" (you left {mine.count('')} open)" if "" in mine else ""
        alike = sum(len(set(pair)) == 1 for pair in pairs)
        return (
            f"{asked.question} Whoever puts “{_label(asked, best)}” everywhere matches "
            f"{counts[best]} of {len(book)}; you match {same}{left}; the book’s two coders match "
            f"each other on {alike} of {len(pairs)}."
        )

    def beside(self) -> pd.DataFrame:
        """Where this coder differs from the book: a row a claim and field, with both coders."""
        rows = [
            self._row(claim, asked, row[place])
            for claim, row in zip(self.claims, self.answers, strict=True)
            for place, asked in enumerate(self.asked)
            if row[place] != claim["book"].get(asked.id)
        ]
        return pd.DataFrame(rows, columns=["claim", "field", "you", "book", "a", "b", "because"])

    def _row(self, claim: Mapping, asked: Field, mine: str) -> dict[str, str]:
        given = [codes.get(asked.id) for codes in claim["coders"].values()]
        told = [_label(asked, value) for value in (mine, claim["book"].get(asked.id), *given)]
        named = dict(zip(("you", "book", "a", "b"), told, strict=False))
        reason = claim["notes"].get(asked.id) or claim["because"]
        return {"claim": claim["claim"], "field": asked.question, **named, "because": reason}

    def torn(self) -> list[str]:
        """The claims on which the book's two coders differ, by what they are called."""
        asked = [one.id for one in self.asked]
        return [claim["handle"] for claim in self.claims if border(claim, asked)]


def _label(asked: Field, value: str | None) -> str:
    if value is None:
        return "not coded"
    known = {one["id"]: one["label"] for one in asked.values}
    return OPEN if value == "" else known.get(value, value)


@dataclass(frozen=True, eq=False)
class Desk:
    """A coding desk over some packs. `chosen` is the pack that it begins with, "" for the first;
    `asked` names the fields, `mode` is blind or practice. Raises ControlError for a field or a mode
    that there is not, KeyError for such a pack."""

    packs: Sequence[dict]
    fields: Sequence[Field]
    chosen: str = ""
    asked: Sequence[str] = tuple(lines.USUAL)
    mode: str = MODES[0]

    def __post_init__(self):
        if not self.packs:
            raise ControlError("there is no pack of this text to code")
        known = [one.id for one in self.fields]
        unknown = [name for name in self.asked if name not in known]
        if unknown or not self.asked:
            raise ControlError(f"the desk has no field {', '.join(unknown) or 'at all'}")
        if self.mode not in MODES:
            raise ControlError(f"the desk is {' or '.join(MODES)}, not {self.mode!r}")
        _ = self.pack

    @property
    def pack(self) -> dict:
        """The pack that it begins with."""
        return pack_of(list(self.packs), self.chosen) if self.chosen else self.packs[0]

    def coding(self, name: str = "") -> Coding:
        """A coder who begins at its pack."""
        asked = [one for one in self.fields if one.id in self.asked]
        return Coding(self.pack, asked, name)

    def widget(self) -> widgets.VBox:
        """The live face."""
        return _Face(self.coding(), self.mode).box

    def payload(self) -> dict:
        """The page's face, with all that its script needs."""
        start = {"pack": self.pack["id"], "chosen": bool(self.chosen), "mode": self.mode}
        told = _known(self.packs, self.fields, "desk")
        return told | {
            "face": "desk",
            "name": "desk",
            "question": "Code a pack",
            "start": start | {"fields": list(self.asked)},
        }

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {**widget_bundle(self.widget()), DESK: self.payload()}


def _known(packs: Sequence[dict], fields: Sequence[Field], script: str) -> dict:
    return {
        "packs": list(packs),
        "fields": [one._asdict() for one in fields],
        "usual": list(lines.USUAL),
        "known": {"models": [*SCRIPTS, script]},
    }


class _Face:
    """The ipywidgets of a desk: a screen a claim, then the result."""

    def __init__(self, coding: Coding, mode: str):
        self.coding, self.mode, self.at = coding, mode, 0
        self.name = widgets.Text(description="Nickname")
        self.place = widgets.Label()
        self.told = widgets.Label()
        self.out = widgets.Output()
        self.radios = [_radios(asked) for asked in coding.asked]
        self.back = self._button("Back", lambda: self.go(self.at - 1))
        self.onward = self._button("Next claim", self.step)
        row = widgets.HBox([self.back, self.onward])
        head = [widgets.Label(CODERS), self.name, self.place]
        self.box = widgets.VBox([*head, *self.radios, row, self.told, self.out])
        for place, radio in enumerate(self.radios):
            radio.observe(lambda change, at=place: self.give(at, change["new"]), names="value")
        self.go(0)

    def _button(self, words: str, press: Any) -> widgets.Button:
        button = widgets.Button(description=words, layout={"width": "max-content"})
        button.on_click(lambda _: press())
        return button

    def go(self, at: int) -> None:
        """Show a claim with what was given to it."""
        self.at = at
        claim, last = self.coding.claims[at], at + 1 == len(self.coding.claims)
        opens = f" (it opens “{claim['opens']}”)" if claim["opens"] else ""
        words = " ".join(claim["words"])
        count = len(self.coding.claims)
        self.place.value = (
            f"{at + 1} of {count}: {claim['handle']}. {claim['where']}{opens} {words}"
        )
        row = list(self.coding.answers[at])
        for radio, value in zip(self.radios, row, strict=True):
            radio.value, radio.disabled = value, at in self.coding.locked
        self.back.disabled = at == 0
        self.onward.description = "Commit all" if last else "Next claim"
        self.told.value = ""

    def give(self, place: int, value: str | None) -> None:
        """Take a value that was chosen."""
        if value is not None and self.at not in self.coding.locked:
            self.coding.give(self.at, place, value)

    def step(self) -> None:
        """On to the next claim, or commit."""
        last = self.at + 1 == len(self.coding.claims)
        try:
            if self.mode == "practice" and self.at not in self.coding.locked:
                self.coding.commit(self.at)
                self._practised()
            if not last:
                self.go(self.at + 1)
                return
            self._commit_all()
            self.coding.name = self.name.value
            self._result(self.coding.line())
        except ValueError as error:
            self.told.value = str(error)[:1].upper() + str(error)[1:]

    def _commit_all(self) -> None:
        for at, row in enumerate(self.coding.answers):
            if None in row:
                self.go(at)
            self.coding.commit(at)

    def _practised(self) -> None:
        claim, row = self.coding.claims[self.at], self.coding.answers[self.at]
        with self.out:
            print(f"{claim['handle']}: {claim['claim']}")
            for asked, mine in zip(self.coding.asked, row, strict=True):
                book = _label(asked, claim["book"].get(asked.id))
                print(f"  {asked.question} You: {_label(asked, mine)}. The book: {book}.")

    def _result(self, line: str) -> None:
        self.go(self.at)
        self.onward.disabled = True
        self.out.clear_output()
        heads = {"claim": "Claim", "field": "Field", "you": "You", "book": "The book"}
        coders = {"a": "Coder A", "b": "Coder B", "because": "Because"}
        with self.out:
            print(f"Your line: {line}\n")
            print("\n".join(self.coding.matches()))
            print(agreement.undefined([["one"]]))
            if self.coding.torn():
                told = "; ".join(self.coding.torn())
                print(f"Find the book's fault: its coders differ on {told}.")
            frame = self.coding.beside()
            if not frame.empty:
                display(show(frame, "Where you differ from the book", heads=heads | coders))


def _radios(asked: Field) -> widgets.RadioButtons:
    choices = [(value["label"], value["id"]) for value in asked.values]
    return widgets.RadioButtons(
        options=[*choices, (OPEN, "")],
        value=None,
        description=asked.question,
        style={"description_width": "initial"},
        layout={"width": "max-content"},
    )


@dataclass(frozen=True, eq=False)
class ClassCodings:
    """What a class handed in, and its measures. In the page it is the place to paste."""

    found: classes.Class
    packs: Sequence[dict]
    fields: Sequence[Field]

    @property
    def codings(self) -> pd.DataFrame:
        """A row a value: coder, pack, claim, field, value."""
        return self.found.codings

    @property
    def coders(self) -> list[str]:
        """The names of those who coded."""
        return self.found.coders

    def notices(self) -> pd.DataFrame:
        """What was refused, counted once or kept apart, with its place and the reason."""
        frame = pd.DataFrame(self.found.notices, columns=list(classes.Notice._fields))
        heads = {"kind": "What", "where": "Where", "text": "Text", "why": "Why"}
        return show(frame, "What to look at", heads=heads)

    def agreement(self) -> pd.DataFrame:
        """A row a field: claims, raw agreement, baseline, alpha with its interval or the reason."""
        return classes.agreements(self.found, self.fields)

    def spread(self, name: str) -> pd.DataFrame:
        """The claims of one field, the most divided first. Raises KeyError for no such field."""
        known = Known("field", {one.id: one for one in self.fields})
        return classes.spread(self.found, known[name], self.packs)

    def table(self, name: str) -> pd.DataFrame:
        """The values of one field: a row a claim, a column a coder."""
        return classes.table_of(self.found, name)

    def payload(self) -> dict:
        """The page's face, with all that its script needs; nothing of the class is in it."""
        told = _known(self.packs, self.fields, "classroom")
        named = {"face": "class", "name": "class", "question": "Read a class’s lines"}
        return told | named | {"start": {}}

    def __repr__(self) -> str:
        refused = sum(one.kind == "refused" for one in self.found.notices)
        read, left = counted(len(self.coders), "coder"), counted(refused, "line")
        return f"{read}, {left} not read, {counted(self.found.noise, 'row')} of chat"

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/plain": repr(self), DESK: self.payload()}
