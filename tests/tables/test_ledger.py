"""The ledger: no id is lost or used twice, and no row goes without a reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shieldbook import validate
from shieldbook.cli import main
from shieldbook.tables import ledger
from support import ROOT
from support.package import change

# How many ids the invented package has given, one of them retired.
LEDGER = ROOT / "tests" / "fixtures" / "package" / "ledger.csv"
IDS = len(LEDGER.read_text(encoding="utf-8").splitlines()) - 1


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
    assert lines[13] == "actors,zoe-ek,Zoe Ek,in-use,"
    assert validate(package, standard=False) == []


def test_an_up_to_date_ledger_stays_as_it_is(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (package / "ledger.csv").read_bytes()
    assert main(["ledger", str(package)]) == 0
    assert (package / "ledger.csv").read_bytes() == before
    assert capsys.readouterr().out == (f"{IDS} ids in the ledger: 0 added, 0 reworded or retired\n")


@pytest.mark.parametrize("begun", [True, False], ids=["from its header", "from nothing"])
def test_a_ledger_is_begun(package: Path, begun: bool) -> None:
    path = package / "ledger.csv"
    header = path.read_text(encoding="utf-8").splitlines()[0] + "\n"
    path.write_text(header, encoding="utf-8", newline="\n")
    if not begun:
        path.unlink()
    assert main(["ledger", str(package)]) == 0
    assert len(path.read_text(encoding="utf-8").splitlines()) == IDS


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
    assert json.loads(after)["shieldbook"]["floors"]["actors"] == 12
    changed = [
        new for old, new in zip(before.splitlines(), after.splitlines(), strict=True) if old != new
    ]
    assert [line.strip() for line in changed] == [
        '"actors": 12,',
        '"actor_members": 2,',
        f'"ledger": {IDS + 1},',
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


@pytest.mark.parametrize(
    ("file", "old", "new", "way_out"),
    [
        ("claims.csv", "About forty lamps", "Some forty lamps", 'ledger --because "…"`'),
        ("explanations.csv", "fog,", "mist,", 'ledger --because "…"`'),
        (
            "explanation_evidence.csv",
            "fog,2,The lamp list blames money.,against,lamplist-1910[p. 12]\n",
            "",
            'ledger --floors --because "…"`',
        ),
    ],
    ids=["reworded", "gone", "deleted"],
)
def test_validate_names_the_command_that_keeps_a_change_on_purpose(
    package: Path, file: str, old: str, new: str, way_out: str
) -> None:
    change(package / file, old, new)
    reasons = [problem.reason for problem in validate(package, standard=False)]
    assert [reason for reason in reasons if way_out in reason], reasons
