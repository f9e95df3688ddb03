"""Marks set in lines under a head, block by block, as in the boards."""

from __future__ import annotations

import altair as alt
import pandas as pd

HEAD_PX, LINE_PX = 30, 16


def placed(
    rows: pd.DataFrame, heads: dict[str, str], per: int, step: int
) -> tuple[pd.DataFrame, alt.Chart, int]:
    """`rows` with the place of each mark (`column`, `y`), the heads as a chart, and the height of
    it all in px.

    Rows stand in the block that their column `block` names, `per` in a line and `step` px from line
    to line, in the order given; `heads` has the words over each block, in the order of the blocks.
    """
    rows = rows.assign(n=rows.groupby("block", sort=False).cumcount())
    rows["column"], rows["line"] = rows["n"] % per + 0.5, rows["n"] // per
    y, blocks = 0, []
    for block, head in heads.items():
        part = rows[rows["block"] == block]
        lines = int(part["line"].max()) + 1 if len(part) else 0
        room = LINE_PX * head.count("\n")
        blocks.append({"y": y, "text": head})
        rows.loc[part.index, "y"] = y + room + HEAD_PX + 4 + part["line"] * step
        y += room + HEAD_PX + lines * step
    words = (
        alt.Chart(pd.DataFrame(blocks))
        .mark_text(align="left", baseline="top", dy=4, lineBreak="\n", lineHeight=LINE_PX)
        .encode(x=alt.value(4), y=down(y), text="text:N")
    )
    return rows, words, y


def across(per: int) -> alt.X:
    """The axis along the lines."""
    return alt.X("column:Q", scale=alt.Scale(domain=[0, per], nice=False), axis=None)


def down(height: int) -> alt.Y:
    """The axis from block to block."""
    return alt.Y("y:Q", scale=alt.Scale(domain=[0, height], reverse=True, nice=False), axis=None)
