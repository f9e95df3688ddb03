"""How reports of one statement put it: a row a report, a column a point, a mark how it stands to
the first."""

from __future__ import annotations

import altair as alt
import pandas as pd

from shieldbook.charts.theme import LAYOUTS, LIGHT, Layout, dress, wrap
from shieldbook.display import figure

SHAPES = {"same": "square", "other": "circle", "not reported": "stroke"}


def wordings(
    table: pd.DataFrame, *, title: str, description: str, source: str, caption: str
) -> alt.Chart:
    """A grid of reports and points.

    `table`: what `wordings.likeness_table` makes, the report that the others are held against
    first.
    """
    return figure(
        _draw,
        table,
        LAYOUTS,
        title=title,
        description=description,
        source=source,
        caption=caption,
        subtitle="■ worded as in the first row, ○ otherwise, – not reported.",
        columns={
            "report": "Report",
            "point": "Point",
            "says": "What it has",
            "likeness": "Against the first row",
            "sources": "Source",
        },
    )


def _draw(table: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    rows = table.assign(
        label=[wrap(report, 15 if layout.narrow else 36) for report in table["report"]],
        head=table["short"] if layout.narrow else [wrap(point, 11) for point in table["point"]],
        fill=[
            LIGHT["ink"] if likeness == "same" else "transparent" for likeness in table["likeness"]
        ],
    )
    reports, heads = (
        rows["label"].drop_duplicates().tolist(),
        rows["head"].drop_duplicates().tolist(),
    )
    x = alt.X(
        "head:N",
        sort=heads,
        axis=alt.Axis(
            title=None,
            orient="top",
            domain=False,
            ticks=False,
            labelAngle=0,
            labelPadding=6,
            labelBaseline="bottom",
            labelLineHeight=14,
            labelExpr="split(datum.label, '\\n')",
            labelOffset=0,
            offset=14 * max(head.count("\n") for head in heads),
        ),
    )
    y = alt.Y(
        "label:N",
        sort=reports,
        axis=alt.Axis(
            title=None,
            domain=False,
            ticks=False,
            labelPadding=8,
            labelLimit=300,
            labelLineHeight=14,
            labelExpr="split(datum.label, '\\n')",
        ),
    )
    rail = alt.Chart(rows).mark_rule(color=LIGHT["grid"]).encode(y=y)
    marks = (
        alt.Chart(rows)
        .mark_point(stroke=LIGHT["ink"], strokeWidth=1.7, opacity=1, size=110)
        .encode(
            x=x,
            y=y,
            fill=alt.Fill("fill:N", scale=None),
            shape=alt.Shape(
                "likeness:N", scale=alt.Scale(domain=list(SHAPES), range=list(SHAPES.values()))
            ),
            tooltip=[
                alt.Tooltip("report:N", title="Report"),
                alt.Tooltip("says:N", title="What it has"),
            ],
        )
    )
    step = 44 if layout.narrow else 82
    tall = max(label.count("\n") for label in reports) + 1
    return dress(
        alt.layer(rail, marks).properties(
            width={"step": step}, height={"step": max(30, 16 * tall + 8)}
        ),
        layout,
    )
