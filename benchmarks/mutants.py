"""How strong the tests are: one line of the code is made wrong at a time, and the tests that could
notice are run. benchmarks/README.md says how to read the table.

`python benchmarks/mutants.py --count 100 --seed 1` needs the environment of the tests, and a built
book for the scripts of the page.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from queue import Queue

from shieldbook.console import plain

ROOT = Path(__file__).resolve().parent.parent
# Of a hundred lines, how many of each part.
PARTS = {"analysis": 30, "tables": 30, "publish": 25, "scripts": 15}
SECONDS = 1200
BUILT = "book/_build/html"
ALL = ["tests", "-m", "not slow and not browser"]

COMPARED = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
COMPUTED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult}
JOINED = {ast.And: ast.Or, ast.Or: ast.And}
# The same in the page's scripts, where nothing reads the syntax: what is found, what takes its
# place.
SCRIPTED = {
    "comparison": [(r" < ", " <= "), (r" > ", " >= "), (r" === ", " !== "), (r" !== ", " === ")],
    "and or": [(r" && ", " || "), (r" \|\| ", " && ")],
    "arithmetic": [(r" \+ (?!\")", " - "), (r" - ", " + "), (r" \* ", " / "), (r" / ", " * ")],
    "number": [(r"(?<=[ (\[,])(\d+)(?=[ ,;)\]])", lambda found: str(int(found[1]) + 1))],
    "truth": [(r"\btrue\b", "false"), (r"\bfalse\b", "true")],
    "negation": [(r"(?<=[( ])!(?=[\w(])", "")],
    "result": [(r"^(\s*)return [^;{]+;$", r"\1return undefined;")],
}


@dataclass(frozen=True)
class Mutant:
    """One line made wrong: `before` is what stood at `start` of the file, in characters."""

    part: str
    path: Path
    line: int
    operator: str
    start: int
    before: str
    after: str

    def __str__(self) -> str:
        place = f"{self.path.relative_to(ROOT).as_posix()}:{self.line}"
        shown = (" ".join(text.split())[:60] for text in (self.before, self.after))
        return f"{place} {self.operator}: {' -> '.join(shown)}"

    def text(self) -> str:
        """The whole file with the line made wrong."""
        whole = self.path.read_text(encoding="utf-8")
        return whole[: self.start] + self.after + whole[self.start + len(self.before) :]


def changed(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """What may stand in a node's place: the operator's name and the other node."""
    match node:
        case ast.Compare(left, [operator], right) if type(operator) in COMPARED:
            yield "comparison", ast.Compare(left, [COMPARED[type(operator)]()], right)
        case ast.BoolOp(operator, values):
            yield "and or", ast.BoolOp(JOINED[type(operator)](), values)
        case ast.BinOp(left, operator, right) if type(operator) in COMPUTED:
            if not any(isinstance(side, ast.Constant | ast.JoinedStr) for side in (left, right)):
                yield "arithmetic", ast.BinOp(left, COMPUTED[type(operator)](), right)
        case ast.Constant(bool() as value):
            yield "truth", ast.Constant(not value)
        case ast.Constant(int() as value):
            yield "number", ast.Constant(value + 1)
        case ast.UnaryOp(ast.Not(), operand):
            yield "negation", operand
        case ast.Return(value) if value is not None:
            yield "result", ast.Return(ast.Constant(None))
        case ast.Call(function, given, named) if len(named) > 1:
            yield "argument", ast.Call(function, given, named[:-1])


def in_python(part: str, path: Path) -> Iterator[Mutant]:
    """Every mutant of a module."""
    text = path.read_text(encoding="utf-8")
    starts = [0]
    for row in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(row))

    def place(row: int, column: int) -> int:
        """Where a position of the syntax, which counts bytes, stands in the text."""
        begun = text[starts[row - 1] : starts[row]].encode("utf-8")[:column]
        return starts[row - 1] + len(begun.decode("utf-8"))

    for node in ast.walk(ast.parse(text)):
        for operator, other in changed(node):
            start, end = (
                place(node.lineno, node.col_offset),
                place(node.end_lineno, node.end_col_offset),
            )
            written = ast.unparse(other)
            after = written if isinstance(node, ast.Return) else f"({written})"
            yield Mutant(part, path, node.lineno, operator, start, text[start:end], after)


def in_script(path: Path) -> Iterator[Mutant]:
    """Every mutant of a script of the page."""
    start = 0
    for number, row in enumerate(path.read_text(encoding="utf-8").splitlines(keepends=True), 1):
        if not row.lstrip().startswith(("//", "*", "/*")):
            for operator, pairs in SCRIPTED.items():
                for pattern, other in pairs:
                    if (after := re.sub(pattern, other, row, count=1)) != row:
                        yield Mutant("scripts", path, number, operator, start, row, after)
        start += len(row)


def every_mutant() -> dict[str, list[Mutant]]:
    """All mutants that the operators make, by part, in the order of the files."""
    package = ROOT / "shieldbook"
    made: dict[str, list[Mutant]] = {part: [] for part in PARTS}
    for part in ("analysis", "tables", "publish"):
        for path in sorted((package / part).rglob("*.py")):
            made[part] += in_python(part, path)
    static = package / "publish" / "static"
    scripts = [static / "search.js", *static.glob("js/*.js"), *static.glob("models/*.js")]
    for path in sorted(scripts):
        made["scripts"] += in_script(path)
    return made


def drawn(count: int, seed: int) -> list[Mutant]:
    """`count` mutants on as many lines, in the shares of PARTS; the same for the same seed."""
    chance, chosen = random.Random(seed), []
    for part, mutants in every_mutant().items():
        lines: dict[tuple, list[Mutant]] = {}
        for one in mutants:
            lines.setdefault((one.path, one.line), []).append(one)
        wanted = round(count * PARTS[part] / 100)
        picked = chance.sample(sorted(lines), min(wanted, len(lines)))
        chosen += [chance.choice(lines[line]) for line in picked]
    # Whoever stops early has tried some of every part.
    chance.shuffle(chosen)
    return chosen


def rounds(one: Mutant) -> list[list[str]]:
    """The tests that could notice, the likeliest first; each round is tried where the one before
    noticed nothing."""
    if one.part == "scripts":
        live = ["controls_live", "tables_live", "live", "addresses", "switches", "search", "pages"]
        return [[f"tests/browser/test_{name}.py"] for name in live]
    folder = Path("tests") / one.path.relative_to(ROOT / "shieldbook").parent
    while not (ROOT / folder).is_dir():
        folder = folder.parent
    mirrored = folder / f"test_{one.path.stem}.py"
    near = [mirrored.as_posix()] if (ROOT / mirrored).is_file() else []
    return [
        [*near] or [folder.as_posix()],
        [folder.as_posix(), "tests/book/test_proofs.py", "tests/test_article.py"],
        ALL,
    ]


def noticed(one: Mutant, folder: Path, near: bool) -> str:
    """The first test that fails with this line in the copy of the project in `folder`; empty where
    none does. `near` leaves out the last round, of all tests. The copy is whole again
    afterwards."""
    changes = {
        folder / one.path.relative_to(ROOT): (one.path.read_text(encoding="utf-8"), one.text())
    }
    for built in (folder / BUILT / "_static").rglob("*.js") if one.part == "scripts" else ():
        sound = built.read_text(encoding="utf-8")
        if sound.count(one.before) == 1 and "vendor" not in built.parts:
            changes[built] = (sound, sound.replace(one.before, one.after))
    try:
        for path, (_, wrong) in changes.items():
            path.write_text(wrong, encoding="utf-8")
        asked = [words for words in rounds(one) if not (near and words is ALL)]
        return next(filter(None, (first_failure(words, folder) for words in asked)), "")
    finally:
        for path, (sound, _) in changes.items():
            path.write_text(sound, encoding="utf-8")


def first_failure(words: list[str], folder: Path) -> str:
    """The name of the first test that fails, or what else stopped them; empty where all pass."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-x",
        "-q",
        "-n",
        "0",
        "-p",
        "no:cacheprovider",
        *words,
    ]
    own = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        told = subprocess.run(
            command, cwd=folder, env=own, capture_output=True, text=True, timeout=SECONDS
        )
    except subprocess.TimeoutExpired:
        return "no end in sight"
    if told.returncode in (0, 5):
        return ""
    if told.returncode == 4:
        raise SystemExit(f"Error: there are no such tests: {' '.join(words)}")
    named = re.search(r"^(?:FAILED|ERROR) (\S+)", told.stdout, re.MULTILINE)
    return named[1].split("@")[0] if named else "the tests cannot be collected"


