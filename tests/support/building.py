"""Fresh builds of the whole project in folders of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from support import ROOT

LEFT = shutil.ignore_patterns(
    ".git",
    ".venv",
    "_build",
    "__pycache__",
    ".*_cache",
    ".hypothesis",
    "tests",
    "dist",
    "*.egg-info",
    "node_modules",
    ".node",
)


# As `make book` does, it runs the notebooks side by side first.
BUILD = "python tools/ahead.py && exec jupyter-book build book -W -n --keep-going"


def copy_project(folder: Path) -> Path:
    """The project without what is made or only tests it."""
    return Path(shutil.copytree(ROOT, folder, ignore=LEFT))


def start_build(folder: Path, line: str = BUILD, **variables: str) -> subprocess.Popen:
    """Begin to build the copy in `folder` with the package that lies there, never with the
    installed one. Programs of `line` are those of the environment that runs the tests."""
    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    own = {
        "PATH": programs,
        "PYTHONPATH": str(folder),
        "IPYTHONDIR": str(folder / ".ipython"),
        "PYTHONUTF8": "1",
    }
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("SHIELDBOOK_DATA", "PYTHONHASHSEED")
    }
    with (folder / "build.log").open("wb") as log:
        return subprocess.Popen(
            ["sh", "-c", line],
            cwd=folder,
            stdout=log,
            stderr=subprocess.STDOUT,
            env={**kept, **own, **variables},
        )


def built(folder: Path, process: subprocess.Popen) -> Path:
    """Wait for a build; returns its pages. Raises AssertionError with the end of the log where it
    failed."""
    code = process.wait(timeout=800)
    log = (folder / "build.log").read_text(encoding="utf-8", errors="replace")
    assert code == 0, log[-3000:]
    return folder / "book" / "_build" / "html"
