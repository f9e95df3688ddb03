"""One model behind controls: Python in a live kernel, and in the page what was computed beforehand,
or, where the settings are too many for that, the model's JavaScript."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ipywidgets as widgets
import pandas as pd
from IPython.display import display

from shieldbook.controls import Control, ControlError, count_settings, settings
from shieldbook.display import EXPLORER, show
from shieldbook.explorers.answers import compact
from shieldbook.explorers.live import live_controls, set_value, widget_bundle
from shieldbook.phrases import counted

MOST_ANSWERS = 1000
Model = Callable[[dict, Any], dict]


@dataclass(frozen=True, eq=False)
class Explorer:
    """A pure model behind controls, whose page holds the answer to every setting of them.

    `model(options, data)` takes the controls' values by name and the data, and returns a mapping
    whose `answer` is a sentence that names the setting, so that it can stand alone. `scenarios`
    maps a name to one value a control: readers without JavaScript get their answers, so choose
    those that the text speaks of. `question` heads the explorer, `note` stands under it. `bars`,
    where given, are the two headings of a table that the model fills with its `rows`: label, words,
    and a share from 0 to 1 that is drawn as a bar. Raises ControlError where a scenario does not
    fit the controls, or where they have more settings than a page can hold.
    """

    model: Model
    controls: Sequence[Control]
    scenarios: Mapping[str, Mapping[str, object]]
    data: Any
    name: str
    question: str
    note: str = ""
    bars: tuple[str, str] | None = None

    def __post_init__(self):
        if not re.fullmatch(r"[a-z][a-z0-9]*", self.name):
            raise ControlError(
                f"{self.name!r} cannot name an explorer and its file: use small letters and digits"
            )
        if not self.scenarios:
            raise ControlError("readers without JavaScript need at least one named scenario")
        for label, values in self.scenarios.items():
            self._check_scenario(label, values)
        self._check_page()

    def _check_scenario(self, label: str, values: Mapping[str, object]) -> None:
        if set(values) != {control.name for control in self.controls}:
            raise ControlError(f"the scenario {label!r} has to set every control, and nothing else")
        for control in self.controls:
            value = values[control.name]
            if not control.takes(value):
                raise ControlError(
                    f"the scenario {label!r} sets {control.name} to {value!r}, which the control "
                    f"does not take{control.meant(value)}"
                )

    def _check_page(self) -> None:
        """Raise ControlError where the page could not hold what `known` makes."""
        many = count_settings(self.controls)
        if many > MOST_ANSWERS:
            raise ControlError(
                f"{counted(many, 'setting')} of {self.name!r} are too many to compute beforehand "
                f"(at most {MOST_ANSWERS:,}): write its model in JavaScript too, as a ModelExplorer"
            )

    @property
    def start(self) -> dict:
        """The values at which the controls begin."""
        return {control.name: control.start for control in self.controls}

    def answer(self, **values) -> str:
        """The model's sentence for one value a control (its start, where left out), or what to
        choose instead."""
        return self.result(**values)["answer"]

    def result(self, **values) -> dict:
        """All that the model finds for one value a control; only `answer` where a control does not
        take its value."""
        options = {**self.start, **values}
        for control in self.controls:
            if not control.takes(options[control.name]):
                return {"answer": control.ask}
        return self.model(options, self.data)

    def table(self, found: dict) -> pd.DataFrame | None:
        """The rows of a result under the headings of `bars`; None where there are none."""
        if self.bars is None or "rows" not in found:
            return None
        frame = pd.DataFrame([row[:2] for row in found["rows"]], columns=list(self.bars))
        return show(frame, f"{self.bars[0]}: {self.bars[1].lower()}")

    def face(self) -> tuple[widgets.Widget, Callable[[dict], None]]:
        """What stands under the live controls, and the function that puts a result into it."""
        out = widgets.Output()

        def put(found: dict) -> None:
            table = self.table(found)
            out.clear_output(wait=True)
            with out:
                print(found["answer"])
                if table is not None:
                    display(table)

        return out, put

    def widget(self) -> widgets.VBox:
        """The live face: the controls, a button a scenario, one to start again, and the answer."""
        out, put = self.face()
        live = live_controls(self.controls, lambda values: put(self.result(**values)))

        def setter(values: Mapping[str, object]) -> Callable:
            def press(_) -> None:
                for name, value in values.items():
                    set_value(live[name], value)

            return press

        buttons = []
        for label, values in [*self.scenarios.items(), ("Start again", self.start)]:
            button = widgets.Button(description=label, layout={"width": "max-content"})
            button.on_click(setter(values))
            buttons.append(button)
        row = widgets.HBox(buttons, layout={"flex_flow": "row wrap"})
        return widgets.VBox([*live.values(), row, out])

    def known(self) -> dict:
        """What the page's script answers from: the `answers`, one a setting in the order of
        `settings`, made small by `compact`."""
        found = (self.model(values, self.data) for values in settings(self.controls))
        return {"answers": compact(_told(one) for one in found)}

    def payload(self) -> dict:
        """The page's face: controls, what is known beforehand, the answer at the start, and every
        scenario with its answer."""
        scenarios = [
            {"label": label, "values": dict(values), "answer": self.answer(**values)}
            for label, values in self.scenarios.items()
        ]
        return {
            "name": self.name,
            "question": self.question,
            "note": self.note,
            "controls": [control.payload() for control in self.controls],
            "start": self.answer(),
            "scenarios": scenarios,
            "bars": self.bars and list(self.bars),
            "rows": self.result().get("rows", []),
            "known": self.known(),
        }

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {**widget_bundle(self.widget()), EXPLORER: self.payload()}


def _told(found: dict) -> dict:
    """Of a result what a page shows; shares to a twentieth of a pixel of the widest bar."""
    rows = [[label, words, round(share, 4)] for label, words, share in found.get("rows", [])]
    return {"answer": found["answer"], "rows": rows}


@dataclass(frozen=True, eq=False)
class ModelExplorer(Explorer):
    """An explorer with too many settings to compute beforehand, whose page computes in JavaScript.

    `publish/static/models/<name>.js` sets `window.shieldbook.models.<name>` to a function of the
    same two arguments as `model`, with the same result; a test holds the two together. Raises
    ControlError where a scenario does not fit the controls or the data are no plain JSON.
    """

    def _check_page(self) -> None:
        try:
            json.dumps(self.data, allow_nan=False)
        except (TypeError, ValueError) as error:
            raise ControlError(f"the data of {self.name!r} are not plain JSON: {error}") from error

    def known(self) -> dict:
        """What the page's script answers from: the name of the `model`, and its `data`."""
        return {"model": self.name, "data": self.data}
