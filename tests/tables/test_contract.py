"""The one door to the data: contract, loading, validating, the command line and the ledger of
ids."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import shieldbook
from shieldbook import DataError, load, validate
from shieldbook.tables import contract
from shieldbook.tables.contract import Problem
from support import ROOT
from support.package import change, python

# The package and its frames


def test_the_invented_package_keeps_the_contract(
    pristine_package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert validate(pristine_package) == []
    assert capsys.readouterr().err == ""


# Where the data is found


def test_a_table_loads_from_any_folder(pristine_package: Path, tmp_path: Path) -> None:
    code = "import shieldbook; print(len(shieldbook.load('claims')))"
    result = python(code, cwd=tmp_path, SHIELDBOOK_DATA=str(pristine_package))
    assert result.stdout.strip() == "8", result.stderr


def test_a_relative_folder_is_taken_from_where_one_stands(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(package.parent)
    assert len(load("claims", "data")) == 8


def test_the_argument_goes_before_the_variable(
    pristine_package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHIELDBOOK_DATA", "/nowhere")
    assert contract.find_data(pristine_package) == pristine_package


def test_the_variable_goes_before_the_repository(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SHIELDBOOK_DATA", str(tmp_path))
    assert contract.find_data() == tmp_path


def test_without_a_word_the_repository_s_data_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SHIELDBOOK_DATA", raising=False)
    assert contract.find_data() == ROOT / "data"


def test_an_installed_package_brings_its_own_data(
    pristine_package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SHIELDBOOK_DATA", raising=False)
    installed = tmp_path / "site-packages" / "shieldbook"
    shutil.copytree(pristine_package, installed / "data")
    monkeypatch.setattr(contract, "_PACKAGE", installed)
    assert len(load("claims")) == 8


# What is refused, and how it is said


def test_an_unknown_table_is_refused_with_the_names_there_are(pristine_package: Path) -> None:
    with pytest.raises(DataError, match="no table of this name; there are: articles, paragraphs"):
        load("clams", pristine_package)


def test_a_folder_without_a_contract_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"datapackage\.json:0:-: .*the file is missing"):
        load("claims", tmp_path)


def test_a_missing_table_is_one_problem(package: Path) -> None:
    (package / "claim_quotes.csv").unlink()
    assert [(p.file, p.row, p.reason) for p in validate(package)] == [
        ("claim_quotes.csv", 0, "the file is missing")
    ]


def test_a_problem_is_printed_as_file_row_column_value_reason() -> None:
    problem = Problem("claims.csv", 4, "kind", "Norm", "unknown code")
    assert str(problem) == "claims.csv:4:kind: 'Norm': unknown code"


def test_a_long_value_is_shortened_to_sixty_signs() -> None:
    shown = contract.shorten("\u200b" * 500)
    assert len(shown) == 60
    assert shown.endswith("...")


def test_the_error_shows_its_problem(package: Path) -> None:
    change(package / "claims.csv", ",forecast,", ",hunch,")
    with pytest.raises(DataError) as caught:
        load("claims", package)
    assert str(caught.value) == "claims.csv:8:kind: 'hunch': unknown code"


# The second opinion


def test_importing_the_package_imports_no_heavy_library(tmp_path: Path) -> None:
    heavy = {"pandas", "frictionless", "pybtex", "edtf", "altair"}
    code = f"import sys, shieldbook; print({heavy} & set(sys.modules))"
    assert python(code, cwd=tmp_path).stdout.strip() == "set()"


def test_a_name_that_the_package_lacks_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = shieldbook.nothing


# The command line


# The ledger of ids


def new_actor(package: Path) -> None:
    """Adds an actor, and a row that uses it."""
    with (package / "actors.csv").open("a", encoding="utf-8", newline="\n") as file:
        file.write("zoe-ek,Zoe Ek,person,,\n")
    with (package / "actor_members.csv").open("a", encoding="utf-8", newline="\n") as file:
        file.write("harbour-council,zoe-ek\n")
