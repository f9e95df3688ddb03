"""Rival explanations at one glance: what the record has against each, for each, and the verdict."""

from __future__ import annotations

import altair as alt
import pandas as pd

from shieldbook.charts.theme import LAYOUTS, LIGHT, Layout, dress, tips, wrap
from shieldbook.display import figure

INK = {"for": "favour", "against": "against", "neither": "soft"}
SHAPES = {"for": "triangle-up", "against": "triangle-down", "neither": "circle"}
INKED = alt.Scale(domain=list(INK), range=[LIGHT[ink] for ink in INK.values()])
SHAPED = alt.Scale(domain=list(SHAPES), range=list(SHAPES.values()))
# On which side of the line a finding stands.
SIDE = {"for": 1, "against": -1, "neither": 0}
# From finding to finding, in px.
APART = 20


def rivals(
    table: pd.DataFrame,
    *,
    title: str,
    description: str,
    source: str,
    caption: str,
    drives: str = "findings",
) -> alt.Chart:
    """A row an explanation; findings for it to the right of the middle, against it to the left; the
    verdict in a word.

    `table`: what `explanations.findings_table` makes. `drives` names the table of findings that a
    chosen mark filters.
    """
    table = table.assign(href="#" + table["key"])
    return figure(
        _draw,
        table,
        LAYOUTS,
        title=title,
        description=description,
        source=source,
        caption=caption,
        subtitle="One mark a finding: ▲ right of the line speaks for the explanation, ▼ left of "
        "it against, ● on it neither.",
        columns={
            "name": "Explanation",
            "bears_label": "Bears",
            "finding": "Finding",
            "verdict_label": "Verdict",
        },
        links={"name": "href"},
        key="key",
        drives=drives,
        noun=("finding", "findings"),
    )


def _draw(table: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    at = table["bears"].map(SIDE) * (table["place"] + 1)
    rows = table[["key", "name", "bears", "bears_label", "finding"]].assign(at=at)
    # On the phone the name of an explanation stands over its findings.
    left, down = (8, 8) if layout.narrow else (170, 0)
    middle = left + APART * (1 - min(0, at.min()))
    ends = alt.Scale(domain=[0, 1], range=[middle, middle + APART], nice=False)
    drawn = alt.layer(
        _lines(rows, middle, down),
        _names(rows, layout),
        _verdicts(table, layout, down),
        _findings(rows, ends, down),
    )
    step = 50 if layout.narrow else 40
    return dress(drawn.properties(width=layout.width - 16, height={"step": step}), layout)


def _row() -> alt.Y:
    return alt.Y("name:N", sort=None, axis=None)


def _lines(rows: pd.DataFrame, middle: float, down: int) -> alt.Chart:
    """The line of each explanation between what speaks against it and for it."""
    return (
        alt.Chart(rows[["name"]].drop_duplicates())
        .mark_rule(color=LIGHT["line"], yOffset=down - 12, y2Offset=down + 12)
        .encode(x=alt.value(middle), y=_row(), y2="name:N")
    )


def _names(rows: pd.DataFrame, layout: Layout) -> alt.Chart:
    names = rows[["name"]].drop_duplicates()
    text = names["name"] if layout.narrow else names["name"].map(lambda name: wrap(name, 22))
    look = {"align": "left", "fontWeight": "bold", "lineBreak": "\n", "lineHeight": 14}
    return (
        alt.Chart(names.assign(text=text))
        .mark_text(**look, dy=-14 if layout.narrow else 0)
        .encode(x=alt.value(0), y=_row(), text="text:N")
    )


def _verdicts(table: pd.DataFrame, layout: Layout, down: int) -> alt.Chart:
    return (
        alt.Chart(table[["name", "verdict_label"]].drop_duplicates("name"))
        .mark_text(align="right", dy=down)
        .encode(x=alt.value(layout.width - 16), y=_row(), text="verdict_label:N")
    )


def _findings(rows: pd.DataFrame, ends: alt.Scale, down: int) -> alt.Chart:
    return (
        alt.Chart(rows)
        .mark_point(size=90, filled=True, opacity=1, yOffset=down)
        .encode(
            x=alt.X("at:Q", scale=ends, axis=None),
            y=_row(),
            key="key:N",
            color=alt.Color("bears:N", scale=INKED),
            shape=alt.Shape("bears:N", scale=SHAPED),
            tooltip=tips({"finding": "Finding", "bears_label": "Bears"}),
        )
    )
