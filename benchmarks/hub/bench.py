"""Send a class through a real JupyterHub on this machine: what a student costs, and what holds
when the hub or a server goes; benchmarks/README.md explains each number."""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

import jupyterhub
import psutil
from footprint import footprint, size
from needs import MEASURED, lines
from running import Hub
from student import Lost, Student

from shieldbook.console import plain
from shieldbook.phrases import counted
from shieldbook.publish.address import Address

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PROXY = Path(sys.prefix) / "node_modules" / ".bin" / "configurable-http-proxy"
LATEST = ROOT / "benchmarks" / "latest-hub.json"
# Nobody's: git is told where on this machine it lies.
REPOSITORY = "https://github.com/some-body/a-book"
READINGS = [path.name for path in sorted((ROOT / "book" / "chapters").glob("0[1-5]_*.ipynb"))]
MOST, LONGEST = 20, 540
STEPS = {"server": "log in, until the server stands", "book": "copy the book", "reading": "run"}


class Reader(threading.Thread):
    """A student who reads to the end, and begins again with the link when the server is gone."""

    def __init__(self, student: Student, pause: threading.Event | None = None):
        super().__init__(daemon=True)
        self.student, self._pause = student, pause
        self.lost, self.failed, self.back = [], "", 0.0

    def run(self) -> None:
        """Enter and read; what went wrong stands in `lost` and `failed`."""
        try:
            self.student.enter()
            self._read()
        except Exception as trouble:
            self.failed = f"{self.student.name}: {trouble!r}"

    def _read(self) -> None:
        try:
            self.student.read(self._pause)
        except Lost as trouble:
            self.lost.append(str(trouble))
            began = time.monotonic()
            self.student.enter()
            self.back = time.monotonic() - began
            self.student.read()

    @property
    def finished(self) -> bool:
        """Whether every cell was run, the last time from the top."""
        return not self.failed and 0 < self.student.wanted == self.student.cells


def book_of(folder: Path) -> None:
    """Put the book, as it was last committed, where the hub's students will copy it from."""
    where = folder / "book.git"
    clone = ["git", "clone", "--quiet", "--bare", "--depth=1", f"file://{ROOT}", str(where)]
    subprocess.run(clone, check=True)
    subprocess.run(["git", "-C", str(where), "branch", "--force", "main", "HEAD"], check=True)


def student_of(hub: Hub, number: int, notebook: str) -> Student:
    """A student with the link of a chapter, as `python -m shieldbook hub` prints it."""
    link = Address.of(REPOSITORY).on_hub(hub.url, f"book/chapters/{notebook}")
    return Student(hub, f"student-{number:02}", link)


def one_alone(hub: Hub) -> dict:
    """One student with the machine to himself: the figures that no neighbour shares."""
    student = student_of(hub, 0, READINGS[0])
    student.enter()
    empty = footprint(hub.of_students(student.name))
    student.read()
    full = footprint(hub.of_students(student.name))
    disk = size(hub.folder / "homes" / student.name)
    student.leave()
    return {"seconds": student.seconds, "before": empty, "after": full, "disk": disk}


def wait_until(condition: Callable[[], bool], ends: float) -> bool:
    """Whether it came true in time."""
    while not condition() and time.monotonic() < ends:
        time.sleep(0.1)
    return condition()


def class_of(hub: Hub, students: int) -> dict:
    """All at once. In the middle the hub is restarted, and after it one server is killed."""
    gate = threading.Event()
    pairs = zip(range(1, students + 1), cycle(READINGS), strict=False)
    readers = [
        Reader(student_of(hub, number, name), gate if number == 1 else None)
        for number, name in pairs
    ]
    began = time.monotonic()
    ends = began + LONGEST
    for reader in readers:
        reader.start()
    restart = _restarted(hub, readers, ends)
    killed = _killed(hub, readers[0].student, ends)
    gate.set()
    for reader in readers:
        reader.join(max(0.0, ends - time.monotonic()))
    seconds = time.monotonic() - began
    return {
        "seconds": seconds,
        "restart": restart,
        "killed": {"pid": killed, "back": readers[0].back},
        "students": [told(reader, hub) for reader in readers],
        "hub": footprint([psutil.Process(hub.hub.pid)]),
        "proxy": footprint([psutil.Process(hub.proxy.pid)]),
    }


def told(reader: Reader, hub: Hub) -> dict:
    """What became of one student, and what the server and the kernel hold now."""
    student = reader.student
    return {
        "name": student.name,
        "notebook": student.path.rpartition("/")[2],
        "cells": student.cells,
        "seconds": student.seconds,
        "finished": reader.finished and not reader.is_alive(),
        "lost": reader.lost,
        "failed": reader.failed,
        **footprint(hub.of_students(student.name)),
    }


def _restarted(hub: Hub, readers: list[Reader], ends: float) -> dict:
    """Restart the hub when everybody has begun, and count the cells that were run without it."""

    def begun() -> bool:
        return all(reader.student.cells or reader.failed for reader in readers)

    in_time = wait_until(begun, ends)
    cells = sum(reader.student.cells for reader in readers)
    reading = sum(not reader.finished for reader in readers)
    seconds = hub.restart()
    after = sum(reader.student.cells for reader in readers)
    return {
        "in_time": in_time,
        "seconds": seconds,
        "cells_before": cells,
        "cells_during": after - cells,
        "reading": reading,
    }


