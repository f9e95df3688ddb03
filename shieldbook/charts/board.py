"""The board of checks: one mark a check, its shape and word the verdict."""

from __future__ import annotations

import altair as alt
import pandas as pd

from shieldbook.charts.theme import LAYOUTS, LIGHT, Layout, dress
from shieldbook.display import figure

# Paths, because the glyphs of these signs differ from font to font: a full square, a half square, a cross, a ring.
SHAPES = {"supported": "square", "partly": "M-1,-1H1V1H-1ZM-1,-1H0V1H-1Z", "contradicted": "M-1,-1L1,1M-1,1L1,-1",
          "unresolved": "circle"}
FILLED = ("supported",)


def board(table: pd.DataFrame, *, title: str, description: str, source: str, caption: str,
          drives: str = "checks") -> alt.Chart:
    """Every check of an article in the order of its claims, a row a verdict.

    `table`: what `reading.checks_table` makes, one row a check. `drives` names the table of checks that a chosen mark
    filters.
    """
    return figure(
        _draw, table, LAYOUTS, title=title, description=description, source=source, caption=caption,
        subtitle="One mark a check, in the order of the article, under its verdict and the count.",
        columns={"claim_id": "Claim", "claim": "What is claimed", "aspect": "Aspect", "verdict": "Verdict", "finding": "Finding"},
        links={"claim_id": "claim_href"}, key="check_id", drives=drives,
    )


def _draw(table: pd.DataFrame, layout: Layout) -> alt.Chart:
    total = len(table)
    rows = table.assign(verdict=table["verdict"].astype(str))
    rows["n"] = rows.groupby("verdict").cumcount()
    per = 14 if layout.narrow else 26
    rows["column"], rows["line"] = rows["n"] % per + 0.5, rows["n"] // per
    rows["fill"] = [LIGHT["ink"] if verdict in FILLED else "transparent" for verdict in rows["verdict"]]
    y, blocks = 0, []
    for verdict in SHAPES:
        part = rows[rows["verdict"] == verdict]
        lines = int(part["line"].max()) + 1 if len(part) else 0
        blocks.append({"verdict": verdict, "y": y, "text": f"{verdict}: {len(part)} of {total}"})
        rows.loc[part.index, "y"] = y + 34 + part["line"] * 22
        y += 30 + lines * 22
    scale = alt.Scale(domain=[0, y], reverse=True, nice=False)
    heads = alt.Chart(pd.DataFrame(blocks)).mark_text(align="left", baseline="top", dy=4).encode(
        x=alt.value(4), y=alt.Y("y:Q", scale=scale, axis=None), text="text:N")
    x = alt.X("column:Q", scale=alt.Scale(domain=[0, per], nice=False), axis=None)
    marks = alt.Chart(rows).mark_point(size=120, strokeWidth=1.8, stroke=LIGHT["ink"], opacity=1).encode(
        x=x, y=alt.Y("y:Q", scale=scale, axis=None), fill=alt.Fill("fill:N", scale=None),
        key="check_id:N", shape=alt.Shape("verdict:N", scale=alt.Scale(domain=list(SHAPES), range=list(SHAPES.values()))),
        tooltip=[alt.Tooltip("claim:N", title="Claim"), alt.Tooltip("aspect:N", title="Aspect"),
                 alt.Tooltip("verdict:N", title="Verdict"), alt.Tooltip("finding:N", title="Finding")])
    halves = alt.Chart(rows[rows["verdict"] == "partly"]).mark_point(
        size=120, shape="M-1,-1H0V1H-1Z", filled=True, color=LIGHT["ink"], opacity=1).encode(
        x=x, y=alt.Y("y:Q", scale=scale, axis=None))
    return dress(alt.layer(heads, marks, halves).properties(width=layout.width - 10, height=y), layout)
