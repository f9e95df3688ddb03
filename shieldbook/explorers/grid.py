"""A function over a small grid of options: recomputed in a live kernel, and computed at build for
the page."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import altair as alt
import ipywidgets as widgets
import pandas as pd
from IPython.display import display

from shieldbook.controls import LISTED, Control, ControlError, count_settings, settings
from shieldbook.display import STATES, table_payload
from shieldbook.explorers.live import live_controls, widget_bundle
from shieldbook.phrases import counted

MOST_OPTIONS = 3
MOST_SETTINGS = 60


@dataclass(frozen=True)
class Answer:
    """What a function has to say about one setting.

    `sentence` stands alone; `frame`, where there is one, was given its caption by
    `shieldbook.display.show`, and `chart` was made by `shieldbook.display.figure` and stands beside
    the frame that holds its numbers. Raises ControlError where it is not so.
    """

    sentence: str
    frame: pd.DataFrame | None = None
    chart: alt.TopLevelMixin | None = None

    def __post_init__(self):
        if not self.sentence.strip():
            raise ControlError("an answer needs a sentence")
        if self.frame is not None and "shieldbook" not in self.frame.attrs:
            raise ControlError(
                "the frame of an answer needs a caption: pass it through "
                "shieldbook.display.show first"
            )
        if self.chart is not None and self.frame is None:
            raise ControlError("the chart of an answer needs the table behind it beside it")
        if self.chart is not None and "shieldbook" not in _usermeta(self.chart):
            raise ControlError(
                "the chart of an answer has to be a figure: make it with shieldbook.display.figure"
            )

    def payload(self) -> dict:
        """The answer as plain JSON: `answer`, `table` and `chart`, the last two None where there is
        none."""
        table = (
            None
            if self.frame is None
            else table_payload(self.frame, **self.frame.attrs["shieldbook"])
        )
        return {
            "answer": self.sentence,
            "table": table,
            "chart": None if self.chart is None else self.chart.to_dict(),
        }


def _usermeta(chart: alt.TopLevelMixin) -> dict:
    meta = getattr(chart, "usermeta", None)
    return meta if isinstance(meta, dict) else {}


@dataclass(frozen=True, eq=False)
class Grid:
    """Show `function` over every setting of a few controls that list their choices.

    `function` takes one value a control by its name and returns an `Answer`; `question` heads the
    explorer. In a live kernel the function is called at every change; the page holds all answers,
    so every picture in them is paid for by every reader: keep grids with charts small. Raises
    ControlError for no control or more than three, one that lists no choices, more than 60
    settings.
    """

    function: Callable[..., Answer]
    controls: Sequence[Control]
    question: str

    def __post_init__(self):
        if not 1 <= len(self.controls) <= MOST_OPTIONS:
            raise ControlError(
                f"a grid takes one to {MOST_OPTIONS} options, not {len(self.controls)}"
            )
        for control in self.controls:
            if control.kind not in LISTED:
                raise ControlError(f"the option {control.name!r} of a grid has to list its choices")
        many = count_settings(self.controls)
        if many > MOST_SETTINGS:
            raise ControlError(
                f"{counted(many, 'setting')} are too many to hold in a page "
                f"(at most {MOST_SETTINGS}): "
                "offer fewer choices, or write a shieldbook.explorers.explorer.Explorer"
            )

    def answer(self, **values) -> Answer:
        """What the function says for one value an option; an option left out keeps its start."""
        begun = {control.name: control.start for control in self.controls}
        unknown = set(values) - set(begun)
        if unknown:
            raise TypeError(f"no such option: {', '.join(sorted(unknown))}")
        return self.function(**{**begun, **values})

    def widget(self) -> widgets.VBox:
        """The live face: the controls, then the sentence, the table and the chart of what is
        chosen."""
        out = widgets.Output()

        def put(values: dict) -> None:
            answer = self.answer(**values)
            out.clear_output(wait=True)
            with out:
                print(answer.sentence)
                for shown in (answer.frame, answer.chart):
                    if shown is not None:
                        display(shown)

        return widgets.VBox([*live_controls(self.controls, put).values(), out])

    def payload(self) -> dict:
        """Every setting with its answer; `at` says for each control which of its choices is set."""
        places = itertools.product(*(range(len(control.choices)) for control in self.controls))
        states = [
            {"at": list(at), **self.function(**values).payload()}
            for at, values in zip(places, settings(self.controls), strict=True)
        ]
        controls = [control.payload() for control in self.controls]
        return {"question": self.question, "controls": controls, "states": states}

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {**widget_bundle(self.widget()), STATES: self.payload()}
