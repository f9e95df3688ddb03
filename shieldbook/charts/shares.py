"""Shares of small numbers: the count in words, the share as a dot, and how far it could stray as a
line."""

from __future__ import annotations

import altair as alt
import pandas as pd

from shieldbook.charts.theme import LAYOUTS, LIGHT, Layout, dress, tips, wrap
from shieldbook.display import figure

# Of fewer cases than these a share says next to nothing: its line is pale, its dot hollow.
FEW = 10


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

    Rows stand by their share, the largest first; those of fewer than FEW cases are pale and stand
    last, because so few give no rank.
    """
    hits, cases = table["hits"], table["cases"]
    rows = table.assign(
        told=[f"{hit} of {of}" for hit, of in zip(hits, cases, strict=True)],
        share=100 * hits / cases.where(cases > 0),
        few=cases < FEW,
    ).sort_values(["few", "share"], ascending=[True, False], kind="stable", ignore_index=True)
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
    names = [wrap(name, 18 if layout.narrow else 30) for name in table["name"]]
    rows = table[["told", "low_pct", "high_pct", "share", "few"]].assign(name=names)
    y = alt.Y(
        "name:N",
        sort=names,
        axis=alt.Axis(
            title=None,
            domain=False,
            ticks=False,
            labelPadding=8,
            labelExpr="split(datum.label, '\\n')",
        ),
    )
    axis = alt.Axis(title=None, values=[0, 50, 100], labelExpr="datum.label + '%'", domain=False)
    scale = alt.Scale(domain=[0, 100], nice=False)
    layers = []
    for few in (False, True):
        own = alt.Chart(rows[rows["few"] == few]).encode(y=y)
        colour = LIGHT["line" if few else "ink"]
        layers += [
            own.mark_rule(color=LIGHT["line"], strokeWidth=1.5 if few else 4).encode(
                x=alt.X("low_pct:Q", scale=scale, axis=axis), x2="high_pct:Q"
            ),
            own.mark_point(filled=not few, size=80, strokeWidth=2, color=colour, opacity=1).encode(
                x=alt.X("share:Q", scale=scale, axis=axis),
                tooltip=tips({"told": "Count"}),
            ),
            own.mark_text(
                align="left", dx=8, fontWeight="normal" if few else "bold", color=LIGHT["ink"]
            ).encode(x=alt.datum(100), text="told:N"),
        ]
    width = layout.width - (190 if layout.narrow else 220)
    step = 38 if layout.narrow else 30
    return dress(
        alt.layer(*layers).properties(width=width, height={"step": step}),
        layout,
    )
