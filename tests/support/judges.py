"""What is wrong with a page: every judge takes one and returns its complaints, an empty list where
all is well.

The tests of the book and the tests on deliberately broken pages call the same judges.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from itertools import pairwise, product
from pathlib import Path
from pprint import pformat

from support import ROOT
from support.driving import PAGES, Visit, ask, page_names

AXE = ROOT / "tests" / "browser" / "vendor" / "axe.min.js"
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
# The rules of axe that look at colours: all that another theme can break.
COLOURS = ("color-contrast", "link-in-text-block")
LEAST_TEXT = 12
# The browser rounds boxes to sixty-fourths of a pixel and a font size of 12 px by half of one of
# them.
ROUNDING = 0.05
SHEET_HEIGHT = 1002  # A4 less 16 mm above and below, in px of 1/96 inch


def none(**complaints) -> None:
    """Fail with every complaint there is, by kind; pass where all lists are empty."""
    found = {kind: told for kind, told in complaints.items() if told}
    assert not found, "\n" + pformat(found, width=140)


# Requests and messages


def foreign_requests(visit: Visit) -> list[str]:
    """What the page asked of other hosts, and what its elements would load from them."""
    return [*visit.foreign, *ask(visit.page, "foreignLoads")]


def console_errors(visit: Visit) -> list[str]:
    """Errors on the console, uncaught exceptions, answers of 400 and above, boxes that popped
    up."""
    return [*visit.errors, *visit.dialogs]


# Pictures


def _pictures(page) -> Iterable[tuple[str, dict]]:
    return [
        (figure["where"], picture)
        for figure in ask(page, "figures")
        for picture in figure["pictures"]
    ]


def unseen_figures(page) -> list[str]:
    """Figures in which no picture with marks is seen."""
    return [
        figure["where"]
        for figure in ask(page, "figures")
        if not any(picture["loaded"] and picture["marks"] for picture in figure["pictures"])
    ]


def undescribed_pictures(page) -> list[str]:
    """Pictures that nothing stands for where they cannot be seen."""
    return [where for where, picture in _pictures(page) if not picture["label"].strip()]


def small_lettering(page, least: float = LEAST_TEXT) -> list[str]:
    """Words in pictures that are drawn smaller than `least` px, the picture's own scale counted
    in."""
    return [
        f"{where}: {text['size']:.2f} px {text['text']!r}"
        for where, picture in _pictures(page)
        for text in picture["small"]
        if text["size"] < least - ROUNDING
    ]


def overprinted(page) -> list[str]:
    """Words of pictures that another word, a line or the edge of the picture runs into."""
    return ask(page, "overprinted")


def wide_pictures(page) -> list[str]:
    """Pictures that reach over an edge of the screen."""
    width = page.viewport_size["width"]
    return [
        f"{where}: {picture['box']['left']:.0f} to {picture['box']['right']:.0f} of {width}"
        for where, picture in _pictures(page)
        if picture["box"]["left"] < -0.5 or picture["box"]["right"] > width + 0.5
    ]


def dead_figures(page) -> list[str]:
    """Figures whose picture did not come to life."""
    return [
        figure["where"]
        for figure in ask(page, "figures")
        if not any(picture["live"] and picture["marks"] for picture in figure["pictures"])
    ]


# Layout


def sideways(page) -> list[str]:
    """Whether the page can be pushed sideways, and by what."""
    return ask(page, "sideways")


def pushed_tables(page) -> list[str]:
    """Tables that a finger would have to push to see whole."""
    return ask(page, "pushedTables")


def layout_shifts(visit: Visit, since: float = 0, allowed: float = 0.01) -> list[str]:
    """What moved of itself after `since` (ms of the page's clock), where it adds up to `allowed` or
    more."""
    shifts = [shift for shift in visit.notes()["shifts"] if shift["time"] > since]
    total = sum(shift["value"] for shift in shifts)
    return (
        [f"{shift['value']:.4f} {shift['moved']}" for shift in shifts]
        if total >= max(allowed, 1e-9)
        else []
    )


def displaced(before: list[dict], after: list[dict], slack: float = 6.0) -> list[str]:
    """Pictures whose marks and words stand elsewhere than they did, by more than `slack` px, or are
    no longer there."""
    faults = []
    for was, now in zip(before, after, strict=True):
        kept = {tuple(round(side / slack) for side in place) for place in now["at"]}
        near = {
            tuple(side + step for side, step in zip(place, steps, strict=True))
            for place in kept
            for steps in product((-1, 0, 1), repeat=4)
        }
        gone = sum(tuple(round(side / slack) for side in place) not in near for place in was["at"])
        if gone:
            faults.append(f"{was['where']}: {gone} of {len(was['at'])} marks and words")
    return faults


def moved_boxes(before: list[dict], after: list[dict], slack: float = 1.0) -> list[str]:
    """Figures whose size, or that of whose pictures, differs by more than `slack` px."""
    moved = []
    for was, now in zip(before, after, strict=True):
        pairs = zip(was["sizes"], now["sizes"], strict=True)
        if any(abs(a - b) > slack for one, other in pairs for a, b in zip(one, other, strict=True)):
            moved.append(f"{was['where']}: {was['sizes']} became {now['sizes']}")
    return moved


# Accessibility


def axe_violations(
    page, advice: list[str] | None = None, *, within: str = "", rules: tuple[str, ...] = ()
) -> list[str]:
    """What axe finds against WCAG 2.2 AA, one line a rule with the places it names.

    What axe calls merely good practice goes into `advice` where a list is given, and is not looked
    for otherwise. `within`, a selector, and `rules` narrow the look to what may have changed.
    """
    if not page.evaluate("() => 'axe' in window"):
        # Evaluated by the debugger, so the page's own policy does not stand in its way.
        page.evaluate(AXE.read_text(encoding="utf-8"))
    if within and not page.locator(within).count():
        return []
    run = """([within, options]) => axe.run(within || document, options)
        .then(result => result.violations)"""
    tags = [*WCAG, *([] if advice is None else ["best-practice"])]
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": tags}
    options = {"runOnly": only, "resultTypes": ["violations"]}
    # To name every element that it looks at is half of axe's work, and needed only where one is
    # wrong.
    found = page.evaluate(run, [within, {**options, "selectors": False}])
    found = page.evaluate(run, [within, options]) if found else []
    told = {
        rule["id"]: f"{rule['id']} ({len(rule['nodes'])}): "
        + "; ".join(
            f"{node['target']} {node['any'][0]['message'] if node['any'] else ''}"
            for node in rule["nodes"][:3]
        )
        for rule in found
    }
    merely = {rule["id"] for rule in found if "best-practice" in rule["tags"]}
    if advice is not None:
        advice += [line for rule, line in told.items() if rule in merely]
    return [line for rule, line in told.items() if rule not in merely]


class Walk:
    """A walk through the page on the Tab key, from its top until the focus leaves it or goes round
    in circles. Where there are more places than `most`, it passes over the middle of them."""

    def __init__(self, page, slack: int = 60, most: int | None = None):
        told = ask(page, "prepareWalk")
        self.wanted, self.scrolled, self.jumps = told["wanted"], told["scrolled"], told["jumps"]
        self.passed = range(0)
        if most and len(self.wanted) > most:
            self._press(page, most - most // 4)
            # A field for a date has more stops than one, so the last place is asked for.
            last = page.evaluate("() => window.judgesWalk.steps.at(-1).place")
            self.passed = range(last + 1, len(self.wanted) - most // 4)
            page.evaluate("place => window.judgesWalk.wanted[place].focus()", self.passed[-1])
        self._press(page, len(self.wanted) - len(self.passed) + slack)
        self.steps: list[dict] = page.evaluate("() => window.judgesWalk.steps")
        self.left: bool = page.evaluate("() => window.judgesWalk.left")

    @staticmethod
    def _press(page, times: int) -> None:
        """Press Tab `times` or until the focus leaves the page, whichever comes first."""
        walked = 0
        while walked < times and not page.evaluate("() => window.judgesWalk.left"):
            step = min(20, times - walked)
            for _ in range(step):
                page.keyboard.press("Tab")
            walked += step

    def trapped(self) -> list[str]:
        """Where the focus stays or circles and cannot leave."""
        return (
            []
            if self.left
            else [f"no way out after {len(self.steps)} steps, last {self.steps[-1:]}"]
        )

    def unreached(self) -> list[str]:
        """What can be used but never took the focus, and boxes that scroll and hold nothing that
        takes it."""
        places = {step["place"] for step in self.steps} | {*self.passed}
        return [
            name for place, name in enumerate(self.wanted) if place not in places
        ] + self.scrolled

    def unmarked(self) -> list[str]:
        """What looks the same with and without the focus."""
        return [step["name"] for step in self.steps if not step["marked"]]

    def unseen(self) -> list[str]:
        """What has the focus out of sight or wholly under something else."""
        return [step["name"] for step in self.steps if not step["seen"]]

    def disordered(self) -> list[str]:
        """Where the order of the focus leaves that of the page."""
        known = [step for step in self.steps if step["place"] >= 0]
        pairs = pairwise(known)
        # A field for a date has a stop for the day, the month and the year.
        return self.jumps + [
            f"{b['name']} after {a['name']}"
            for a, b in pairs
            if b["place"] < a["place"] or b["place"] == a["place"] and not b["parted"]
        ]

    def complaints(self) -> dict[str, list[str]]:
        """Everything that is wrong with the walk, by kind."""
        kinds = ("trapped", "unreached", "unmarked", "unseen", "disordered")
        return {kind: found[:8] for kind in kinds if (found := getattr(self, kind)())}


# Paper


def sheet_faults(page) -> list[str]:
    """What paper would show that it should not, or would cut. The page must be in print media at
    the sheet's width."""
    told = ask(page, "print")
    faults = [f"code: {one}" for one in told["code"]] + [
        f"control: {one}" for one in told["controls"]
    ]
    faults += [f"cut off: {one}" for one in told["clipped"]]
    faults += [f"address not spelt out: {one}" for one in told["links"]]
    if told["rows"]:
        faults.append(f"{told['rows']} rows of tables may be cut by the end of a sheet")
    if told["heads"]:
        faults.append(f"{told['heads']} tables do not repeat their heads")
    if told["wide"]:
        faults.append(f"wider than the sheet by {told['wide']} px")
    if luminance(told["paper"], over=1.0) < 0.9 or luminance(told["ink"]) > 0.2:
        faults.append(f"{told['ink']} on {told['paper']}")
    for figure in ask(page, "figures"):
        if figure["breaks"] != "avoid":
            faults.append(f"{figure['where']} may be cut by the end of a sheet")
        if figure["height"] > SHEET_HEIGHT:
            faults.append(f"{figure['where']} is taller than a sheet: {figure['height']:.0f} px")
    return faults


def luminance(colour: str, over: float = 0.0) -> float:
    """Relative luminance of a computed rgb colour after WCAG 2; a clear one lies on paper of
    luminance `over`."""
    parts = [float(part) for part in re.findall(r"[\d.]+", colour)]
    if len(parts) == 4 and parts[3] == 0:
        return over
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (part / 255 for part in parts[:3])
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def blank_sheets(pdf: bytes) -> list[str]:
    """Sheets of a PDF on which no letter is set and no line drawn; a PDF without sheets is one
    complaint."""
    objects = {int(found[1]): found.end() for found in re.finditer(rb"(?:^|\n)(\d+) 0 obj", pdf)}
    sheets = re.findall(rb"/Type\s*/Page\b.*?/Contents\s+(\d+) 0 R", pdf, re.DOTALL)
    blank = [
        f"sheet {number}"
        for number, sheet in enumerate(sheets, 1)
        if not re.search(rb"\bT[jJ]\b|\b[lcf]\s*\n", _stream(pdf, objects[int(sheet)]))
    ]
    return blank if sheets else ["no sheet at all"]


def _stream(pdf: bytes, start: int) -> bytes:
    head = pdf.index(b"stream", start)
    length = int(re.search(rb"/Length\s+(\d+)", pdf[start:head])[1])
    begin = head + len(b"stream") + (2 if pdf[head + 6 : head + 8] == b"\r\n" else 1)
    raw = pdf[begin : begin + length]
    return zlib.decompress(raw) if b"/FlateDecode" in pdf[start:head] else raw


# Policy and data

LAX = ("'wasm-unsafe-eval'", "data:", "blob:")


def policy_of(text: str) -> dict[str, list[str]]:
    """A Content-Security-Policy as directives and their sources."""
    parts = [part.split() for part in text.split(";") if part.strip()]
    return {part[0].lower(): part[1:] for part in parts}


def policy_in(html: str) -> str:
    """The policy that a page carries in its head; empty where it has none."""
    found = re.search(
        r'<meta[^>]*http-equiv="Content-Security-Policy"[^>]*content="([^"]*)"', html, re.IGNORECASE
    )
    return found[1].replace("&#39;", "'").replace("&amp;", "&") if found else ""


def policies() -> dict[str, str]:
    """The policy of every page of the built book but the live one, whose first script narrows what
    stands in it."""
    names = (name for name in page_names() if name != "live.html")
    return {name: policy_in((PAGES / name).read_text(encoding="utf-8")) for name in names}


def policy_faults(text: str) -> list[str]:
    """What a policy allows that the book never needs: code made from text, inline scripts, other
    hosts."""
    rules = policy_of(text)
    scripts = rules.get("script-src", rules.get("default-src", ["*"]))
    faults = [
        f"script-src {source}"
        for source in scripts
        if source.startswith("'unsafe-") or source in LAX
    ]
    faults += [
        f"{name} {source}"
        for name, sources in rules.items()
        for source in sources
        if not re.fullmatch(r"'[^']+'|data:", source)
    ]
    faults += [
        f"no {name}"
        for name in ("default-src", "base-uri", "form-action", "object-src")
        if name not in rules
    ]
    return faults if rules else ["no policy"]


def refused(visit: Visit) -> list[str]:
    """What the page's policy refused."""
    return visit.notes()["refused"] + [
        said for said in visit.errors if "Content Security Policy" in said
    ]


def intruders(page, clean: dict) -> list[str]:
    """Elements, handlers and addresses that a page of hostile data has and its `clean` census has
    not."""
    now = ask(page, "census")
    found = [
        f"{count - clean['counted'][tag]} more <{tag}>"
        for tag, count in now["counted"].items()
        if count > clean["counted"][tag]
    ]
    # A picture breaks a label that is too long into lines.
    found += [f"element <{tag}>" for tag in sorted(set(now["tags"]) - {*clean["tags"], "tspan"})]
    found += [f"handler {one}" for one in now["handlers"]] + [f"runs {one}" for one in now["runs"]]
    if page.evaluate("() => 'pwned' in window"):
        found.append("a script from the data ran")
    return found


def formula_cells(text: str) -> list[str]:
    """Cells of a CSV that a spreadsheet would take for a formula."""
    import csv
    import io

    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    return [
        cell[:60]
        for cell in cells
        if re.match(r"[\s\u200e\u200f\u202a-\u202e]*[=+\-@\t\r]", cell)
        and not re.fullmatch(r"[-+]?\d[\d,.]*(e[-+]?\d+)?", cell.strip())
    ]


# Files


def differences(one: Path, other: Path, context: int = 60) -> list[str]:
    """How two folders differ, file by file: what only one has, and where contents first part."""
    files = [
        {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
        for folder in (one, other)
    ]
    found = [f"only in one: {name}" for name in sorted(files[0].keys() ^ files[1].keys())]
    for name in sorted(files[0].keys() & files[1].keys()):
        a, b = files[0][name].read_bytes(), files[1][name].read_bytes()
        if a != b:
            # The shorter of the two may be the beginning of the longer.
            both = enumerate(zip(a, b, strict=True))
            at = next((i for i, (x, y) in both if x != y), min(len(a), len(b)))
            found.append(
                f"{name} at byte {at}: {a[max(0, at - context) : at + context]!r} "
                f"or {b[max(0, at - context) : at + context]!r}"
            )
    return found
