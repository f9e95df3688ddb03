"""`data/README.md`: what the data package holds, how to load it, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from shieldbook.pages import markup
from shieldbook.phrases import counted
from shieldbook.tables.contract import Contract, Table
from shieldbook.tables.sources import BIBLIOGRAPHY


def readme(contract: Contract, tables: Mapping) -> str:
    """The text of `data/README.md`."""
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
    return f"""With the book's package, from any folder; \
columns are typed, and a bad file raises one `DataError`:

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
