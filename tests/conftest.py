"""A small invented data package, complete under the real contract, for tests that corrupt or load
data."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from support import ROOT
from support.pandas_two import lowest_pandas

TABLES = ROOT / "tests" / "fixtures" / "package"

# How long a case takes is a matter of the machine, and of nothing that a test asks.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first, so that no process waits for it at the end. A file is sent
    to a process before the one at hand is done, so the longest come before all others."""
    marks = ("slow", "browser")

    def waits(item: pytest.Item) -> list[float | bool]:
        patience = item.get_closest_marker("timeout")
        return [
            -patience.args[0] if patience else 0,
            *(item.get_closest_marker(mark) is None for mark in marks),
        ]

    items.sort(key=waits)


def build_package(folder: Path) -> Path:
    """The invented tables with the book's own contract and codebook; every floor is the present
    number of rows."""
    shutil.copytree(TABLES, folder)
    shutil.copy(ROOT / "data" / "codebook.csv", folder)
    contract = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
    paths = {item["name"]: folder / item["path"] for item in contract["resources"]}
    contract["shieldbook"]["floors"] = {
        name: path.read_bytes().count(b"\n") - 1 for name, path in paths.items()
    }
    # Number and fingerprints are those of the book's data.
    contract["version"] = "0.2.0"
    del contract["shieldbook"]["versions"]
    (folder / "datapackage.json").write_text(
        json.dumps(contract, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n"
    )
    return folder


@pytest.fixture(scope="session", autouse=True)
def lowest() -> Iterator[None]:
    """All tests hold the package to what the lowest pandas that it allows can do."""
    with lowest_pandas():
        yield


@pytest.fixture(scope="session")
def pristine_package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented package, not to be changed."""
    return build_package(tmp_path_factory.mktemp("pristine") / "data")


@pytest.fixture
def package(pristine_package: Path, tmp_path: Path) -> Path:
    """A copy of the invented package that the test may change."""
    return Path(shutil.copytree(pristine_package, tmp_path / "data"))
