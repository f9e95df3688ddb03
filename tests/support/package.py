"""A change in the invented data package, and a fresh Python to read it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from support import ROOT


def change(path: Path, old: str, new: str) -> None:
    """Replaces the first `old` of a file, which must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


def python(code: str, *, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Runs code in a new interpreter that finds this repository's package first."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
