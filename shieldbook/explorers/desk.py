"""The coding desk and a class's result: ipywidgets in a kernel, a script in the page, one model
behind both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import ipywidgets as widgets
import pandas as pd

from shieldbook.analysis import classes, lines
from shieldbook.analysis.lines import Field
from shieldbook.analysis.lookup import Known
from shieldbook.analysis.packs import coded_fields
from shieldbook.analysis.packs import pack as pack_of
from shieldbook.analysis.rounds import Coding
from shieldbook.controls import ControlError
from shieldbook.display import DESK, show
from shieldbook.explorers.desk_face import PRACTICE, Face
from shieldbook.explorers.live import widget_bundle
from shieldbook.phrases import counted

MODES = ("blind", PRACTICE)
SCRIPTS = ["agreement", "classes", "elements"]


@dataclass(frozen=True, eq=False)
class Desk:
    """A coding desk over some packs. `chosen` is the pack that it begins with, "" for the first;
    `asked` names the fields, `mode` is blind or practice, `reserve` codes the claims in reserve.

    A field that a text was not coded in is left out for its packs; where none is left, the usual
    ones are asked for. Raises ControlError for a field or a mode that there is not and where the
    first pack has none of the fields, KeyError for no such pack.
    """

    packs: Sequence[dict]
    fields: Sequence[Field]
    chosen: str = ""
    asked: Sequence[str] = tuple(lines.USUAL)
    mode: str = MODES[0]
    reserve: bool = False

    def __post_init__(self):
        if not self.packs:
            raise ControlError("there is no pack of this text to code")
        known = [one.id for one in self.fields]
        unknown = [name for name in self.asked if name not in known]
        if unknown or not self.asked:
            raise ControlError(f"the desk has no field {', '.join(unknown) or 'at all'}")
        if self.mode not in MODES:
            raise ControlError(f"the desk is {' or '.join(MODES)}, not {self.mode!r}")
        if not self._asked_of(self.pack):
            raise ControlError(f"{self.pack['text']} was coded in none of these fields")

    @property
    def pack(self) -> dict:
        """The pack that it begins with."""
        return pack_of(list(self.packs), self.chosen) if self.chosen else self.packs[0]

    def coding(self, name: str = "", pack: str = "") -> Coding:
        """A coder who begins at a pack, or at that which the desk begins with."""
        own = pack_of(list(self.packs), pack) if pack else self.pack
        asked = self._asked_of(own) or list(lines.USUAL)
        fields = [one for one in self.fields if one.id in asked]
        return Coding(own, fields, name, self.reserve)

    def _asked_of(self, pack: dict) -> list[str]:
        return [own for own in coded_fields(pack) if own in self.asked]

    def widget(self) -> widgets.VBox:
        """The live face."""
        begin = partial(self.coding, "")
        return Face(begin, self.packs, self.pack["id"], self.mode).box

    def payload(self) -> dict:
        """The page's face, with all that its script needs."""
        start = {"pack": self.pack["id"], "chosen": bool(self.chosen), "mode": self.mode}
        start["set"] = "reserve" if self.reserve else "pack"
        told = _known(self.packs, self.fields, "contraries", "faults", "desk")
        return told | {
            "face": "desk",
            "name": "desk",
            "question": "Code a pack",
            "start": start | {"fields": list(self.asked)},
        }

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {**widget_bundle(self.widget()), DESK: self.payload()}


def _known(packs: Sequence[dict], fields: Sequence[Field], *scripts: str) -> dict:
    return {
        "packs": list(packs),
        "fields": [one._asdict() for one in fields],
        "usual": list(lines.USUAL),
        "known": {"models": [*SCRIPTS, *scripts]},
    }


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
