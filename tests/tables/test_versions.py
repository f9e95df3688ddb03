"""A version names data that nobody changes under it: one number everywhere, and the next one where
a cell changed."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

import shieldbook
from shieldbook.cli import main
from shieldbook.pages import generate
from shieldbook.tables import contract, versions
from shieldbook.tables.contract import Contract, DataError, read_contract
from shieldbook.tables.ledger import Refused
from support import ROOT

DAY = dt.date(2026, 12, 1)
CHANGES = """# What changed

## Next

- `articles`: the first.

## 0.1.0 — 2026-11-22

- Data: how it began.
"""


@pytest.fixture
def repository(package: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository of the invented data, of which version 0.2.0 is published, with its pages."""
    root = package.parent
    (root / "book").mkdir()
    shutil.copy(ROOT / "CITATION.cff", root)
    (root / "CHANGELOG.md").write_text(CHANGES, encoding="utf-8")
    versions.publish(root, "0.2.0", again=True, today=DAY)
    monkeypatch.delenv("SHIELDBOOK_DATA", raising=False)
    monkeypatch.setattr(contract, "_PACKAGE", root / "shieldbook")
    monkeypatch.setattr(generate, "ROOT", root)
    assert main(["docs"]) == 0
    return root


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


def described(root: Path) -> Contract:
    return read_contract(root / "data")


