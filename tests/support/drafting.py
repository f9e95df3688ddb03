"""Adds rows to a data package, and to the invented one an article that is far from complete."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from shieldbook.tables.belonging import articles_of
from shieldbook.tables.contract import read_contract
from shieldbook.tables.reader import read_table
from shieldbook.tables.rules.checks import in_second_sample

DRAFT = "beacon-1905"


def add(package: Path, name: str, *rows: dict[str, object]) -> None:
    """Puts rows into a table in their places; cells that are not given stay empty."""
    contract = read_contract(package)
    table = contract.table(name)
    held, _ = read_table(contract, name)
    held += [[str(row.get(column, "")) for column in table.columns] for row in rows]
    places = [table.columns.index(column) for column in table.sort]
    whole = [table.field(column).type == "integer" for column in table.sort]

    def key(row: list[str]) -> list[int | str]:
        return [int(row[n]) if number else row[n] for n, number in zip(places, whole, strict=True)]

    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([table.columns, *sorted(held, key=key)])
    (package / table.path).write_bytes(text.getvalue().encode())


def line_of(package: Path, name: str, *key: str) -> int:
    """The line of a table's file on which the row with this key stands."""
    contract = read_contract(package)
    table = contract.table(name)
    places = [table.columns.index(column) for column in table.primary_key]
    rows, _ = read_table(contract, name)
    return next(n for n, row in enumerate(rows, 2) if [row[place] for place in places] == [*key])


def add_draft(package: Path, **changed: object) -> None:
    """A third article, of which two of four paragraphs and one claim are there; `changed` cells go
    into its row of articles."""
    article = {
        "id": DRAFT,
        "title": "The beacon is lit",
        "outlet_id": "courier",
        "author": "unsigned",
        "published": "1905-11",
        "date_basis": "Printed on the page.",
        "genre": "feature",
        "words": 140,
        "paragraphs": 4,
        "captions": 0,
        "status": "draft",
        "essay": "no",
        "confidence": "recalled",
    }
    paragraph = {"article_id": DRAFT, "words": 30, "voice": "author", "function": "report"}
    claim = {
        "id": f"{DRAFT}-001",
        "article_id": DRAFT,
        "paragraph": 1,
        "claim": "The council promises a beacon on the southern mole.",
        "speaker_id": "harbour-council",
        "issue": "other",
        "stance": 1,
        "kind": "commitment",
        "certainty": "certain",
        "checkable": "yes",
        "because": "A promise by the one who would keep it.",
    }
    add(package, "articles", article | changed)
    add(
        package,
        "paragraphs",
        paragraph | {"n": 1, "position": 1, "gloss": "A promise is made."},
        paragraph | {"n": 2, "position": 2, "gloss": "What the promise will cost."},
    )
    add(package, "claims", claim)


def add_half_done_work(package: Path) -> None:
    """What else an article in the making may have: a quotation without its seal, a unit of one
    coder without most codes, a check and an outcome without sources, half of a reporting chain."""
    claim = {"claim_id": f"{DRAFT}-001"}
    words = "a beacon for every boat"
    quote = {"id": f"{DRAFT}-q01", "article_id": DRAFT, "paragraph": 1, "start": 3, "text": words}
    spoken = {"end": 3 + len(words), "speaker_id": "harbour-council", "because": "The promise."}
    unit = {"unit_id": f"A-{DRAFT}-001", "coder": "A", "article_id": DRAFT, "paragraph": 1}
    code = {"unit_id": unit["unit_id"], "field": "stance", "value": 0, "coded_on": "2026-01-20"}
    judged = {"because": "As the list has it.", "as_of": "2026-01-20", "confidence": "recalled"}
    add(package, "quotes", quote | spoken)
    add(package, "coded_units", unit | claim | {"claim": "The council promises a beacon."})
    add(package, "codings", code)
    check = {"aspect": "slip", "verdict": "slip", "finding": "The list has it."}
    add(package, "checks", claim | judged | check)
    expected = {"expects": "A beacon is built.", "condition": "none", "horizon_basis": "none"}
    came = {"outcome": "happened", "what_happened": "It was built."}
    add(package, "forecasts", claim | judged | expected | came)
    report = {"step": 2, "outlet_id": "courier", "verb": "said", "basis": "article"}
    add(package, "claim_reports", claim | report)


def add_copy(package: Path, of: str, name: str, **changed: str) -> None:
    """A further article with as much work in it as another has: every row that belongs to `of`
    once more under the new `name`; `changed` cells go into its row of articles."""
    contract = read_contract(package)
    held = {table: read_table(contract, table)[0] for table in contract.tables}
    mine = {
        table: [
            dict(zip(contract.table(table).columns, row, strict=True))
            for row, owner in zip(rows, articles_of(contract, table, held.get), strict=True)
            if owner == of
        ]
        for table, rows in held.items()
    }
    # Ids that do not name their article, such as those of explanations, are told apart by a prefix;
    # it stands behind the day with which the id of a correction begins.
    others = [
        row[contract.table(table).primary_key[0]]
        for table, rows in mine.items()
        if contract.table(table).meaning and table != "ledger"
        for row in rows
    ]
    plain = "|".join(re.escape(own) for own in others if of not in own) or "(?!)"

    def anew(column: str, cell: str) -> str:
        names_a_row = column in ("id", "row") or column.endswith("_id")
        if names_a_row and re.match(rf"({plain})(?=$|#)", cell):
            cell = re.sub(r"^(\d{4}-\d{2}-\d{2}-)?", rf"\g<1>{name}-", cell)
        return re.sub(rf"\b{re.escape(of)}(?![0-9])", name, cell)

    for table, rows in mine.items():
        fresh = [{column: anew(column, cell) for column, cell in row.items()} for row in rows]
        if table == "articles":
            fresh = [row | changed for row in fresh]
        if table == "second_checks":
            fresh = [row for row in fresh if in_second_sample(row["claim_id"], row["aspect"])]
        add(package, table, *fresh)
