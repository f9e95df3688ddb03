"""Controls of the published page, all without a kernel: grids of states, explorers, parameters of
charts.

Grids work without JavaScript. The other two show their controls only where scripts run (`sb-js`),
and always show what was computed at build. Everything that comes from data is escaped here. A
control arrives as the plain JSON that `shieldbook.controls.Control.payload` makes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from html import escape

from shieldbook.controls import Control
from shieldbook.display import json_in_script
from shieldbook.publish.address import Place
from shieldbook.publish.figures.attributes import attribute
from shieldbook.publish.figures.html import picture
from shieldbook.publish.figures.tables import table_html

PLURAL = re.compile(r"^([a-z]{3,})s$")
TOP = Place()
STATUS = '<span class="sb-status" role="status"></span>'


def states_html(payload: dict, number: int, place: Place = TOP) -> str:
    """A `Grid`: radio buttons for each option and one panel a setting, chosen by the style sheet
    alone.

    `payload` is what `shieldbook.explorers.Grid` made; `number` tells the explorers of a page
    apart. In print, and in browsers that do not know `:has()`, all panels stand one under another
    with their settings as headings.
    """
    name = f"states-{number}"
    controls = payload["controls"]
    rules, choices = [], ""
    for i, control in enumerate(controls):
        choices += _radio(control, f"{name}-{i}")
        for j in range(len(control["choices"])):
            rules.append(f"#{name}:has(#{name}-{i}-{j}:checked)>.sb-state:not(.o{i}-{j})")
    panels = "".join(_panel(state, controls, name, place) for state in payload["states"])
    return (
        f'<div class="sb-states" id="{name}" role="group" aria-labelledby="{name}-question">'
        f"<style>@media screen{{{','.join(rules)}{{display:none}}}}</style>"
        f'<p class="sb-question" id="{name}-question">{escape(payload["question"])}</p>{choices}'
        f'<p class="sb-said sb-unseen" role="status"></p>{panels}</div>'
    )


def _panel(state: dict, controls: list[dict], name: str, place: Place) -> str:
    ident = "-".join([name, "at", *map(str, state["at"])])
    places = " ".join(f"o{i}-{j}" for i, j in enumerate(state["at"]))
    told = []
    for control, j in zip(controls, state["at"], strict=True):
        label, _ = control["choices"][j]
        told.append(f"{control['label']}: {label}")
    setting = "; ".join(told)
    chart = _still(state["chart"], ident) if state["chart"] else ""
    table = ""
    if state["table"]:
        table = table_html(state["table"], f"{ident}-table", place, csv_link=False)
    return (
        f'<div class="sb-state {places}"><p class="sb-setting">{escape(setting)}</p>'
        f'<p class="sb-answer">{escape(state["answer"])}</p>{chart}{table}</div>'
    )


def _still(spec: dict, ident: str) -> str:
    """The picture of one state: titled, described and sourced like a figure, without a number and
    without scripts."""
    meta = spec["usermeta"]["shieldbook"]
    return (
        f'<figure class="sb-still"><p class="sb-title">{escape(meta["title"])}</p>'
        f"{picture(spec, ident)}<figcaption>{escape(meta['caption'])} "
        f'<span class="sb-source">Source: {escape(meta["source"])}</span></figcaption></figure>'
    )


def explorer_html(payload: dict, number: int) -> str:
    """An `Explorer`: its controls and the answer where scripts run, and everywhere the named
    scenarios with their answers.

    `payload` is what `shieldbook.explorers` made. Where its `known` names a model, the page has to
    load `_static/models/<model>.js`.
    """
    name = f"explorer-{escape(payload['name'], quote=True)}-{number}"
    controls = _controls(payload["controls"], name)
    scenarios = "".join(_scenario(told, i) for i, told in enumerate(payload["scenarios"]))
    note = f'<p class="sb-hint">{escape(payload["note"])}</p>' if payload["note"] else ""
    values = [scenario["values"] for scenario in payload["scenarios"]]
    known = json_in_script({**payload["known"], "scenarios": values}, sort_keys=True)
    return (
        f'<div class="sb-explorer" id="{name}" role="group" tabindex="-1" '
        f'aria-labelledby="{name}-question">'
        f'<p class="sb-question" id="{name}-question">{escape(payload["question"])}</p>'
        f'<div class="sb-controls sb-js">{controls}<div class="sb-buttons">'
        '<button type="button" class="sb-button" data-do="reset">Start again</button>'
        '<button type="button" class="sb-button" data-do="link">Link to this setting</button>'
        f"{STATUS}</div></div>"
        f'<output class="sb-answer sb-js" aria-live="polite">{escape(payload["start"])}</output>'
        f"{_bars(payload)}<dl>{scenarios}</dl>{note}"
        f'<script type="application/json">{known}</script></div>'
    )


def _scenario(scenario: dict, place: int) -> str:
    """A named scenario with its answer, and for those with scripts a button that sets it."""
    label = escape(scenario["label"])
    return (
        f'<div class="sb-scenario"><dt>{label}</dt><dd>{escape(scenario["answer"])} '
        f'<button type="button" class="sb-button sb-js" data-scenario="{place}">Set'
        f'<span class="sb-unseen"> the controls to: {label}</span></button></dd></div>'
    )


def _bars(payload: dict) -> str:
    """The table that the answers fill, with its rows at the start; for those with scripts only,
    like the controls."""
    if not payload["bars"]:
        return ""
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in payload["bars"])
    rows = "".join(
        f'<tr><th scope="row">{escape(label)}</th><td><span class="sb-words">{escape(words)}</span>'
        '<span class="sb-track"><span class="sb-bar" '
        f'style="inline-size:{100 * share:.6g}%"></span></span></td></tr>'
        for label, words, share in payload["rows"]
    )
    return (
        f'<table class="sb-bars sb-js"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
    )


def params_html(params: Sequence[Control], anchor: str) -> str:
    """The controls of a figure's parameters, "" where it has none.

    `params` is what `params_of` found, `anchor` the figure's id. They stand inside the figure,
    above the picture.
    """
    if not params:
        return ""
    controls = _controls([param.payload() for param in params], f"{anchor}-param")
    return (
        f'<div class="sb-params sb-js" id="{anchor}-params" role="group" '
        'aria-label="Controls of the chart">'
        f'<div class="sb-controls">{controls}<div class="sb-buttons">'
        '<button type="button" class="sb-button" data-do="reset">Start again</button>'
        f"{STATUS}</div></div></div>"
    )


def quantity(value: float, unit: str) -> str:
    """A number as the page says it: separators and unit where it has a unit, bare (a year, say)
    where it has none.

    A unit that is a noun in the plural is in the singular after 1. `say.quantity` in controls.js
    does the same.
    """
    whole = int(value) if isinstance(value, float) and value.is_integer() else value
    if not unit:
        return str(whole)
    if whole == 1:
        unit = PLURAL.sub(r"\1", unit)
    return f"{whole:,} {unit}"


def _controls(controls: list[dict], name: str) -> str:
    return "".join(_control(control, f"{name}-{i}") for i, control in enumerate(controls))


def _control(control: dict, ident: str) -> str:
    """One control with its label, as the script finds it. Numbers carry a read-out; days say what
    may be chosen, for theirs is the one input that can be left empty."""
    values = [value for _, value in control["choices"]]
    asked = {
        "name": control["name"],
        "kind": control["kind"],
        "values": json.dumps(values) if values else "",
        "unit": control["unit"],
        "ask": control["ask"] if control["kind"] == "date" else "",
    }
    marks = "".join(attribute(f"data-{name}", value) for name, value in asked.items())
    hint = _hint(control)
    told = f'<span class="sb-hint" id="{ident}-hint">{escape(hint)}</span>' if hint else ""
    body = WRITERS[control["kind"]](control, ident)
    return f'<div class="sb-control"{marks}>{body}{told}</div>'


def _hint(control: dict) -> str:
    return control["hint"] or (control["ask"] if control["kind"] == "date" else "")


def _described(control: dict, ident: str) -> str:
    return f' aria-describedby="{ident}-hint"' if _hint(control) else ""


def _label(control: dict, ident: str) -> str:
    return f'<label for="{ident}">{escape(control["label"])}</label>'


def _range(control: dict, ident: str) -> str:
    low, high, start = (quantity(control[at], control["unit"]) for at in ("low", "high", "start"))
    said = escape(start, quote=True)
    longest = max(low, high, key=len)
    return (
        f'{_label(control, ident)}<span class="sb-slide"><input type="range" id="{ident}" '
        f'min="{control["low"]}" max="{control["high"]}" step="{control["step"]}" '
        f'value="{control["start"]}" aria-valuetext="{said}" autocomplete="off"'
        f'{_described(control, ident)}><output for="{ident}" aria-live="off" '
        f'style="min-width:{len(longest)}ch">{said}</output></span>'
    )


def _date(control: dict, ident: str) -> str:
    ends = {"min": control["low"], "max": control["high"], "value": control["start"]}
    given = "".join(attribute(name, value) for name, value in ends.items())
    return (
        f'{_label(control, ident)}<input type="date" id="{ident}"{given} required '
        f'autocomplete="off"{_described(control, ident)}>'
    )


def _select(control: dict, ident: str) -> str:
    options = "".join(
        f'<option value="{i}"{" selected" if value == control["start"] else ""}>'
        f"{escape(label)}</option>"
        for i, (label, value) in enumerate(control["choices"])
    )
    return (
        f'{_label(control, ident)}<select id="{ident}" autocomplete="off"'
        f"{_described(control, ident)}>{options}</select>"
    )


def _radio(control: dict, ident: str) -> str:
    choices = "".join(
        f'<label class="sb-choice"><input type="radio" name="{ident}" id="{ident}-{i}" '
        f'autocomplete="off"{" checked" if value == control["start"] else ""}>'
        f"<span>{escape(label)}</span></label>"
        for i, (label, value) in enumerate(control["choices"])
    )
    return (
        f'<fieldset class="sb-option"{_described(control, ident)}>'
        f"<legend>{escape(control['label'])}</legend>"
        f'<div class="sb-choices">{choices}</div></fieldset>'
    )


def _checkbox(control: dict, ident: str) -> str:
    checked = " checked" if control["start"] else ""
    return (
        f'<label class="sb-choice"><input type="checkbox" id="{ident}" autocomplete="off"{checked}'
        f"{_described(control, ident)}><span>{escape(control['label'])}</span></label>"
    )


WRITERS = {
    "range": _range,
    "date": _date,
    "select": _select,
    "radio": _radio,
    "checkbox": _checkbox,
}
