"""The people as a page: everybody whom the chapters may name, with their offices."""

from __future__ import annotations

from typing import Any

from shieldbook.analysis.people import people as rows_of
from shieldbook.pages.markup import generated, line, read_in, text
from shieldbook.tables.cells import SOURCE

ELSEWHERE = "Writers and others"


def people(actors: Any, offices: Any) -> str:
    """Everybody, by country and family name, each under their own anchor, which chapters link
    to."""
    parts = [
        "# People\n",
        generated("data/actors.csv and data/record/offices.csv"),
        "Everybody whom the chapters name or whose words the data hold, by country and by family "
        "name, with the offices that matter here and the years in office. "
        "Until January 2007 Japan had a [Defence Agency](glossary.md#defence-agency) "
        "in place of a ministry; its head is called defence minister here.\n",
    ]
    country = None
    for row in rows_of(actors, offices).to_dict("records"):
        if row["country"] != country:
            country = row["country"]
            parts.append(f"## {text(country or ELSEWHERE)}\n")
        parts.append(f"({row['id']})=\n{text(row['name'])}\n: {_entry(row)}\n")
    return "\n".join(parts)


def _entry(row: dict) -> str:
    """What is said of somebody, in sentences, and where it was read."""
    told = [part.rstrip(".") + "." for part in (row["description"], row["note"]) if part]
    sources = [
        read_in(match) for match in map(SOURCE.fullmatch, row["sources"].split(" | ")) if match
    ]
    read = f" {'; '.join(sources)}." if sources else ""
    return f"{line(' '.join(told))}{read}"
