"""The report of a class as one page that needs nothing else: no script, no file, no request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from importlib.resources import files
from string import Template
from typing import Any, NamedTuple

from shieldbook.publish.figures.html import picture
from shieldbook.publish.figures.tables import table_html


class Section(NamedTuple):
    """A part of the report: its heading and sentences, and then a figure (a specification whose
    usermeta `shieldbook.display.figure` filled) and a table (what `table_payload` made), either
    of which may be missing."""

    heading: str
    prose: Sequence[str]
    figure: Mapping[str, Any] | None = None
    table: Mapping[str, Any] | None = None


def page(title: str, lead: Sequence[str], url: str, sections: Sequence[Section]) -> str:
    """The page: a title, sentences about the text and the coders, the address of the text, and
    the sections. All of it is the words of others and is escaped. Raises FigureError where `url`
    is no address."""
    template = files("shieldbook.publish").joinpath("templates/class_report.html")
    numbered = [(n, one) for n, one in enumerate(sections, start=1)]
    link = ""
    if url.startswith(("https://", "http://")):
        link = f'<p>The text: <a href="{escape(url, quote=True)}">{escape(url)}</a></p>'
    return Template(template.read_text(encoding="utf-8")).substitute(
        title=escape(title),
        lead="".join(f"<p>{escape(words)}</p>" for words in lead) + link,
        sections="".join(_section(n, one) for n, one in numbered),
    )


def _section(n: int, one: Section) -> str:
    head = f"<section><h2>{escape(one.heading)}</h2>"
    prose = "".join(f"<p>{escape(words)}</p>" for words in one.prose)
    drawn = _figure(one.figure, f"figure-{n}") if one.figure else ""
    table = table_html(dict(one.table), f"table-{n}", csv_link=False) if one.table else ""
    return f"{head}{prose}{drawn}{table}</section>"


def _figure(spec: Mapping[str, Any], anchor: str) -> str:
    meta = spec["usermeta"]["shieldbook"]
    return (
        f'<figure id="{anchor}"><p class="sb-title">{escape(meta["title"])}</p>'
        f'<p class="sb-subtitle">{escape(meta["subtitle"])}</p>{picture(dict(spec), anchor)}'
        f"<figcaption>{escape(meta['caption'])}</figcaption></figure>"
    )
