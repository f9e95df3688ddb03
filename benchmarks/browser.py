"""Measure pages in a real browser, beside a default build of an equal page:
`python benchmarks/browser.py [--quick]`.

benchmarks/README.md explains each number. What cannot be measured here is named with the reason,
and the rest goes on.
"""

from __future__ import annotations

import argparse
import json
import math
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
NODE = HERE / ".node"
LATEST = HERE / "latest.json"
sys.path.insert(0, str(ROOT / "tools"))

import chromium as finder  # noqa: E402 - found only by way of the line above

from shieldbook.console import plain  # noqa: E402 - the same
from shieldbook.phrases import counted  # noqa: E402 - the same

RUNS, LIGHTHOUSE_RUNS = 7, 3
DEVICES = ("desktop", "phone")
# The pages of the book that are measured, as the table calls them.
OURS = {
    "bench": "bench page",
    "chapter": "first chapter",
    "largest": "largest story",
    "evidence": "evidence",
}
# What is measured against the default page in the same round: where a visit keeps it, how the table
# calls it, the aims on the desktop and the phone, and whether evidence is held to it.
SHARES = (
    ("first_paint", "first paint", (0.6, 0.45), True),
    ("all_drawn", "all charts visible", (0.25, 0.15), False),
    ("long_tasks", "long tasks before touch", (0, 0.03), True),
)


class NotMeasured(Exception):
    """Something the measurement needs is not there; the message says what."""


@dataclass(frozen=True)
class Row:
    """A line of the table: what it is called, the aim in words and as a test, and how to find the
    number.

    `find` takes a page's measurements and those of the default page and returns one value a run, or
    None. `everywhere`: the aim is one for a page of evidence too, not for stories alone.
    """

    name: str
    aim: str
    find: Callable[[dict, dict], list[float] | None]
    met: Callable[[float], bool] | None
    unit: str = "ms"
    everywhere: bool = False


def per_visit(device: str, key: str) -> Callable[[dict, dict], list[float] | None]:
    """One number of every visit with the device."""
    return lambda page, _default: [visit[key] for visit in page[device]]


def against_default(
    device: str, find: Callable[[dict, dict], list[float] | None], key: str
) -> Callable[[dict, dict], list[float] | None]:
    """What `find` finds in every visit, as a share of a number of the default page's visit in the
    same round; infinite where only that one is nothing."""

    def share(ours: float, theirs: float) -> float:
        if not ours:
            return 0.0
        return ours / theirs if theirs else math.inf

    def shares(page: dict, default: dict) -> list[float] | None:
        found = find(page, default)
        if found is None or not default.get(device):
            return None
        theirs = [visit[key] for visit in default[device]]
        return [share(*pair) for pair in zip(found, theirs, strict=True)]

    return shares


def of_touch(number: int, *parts: str) -> Callable[[dict, dict], list[float] | None]:
    """Milliseconds of a chart's way to life; infinite where it never got there, None where there is
    none to touch."""

    def spent(touch: dict) -> float:
        times = [touch[part] for part in parts]
        return math.inf if None in times else sum(times)

    def find(page: dict, _default: dict) -> list[float] | None:
        touches = [visit["touches"][number] for visit in page["phone"]]
        return None if None in touches else [spent(touch) for touch in touches]

    return find


def of_lighthouse(category: str) -> Callable[[dict, dict], list[float] | None]:
    """Lighthouse's scores in a category, one a run."""
    return lambda page, _default: (
        [report["scores"][category] for report in page.get("lighthouse", [])] or None
    )


def all_bytes(page: dict, _default: dict) -> list[float]:
    """What came over the line before any touch, in kB, whichever device asked."""
    return [visit["bytes"] / 1000 for device in DEVICES for visit in page[device]]


def worst_shift(page: dict, _default: dict) -> list[float]:
    """Layout shift of every visit, whichever device."""
    return [visit["shift"] for device in DEVICES for visit in page[device]]


def at_most(limit: float) -> Callable[[float], bool]:
    """Whether a value keeps within the limit."""
    return lambda value: value <= limit


def share(name: str, limit: float, device: str, find: Callable, key: str) -> Row:
    """A row whose aim is a share of a number of the default page in the same round."""
    aim, found = f"<= {limit} x", against_default(device, find, key)
    return Row(f"{name}, {device}", aim, found, at_most(limit), "x")


