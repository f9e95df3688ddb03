"""The codebook as a page: every code with its definition, examples and nearest neighbour."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from shieldbook.pages import markup
from shieldbook.tables.contract import Contract
from shieldbook.tables.rules.coding import CODED_COLUMNS, LISTED_COLUMNS

_CODEBOOK_PARTS = (
    ("In words", "label"),
    ("Definition", "definition"),
    ("Belongs", "include"),
    ("Does not belong", "exclude"),
    ("First example (invented)", "example_1"),
    ("Second example (invented)", "example_2"),
)


def codebook(head: str, contract: Contract, tables: Mapping) -> str:
    """The page: `head`, then every code, field by field in the order of the contract."""
    rows = tables["codebook"].to_dict("records")
    known = {(row["field"], row["code"]) for row in rows}
    origin = "data/codebook.csv, below a head in _codebook-head.md"
    parts = [head.rstrip("\n") + "\n", markup.generated(origin), "## The codes\n"]
    for name in _field_order(rows):
        parts.append(f"({markup.anchor('codes', name)})=\n### {markup.text(_spoken(name))}\n")
        order = _code_order(name, contract)
        own = {row["code"]: row for row in rows if row["field"] == name}
        ordered = sorted(own, key=lambda code: order.get(code, len(order)))
        parts += [_codebook_entry(own[code], known) for code in ordered]
    return "\n".join(parts)


def _spoken(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _field_order(rows: Iterable[Mapping]) -> list[str]:
    """Fields coded by judgement first, then those that list what there is, each in the order of
    the contract; the others by name."""
    found = sorted({row["field"] for row in rows})
    order = {name: place for place, name in enumerate((*CODED_COLUMNS, *LISTED_COLUMNS))}
    return sorted(found, key=lambda name: order.get(name, len(order)))


def _code_order(name: str, contract: Contract) -> dict[str, int]:
    """Places of the codes of a coded field, in the order in which the contract lists them."""
    for table, column in CODED_COLUMNS.get(name, ()):
        if table in contract.tables and column in contract.tables[table].columns:
            return {
                code: place for place, code in enumerate(contract.tables[table].field(column).enum)
            }
    return {}


def _codebook_entry(row: Mapping, known: set) -> str:
    parts = [
        f"({markup.anchor('code', row['field'], row['code'])})=\n#### {markup.code(row['code'])}\n"
    ]
    told = [(label, row[column]) for label, column in _CODEBOOK_PARTS if row[column]]
    parts += [f"{label}\n: {markup.line(text)}\n" for label, text in told]
    if row["nearest"]:
        parts.append(f"Nearest\n: {_nearest(row, known)}. {markup.text(row['tell'])}\n")
    return "\n".join(parts)


def _nearest(row: Mapping, known: set) -> str:
    """The nearest code, as a link where it has an entry."""
    shown = markup.code(row["nearest"])
    if (row["field"], row["nearest"]) not in known:
        return shown
    return f"[{shown}](#{markup.anchor('code', row['field'], row['nearest'])})"
