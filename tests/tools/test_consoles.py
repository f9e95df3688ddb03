"""What the project's programs print can be shown on any console, and is one sentence where
something is missing."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys

import pytest

from support import ROOT
from support.tools import POSIX, assert_one_sentence, fake_browser

CONSOLES = ["cp437", "ascii", "utf-8"]


# A name that is in none of the old consoles, as a reader's folder or a line of another program may
# have it.
STRANGE = "\u0421\u0435\u0440\u0433\u0435\u0435\u0432 \u2026"


def on_console(encoding: str, *command: object, **more: str) -> subprocess.CompletedProcess:
    """A Python program's answer on a console of that encoding."""
    variables = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONPATH": str(ROOT), **more}
    answer = subprocess.run(
        [sys.executable, *map(str, command)], env=variables, cwd=ROOT, capture_output=True
    )
    return subprocess.CompletedProcess(
        answer.args,
        answer.returncode,
        answer.stdout.decode(encoding),
        answer.stderr.decode(encoding),
    )


CHILD = f"import sys; sys.stdout.reconfigure(encoding='utf-8'); print({STRANGE!r})"
SHOWN = f"""
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import build
build.plain()
build.show(sys.executable, "-c", {CHILD!r}, root=Path.cwd())
"""


@pytest.mark.parametrize("encoding", CONSOLES)
def test_the_lines_of_the_programs_that_build_are_shown_on_any_console(encoding):
    answer = on_console(encoding, "-c", SHOWN, ROOT / "tools")
    assert answer.returncode == 0, answer.stderr
    assert STRANGE.encode(encoding, "backslashreplace").decode(encoding) in answer.stdout


@POSIX
@pytest.mark.parametrize("encoding", CONSOLES)
def test_a_chromium_in_a_folder_with_any_name_is_told_on_any_console(tmp_path, encoding):
    browser = fake_browser(tmp_path / STRANGE)
    answer = on_console(encoding, ROOT / "tools" / "chromium.py", CHROMIUM=str(browser))
    assert answer.returncode == 0, answer.stderr
    assert STRANGE.encode(encoding, "backslashreplace").decode(encoding) in answer.stdout


@pytest.mark.parametrize("encoding", CONSOLES)
@pytest.mark.parametrize(
    "words",
    [("verify", "--article", "monitor-1999"), ("validate",), ("ledger",)],
    ids=lambda words: words[0],
)
def test_a_file_with_any_name_is_told_by_the_package_on_any_console(tmp_path, encoding, words):
    answer = on_console(encoding, "-m", "shieldbook", *words, tmp_path / STRANGE)
    said = answer.stdout + answer.stderr
    assert answer.returncode in (1, 2) and "Traceback" not in said
    assert "is missing" in said or "there is no file" in said


SHOWS_TEXTS = [
    *sorted((ROOT / "tools").glob("*.py")),
    *sorted((ROOT / "benchmarks").glob("*.py")),
    *(
        ROOT / "shieldbook" / f"{name}.py"
        for name in ("cli", "console", "verify", "tables/contract", "tables/ledger")
    ),
]


def texts_of(path):
    """The texts of a program but its docstrings, and but the tables of signs that it looks for in
    others' texts."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    apart = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    ]
    apart += [
        node
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "_PLAIN"
    ]
    skipped = {id(part) for node in apart for part in ast.walk(node)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in skipped
    ]


def test_what_the_programs_say_themselves_is_written_in_plain_signs():
    found = {
        path.name: [text for text in texts_of(path) if not text.isascii()] for path in SHOWS_TEXTS
    }
    assert {name: texts for name, texts in found.items() if texts} == {}


def test_every_program_can_show_any_text():
    # The map's recipe needs what the book does not install; it says numbers and, on standard error,
    # a path.
    programs = [
        path
        for path in [*SHOWS_TEXTS, ROOT / "shieldbook" / "__main__.py"]
        if "__main__" in path.read_text(encoding="utf-8") and path.name != "map.py"
    ]
    ready = re.compile(r"\bplain\(\)|\bplain_signs\(\)|\.reconfigure\(|\bmain\(\)\)")
    assert len(programs) >= 7
    assert [
        path.name for path in programs if not ready.search(path.read_text(encoding="utf-8"))
    ] == []


# What is missing is told


@pytest.fixture
def shapely(tmp_path):
    """A folder with a stand-in for what the map's recipe needs and the book does not install."""
    folder = tmp_path / "shapely"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "geometry.py").write_text(
        "LineString = Polygon = Point = object\nbox = lambda *_: None\n"
    )
    return tmp_path


@pytest.mark.parametrize(
    "words, told",
    [
        ((), "countries-10m.json"),
        (("nowhere.json",), "nowhere.json cannot be read"),
        ((__file__,), "is not countries-10m.json"),
    ],
    ids=["none", "lost", "another"],
)
def test_a_map_without_its_file_is_told_in_one_sentence(shapely, words, told):
    answer = on_console("utf-8", ROOT / "tools" / "map.py", *words, PYTHONPATH=str(shapely))
    assert answer.returncode == 1
    assert_one_sentence(answer.stderr, told)


@POSIX
def test_scripts_that_npm_does_not_give_are_told_in_one_sentence(tmp_path):
    npm = tmp_path / "npm"
    npm.write_text("#!/bin/sh\nexit 1\n")
    npm.chmod(0o755)
    answer = on_console("utf-8", ROOT / "tools" / "vendor.py", "axe", PATH=str(tmp_path))
    assert answer.returncode == 1
    assert_one_sentence(answer.stderr, "axe could not be refreshed", "npm")
