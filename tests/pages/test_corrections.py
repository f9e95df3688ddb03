"""Corrections: every one speaks of a row that is there and has what it says, and the page tells
them all."""

import csv
import json

import pytest

from shieldbook.pages import generate
from support import ROOT

TABLES = {
    table["name"]: table
    for table in json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))[
        "resources"
    ]
}


def rows_of(name):
    """The rows of a table by their keys, the parts of a key joined by spaces."""
    table = TABLES[name]
    with (ROOT / "data" / table["path"]).open(encoding="utf-8", newline="") as file:
        return {
            " ".join(row[part] for part in table["schema"]["primaryKey"]): row
            for row in csv.DictReader(file)
        }


def faults(correction):
    """What is wrong with a correction as the data stand."""
    if correction["table"] not in TABLES:
        return [f"{correction['id']}: no table {correction['table']}"]
    row = rows_of(correction["table"]).get(correction["row"])
    if row is None:
        return [f"{correction['id']}: no row {correction['row']} in {correction['table']}"]
    if row.get(correction["column"]) != correction["now"]:
        return [
            f"{correction['id']}: {correction['table']}, {correction['row']}, "
            f"{correction['column']} is {row.get(correction['column'])!r}"
        ]
    return []


CORRECTIONS = list(rows_of("corrections").values())


@pytest.mark.parametrize("correction", CORRECTIONS, ids=[row["id"] for row in CORRECTIONS])
def test_what_was_corrected_still_stands_corrected(correction):
    assert faults(correction) == [] and correction["was"] != correction["now"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"row": "nobody"}, "no row nobody"),
        ({"now": "1900-01-01"}, "is '"),
        ({"table": "lamps"}, "no table lamps"),
        ({"column": "colour"}, "is None"),
    ],
    ids=[
        "a row that disappeared",
        "a value that came back",
        "a table that is none",
        "a column that is none",
    ],
)
def test_a_correction_whose_original_is_gone_is_noticed(change, told):
    assert told in faults({**CORRECTIONS[0], **change})[0]


@pytest.mark.parametrize("correction", CORRECTIONS, ids=[row["id"] for row in CORRECTIONS])
def test_the_day_of_a_correction_is_that_of_its_key(correction):
    assert correction["id"].startswith(correction["as_of"])


def test_the_page_tells_every_correction():
    page = (ROOT / "book" / "reference" / "corrections.md").read_text(encoding="utf-8")
    assert [row["id"] for row in CORRECTIONS if f"(correction-{row['id']})=" not in page] == []


def test_the_newest_correction_stands_first(repository):
    page = generate.generate(repository)[generate.CORRECTIONS]
    assert [line for line in page.splitlines() if line.startswith("(")] == [
        "(correction-2026-11-27-lamp)=",
        "(correction-2026-11-26-lamp)=",
    ]
