"""One visit to one page in a real browser, with a cold cache: what came over the line, when it was
seen and felt."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, CDPSession, Page
from playwright.sync_api import TimeoutError as TooLate

PROBE = Path(__file__).with_name("probe.js")
DEVICES = {
    "desktop": {"viewport": {"width": 1280, "height": 800}},
    "phone": {
        "viewport": {"width": 390, "height": 844},
        "device_scale_factor": 3,
        "is_mobile": True,
        "has_touch": True,
    },
}
SLOWER = {"desktop": 1, "phone": 4}
GIVE_UP_MS = 60_000
QUIET_MS = 1_500
SETTLE_MS = 1_000

TO_THE_TOP = """picture => {
  const top = scrollY + picture.getBoundingClientRect().top - 100;
  scrollTo({ top, behavior: "instant" });
}"""

# Quiet is reached when neither a file has arrived nor a long task ended lately, and the charts are
# there.
QUIET = """
quiet => {
  const ends = performance.getEntriesByType("resource").map(entry => entry.responseEnd);
  const tasks = bench.longTasks.map(([start, duration]) => start + duration);
  const loaded = performance.timing.loadEventEnd - performance.timeOrigin;
  const last = Math.max(0, loaded, ...ends, ...tasks);
  const complete = document.readyState === "complete" && bench.allDrawn !== null;
  return complete && performance.now() - last > quiet;
}
"""


@contextmanager
def opened(browser: Browser, device: str) -> Iterator[tuple[Page, CDPSession]]:
    """A page of a fresh profile on the device, its processor slowed down, with the probe in it."""
    context = browser.new_context(**DEVICES[device])
    context.add_init_script(path=PROBE)
    page = context.new_page()
    # A new window keeps the browser itself busy for a moment, and that is no page's fault.
    page.wait_for_timeout(SETTLE_MS)
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER[device]})
    try:
        yield page, session
    finally:
        context.close()


def visit(browser: Browser, url: str, device: str) -> dict:
    """Load a page and leave it alone; then, on the phone, touch two charts; then scroll to its end.

    Times are milliseconds since the navigation began. `bytes` are those of all responses with their
    headers, as they came over the line; `foreign` counts requests to other hosts, whether answered
    or not; `refused` are the addresses that were not; `touches` is what `touch` found for the first
    and the second chart. Raises TooLate where the charts are not drawn within a minute.
    """
    with opened(browser, device) as (page, session):
        sizes: list[float] = []
        asked: list[str] = []
        refused: set[str] = set()
        session.on(
            "Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"])
        )
        session.on("Network.requestWillBeSent", lambda event: asked.append(event["request"]["url"]))
        page.on("requestfailed", lambda request: refused.add(request.url))
        page.on("response", lambda got: refused.add(got.url) if got.status >= 400 else None)
        page.goto(url, wait_until="load", timeout=GIVE_UP_MS)
        page.wait_for_function(QUIET, arg=QUIET_MS, polling=250, timeout=GIVE_UP_MS)
        seen = page.evaluate("({ ...bench })")
        found = {
            "bytes": sum(sizes),
            "requests": len(asked),
            "foreign": sum(
                urlsplit(address).netloc not in ("", urlsplit(url).netloc) for address in asked
            ),
            "first_paint": seen["firstPaint"],
            "all_drawn": max(seen["allDrawn"], seen["firstPaint"]),
            "refused": sorted(refused),
            "long_tasks": sum(duration for _, duration in seen["longTasks"]),
        }
        if device == "phone":
            found["touches"] = [touch(page, number) for number in (0, 1)]
            found["bytes_after"] = sum(sizes)
        scroll(page)
        shifts = page.evaluate("bench.shifts")
        found["shift"] = sum(value for _, value, _ in shifts)
        return found


def touch(page: Page, number: int) -> dict[str, float | None] | None:
    """Touch a chart, and when it is live one of its marks: milliseconds to `live` and to the mark's
    `answer`.

    Each runs from its own touch; what did not happen is None. None alone where the page has no
    picture to touch.
    """
    figure = page.locator("figure.sb-figure").nth(number)
    picture = figure.locator(".sb-picture").locator("visible=true").first
    if not picture.count():
        return None
    took: dict[str, float | None] = {"live": None, "answer": None}
    # The top of a picture that is taller than the screen would otherwise lie above it.
    picture.evaluate(TO_THE_TOP)
    page.wait_for_timeout(SETTLE_MS)
    figure.evaluate("figure => bench.awaitLive(figure)")
    box = picture.bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + min(box["height"], 300) / 2)
    if not happens(page, "() => bench.live !== null", GIVE_UP_MS / 4):
        return took
    took["live"] = page.evaluate("bench.live - bench.pointer")
    # Some marks say nothing, as a rule beside a label; a chart is interactive when one of them
    # does.
    for mark in figure.evaluate("figure => bench.marks(figure)"):
        page.evaluate("bench.awaitAnswer()")
        page.touchscreen.tap(mark["x"], mark["y"])
        if happens(page, "() => bench.answer !== null", 2_000):
            took["answer"] = page.evaluate("bench.answer - bench.pointer")
            break
    return took


def happens(page: Page, condition: str, within_ms: float) -> bool:
    """Whether a condition comes true in time; a function, for the page's policy lets no string be
    evaluated."""
    try:
        page.wait_for_function(condition, timeout=within_ms)
    except TooLate:
        return False
    return True


def scroll(page: Page) -> None:
    """Go through the page screen by screen, as a reader does, so that whatever jumps has jumped."""
    page.evaluate("""async () => {
      for (let y = scrollY; y < document.documentElement.scrollHeight; y += innerHeight) {
        scrollTo({ top: y, behavior: "instant" });
        await new Promise(done => requestAnimationFrame(() => setTimeout(done, 20)));
      }
    }""")
