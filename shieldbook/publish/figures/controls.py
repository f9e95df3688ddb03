"""Controls of the published page, all without a kernel: precomputed states, JavaScript twins,
parameters of charts.

States work without JavaScript. The other two show their controls only where scripts run (`sb-js`),
and always show what was computed at build. Everything that comes from data is escaped here.
"""

from __future__ import annotations

import json
import re
from html import escape

from shieldbook.display import FigureError, json_in_script
from shieldbook.publish.address import Place
from shieldbook.publish.figures.html import picture
from shieldbook.publish.figures.tables import table_html

PLURAL = re.compile(r"^([a-z]{3,})s$")
UNIT = re.compile(r"^(?P<label>.+?)\s*\((?P<unit>[^()]+)\)$")


def states_html(payload: dict, number: int, place: Place = Place()) -> str:
    """A `Grid`: radio buttons for each option and one panel a setting, chosen by the style sheet
    alone.

    `payload` is what `shieldbook.explorers.Grid` made; `number` tells the explorers of a page
    apart. In print, and in browsers that do not know `:has()`, all panels stand one under another
    with their settings as headings.
    """
    name = f"states-{number}"
    fieldsets, rules = [], []
    for i, option in enumerate(payload["options"]):
        choices = []
        for j, label in enumerate(option["choices"]):
            ident = f"{name}-{i}-{j}"
            checked = " checked" if j == option["start"] else ""
            choices.append(
                f'<label class="sb-choice"><input type="radio" name="{name}-{i}" '
                f'id="{ident}"{checked}>'
                f"<span>{escape(label)}</span></label>"
            )
            rules.append(f"#{name}:has(#{ident}:checked)>.sb-state:not(.o{i}-{j})")
        fieldsets.append(
            f'<fieldset class="sb-option"><legend>{escape(option["label"])}</legend>'
            f'<div class="sb-choices">{"".join(choices)}</div></fieldset>'
        )
    panels = "".join(_panel(state, payload["options"], name, place) for state in payload["states"])
    return (
        f'<div class="sb-states" id="{name}" role="group" aria-labelledby="{name}-question">'
        f"<style>@media screen{{{','.join(rules)}{{display:none}}}}</style>"
        '<p class="sb-question" '
        f'id="{name}-question">{escape(payload["question"])}</p>{"".join(fieldsets)}'
        f'<p class="sb-said sb-unseen" role="status"></p>{panels}</div>'
    )


def _panel(state: dict, options: list[dict], name: str, place: Place) -> str:
    ident = "-".join([name, "at", *map(str, state["at"])])
    places = " ".join(f"o{i}-{j}" for i, j in enumerate(state["at"]))
    setting = "; ".join(
        f"{option['label']}: {option['choices'][j]}"
        for option, j in zip(options, state["at"], strict=True)
    )
    chart = _still(state["chart"], ident) if state["chart"] else ""
    table = (
        table_html(state["table"], f"{ident}-table", place, csv_link=False)
        if state["table"]
        else ""
    )
    return (
        f'<div class="sb-state {places}"><p class="sb-setting">{escape(setting)}</p>'
        f'<p class="sb-answer">{escape(state["answer"])}</p>{chart}{table}</div>'
    )


def _still(spec: dict, ident: str) -> str:
    """The picture of one state: titled, described and sourced like a figure, without a number and
    without scripts."""
    meta = spec["usermeta"]["shieldbook"]
    return (
        '<figure class="sb-still"><p '
        f'class="sb-title">{escape(meta["title"])}</p>{picture(spec, ident)}'
        f'<figcaption>{escape(meta["caption"])} <span class="sb-source">Source: '
        f"{escape(meta['source'])}</span>"
        "</figcaption></figure>"
    )


def twin_html(payload: dict, number: int, place: Place = Place()) -> str:
    """A `Twin`: its controls and the answer where scripts run, and everywhere the named scenarios
    with their answers.

    `payload` is what `shieldbook.explorers.Twin` made. The page has to load
    `_static/models/<payload["script"]>.js`.
    """
    name = f"explorer-{escape(payload['name'], quote=True)}-{number}"
    controls = "".join(
        _control(control, f"{name}-{i}") for i, control in enumerate(payload["controls"])
    )
    scenarios = "".join(
        "<div "
        f'class="sb-scenario"><dt>{escape(scenario["label"])}</dt><dd>{escape(scenario["answer"])} '
        f'<button type="button" class="sb-button sb-js" data-scenario="{i}">Set'
        '<span class="sb-unseen"> the controls to: '
        f"{escape(scenario['label'])}</span></button></dd></div>"
        for i, scenario in enumerate(payload["scenarios"])
    )
    note = f'<p class="sb-hint">{escape(payload["note"])}</p>' if payload["note"] else ""
    drives = f' data-drives="{escape(payload["drives"], quote=True)}"' if payload["drives"] else ""
    known = {
        "data": payload["data"],
        "scenarios": [scenario["values"] for scenario in payload["scenarios"]],
    }
    return (
        f'<div class="sb-twin" id="{name}" '
        f'data-model="{escape(payload["name"], quote=True)}"{drives} role="group" '
        f'tabindex="-1" aria-labelledby="{name}-question">'
        f'<p class="sb-question" id="{name}-question">{escape(payload["question"])}</p>'
        f'<div class="sb-controls sb-js">{controls}<div class="sb-buttons">'
        '<button type="button" class="sb-button" data-do="reset">Start again</button>'
        '<button type="button" class="sb-button" data-do="link">Link to this setting</button>'
        '<span class="sb-status" role="status"></span></div></div>'
        '<output class="sb-answer sb-js" '
        f'aria-live="polite">{escape(payload["start"])}</output>{_bars(payload)}'
        f"<dl>{scenarios}</dl>{note}"
        f'<script type="application/json">{json_in_script(known)}</script></div>'
    )