def everything(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


# The book's own version


def test_the_data_are_the_version_that_they_say_they_are() -> None:
    found = versions.problem(described(ROOT))
    assert found is None, found.reason


def test_the_version_is_the_same_wherever_it_stands() -> None:
    number = described(ROOT).version
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    hatch = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]
    source = (ROOT / hatch["version"]["path"]).read_text(encoding="utf-8")
    wheel = re.search(hatch["version"]["pattern"], source, flags=re.MULTILINE)
    changes = re.findall(r"^## (\d\S*) — (\S+)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)
    readme = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    said = {
        "shieldbook.__version__": shieldbook.__version__,
        "the citation": str(cited["version"]),
        "the wheel": wheel["version"] if wheel else None,
        "the changelog": changes[0][0],
        "the description of the data": re.findall(r"Version (\S+),", readme)[0],
    }
    assert said == dict.fromkeys(said, number)
    newest = described(ROOT).versions[-1]
    assert (str(cited["date-released"]), changes[0][1]) == (newest.released, newest.released)


def test_every_version_of_the_changelog_has_its_fingerprint_in_the_contract() -> None:
    told = re.findall(r"^## (\d\S*) — (\S+)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)
    kept = described(ROOT).versions
    assert [(version.number, version.released) for version in reversed(kept)] == told


def test_the_fingerprint_is_what_sha256sum_gives() -> None:
    if shutil.which("sha256sum") is None:
        pytest.skip("there is no sha256sum on this machine")
    paths = sorted(described(ROOT).versions[-1].files)
    listed = subprocess.run(
        ["sha256sum", *paths], cwd=ROOT / "data", capture_output=True, check=True
    )
    whole = subprocess.run(["sha256sum"], input=listed.stdout, capture_output=True, check=True)
    assert whole.stdout.decode().split()[0] == described(ROOT).versions[-1].sha256


# Somebody corrects a cell


def test_a_corrected_cell_is_published_with_a_line_in_the_changelog_and_one_command(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["docs", "--check"]) == 0
    change(repository / "data" / "checks.csv", "Two maps agree.", "Three maps agree.")
    capsys.readouterr()

    assert main(["validate"]) == 0
    said = capsys.readouterr().out
    assert "the data differ from version 0.2.0 in checks" in said
    assert "`python -m shieldbook version 0.2.1`" in said
    assert main(["docs", "--check"]) == 1
    assert "the data differ from version 0.2.0 in checks" in capsys.readouterr().out
    assert main(["version"]) == 1

    before = everything(repository)
    assert main(["version", "0.2.1"]) == 1
    assert "CHANGELOG.md says nothing of checks under `## Next`" in capsys.readouterr().err
    assert everything(repository) == before

    line = "## Next\n\n- `checks`: a third map was found.\n\n## 0.2.0"
    change(repository / "CHANGELOG.md", "## 0.2.0", line)
    assert main(["version", "0.2.1"]) == 0
    today = dt.date.today().isoformat()
    told = (repository / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"\n\n## 0.2.1 — {today}\n\n- `checks`: a third map was found.\n\n## 0.2.0 — 2" in told
    assert main(["docs", "--check"]) == 0
    assert main(["version"]) == 0
    assert [version.number for version in described(repository).versions] == ["0.2.0", "0.2.1"]
    assert shieldbook.__version__ == "0.2.1"


def test_every_kind_of_change_is_noticed(repository: Path) -> None:
    data = repository / "data"
    change(data / "references.bib", "An invented almanac", "An almanac")
    change(data / "record" / "sites.csv", "Northern mole", "Northern mole of the harbour")
    change(data / "explanation_evidence.csv", "fog,2,The lamp list blames money.", "fog,2,Money.")
    assert versions.changed(described(repository)) == [
        "explanation_evidence",
        "references.bib",
        "sites",
    ]


def test_a_version_without_a_fingerprint_is_none(repository: Path) -> None:
    change(repository / "data" / "datapackage.json", '"version": "0.2.0"', '"version": "0.3.0"')
    found = versions.problem(described(repository))
    assert found is not None and "is 0.2.0" in found.reason


def test_a_contract_without_versions_asks_for_none(package: Path) -> None:
    assert versions.problem(read_contract(package)) is None


# The step to the next version


@pytest.mark.parametrize(
    ("number", "again", "says"),
    [
        ("0.2", False, "is no version"),
        ("0.2.0", False, "the next is 0.2.1"),
        ("0.1.9", False, "does not follow 0.2.0"),
        ("0.2.1", True, "Only the present version, 0.2.0"),
        ("0.3.0", False, "says nothing under `## Next`"),
    ],
)
def test_a_number_that_does_not_follow_is_refused(
    repository: Path, number: str, again: bool, says: str
) -> None:
    before = everything(repository)
    with pytest.raises(Refused, match=re.escape(says)):
        versions.publish(repository, number, again=again)
    assert everything(repository) == before


def test_ten_follows_nine(repository: Path) -> None:
    for number in ("0.2.9", "0.2.10"):
        change(repository / "CHANGELOG.md", "## 0", "## Next\n\n- Tools: one more.\n\n## 0")
        versions.publish(repository, number, today=DAY)
    assert described(repository).version == "0.2.10"


def test_data_with_failures_become_no_version(repository: Path) -> None:
    change(repository / "data" / "claims.csv", ",forecast,", ",hunch,")
    change(repository / "CHANGELOG.md", "## 0.2.0", "## Next\n\n- `claims`: so.\n\n## 0.2.0")
    with pytest.raises(Refused, match="claims.csv:8:kind"):
        versions.publish(repository, "0.2.1")


def test_while_nobody_has_a_version_it_is_sealed_anew_and_takes_in_what_came_since(
    repository: Path,
) -> None:
    change(repository / "data" / "checks.csv", "Two maps agree.", "Three maps agree.")
    change(repository / "CHANGELOG.md", "## 0.2.0", "## Next\n\n- `checks`: a map.\n\n## 0.2.0")
    versions.publish(repository, "0.2.0", again=True, today=DAY)
    assert versions.problem(described(repository)) is None
    assert len(described(repository).versions) == 1
    told = (repository / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "## 0.2.0 — 2026-12-01\n\n- `checks`: a map.\n- `articles`: the first.\n\n##" in told
    assert "## Next" not in told


def test_only_the_newest_version_keeps_the_hash_of_each_file(repository: Path) -> None:
    change(repository / "CHANGELOG.md", "## 0.2.0", "## Next\n\n- Tools: one.\n\n## 0.2.0")
    versions.publish(repository, "0.2.1", today=DAY)
    old, new = described(repository).versions
    assert (old.files, set(new.files)) == ({}, set(versions.file_hashes(described(repository))))
    # Nothing but the code changed, and the fingerprint says so.
    assert old.sha256 == new.sha256


def test_a_folder_without_its_repository_gets_no_version(package: Path) -> None:
    with pytest.raises(Refused, match="CHANGELOG.md is missing"):
        versions.publish(package.parent, "0.2.1")


def test_broken_versions_are_one_problem_of_the_contract(package: Path) -> None:
    path = package / "datapackage.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    for broken in (7, [7], [{"version": 1}], [{"version": "1", "released": "x", "sha256": None}]):
        told["shieldbook"]["versions"] = broken
        path.write_text(json.dumps(told), encoding="utf-8")
        with pytest.raises(DataError, match="the contract is broken"):
            read_contract(package)
