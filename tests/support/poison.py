"""Hostile strings in every text column of the frames, planted after loading.

A copy of the package calls `poisoned` on its own `load`; see test_hostile.py. Only pandas and the
contract are used, for this runs in the kernels of a build.
"""

from __future__ import annotations

import json
import re

# A cell begins with one of these, in turn; the others stand in every cell.
FORMULAE = ('=HYPERLINK("http://evil.example","x")', "-2+3+cmd|' /C calc'!A0", "+1+1", "@SUM(1,2)")
HOSTILE = {
    "formula": FORMULAE[0],
    "closing script": "</script><script>window.pwned=1</script>",
    "image": '<img src=x onerror="window.pwned=1">',
    "breaking out": '"><svg onload="window.pwned=1">',
    "single quotes": "' onfocus='window.pwned=1' autofocus='",
    "comment": "<!-- --></style></title></textarea>",
    "separators": "one\u2028two\u2029three",
    "right to left": "left\u200f\u202eright\u2069",
    "template": "{{7*7}} ${window.pwned=1} {%raw%}",
    "entity": "&lt;b&gt; &#60;script&#62;",
    "address": "javascript:window.pwned=1",
}
LONG = ("ten thousand characters " * 417)[:10_000]
SOURCE = re.compile(r"([a-z0-9-]+)\[(.+)\]")

# Text by type, codes by use: the agreement statistics compute with them.
CODES = {("codings", "value"), ("adjudications", "value"), ("text_codings", "value")}
# A label stands in every row of many tables: of ten thousand characters, it would fill the page.
REPEATED = {("codebook", "label")}


def text_columns(contract: dict, name: str) -> dict[str, bool]:
    """The columns of a table that hold free text, and whether each is a source (`key[where]`, only
    where is free)."""
    schema = next(item for item in contract["resources"] if item["name"] == name)["schema"]
    keys = set(schema.get("primaryKey", []))
    for key in schema.get("foreignKeys", []):
        keys |= {key["fields"]} if isinstance(key["fields"], str) else set(key["fields"])
    columns = {field["name"] for field in schema["fields"]}
    # What names a row of another table is a key, though of a table that the row beside it chooses.
    keys |= {"row"} if {"table", "row"} <= columns else set()
    found = {}
    for field in schema["fields"]:
        limits, own = field.get("constraints", {}), field.get("shieldbook", {})
        free = (
            field["type"] == "string"
            and not limits.keys() & {"enum", "pattern"}
            and not own.get("edtf")
        )
        if free and field["name"] not in keys and (name, field["name"]) not in CODES:
            found[field["name"]] = bool(own.get("source"))
    return found


def hostile_cell(text: str, row: int, longer: bool, source: bool) -> str:
    """A cell with every hostile string and its own text, 10,000 characters `longer` or not."""
    venom = " ".join([FORMULAE[row % len(FORMULAE)], *HOSTILE.values()])
    venom += f" {LONG}" if longer else ""
    if not source:
        return f"{venom} {text}"
    found = SOURCE.fullmatch(text)
    return f"{found[1]}[{venom} {found[2]}]" if found else text


def poisoned(load, find_data):
    """A `load` whose frames are poisoned; every fortieth cell of a column, and the
    last, is long."""

    def load_poisoned(name, data=None):
        frame = load(name, data)
        contract = json.loads((find_data(data) / "datapackage.json").read_text(encoding="utf-8"))
        for column, source in text_columns(contract, name).items():
            cells = frame[column]
            long = {*range(3, len(frame), 40), len(frame) - 1}
            if (name, column) in REPEATED:
                long = set()
            frame[column] = [
                cell and hostile_cell(cell, row, row in long, source)
                for row, cell in enumerate(cells)
            ]
            frame[column] = frame[column].astype(object)
        return frame

    return load_poisoned
