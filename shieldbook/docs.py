"""Pages generated from the contract and the tables: the data's README, the dictionary, the
codebook, the bibliography.

Everything that comes out of the data is text: whatever signs it holds, it can start no markup.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from . import backmatter, markup
from .bibliography import BIBLIOGRAPHY
from .contract import Contract, DataError, Field, Table, read_contract
from .phrases import counted
from .rules import CODED_COLUMNS
from .tables import load

ROOT = Path(__file__).resolve().parent.parent
README = "data/README.md"
DICTIONARY = "book/reference/data-dictionary.md"
CODEBOOK = "book/reference/codebook.md"
CODEBOOK_HEAD = "book/reference/_codebook-head.md"
SOURCES = "book/reference/bibliography.md"
GLOSSARY = "book/reference/glossary.md"
CORRECTIONS = "book/reference/corrections.md"
CHANGES = "book/reference/changes.md"

_STATE = re.compile(r"[A-Z]{3}")
_TYPES = {"string": "text", "integer": "whole number", "number": "number", "date": "date"}
_CODEBOOK_PARTS = (
    ("Definition", "definition"),
    ("Belongs", "include"),
    ("Does not belong", "exclude"),
    ("First example (invented)", "example_1"),
    ("Second example (invented)", "example_2"),
)


def generate(root: Path = ROOT) -> dict[str, str]:
    """The generated pages of the repository at `root`: text by path, relative to it; the same data
    give the same text.

    Raises one DataError where the contract, a table or the bibliography cannot be trusted.
    """
    contract = read_contract(root / "data")
    tables = {name: load(name, contract.folder) for name in contract.tables}
    head = root / CODEBOOK_HEAD
    title = head.read_text(encoding="utf-8") if head.is_file() else _placeholder_head()
    return {
        README: _readme(contract, tables),
        DICTIONARY: _dictionary(contract, tables),
        CODEBOOK: _codebook(title, contract, tables),
        SOURCES: backmatter.bibliography(contract, tables),
        GLOSSARY: backmatter.glossary(tables["glossary"]),
        CORRECTIONS: backmatter.corrections(tables["corrections"]),
        CHANGES: backmatter.changes(root / "CHANGELOG.md"),
    }


def drifted(root: Path = ROOT) -> list[str]:
    """Paths of the generated pages that are missing or differ from what the data would give now."""
    return [path for path, text in generate(root).items() if not _holds(root / path, text)]


def write(root: Path = ROOT) -> list[str]:
    """Write the pages that are missing or out of date and return their paths; a missing codebook
    head gets a title."""
    pages = generate(root)
    head = root / CODEBOOK_HEAD
    if not head.is_file():
        pages = {CODEBOOK_HEAD: _placeholder_head(), **pages}
    written = [path for path, text in pages.items() if not _holds(root / path, text)]
    for path in written:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(pages[path], encoding="utf-8", newline="\n")
    return written


def docs_command(args: Any) -> int:
    """`shieldbook docs [--check]`: write the generated pages, or with `args.check` only name those
    out of date.

    Returns 0 if they are now up to date, 1 if one has drifted or cannot be written, the data are
    refused, or this is no repository.
    """
    if not (ROOT / "book").is_dir():
        print(
            "docs: run this in a clone of the repository; an installed package has no pages",
            file=sys.stderr,
        )
        return 1
    try:
        changed = drifted(ROOT) if args.check else write(ROOT)
    except (DataError, OSError) as error:
        print(f"docs: {error}", file=sys.stderr)
        return 1
    for path in changed:
        print(
            f"{path}: out of date; run `python -m shieldbook docs`"
            if args.check
            else f"{path}: written"
        )
    if not changed:
        print("the generated pages are up to date")
    return 1 if args.check and changed else 0


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode("utf-8")


def _placeholder_head() -> str:
    return "# Codebook\n"


def _readme(contract: Contract, tables: Mapping) -> str:
    described = contract.descriptor
    licence = described["licenses"][0]
    of_record = [table for table in contract.tables.values() if table.path.startswith("record/")]
    of_articles = [table for table in contract.tables.values() if table not in of_record]
    return "\n".join(
        [
            f"# {markup.text(contract.title)}\n",
            markup.generated("datapackage.json and the tables"),
            markup.line(described["description"]) + "\n",
            "`datapackage.json` (Data Package v2) is the contract: every table, column, type, "
            "unit, "
            "key and constraint. "
            "The tables are UTF-8, comma-separated, one row a line; an empty cell means not given, "
            "`n/a` does not apply. "
            f"Every source is cited as `key[place]`, the key from `{BIBLIOGRAPHY}`.\n",
            "## Tables\n",
            "Coded from the articles:\n",
            _overview(of_articles, tables),
            *(["The outside record:\n", _overview(of_record, tables)] if of_record else []),
            "## Loading\n",
            _loading(of_articles[0]),
            "## What is missing\n",
            _missing(contract, tables),
            "## Licence\n",
            f"{markup.text(licence['title'])} ({markup.text(licence['name'])}): "
            f"<{licence['path']}>. "
            "Not covered, because not ours to "
            "license: the short quotations in `quotes.csv` and the titles of works, which remain "
            "their authors'.\n",
            "## Citing\n",
            _citing(described),
        ]
    )


def _overview(chosen: Iterable[Table], tables: Mapping) -> str:
    rows = (
        (
            markup.code(table.path, True),
            f"{len(tables[table.name]):,}",
            markup.text(table.description),
        )
        for table in chosen
    )
    return markup.table(("Table", "Rows", "What it holds"), rows, right=1)


def _loading(table: Table) -> str:
    return f"""With the book's package, from any folder; columns are typed, and a bad file raises one `DataError`:

