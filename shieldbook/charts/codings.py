"""One headline count by article, under three codings: the chosen one filled, the others hollow behind it."""

from __future__ import annotations

import altair as alt
import pandas as pd

from shieldbook.charts.theme import LAYOUTS, LIGHT, Layout, dress
from shieldbook.display import figure

SHAPES = ("square", "circle", "diamond")
# Beyond so many articles a row each is no picture any more, and decades are drawn instead.
MOST_ROWS = 24


def codings(table: pd.DataFrame, *, chosen: str, title: str, subtitle: str, description: str, source: str, caption: str) -> alt.Chart:
    """A row an article, a mark a coding, along the share of its claims in per cent; of more than MOST_ROWS articles the decades of their dates, a row each.

    `table`: `coding`, `article`, `hits`, `claims`, articles in order. `chosen` is the coding that is filled. At most three codings.
    """
    if table["article"].nunique() > MOST_ROWS:
        decades = table.assign(article=table["article"].astype(str).str[-4:-1] + "0s")
        table = decades.groupby(["coding", "article"], sort=False)[["hits", "claims"]].sum().reset_index().sort_values("article", kind="stable")
    rows = table.assign(pct=[100 * hits / claims for hits, claims in zip(table["hits"], table["claims"])])
    rows["told"] = [f"{hits} of {claims}" for hits, claims in zip(rows["hits"], rows["claims"])]

    def draw(table: pd.DataFrame, layout: Layout) -> alt.LayerChart:
        return _draw(table, layout, chosen)

    return figure(draw, rows, LAYOUTS, title=title, subtitle=subtitle, description=description, source=source, caption=caption,
                  columns={"article": "Article", "coding": "Coding", "hits": "Claims counted", "claims": "Of"})


def _draw(table: pd.DataFrame, layout: Layout, chosen: str) -> alt.LayerChart:
    rows = table[["coding", "article", "pct", "told"]].assign(
        fill=[LIGHT["ink"] if coding == chosen else "transparent" for coding in table["coding"]],
        rank=[1 if coding == chosen else 0 for coding in table["coding"]]).sort_values("rank", kind="stable")
    articles, names = table["article"].drop_duplicates().tolist(), table["coding"].drop_duplicates().tolist()
    y = alt.Y("article:N", sort=articles, scale=alt.Scale(domain=articles), axis=alt.Axis(title=None, domain=False, ticks=False, grid=True, labelPadding=8))
    x = alt.X("pct:Q", scale=alt.Scale(domain=[0, 100]), axis=alt.Axis(title="of all claims of the article, %", tickCount=5, grid=False))
    marks = alt.Chart(rows).mark_point(size=110, strokeWidth=1.6, stroke=LIGHT["ink"], opacity=1).encode(
        x=x, y=y, fill=alt.Fill("fill:N", scale=None), shape=alt.Shape("coding:N", scale=alt.Scale(domain=names, range=list(SHAPES[: len(names)]))),
        tooltip=[alt.Tooltip("coding:N", title="Coding"), alt.Tooltip("told:N", title="Count")])
    counts = alt.Chart(rows[rows["coding"] == chosen]).mark_text(align="left", dx=10, dy=-11).encode(x=x, y=y, text="told:N")
    return dress(alt.layer(marks, counts).properties(width=layout.width - 130, height={"step": 40}), layout)
