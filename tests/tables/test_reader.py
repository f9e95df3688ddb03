"""From file to frame: every row, every type, every mark of doubt."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shieldbook import load
from shieldbook.tables.contract import read_contract
from support.package import change


def test_every_table_becomes_a_frame_with_the_columns_and_rows_of_its_file(
    pristine_package: Path,
) -> None:
    for table in read_contract(pristine_package).tables.values():
        frame = load(table.name, pristine_package)
        lines = (pristine_package / table.path).read_text(encoding="utf-8").splitlines()
        assert tuple(frame.columns) == table.columns
        assert len(frame) == len(lines) - 1


def test_text_is_plain_text_codes_too(pristine_package: Path) -> None:
    claims = load("claims", pristine_package)
    text = ["id", "claim", "issue", "dyad", "event_id"]
    assert {type(cell) for column in text for cell in claims[column]} == {str}


@pytest.mark.parametrize(
    ("table", "column", "kind"),
    [
        ("claims", "stance", "Int64"),
        ("articles", "words", "Int64"),
        ("sites", "latitude_deg", "Float64"),
        ("votes", "date", "datetime64[us]"),
        ("events", "date", "object"),
        ("claims", "claim", "object"),
        ("claims", "issue", "object"),
    ],
)
def test_a_column_has_the_type_of_its_field(
    pristine_package: Path, table: str, column: str, kind: str
) -> None:
    assert load(table, pristine_package)[column].dtype == kind


def test_uncertain_dates_keep_their_marks(pristine_package: Path) -> None:
    assert list(load("events", pristine_package)["date"]) == ["1901-03-04", "1905~"]


@pytest.mark.parametrize("column", ["dyad", "target", "event_id"])
def test_an_empty_cell_of_text_is_empty_text(pristine_package: Path, column: str) -> None:
    assert load("claims", pristine_package).loc[0, column] == ""


def test_an_empty_cell_of_numbers_is_missing(pristine_package: Path) -> None:
    contract = read_contract(pristine_package)
    empty = 0
    for name, table in contract.tables.items():
        frame = load(name, pristine_package)
        for field in table.fields:
            if field.type in ("integer", "number", "date"):
                empty += frame[field.name].isna().sum()
    assert empty > 0


def test_the_letters_na_are_a_text_and_not_missing(package: Path) -> None:
    change(package / "actors.csv", "Mats Berg", "NA")
    assert load("actors", package).set_index("id").loc["mats-berg", "name"] == "NA"


def test_a_table_that_may_be_empty_becomes_an_empty_frame_of_the_same_types(package: Path) -> None:
    full = load("votes", package)
    descriptor = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    votes = next(item for item in descriptor["resources"] if item["name"] == "votes")
    votes["shieldbook"]["mayBeEmpty"] = True
    (package / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    path = package / "record" / "votes.csv"
    path.write_text(
        path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8", newline="\n"
    )
    empty = load("votes", package)
    assert len(empty) == 0
    assert list(empty.dtypes) == list(full.dtypes)


def test_each_load_gives_a_fresh_copy(pristine_package: Path) -> None:
    frame = load("actors", pristine_package)
    frame.loc[0, "name"] = "Somebody else"
    assert load("actors", pristine_package).loc[0, "name"] == "Ada Lind"


def test_a_changed_file_is_read_anew(package: Path) -> None:
    assert load("actors", package).loc[0, "name"] == "Ada Lind"
    change(package / "actors.csv", "Ada Lind", "Ida Lund")
    assert load("actors", package).loc[0, "name"] == "Ida Lund"