```python
import shieldbook as sb
frame = sb.load("{table.name}")
```

With pandas alone (an empty cell must not be confused with the letters NA):

```python
import pandas as pd
frame = pd.read_csv("{table.path}", dtype="string", keep_default_na=False, na_values=[""])
```

With Frictionless, which also checks the contract:

```python
from frictionless import Package
rows = Package("datapackage.json").get_resource("{table.name}").read_rows()
```

In R:

```r
frame <- read.csv("{table.path}", colClasses = "character", na.strings = "", encoding = "UTF-8")
```
"""


def _missing(contract: Contract, tables: Mapping) -> str:
    points = [
        "The articles' texts, which are copyrighted. `paragraphs.csv` has fingerprints and "
        "`quotes.csv` seals, with "
        "which `python -m shieldbook verify --article ID FILE` tests a copy of your own.",
        "Series that belong to others: the record holds the rows that the book uses, each with "
        "its source.",
    ]
    empty = [name for name in contract.tables if tables[name].empty]
    if empty:
        points.append(f"Rows in {_codes(empty)}, still empty.")
    points += _uncertain(tables, "recalled", "written from memory, not read in a source")
    points += _uncertain(tables, "conflicting", "sources differ")
    return "\n".join(f"- {point}" for point in points) + "\n"


def _uncertain(tables: Mapping, grade: str, meaning: str) -> list[str]:
    """A sentence about the rows of this confidence, if there are any."""
    graded = {
        name: int((rows["confidence"] == grade).sum())
        for name, rows in tables.items()
        if "confidence" in rows
    }
    where = ", ".join(f"{markup.code(name)} {count:,}" for name, count in graded.items() if count)
    rows = counted(sum(graded.values()), "row")
    return [f"Certainty about {rows} marked `{grade}` ({meaning}): {where}."] if where else []


def _codes(values: Iterable) -> str:
    return ", ".join(markup.code(value) for value in values)


def _citing(described: Mapping) -> str:
    who = ", ".join(person["title"] for person in described["contributors"])
    return (
        f"{markup.line(who)}. *{markup.text(described['title'])}*. Version "
        f"{markup.text(described['version'])}, "
        f"{markup.text(described['created'][:4])}. "
        f"{markup.text(described['licenses'][0]['name'])}.\n\n"
        "A fact of the record is better cited from its own source: its row names it, "
        f"`{BIBLIOGRAPHY}` describes it.\n"
    )


def _dictionary(contract: Contract, tables: Mapping) -> str:
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
        f"{' + '.join(markup.code(name) for name in key.fields)} stands in "
        f"{markup.table_link(key.table)}"
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
    return "date (EDTF)" if field.edtf else "source" if field.source else _TYPES[field.type]


def _allowed(table: Table, field: Field) -> str:
    rules = [
        name for name, holds in (("required", field.required), ("unique", field.unique)) if holds
    ]
    coded = _codebook_field(table, field)
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


def _codebook_field(table: Table, field: Field) -> str | None:
    """Name under which the codebook explains the codes of a column, or None."""
    if field.name == "confidence":
        return "confidence"
    return next(
        (name for name, columns in CODED_COLUMNS.items() if (table.name, field.name) in columns),
        None,
    )


def _codebook(head: str, contract: Contract, tables: Mapping) -> str:
    rows = tables["codebook"].astype("string").fillna("").to_dict("records")
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
    """Coded fields of the claims first, in the order of the contract's coding, then the others by
    name."""
    found = sorted({row["field"] for row in rows})
    order = {name: place for place, name in enumerate(CODED_COLUMNS)}
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
    nearest = markup.code(row["nearest"])
    if (row["field"], row["nearest"]) in known:
        nearest = f"[{nearest}](#{markup.anchor('code', row['field'], row['nearest'])})"
    parts = [
        f"({markup.anchor('code', row['field'], row['code'])})=\n#### {markup.code(row['code'])}\n"
    ]
    parts += [f"{label}\n: {markup.line(row[column])}\n" for label, column in _CODEBOOK_PARTS]
    parts.append(f"Nearest\n: {nearest}. {markup.text(row['tell'])}\n")
    return "\n".join(parts)
