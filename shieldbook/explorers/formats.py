"""Which negotiating table adds whom: the seats of one format against those of another."""

from __future__ import annotations

import pandas as pd

from shieldbook.analysis.formats import compare, seats
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
        self.seats = seats(members)
        self.names = dict(zip(formats["id"].astype(str), formats["name"].astype(str), strict=True))
        self.outcomes = dict(
            zip(formats["id"].astype(str), formats["outcome"].astype(str), strict=True)
        )
        self.base = base
        self.seats[base]
        others = [key for key in self.names if key != base]
        super().__init__(
            self.compared,
            {"other": [(self.names[key], key) for key in others]},
            question="Whom does another table add, and whom does it leave out?",
            labels={"other": f"Compare the {self.names[base].lower()} with"},
            start={"other": FIRST_SHOWN if FIRST_SHOWN in others else others[0]},
        )

    def compared(self, other: str) -> Answer:
        """What `other` adds to the base and drops from it, as a sentence and as a table of
        seats."""
        parts = compare(self.seats[self.base], self.seats[other])
        sentence = (
            f"Against the {self.names[self.base].lower()}, this table adds "
            f"{listing(parts['added'])} "
            f"and leaves out {listing(parts['dropped'])}. What became of it: "
            f"{self.outcomes[other]}."
        )
        everyone = [s for s in STATE_NAMES if s in self.seats[self.base] | self.seats[other]]
        frame = pd.DataFrame(
            {
                "State": [STATE_NAMES[s][0].upper() + STATE_NAMES[s][1:] for s in everyone],
                self.names[self.base]: [
                    "seat" if s in self.seats[self.base] else "no" for s in everyone
                ],
                self.names[other]: ["seat" if s in self.seats[other] else "no" for s in everyone],
            }
        )
        return Answer(
            sentence, show(frame, f"Seats: {self.names[self.base]} and {self.names[other]}")
        )