def scored(category: str, least: int) -> Row:
    """A row for one of Lighthouse's categories."""
    name = f"Lighthouse mobile, {category.replace('-', ' ')}"
    return Row(name, f">= {least}", of_lighthouse(category), lambda value: value >= least, "")


def aims() -> list[Row]:
    """What the book aims at, and asks of every change."""
    lines = [Row("transferred before touch, gzip", "<= 60 kB", all_bytes, at_most(60), "kB")]
    for key, name, limits, everywhere in SHARES:
        for device, limit in zip(DEVICES, limits, strict=True):
            row = share(name, limit, device, per_visit(device, key), key)
            lines.append(replace(row, everywhere=everywhere))
    for number, (name, limit) in enumerate((("first chart", 0.1), ("later chart", 0.04))):
        find = of_touch(number, "live")
        lines.append(share(f"touch to live, {name}", limit, "phone", find, "all_drawn"))
    lines.append(Row("layout shift", "< 0.01", worst_shift, lambda value: value < 0.01, ""))
    least = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
    return [*lines, *(scored(category, score) for category, score in least.items())]


def explanations() -> list[Row]:
    """What only explains the aims."""
    lines = []
    for device in DEVICES:
        for key, name, *_ in SHARES:
            lines.append(Row(f"{name}, {device}", "", per_visit(device, key), None))
    for number, name in enumerate(("first chart", "later chart")):
        lines.append(Row(f"touch to live, {name}, phone", "", of_touch(number, "live"), None))
        words = of_touch(number, "live", "answer")
        lines.append(Row(f"touch to a mark's words, {name}, phone", "", words, None))
    lines.append(Row("requests before touch", "", per_visit("phone", "requests"), None, ""))
    lines.append(Row("requests to other hosts", "", per_visit("phone", "foreign"), None, ""))
    return lines


def rows() -> list[Row]:
    """The table of the bench: the aims of the book, then what only explains them."""
    return aims() + explanations()


# What is needed


