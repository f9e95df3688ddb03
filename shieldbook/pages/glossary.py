"""The glossary as a page."""

from __future__ import annotations

from typing import Any

from shieldbook.pages.markup import generated, line, read_in, text
from shieldbook.tables.cells import SOURCE


def glossary(terms: Any) -> str:
    """The terms in the order of the alphabet, each under its own anchor, which chapters link to."""
    rows = terms.to_dict("records")
    parts = [
        "# Glossary\n",
        generated("data/glossary.csv"),
        "Terms that the chapters use without explaining them each time. Where the meaning was "
        "read somewhere, the source is named; "
        "the other terms are this book's own, and the [codebook](codebook.md) has their rules.\n",
    ]
    for row in sorted(rows, key=lambda row: row["term"].lower()):
        match = SOURCE.fullmatch(row["source"])
        source = f" {read_in(match)}." if match else ""
        parts.append(f"({row['id']})=\n{text(row['term'])}\n: {line(row['meaning'])}{source}\n")
    return "\n".join(parts)
