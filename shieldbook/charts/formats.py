"""Negotiating formats as sets of states: a row a table, a column a state, a mark a seat."""

from __future__ import annotations

import altair as alt
import pandas as pd

from shieldbook.charts.theme import LAYOUTS, LIGHT, STATE_INK, Layout, dress, tips, wrap
from shieldbook.display import figure

# The state whose seat is asked about, and the empty column that sets it apart.
ASKED, GAP = "RUS", " "
LINE = 15
# Letters in a line of a row's name, and the pixels of a column and of a row.
LETTERS = {False: 52, True: 25}
STEPS = {False: (46, 40), True: (25, 49)}


def formats(
    table: pd.DataFrame, *, title: str, subtitle: str, description: str, source: str, caption: str
) -> alt.Chart:
    """Who sits at which table, Russia in a column apart.

    `table`: one row a format and state, columns `format`, `when`, `met` (whether it ever met),
    `state` (label), `code`, `seat` (bool), in the order to be drawn. A seat is filled where the
    table met, and hollow where it was only proposed.
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
            "met": "Took place",
            "state": "State",
            "seat": "Has a seat",
        },
    )


def _draw(table: pd.DataFrame, layout: Layout) -> alt.Chart:
    letters = LETTERS[layout.narrow]
    names = zip(table["when"], table["format"], table["met"], strict=True)
    rows = table.assign(
        short=table["state"] if layout.narrow else [wrap(state, 8) for state in table["state"]],
        label=[
            f"{wrap(f'{when} {name}', letters)}\n{'took place' if met else 'only proposed'}"
            for when, name, met in names
        ],
        asked=table["code"] == ASKED,
    )
    column, row = STEPS[layout.narrow]
    x, y = _states(rows, layout), _formats(rows)
    own = alt.Chart(rows[rows["asked"]].head(1)).mark_rule(
        strokeWidth=column - 2, color=LIGHT["tint"]
    )
    band = own.encode(x=x, y=alt.value(0), y2=alt.value({"expr": "height"}))
    rail = alt.Chart(rows).mark_rule(color=LIGHT["grid"]).encode(y=y)
    return dress(
        alt.layer(band, rail, _seats(rows, x, y)).properties(
            width={"step": column}, height={"step": row}
        ),
        layout,
    )


def _states(rows: pd.DataFrame, layout: Layout) -> alt.X:
    """A column a state; on the phone their names stand upright."""
    others = rows.loc[~rows["asked"], "short"].drop_duplicates()
    own = rows.loc[rows["asked"], "short"].drop_duplicates()
    upright = {"labelAngle": -90, "labelAlign": "left", "labelBaseline": "middle"}
    flat = {"labelAngle": 0, "labelAlign": "center", "labelBaseline": "bottom"}
    return alt.X(
        "short:N",
        scale=alt.Scale(domain=[*others, GAP, *own]),
        axis=alt.Axis(
            title=None,
            orient="top",
            domain=False,
            ticks=False,
            labelPadding=8 if layout.narrow else 22,
            labelExpr="split(datum.label, '\\n')",
            labelFontWeight=alt.expr(f"indexof({list(own)}, datum.value) >= 0 ? 'bold' : 'normal'"),
            **(upright if layout.narrow else flat),
        ),
    )


def _formats(rows: pd.DataFrame) -> alt.Y:
    return alt.Y(
        "label:N",
        sort=rows["label"].drop_duplicates().tolist(),
        axis=alt.Axis(
            title=None,
            domain=False,
            ticks=False,
            labelPadding=10,
            labelLimit=350,
            labelLineHeight=LINE,
            labelExpr="split(datum.label, '\\n')",
        ),
    )


def _seats(rows: pd.DataFrame, x: alt.X, y: alt.Y) -> alt.Chart:
    """A ring for every seat, filled where the table met."""
    inks = alt.Scale(domain=[False, True], range=[LIGHT["ink"], LIGHT[STATE_INK[ASKED]]])
    return (
        alt.Chart(rows[rows["seat"]])
        .mark_point(strokeWidth=2, size=130, opacity=1)
        .encode(
            x=x,
            y=y,
            stroke=alt.Stroke("asked:N", scale=inks),
            fill=alt.Fill("asked:N", scale=inks),
            fillOpacity=alt.condition("datum.met", alt.value(1), alt.value(0)),
            tooltip=tips({"format": "Format", "state": "State"}),
        )
    )
