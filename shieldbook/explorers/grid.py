"""A function over a small grid of options: recomputed in a live kernel, and computed at build for
the page."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import altair as alt
import ipywidgets as widgets
import pandas as pd
from IPython.display import display

from shieldbook.analysis.lookup import near
from shieldbook.display import STATES, table_payload
from shieldbook.phrases import counted

MOST_OPTIONS = 3
MOST_SETTINGS = 60


class GridError(ValueError):
    """A grid that cannot be shown whole in a page, or an answer that may not be published."""


@dataclass(frozen=True)
class Answer:
    """What a function has to say about one setting.

    `sentence` stands alone; `frame`, where there is one, was given its caption by
    `shieldbook.display.show`, and `chart` was made by `shieldbook.display.figure` and stands beside
    the frame that holds its numbers. Raises GridError where it is not so.
    """

    sentence: str
    frame: pd.DataFrame | None = None
    chart: alt.TopLevelMixin | None = None

    def __post_init__(self):
        if not self.sentence.strip():
            raise GridError("an answer needs a sentence")
        if self.frame is not None and "shieldbook" not in self.frame.attrs:
            raise GridError(
                "the frame of an answer needs a caption: pass it through "
                "shieldbook.display.show first"
            )
        if self.chart is not None and self.frame is None:
            raise GridError("the chart of an answer needs the table behind it beside it")
        if self.chart is not None and "shieldbook" not in _usermeta(self.chart):
            raise GridError(
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


class Grid:
    """Show `function` over every combination of a few options.

    `options` maps each keyword of `function` to its choices, `(label, value)` pairs in the order to
    be shown; `function` returns an `Answer`. `question` heads the explorer, `labels` says how each
    option is called, `start` gives the value at which each begins (its first, where not given). In
    a live kernel there are dropdowns and the function is called at every change; the page holds all
    answers, so every picture in them is paid for by every reader: keep grids with charts small.
    Raises GridError for no option or more than three, an option without choices or with two of one
    label, a start that is no choice, more than 60 combinations.
    """

    def __init__(
        self,
        function: Callable[..., Answer],
        options: Mapping[str, Sequence[tuple[str, object]]],
        *,
        question: str,
        labels: Mapping[str, str] | None = None,
        start: Mapping[str, object] | None = None,
    ):
        self.function, self.question = function, question
        self.options = {
            name: [(str(label), value) for label, value in choices]
            for name, choices in options.items()
        }
        self._check()
        self.labels = {
            name: (labels or {}).get(name, name.replace("_", " ").capitalize())
            for name in self.options
        }
        self.start = {
            name: self._first(name, (start or {}).get(name, choices[0][1]))
            for name, choices in self.options.items()
        }

    def _check(self) -> None:
        if not 1 <= len(self.options) <= MOST_OPTIONS:
            raise GridError(f"a grid takes one to {MOST_OPTIONS} options, not {len(self.options)}")
        for name, choices in self.options.items():
            if not choices:
                raise GridError(f"the option {name!r} has no choices")
            if len({label for label, _ in choices}) < len(choices):
                raise GridError(f"two choices of the option {name!r} have one label")
        settings = math.prod(len(choices) for choices in self.options.values())
        if settings > MOST_SETTINGS:
            raise GridError(
                f"{counted(settings, 'setting')} are too many to hold in a page (at "
                f"most {MOST_SETTINGS}): "
                "offer fewer choices, or write a shieldbook.explorers.Twin"
            )

    def _first(self, name: str, value: object) -> int:
        """Where in the choices of an option a value stands."""
        for i, (_, choice) in enumerate(self.options[name]):
            if choice == value:
                return i
        known = [choice for _, choice in self.options[name]]
        raise GridError(
            f"the option {name!r} cannot start at {value!r}: it is none of its "
            f"choices{near(value, known)}"
        )

    def answer(self, **values) -> Answer:
        """What the function says for one value an option; an option left out keeps its start."""
        unknown = set(values) - set(self.options)
        if unknown:
            raise TypeError(f"no such option: {', '.join(sorted(unknown))}")
        begun = {name: self.options[name][at][1] for name, at in self.start.items()}
        return self.function(**{**begun, **values})

    def widget(self) -> widgets.VBox:
        """The live face: a dropdown an option, then the sentence, the table and the chart of what
        is chosen."""
        controls = {
            name: widgets.Dropdown(
                options=choices,
                value=choices[self.start[name]][1],
                description=self.labels[name],
                style={"description_width": "initial"},
                layout={"width": "max-content"},
            )
            for name, choices in self.options.items()
        }
        out = widgets.Output()

        def update(_=None):
            answer = self.answer(**{name: control.value for name, control in controls.items()})
            out.clear_output(wait=True)
            with out:
                print(answer.sentence)
                for shown in (answer.frame, answer.chart):
                    if shown is not None:
                        display(shown)

        for control in controls.values():
            control.observe(update, names="value")
        update()
        return widgets.VBox([*controls.values(), out])

    def payload(self) -> dict:
        """Every setting with its answer, in the order of `itertools.product` over the options."""
        options = [
            {
                "label": self.labels[name],
                "choices": [label for label, _ in choices],
                "start": self.start[name],
            }
            for name, choices in self.options.items()
        ]
        states = []
        for at in itertools.product(*(range(len(choices)) for choices in self.options.values())):
            values = {
                name: choices[i][1]
                for i, (name, choices) in zip(at, self.options.items(), strict=True)
            }
            states.append({"at": list(at), **self.function(**values).payload()})
        return {"question": self.question, "options": options, "states": states}

    def _repr_mimebundle_(self, include=None, exclude=None):
        live = self.widget()._repr_mimebundle_()
        bundle = live[0] if isinstance(live, tuple) else live
        return {**bundle, STATES: self.payload()}
