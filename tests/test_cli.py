"""The command line: what it prints, and with which status it ends."""

from __future__ import annotations

import json
import sys
import types
from pathlib import Path

import pytest

from shieldbook.cli import main
from support.package import change, python


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
