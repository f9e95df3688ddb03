"""What has moved: a page leaves one at its old address that leads on, and an anchor that went to
another page is found from where it was."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from sphinx.errors import ConfigError, SphinxError

from shieldbook.display import json_in_script
from shieldbook.publish.address import Place
from shieldbook.publish.contents import in_order, title_of
from shieldbook.publish.page import described

PAGES = "shieldbook_moved"
LIST = "moved.csv"
COLUMNS = [
    "page",
    "anchor",
    "to_page",
    "to_anchor",
]
STATIC = Path(__file__).parent / "static"
_ANCHOR = re.compile(r"[A-Za-z0-9_.-]*")
_ID = re.compile(r'\sid="([^"]+)"')


class MovedError(SphinxError):
    """A list of moved anchors that leads nowhere; the message names the row."""

    category = "What has moved cannot be found"


def read_list(text: str) -> list[list[str]]:
    """The rows of the list of moved anchors. Raises MovedError where it is not of its form.

    It has the four columns, lines that end in LF, one row an anchor, sorted by page and anchor;
    anchors are of signs that stand in an address as they are.
    """
    if "\r" in text or not text.endswith("\n"):
        raise MovedError(f"{LIST}: every line ends in LF, the last too")
    head, *rows = list(csv.reader(io.StringIO(text, newline=""))) or [[]]
    if head != COLUMNS:
        raise MovedError(f"{LIST}: the first line is {','.join(COLUMNS)}")
    before = ["", ""]
    for number, row in enumerate(rows, 2):
        if len(row) != len(COLUMNS) or not all(row[:3]):
            raise MovedError(f"{LIST}, line {number}: page, anchor and to_page are given: {row}")
        if not all(map(_ANCHOR.fullmatch, row[1::2])):
            raise MovedError(f"{LIST}, line {number}: no anchor has such signs: {row}")
        if row[:2] <= before:
            raise MovedError(
                f"{LIST}, line {number}: not sorted by page and anchor, or twice: {row}"
            )
        before = row[:2]
    return rows


def check_rows(rows: list[list[str]], pages: dict[str, str], old: set[str]) -> None:
    """Raise MovedError for a row that nobody can come from, or that leads to what is not there.

    `pages` holds the HTML of every page by name, `old` the names of those that have moved.
    """
    ids = {name: set(_ID.findall(html)) for name, html in pages.items()}
    for number, row in enumerate(rows, 2):
        page, _, to_page, to_anchor = row
        told = f"{LIST}, line {number} ({','.join(row)})"
        if page not in pages and page not in old:
            raise MovedError(f"{told}: there is no page {page}, nor has one moved")
        if to_page not in pages:
            raise MovedError(f"{told}: there is no page {to_page}")
        if to_anchor and to_anchor not in ids[to_page]:
            raise MovedError(f"{told}: there is no {to_anchor} on {to_page}")


def script(rows: list[list[str]]) -> str:
    """The list as a script, with what looks a place up in it."""
    places: dict[str, dict[str, list]] = {}
    for page, anchor, to_page, to_anchor in rows:
        same = anchor == to_anchor
        anchors = places.setdefault(page, {}).setdefault(f"{to_page}.html", [])
        anchors.append(anchor if same else [anchor, to_anchor])
    code = (STATIC / "js" / "moved.js").read_text(encoding="utf-8")
    return f"{code}\nshieldbook.places = {json_in_script(places)};\n"


def _configured(app, config) -> None:
    """Raise ConfigError where the setting is no table of names."""
    given = config[PAGES]
    if not all(isinstance(name, str) and name for pair in given.items() for name in pair):
        raise ConfigError(f"{PAGES} holds old and new names of pages: {given!r}")


def _checked(app, env) -> None:
    """Raise ConfigError where a page has moved to one that is not there, or is still where it
    was."""
    names = in_order(app)
    for old, new in app.config[PAGES].items():
        if new not in names:
            raise ConfigError(f"{PAGES} leads {old} to {new}, which is no page of the book")
        if old in names:
            raise ConfigError(f"{PAGES} leads {old} away, which is a page of the book")


def _leave_behind(app, error: Exception | None) -> None:
    """Write the list of moved anchors, and a page at the old address of each that has moved."""
    if error or app.builder.format != "html":
        return
    out, moved = Path(app.outdir), app.config[PAGES]
    source = Path(app.confdir) / LIST
    rows = read_list(source.read_bytes().decode("utf-8")) if source.is_file() else []
    pages = {name: (out / f"{name}.html").read_text(encoding="utf-8") for name in in_order(app)}
    check_rows(rows, pages, set(moved))
    _write(out / "_static" / "moved.js", script(rows))
    _write(out / "_static" / "onward.js", (STATIC / "onward.js").read_text(encoding="utf-8"))
    for old, new in moved.items():
        told = {
            # Where scripts find the root stands in all pages as Sphinx writes it.
            "root": Place.of(old).root or "./",
            "link": f"{Place.of(old).root}{new}.html",
            "old": old,
            "to": f"{new}.html",
            "title": title_of(app, new),
            "description": described(app, new),
            "canonical": app.shieldbook_address.page(new),
        }
        _write(out / f"{old}.html", app.builder.templates.render("moved.html", told))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def setup(app) -> None:
    """Register the setting and what follows from it with Sphinx."""
    app.add_config_value(PAGES, {}, "html", (dict,))
    app.connect("config-inited", _configured)
    app.connect("env-updated", _checked)
    # After the pages, whose anchors it asks for, and before the book's archive, which takes it in.
    app.connect("build-finished", _leave_behind, priority=890)
