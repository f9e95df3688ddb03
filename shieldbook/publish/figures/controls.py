"""Controls of the published page, all without a kernel: grids of states, explorers, sentences that
can be turned, parameters of charts.

Grids work without JavaScript. The others show their controls only where scripts run (`sb-js`),
and always show what was computed at build. Everything that comes from data is escaped here. A
control arrives as the plain JSON that `shieldbook.controls.Control.payload` makes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape

from shieldbook.controls import Control, quantity
from shieldbook.display import json_in_script
from shieldbook.publish.address import Place
from shieldbook.publish.figures.attributes import attribute, attributes
from shieldbook.publish.figures.html import picture
from shieldbook.publish.figures.tables import table_html
from shieldbook.tables.dates import in_words

TOP = Place()
# Which field of a control says what of an input.
INPUT = {"min": "low", "max": "high", "step": "step", "value": "start"}
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
    setting = "; ".join(map(_chosen, controls, state["at"]))
    chart = _still(state["chart"], ident) if state["chart"] else ""
    table = ""
    if state["table"]:
        table = table_html(state["table"], f"{ident}-table", place, csv_link=False)
    return (
        f'<div class="sb-state {places}"><p class="sb-setting">{escape(setting)}</p>'
        f'<p class="sb-answer">{escape(state["answer"])}</p>{chart}{table}</div>'
    )


def _chosen(control: dict, at: int) -> str:
    """One choice of a control in words."""
    label, _ = control["choices"][at]
    return f"{control['label']}: {label}"


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
        f"{_bars(payload)}<dl>{scenarios}</dl>{_note(payload)}"
        f'<script type="application/json">{known}</script></div>'
    )


def _note(payload: dict) -> str:
    return f'<p class="sb-hint">{escape(payload["note"])}</p>' if payload["note"] else ""


def _scenario(scenario: dict, place: int) -> str:
    """A named scenario with its answer, and for those with scripts a button that sets it."""
    label = escape(scenario["label"])
    return (
        f'<div class="sb-scenario"><dt>{label}</dt><dd><span>{escape(scenario["answer"])}</span> '
        f'<button type="button" class="sb-button sb-js" data-scenario="{place}">Set'
        f'<span class="sb-unseen"> the controls to: {label}</span></button></dd></div>'
    )


def sentence_html(payload: dict, number: int, figure: str = "") -> str:
    """A `Sentence`: its controls in the line where scripts run, and everywhere else the sentence at
    its start with the named scenarios under it.

    `payload` is what `shieldbook.explorers` made, `figure` the id of the figure whose parameters
    follow. An unseen twin with the longest words that the slots can hold keeps the box as high as
    it will ever be.
    """
    name = f"sentence-{escape(payload['name'], quote=True)}-{number}"
    told = payload["sentence"]
    controls = payload["controls"]
    line = _line(told, controls, name, told["words"])
    twin = _line(told, controls, "", told["longest"])
    known = {
        **payload["known"],
        "controls": [control["name"] for control in controls],
        "parts": told["parts"],
        "follows": told["follows"],
    }
    scenarios = "".join(
        f"<li><b>{escape(one['label'])}:</b> {escape(one['answer'])}</li>"
        for one in payload["scenarios"]
    )
    return (
        f'<div class="sb-sentence" id="{name}" role="group"'
        f"{attribute('aria-label', payload['question'])}{attribute('data-figure', figure)}>"
        f'<p class="sb-line">{line}</p><p class="sb-line sb-twin" aria-hidden="true">{twin}</p>'
        f'<output class="sb-unseen" aria-live="polite"></output>{STATUS}'
        f'<ul class="sb-settings">{scenarios}</ul>{_note(payload)}'
        f'<script type="application/json">{json_in_script(known, sort_keys=True)}</script></div>'
    )


def _line(told: dict, controls: list[dict], name: str, words: dict[str, str]) -> str:
    """The sentence with its controls; without a name, its twin with as much room in their place."""
    places = {control["name"]: i for i, control in enumerate(controls)}
    line = ""
    for kind, what in told["parts"]:
        if kind == "text":
            line += escape(what)
        elif kind == "found":
            line += f"<b{attribute('data-found', what)}>{escape(words[what])}</b>"
        else:
            place = places[what]
            line += _turned(controls[place], name and f"{name}-{place}")
    return line


def _turned(control: dict, ident: str) -> str:
    """One control in a line: the words that it stands for, and for those with scripts the control
    itself, as wide as the longest of them."""
    kind = "select" if control["choices"] else control["kind"]
    number, unit = _said(control, "start")
    words = next((label for label, own in control["choices"] if own == control["start"]), number)
    after = f'<span class="sb-unit sb-js">{escape(unit)}</span>' if unit else ""
    room = f'data-kind="{kind}" style="--sb-ch:{_longest(control)}"'
    if not ident:
        return f'<span class="sb-turn sb-js" {room}></span>{after}'
    marks = attributes(
        {
            "data-name": control["name"],
            "data-values": _values(control),
            "data-unit": control["unit"],
            "data-ask": control["ask"],
        }
    )
    return (
        f'<span class="sb-plain">{escape(words + unit)}</span>'
        f'<span class="sb-turn sb-js" {room}{marks}>{TURNED[kind](control, ident)}</span>{after}'
    )


def _values(control: dict) -> str:
    """The values that a control lists, as its script reads them; "" where it lists none."""
    values = [value for _, value in control["choices"]]
    return json.dumps(values) if values else ""


def _said(control: dict, at: str) -> tuple[str, str]:
    """A value of a control in words, and its unit with the space before it."""
    if control["kind"] == "date":
        return in_words(control[at]), ""
    if control["kind"] != "range":
        return "", ""
    number, space, unit = quantity(control[at], control["unit"]).partition(" ")
    return number, space + unit


def _longest(control: dict) -> int:
    """How many characters a control has to have room for."""
    if control["choices"]:
        return max(len(label) for label, _ in control["choices"])
    if control["kind"] == "date":
        return 10
    low, step = control["low"], control["step"]
    return max(len(f"{number}") for number in (low, control["high"], control["start"], low + step))


def _input(control: dict, *given: str) -> str:
    """The attributes of an input that say what may be chosen, and what is."""
    return attributes({name: control[INPUT[name]] for name in given})


def _in_line(control: dict, ident: str) -> str:
    """The attributes of a control that stands in a sentence: its label is not for the eye."""
    hint = attribute("aria-description", control["hint"])
    return f'id="{ident}"{attribute("aria-label", control["label"])}{hint} autocomplete="off"'


def _stepper(control: dict, ident: str) -> str:
    label, given = control["label"], _input(control, "min", "max", "step", "value")
    less, more = _step(label, -1, "Less", "\N{MINUS SIGN}"), _step(label, 1, "More", "+")
    return (
        f'{less}<input type="number" inputmode="decimal"{given} required '
        f"{_in_line(control, ident)}>{more}"
    )


def _step(label: str, way: int, word: str, sign: str) -> str:
    # By keyboard the arrow keys do what the two buttons do.
    return (
        f'<button type="button" class="sb-step" data-step="{way}" tabindex="-1"'
        f"{attribute('aria-label', f'{word}: {label}')}>{sign}</button>"
    )


def _date_in_line(control: dict, ident: str) -> str:
    given = _input(control, "min", "max", "value")
    return f'<input type="date"{given} required {_in_line(control, ident)}>'


def _select_in_line(control: dict, ident: str) -> str:
    return f"<select {_in_line(control, ident)}>{_options(control)}</select>"


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


def _controls(controls: list[dict], name: str) -> str:
    return "".join(_control(control, f"{name}-{i}") for i, control in enumerate(controls))


def _control(control: dict, ident: str) -> str:
    """One control with its label, as the script finds it. Numbers carry a read-out; days say what
    may be chosen, for theirs is the one input that can be left empty."""
    marks = attributes(
        {
            "data-name": control["name"],
            "data-kind": control["kind"],
            "data-values": _values(control),
            "data-unit": control["unit"],
            "data-ask": control["ask"] if control["kind"] == "date" else "",
        }
    )
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
    given, said = _input(control, "min", "max", "step", "value"), escape(start, quote=True)
    longest = max(low, high, key=len)
    return (
        f'{_label(control, ident)}<span class="sb-slide"><input type="range" id="{ident}"'
        f'{given} aria-valuetext="{said}" autocomplete="off"'
        f'{_described(control, ident)}><output for="{ident}" aria-live="off" '
        f'style="min-width:{len(longest)}ch">{said}</output></span>'
    )


def _date(control: dict, ident: str) -> str:
    given = _input(control, "min", "max", "value")
    return (
        f'{_label(control, ident)}<input type="date" id="{ident}"{given} required '
        f'autocomplete="off"{_described(control, ident)}>'
    )


def _select(control: dict, ident: str) -> str:
    return (
        f'{_label(control, ident)}<select id="{ident}" autocomplete="off"'
        f"{_described(control, ident)}>{_options(control)}</select>"
    )


def _options(control: dict) -> str:
    return "".join(
        f'<option value="{i}"{" selected" if value == control["start"] else ""}>'
        f"{escape(label)}</option>"
        for i, (label, value) in enumerate(control["choices"])
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
# The same, as they stand in a sentence.
TURNED = {"range": _stepper, "date": _date_in_line, "select": _select_in_line}
