"""Which negotiating table adds whom: the seats of one format against those of another."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from shieldbook.analysis.actors import states
from shieldbook.analysis.codebook import capital
from shieldbook.analysis.formats import SEATS, compare, seats
from shieldbook.controls import Control
from shieldbook.display import show
from shieldbook.explorers.grid import Answer, Grid
from shieldbook.phrases import listed

FIRST_SHOWN = "kim-jong-pil-six-countries"


def listing(codes: frozenset[str], called: Mapping[str, str]) -> str:
    """States as a phrase: "Japan and Russia"; "nobody" for none. `called` has the names."""
    return listed(sorted(called[code] for code in codes), nothing="nobody")


class TableExplorer(Grid):
    """Compare the seats of a base format with those of another.

    `formats` (id, name, outcome), `members` (format_id, state) and `actors` as the data package has
    them. Raises KeyError for an unknown base, and for a state that `actors` does not name.
    """

    def __init__(
        self,
        formats: pd.DataFrame,
        members: pd.DataFrame,
        actors: pd.DataFrame,
        base: str = "four-party-talks",
    ):
        taken, called = seats(members), states(actors, article=True)
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
            return _compared(names, seated, taken[other], known.loc[other, "outcome"], called)

        question = "Whom does another table add, and whom does it leave out?"
        super().__init__(compared, [choice], question)


def _compared(
    names: tuple[str, str],
    base: frozenset[str],
    other: frozenset[str],
    outcome: str,
    called: Mapping[str, str],
) -> Answer:
    """What another table adds to the base and drops from it, as a sentence and as a table of
    seats."""
    parts = compare(base, other)
    sentence = (
        f"Against the {names[0].lower()}, this table adds {listing(parts['added'], called)} and "
        f"leaves out {listing(parts['dropped'], called)}. What became of it: {outcome}."
    )
    order = (*SEATS, *sorted((base | other).difference(SEATS)))
    everyone = [state for state in order if state in base | other]
    frame = pd.DataFrame({"State": [capital(called[state]) for state in everyone]})
    for name, seated in zip(names, (base, other), strict=True):
        frame[name] = ["seat" if state in seated else "no" for state in everyone]
    return Answer(sentence, show(frame, f"Seats: {names[0]} and {names[1]}"))
