"""One figure as HTML: picture, caption, source, and the table behind it."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from shieldbook.publish.address import Place
from shieldbook.publish.figures.attributes import attribute
from shieldbook.publish.figures.pictures import size, svg
from shieldbook.publish.figures.rows import NOWHERE
from shieldbook.publish.figures.tables import ASKED, TELLS, table_html

TOP = Place()
COVERED = "The picture is covered while the answers are hidden."


def figure_html(
    spec: dict,
    number: int,
    place: Place = TOP,
    controls: str = "",
    pages: Mapping[str, str] = NOWHERE,
) -> str:
    """One `<figure>`: title, subtitle, wide and narrow picture, caption, source, and the table
    behind it.

    `spec` is a Vega-Lite specification whose usermeta was filled by `shieldbook.display.figure`;
    `number` is its number on the page, `controls` the HTML of its parameters' controls, `pages`
    where the rows of its marks are, by their keys, if not on this page. Raises
    KeyError where the usermeta is missing.
    """
    meta = spec["usermeta"]["shieldbook"]
    anchor = f"figure-{number}"
    subtitle = ""
    if meta["subtitle"]:
        subtitle = f'<p class="sb-subtitle">{escape(meta["subtitle"])}</p>'
    drives = attribute("data-drives", meta.get("drives") or "")
    keyed = attribute("data-keyed", meta.get("key") or "")
    apart = attribute("data-rows", " ".join(sorted(set(pages.values()))))
    chosen = _chosen(*meta["noun"]) if drives or apart else ""
    behind = {**meta["table"], "question": meta.get("question", "")}
    table = table_html(behind, f"{anchor}-table", place, csv_link=False)
    covers = ""
    if meta.get("covered"):
        covers = ' data-covered="true"'
    return (
        f'<figure class="sb-figure" id="{anchor}" data-specs="{place.specs}"{keyed}{drives}{apart}'
        f"{covers}>{_title(meta)}{subtitle}"
        f"{controls}{picture(spec, anchor, pages)}{chosen}"
        f'<figcaption><span class="sb-number">Figure {number}.</span> {escape(meta["caption"])} '
        f'<span class="sb-source">Source: {escape(meta["source"])}</span></figcaption>'
        f'<div class="sb-behind"><details class="sb-data"><summary>Figure {number} as a '
        f"table</summary>{table}</details>"
        f'<a class="sb-csv" href="{place.csv(anchor)}" download>Figure {number} as '
        "CSV</a></div></figure>"
    )


def _title(meta: dict) -> str:
    """The title of a figure, which says what it found; and its question, where it has one."""
    title = escape(meta["title"])
    question = escape(meta.get("question", ""))
    if not question:
        return f'<p class="sb-title">{title}</p>'
    covered = ""
    if meta["covered"]:
        covered = f'<p class="sb-subtitle {ASKED}">{COVERED}</p>'
    told = f'<p class="sb-title {TELLS}">{title}</p>'
    asked = f'<p class="sb-title {ASKED}">{question}</p>'
    return told + asked + covered


def _label(meta: dict) -> str:
    """The description of a picture, for those who do not see it; its question beside it, where it
    has one and stays when answers are hidden."""
    question = meta.get("question", "")
    if not question or meta["covered"]:
        return _alt(meta["description"], "sb-alt")
    told = _alt(meta["description"], f"sb-alt {TELLS}")
    asked = _alt(question, f"sb-alt {ASKED}")
    return told + asked


def _alt(words: str, kinds: str) -> str:
    label = attribute("aria-label", words)
    return f'<span class="{kinds}" role="img"{label}></span>'


def _chosen(one: str, many: str) -> str:
    """The panel of a figure whose marks have rows, on this page or another; a script fills it, with
    these words for what is chosen."""
    marks = attribute("aria-label", f"The chosen {one}") + attribute("data-many", many)
    return f'<div class="sb-chosen" data-sb="chosen" role="group"{marks}></div>'


def picture(spec: dict, anchor: str, pages: Mapping[str, str] = NOWHERE) -> str:
    """The wide and the narrow picture of a figure's specification, one of which the style sheet
    shows, each described.

    The description stands beside the picture, hidden from the eye, because a picture whose marks
    are links must not be one single image to a screen reader.
    """
    meta = spec["usermeta"]["shieldbook"]
    label = _label(meta)
    parts = []
    for name, variant in (("wide", spec), ("narrow", meta["narrow"])):
        ident = f"{anchor}-{name}"
        drawn = svg(variant, ident, meta.get("key", ""), pages)
        width, height = size(drawn)
        parts.append(
            f'<div class="sb-picture sb-{name}" data-spec="{ident}" '
            f'style="--sb-w:{width:g};--sb-h:{height:g}">'
            f"{label}{drawn}</div>"
        )
    return "".join(parts)
