"""What a reader can set: one record for the options of explorers and grids and the parameters of
charts.

Explorers make controls, the page reads others out of a chart's specification; the record stands
below both and knows neither charts nor frames nor HTML.
"""

from __future__ import annotations

import datetime as dt
import itertools
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from shieldbook.analysis.lookup import near
from shieldbook.tables.dates import in_words

LISTED = ("select", "radio")
KINDS = ("range", *LISTED, "checkbox", "date")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
PLURAL = re.compile(r"^([a-z]{3,})s$")
PLAIN = (str, int, float, bool, type(None))


class ControlError(ValueError):
    """Controls, or scenarios, answers or data for them, that cannot be shown as they are."""


@dataclass(frozen=True)
class Control:
    """One thing that a reader can set, the same in a notebook and in the page.

    `kind` is "range" (numbers `low` to `high` by `step`, in `unit`), "select" or "radio" (one of
    `choices`, pairs of label and value; values are texts, numbers, booleans or None), "checkbox"
    (True or False) or "date" (ISO days `low` to `high`). `start` is where it begins, `hint` a line
    under it. A number without a unit is shown without separators, so that a year stays a year.
    Raises ControlError where these do not agree.
    """

    name: str
    label: str
    kind: str
    start: Any
    low: Any = None
    high: Any = None
    step: float = 1
    unit: str = ""
    choices: tuple[tuple[str, Any], ...] = ()
    hint: str = ""

    def __post_init__(self):
        wrong = self._wrong()
        if wrong:
            raise ControlError(f"the control {self.name!r} {wrong}")

    def _wrong(self) -> str:
        """What does not agree, "" where all does."""
        if self.kind not in KINDS:
            return f"is of no known kind: {self.kind!r} (one of {', '.join(KINDS)})"
        if not self.label.strip():
            return "needs a label"
        listed = self._wrong_choices() if self.kind in LISTED else ""
        ends = self.kind in ("range", "date") and not self._ends_agree()
        if listed or ends:
            return listed or f"needs a lowest and a highest value, not {self.low!r}, {self.high!r}"
        if self.takes(self.start):
            return ""
        return f"cannot start at {self.start!r}{self.meant(self.start)}"

    def _wrong_choices(self) -> str:
        if not self.choices:
            return "has no choices"
        labels, values = zip(*self.choices, strict=True)
        strange = [value for value in values if not isinstance(value, PLAIN)]
        if strange:
            return f"has a choice that is no plain value: {strange[0]!r}"
        for what, given in (("label", labels), ("value", values)):
            if len(set(given)) < len(given):
                return f"has two choices of one {what}"
        return ""

    def _ends_agree(self) -> bool:
        fits = _is_day if self.kind == "date" else _is_number
        return fits(self.low) and fits(self.high) and self.low <= self.high and self.step > 0

    def meant(self, value: object) -> str:
        """The end of a sentence on a value that the control does not take: choices near it, or
        ""."""
        return near(value, [choice for _, choice in self.choices])

    def takes(self, value: object) -> bool:
        """Whether the control can be set to a value."""
        if self.kind in LISTED:
            return any(value == own and type(value) is type(own) for _, own in self.choices)
        if self.kind == "checkbox":
            return isinstance(value, bool)
        if self.kind == "date":
            return _is_day(value) and self.low <= value <= self.high
        if not _is_number(value) or not self.low <= value <= self.high:
            return False
        # An input of the page would move a value between two steps to one of them.
        steps = (value - self.low) / self.step
        return math.isclose(steps, round(steps), abs_tol=1e-9)

    @property
    def offers(self) -> list:
        """All values that the control can be set to, in their order."""
        if self.kind in LISTED:
            return [value for _, value in self.choices]
        if self.kind == "checkbox":
            return [False, True]
        if self.kind == "date":
            first, last = map(dt.date.fromisoformat, (self.low, self.high))
            days = range((last - first).days + 1)
            return [(first + dt.timedelta(day)).isoformat() for day in days]
        steps = math.floor((self.high - self.low) / self.step + 1e-9)
        return [self.low + step * self.step for step in range(steps + 1)]

    @property
    def ask(self) -> str:
        """What a reader is told who has set the control to nothing that it takes."""
        if self.kind == "date":
            return f"Choose a day from {in_words(self.low)} to {in_words(self.high)}."
        if self.kind == "range":
            return f"Choose a number from {self.low} to {self.high}."
        return "Choose yes or no." if self.kind == "checkbox" else "Choose one of the list."

    def words(self, value: object) -> str:
        """A value that the control takes, as a sentence says it: the label of a choice, a number
        with its unit, a day in words."""
        if self.kind in LISTED:
            return next(
                label for label, own in self.choices if (own, type(own)) == (value, type(value))
            )
        if self.kind == "checkbox":
            return "yes" if value else "no"
        return in_words(value) if self.kind == "date" else quantity(value, self.unit)

    def payload(self) -> dict:
        """The control as plain JSON, with `ask`."""
        return {**asdict(self), "choices": [list(pair) for pair in self.choices], "ask": self.ask}


def quantity(value: float, unit: str) -> str:
    """A number as the page says it: separators and unit where it has a unit, bare (a year, say)
    where it has none.

    A unit that is a noun in the plural is in the singular after 1. `say.quantity` in controls.js
    does the same.
    """
    whole = int(value) if isinstance(value, float) and value.is_integer() else value
    if not unit:
        return str(whole)
    if whole == 1:
        unit = PLURAL.sub(r"\1", unit)
    return f"{whole:,} {unit}"


def settings(controls: Sequence[Control]) -> Iterator[dict]:
    """Every setting of some controls, a value by the name of each, the last control turning
    fastest."""
    names = [control.name for control in controls]
    for values in itertools.product(*(control.offers for control in controls)):
        yield dict(zip(names, values, strict=True))


def count_settings(controls: Sequence[Control]) -> int:
    """How many settings `settings` has of some controls."""
    return math.prod(len(control.offers) for control in controls)


def _is_number(value: object) -> bool:
    plain = isinstance(value, (int, float)) and not isinstance(value, bool)
    return plain and math.isfinite(value)


def _is_day(value: object) -> bool:
    if not isinstance(value, str) or not DAY.fullmatch(value):
        return False
    try:
        dt.date.fromisoformat(value)
    except ValueError:
        return False
    return True