def get_packages() -> Path:
    """Install Lighthouse and the copies of Vega where they are not in yet; their folder. Raises
    NotMeasured."""
    missing = [name for name in ("node", "npm") if not shutil.which(name)]
    if missing:
        raise NotMeasured(f"{' and '.join(missing)} not found: install Node.js 20 or later")
    wanted = [(HERE / name).read_bytes() for name in ("package.json", "package-lock.json")]
    copies = [NODE / name for name in ("package.json", "package-lock.json")]
    done = NODE / "installed"
    if done.is_file() and wanted == [copy.read_bytes() for copy in copies]:
        return NODE / "node_modules"
    print(
        "  Installing Lighthouse and copies of Vega with npm (once; 220 MB, a minute)", flush=True
    )
    NODE.mkdir(exist_ok=True)
    done.unlink(missing_ok=True)
    for copy, content in zip(copies, wanted, strict=True):
        copy.write_bytes(content)
    npm = [shutil.which("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    ran = subprocess.run(npm, cwd=NODE, capture_output=True, text=True)
    if ran.returncode:
        raise NotMeasured(
            f"npm could not install what benchmarks/package.json names: {_last_error(ran.stderr)}"
        )
    done.touch()
    return NODE / "node_modules"


def _last_error(said: str) -> str:
    lines = [
        line.removeprefix("npm error ")
        for line in said.splitlines()
        if line.startswith("npm error ")
    ]
    return " ".join(lines[:2]) or "no reason given"


def get_chromium() -> str:
    """The path of a Chromium, and the certainty that Playwright can drive it. Raises
    NotMeasured."""
    try:
        import playwright  # noqa: F401 - only whether it is there

        path = finder.find()
    except ImportError:
        raise NotMeasured(
            "Playwright is not installed (it comes with requirements-test.txt)"
        ) from None
    except finder.NoChromium as trouble:
        raise NotMeasured(str(trouble)) from None
    if path is None:
        raise NotMeasured("no Chromium was found")
    return path


# Measuring


def measure(
    folder: Path, runs: int, lighthouse_runs: int, sources: dict[str, str] | None = None
) -> dict:
    """Build the pages in `folder`, visit each `runs` times with each device, examine each; all that
    was found. `sources`: where the peers' sources are kept, by name, others being cloned; None
    leaves the peers out.

    Raises NotMeasured where there is no browser.
    """
    chromium = get_chromium()
    trouble: dict[str, str] = {}
    try:
        modules = get_packages()
    except NotMeasured as reason:
        modules = None
        trouble["the default build, and Lighthouse"] = str(reason)

    from pages import build_default, build_ours

    books = [build_ours(folder)] + ([build_default(folder)] if modules else [])
    if modules and sources is not None:
        from peers import build_peers

        peers, missing = build_peers(folder, sources)
        books += peers
        trouble |= missing
    with ExitStack() as stack:
        addresses, rules, refused = serve(stack, books, modules)
        pages = _visit(addresses, chromium, rules, runs, trouble)
        if modules and lighthouse_runs:
            from lighthouse import examine

            look = partial(examine, chromium=chromium, rules=rules, modules=modules)
            _examine(look, pages, addresses, lighthouse_runs, trouble)
    if refused:
        trouble["what the default page asked for and the bench has no copy of"] = ", ".join(
            sorted(refused)
        )
    charts = {name: count for book in books for name, count in book.charts.items()}
    return {"runs": runs, "charts": charts, "not_measured": trouble, "pages": pages}


def serve(
    stack: ExitStack, books: list, modules: Path | None
) -> tuple[dict[str, str], list[str], set[str]]:
    """Serve built books until `stack` closes: the address of every page, what Chromium has to be
    started with, and the set into which what could not be answered will be entered."""
    from server import resolver_rules, serve_folder, serve_packages

    addresses, refused = {}, set()
    for book in books:
        port = stack.enter_context(serve_folder(book.folder)).server_port
        addresses |= {name: f"http://127.0.0.1:{port}/{page}" for name, page in book.pages.items()}
    if not modules:
        return addresses, [*finder.LAUNCH_ARGUMENTS, resolver_rules(None)], refused
    stand_in = stack.enter_context(serve_packages(modules, refused))
    rules = [*finder.LAUNCH_ARGUMENTS, *stand_in.trust, resolver_rules(stand_in.server_port)]
    return addresses, rules, refused


def _visit(
    addresses: dict[str, str], chromium: str, rules: list[str], runs: int, trouble: dict[str, str]
) -> dict[str, dict]:
    """Page after page and round after round, so that a slow moment of the machine meets all of them
    alike.

    A page whose charts do not come is entered in `trouble` and taken out of `addresses`.
    """
    from playwright.sync_api import TimeoutError as TooLate
    from playwright.sync_api import sync_playwright
    from visit import visit

    pages: dict[str, dict] = {}
    for name in addresses:
        pages[name] = {device: [] for device in DEVICES}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=rules)
        for device in DEVICES:
            # The first round warms the browser and the servers, and is not counted.
            for number in range(runs + 1):
                for name, address in list(addresses.items()):
                    try:
                        found = visit(browser, address, device)
                    except TooLate:
                        trouble[f"the page {name}"] = (
                            f"its charts were not all drawn within a minute ({device})"
                        )
                        del addresses[name], pages[name]
                        continue
                    if number:
                        pages[name][device].append(found)
                print(f"  {device}: round {number} of {runs}", flush=True)
        browser.close()
    return pages


def _examine(
    look: Callable[[str], dict],
    pages: dict,
    addresses: dict[str, str],
    runs: int,
    trouble: dict[str, str],
) -> None:
    """Enter what Lighthouse finds (`look` at an address) beside the visits; a failure goes into
    `trouble`."""
    for number in range(1, runs + 1):
        for name, address in addresses.items():
            try:
                pages[name].setdefault("lighthouse", []).append(look(address))
            except (RuntimeError, subprocess.TimeoutExpired) as reason:
                trouble[f"Lighthouse on the page {name}"] = str(reason)
        print(f"  Lighthouse: round {number} of {runs}", flush=True)


# Reporting


def number(value: float, unit: str) -> str:
    """A value with as many digits as it deserves."""
    if math.isinf(value):
        return "never"
    if unit == "x":
        text = f"{value:.2f}"
    elif value < 1:
        text = f"{value:.3f}".rstrip("0").rstrip(".")
    else:
        text = f"{value:,.0f}"
    return f"{text} {unit}".rstrip()


def spread(values: list[float] | None, unit: str) -> str:
    """The median, and in brackets the least and the greatest where they differ in what is
    printed."""
    if not values:
        return "not measured"
    low, middle, high = min(values), statistics.median(values), max(values)
    around = (
        ""
        if number(low, unit) == number(high, unit)
        else f" ({number(low, '')}-{number(high, '')})"
    )
    return f"{number(middle, unit)}{around}"


def judge(row: Row, values: list[float] | None) -> str:
    """Whether the median meets the aim: yes, NO, or nothing where there is no aim or no number."""
    if row.met is None or not values:
        return ""
    return "yes" if row.met(statistics.median(values)) else "NO"


def table(pages: dict[str, dict]) -> tuple[list[list[str]], list[str]]:
    """The lines to print, heads first, and the aims that a page of ours missed."""
    default = pages.get("default", {})
    others = [name for name in pages if name not in OURS]
    lines, missed = [["", "aim", *OURS.values(), *others]], []
    for row in rows():
        cells = [row.name, row.aim]
        for page, called in OURS.items():
            values = row.find(pages[page], default) if page in pages else None
            verdict = judge(row, values) if row.everywhere or page != "evidence" else ""
            cells.append(f"{spread(values, row.unit)} {verdict}".rstrip())
            if verdict == "NO":
                missed.append(f"{row.name} ({called}): {spread(values, row.unit)}, aim {row.aim}")
        cells += [spread(row.find(pages[page], default), row.unit) for page in others]
        lines.append(cells)
    return lines, missed


def show(lines: list[list[str]]) -> None:
    """Print the table as Markdown, so that it reads here and can go into the README as it is."""
    widths = [max(3, *map(len, column)) for column in zip(*lines, strict=True)]
    for line in [lines[0], ["-" * width for width in widths], *lines[1:]]:
        print(f"| {' | '.join(map(str.ljust, line, widths))} |")


def report(found: dict) -> None:
    """Print the table, what Lighthouse found costly, what was not measured and, loudly, what was
    missed."""
    pages = found["pages"]
    lines, missed = table(pages)
    print(
        f"Medians of {counted(found['runs'], 'visit')} a page and device, and in brackets the "
        "least and the greatest"
    )
    show(lines)
    print(
        "Charts on the pages: "
        f"{', '.join(f'{name} {count}' for name, count in found['charts'].items())}"
    )
    for name, page in pages.items():
        for category, audits in (page.get("lighthouse") or [{"costly": {}}])[-1]["costly"].items():
            if audits:
                print(f"  Lighthouse on {name}, {category}: {', '.join(audits)}")
    for what, why in found["not_measured"].items():
        print(f"  not measured: {what}: {why}")
    if missed:
        print(f"*** {len(missed)} AIMS MISSED ***")
        for line in missed:
            print(f"  {line}")
    else:
        print("Every aim that was measured is met.")


def keep(found: dict) -> None:
    """Put the measurements into latest.json beside those of bench.py."""
    latest = json.loads(LATEST.read_text(encoding="utf-8")) if LATEST.is_file() else {}
    LATEST.write_text(json.dumps({**latest, "browser": found}, indent=1) + "\n", encoding="utf-8")


def main(words: list[str]) -> int:
    """Measure, print and keep; 0 even where an aim is missed or something could not be measured."""
    from peers import named

    plain()
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--quick", action="store_true", help="one visit a page and device, no Lighthouse"
    )
    parser.add_argument(
        "--pages",
        type=Path,
        help="keep the built pages in this folder, and use what is built there",
    )
    parser.add_argument("--peers", action="store_true", help="beside books of others, cloned")
    parser.add_argument(
        "--sources",
        nargs="+",
        type=named,
        default=[],
        metavar="NAME=GITDIR",
        help="a peer's sources, kept here",
    )
    asked = parser.parse_args(words)
    sources = dict(asked.sources) if asked.peers else None
    runs, lighthouse_runs = (1, 0) if asked.quick else (RUNS, LIGHTHOUSE_RUNS)
    print("Visiting pages in a browser", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        try:
            found = measure(asked.pages or Path(folder), runs, lighthouse_runs, sources)
        except NotMeasured as reason:
            print(f"  not measured: {reason}")
            return 0
    report(found)
    keep(found)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
