"""The work of a class is read, and every cell that cannot be used is named with its place."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from shieldbook.classroom import layout
from shieldbook.classroom.work import Work, read_work
from shieldbook.tables.ledger import Refused
from support.classes import OSTER, UNITS, coded, made, put, sheet


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return coded(tmp_path_factory.mktemp("class"))


@pytest.fixture
def folder(pristine: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(pristine, tmp_path / "spring-2027"))


def found(folder: Path) -> list[tuple[str, int, str, str]]:
    """File, row, column and value of each problem."""
    return [(p.file, p.row, p.column, p.value) for p in read_work(folder)[1]]


def test_work_that_is_done_is_taken(folder: Path) -> None:
    work, problems = read_work(folder)
    assert isinstance(work, Work) and problems == []
    assert work.codings["B"]["u004"] == {
        "speaker": "author",
        "kind": "causal-explanation",
        "checkable": "yes",
        "stance": "-1",
    }
    assert work.remarks == []


def test_a_sheet_with_semicolons_in_another_encoding_is_read_again(folder: Path) -> None:
    rows = sheet(u001={"because": "Déjà vu."})
    put(folder, "coding-A.csv", rows, ";")
    path = folder / "coding-A.csv"
    path.write_bytes(path.read_text("utf-8").replace("\n", "\r\n").encode("cp1252"))
    work, problems = read_work(folder)
    assert problems == [] and "Windows-1252" in work.remarks[0]


@pytest.mark.parametrize("given", ["-2", "\u22122", "-2.0", "-2,0", "Rejects"])
def test_a_stance_is_taken_as_spreadsheets_and_people_write_it(folder: Path, given: str) -> None:
    put(folder, "coding-A.csv", sheet(u006={"stance": given, "speaker": OSTER.upper()}))
    work, problems = read_work(folder)
    assert problems == [] and work.codings["A"]["u006"]["stance"] == "-2"
    assert work.codings["A"]["u006"]["speaker"] == OSTER


def test_an_empty_cell_is_missing_and_no_category(folder: Path) -> None:
    put(folder, "coding-A.csv", sheet(u006={"kind": ""}))
    work, problems = read_work(folder)
    assert problems == [] and "kind" not in work.codings["A"]["u006"]


Rows = Sequence[Sequence[str]]


def tables(name: str, rows: Rows) -> Callable[[Path], None]:
    return lambda folder: put(folder, name, rows)


def units(n: int, **changed: str) -> Rows:
    names = layout.COLUMNS[layout.UNITS]
    rows = [dict(zip(names, unit, strict=True)) for unit in UNITS]
    rows[n] |= changed
    return [tuple(row.values()) for row in rows]


REFUSED = {
    "a code that is none": (
        tables("coding-A.csv", sheet(u003={"kind": "promise"})),
        ("coding-A.csv", 3, "kind", "promise"),
    ),
    "a stance beyond the scale": (
        tables("coding-A.csv", sheet(u003={"stance": "3"})),
        ("coding-A.csv", 3, "stance", "3"),
    ),
    "a speaker that is not in the list": (
        tables("coding-B.csv", sheet(u003={"speaker": "The mayor"})),
        ("coding-B.csv", 3, "speaker", "The mayor"),
    ),
    "a unit twice": (
        tables("coding-A.csv", [*sheet(), sheet()[0]]),
        ("coding-A.csv", 6, "unit", "u001"),
    ),
    "a unit that is none": (
        tables("coding-A.csv", [*sheet(), ("u099", "1", "1", "", "", "", "", "", "")]),
        ("coding-A.csv", 6, "unit", "u099"),
    ),
    "a unit that a coder lacks": (
        tables("coding-B.csv", sheet()[:-1]),
        ("coding-B.csv", 0, "unit", "u006"),
    ),
    "a unit without a claim": (
        tables(layout.UNITS, units(1, claim="")),
        (layout.UNITS, 3, "claim", ""),
    ),
    "a paragraph that the text has not": (
        tables(layout.UNITS, units(1, paragraph="9")),
        (layout.UNITS, 3, "paragraph", "9"),
    ),
    "a sentence that became a date": (
        tables(layout.UNITS, units(1, sentence="01.Feb")),
        (layout.UNITS, 3, "sentence", "01.Feb"),
    ),
    "eight words of the text in a claim": (
        tables(
            layout.UNITS,
            units(2, claim="From the SAME ridge one can also see its shipyard, they say."),
        ),
        (layout.UNITS, 4, "claim", "From the SAME ridge one can also see its shipyard, they say."),
    ),
    "eight words of the text in a reason": (
        tables("coding-A.csv", sheet(u001={"because": "A radar on a hill is a modest thing."})),
        ("coding-A.csv", 2, "because", "A radar on a hill is a modest thing."),
    ),
    "a speaker twice": (
        tables(layout.SPEAKERS, [("author", "", ""), ("Author", "", "")]),
        (layout.SPEAKERS, 3, "speaker", "Author"),
    ),
    "a state that is none": (
        tables(layout.SPEAKERS, [("author", "", "Vellin")]),
        (layout.SPEAKERS, 2, "state", "Vellin"),
    ),
    "a step that is none": (
        tables(layout.THROUGH, [("u006", "first", "Coast News Agency")]),
        (layout.THROUGH, 2, "step", "first"),
    ),
    "a verdict on another aspect": (
        tables(layout.CHECKS, [("u003", "content", "slip", "It reaches the yard.", "")]),
        (layout.CHECKS, 2, "verdict", "slip"),
    ),
    "a check without a finding": (
        tables(layout.CHECKS, [("u003", "content", "supported", "", "")]),
        (layout.CHECKS, 2, "finding", ""),
    ),
    "a decision without a reason": (
        tables(layout.SETTLED, [("u004", "kind", "description", "")]),
        (layout.SETTLED, 2, "because", ""),
    ),
    "a decision on no field": (
        tables(layout.SETTLED, [("u004", "mood", "bad", "So decided.")]),
        (layout.SETTLED, 2, "field", "mood"),
    ),
    "a sheet of nobody": (
        lambda folder: (folder / "coding-anna.csv").write_text("unit\n"),
        ("coding-anna.csv", 0, "", ""),
    ),
    "a table that is gone": (
        lambda folder: (folder / layout.CHECKS).unlink(),
        (layout.CHECKS, 0, "", ""),
    ),
    "a date that a spreadsheet turned round": (
        tables(layout.ARTICLE, [("x", "T", "", "03/05/2021", "", "https://e.org/x", "CC0")]),
        (layout.ARTICLE, 2, "published", "03/05/2021"),
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_used_is_named_by_file_row_column_and_value(folder: Path, name: str) -> None:
    change, place = REFUSED[name]
    change(folder)
    assert place in found(folder)


def test_a_run_of_eight_words_is_repeated_to_whoever_wrote_it(folder: Path) -> None:
    put(folder, layout.UNITS, units(0, claim="A radar on a hill is a modest thing."))
    [problem] = read_work(folder)[1]
    assert problem.reason.endswith("not free: a radar on a hill is a modest")


def test_a_free_text_may_be_repeated(tmp_path: Path) -> None:
    own = coded(tmp_path, free="CC BY 4.0")
    put(own, layout.UNITS, units(0, claim="A radar on a hill is a modest thing."))
    assert found(own) == []


def test_without_its_copy_a_text_that_is_not_free_gets_no_report(folder: Path) -> None:
    (folder / layout.PRIVATE / layout.KEPT).unlink()
    with pytest.raises(Refused, match="without its copy nothing"):
        read_work(folder)


def test_another_text_is_not_held_against_the_claims(folder: Path) -> None:
    (folder / layout.PRIVATE / layout.KEPT).write_text("Other words.\n", encoding="utf-8")
    with pytest.raises(Refused, match="not the text from which"):
        read_work(folder)


def test_a_folder_in_which_nobody_has_coded_gets_no_report(tmp_path: Path) -> None:
    own = made(tmp_path)
    put(own, layout.UNITS, UNITS)
    with pytest.raises(Refused, match="Nobody has coded"):
        read_work(own)


def test_an_empty_sheet_is_no_coder(folder: Path) -> None:
    nothing = dict.fromkeys(layout.FIELDS, "")
    put(folder, "coding-B.csv", sheet(**{unit[0]: nothing for unit in UNITS}))
    work, problems = read_work(folder)
    assert problems == [] and list(work.codings) == ["A"]
    assert work.remarks == ["coding-B.csv is empty and does not count as a coder"]
