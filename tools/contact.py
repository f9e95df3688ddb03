"""Every picture of the built book on one sheet, wide and phone: `make contact`, or

    python tools/contact.py [--look light|dark|grey] [--blind] [folder]

`--blind` leaves out what a cold reader must not see: titles, captions and the names of the pages.
What the numbers stand for is in a file beside the sheet's folder, contact-key.tsv, and not in it.
Nothing of it is part of the book.
"""

from __future__ import annotations

import argparse
import csv
import sys
from dataclasses import dataclass
from html import escape
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from shieldbook.console import plain
from shieldbook.phrases import counted

sys.path.insert(0, str(Path(__file__).resolve().parent))
from chromium import LAUNCH_ARGUMENTS, NoChromium, get

ROOT = Path(__file__).resolve().parent.parent
BOOK = ROOT / "book" / "_build" / "html"
SHEETS = ROOT / "book" / "_build" / "contact"
WIDTHS = {"wide": 1280, "phone": 390}
HEIGHT, SHARPNESS = 900, 1.5
COVERED = ".sb-figure :is(.sb-title, figcaption, .sb-behind, .sb-chosen) { visibility: hidden }"
GREY = "html { filter: grayscale(1) }"
# What stands over the page would stand over its pictures.
BARE = ".mobile-header { display: none }"
STYLE = (
    "body { font: 14px/1.4 sans-serif; margin: 2rem } section { display: flex; gap: 2rem; "
    "align-items: flex-start; padding: 1rem 0; border-top: 1px solid } img { height: auto }"
)


@dataclass(frozen=True)
class Shot:
    """One figure of one page as it was photographed, by width."""

    page: str
    title: str
    files: dict[str, str]


def pages(book: Path) -> list[Path]:
    """The pages that hold pictures, in the order of their addresses."""
    return [
        path
        for path in sorted(book.rglob("*.html"))
        if 'class="sb-figure"' in path.read_text(encoding="utf-8")
    ]


def photographed(page: Page, path: Path, folder: Path, first: int, width: str) -> list[Shot]:
    """The figures of one open page, each in a file of its own, numbered from `first`."""
    page.goto(path.as_uri())
    found = []
    for number, figure in enumerate(page.locator("figure.sb-figure").all(), first):
        file = f"{number:02d}-{width}.png"
        figure.scroll_into_view_if_needed()
        figure.screenshot(path=folder / file)
        title = figure.locator(".sb-title").first.text_content() or ""
        found.append(Shot(path.relative_to(BOOK).as_posix(), title.strip(), {width: file}))
    return found


def shots(folder: Path, look: str, blind: bool) -> list[Shot]:
    """All figures of the book at both widths, photographed into `folder`. Raises NoChromium."""
    taken: dict[str, list[Shot]] = {}
    style = BARE + (COVERED if blind else "") + (GREY if look == "grey" else "")
    with sync_playwright() as kit:
        browser = kit.chromium.launch(executable_path=get(), args=list(LAUNCH_ARGUMENTS))
        for width, pixels in WIDTHS.items():
            context = browser.new_context(
                viewport={"width": pixels, "height": HEIGHT},
                device_scale_factor=SHARPNESS,
                color_scheme="dark" if look == "dark" else "light",
                bypass_csp=True,
            )
            page = context.new_page()
            page.add_init_script(
                "document.addEventListener('DOMContentLoaded', () => document.head.append("
                f"Object.assign(document.createElement('style'), {{ textContent: {style!r} }})))"
            )
            taken[width] = []
            for path in pages(BOOK):
                taken[width] += photographed(page, path, folder, len(taken[width]) + 1, width)
        browser.close()
    return [
        Shot(wide.page, wide.title, wide.files | phone.files)
        for wide, phone in zip(*taken.values(), strict=True)
    ]


def sheet(found: list[Shot], blind: bool) -> str:
    """The sheet as a page: a row a figure, its wide and its phone picture."""
    rows = []
    for number, shot in enumerate(found, 1):
        told = f"{number}" if blind else f"{number}. {shot.page}: {shot.title}"
        drawn = "".join(
            f'<img src="{file}" width="{560 if width == "wide" else 260}" alt="{width}">'
            for width, file in shot.files.items()
        )
        rows.append(f"<h2>{escape(told)}</h2><section>{drawn}</section>")
    return f"<!doctype html><meta charset=utf-8><style>{STYLE}</style>{''.join(rows)}"


def main(words: list[str]) -> int:
    """Photograph, write the sheet and its key, and print where they are; 1 where it cannot be."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("folder", nargs="?", type=Path, default=SHEETS)
    asked.add_argument("--look", choices=("light", "dark", "grey"), default="light")
    asked.add_argument("--blind", action="store_true", help="without titles and names of pages")
    given = asked.parse_args(words)
    plain()
    if not pages(BOOK):
        print("Error: there is no built book yet: run make book first.", file=sys.stderr)
        return 1
    folder = given.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        found = shots(folder, given.look, given.blind)
    except NoChromium as trouble:
        print(f"Error: {trouble}", file=sys.stderr)
        return 1
    (folder / "index.html").write_text(sheet(found, given.blind), encoding="utf-8")
    key = folder.with_name(f"{folder.name}-key.tsv")
    with key.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, delimiter="\t")
        lines.writerows((n, shot.page, shot.title) for n, shot in enumerate(found, 1))
    print(f"{counted(len(found), 'picture')}: {folder / 'index.html'}, key: {key}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
