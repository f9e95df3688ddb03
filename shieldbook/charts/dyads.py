"""Two partners facing each other down an article: a row a paragraph, a column a side, a mark a
claim."""

from __future__ import annotations

import altair as alt
import pandas as pd

from shieldbook.charts.theme import LAYOUTS, LIGHT, Layout, dress, wrap
from shieldbook.display import figure

INK = {"Tokyo": "japan", "Both or neither": "soft", "Seoul": "south-korea"}
SHAPES = {"Tokyo": "square", "Both or neither": "diamond", "Seoul": "circle"}
STEP_PX, GAP_PX = 16, 10


def facing(
    table: pd.DataFrame,
    *,
    title: str,
    description: str,
    source: str,
    caption: str,
    drives: str = "claims",
) -> alt.Chart:
    """Whose side each claim is on, paragraph by paragraph.

    `table`: what `dyads.dyads_table` makes. Filled marks give a cause or a motive. `drives` names
    the table of claims that a chosen mark filters.
    """
    table = table.assign(
        claim_href="#" + table["claim_id"],
        gives=["a cause or motive" if e else "" for e in table["explains"]],
    )
    return figure(
        _draw,
        table,
        LAYOUTS,
        title=title,
        description=description,
        source=source,
        caption=caption,
        subtitle="One mark a claim, paragraphs from top to bottom. Filled = it gives a cause or a "
        "motive.",
        columns={
            "number": "No.",
            "paragraph": "Paragraph",
            "side": "About",
            "kind": "Kind",
            "gives": "Gives",
            "claim": "Claim",
        },
        links={"number": "claim_href"},
        key="claim_id",
        drives=drives,
        noun=("claim", "claims"),
    )


def _draw(table: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    left, column = 34, (layout.width - 44) // len(INK)
    per = (column - 8) // (14 if layout.narrow else STEP_PX)
    rows = table[["claim_id", "paragraph", "side", "claim", "kind"]].assign(
        ink=[LIGHT[INK[side]] for side in table["side"]],
        fill=[
            LIGHT[INK[side]] if explains else "transparent"
            for side, explains in zip(table["side"], table["explains"], strict=True)
        ],
    )
    n = rows.groupby(["paragraph", "side"], sort=False).cumcount()
    rows["line"] = n // per
    starts = [left + list(INK).index(side) * column for side in rows["side"]]
    rows["x"] = [
        start + 8 + (i % per) * (14 if layout.narrow else STEP_PX)
        for start, i in zip(starts, n, strict=True)
    ]
    y, edges = 44 if layout.narrow else 30, []
    for paragraph, part in rows.groupby("paragraph", sort=False):
        edges.append({"y": y, "text": paragraph if paragraph[0] == "c" else f"¶{paragraph}"})
        rows.loc[part.index, "y"] = y + STEP_PX / 2 + GAP_PX / 2 + part["line"] * STEP_PX
        y += GAP_PX + STEP_PX * (int(part["line"].max()) + 1)
    width = layout.width - 10
    across = alt.X("x:Q", scale=alt.Scale(domain=[0, width], nice=False), axis=None)
    down = alt.Y("y:Q", scale=alt.Scale(domain=[0, y], reverse=True, nice=False), axis=None)
    heads = pd.DataFrame(
        {
            "x": [left + i * column + 2 for i in range(len(INK))],
            "text": [wrap(side, 8 if layout.narrow else 20) for side in INK],
            "y": 4,
        }
    )
    words = (
        alt.Chart(heads)
        .mark_text(align="left", baseline="top", fontWeight="bold", lineBreak="\n")
        .encode(x=across, y=down, text="text:N")
    )
    rules = alt.Chart(pd.DataFrame(edges)).mark_rule(color=LIGHT["grid"]).encode(y=down)
    numbers = (
        alt.Chart(pd.DataFrame(edges))
        .mark_text(align="left", baseline="top", dy=7, color=LIGHT["soft"])
        .encode(x=alt.value(0), y=down, text="text:N")
    )
    marks = (
        alt.Chart(rows)
        .mark_point(strokeWidth=1.6, size=64, opacity=1)
        .encode(
            x=across,
            y=down,
            key="claim_id:N",
            stroke=alt.Stroke("ink:N", scale=None),
            fill=alt.Fill("fill:N", scale=None),
            shape=alt.Shape(
                "side:N", scale=alt.Scale(domain=list(SHAPES), range=list(SHAPES.values()))
            ),
            tooltip=[
                alt.Tooltip("claim:N", title="Claim"),
                alt.Tooltip("side:N", title="About"),
                alt.Tooltip("kind:N", title="Kind"),
            ],
        )
    )
    return dress(alt.layer(rules, words, numbers, marks).properties(width=width, height=y), layout)
