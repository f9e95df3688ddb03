"""Shares of small numbers: the count in words, the share as a dot, and how far it could stray as a
line."""

from __future__ import annotations

import altair as alt
import pandas as pd

from shieldbook.charts.theme import LAYOUTS, LIGHT, Layout, dress
from shieldbook.display import figure


def shares(
    table: pd.DataFrame,
    *,
    what: str,
    title: str,
    subtitle: str,
    description: str,
    source: str,
    caption: str,
) -> alt.Chart:
    """A row a group: `name`, `hits` of `cases`, and the interval `low_pct` to `high_pct` of the
    share; `what` names what was hit.

    Rows are drawn in the order of the table; nothing is ranked by a share that so few cases give.
    """
    rows = table.assign(
        told=[
            f"{hits} of {cases}" for hits, cases in zip(table["hits"], table["cases"], strict=True)
        ]
    )
    return figure(
        _draw,
        rows,
        LAYOUTS,
        title=title,
        subtitle=subtitle,
        description=description,
        source=source,
        caption=caption,
        columns={
            "name": "Group",
            "hits": what,
            "cases": "Of",
            "low_pct": "At least (%)",
            "high_pct": "At most (%)",
        },
    )


def _draw(table: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    rows = table[["name", "told", "low_pct", "high_pct", "hits", "cases"]].assign(
        share=[
            100 * hits / cases if cases else float("nan")
            for hits, cases in zip(table["hits"], table["cases"], strict=True)
        ]
    )
    left, right = (0, 66) if layout.narrow else (190, 80)
    width, step, top = layout.width - 16, 42 if layout.narrow else 30, 18
    rows["y"] = [top + step * n + (22 if layout.narrow else 8) for n in range(len(rows))]
    rows["head"] = rows["y"] - (16 if layout.narrow else 0)
    for column in ("low_pct", "high_pct", "share"):
        rows[f"x_{column}"] = left + 6 + rows[column] / 100 * (width - left - right - 12)
    height = top + step * len(rows) + 24
    across, down = (
        alt.Scale(domain=[0, width], nice=False),
        alt.Scale(domain=[0, height], nice=False, reverse=True),
    )
    y = alt.Y("y:Q", scale=down, axis=None)
    base = alt.Chart(rows)
    spans = base.mark_rule(color=LIGHT["line"], strokeWidth=3).encode(
        x=alt.X("x_low_pct:Q", scale=across, axis=None), x2="x_high_pct:Q", y=y
    )
    dots = base.mark_point(filled=True, size=60, color=LIGHT["ink"], opacity=1).encode(
        x=alt.X("x_share:Q", scale=across, axis=None),
        y=y,
        tooltip=[alt.Tooltip("name:N", title="Group"), alt.Tooltip("told:N", title="Count")],
    )
    names = base.mark_text(align="left").encode(
        x=alt.value(0), y=alt.Y("head:Q", scale=down, axis=None), text="name:N"
    )
    counts = base.mark_text(align="right", fontWeight="bold").encode(
        x=alt.value(width), y=y, text="told:N"
    )
    marks = pd.DataFrame(
        [
            {"x": left + 6 + share / 100 * (width - left - right - 12), "text": f"{share}%"}
            for share in (0, 50, 100)
        ]
    )
    scale = alt.Chart(marks)
    rules = scale.mark_rule(color=LIGHT["grid"]).encode(x=alt.X("x:Q", scale=across, axis=None))
    words = scale.mark_text(color=LIGHT["soft"], baseline="bottom").encode(
        x=alt.X("x:Q", scale=across, axis=None), y=alt.value(height), text="text:N"
    )
    return dress(
        alt.layer(rules, words, spans, dots, names, counts).properties(width=width, height=height),
        layout,
    )
