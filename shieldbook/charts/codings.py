"""Headline counts by article, under three codings: the chosen one filled, the others hollow behind
it."""

from __future__ import annotations

import altair as alt
import pandas as pd

from shieldbook.charts.theme import LAYOUTS, LIGHT, Layout, dress, tips, wrap
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
    return figure(
        _draw,
        table.assign(pct=100 * table["hits"] / table["claims"]),
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
    names = table["article"].map(lambda name: wrap(name, 16)) if layout.narrow else table["article"]
    rows = table[["picture", "coding", "pct"]].assign(article=names, told=_told(table))
    pictures, codings = (rows[column].unique().tolist() for column in ("picture", "coding"))
    shapes = alt.Scale(domain=codings, range=list(SHAPES[: len(codings)]))
    base = alt.Chart(rows).transform_filter("datum.picture == picture").encode(**_place(rows))
    chosen = base.transform_filter("datum.coding == coding")
    mark = {
        "shape": alt.Shape("coding:N", scale=shapes),
        "tooltip": tips({"coding": "Coding", "told": "Count"}),
    }
    hollow = base.mark_point(size=110, strokeWidth=1.6, stroke=LIGHT["ink"], opacity=1)
    full = chosen.mark_point(size=110, filled=True, color=LIGHT["ink"], opacity=1)
    counts = chosen.mark_text(align="left", dx=10, dy=-11).encode(text="told:N")
    drawn = alt.layer(hollow.encode(**mark), full.encode(**mark), counts)
    drawn = drawn.add_params(_choice("picture", pictures), _choice("coding", codings))
    return dress(drawn.properties(width=layout.width - 160, height={"step": 40}), layout)


def _told(table: pd.DataFrame) -> pd.Series:
    return table["hits"].map(str) + " of " + table["claims"].map(str)


def _choice(name: str, options: list[str]) -> alt.Parameter:
    """A list to choose from, the first chosen."""
    listed = alt.binding_select(options=options, name=name.capitalize())
    return alt.param(name=name, value=options[0], bind=listed)


def _place(rows: pd.DataFrame) -> dict[str, alt.X | alt.Y]:
    """A row an article, and along it the share of its claims."""
    articles = rows["article"].unique().tolist()
    named = alt.Axis(
        title=None,
        domain=False,
        ticks=False,
        grid=True,
        labelPadding=8,
        labelExpr="split(datum.label, '\\n')",
    )
    share = alt.Axis(title="of all claims of the article, %", tickCount=5, grid=False)
    return {
        "x": alt.X("pct:Q", scale=alt.Scale(domain=[0, 100]), axis=share),
        "y": alt.Y("article:N", sort=articles, scale=alt.Scale(domain=articles), axis=named),
    }
