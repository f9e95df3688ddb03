"""The package away from its repository: the data travel inside the wheel."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import shieldbook as sb
from support import ROOT

LOOK = """
import json, shieldbook as sb
rows = {name: len(sb.load(name)) for name in ("claims", "treaties")}
print(json.dumps({"from": sb.__file__, **rows}))
"""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """A folder that holds what the wheel would put beside other packages, and nothing of the
    repository."""
    made = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "-q",
        "--no-deps",
        "--no-build-isolation",
        str(ROOT),
        "-w",
        str(made),
    ]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    target = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(next(made.glob("*.whl"))) as wheel:
        wheel.extractall(target)
    return target


def test_the_tables_load_from_an_installed_wheel_in_another_folder(installed, tmp_path):
    environment = {key: value for key, value in os.environ.items() if key != "SHIELDBOOK_DATA"}
    done = subprocess.run(
        [sys.executable, "-c", LOOK],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={**environment, "PYTHONPATH": str(installed)},
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert Path(seen["from"]).is_relative_to(installed)
    assert (seen["claims"], seen["treaties"]) == (len(sb.load("claims")), len(sb.load("treaties")))


def test_the_wheel_carries_every_table_of_the_contract(installed):
    carried = {
        str(path.relative_to(installed / "shieldbook" / "data")).replace("\\", "/")
        for path in (installed / "shieldbook" / "data").rglob("*.csv")
    }
    contract = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
    assert {table["path"] for table in contract["resources"]} <= carried
