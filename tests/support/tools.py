"""The tools of the project, loaded as modules, and what all of them promise."""

from __future__ import annotations

import importlib.util
import sys

import pytest

from support import ROOT

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="make and sh are for POSIX systems")


def load_tool(name: str):
    spec = importlib.util.spec_from_file_location(f"tool_{name}", ROOT / "tools" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def assert_one_sentence(error: str, *words: str) -> None:
    assert error.startswith("Error: ") and error.count("\n") == 1, error
    for word in words:
        assert word in error
