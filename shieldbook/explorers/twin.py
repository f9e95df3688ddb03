"""A model over a grid too large to compute beforehand: Python in a live kernel, its JavaScript twin
in the page."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass

import ipywidgets as widgets
import pandas as pd
from IPython.display import display

from shieldbook.analysis.lookup import near
from shieldbook.display import TWIN, show
from shieldbook.tables.dates import in_words

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
KINDS = ("date", "range", "select")


class TwinError(ValueError):
    """Controls, scenarios or data that a page cannot show as they are."""


@dataclass(frozen=True)
class Control:
    """One option of a model, the same in the notebook and in the page.

    `kind` is "date" (ISO days), "range" (numbers `low` to `high` by `step`, in `unit`) or "select"
    (`choices`, pairs of label and value; values are texts, numbers or booleans). `start` is where
    it begins, `hint` a line under it. A number without a unit is shown without separators, so that
    a year stays a year. Raises TwinError where these do not agree.
    """

    name: str
    label: str
    kind: str
    start: object
    low: object = None
    high: object = None
    step: float = 1
    unit: str = ""
    choices: tuple[tuple[str, object], ...] = ()
    hint: str = ""

    def __post_init__(self):
        if self.kind not in KINDS:
            raise TwinError(
                f"the control {self.name!r} is of no known kind: {self.kind!r} (one "
                f"of {', '.join(KINDS)})"
            )
        if not self.label.strip():
            raise TwinError(f"the control {self.name!r} needs a label")
        if not self.takes(self.start):
            raise TwinError(f"the control {self.name!r} cannot start at {self.start!r}")

    def takes(self, value: object) -> bool:
        """Whether the control can be set to a value."""
        if self.kind == "select":
            return any(
                value == choice and type(value) is type(choice) for _, choice in self.choices
            )
        if self.kind == "range":
            return (
                isinstance(value, (int, float))
                and not isinstance(value, bool)
                and self.low <= value <= self.high
            )
        return isinstance(value, str) and _is_day(value) and self.low <= value <= self.high

    @property
    def ask(self) -> str:
        """What a reader is told who has set the control to nothing that it takes."""
        if self.kind == "date":
            return f"Choose a day from {in_words(self.low)} to {in_words(self.high)}."
        if self.kind == "range":
            return f"Choose a number from {self.low} to {self.high}."
        return "Choose one of the list."

    def payload(self) -> dict:
        """The control as plain JSON, with `ask`."""
        return {**asdict(self), "choices": [list(pair) for pair in self.choices], "ask": self.ask}

    def widget(self) -> widgets.ValueWidget:
        """The live control; its value is read with `value_of`."""
        shared = {
            "description": f"{self.label} ({self.unit})" if self.unit else self.label,
            "style": {"description_width": "initial"},
        }
        if self.kind == "select":
            return widgets.Dropdown(
                options=list(self.choices),
                value=self.start,
                layout={"width": "max-content"},
                **shared,
            )
        if self.kind == "date":
            return widgets.DatePicker(
                value=dt.date.fromisoformat(self.start),
                min=dt.date.fromisoformat(self.low),
                max=dt.date.fromisoformat(self.high),
                **shared,
            )
        whole = all(
            isinstance(number, int) for number in (self.low, self.high, self.step, self.start)
        )
        slider = widgets.IntSlider if whole else widgets.FloatSlider
        return slider(
            value=self.start,
            min=self.low,
            max=self.high,
            step=self.step,
            layout={"width": "28rem"},
            **shared,
        )


def _is_day(text: str) -> bool:
    if not DAY.fullmatch(text):
        return False
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def value_of(control: widgets.ValueWidget) -> object:
    """The value of a live control as the model takes it: a day as ISO text, "" where none is
    chosen."""
    value = control.value
    if isinstance(control, widgets.DatePicker):
        return value.isoformat() if value else ""
    return value


class Twin:
    """A pure model behind controls, with the same answers in Python and in JavaScript.

    `model(options, data)` takes the controls' values by name and the data as plain JSON, and
    returns a mapping whose `answer` is a sentence that names the setting, so that it can stand
    alone. `publish/static/models/<name>.js` sets `window.shieldbook.models.<name>` to a function of
    the same two arguments with the same result; a test holds the two together. `scenarios` maps a
    name to one value a control: readers without JavaScript get their answers, so choose those that
    the text speaks of. `question` heads the explorer, `note` stands under it. `bars`, where given,
    are the two headings of a table that the model fills with its `rows`: label, words, and a share
    from 0 to 1 that is drawn as a bar. `drives` names the data table of the page of which only the
    keys in the model's `keep` are shown (all, where it is None). Raises TwinError where a scenario
    does not fit the controls or the data are no plain JSON.
    """

    def __init__(  # noqa: PLR0913 - the words of an explorer are given by name, each of them
        self,
        model: Callable[[dict, dict], dict],
        controls: Sequence[Control],
        scenarios: Mapping[str, Mapping[str, object]],
        data: dict,
        *,
        name: str,
        question: str,
        note: str = "",
        bars: tuple[str, str] | None = None,
        drives: str = "",
    ):
        self.model, self.controls, self.data = model, tuple(controls), data
        self.name, self.question, self.note, self.bars, self.drives = (
            name,
            question,
            note,
            bars,
            drives,
        )
        self.scenarios = {label: dict(values) for label, values in scenarios.items()}
        if not re.fullmatch(r"[a-z][a-z0-9]*", name):
            raise TwinError(
                f"{name!r} cannot name a JavaScript function and its file: use small "
                "letters and digits"
            )
        if not self.scenarios:
            raise TwinError("readers without JavaScript need at least one named scenario")
        for label, values in self.scenarios.items():
            self._check(label, values)
        try:
            json.dumps(data, allow_nan=False)
        except (TypeError, ValueError) as error:
            raise TwinError(f"the data of {name!r} are not plain JSON: {error}") from error

    def _check(self, label: str, values: dict) -> None:
        if set(values) != {control.name for control in self.controls}:
            raise TwinError(f"the scenario {label!r} has to set every control, and nothing else")
        for control in self.controls:
            value = values[control.name]
            if not control.takes(value):
                offer = near(value, [choice for _, choice in control.choices])
                raise TwinError(
                    f"the scenario {label!r} sets {control.name} to {value!r}, "
                    f"which the control does not take{offer}"
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
        live = {control.name: control.widget() for control in self.controls}
        out, put = self.face()

        def update(_=None):
            put(self.result(**{name: value_of(control) for name, control in live.items()}))

        def setter(values):
            def press(_):
                for control in self.controls:
                    value = values[control.name]
                    live[control.name].value = (
                        dt.date.fromisoformat(value) if control.kind == "date" else value
                    )

            return press

        buttons = []
        for label, values in [*self.scenarios.items(), ("Start again", self.start)]:
            button = widgets.Button(description=label, layout={"width": "max-content"})
            button.on_click(setter(values))
            buttons.append(button)
        for control in live.values():
            control.observe(update, names="value")
        update()
        return widgets.VBox(
            [*live.values(), widgets.HBox(buttons, layout={"flex_flow": "row wrap"}), out]
        )

    def payload(self) -> dict:
        """The page's face: controls, data, the answer at the start, and every scenario with its
        answer."""
        scenarios = [
            {"label": label, "values": values, "answer": self.answer(**values)}
            for label, values in self.scenarios.items()
        ]
        return {
            "name": self.name,
            "script": self.name,
            "question": self.question,
            "note": self.note,
            "controls": [control.payload() for control in self.controls],
            "start": self.answer(),
            "scenarios": scenarios,
            "data": self.data,
            "bars": self.bars and list(self.bars),
            "drives": self.drives,
            "rows": self.result().get("rows", []),
        }

    def _repr_mimebundle_(self, include=None, exclude=None):
        live = self.widget()._repr_mimebundle_()
        bundle = live[0] if isinstance(live, tuple) else live
        return {**bundle, TWIN: self.payload()}
