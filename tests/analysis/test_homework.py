"""The CSV of the desk, as it leaves and as a spreadsheet sends it back."""

import csv
import io

import pytest

from shieldbook.analysis import homework

ROW = {
    "pack": "gazette-1901-a",
    "codebook": "kw",
    "coder": "ida",
    "round": 1,
    "claim": "gazette-1901-001",
    "field": "speaker",
    "value": "author",
    "step": "first",
    "reason": 'said "so", twice;\nand again',
}
HOSTILE = ["=cmd|' /C calc'!A0", "+1", "-2", "@SUM(A1)", "\t=1", "<script>alert(1)</script>", "'s"]


def test_no_cell_is_a_formula_and_every_cell_comes_back():
    rows = [ROW | {"reason": cell, "value": cell} for cell in HOSTILE]
    text = homework.write(rows)
    for line in csv.reader(io.StringIO(text.lstrip(homework.MARK))):
        assert not any(cell.startswith(homework.FORMULA) for cell in line)
    assert [row["reason"] for row in homework.read(text)] == HOSTILE


def test_excel_knows_the_file_and_what_it_makes_of_it_is_read():
    text = homework.write([ROW])
    assert text.startswith("\ufeff") and text.count("\r\n") == 2
    kept = homework.read(text)
    assert kept[0] | {"line": ""} == {name: str(ROW[name]) for name in homework.COLUMNS} | {
        "line": ""
    }
    bare = ROW | {"reason": "because"}
    plain = homework.write([bare])
    mangled = {
        "semicolons": plain.replace(",", ";"),
        "tabs": plain.replace(",", "\t"),
        "told its separator": "\ufeffsep=;\r\n" + plain.lstrip("\ufeff").replace(",", ";"),
        "no mark": plain.lstrip("\ufeff"),
        "empty rows and columns": plain.replace("\r\n", ",,\r\n") + ",,,,\r\n\r\n",
        "old Mac": plain.replace("\r\n", "\r"),
        "capitals": plain.replace("pack,codebook", "Pack,Codebook"),
    }
    for name, sent in mangled.items():
        assert homework.is_sheet(sent), name
        (row,) = homework.read(sent)
        assert {key: row[key] for key in homework.COLUMNS} == {
            key: str(bare[key]) for key in homework.COLUMNS
        }, name


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_is_read_in_the_code_that_a_spreadsheet_saved_it_in(code):
    text = homework.write([ROW | {"coder": "José"}]).lstrip("\ufeff")
    (row,) = homework.read(homework.decode(text.encode(code)))
    assert row["coder"] == "José"


def test_what_is_no_homework_is_said_to_be_none():
    assert not homework.is_sheet("Ida: gazette-1901-a/kw/ida/ahy/xyz")
    assert not homework.is_sheet("")
    with pytest.raises(homework.SheetError, match="no column coder, round, value"):
        homework.read("pack,claim,field\na,b,c\n")
