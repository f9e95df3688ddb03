"""Sheets that people fill in: no cell of ours is a formula, and what spreadsheets do is undone."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shieldbook.classroom.sheets import FORMULA_STARTS, NUMBER, defused, fused, read, written
from shieldbook.tables.cells import character_problem
from shieldbook.tables.contract import DataError

COLUMNS = ("unit", "claim")
PLAIN = "unit,claim\nu001,É said no\n"


def rows(path: Path, raw: bytes) -> tuple[list[dict[str, str]], list[str], list[str]]:
    """Cells, remarks and reasons of problems of a file of these bytes."""
    path.write_bytes(raw)
    sheet, problems = read(path, COLUMNS)
    return [line.cells for line in sheet.lines], sheet.remarks, [one.reason for one in problems]


@given(st.text())
def test_no_cell_that_is_written_begins_a_formula_and_each_comes_back(cell: str) -> None:
    safe = defused(cell)
    assert not safe.startswith(FORMULA_STARTS) or NUMBER.fullmatch(safe)
    assert fused(safe) == cell


@pytest.mark.parametrize("cell", ["=1+1", "+cmd", "-cmd", "@SUM(A1)", "\t=1", "'=1", "''"])
def test_a_cell_that_begins_a_formula_gets_an_apostrophe(cell: str) -> None:
    assert defused(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["-2", "+1", "2", "-1.5", "a=1", "'tis", ""])
def test_a_number_and_plain_words_are_left_alone(cell: str) -> None:
    assert defused(cell) == cell


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Co", "Zs")))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(CELLS, CELLS), max_size=5), st.sampled_from(",;\t"), st.booleans())
def test_whatever_is_written_is_read_again_through_any_spreadsheet(
    tmp_path: Path, given_rows: list[tuple[str, str]], mark: str, utf16: bool
) -> None:
    text = written(COLUMNS, given_rows).decode("utf-8-sig")
    table = list(csv.reader(io.StringIO(text)))
    out = io.StringIO()
    csv.writer(out, delimiter=mark, lineterminator="\r").writerows(table)
    raw = out.getvalue().encode("utf-16" if utf16 else "utf-8-sig")
    cells, _, problems = rows(tmp_path / "sheet.csv", raw)
    if not problems and all(character_problem(cell) is None for row in given_rows for cell in row):
        wanted = [row for row in given_rows if any(row)]
        assert [(row["unit"], row["claim"]) for row in cells] == wanted


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_and_never_fail_otherwise(tmp_path: Path, raw: bytes) -> None:
    for head in (b"", b"unit,claim\n", b"\xff\xfe", b"unit;claim\r\n"):
        try:
            rows(tmp_path / "sheet.csv", head + raw)
        except DataError as error:
            assert error.problem.file == "sheet.csv"


MANGLED = {
    "a byte-order mark": PLAIN.encode("utf-8-sig"),
    "semicolons": PLAIN.replace(",", ";").encode(),
    "tabs": PLAIN.replace(",", "\t").encode(),
    "line ends of Windows": PLAIN.replace("\n", "\r\n").encode(),
    "line ends of an old Macintosh": PLAIN.replace("\n", "\r").encode(),
    "no line end at the end": PLAIN.rstrip().encode(),
    "a line that names the separator": b"sep=;\r\n" + PLAIN.replace(",", ";").encode(),
    "rows and columns left empty": b"unit,claim,,\nu001,\xc3\x89 said no,,\n,,,\n",
    "columns the other way round": "claim,unit\nÉ said no,u001\n".encode(),
    "heads in capitals": "Unit,CLAIM\nu001,É said no\n".encode(),
    "letters in pieces": "unit,claim\nu001,E\u0301 said no\n".encode(),
    "blanks that do not break": "unit,claim\nu001,É\u00a0said no \n".encode(),
}


@pytest.mark.parametrize("name", MANGLED)
def test_what_a_spreadsheet_does_to_a_file_is_undone(tmp_path: Path, name: str) -> None:
    cells, remarks, problems = rows(tmp_path / "sheet.csv", MANGLED[name])
    assert (cells, problems) == ([{"unit": "u001", "claim": "É said no"}], [])
    assert remarks == []


@pytest.mark.parametrize(("encoding", "called"), [("cp1252", "Windows-1252"), ("utf-16", "UTF-16")])
def test_another_encoding_is_read_and_said(tmp_path: Path, encoding: str, called: str) -> None:
    cells, remarks, problems = rows(tmp_path / "sheet.csv", PLAIN.encode(encoding))
    assert (cells, problems) == ([{"unit": "u001", "claim": "É said no"}], [])
    assert len(remarks) == 1 and called in remarks[0]


def test_a_column_that_nobody_asked_for_is_said_and_not_read(tmp_path: Path) -> None:
    cells, remarks, _ = rows(tmp_path / "sheet.csv", b"unit,claim,notes\nu001,x,=1\n")
    assert cells == [{"unit": "u001", "claim": "x"}]
    assert "notes" in remarks[0]


UNREADABLE = {
    "a workbook": (b"PK\x03\x04", "save it as CSV"),
    "an old workbook": (b"\xd0\xcf\x11\xe0", "save it as CSV"),
    "a column missing": (b"unit\nu001\n", "no column claim"),
    "a column twice": (b"unit,claim,claim\n", "stands twice"),
    "nothing at all": (b"", "no column unit, claim"),
    "a quote that is not closed": (b'unit,claim\nu001,"x\n', "no CSV"),
    "bytes of no encoding": (b"unit,claim\nu001,\x81\xff\n", "no encoding"),
    "far too much": (b"unit,claim\n" + b"x" * 2_000_001, "far larger"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_cut_into_columns_is_refused(tmp_path: Path, name: str) -> None:
    raw, says = UNREADABLE[name]
    with pytest.raises(DataError, match=says):
        rows(tmp_path / "sheet.csv", raw)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="is missing"):
        read(tmp_path / "sheet.csv", COLUMNS)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"unit,claim\nu001,a,b\n", "more cells than 2 columns"),
        (b'unit,claim\nu001,"a\nb"\n', "line break"),
        (b"unit,claim\nu001,a\x00b\n", "control character"),
        ("unit,claim\nu001,a\u202eb\n".encode(), "invisible character"),
    ],
)
def test_a_cell_that_cannot_be_used_is_named(tmp_path: Path, raw: bytes, says: str) -> None:
    _, _, problems = rows(tmp_path / "sheet.csv", raw)
    assert len(problems) == 1 and says in problems[0]
