"""Say all that is left to do after a change of data or prose: `python tools/check.py`.

Every step is tried, whatever the others found, and each that asks for something says in a sentence
what. Nothing is built and no browser is needed.
"""

from __future__ import annotations

import multiprocessing
import os
import re
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import nbformat

from shieldbook.console import plain
from shieldbook.pages.generate import drifted
from shieldbook.phrases import counted
from shieldbook.proof import UnprovenWarning
from shieldbook.tables import versions
from shieldbook.tables.contract import DataError, read_contract
from shieldbook.tables.validation import validate

ROOT = Path(__file__).resolve().parent.parent
TESTS = (
    *(f"tests/book/test_{name}.py" for name in ("notebooks", "proofs", "prose", "spelling")),
    "tests/pages/test_corrections.py",
    "tests/test_documents.py",
)


@dataclass(frozen=True)
class Step:
    """Something that has to be so: what finds the faults, and what to do about them."""

    name: str
    find: Callable[[Path], list[str]]
    todo: str


def data(root: Path) -> list[str]:
    """Cells and rows that break the contract or a rule of the house, ids that the ledger lacks."""
    return [str(problem) for problem in validate(root / "data")]


def version(root: Path) -> list[str]:
    """Why the data are not the version that they carry, and which tables the changelog leaves
    out.
    """
    contract = read_contract(root / "data")
    problem = versions.problem(contract)
    if problem is None:
        return []
    told = (root / versions.CHANGELOG).read_text(encoding="utf-8")
    next_one = told.partition(f"\n## {versions.NEXT}\n")[2].partition("\n## ")[0]
    changed = versions.changed(contract)
    found = [problem.reason]
    found += [
        f"{versions.CHANGELOG} does not name `{table}` under `## {versions.NEXT}` yet"
        for table in versions.untold(next_one, changed)
    ]
    if "corrections" not in changed:
        found.append(
            "where what stood there was wrong, and not only badly said, "
            "data/corrections.csv wants a row too: what was, what is, and how it was found"
        )
    return found


def pages(root: Path) -> list[str]:
    """Generated pages that are not what the data and the changelog give."""
    return [f"{path} is out of date" for path in drifted(root)]


def form(root: Path) -> list[str]:
    """Notebooks that are not stripped or not formatted."""
    commands = (
        ("tools/strip.py", "--check"),
        ("-m", "ruff", "format", "--check", "--quiet", "book"),
    )
    done = [_python(root, *command) for command in commands]
    return [line for answer in done for line in _lines(answer)]


def words(root: Path) -> list[str]:
    """What the tests of prose, tags, numbers, spelling and corrections refuse."""
    answer = _python(root, "-m", "pytest", *TESTS, "-q", "-m", "not slow", "--tb=short", "-n", "0")
    if not answer.returncode:
        return []
    told = [line for line in _lines(answer) if re.match(r"_{3,} |E  ", line)]
    return [line.strip("_ ") if line.startswith("_") else line[1:].rstrip() for line in told]


def proofs(root: Path) -> list[str]:
    """Sentences that the data do not bear out, and cells that fail, in all notebooks."""
    made = {"_build", ".ipynb_checkpoints"}
    paths = [path for path in (root / "book").rglob("*.ipynb") if not made & set(path.parts)]
    # Forked from among threads a process may wait for ever; a new one does not.
    with ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn")) as pool:
        found = pool.map(unproven, sorted(paths, key=lambda path: -path.stat().st_size))
        return sorted(line for lines in found for line in lines)


def unproven(path: Path) -> list[str]:
    """What one notebook, run cell by cell, says that is not so, or where it stops."""
    os.chdir(path.parent)
    names, told = {}, []
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type != "code":
            continue
        with warnings.catch_warnings(record=True) as heard:
            warnings.simplefilter("always", UnprovenWarning)
            try:
                exec(compile(cell.source, f"{path.name}, cell {cell.id}", "exec"), names)
            except Exception as error:
                told.append(f"{path.stem}, cell {cell.id}: {type(error).__name__}: {error}")
                return told
        told += [
            f"{path.stem}, cell {cell.id}: {warning.message}"
            for warning in heard
            if issubclass(warning.category, UnprovenWarning)
        ]
    return told


def _python(root: Path, *command: str) -> subprocess.CompletedProcess:
    variables = {**os.environ, "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, *command], cwd=root, env=variables, capture_output=True, encoding="utf-8"
    )


def _lines(answer: subprocess.CompletedProcess) -> list[str]:
    return (answer.stdout + answer.stderr).splitlines() if answer.returncode else []


STEPS = (
    Step(
        "the data keep their contract",
        data,
        "mend the cells named, or run the command that the line gives.",
    ),
    Step(
        "the data are a version, and the changelog tells it",
        version,
        "do this last, when all other steps are in order: the changelog first, then the command.",
    ),
    Step("the generated pages are fresh", pages, "run `make docs` and commit what it writes."),
    Step(
        "the notebooks are stripped and formatted",
        form,
        "run `make strip` and `.venv/bin/ruff format book`.",
    ),
    Step(
        "tags, prose and corrections keep the rules",
        words,
        "mend the cell or the row; CONTRIBUTING.md, under Words and Notebooks, has the rules.",
    ),
    Step(
        "every number that the prose gives is proven",
        proofs,
        "correct the sentence and its proof at the end of the notebook, or the data.",
    ),
)


def tried(step: Step, root: Path) -> list[str]:
    """What a step finds; data that cannot be read are a finding like any other."""
    try:
        return step.find(root)
    except (DataError, OSError) as error:
        return [f"cannot be tried before the data can be read: {error}"]


def main(root: Path = ROOT) -> int:
    """Try every step and tell all of them; return 1 where any asks for something."""
    plain()
    started = time.monotonic()
    asks = 0
    with ThreadPoolExecutor(len(STEPS)) as pool:
        for step, found in zip(STEPS, pool.map(lambda step: tried(step, root), STEPS), strict=True):
            print(f"{'TO DO' if found else 'ok   '} {step.name}", flush=True)
            for line in found:
                print(f"      - {line}", flush=True)
            if found:
                asks += 1
                print(f"      What to do: {step.todo}", flush=True)
    left = f"{counted(asks, 'step')} of {len(STEPS)} to do" if asks else "nothing is left to do"
    print(f"{left} ({time.monotonic() - started:.0f} s); `make test` tries all the rest.")
    return 1 if asks else 0


if __name__ == "__main__":
    sys.exit(main())
