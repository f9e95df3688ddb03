"""Data tables as HTML and CSV. Everything that comes from data is escaped here."""

from __future__ import annotations

import csv
import io
import re
from html import escape

from shieldbook.display import FigureError
from shieldbook.phrases import counted
from shieldbook.publish.address import Place
from shieldbook.publish.figures.attributes import attribute

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
FORMULA = re.compile(r"[=+@\t\n]|-(?!\d[\d.,]*(e[+-]?\d+)?\Z)")


def table_html(payload: dict, anchor: str, place: Place = Place(), csv_link: bool = True) -> str:
    """A data table: caption, scoped headers, first column as row header, labelled scroll box that
    takes focus.

    `payload` is what `shieldbook.display.table_payload` made. Long tables get a filter, which a
    script serves. Raises FigureError where a column has no name or a link leads to anything but an
    id, a path or an https address.
    """
    anchor = payload.get("name") or anchor
    names = [column["name"] for column in payload["columns"]]
    hidden = set(payload.get("hidden", []))
    shown = [i for i, name in enumerate(names) if name not in hidden]
    kinds = {i: _kind(payload["columns"][i], [row[i] for row in payload["rows"]]) for i in shown}
    head = ""
    for i in shown:
        if not names[i].strip():
            raise FigureError(f"a column of the table “{payload['caption']}” has no name")
        head += f'<th scope="col"{kinds[i]}>{escape(names[i])}</th>'
    body = "".join(_row(row, names, shown, kinds, payload, place) for row in payload["rows"])
    caption = escape(payload["caption"])
    note, link = "", ""
    if payload.get("note"):
        note = f'<p class="sb-note">{escape(payload["note"])}</p>'
    if csv_link:
        link = (
            f'<a class="sb-csv" href="{place.csv(anchor)}" download>'
            f'CSV<span class="sb-unseen"> of the table: {caption}</span></a>'
        )
    tools = ""
    if len(payload["rows"]) > LONG:
        tools = _tools(payload, names, shown, anchor)
    foot = f'<div class="sb-foot">{note}{link}</div>' if note or link else ""
    ident = escape(anchor, quote=True)
    return (
        f'<div class="sb-table" data-table="{ident}">{tools}'
        f'<div class="sb-scroll" role="region" tabindex="0" aria-labelledby="{ident}-caption">'
        f'<table id="{ident}">'
        f'<caption id="{ident}-caption"><span class="sb-caption">{caption}</span></caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>{foot}</div>"
    )


def csv_text(payload: dict) -> str:
    """The table as CSV for a reader's own program: the shown columns, one line a row, UTF-8 text.

    Beside a column of dates in words stand their days in ISO 8601, in columns of their own. A cell
    that a spreadsheet would take for a formula begins with an apostrophe. A line ends in LF inside
    cells too.
    """
    names = [column["name"] for column in payload["columns"]]
    hidden, dates = payload.get("hidden", []), payload.get("dates", {})
    heads, places = [], []
    for i, name in enumerate(names):
        if name in hidden:
            continue
        heads.append(name)
        places.append(i)
        for day in dates.get(name, []):
            heads.append(f"{name} ({day})")
            places.append(names.index(day))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(map(_plain, heads))
    for row in payload["rows"]:
        writer.writerow(_plain(row[i]) for i in places)
    return out.getvalue()


def _plain(cell: str) -> str:
    """A cell of a CSV, its lines ending in LF, and no formula to any program."""
    cell = re.sub(r"\r\n?", "\n", cell)
    return f"'{cell}" if FORMULA.match(cell) else cell


def _kind(column: dict, cells: list[str]) -> str:
    """Class of a column by what it holds: numbers, or text long enough to need a wide column."""
    longest = max((len(cell) for cell in cells), default=0)
    if column["numeric"]:
        return attribute("class", "sb-num")
    if longest > 60:
        return attribute("class", "sb-long")
    return attribute("class", "sb-mid" if longest > 20 else "")


def _row(
    row: list[str], names: list[str], shown: list[int], kinds: dict, payload: dict, place: Place
) -> str:
    links, sources = payload.get("links", {}), payload.get("sources", [])
    cells = []
    for i in shown:
        name = names[i]
        if name in sources:
            text = _source_links(row[i], place.root)
        elif name in links:
            targets = row[names.index(links[name])]
            text = _links(row[i], targets)
        else:
            text = escape(row[i])
        by = attribute("data-sort", _sort_value(row, i, names, payload))
        if i == shown[0]:
            cells.append(f'<th scope="row"{by}>{text}</th>')
        else:
            cells.append(f"<td{kinds[i]}{by}>{text}</td>")
    marks = ""
    for name, column in (("id", "anchors"), ("data-key", "keys")):
        if payload.get(column):
            marks += attribute(name, row[names.index(payload[column])])
    return f"<tr{marks}>{''.join(cells)}</tr>"


def _sort_value(row: list[str], i: int, names: list[str], payload: dict) -> str:
    """What tables.js sorts a cell by instead of its words, "" where it can go by them: a day, or a
    number."""
    if len(payload["rows"]) <= LONG:
        return ""
    days = payload.get("dates", {}).get(names[i])
    if days:
        return row[names.index(days[0])]
    found = NUMBER.fullmatch(row[i])
    if not found or READABLE.fullmatch(row[i]):
        return ""
    sign, whole, rest = found.groups(default="")
    minus = "-" if sign in ("-", "−", "–") else ""
    return minus + whole.replace(",", "") + rest


def _tools(payload: dict, names: list[str], shown: list[int], anchor: str) -> str:
    """Filter, choices by value and a live count: shown where scripts run, served by tables.js."""
    ident = escape(anchor, quote=True)
    choices = []
    for facet in payload.get("facets", []):
        at = names.index(facet)
        values = dict.fromkeys(row[at] for row in payload["rows"] if row[at])
        options = "".join(
            f"<option{attribute('value', value)}>{escape(value)}</option>" for value in values
        )
        choices.append(
            f'<label>{escape(facet)} <select data-column="{shown.index(at)}" autocomplete="off">'
            f'<option value="">all</option>{options}</select></label>'
        )
    total = counted(len(payload["rows"]), "row")
    return (
        '<div class="sb-tools" role="group" aria-label="Filter the table: '
        f'{escape(payload["caption"], quote=True)}">'
        '<label>Filter <input class="sb-filter" type="search" autocomplete="off" '
        f'aria-controls="{ident}"></label>'
        f'{"".join(choices)}<button type="button" class="sb-reset">Show all</button>'
        f'<span class="sb-count" role="status">{total}</span></div>'
    )


def _links(cell: str, targets: str) -> str:
    """Words joined by ` | ` as links to the targets joined likewise; words without a target stay
    words."""
    words, places = cell.split(" | "), targets.split(" | ")
    pieces = []
    for i, word in enumerate(words):
        target = places[i] if i < len(places) else ""
        if target and not TARGET.fullmatch(target):
            raise FigureError(
                f"a link of a table leads to {target[:80]!r}, which is no id, path or https address"
            )
        text = escape(word)
        pieces.append(f"<a{attribute('href', target)}>{text}</a>" if target else text)
    return "; ".join(pieces)


def _source_links(cell: str, root: str) -> str:
    """`bibkey[where]`, several joined by ` | `, as links to the bibliography."""
    links = []
    for part in cell.split(" | ") if cell else []:
        match = SOURCE.match(part)
        if match:
            href = f"{root}reference/bibliography.html#bib-{match[1]}"
            links.append(f'<a href="{href}">{escape(match[1])}</a> ({escape(match[2])})')
        else:
            links.append(escape(part))
    return "; ".join(links)
