"""The second opinion: Frictionless where it is installed, and nothing missing where it is not."""

from __future__ import annotations

from pathlib import Path

from shieldbook.tables.contract import Problem, read_contract
from shieldbook.tables.frictionless import second_opinion
from support.package import change, python


def test_the_standard_s_validator_finds_what_no_known_problem_names(package: Path) -> None:
    change(package / "claims.csv", ",forecast,", ",hunch,")
    book = read_contract(package)
    readable = frozenset(book.tables)
    known = Problem("claims.csv", 8, "kind", "hunch", "unknown code")
    (found,) = second_opinion(book, readable, [])
    assert (found.file, found.row, found.column, found.value) == ("claims.csv", 8, "kind", "hunch")
    assert second_opinion(book, readable, [known]) == []


WITHOUT_FRICTIONLESS = "import sys; sys.modules['frictionless'] = None; import shieldbook; "


def test_loading_needs_no_frictionless(pristine_package: Path, tmp_path: Path) -> None:
    code = WITHOUT_FRICTIONLESS + "print(len(shieldbook.load('claims')))"
    assert python(code, cwd=tmp_path, SHIELDBOOK_DATA=str(pristine_package)).stdout.strip() == "8"


def test_validating_without_frictionless_says_so(pristine_package: Path, tmp_path: Path) -> None:
    code = WITHOUT_FRICTIONLESS + "print(shieldbook.validate())"
    result = python(code, cwd=tmp_path, SHIELDBOOK_DATA=str(pristine_package))
    assert result.stdout.strip() == "[]"
    assert "frictionless is not installed" in result.stderr
