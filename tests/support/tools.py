"""The tools of the project, loaded as modules, and what all of them promise."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from support import ROOT

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="make and sh are for POSIX systems")


def load_tool(name: str, folder: str = "tools"):
    spec = importlib.util.spec_from_file_location(f"tool_{name}", ROOT / folder / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    # A dataclass looks for its module there.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def assert_one_sentence(error: str, *words: str) -> None:
    assert error.startswith("Error: ") and error.count("\n") == 1, error
    for word in words:
        assert word in error


def fake_browser(path: Path, code: int = 0) -> Path:
    """A program at that path that does nothing but end with a code."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\nexit {code}\n")
    path.chmod(0o755)
    return path
