"""Negotiating formats as sets of states: a row a table, a column a state, a mark a seat."""

from __future__ import annotations

import altair as alt
import pandas as pd

from shieldbook.charts.theme import LAYOUTS, LIGHT, Layout, dress, wrap
from shieldbook.display import figure

# Whether a seat is new, told without its colour too.
SHAPES = {False: "circle", True: "diamond"}


def formats(
    table: pd.DataFrame, *, title: str, subtitle: str, description: str, source: str, caption: str
) -> alt.Chart:
    """Who sits at which table.

    `table`: one row a format and state, columns `format`, `when`, `met` (whether it ever met),
    `state` (label), `code`, `seat` (bool), `added` (bool: a seat that the four-party talks did not
    have, drawn as a diamond), in the order to be drawn.
    """
    return figure(
        _draw,
        table,
        LAYOUTS,
        title=title,
        subtitle=subtitle,
        description=description,
        source=source,
        caption=caption,
        columns={
            "format": "Format",
            "when": "When",
            "state": "State",
            "seat": "Has a seat",
            "added": "New seat",
        },
    )


def _draw(table: pd.DataFrame, layout: Layout) -> alt.Chart:
    width = 25 if layout.narrow else 60
    rows = table.assign(
        short=table["state"] if layout.narrow else [wrap(state, 8) for state in table["state"]],
        label=[
            wrap(f"{when} {name}", width)
            for name, when in zip(table["format"], table["when"], strict=True)
        ],
        ink=[LIGHT["russia"] if a else LIGHT["ink"] for a in table["added"]],
        fill=[
            (LIGHT["russia"] if a else LIGHT["ink"]) if m else "transparent"
            for a, m in zip(table["added"], table["met"], strict=True)
        ],
    )
    formats_order = rows["label"].drop_duplicates().tolist()
    states = rows["short"].drop_duplicates().tolist()
    x = alt.X(
        "short:N",
        sort=states,
        axis=alt.Axis(
            title=None,
            orient="top",
            domain=False,
            ticks=False,
            labelAngle=-90 if layout.narrow else 0,
            labelAlign="left" if layout.narrow else "center",
            labelPadding=8 if layout.narrow else 22,
            labelExpr="split(datum.label, '\\n')",
            labelBaseline="middle" if layout.narrow else "bottom",
            labelOffset=0,
        ),
    )
    y = alt.Y(
        "label:N",
        sort=formats_order,
        axis=alt.Axis(
            title=None,
            domain=False,
            ticks=False,
            labelPadding=10,
            labelLimit=330,
            labelLineHeight=15,
            labelExpr="split(datum.label, '\\n')",
        ),
    )
    rail = alt.Chart(rows).mark_rule(color=LIGHT["grid"]).encode(y=y)
    empty = (
        alt.Chart(rows[~rows["seat"]])
        .mark_point(size=8, filled=True, opacity=1, color=LIGHT["line"])
        .encode(x=x, y=y)
    )
    seats = (
        alt.Chart(rows[rows["seat"]])
        .mark_point(strokeWidth=2, opacity=1, size=150 if not layout.narrow else 100)
        .encode(
            x=x,
            y=y,
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("ink:N", scale=None),
            shape=alt.Shape(
                "added:N", scale=alt.Scale(domain=list(SHAPES), range=list(SHAPES.values()))
            ),
            tooltip=[
                alt.Tooltip("format:N", title="Format"),
                alt.Tooltip("state:N", title="State"),
            ],
        )
    )
    step = {"width": {"step": 62}} if not layout.narrow else {"width": {"step": 29}}
    return dress(
        alt.layer(rail, empty, seats).properties(
            height={"step": 54 if layout.narrow else 34}, **step
        ),
        layout,
    )
