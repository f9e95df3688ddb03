"""The data dictionary: every table with every column it has, from the contract."""

from __future__ import annotations

import re
from collections.abc import Mapping

from shieldbook.pages import markup
from shieldbook.pages.readme import _codes
from shieldbook.phrases import counted
from shieldbook.tables.contract import Contract, Field, Table
from shieldbook.tables.rules.coding import CODED_COLUMNS

_STATE = re.compile(r"[A-Z]{3}")
_TYPES = {"string": "text", "integer": "whole number", "number": "number", "date": "date"}


def dictionary(contract: Contract, tables: Mapping) -> str:
    """The page: every table of the contract, then the codes of states."""
    states = sorted(
        {
            code
            for table in contract.tables.values()
            for field in table.fields
            for code in _states(field)
        }
    )
    parts = [
        "# Data dictionary\n",
        markup.generated("data/datapackage.json"),
        f"{counted(len(contract.tables), 'table')}, with every column they have. Where a column "
        "holds codes, its entry "
        "leads to the codebook. An empty cell means not given. A date marked EDTF is a day, a "
        "month or a year, or a span "
        "of two of them (`1999-09-02/1999-09-05`), or some day between two "
        "(`[1999-09-02..1999-09-05]`); `~` behind it means "
        "about, `?` uncertain.\n",
    ]
    parts += [
        _dictionary_entry(table, len(tables[table.name])) for table in contract.tables.values()
    ]
    if states:
        parts.append("(state-codes)=\n## State codes\n")
        parts.append(f"ISO 3166 alpha-3, and SUN for the Soviet Union: {_codes(states)}.\n")
    return "\n".join(parts)


def _states(field: Field) -> tuple[str, ...]:
    """The codes of a field whose codes are all states, else none."""
    return field.enum if field.enum and all(_STATE.fullmatch(code) for code in field.enum) else ()


def _dictionary_entry(table: Table, rows: int) -> str:
    facts = [f"File {markup.code(table.path)}, {counted(rows, 'row')}"]
    if table.primary_key:
        facts.append(f"key {' + '.join(markup.code(name) for name in table.primary_key)}")
    keys = [
        f"{' + '.join(map(markup.code, key.fields))} stands in {markup.table_link(key.table)}"
        for key in table.foreign_keys
    ]
    columns = [
        (
            markup.code(field.name, True),
            markup.text(field.description),
            _type(field),
            markup.text(field.unit),
            _allowed(table, field),
        )
        for field in table.fields
    ]
    return "\n".join(
        [
            f"({markup.anchor('table', table.name)})=",
            f"## {markup.text(table.title)} ({markup.code(table.name)})\n",
            markup.line(table.description) + "\n",
            "; ".join(facts) + ".\n",
            *(["; ".join(keys) + ".\n"] if keys else []),
            ":::{table}\n:widths: 20 36 12 10 22\n",
            markup.table(("Column", "Meaning", "Type", "Unit", "Allowed"), columns) + ":::\n",
        ]
    )


def _type(field: Field) -> str:
    if field.edtf:
        return "date (EDTF)"
    return "source" if field.source else _TYPES[field.type]


def _allowed(table: Table, field: Field) -> str:
    rules = [
        name for name, holds in (("required", field.required), ("unique", field.unique)) if holds
    ]
    coded = codebook_field(table, field)
    if coded:
        rules.append(f"[codes](#{markup.anchor('codes', coded)})")
    elif _states(field):
        rules.append("[state codes](#state-codes)")
    elif field.enum:
        rules.append("one of " + ", ".join(markup.code(code, True) for code in field.enum))
    if field.pattern:
        rules.append(f"pattern {markup.code(field.pattern, True)}")
    limits = (("from", field.minimum), ("to", field.maximum))
    rules += [f"{word} {limit:g}" for word, limit in limits if limit is not None]
    if field.max_words is not None:
        rules.append(f"at most {counted(field.max_words, 'word')}")
    return "; ".join(rules)


def codebook_field(table: Table, field: Field) -> str | None:
    """Name under which the codebook explains the codes of a column, or None."""
    if field.name == "confidence":
        return "confidence"
    return next(
        (name for name, columns in CODED_COLUMNS.items() if (table.name, field.name) in columns),
        None,
    )