def _killed(hub: Hub, student: Student, ends: float) -> int:
    """End a student's server as a machine out of memory would, at half of the reading."""
    wait_until(lambda: 0 < student.wanted // 2 <= student.cells, ends)
    for process in hub.of_students(student.name):
        if any("jupyterhub-singleuser" in word for word in process.cmdline()):
            process.kill()
            return process.pid
    return 0


def faults(found: dict) -> list[str]:
    """What was promised of a hub and did not hold."""
    broken = []
    victim, *others = found["students"]
    for one in found["students"]:
        if not one["finished"]:
            broken.append(one["failed"] or f"{one['name']} did not finish")
    for one in others:
        broken += [f"lost by no fault of ours: {trouble}" for trouble in one["lost"]]
    restart = found["restart"]
    if not restart["in_time"] or not restart["reading"]:
        broken.append("the hub was not restarted in the middle of the readings")
    if not restart["cells_during"]:
        broken.append("nobody could read while there was no hub")
    if not found["killed"]["pid"] or not victim["lost"]:
        broken.append("no server was killed in the middle of a reading")
    return broken


def spread(values: list[float], unit: str, digits: int = 0) -> str:
    """The median, with the least and the greatest."""
    least, middle, most = min(values), statistics.median(values), max(values)
    return f"{middle:.{digits}f} {unit} ({least:.{digits}f}-{most:.{digits}f})"


def report(alone: dict, found: dict) -> None:
    """Print what was measured, and what two hundred students need."""
    report_alone(alone)
    students = found["students"]
    print(f"{counted(len(students), 'student')} at once: {found['seconds']:.0f} s in all")
    for step, words in STEPS.items():
        seconds = [one["seconds"][step] for one in students]
        print(f"  {words}: {spread(seconds, 's', 1)}")
    for kind in ("rss", "pss", "peak"):
        held = [one[kind] for one in students]
        print(f"  memory, {kind}: {spread(held, 'MB')}")
    used = [one["processor"] for one in students]
    print(f"  processor: {spread(used, 's', 1)}")
    print(f"  hub {found['hub']['rss']:.0f} MB, proxy {found['proxy']['rss']:.0f} MB")
    gone, back = found["restart"], found["killed"]["back"]
    cells = counted(gone["cells_during"], "cell")
    print(f"The hub was away for {gone['seconds']:.1f} s; meanwhile students ran {cells}.")
    print(f"The student whose server was killed was back after {back:.1f} s.")


def summary(alone: dict, found: dict) -> dict:
    """The figures from which a class of another size is reckoned. Memory is the most that was seen,
    times are medians of the class."""
    students = found["students"]
    middle = {step: median(students, lambda one, step=step: one["seconds"][step]) for step in STEPS}
    return {
        "students": len(students),
        "cores": os.cpu_count(),
        "jupyterhub": jupyterhub.__version__,
        "server_mb": round(max(one["server"] for one in students)),
        "kernel_mb": round(max(one["kernel"] for one in students)),
        "shared_mb": round(median(students, lambda one: one["pss"])),
        "hub_mb": round(found["hub"]["peak"]),
        "proxy_mb": round(found["proxy"]["peak"]),
        "disk_mb": round(alone["disk"]),
        "processor_s": round(median(students, lambda one: one["processor"]), 1),
        "alone_s": {step: round(seconds, 1) for step, seconds in alone["seconds"].items()},
        "class_s": {step: round(seconds, 1) for step, seconds in middle.items()},
        "hub_away_s": round(found["restart"]["seconds"], 1),
        "back_s": round(found["killed"]["back"], 1),
    }


def median(students: list[dict], what: Callable[[dict], float]) -> float:
    """The median of one figure of all students."""
    return statistics.median(what(one) for one in students)


def report_alone(alone: dict) -> None:
    """Print what one student took without neighbours."""
    before, after = alone["before"], alone["after"]
    print("One student alone")
    for step, seconds in alone["seconds"].items():
        print(f"  {STEPS[step]}: {seconds:.1f} s")
    print(f"  memory: {before['rss']:.0f} MB before a notebook, {after['rss']:.0f} MB after")
    print(f"  disk: {alone['disk']:.0f} MB")


def main() -> int:
    """Measure, print, write benchmarks/latest-hub.json; 1 where something did not hold."""
    plain()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=10, choices=range(2, MOST + 1))
    parser.add_argument("--keep", action="store_true", help="write hub/measured.json too")
    asked = parser.parse_args()
    if sys.platform != "linux":
        raise SystemExit("Error: memory is counted as Linux does; run this on Linux.")
    with tempfile.TemporaryDirectory() as folder:
        book_of(Path(folder))
        with Hub(Path(folder), PROXY, REPOSITORY) as hub:
            print("One student alone", flush=True)
            alone = one_alone(hub)
            print(f"{counted(asked.students, 'student')} at once", flush=True)
            found = class_of(hub, asked.students)
    broken = faults(found)
    latest = {"python": platform.python_version(), "alone": alone, "class": found, "faults": broken}
    write(LATEST, latest)
    for fault in broken:
        print(f"Did not hold: {fault}")
    if broken:
        return 1
    measured = summary(alone, found)
    report(alone, found)
    print("\n".join(lines(measured, 200)))
    if asked.keep:
        write(MEASURED, measured)
    return 0


def write(path: Path, content: dict) -> None:
    """Write figures as JSON."""
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
