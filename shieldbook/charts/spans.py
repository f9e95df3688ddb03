"""Figures that are intervals, one above another on one scale: known exactly, between two values, or
open upwards."""

from __future__ import annotations

import math

import altair as alt
import pandas as pd

from shieldbook.charts.theme import LAYOUTS, LIGHT, Layout, dress, wrap
from shieldbook.display import figure


def spans(
    table: pd.DataFrame,
    *,
    unit: str,
    most: float,
    title: str,
    subtitle: str,
    description: str,
    source: str,
    caption: str,
    columns: dict[str, str],
) -> alt.Chart:
    """Intervals from 0 to `most` in `unit`; one that goes further ends in an arrow, one of no width
    is a dot.

    `table`: one row an interval, columns `what`, `low`, `high` (infinite where open), `colour` (a
    name of the palette), and those that `columns` shows as a table. Rows stand in the order given,
    each under its words.
    """

    def draw(rows, layout):
        return _draw(rows, layout, unit, most)

    shown = table.assign(
        high=[math.nan if math.isinf(high) else high for high in table["high"].astype(float)]
    )
    return figure(
        draw,
        shown,
        LAYOUTS,
        title=title,
        subtitle=subtitle,
        description=description,
        source=source,
        caption=caption,
        columns=columns,
    )


def told(low: float, high: float, unit: str) -> str:
    """An interval in words: 725 km, 600 to 1,000 km, 50% and more."""
    sign = "%" if unit == "%" else f" {unit}"
    if math.isnan(high):
        return f"{low:,.0f}{sign} and more"
    return f"{low:,.0f}{sign}" if low == high else f"{low:,.0f} to {high:,.0f}{sign}"


def _draw(table: pd.DataFrame, layout: Layout, unit: str, most: float) -> alt.Chart:
    rows, y = [], 0
    for row in table.itertuples():
        label = wrap(f"{row.what}: {told(row.low, row.high, unit)}", 46 if layout.narrow else 96)
        rows.append(
            {
                "y": y,
                "bar": y + 16 * (label.count("\n") + 1) + 10,
                "label": label,
                "colour": LIGHT[row.colour],
                "low": float(row.low),
                "high": min(most, most if math.isnan(row.high) else float(row.high)),
                "end": "open"
                if math.isnan(row.high) or row.high > most
                else "point"
                if row.low == row.high
                else "closed",
            }
        )
        y = rows[-1]["bar"] + 22
    frame = pd.DataFrame(rows)
    down = alt.Scale(domain=[0, y], reverse=True, nice=False)
    x = alt.Scale(domain=[0, most], nice=False)
    axis = alt.Axis(
        title=unit if unit != "%" else "per cent",
        grid=True,
        tickCount=3 if layout.narrow else 6,
        format=",.0f",
        domain=False,
        titleAnchor="end",
    )
    words = (
        alt.Chart(frame)
        .mark_text(align="left", baseline="top", lineBreak="\n", lineHeight=16)
        .encode(x=alt.value(0), y=alt.Y("y:Q", scale=down, axis=None), text="label:N")
    )
    bars = (
        alt.Chart(frame[frame["end"] != "point"])
        .mark_rule(strokeWidth=7, strokeCap="butt")
        .encode(
            x=alt.X("low:Q", scale=x, axis=axis),
            x2="high:Q",
            y=alt.Y("bar:Q", scale=down, axis=None),
            color=alt.Color("colour:N", scale=None),
            tooltip=alt.Tooltip("label:N", title="Interval"),
        )
    )
    dots = (
        alt.Chart(frame[frame["end"] == "point"])
        .mark_point(filled=True, size=110, opacity=1)
        .encode(
            x=alt.X("low:Q", scale=x, axis=axis),
            y=alt.Y("bar:Q", scale=down, axis=None),
            color=alt.Color("colour:N", scale=None),
            tooltip=alt.Tooltip("label:N", title="Figure"),
        )
    )
    arrows = (
        alt.Chart(frame[frame["end"] == "open"])
        .mark_point(filled=True, size=130, shape="triangle-right", opacity=1)
        .encode(
            x=alt.X("high:Q", scale=x, axis=axis),
            y=alt.Y("bar:Q", scale=down, axis=None),
            color=alt.Color("colour:N", scale=None),
        )
    )
    return dress(
        alt.layer(words, bars, dots, arrows).properties(width=layout.width - 24, height=y), layout
    )
