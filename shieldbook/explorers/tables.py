"""Which negotiating table adds whom: the seats of one format against those of another."""

from __future__ import annotations

import ipywidgets as widgets
import pandas as pd
from IPython.display import display

from shieldbook.analysis.formats import compare, seats
from shieldbook.display import STATES, table_payload

STATE_NAMES = {"KOR": "South Korea", "PRK": "North Korea", "USA": "the United States", "CHN": "China",
               "JPN": "Japan", "RUS": "Russia", "SUN": "the Soviet Union"}
FIRST_SHOWN = "kim-jong-pil-six-countries"


def listing(states: frozenset[str]) -> str:
    """States as a phrase: "Japan and Russia"; "nobody" for none."""
    named = sorted(STATE_NAMES.get(state, state) for state in states)
    if not named:
        return "nobody"
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"


class TableExplorer:
    """Compare the seats of a base format with those of another.

    `formats` (id, name, outcome) and `members` (format_id, state) as the data package has them. In a live kernel a
    dropdown recomputes the comparison; in the page every choice is computed at build. Raises KeyError for an
    unknown base.
    """

    def __init__(self, formats: pd.DataFrame, members: pd.DataFrame, base: str = "four-party-talks"):
        self.seats = seats(members)
        self.names = dict(zip(formats["id"].astype(str), formats["name"].astype(str)))
        self.outcomes = dict(zip(formats["id"].astype(str), formats["outcome"].astype(str)))
        self.base = base
        self.seats[base]
        self.choices = [key for key in self.names if key != base]
        self.start = FIRST_SHOWN if FIRST_SHOWN in self.choices else self.choices[0]

    def answer(self, choice: str) -> tuple[str, pd.DataFrame]:
        """What `choice` adds to the base and drops from it, as a sentence and as a table of seats."""
        parts = compare(self.seats[self.base], self.seats[choice])
        sentence = (f"Against the {self.names[self.base].lower()}, this table adds {listing(parts['added'])} "
                    f"and leaves out {listing(parts['dropped'])}. What became of it: {self.outcomes[choice]}.")
        everyone = [s for s in STATE_NAMES if s in self.seats[self.base] | self.seats[choice]]
        frame = pd.DataFrame({
            "State": [STATE_NAMES[s][0].upper() + STATE_NAMES[s][1:] for s in everyone],
            self.names[self.base]: ["seat" if s in self.seats[self.base] else "no" for s in everyone],
            self.names[choice]: ["seat" if s in self.seats[choice] else "no" for s in everyone],
        })
        return sentence, frame

    def widget(self) -> widgets.VBox:
        """The live control: a dropdown, the sentence and the table, recomputed at every choice."""
        choice = widgets.Dropdown(options=[(self.names[key], key) for key in self.choices],
                                  value=self.start, description="Compare with",
                                  style={"description_width": "initial"})
        out = widgets.Output()

        def update(_=None):
            sentence, frame = self.answer(choice.value)
            out.clear_output(wait=True)
            with out:
                print(sentence)
                display(frame)

        choice.observe(update, names="value")
        update()
        return widgets.VBox([choice, out])

    def payload(self) -> dict:
        """Every state of the control, precomputed for the page."""
        states = []
        for key in self.choices:
            sentence, frame = self.answer(key)
            table = table_payload(frame, caption=f"Seats: {self.names[self.base]} and {self.names[key]}")
            states.append({"label": self.names[key], "answer": sentence, "table": table})
        return {"question": f"Compare the {self.names[self.base].lower()} with", "states": states,
                "start": self.names[self.start]}

    def _repr_mimebundle_(self, include=None, exclude=None):
        live = self.widget()._repr_mimebundle_()
        bundle = live[0] if isinstance(live, tuple) else live
        return {**bundle, STATES: self.payload()}
