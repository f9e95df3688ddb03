"""Print the built book as one PDF in `dist`: `python tools/pdf.py`, where there is a Chromium."""

from __future__ import annotations

import io
import sys
from collections.abc import Mapping
from pathlib import Path

import chromium
import release
import yaml
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject

from shieldbook.console import plain
from shieldbook.phrases import counted
from shieldbook.publish.address import Address
from shieldbook.publish.cite import Work
from shieldbook.publish.sheets.printer import PrintError, printed_volume
from shieldbook.publish.sheets.volume import Leaf, leaves, volume_html

ROOT = Path(__file__).resolve().parent.parent
BUILT = ROOT / "book" / "_build" / "html"
STYLES = ("styles/furo.css", "shieldbook.css")


def starts(pdf: bytes) -> dict[str, int]:
    """On which page every place of a PDF lies that a link in it leads to, counted from 1."""
    reader = PdfReader(io.BytesIO(pdf))
    numbers = {page.indirect_reference.idnum: n for n, page in enumerate(reader.pages, 1)}
    found = {}
    for name, place in reader.named_destinations.items():
        found[name.removeprefix("/")] = numbers[place.page.idnum]
    return found


def finished(pdf: bytes, pages: list[Leaf], work: Work, places: Mapping[str, int]) -> bytes:
    """The PDF with an outline of parts, pages and sections, and with what it is."""
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    parts = {}
    for leaf in pages:
        at = places[leaf.slug] - 1
        if leaf.part and leaf.part not in parts:
            parts[leaf.part] = writer.add_outline_item(title=leaf.part, page_number=at)
        above = parts.get(leaf.part)
        item = writer.add_outline_item(title=leaf.title, page_number=at, parent=above)
        for mark, head in leaf.sections:
            place = places.get(f"{leaf.slug}--{mark}")
            if place:
                writer.add_outline_item(title=head, page_number=place - 1, parent=item)
    _mend_links(writer, places)
    writer.page_mode = "/UseOutlines"
    writer.metadata = None
    writer.add_metadata({"/Title": work.title, "/Author": ", ".join(work.authors)})
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def _mend_links(writer: PdfWriter, places: Mapping[str, int]) -> None:
    """What is folded away on paper is no place in the PDF: links to it lead to its page."""
    for page in writer.pages:
        for note in page.annotations or []:
            link = note.get_object()
            aim = str(link.get("/Dest", "")).removeprefix("/")
            if aim and aim not in places:
                link[NameObject("/Dest")] = NameObject(f"/{aim.partition('--')[0]}")


def main() -> int:
    """Print twice, for the contents name pages that the first print tells; or say in a sentence
    what is missing."""
    plain()
    config = yaml.safe_load((ROOT / "book" / "_config.yml").read_text(encoding="utf-8"))
    given = config["sphinx"]["config"]
    address = Address.of(given["shieldbook_address"], given["shieldbook_site"])
    work = Work.read(ROOT / "CITATION.cff")
    try:
        browser = chromium.find()
        if browser is None:
            raise chromium.NoChromium(chromium.ADVICE.replace("make test", "make pdf"))
        pages = leaves(ROOT / "book", BUILT)
        styles = [(BUILT / "_static" / name).read_text(encoding="utf-8") for name in STYLES]
        first = printed_volume(browser, volume_html(pages, styles, work, address, {}))
        numbers = starts(first)
        pdf = printed_volume(browser, volume_html(pages, styles, work, address, numbers))
    except FileNotFoundError as lost:
        print(f"Error: {lost.filename} is missing: run make book first.", file=sys.stderr)
        return 1
    except (PrintError, chromium.NoChromium) as trouble:
        print(f"Error: {trouble}", file=sys.stderr)
        return 1
    target = ROOT / "dist" / release.pdf_name(work.version)
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(finished(pdf, pages, work, starts(pdf)))
    length = counted(len(PdfReader(target).pages), "page")
    print(f"The book is at {target}: {length}, {target.stat().st_size / 1e6:.0f} MB.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
