"""What an explorer's page knows, read as its scripts read it."""

from __future__ import annotations

import importlib
import json
import re

from shieldbook.controls import Control, settings
from shieldbook.explorers.answers import PLACE
from shieldbook.explorers.sieve import BETWEEN


def unfolded(known: dict) -> list[dict]:
    """The answers that a page reads out of what `compact` made, as controls.js does it."""
    found = []
    for row in known["of"]:
        text, *numbers = (column[row] for column in known["columns"])
        left = iter(numbers)
        whole = re.sub(PLACE, lambda _, left=left: json.dumps(next(left)), known["texts"][text])
        found.append(json.loads(whole))
    return found


def controls_of(payload: dict) -> list[Control]:
    """The controls of an explorer, from what its page is given."""
    return [
        Control(
            **{name: value for name, value in one.items() if name not in ("ask", "choices")},
            choices=tuple(map(tuple, one["choices"])),
        )
        for one in payload["controls"]
    ]


def behind(payload: dict, values: dict, tables: dict[str, dict]) -> object:
    """What stands behind the sentence of an explorer at one setting: the model's findings, the rows
    of its bars, the words of its slots, or the keys of the table's rows that fit. `tables` are the
    page's own, by name."""
    known = payload["known"]
    if "model" in known:
        room = importlib.import_module(f"shieldbook.explorers.{known['model']}")
        return {**getattr(room, known["model"])(values, known["data"]), "answer": ""}
    if "answers" in known:
        at = list(settings(controls_of(payload))).index(values)
        found = unfolded(known["answers"])[at]
        return found if "sentence" in payload else found["rows"]
    return fitting(tables[known["table"]], known["sieve"], values)


def fitting(table: dict, sieve: dict, values: dict) -> list[str]:
    """The keys of the rows of a table that hold what is asked of its columns."""
    heads = [column["name"] for column in table["columns"]]
    rows = table["rows"]
    for facet in sieve["facets"]:
        asked, at = values.get(facet["name"]), heads.index(facet["column"])
        if asked and facet["several"]:
            rows = [row for row in rows if asked in row[at].split(BETWEEN)]
        elif asked:
            rows = [row for row in rows if asked == row[at]]
    return [row[heads.index(table["keys"])] for row in rows]
