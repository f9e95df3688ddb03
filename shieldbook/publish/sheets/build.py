"""When the book is built: every sheet is written, and printed where there is a Chromium."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
from sphinx.util import logging

from shieldbook.analysis import handouts
from shieldbook.publish.cite import Work
from shieldbook.publish.downloads import write
from shieldbook.publish.sheets.page import Sheet, page_html
from shieldbook.publish.sheets.printer import PrintError, printed
from shieldbook.tables.contract import read_contract
from shieldbook.tables.essay import load

FOLDER = "sheets"
# The page that lists them: a book without it has no sheets.
PAGE = "seminar/sheets"
# A link to a PDF, with what parts it from the one before.
LINK = re.compile(rf'(?:; )?<a [^>]*href="[^"]*\b{FOLDER}/[a-z0-9-]+\.pdf"[^>]*>.*?</a>')
log = logging.getLogger(__name__)


def tables() -> dict[str, pd.DataFrame]:
    """The tables of which sheets are made, as far as the contract has them; each with its key in
    one column, `row`, parts joined with `/`."""
    contract = read_contract()
    asked = {name for maker in handouts.MAKERS.values() for name in maker.shows}
    found = {}
    for name in sorted(asked & set(contract.tables)):
        frame = load(name)
        keys = [frame[column].astype(str) for column in contract.tables[name].primary_key]
        found[name] = frame.assign(row=keys[0].str.cat(keys[1:], sep="/"))
    return found


def sheets() -> list[Sheet]:
    """Every handout for which the tables are there, in the order of the sessions."""
    cards, known = load("cards"), tables()
    found = []
    for row in handouts.printed_table(load("handouts")).itertuples():
        parts = handouts.made(row.made_by, row.id, cards, known)
        if parts is not None:
            found.append(Sheet(row.id, row.kind, row.title, row.session, row.instruction, parts))
    return found


def licence(work: Work) -> str:
    """The line at the foot of a sheet: what it is from, and on which terms."""
    return (
        f"From “{work.title.partition(': ')[0]}”, version {work.version}, {work.year}. Text and "
        "data: CC BY 4.0; words quoted from speakers remain theirs. Copy and change this sheet as "
        "you like, and say where it is from."
    )


def chromium(root: Path) -> str | None:
    """The Chromium that the project's own tool finds; None where there is none."""
    path = root / "tools" / "chromium.py"
    if not path.is_file():
        return None
    spec = importlib.util.spec_from_file_location("tool_chromium_of_sheets", path)
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    try:
        return tool.find()
    except tool.NoChromium:
        return None


def without_pdfs(html: str) -> str:
    """A page without its links to PDFs of sheets."""
    return LINK.sub("", html)


def _build(app) -> None:
    """Write the sheets, and have them printed while Sphinx reads the pages."""
    app.shieldbook_pdfs, app.shieldbook_printing = False, None
    if app.builder.format != "html" or not (Path(app.srcdir) / f"{PAGE}.ipynb").is_file():
        return
    root, out = Path(app.confdir).parent, Path(app.outdir) / FOLDER
    line = licence(Work.read(root / "CITATION.cff"))
    pages = {sheet.id: page_html(sheet, line) for sheet in sheets()}
    for name, html in pages.items():
        write(out / f"{name}.html", html.encode("utf-8"))
    note = Path(app.doctreedir) / "sheets.json"
    pool = ThreadPoolExecutor(1)
    app.shieldbook_printing = pool.submit(_finish, pages, chromium(root), out, note)
    pool.shutdown(wait=False)


def _printed(app, env) -> None:
    """Before any page is written, know whether there are PDFs."""
    if app.shieldbook_printing:
        app.shieldbook_pdfs = app.shieldbook_printing.result()


def _finish(pages: dict[str, str], browser: str | None, out: Path, note: Path) -> bool:
    """Print the pages, and clear away what no sheet is; whether there are PDFs."""
    pdfs = _print(pages, browser, out, note)
    wanted = {f"{name}.html" for name in pages}
    if pdfs:
        wanted |= {f"{name}.pdf" for name in pages}
    for path in sorted(out.glob("*")):
        if path.name not in wanted:
            path.unlink()
    return pdfs


def _print(pages: dict[str, str], browser: str | None, out: Path, note: Path) -> bool:
    """Print the pages unless they lie there as they would be; whether there are PDFs."""
    if not browser:
        return False
    given = json.dumps([browser, pages], sort_keys=True).encode("utf-8")
    digest = hashlib.sha256(given).hexdigest()
    there = all((out / f"{name}.pdf").is_file() for name in pages)
    if there and note.is_file() and note.read_text(encoding="ascii") == digest:
        return True
    try:
        made = printed(browser, pages)
    except PrintError as trouble:
        log.info("The sheets have no PDFs: %s", trouble)
        return False
    for name, content in made.items():
        write(out / f"{name}.pdf", content)
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_text(digest, encoding="ascii")
    return True


def _unlink(app, pagename, templatename, context, doctree) -> None:
    """Where there are no PDFs, offer none."""
    if not app.shieldbook_pdfs and "body" in context:
        context["body"] = without_pdfs(context["body"])


def setup(app) -> None:
    """Register the makers with Sphinx."""
    app.connect("builder-inited", _build)
    app.connect("env-updated", _printed)
    app.connect("html-page-context", _unlink, priority=900)
