"""Measure what the book costs to build and its data to check and load; benchmarks/README.md
explains each number."""

from __future__ import annotations

import itertools
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import browser
import growth
from models import measure_models, report_models
from pages import copy_project
from scale import enlarge

from shieldbook.console import plain
from shieldbook.phrases import counted

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
TIMES = (1, 10, 100)
AIMS = {"unchanged": 0.10, "one chapter": 0.25}
COLD_S = 40

# Each runs in a process of its own, so that its peak memory is its own. {data} is the folder of the
# copy.
PROBES = {
    "validate": "from shieldbook import validate; problems = validate({data!r}); assert not "
    "problems, problems[0]",
    "load": "import json, pathlib; from shieldbook import load\n"
    "for table in json.loads(pathlib.Path({data!r}, "
    "'datapackage.json').read_text('utf-8'))['resources']:\n"
    "    load(table['name'], {data!r})",
    "import": "import shieldbook, pandas",
}
FRAME = """
import time, sys
{before}
started = time.perf_counter()
{work}
seconds = time.perf_counter() - started
try:
    import resource
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
except ImportError:
    import psutil
    peak = psutil.Process().memory_info().peak_wset
print(seconds, peak)
"""


# What `make book` does once the environment is there, for a book in a folder of its own.
BUILD = "import sys; from pathlib import Path; import build; sys.exit(build.build(Path()))"


def build(folder: Path) -> tuple[float, str]:
    """Seconds of one build of the book in `folder`, and what it printed. Raises where the build
    fails."""
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", BUILD],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "tools")},
        capture_output=True,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode:
        raise SystemExit(
            "Error: the book does not build, so there is nothing to "
            f"measure.\n{done.stdout}{done.stderr}"
        )
    return time.perf_counter() - started, done.stdout


def edit(notebook: Path) -> None:
    """Change a notebook's first code cell by a comment, so that it has to be run again."""
    content = json.loads(notebook.read_text(encoding="utf-8"))
    cell = next(cell for cell in content["cells"] if cell["cell_type"] == "code")
    source = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
    cell["source"] = source + "\n# Edited to be measured."
    notebook.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def measure_builds() -> dict[str, float]:
    """Seconds of a cold build, of one with nothing changed and of one after an edit, in a temporary
    copy."""
    with tempfile.TemporaryDirectory() as folder:
        copy = copy_project(Path(folder) / "project")
        cold, _ = build(copy.parent)
        unchanged, said = build(copy.parent)
        if "0 added, 0 changed, 0 removed" not in said:
            raise SystemExit("Error: Sphinx read pages again although nothing had changed.")
        edit(sorted((copy / "chapters").glob("*.ipynb"))[0])
        one, said = build(copy.parent)
        if "0 added, 1 changed, 0 removed" not in said:
            raise SystemExit("Error: Sphinx did not read exactly the one page that had changed.")
    return {"cold": cold, "unchanged": unchanged, "one chapter": one}


def probe(name: str, data: Path) -> dict[str, float]:
    """Seconds and peak memory in MB of one probe on the data folder, imports not timed."""
    program = FRAME.format(before=PROBES["import"], work=PROBES[name].format(data=str(data)))
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        cwd=data,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    if done.returncode:
        raise SystemExit(f"Error: {name} failed on the copy of the data.\n{done.stderr}")
    seconds, peak = done.stdout.split()[-2:]
    return {"seconds": float(seconds), "peak_mb": float(peak) / 1e6}


def measure_data() -> list[dict]:
    """One entry a size: how many rows, and what validating and loading them cost."""
    measured = []
    with tempfile.TemporaryDirectory() as folder:
        for times in TIMES:
            data = Path(folder) / f"{times}"
            rows = sum(enlarge(ROOT / "data", data, times).values())
            entry = {"times": times, "rows": rows}
            for name in ("import", "load", "validate"):
                entry[name] = probe(name, data)
                print(
                    f"  {times}x ({counted(rows, 'row')}) {name}: {entry[name]['seconds']:.2f} "
                    "s, "
                    f"peak {entry[name]['peak_mb']:.0f} MB",
                    flush=True,
                )
            measured.append(entry)
    return measured


def report_builds(builds: dict[str, float]) -> None:
    """Print the builds with their share of the cold one and the aim."""
    for name, seconds in builds.items():
        share = seconds / builds["cold"]
        aim = f" (aim: at most {COLD_S} s)"
        if name in AIMS:
            aim = f", {share:.0%} of cold (aim: at most {AIMS[name]:.0%})"
        print(f"  {name}: {seconds:.1f} s{aim}", flush=True)


def report_growth(measured: list[dict]) -> None:
    """Print how many times longer each step up took than it has times the rows; 1.0 or less is
    linear."""
    for name in ("load", "validate"):
        for before, after in itertools.pairwise(measured):
            rows = after["rows"] / before["rows"]
            time_grown = after[name]["seconds"] / before[name]["seconds"]
            print(
                f"  {name}, {before['times']}x to {after['times']}x: rows x {rows:.1f}, "
                f"seconds x {time_grown:.1f} ({time_grown / rows:.2f} a row)"
            )


def main() -> None:
    """Measure, print, and write benchmarks/latest.json."""
    plain()
    print("Asking the models", flush=True)
    models = measure_models()
    report_models(models)
    print("Building the book", flush=True)
    builds = measure_builds()
    report_builds(builds)
    print("Checking and loading the data", flush=True)
    measured = measure_data()
    report_growth(measured)
    print("Letting the corpus grow", flush=True)
    grown, books = growth.measure_charts(), growth.measure_books()
    print(growth.report(grown, books), flush=True)
    machine = {
        "python": platform.python_version(),
        "system": platform.system(),
        "cores": os.cpu_count(),
    }
    latest = {
        "machine": machine,
        "models": models,
        "builds_seconds": builds,
        "data": measured,
        "growth": grown,
        "books": books,
    }
    (HERE / "latest.json").write_text(json.dumps(latest, indent=1) + "\n", encoding="utf-8")
    browser.main([])
    print(f"Written to {(HERE / 'latest.json').relative_to(ROOT)}")


if __name__ == "__main__":
    main()
