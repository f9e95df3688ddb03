"""Data tables as HTML and CSV. Everything that comes from data is escaped here."""

from __future__ import annotations

import csv
import io
import re
from html import escape

from shieldbook.analysis.homework import MARK
from shieldbook.display import FigureError, column_names, records, shown_columns
from shieldbook.phrases import counted
from shieldbook.publish.address import Place
from shieldbook.publish.figures.attributes import attribute, attributes
from shieldbook.publish.figures.cards import Columns, Row
from shieldbook.tables.sources import called

SOURCE = re.compile(r"^([a-z0-9-]+)\[(.+)\]$")
TARGET = re.compile(
    r"#[A-Za-z0-9_.-]+|https://[^\s\"'<>]+|(?!/)[A-Za-z0-9_./-]+(#[A-Za-z0-9_.-]+)?"
)
# A plus or minus of any make, thousands parted by commas; behind it a unit, or what the number is a
# part of.
NUMBER = re.compile(
    r"([-+−–]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?: ?[A-Za-z%]+| (?:of|to) "
    r"[\d,.]+)?"
)
READABLE = re.compile(r"-?\d+(\.\d+)?(e[+-]?\d+)?")
LONG = 12
# What goes when a class hides the answers, and what comes in its place.
TELLS, ASKED = "sb-tells", "sb-asked"
FORMULA = re.compile(r"[=+@\t\n]|-(?!\d[\d.,]*(e[+-]?\d+)?\Z)")


def table_html(payload: dict, anchor: str, place: Place = Place(), csv_link: bool = True) -> str:
    """A data table: caption, scoped headers, first column as row header, labelled scroll box that
    takes focus. Where it would not fit a phone, its rows become cards there.

    `payload` is what `shieldbook.display.table_payload` made. Long tables get a filter, which a
    script serves. Raises FigureError where a column has no name or that of another, and where a
    link leads to anything but an id, a path or an https address.
    """
    anchor = payload.get("name") or anchor
    rows, caption = records(payload), escape(payload["caption"])
    shown = set(shown_columns(payload))
    if len(set(column_names(payload))) < len(payload["columns"]):
        raise FigureError(f"two columns of the table “{payload['caption']}” have one name")
    columns = Columns(
        {one["name"]: _kind(one, rows) for one in payload["columns"] if one["name"] in shown}
    )
    cards = columns.as_cards(rows)
    head = _head(columns, cards, payload)
    body = "".join(_row(row, columns, cards, payload, place) for row in rows)
    note, link = "", ""
    if payload.get("note"):
        note = f'<p class="sb-note">{escape(payload["note"])}</p>'
    if csv_link:
        kinds = _told("sb-csv", bool(payload.get("answers")))
        link = (
            f'<a class="{kinds}" '
            f'href="{place.csv(anchor)}" download>'
            f'CSV<span class="sb-unseen"> of the table: {caption}</span></a>'
        )
    tools, foot = "", ""
    if len(rows) > LONG:
        tools = _tools(payload, rows, anchor)
    if note or link:
        foot = f'<div class="sb-foot">{note}{link}</div>'
    ident = escape(anchor, quote=True)
    group = _role("rowgroup", cards)
    named, shape = "", ""
    if cards:
        named = f' role="table" aria-labelledby="{ident}-caption"'
        shape = attribute("data-cards", columns.height(rows))
    return (
        f'<div class="sb-table" data-table="{ident}"{shape}>{tools}'
        f'<div class="sb-scroll" role="region" tabindex="0" aria-labelledby="{ident}-caption">'
        f'<table id="{ident}"{named}>'
        f'<caption id="{ident}-caption">{_caption(payload)}</caption>'
        f"<thead{group}>{head}</thead><tbody{group}>{body}</tbody></table></div>{foot}</div>"
    )


def _told(kinds: str, tells: bool) -> str:
    """The classes of what may give an answer away."""
    if tells:
        kinds = f"{kinds} {TELLS}"
    return kinds.strip()


def _caption(payload: dict) -> str:
    """The caption of a table; where it stands behind a picture that asks, its question too."""
    caption = escape(payload["caption"])
    question = escape(payload.get("question", ""))
    if not question:
        return f'<span class="sb-caption">{caption}</span>'
    told = f'<span class="sb-caption {TELLS}">{caption}</span>'
    asked = f'<span class="sb-caption {ASKED}">{question}</span>'
    return told + asked


def _role(name: str, cards: bool) -> str:
    """What a part of a table is: said where a card is no longer laid out as a table, for then no
    browser tells it."""
    return f' role="{name}"' if cards else ""


def _head(columns: Columns, cards: bool, payload: dict) -> str:
    """The row of column heads. Raises FigureError where one has no name."""
    cells, answers = "", payload.get("answers", ())
    for name, kind in columns.kinds.items():
        if not name.strip():
            raise FigureError(f"a column of the table “{payload['caption']}” has no name")
        marks = _role("columnheader", cards) + attribute("class", _told(kind, name in answers))
        cells += f'<th scope="col"{marks}>{escape(name)}</th>'
    return f"<tr{_role('row', cards)}>{cells}</tr>"


def csv_text(payload: dict) -> str:
    """The table as CSV for a reader's own program: the shown columns, one line a row, UTF-8 text.

    Beside a column of dates in words stand their days in ISO 8601, in columns of their own. A cell
    that a spreadsheet would take for a formula begins with an apostrophe. A line ends in LF inside
    cells too. Where other letters than ASCII's stand in it, it begins with the mark without which
    Excel takes them for those of another code.
    """
    dates = payload.get("dates", {})
    heads, columns = [], []
    for name in shown_columns(payload):
        days = dates.get(name, [])
        heads += [name, *(f"{name} ({day})" for day in days)]
        columns += [name, *days]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(map(_plain, heads))
    for row in records(payload):
        writer.writerow(_plain(row[name]) for name in columns)
    text = out.getvalue()
    return text if text.isascii() else f"{MARK}{text}"


