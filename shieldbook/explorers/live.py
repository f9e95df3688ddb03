"""The face of a control in a live kernel: an ipywidget, its value as the model takes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

import ipywidgets as widgets

from shieldbook.controls import LISTED, Control

NAME_WIDTH = {"description_width": "initial"}


def live_control(control: Control) -> widgets.ValueWidget:
    """The ipywidget of a control; its value is read with `value_of` and set with `set_value`."""
    shared = {
        "description": f"{control.label} ({control.unit})" if control.unit else control.label,
        "style": NAME_WIDTH,
        "value": control.start,
    }
    if control.kind in LISTED:
        choices = list(control.choices)
        return widgets.Dropdown(options=choices, layout={"width": "max-content"}, **shared)
    if control.kind == "checkbox":
        return widgets.Checkbox(**shared)
    if control.kind == "date":
        low, high, start = map(dt.date.fromisoformat, (control.low, control.high, control.start))
        return widgets.DatePicker(**{**shared, "min": low, "max": high, "value": start})
    numbers = (control.low, control.high, control.step, control.start)
    whole = all(isinstance(number, int) for number in numbers)
    slider = widgets.IntSlider if whole else widgets.FloatSlider
    ends = {"min": control.low, "max": control.high, "step": control.step}
    return slider(layout={"width": "28rem"}, **ends, **shared)


def value_of(live: widgets.ValueWidget) -> object:
    """The value of a live control as the model takes it: a day as ISO text, "" where none is
    chosen."""
    if isinstance(live, widgets.DatePicker):
        return live.value.isoformat() if live.value else ""
    return live.value


def set_value(live: widgets.ValueWidget, value: object) -> None:
    """Set a live control to a value as the model takes it."""
    is_day = isinstance(live, widgets.DatePicker)
    live.value = dt.date.fromisoformat(value) if is_day else value


def live_controls(
    controls: Sequence[Control], answer: Callable[[Mapping[str, object]], None]
) -> dict[str, widgets.ValueWidget]:
    """The ipywidgets of some controls by their names; `answer` is called with all their values now
    and at every change."""
    live = {control.name: live_control(control) for control in controls}

    def change(_=None) -> None:
        answer({name: value_of(one) for name, one in live.items()})

    for one in live.values():
        one.observe(change, names="value")
    change()
    return live


def widget_bundle(live: widgets.Widget) -> dict:
    """The MIME bundle that a kernel sends for a widget."""
    sent = live._repr_mimebundle_()
    return sent[0] if isinstance(sent, tuple) else sent
