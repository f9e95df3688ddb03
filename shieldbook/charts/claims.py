"""Every claim of the book, article by article: the scores set in lines, for looking up and
filtering."""

from __future__ import annotations

import altair as alt
import pandas as pd

from shieldbook.charts.blocks import across, down, placed
from shieldbook.charts.score import COLOURS, SHAPES
from shieldbook.charts.theme import LAYOUTS, Layout, dress, tips
from shieldbook.display import figure
from shieldbook.phrases import counted


def all_claims(
    table: pd.DataFrame,
    *,
    title: str,
    description: str,
    source: str,
    caption: str,
    drives: str = "claims",
) -> alt.Chart:
    """One mark a claim, a block an article, in reading order; its shape and colour the stance.

    `table`: what `claims.all_claims_table` makes. `drives` names the table of claims that a chosen
    mark filters.
    """
    return figure(
        _draw,
        table,
        LAYOUTS,
        title=title,
        description=description,
        source=source,
        caption=caption,
        subtitle="One mark a claim, in the order of its article. ▼ against what it is about, ▲ "
        "for it, ○ neither; filled = strongly.",
        columns={
            "id": "Claim",
            "article": "Article",
            "claim": "What is claimed",
            "speaker": "Speaker",
            "stance": "Stance",
        },
        key="id",
        drives=drives,
        noun=("claim", "claims"),
    )


def score_alone(table: pd.DataFrame) -> alt.Chart:
    """The marks of `all_claims` for the page's width, without words to point at and without what
    the page needs: small."""
    return _draw(table[["id", "article", "direction", "strong"]], LAYOUTS[0], told=False)


def _draw(table: pd.DataFrame, layout: Layout, told: bool = True) -> alt.Chart:
    rows = table.assign(block=table["article"], ink=table["direction"].map(COLOURS))
    rows["fill"] = [
        ink if strong else "transparent"
        for ink, strong in zip(rows["ink"], rows["strong"], strict=True)
    ]
    heads = {
        article: f"{article}, {counted(len(part), 'claim')}"
        for article, part in rows.groupby("block", sort=False)
    }
    per = 18 if layout.narrow else 40
    rows, words, height = placed(rows, heads, per, step=18)
    kept = rows if told else rows[["column", "y", "direction", "ink", "fill"]]
    marks = (
        alt.Chart(kept)
        .mark_point(strokeWidth=1.6, size=56, opacity=1)
        .encode(
            x=across(per),
            y=down(height),
            shape=alt.Shape(
                "direction:N", scale=alt.Scale(domain=list(SHAPES), range=list(SHAPES.values()))
            ),
            stroke=alt.Stroke("ink:N", scale=None),
            fill=alt.Fill("fill:N", scale=None),
        )
    )
    if told:
        marks = marks.encode(
            key="id:N",
            tooltip=tips({"claim": "Claim", "speaker": "Speaker", "stance": "Stance"}),
        )
    return dress(alt.layer(words, marks).properties(width=layout.width - 10, height=height), layout)