def _bars(payload: dict) -> str:
    """The table that the model fills, with its rows at the start; for those with scripts only, like
    the controls."""
    if not payload["bars"]:
        return ""
    first, second = map(escape, payload["bars"])
    rows = "".join(
        f'<tr><th scope="row">{escape(label)}</th><td><span class="sb-words">{escape(words)}</span>'
        '<span class="sb-track"><span class="sb-bar" '
        f'style="inline-size:{100 * share:.6g}%"></span></span></td></tr>'
        for label, words, share in payload["rows"]
    )
    return (
        f'<table class="sb-bars sb-js"><thead><tr><th scope="col">{first}</th><th '
        f'scope="col">{second}</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def params_html(params: list[dict], anchor: str) -> str:
    """The controls of a figure's parameters, "" where it has none.

    `params` is what `params_of` found, `anchor` the figure's id. They stand inside the figure,
    above the picture.
    """
    if not params:
        return ""
    controls = "".join(_control(param, f"{anchor}-param-{i}") for i, param in enumerate(params))
    return (
        f'<div class="sb-params sb-js" id="{anchor}-params" role="group" aria-label="Controls of '
        'the chart">'
        f'<div class="sb-controls">{controls}<div class="sb-buttons">'
        '<button type="button" class="sb-button" data-do="reset">Start again</button>'
        '<span class="sb-status" role="status"></span></div></div></div>'
    )


def params_of(spec: dict) -> list[dict]:
    """The parameters of a figure's specification that are bound to an input, in their order, as
    controls.

    A chart declares them with Altair:
    `alt.param(name="reach", value=1500, bind=bound)` with
    `bound = alt.binding_range(min=500, max=3000, step=100, name="Reach (km)")`,
    and `chart.add_params(reach)`. The binding's `name` is the label, for a range with the unit in
    brackets at its end; `binding_select` and `binding_radio` take `options` and `labels`. Bindings
    to scales and legends belong to the chart itself and are left to it. Raises FigureError where a
    control lacks its label, its bounds or a start that it can show, where it is of another kind,
    and where the narrow layout has others.
    """
    found = [_param(param) for param in spec.get("params", []) if _bound(param)]
    narrow = spec.get("usermeta", {}).get("shieldbook", {}).get("narrow")
    if (
        narrow is not None
        and [_param(param) for param in narrow.get("params", []) if _bound(param)] != found
    ):
        raise FigureError("the wide and the narrow layout of the chart have different controls")
    return found


def _bound(param: dict) -> bool:
    """Whether a parameter is bound to an input of the page. Raises FigureError for a selection that
    is."""
    bind = param.get("bind")
    inputs = isinstance(bind, dict) and "legend" not in bind
    if inputs and "select" in param:
        raise FigureError(
            f"the selection {param['name']!r} is bound to an input: bind an "
            "alt.param, and filter by it"
        )
    return inputs


def _param(param: dict) -> dict:
    name, bind, start = param["name"], param["bind"], param.get("value")
    kind = bind.get("input")
    given = (bind.get("name") or "").strip().rstrip(":")
    if not given:
        raise FigureError(f"the control {name!r} lacks a label: give its binding a name")
    parts = UNIT.match(given) if kind == "range" else None
    label, unit = (parts["label"], parts["unit"]) if parts else (given, "")
    control = {
        "name": name,
        "label": label,
        "kind": kind,
        "unit": unit,
        "start": start,
        "low": None,
        "high": None,
        "step": None,
        "choices": [],
        "ask": "",
        "hint": "",
    }
    if kind == "range":
        if bind.get("min") is None or bind.get("max") is None or not _number(start):
            raise FigureError(f"the control {name!r} needs min, max and a value")
        if not bind["min"] <= start <= bind["max"]:
            raise FigureError(f"the control {name!r} begins outside its bounds")
        return {**control, "low": bind["min"], "high": bind["max"], "step": bind.get("step", 1)}
    if kind == "checkbox":
        return {**control, "start": bool(start)}
    if kind not in ("select", "radio"):
        raise FigureError(f"the control {name!r} is of a kind that the page does not have: {kind}")
    options = bind["options"]
    labels = bind.get("labels") or ["none" if option is None else str(option) for option in options]
    if start not in options or len(labels) != len(options):
        raise FigureError(
            f"the control {name!r} needs a value among its options, and a label for each of them"
        )
    return {**control, "choices": [list(pair) for pair in zip(labels, options, strict=True)]}


def _number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _control(control: dict, ident: str) -> str:
    """One control with its label. Numbers carry a read-out; days say what may be chosen."""
    body = {
        "range": _range,
        "date": _date,
        "select": _select,
        "radio": _radio,
        "checkbox": _checkbox,
    }[control["kind"]]
    values = [value for _, value in control["choices"]]
    listed = f' data-values="{escape(json.dumps(values), quote=True)}"' if values else ""
    unit = f' data-unit="{escape(control["unit"], quote=True)}"' if control["unit"] else ""
    ask = f' data-ask="{escape(control["ask"], quote=True)}"' if control["ask"] else ""
    hint = (
        f'<span class="sb-hint" id="{ident}-hint">{escape(_hint(control))}</span>'
        if _hint(control)
        else ""
    )
    return (
        f'<div class="sb-control" data-name="{escape(control["name"], quote=True)}" '
        f'data-kind="{control["kind"]}"'
        f"{listed}{unit}{ask}>{body(control, ident)}{hint}</div>"
    )


def _hint(control: dict) -> str:
    return control["hint"] or (control["ask"] if control["kind"] == "date" else "")


def _described(control: dict, ident: str) -> str:
    return f' aria-describedby="{ident}-hint"' if _hint(control) else ""


def _label(control: dict, ident: str) -> str:
    return f'<label for="{ident}">{escape(control["label"])}</label>'


def quantity(value: float, unit: str) -> str:
    """A number as the page says it: separators and unit where it has a unit, bare (a year, say)
    where it has none.

    A unit that is a noun in the plural is in the singular after 1. `say.quantity` in controls.js
    does the same.
    """
    whole = int(value) if isinstance(value, float) and value.is_integer() else value
    if not unit:
        return f"{whole}"
    return f"{whole:,} {PLURAL.sub(lambda plural: plural[1], unit) if whole == 1 else unit}"


def _range(control: dict, ident: str) -> str:
    said = escape(quantity(control["start"], control["unit"]), quote=True)
    longest = max((quantity(control[end], control["unit"]) for end in ("low", "high")), key=len)
    return (
        f'{_label(control, ident)}<span class="sb-slide"><input type="range" id="{ident}" '
        f'min="{control["low"]}" '
        f'max="{control["high"]}" step="{control["step"]}" value="{control["start"]}" '
        f'aria-valuetext="{said}" '
        f'autocomplete="off"{_described(control, ident)}>'
        f'<output for="{ident}" aria-live="off" '
        f'style="min-width:{len(longest)}ch">{said}</output></span>'
    )


def _date(control: dict, ident: str) -> str:
    low, high, start = (escape(str(control[part]), quote=True) for part in ("low", "high", "start"))
    return (
        f'{_label(control, ident)}<input type="date" id="{ident}" min="{low}" max="{high}" '
        f'value="{start}" '
        f'required autocomplete="off"{_described(control, ident)}>'
    )


def _select(control: dict, ident: str) -> str:
    options = "".join(
        "<option "
        f'value="{i}"{" selected" if value == control["start"] else ""}>{escape(label)}</option>'
        for i, (label, value) in enumerate(control["choices"])
    )
    return (
        f'{_label(control, ident)}<select id="{ident}" '
        f'autocomplete="off"{_described(control, ident)}>'
        f"{options}</select>"
    )


def _radio(control: dict, ident: str) -> str:
    choices = "".join(
        f'<label class="sb-choice"><input type="radio" name="{ident}" id="{ident}-{i}" '
        'autocomplete="off"'
        f"{' checked' if value == control['start'] else ''}><span>{escape(label)}</span></label>"
        for i, (label, value) in enumerate(control["choices"])
    )
    return (
        "<fieldset "
        f'class="sb-option"{_described(control, ident)}><legend>{escape(control["label"])}</legend>'
        f'<div class="sb-choices">{choices}</div></fieldset>'
    )


def _checkbox(control: dict, ident: str) -> str:
    checked = " checked" if control["start"] else ""
    return (
        f'<label class="sb-choice"><input type="checkbox" id="{ident}" '
        f'autocomplete="off"{checked}'
        f"{_described(control, ident)}><span>{escape(control['label'])}</span></label>"
    )
