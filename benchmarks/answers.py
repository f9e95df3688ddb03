"""How long a reader waits in a browser until an explorer has answered:
`python benchmarks/answers.py` asks every explorer of the built book.

benchmarks/README.md explains the numbers.
"""

from __future__ import annotations

import statistics
import sys
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

import chromium as finder  # noqa: E402 - found only by way of the line above
from server import resolver_rules, serve_folder  # noqa: E402 - the same
from visit import DEVICES, opened  # noqa: E402 - the same

from shieldbook.console import plain  # noqa: E402 - the same

BOOK = ROOT / "book" / "_build" / "html"
AIM_MS = 100

# Runs in the page: for every value that the page offers at an explorer's controls, how many
# milliseconds pass from the change until the frame that shows the answer is done.
ANSWERS = """async () => {
  const took = [];
  const change = async (input, value) => {
    const begun = performance.now();
    input.value = value;
    input.dispatchEvent(new Event('input', {bubbles: true}));
    await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
    took.push(performance.now() - begun);
  };
  for (const input of document.querySelectorAll('.sb-explorer :is(input, select)')) {
    const before = input.value;
    const values = input.matches('select')
      ? [...input.options].map(option => option.value)
      : [input.min, input.max].filter(Boolean);
    for (const value of [...values, before]) await change(input, value);
  }
  return took;
}"""


def measure_answers(browser, folder: Path) -> dict[str, dict[str, list[float]]]:
    """Milliseconds of every answer, by page with an explorer and by device."""
    found: dict[str, dict[str, list[float]]] = {}
    with serve_folder(folder) as server:
        for path in sorted(folder.rglob("*.html")):
            if "sb-explorer" not in path.read_text(encoding="utf-8"):
                continue
            name = path.relative_to(folder).as_posix()
            for device in DEVICES:
                with opened(browser, device) as (page, _):
                    page.goto(f"http://127.0.0.1:{server.server_port}/{name}")
                    found.setdefault(name, {})[device] = page.evaluate(ANSWERS)
    return found


def report_answers(found: dict[str, dict[str, list[float]]]) -> None:
    """Print the median and the slowest beside the aim."""
    for name, devices in found.items():
        for device, took in devices.items():
            middle, slowest = statistics.median(took), max(took)
            missed = "" if middle <= AIM_MS else ", MISSED"
            print(
                f"  {name}, {device}: {middle:.0f} ms, the slowest of {len(took)} "
                f"{slowest:.0f} ms (aim: {AIM_MS} ms{missed})",
                flush=True,
            )


def main() -> None:
    """Ask every explorer of the built book, and print."""
    from playwright.sync_api import sync_playwright

    if not (BOOK / "index.html").is_file():
        raise SystemExit("Error: there is no built book yet: run make book first.")
    with ExitStack() as stack:
        playwright = stack.enter_context(sync_playwright())
        rules = [*finder.LAUNCH_ARGUMENTS, resolver_rules(None)]
        browser = playwright.chromium.launch(executable_path=finder.find(), args=rules)
        stack.callback(browser.close)
        report_answers(measure_answers(browser, BOOK))


if __name__ == "__main__":
    plain()
    main()
