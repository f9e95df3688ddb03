"""The book's own HTML: figures, tables and precomputed states. Everything that comes from data is escaped here."""

from __future__ import annotations

import re
from html import escape

import vl_convert

from shieldbook.charts.theme import INK_VARIABLES

VEGALITE = "6.4"
SOURCE = re.compile(r"^([a-z0-9-]+)\[(.+)\]$")


def figure_html(spec: dict, number: int, root: str = "") -> str:
    """One `<figure>`: wide and narrow picture, title, subtitle, caption, source, and the table behind it.

    `spec` is a Vega-Lite specification whose usermeta was filled by `shieldbook.display.figure`; `number` is its
    number on the page, `root` the way from the page to the book's root (`../`). Raises KeyError where the
    usermeta is missing.
    """
    meta = spec["usermeta"]["shieldbook"]
    anchor = f"figure-{number}"
    label = escape(meta["description"], quote=True)
    wide = svg(spec, f"{anchor}-w")
    narrow = svg(meta["narrow"], f"{anchor}-n")
    subtitle = f'<p class="sb-subtitle">{escape(meta["subtitle"])}</p>' if meta["subtitle"] else ""
    return (
        f'<figure class="sb-figure" id="{anchor}">'
        f'<p class="sb-title">{escape(meta["title"])}</p>{subtitle}'
        f'<div class="sb-wide" role="img" aria-label="{label}">{wide}</div>'
        f'<div class="sb-narrow" role="img" aria-label="{label}">{narrow}</div>'
        f'<figcaption><span class="sb-number">Figure {number}.</span> {escape(meta["caption"])} '
        f'<span class="sb-source">Source: {escape(meta["source"])}</span></figcaption>'
        f'<details class="sb-data"><summary>Figure {number} as a table</summary>'
        f"{table_html(meta['table'], f'{anchor}-table', root)}</details></figure>"
    )


def svg(spec: dict, prefix: str) -> str:
    """The picture of a Vega-Lite specification as inline SVG that follows the page's colours.

    The title is dropped (the page sets it as text), ids get `prefix` so that a page may hold many pictures and
    two builds agree, and the palette's colours become CSS variables with the printed colour as fallback.
    """
    bare = {key: value for key, value in spec.items() if key not in ("title", "usermeta")}
    text = vl_convert.vegalite_to_svg(bare, vl_version=VEGALITE)
    names = {name: f"{prefix}-{i}" for i, name in enumerate(dict.fromkeys(re.findall(r'<[^>]*\bid="([^"]+)"', text)))}
    text = re.sub(r"<[^>]+>", lambda tag: _tag(tag[0], names), text)
    return text.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)


def _tag(tag: str, names: dict[str, str]) -> str:
    """One tag of a picture, its words left alone: ids renamed, coordinates rounded, colours as variables, no roles."""
    for old, new in names.items():
        tag = tag.replace(f'id="{old}"', f'id="{new}"').replace(f"url(#{old})", f"url(#{new})")
    tag = re.sub(r"-?\d+\.\d{3,}", lambda match: f"{float(match[0]):.2f}".rstrip("0").rstrip("."), tag)
    tag = re.sub(r'="(#[0-9a-fA-F]{6})"', lambda match: f'="{_variable(match[1])}"', tag)
    # The wrapper carries role and label; the marks' own roles would be read out one by one.
    return re.sub(r' (aria-[a-z]+|role)="[^"]*"', "", tag)


def _variable(colour: str) -> str:
    name = INK_VARIABLES.get(colour.lower())
    return f"var(--sb-{name},{colour})" if name else colour


def table_html(payload: dict, anchor: str, root: str = "") -> str:
    """A data table: caption, scoped headers, first column as row header, labelled scroll box that takes focus."""
    columns = payload["columns"]
    kinds = [_kind(column, [row[i] for row in payload["rows"]]) for i, column in enumerate(columns)]
    head = "".join(f'<th scope="col"{kind}>{escape(column["name"])}</th>' for column, kind in zip(columns, kinds))
    names = [column["name"] for column in columns]
    key = names.index(payload["anchors"]) if payload.get("anchors") else None
    body = "".join(_row(row, columns, kinds, payload.get("sources", []), key, root) for row in payload["rows"])
    note = f'<p class="sb-note">{escape(payload["note"])}</p>' if payload.get("note") else ""
    caption = escape(payload["caption"])
    return (
        f'<div class="sb-table"><div class="sb-scroll" role="region" tabindex="0" aria-labelledby="{anchor}-caption">'
        f'<table id="{anchor}"><caption id="{anchor}-caption"><span class="sb-caption">{caption}</span></caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>{note}</div>"
    )


def _kind(column: dict, cells: list[str]) -> str:
    """Class of a column by what it holds: numbers, or text long enough to need a wide column."""
    longest = max((len(cell) for cell in cells), default=0)
    name = "sb-num" if column["numeric"] else "sb-long" if longest > 60 else "sb-mid" if longest > 20 else ""
    return f' class="{name}"' if name else ""


def _row(row: list[str], columns: list[dict], kinds: list[str], sources: list[str], key: int | None, root: str) -> str:
    cells = []
    for i, (cell, column, kind) in enumerate(zip(row, columns, kinds)):
        text = _source_links(cell, root) if column["name"] in sources else escape(cell)
        cells.append(f'<th scope="row">{text}</th>' if i == 0 else f"<td{kind}>{text}</td>")
    anchor = f' id="{escape(row[key], quote=True)}"' if key is not None else ""
    return f"<tr{anchor}>{''.join(cells)}</tr>"


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


def states_html(payload: dict, number: int, root: str = "") -> str:
    """Precomputed states of an explorer behind radio buttons: they work without JavaScript and on the keyboard."""
    name = f"states-{number}"
    inputs, panels = [], []
    for i, state in enumerate(payload["states"]):
        ident = f"{name}-{i}"
        checked = " checked" if state["label"] == payload["start"] else ""
        inputs.append(
            f'<input type="radio" name="{name}" id="{ident}"{checked}>'
            f'<label for="{ident}">{escape(state["label"])}</label>'
        )
        panels.append(
            f'<div class="sb-state"><p>{escape(state["answer"])}</p>'
            f'{table_html(state["table"], f"{ident}-table", root)}</div>'
        )
    legend = escape(payload["question"])
    choices = "".join(f"{control}{panel}" for control, panel in zip(inputs, panels))
    return f'<fieldset class="sb-states"><legend>{legend}</legend>{choices}</fieldset>'
