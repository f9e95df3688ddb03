"""What the cells of a notebook send out, and every word of it that meets a reader."""

import ast
import functools

import altair as alt
import pandas as pd

from shieldbook.display import table_payload
from shieldbook.explorers.desk import ClassCodings, Desk
from shieldbook.explorers.explorer import Explorer
from shieldbook.explorers.grid import Grid
from shieldbook.seminar import Exercise, Items
from support.notebooks import code_of, tags

# The line of the source is left out: it names tables of the data on purpose.
TITLES = ("title", "subtitle", "description", "caption")
SEEN = ("text", "tooltip", "x", "y", "row", "column", "facet")


@functools.cache
def outputs(path):
    """What each cell of a notebook ends in, by the cell's place; proofs are left out."""
    names, found = {}, {}
    for place, cell in code_of(path):
        if "proof" in tags(cell):
            continue
        tree = ast.parse(cell.source)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, f"{path.name}[{place}]", "exec"), names)
        if last is not None:
            shown = compile(ast.Expression(last.value), f"{path.name}[{place}]", "eval")
            found[place] = eval(shown, names)
    return found


def words_of(value):
    """The words of an output, each with where it stands: ("head of a table", "Claim"). A cell of a
    table names its head too."""
    if isinstance(value, pd.DataFrame):
        yield from of_table(table_payload(value, **value.attrs["shieldbook"]))
    elif isinstance(value, Grid):
        yield from of_grid(value.payload())
    elif isinstance(value, Explorer):
        yield from of_explorer(value.payload())
    elif isinstance(value, Exercise):
        yield from of_exercise(value.payload())
    elif isinstance(value, Desk | ClassCodings):
        yield from of_desk(value.payload())
    elif isinstance(value, Items):
        yield from of_items(value.payload())
    elif isinstance(value, alt.TopLevelMixin):
        yield from of_figure(value.to_dict(), value.to_dict()["usermeta"]["shieldbook"])
    elif value is not None:
        raise TypeError(f"nobody reads a {type(value).__name__} yet")


def of_table(payload):
    """Caption, note, heads and cells that are not hidden."""
    yield "caption", payload["caption"]
    yield "note", payload["note"]
    for n, column in enumerate(payload["columns"]):
        if column["name"] in payload["hidden"]:
            continue
        yield "head", column["name"]
        for row in payload["rows"]:
            yield f"cell of {column['name']}", row[n]


def of_controls(controls):
    for control in controls:
        yield "control", control["label"]
        for words, _ in control["choices"]:
            yield "choice", words


def of_grid(payload):
    """Question, controls, and every answer with its table and picture."""
    yield "question", payload["question"]
    yield from of_controls(payload["controls"])
    for state in payload["states"]:
        yield "answer", state["answer"]
        if state["table"]:
            yield from of_table(state["table"])
        if state["chart"]:
            yield from of_figure(state["chart"], state["chart"]["usermeta"]["shieldbook"])


def of_explorer(payload):
    """Question, controls, scenarios with their answers, and the bars at the start."""
    for place in ("question", "note", "start"):
        yield place, payload[place]
    yield from of_controls(payload["controls"])
    for scenario in payload["scenarios"]:
        yield "scenario", scenario["label"]
        yield "answer", scenario["answer"]
    yield from (("head", head) for head in payload["bars"] or ())
    for label, told, _ in payload["rows"]:
        yield "bar", label
        yield "bar", told


def of_exercise(payload):
    """The task, what is needed, hints and answer."""
    for place in ("title", "task", "needs", "answer"):
        yield place, payload[place]
    yield from (("hint", hint) for hint in payload["hints"])


def of_desk(payload):
    """What a coder reads of packs, fields and values; not a claim's `because`, in which the coders
    of the book speak of its codes."""
    yield "question", payload["question"]
    for pack in payload["packs"]:
        yield from (("pack", pack[name]) for name in ("title", "text", "side", "note"))
        for claim in pack["claims"]:
            yield from (("claim", claim[name]) for name in ("where", "handle", "claim"))
    for field in payload["fields"]:
        yield "field", field["question"]
        yield from (("value", value["label"]) for value in field["values"])


def of_items(payload):
    """Each question with its options and what is said to them."""
    for item in payload["items"]:
        yield "question", item["question"]
        yield "held by", item["held"]
        for option in item["options"]:
            yield "option", option["text"]
            yield "feedback", option["feedback"]


def of_figure(spec, meta):
    """The words around a picture, the table behind it, and what stands in both drawings."""
    for place in TITLES:
        yield place, meta[place]
    yield from of_table(meta["table"])
    for drawing in (spec, meta["narrow"]):
        yield from of_drawing(drawing)


def of_drawing(spec):
    """Titles of axes and tooltips, labels of controls, and all values of the fields that are
    drawn as words or name a place on an axis."""
    fields = set()
    for node in nodes(spec):
        if "bind" in node:
            bind = node["bind"] if isinstance(node["bind"], dict) else {}
            yield "control", bind.get("name", "")
            told = bind.get("labels") or bind.get("options") or ()
            yield from (("choice", str(one)) for one in told)
        for channel in SEEN:
            drawn = node.get("encoding", {}).get(channel, ())
            for one in drawn if isinstance(drawn, list) else [drawn]:
                if not isinstance(one, dict) or not reads(one, channel):
                    continue
                fields.add(one["field"])
                title = one.get("title") or (one.get("axis") or {}).get("title") or ""
                yield f"title of {channel}", title
    for node in nodes(spec):
        rows = node.get("values", ())
        yield from of_rows(rows if isinstance(rows, list) else (), fields)
    for rows in spec.get("datasets", {}).values():
        yield from of_rows(rows, fields)


def reads(channel, name):
    """Whether a reader sees the values of a field in a channel."""
    quiet = name in ("x", "y") and channel.get("axis", True) is None
    return bool(channel.get("field")) and not quiet


def of_rows(rows, fields):
    for row in rows:
        if isinstance(row, dict):
            yield from (
                (f"mark by {field}", row[field])
                for field in fields & row.keys()
                if isinstance(row[field], str)
            )


def nodes(part):
    """Every object inside a specification, the data left out."""
    if isinstance(part, dict):
        yield part
        for name, inner in part.items():
            if name not in ("datasets", "usermeta"):
                yield from nodes(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from nodes(inner)
