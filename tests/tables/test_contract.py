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


def test_validate_exits_0_when_nothing_fails(
    pristine_package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["validate", str(pristine_package)]) == 0
    assert capsys.readouterr().out == "no failures\n"


def test_validate_prints_one_line_a_failure_and_their_number(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(package / "claims.csv", ",JPN-KOR,", ",KOR-JPN,")
    assert main(["validate", str(package)]) == 1
    *failures, count = capsys.readouterr().out.splitlines()
    assert (
        failures[0] == "claims.csv:3:dyad: 'KOR-JPN': Russia comes first, else the alphabet decides"
    )
    assert count == f"{len(failures)} failures"


def test_validate_prints_json_that_parses(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (package / "claim_quotes.csv").write_bytes(b"claim_id,quote_id\n\xff\n")
    assert main(["validate", str(package), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["count"] == len(found["problems"]) == 1
    assert set(found["problems"][0]) == {"file", "row", "column", "value", "reason"}


@pytest.mark.parametrize(
    "arguments", [[], ["validate", "--jason"], ["verify"], ["no-such-command"]]
)
def test_wrong_usage_exits_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "usage:" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("module", "function", "arguments"),
    [
        ("verify", "verify_command", ["verify", "--article", "x-1900", "mine.txt"]),
        ("pages.generate", "pages_command", ["docs"]),
    ],
)
def test_a_subcommand_is_handed_to_its_module(
    module: str, function: str, arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    stub = types.ModuleType(module)
    setattr(stub, function, lambda args: 7)
    monkeypatch.setitem(sys.modules, f"shieldbook.{module}", stub)
    assert main(arguments) == 7


def test_the_package_runs_as_a_module(pristine_package: Path, tmp_path: Path) -> None:
    code = f"import sys, runpy; sys.argv = ['shieldbook', 'validate', {str(pristine_package)!r}]; "
    result = python(code + "runpy.run_module('shieldbook', run_name='__main__')", cwd=tmp_path)
    assert (result.returncode, result.stdout) == (0, "no failures\n")


# The ledger of ids


def new_actor(package: Path) -> None:
    """Adds an actor, and a row that uses it."""
    with (package / "actors.csv").open("a", encoding="utf-8", newline="\n") as file:
        file.write("zoe-ek,Zoe Ek,person,,\n")
    with (package / "actor_members.csv").open("a", encoding="utf-8", newline="\n") as file:
        file.write("harbour-council,zoe-ek\n")


def test_the_ledger_takes_new_ids_in_their_place(package: Path) -> None:
    new_actor(package)
    assert main(["ledger", str(package)]) == 0
    lines = (package / "ledger.csv").read_text(encoding="utf-8").splitlines()
    assert lines[10] == "actors,zoe-ek,Zoe Ek,in-use,"
    assert validate(package, standard=False) == []


def test_an_up_to_date_ledger_stays_as_it_is(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (package / "ledger.csv").read_bytes()
    assert main(["ledger", str(package)]) == 0
    assert (package / "ledger.csv").read_bytes() == before
    assert capsys.readouterr().out == "31 ids in the ledger: 0 added, 0 reworded or retired\n"


@pytest.mark.parametrize("begun", [True, False], ids=["from its header", "from nothing"])
def test_a_ledger_is_begun(package: Path, begun: bool) -> None:
    path = package / "ledger.csv"
    header = path.read_text(encoding="utf-8").splitlines()[0] + "\n"
    path.write_text(header, encoding="utf-8", newline="\n")
    if not begun:
        path.unlink()
    assert main(["ledger", str(package)]) == 0
    assert len(path.read_text(encoding="utf-8").splitlines()) == 31


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("actors.csv", "Ada Lind", "Ida Lund", "actors/ada-lind has another meaning now"),
        ("explanations.csv", "fog,", "mist,", "explanations/fog has vanished"),
    ],
    ids=["changed", "vanished"],
)
def test_the_ledger_refuses_without_a_reason(
    package: Path, capsys: pytest.CaptureFixture[str], file: str, old: str, new: str, says: str
) -> None:
    before = (package / "ledger.csv").read_bytes()
    change(package / file, old, new)
    assert main(["ledger", str(package)]) == 1
    message = capsys.readouterr().err
    assert says in message
    assert message.count("\n") == 1
    assert (package / "ledger.csv").read_bytes() == before


def test_a_reason_rewords_a_meaning(package: Path) -> None:
    change(package / "actors.csv", "Ada Lind", "Ida Lund")
    assert main(["ledger", str(package), "--because", "Her name was misread."]) == 0
    assert "actors,ada-lind,Ida Lund,in-use,Her name was misread.\n" in (
        package / "ledger.csv"
    ).read_text("utf-8")


def test_a_reason_retires_an_id(package: Path) -> None:
    change(package / "explanations.csv", "fog,", "mist,")
    assert main(["ledger", str(package), "--because", "Renamed."]) == 0
    text = (package / "ledger.csv").read_text(encoding="utf-8")
    assert "explanations,fog,Fog kept the tower from being built.,retired,Renamed.\n" in text


def test_a_retired_id_never_comes_back(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(package / "actors.csv", "mats-berg,", "old-keeper,")
    assert main(["ledger", str(package), "--because", "He is needed again."]) == 1
    assert "actors/old-keeper was retired" in capsys.readouterr().err


def test_an_empty_reason_is_refused(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ledger", str(package), "--because", " "]) == 1
    assert "empty" in capsys.readouterr().err


def test_a_ledger_that_would_be_refused_is_not_written(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (package / "ledger.csv").read_bytes()
    change(package / "actors.csv", "Ada Lind", "Ida Lund")
    assert main(["ledger", str(package), "--because", "=1+1"]) == 1
    assert "formula" in capsys.readouterr().err
    assert (package / "ledger.csv").read_bytes() == before


def test_a_ledger_is_replaced_whole_or_not_at_all(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path.name: path.read_bytes() for path in package.iterdir() if path.is_file()}

    def fail(*_: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr(ledger.os, "replace", fail)
    new_actor(package)
    assert main(["ledger", str(package)]) == 1
    after = {path.name: path.read_bytes() for path in package.iterdir() if path.is_file()}
    assert after.keys() == before.keys()
    assert after["ledger.csv"] == before["ledger.csv"]


def test_floors_rise_to_the_rows_there_are_and_nothing_else_changes(package: Path) -> None:
    before = (package / "datapackage.json").read_text(encoding="utf-8")
    new_actor(package)
    assert main(["ledger", str(package), "--floors"]) == 0
    after = (package / "datapackage.json").read_text(encoding="utf-8")
    assert json.loads(after)["shieldbook"]["floors"]["actors"] == 9
    changed = [
        new for old, new in zip(before.splitlines(), after.splitlines(), strict=True) if old != new
    ]
    assert [line.strip() for line in changed] == [
        '"actors": 9,',
        '"actor_members": 2,',
        '"ledger": 32,',
    ]


def test_floors_do_not_fall_without_a_reason(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(
        package / "explanation_evidence.csv",
        "fog,2,The lamp list blames money.,against,lamplist-1910[p. 12]\n",
        "",
    )
    assert main(["ledger", str(package), "--floors"]) == 1
    assert "explanation_evidence has 1 row, but its floor is 2" in capsys.readouterr().err
    assert main(["ledger", str(package), "--floors", "--because", "It was no evidence."]) == 0
    assert validate(package, standard=False) == []
