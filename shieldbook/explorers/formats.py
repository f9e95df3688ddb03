"""Which negotiating table adds whom: the seats of one format against those of another."""

from __future__ import annotations

import pandas as pd

from shieldbook.analysis.formats import compare, seats
from shieldbook.controls import Control
from shieldbook.display import show
from shieldbook.explorers.grid import Answer, Grid
from shieldbook.phrases import listed

STATE_NAMES = {
    "KOR": "South Korea",
    "PRK": "North Korea",
    "USA": "the United States",
    "CHN": "China",
    "JPN": "Japan",
    "RUS": "Russia",
    "SUN": "the Soviet Union",
}
FIRST_SHOWN = "kim-jong-pil-six-countries"


def listing(states: frozenset[str]) -> str:
    """States as a phrase: "Japan and Russia"; "nobody" for none."""
    return listed(sorted(STATE_NAMES.get(state, state) for state in states), nothing="nobody")


class TableExplorer(Grid):
    """Compare the seats of a base format with those of another.

    `formats` (id, name, outcome) and `members` (format_id, state) as the data package has them.
    Raises KeyError for an unknown base.
    """

    def __init__(
        self, formats: pd.DataFrame, members: pd.DataFrame, base: str = "four-party-talks"
    ):
        taken = seats(members)
        known = formats.set_index(formats["id"]).astype(str)
        seated, base_name = taken[base], known.loc[base, "name"]
        others = [key for key in known.index if key != base]
        choice = Control(
            "other",
            f"Compare the {base_name.lower()} with",
            "radio",
            FIRST_SHOWN if FIRST_SHOWN in others else others[0],
            choices=tuple((known.loc[key, "name"], key) for key in others),
        )

        def compared(other: str) -> Answer:
            names = (base_name, known.loc[other, "name"])
            return _compared(names, seated, taken[other], known.loc[other, "outcome"])

        question = "Whom does another table add, and whom does it leave out?"
        super().__init__(compared, [choice], question)


def _compared(
    names: tuple[str, str], base: frozenset[str], other: frozenset[str], outcome: str
) -> Answer:
    """What another table adds to the base and drops from it, as a sentence and as a table of
    seats."""
    parts = compare(base, other)
    sentence = (
        f"Against the {names[0].lower()}, this table adds {listing(parts['added'])} and leaves out "
        f"{listing(parts['dropped'])}. What became of it: {outcome}."
    )
    everyone = [state for state in STATE_NAMES if state in base | other]
    frame = pd.DataFrame({"State": [_capital(STATE_NAMES[state]) for state in everyone]})
    for name, seated in zip(names, (base, other), strict=True):
        frame[name] = ["seat" if state in seated else "no" for state in everyone]
    return Answer(sentence, show(frame, f"Seats: {names[0]} and {names[1]}"))


def _capital(name: str) -> str:
    return name[0].upper() + name[1:]