def _plain(cell: str) -> str:
    """A cell of a CSV, its lines ending in LF, and no formula to any program."""
    cell = re.sub(r"\r\n?", "\n", cell)
    return f"'{cell}" if FORMULA.match(cell) else cell


def _kind(column: dict, rows: list[Row]) -> str:
    """Class of a column by what it holds: numbers, or text long enough to need a wide column."""
    longest = max((len(row[column["name"]]) for row in rows), default=0)
    if column["numeric"]:
        return "sb-num"
    if longest > 60:
        return "sb-long"
    return "sb-mid" if longest > 20 else ""


def _row(row: Row, columns: Columns, cards: bool, payload: dict, place: Place) -> str:
    """One row, found by its id where the table gives rows such, and by its key from a mark."""
    cells = ""
    answers = payload.get("answers", ())
    for name in columns.kinds:
        text = _text(row, name, payload, place.root)
        kinds = _told(_class(name, columns, cards), name in answers)
        marks = attribute("class", kinds)
        marks += attribute("data-sort", _sort_value(row, name, payload))
        cells += _cell(text, name, columns, cards, marks)
    own = {"id": row.get(payload.get("anchors"), ""), "data-key": row.get(payload.get("keys"), "")}
    return f"<tr{_role('row', cards)}{attributes(own)}>{cells}</tr>"


def _text(row: Row, name: str, payload: dict, root: str) -> str:
    """What stands in a cell: its words, or links where the column holds such."""
    links = payload.get("links", {})
    if name in payload.get("sources", []):
        return _source_links(row[name], root)
    if name in links:
        return _links(row[name], row[links[name]], root)
    return escape(row[name])


def _class(name: str, columns: Columns, cards: bool) -> str:
    """What a cell is to the style sheet: the head of a row is nothing of its own, and in a card one
    cell leads."""
    kind = columns.kinds[name]
    if name == columns.first:
        kind = ""
    if cards and name == columns.lead:
        kind = f"{kind} sb-lead"
    return kind.strip()


def _cell(text: str, name: str, columns: Columns, cards: bool, marks: str) -> str:
    """One cell; the first of a row is its head. In a card it carries the name of its column."""
    if cards:
        marks += attribute("data-label", name)
    if name == columns.first:
        return f'<th scope="row"{_role("rowheader", cards)}{marks}>{text}</th>'
    return f"<td{_role('cell', cards)}{marks}>{text}</td>"


def _sort_value(row: Row, name: str, payload: dict) -> str:
    """What tables.js sorts a cell by instead of its words, "" where it can go by them: a day, or a
    number."""
    if len(payload["rows"]) <= LONG:
        return ""
    days = payload.get("dates", {}).get(name)
    if days:
        return row[days[0]]
    found = NUMBER.fullmatch(row[name])
    if not found or READABLE.fullmatch(row[name]):
        return ""
    sign, whole, rest = found.groups(default="")
    minus = "-" if sign in ("-", "−", "–") else ""
    return minus + whole.replace(",", "") + rest


def _tools(payload: dict, rows: list[Row], anchor: str) -> str:
    """Filter, choices by value and a live count: shown where scripts run, served by tables.js."""
    ident, shown = escape(anchor, quote=True), shown_columns(payload)
    choices = []
    for facet in payload.get("facets", []):
        values = dict.fromkeys(row[facet] for row in rows if row[facet])
        options = "".join(
            f"<option{attribute('value', value)}>{escape(value)}</option>" for value in values
        )
        marks = attribute("class", _told("", facet in payload.get("answers", ())))
        choices.append(
            f'<label{marks}>{escape(facet)} <select data-column="{shown.index(facet)}" '
            f'autocomplete="off"><option value="">all</option>{options}</select></label>'
        )
    total = counted(len(rows), "row")
    return (
        '<div class="sb-tools" role="group" aria-label="Filter the table: '
        f'{escape(payload["caption"], quote=True)}">'
        '<label>Filter <input class="sb-filter" type="search" autocomplete="off" '
        f'aria-controls="{ident}"></label>'
        f'{"".join(choices)}<button type="button" class="sb-reset">Show all</button>'
        f'<span class="sb-count" role="status">{total}</span></div>'
    )


def _links(cell: str, targets: str, root: str) -> str:
    """Words joined by ` | ` as links to the targets joined likewise; words without a target stay
    words. A path is one from the root of the book."""
    words, places = cell.split(" | "), targets.split(" | ")
    pieces = []
    for i, word in enumerate(words):
        target = places[i] if i < len(places) else ""
        if target and not TARGET.fullmatch(target):
            raise FigureError(
                f"a link of a table leads to {target[:80]!r}, which is no id, path or https address"
            )
        text = escape(word)
        href = target if target.startswith(("#", "https://")) else f"{root}{target}"
        pieces.append(f"<a{attribute('href', href)}>{text}</a>" if target else text)
    return "; ".join(pieces)


def _source_links(cell: str, root: str) -> str:
    """`bibkey[where]`, several joined by ` | `, as links to the bibliography under the names of
    their publishers."""
    links = []
    for part in cell.split(" | ") if cell else []:
        match = SOURCE.match(part)
        if match:
            href = f"{root}reference/bibliography.html#bib-{match[1]}"
            links.append(f'<a href="{href}">{escape(called(match[1]))}</a> ({escape(match[2])})')
        else:
            links.append(escape(part))
    return "; ".join(links)
