"""How reports of one statement put it: a row a report, a column a point, a mark how it stands to
the first."""

from __future__ import annotations

import altair as alt
import pandas as pd

from shieldbook.charts.theme import LAYOUTS, LIGHT, Layout, dress, tips, wrap
from shieldbook.display import figure

SHAPES = {"same": "square", "other": "circle", "not reported": "stroke"}
FILLS = [LIGHT["ink"], "transparent", "transparent"]
LINE = 14
# Axes of words in lines, and nothing else.
QUIET = {
    "title": None,
    "domain": False,
    "ticks": False,
    "labelLineHeight": LINE,
    "labelExpr": "split(datum.label, '\\n')",
}


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
        subtitle="■ as in the first row, ○ otherwise, – not reported.",
        columns={
            "report": "Report",
            "point": "Point",
            "says": "What it has",
            "likeness": "Against the first row",
            "sources": "Source",
        },
    )


def _draw(table: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    letters = 15 if layout.narrow else 36
    rows = table.assign(
        label=[wrap(report, letters) for report in table["report"]],
        head=table["short"] if layout.narrow else [wrap(point, 11) for point in table["point"]],
    )
    x, y = _heads(rows["head"].unique().tolist()), _reports(rows["label"].unique().tolist())
    tall = rows["label"].str.count("\n").max() + 1
    wide, high = 44 if layout.narrow else 82, max(30, 16 * tall + 8)
    drawn = alt.layer(_rail(rows, y), _marks(rows, x, y))
    return dress(drawn.properties(width={"step": wide}, height={"step": high}), layout)


def _heads(heads: list[str]) -> alt.X:
    """A column a point, its words in lines that end at the first row."""
    axis = alt.Axis(
        **QUIET,
        orient="top",
        labelAngle=0,
        labelPadding=6,
        labelBaseline="bottom",
        labelOffset=0,
        offset=LINE * max(head.count("\n") for head in heads),
    )
    return alt.X("head:N", sort=heads, axis=axis)


def _reports(reports: list[str]) -> alt.Y:
    """A row a report."""
    return alt.Y("label:N", sort=reports, axis=alt.Axis(**QUIET, labelPadding=8, labelLimit=300))


def _rail(rows: pd.DataFrame, y: alt.Y) -> alt.Chart:
    return alt.Chart(rows).mark_rule(color=LIGHT["grid"]).encode(y=y)


def _marks(rows: pd.DataFrame, x: alt.X, y: alt.Y) -> alt.Chart:
    """How each report has each point; full where it is as in the first row."""
    likeness = list(SHAPES)
    return (
        alt.Chart(rows)
        .mark_point(stroke=LIGHT["ink"], strokeWidth=1.7, opacity=1, size=110)
        .encode(
            x=x,
            y=y,
            fill=alt.Fill("likeness:N", scale=alt.Scale(domain=likeness, range=FILLS)),
            shape=alt.Shape(
                "likeness:N", scale=alt.Scale(domain=likeness, range=list(SHAPES.values()))
            ),
            tooltip=tips({"report": "Report", "says": "What it has"}),
        )
    )
