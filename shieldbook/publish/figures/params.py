"""The parameters of a chart that a reader can set, read out of its specification."""

from __future__ import annotations

import re

from shieldbook.controls import LISTED, Control, ControlError
from shieldbook.phrases import counted

UNIT = re.compile(r"^(?P<label>.+?)\s*\((?P<unit>[^()]+)\)$")


def params_of(spec: dict) -> list[Control]:
    """The parameters of a figure's specification that are bound to an input, in their order, as
    controls.

    A chart declares them with Altair: `reach = alt.param(name="reach", value=1500, bind=bound)`,
    where `bound` is `alt.binding_range(min=500, max=3000, step=100, name="Reach (km)")`, and
    `chart.add_params(reach)`. The binding's `name` is the label, for a range with the unit in
    brackets at its end; `binding_select` and `binding_radio` take `options` and `labels`. Bindings
    to scales and legends belong to the chart itself and are left to it. Raises ControlError where a
    control lacks its label, its bounds or a start that it can show, where it is of another kind,
    and where the narrow layout has others.
    """
    found = _bound(spec)
    narrow = spec.get("usermeta", {}).get("shieldbook", {}).get("narrow")
    if narrow is not None and _bound(narrow) != found:
        raise ControlError("the wide and the narrow layout of the chart have different controls")
    return found


def _bound(spec: dict) -> list[Control]:
    return [_control(param) for param in spec.get("params", []) if _has_input(param)]


def _has_input(param: dict) -> bool:
    """Whether a parameter is bound to an input of the page. Raises ControlError for a selection
    that is."""
    bind = param.get("bind")
    inputs = isinstance(bind, dict) and "legend" not in bind
    if inputs and "select" in param:
        raise ControlError(
            f"the selection {param['name']!r} is bound to an input: bind an "
            "alt.param, and filter by it"
        )
    return inputs


def _control(param: dict) -> Control:
    bind = param["bind"]
    kind, label = bind.get("input"), bind.get("name") or ""
    given = {
        "name": param["name"],
        "label": label.strip().rstrip(":"),
        "kind": kind,
        "start": param.get("value"),
    }
    if kind == "range":
        given["low"] = bind.get("min")
        given["high"] = bind.get("max")
        given["step"] = bind.get("step", 1)
        if parts := UNIT.match(given["label"]):
            given |= parts.groupdict()
    elif kind == "checkbox":
        given["start"] = bool(given["start"])
    elif kind in LISTED:
        given["choices"] = _choices(param)
    return Control(**given)


def _choices(param: dict) -> tuple[tuple[str, object], ...]:
    options = param["bind"]["options"]
    labels = param["bind"].get("labels")
    if not labels:
        labels = ["none" if option is None else str(option) for option in options]
    if len(labels) != len(options):
        raise ControlError(
            f"the control {param['name']!r} has {counted(len(options), 'option')} and "
            f"{counted(len(labels), 'label')} for them: it needs one for each"
        )
    return tuple(zip(labels, options, strict=True))
