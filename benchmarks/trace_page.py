"""Where the time of a page goes: `python benchmarks/trace_page.py --pages FOLDER`.

Chromium writes down what its main thread does from the navigation until the page is quiet. Each
task is charged with its own time, without what it called, and stands under a name that says what
kind of work it is. benchmarks/README.md says how to read the table.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import browser
import pandas as pd
from pages import build_default, build_ours

from shieldbook.console import plain

VISITS = 3
CATEGORIES = ["devtools.timeline", "disabled-by-default-devtools.timeline", "v8.execute"]
# What Chromium calls its tasks, by the kind of work that they are in its own developer tools.
KINDS = {
    "parse": ("ParseHTML", "ParseAuthorStyleSheet"),
    "style": ("UpdateLayoutTree", "RecalculateStyles"),
    "layout": ("Layout",),
    "paint": ("PrePaint", "Paint", "Layerize", "Commit", "UpdateLayer", "CompositeLayers"),
    "script": (
        "EvaluateScript",
        "FunctionCall",
        "v8.compile",
        "v8.produceCache",
        "RunMicrotasks",
        "TimerFire",
        "FireAnimationFrame",
        "FireIdleCallback",
        "EventDispatch",
        "MinorGC",
        "MajorGC",
        "V8.GCScavenger",
    ),
}
KIND_OF = {task: kind for kind, tasks in KINDS.items() for task in tasks}
OTHER = "other"


def own_times(events: Iterable[dict]) -> Iterator[tuple[str, float]]:
    """Name and milliseconds of every task, without those of the tasks inside it. `events`: complete
    events of one thread (name, ts and dur in microseconds), in any order."""
    open_tasks: list[list] = []

    def closed(until: float) -> Iterator[tuple[str, float]]:
        while open_tasks and open_tasks[-1][1] <= until:
            name, _, own = open_tasks.pop()
            yield name, own / 1000

    for event in sorted(events, key=lambda event: (event["ts"], -event["dur"])):
        yield from closed(event["ts"])
        if open_tasks:
            open_tasks[-1][2] -= event["dur"]
        open_tasks.append([event["name"], event["ts"] + event["dur"], event["dur"]])
    yield from closed(float("inf"))


def main_thread(trace: dict, address: str) -> list[dict]:
    """The complete events of the thread that drew the page at an address."""
    events = trace["traceEvents"]
    homes = {
        (event["pid"], event["tid"])
        for event in events
        if event["name"] == "ResourceSendRequest"
        and event.get("args", {}).get("data", {}).get("url") == address
    }
    return [
        event for event in events if event["ph"] == "X" and (event["pid"], event["tid"]) in homes
    ]


def kinds(events: Iterable[dict]) -> dict[str, float]:
    """Milliseconds by kind of work."""
    found: Counter[str] = Counter()
    for name, spent in own_times(events):
        found[KIND_OF.get(name, OTHER)] += spent
    return {kind: found[kind] for kind in (*KINDS, OTHER)}


def traced(chrome, address: str, device: str) -> dict[str, float]:
    """Milliseconds by kind of work of one visit, until the page is quiet."""
    from visit import GIVE_UP_MS, QUIET, QUIET_MS, opened

    with opened(chrome, device) as (page, _):
        chrome.start_tracing(page=page, categories=CATEGORIES)
        page.goto(address, wait_until="load", timeout=GIVE_UP_MS)
        page.wait_for_function(QUIET, arg=QUIET_MS, polling=250, timeout=GIVE_UP_MS)
        return kinds(main_thread(json.loads(chrome.stop_tracing()), address))


def medians(visits: list[dict[str, float]]) -> dict[str, float]:
    """The median of each kind of work."""
    return pd.DataFrame(visits).median().to_dict()


def measure(folder: Path) -> dict[str, dict[str, dict[str, float]]]:
    """Medians by page, device and kind of work, of pages that are built in a folder or were."""
    from contextlib import ExitStack

    from playwright.sync_api import sync_playwright

    chromium, modules = browser.get_chromium(), browser.get_packages()
    found: dict[str, dict[str, dict[str, float]]] = defaultdict(dict)
    with ExitStack() as stack:
        books = [build_ours(folder), build_default(folder)]
        addresses, rules, _ = browser.serve(stack, books, modules)
        player = stack.enter_context(sync_playwright())
        chrome = player.chromium.launch(executable_path=chromium, args=rules)
        for device in browser.DEVICES:
            for name, address in addresses.items():
                traced(chrome, address, device)  # Warms the browser and the servers.
                visits = [traced(chrome, address, device) for _ in range(VISITS)]
                found[name][device] = medians(visits)
        chrome.close()
    return found


def main(words: list[str]) -> int:
    """Measure and print; 0 even where something could not be measured."""
    plain()
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=Path, required=True, help="a folder for the built pages")
    try:
        found = measure(parser.parse_args(words).pages)
    except browser.NotMeasured as reason:
        print(f"  not measured: {reason}")
        return 0
    lines = [["page", "device", *KINDS, OTHER, "all"]]
    for name, devices in found.items():
        for device, spent in devices.items():
            cells = [f"{value:,.0f} ms" for value in (*spent.values(), sum(spent.values()))]
            lines.append([name, device, *cells])
    print(f"Own time of the main thread until the page is quiet; medians of {VISITS} visits")
    browser.show(lines)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
