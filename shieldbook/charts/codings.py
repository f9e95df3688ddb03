"""Headline counts by article, under three codings: the chosen one filled, the others hollow behind
it."""

from __future__ import annotations

import altair as alt
import pandas as pd

from shieldbook.charts.theme import LAYOUTS, LIGHT, Layout, dress
from shieldbook.display import figure

SHAPES = ("square", "circle", "diamond")
# Beyond so many articles a row each is no picture any more, and decades are drawn instead.
MOST_ROWS = 24


def codings(
    table: pd.DataFrame, *, title: str, subtitle: str, description: str, source: str, caption: str
) -> alt.Chart:
    """A row an article, a mark a coding, along the share of its claims in per cent; two lists
    choose picture and coding.

    `table`: what `coding.pictures` makes: `picture`, `coding`, `article`, `hits`, `claims`, each
    in the order to be shown. The first picture and the first coding are drawn where there is no
    script. Of more than MOST_ROWS articles the decades of their dates have a row each. At most
    three codings.
    """
    if table["article"].nunique() > MOST_ROWS:
        decades = table.assign(article=table["article"].str[-4:-1] + "0s")
        keys = ["picture", "coding", "article"]
        table = (
            decades.groupby(keys, sort=False)[["hits", "claims"]]
            .sum()
            .reset_index()
            .sort_values("article", kind="stable")
        )
    rows = table.assign(
        pct=[
            100 * hits / claims for hits, claims in zip(table["hits"], table["claims"], strict=True)
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
            "picture": "Picture",
            "article": "Article",
            "coding": "Coding",
            "hits": "Claims counted",
            "claims": "Of",
        },
    )


def _draw(table: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    rows = table[["picture", "coding", "article", "pct"]].assign(
        told=[
            f"{hits} of {claims}"
            for hits, claims in zip(table["hits"], table["claims"], strict=True)
        ]
    )
    articles, names = (
        table["article"].drop_duplicates().tolist(),
        table["coding"].drop_duplicates().tolist(),
    )
    pictures = table["picture"].drop_duplicates().tolist()
    picture = alt.param(
        name="picture", value=pictures[0], bind=alt.binding_select(options=pictures, name="Picture")
    )
    coding = alt.param(
        name="coding", value=names[0], bind=alt.binding_select(options=names, name="Coding")
    )
    y = alt.Y(
        "article:N",
        sort=articles,
        scale=alt.Scale(domain=articles),
        axis=alt.Axis(title=None, domain=False, ticks=False, grid=True, labelPadding=8),
    )
    x = alt.X(
        "pct:Q",
        scale=alt.Scale(domain=[0, 100]),
        axis=alt.Axis(title="of all claims of the article, %", tickCount=5, grid=False),
    )
    shape = alt.Shape("coding:N", scale=alt.Scale(domain=names, range=list(SHAPES[: len(names)])))
    base = alt.Chart(rows).transform_filter("datum.picture == picture").encode(x=x, y=y)
    tips = [alt.Tooltip("coding:N", title="Coding"), alt.Tooltip("told:N", title="Count")]
    hollow = base.mark_point(size=110, strokeWidth=1.6, stroke=LIGHT["ink"], opacity=1).encode(
        shape=shape, tooltip=tips
    )
    chosen = base.transform_filter("datum.coding == coding")
    full = chosen.mark_point(size=110, filled=True, color=LIGHT["ink"], opacity=1).encode(
        shape=shape, tooltip=tips
    )
    counts = chosen.mark_text(align="left", dx=10, dy=-11).encode(text="told:N")
    return dress(
        alt.layer(hollow, full, counts)
        .add_params(picture, coding)
        .properties(width=layout.width - 130, height={"step": 40}),
        layout,
    )