def cloned(folder: Path) -> Path:
    """A clone of the project's last commit with its built book."""
    subprocess.run(["git", "clone", "-q", ROOT, folder], check=True)
    if (ROOT / BUILT).is_dir():
        shutil.copytree(ROOT / BUILT, folder / BUILT)
    return folder


def check_sound(folder: Path) -> None:
    """Raises SystemExit where a test fails in a clone although no line is wrong: it would then fail
    with every mutant."""
    if failing := first_failure(ALL, folder):
        raise SystemExit(f"Error: no line is wrong yet, and this test fails: {failing}")


def tried(mutants: list[Mutant], workers: int, near: bool) -> Iterator[tuple[Mutant, str]]:
    """Each mutant and what noticed it, as soon as it is known, as many at a time as there are
    workers."""
    free: Queue[Path] = Queue()
    with tempfile.TemporaryDirectory() as place, ThreadPoolExecutor(workers) as pool:
        folders = [cloned(Path(place) / str(number)) for number in range(workers)]
        if not near:
            check_sound(folders[0])
        for folder in folders:
            free.put(folder)

        def one_by_one(one: Mutant) -> tuple[Mutant, str]:
            folder = free.get()
            try:
                return one, noticed(one, folder, near)
            finally:
                free.put(folder)

        for known in as_completed([pool.submit(one_by_one, one) for one in mutants]):
            yield known.result()


def report(found: list[tuple[Mutant, str]]) -> str:
    """How many were noticed, by part and by operator."""
    lines = [f"{sum(bool(by) for _, by in found)} of {len(found)} noticed"]
    for name in ("part", "operator"):
        made = Counter(getattr(one, name) for one, _ in found)
        caught = Counter(getattr(one, name) for one, by in found if by)
        lines += [f"  {name} {kind}: {caught[kind]} of {made[kind]}" for kind in sorted(made)]
    return "\n".join([*lines, *(f"  not noticed: {one}" for one, by in found if not by)])


def main() -> None:
    """Draw, try, print as each is known, and sum up."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--count", type=int, default=100)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--workers", type=int, default=1)
    words.add_argument(
        "--near", action="store_true", help="leave out the last round, which runs all tests"
    )
    words.add_argument("--list", action="store_true", help="only say which lines would be changed")
    given = words.parse_args()
    mutants, found = drawn(given.count, given.seed), []
    if given.list:
        print("\n".join(map(str, mutants)))
        return
    for one, by in tried(mutants, given.workers, given.near):
        print(
            f"{'noticed' if by else 'NOT NOTICED'} {one}" + (f" [{by}]" if by else ""), flush=True
        )
        found.append((one, by))
    print(report(found))


if __name__ == "__main__":
    plain()
    main()
