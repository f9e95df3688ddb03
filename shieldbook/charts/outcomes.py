"""What was announced and what came: a square an announcement, a few of them named."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import pandas as pd

from shieldbook.charts import squares
from shieldbook.charts.squares import NEXT, Grid, headed, signed, told
from shieldbook.charts.theme import LAYOUTS, Layout, dress, tips
from shieldbook.display import figure

SIGNS = {
    "happened": squares.FULL_SIGN,
    "partly": squares.HALF_SIGN,
    "did-not-happen": squares.CROSS_SIGN,
    "condition-not-met": squares.DASH_SIGN,
    "open": squares.DASH_SIGN,
    "cannot-tell": squares.DOT_SIGN,
}
IN_A_LINE = 13
KEPT = ["claim_id", "expects", "words"]


def outcomes(
    table: pd.DataFrame,
    *,
    outcomes: Mapping[str, str],
    named: Mapping[str, str],
    title: str,
    subtitle: str,
    description: str,
    source: str,
    caption: str,
) -> alt.Chart:
    """Announcements by what came of them, a mark each.

    `table`: what `forecasts.counted_once` gives, one row an announcement. `outcomes`: the words
    over each block by their codes, in their order; those that no row has are left out. `named`: the
    words of the few that are named, by the id of their claim, in their order.
    """
    place = {claim: n for n, claim in enumerate(named)}
    rows = table.assign(
        words=table["claim_id"].map(dict(named)).fillna(""),
        place=table["claim_id"].map(place).fillna(len(named)),
    ).sort_values("place", kind="stable")

    def draw(rows: pd.DataFrame, layout: Layout) -> alt.TopLevelMixin:
        blocks = [
            _block(part, outcome, words)
            for outcome, words in outcomes.items()
            if len(part := rows[rows["outcome"] == outcome])
        ]
        if layout.narrow:
            return dress(_stacked(blocks), layout)
        half = (len(blocks) + 1) // 2
        columns = [_stacked(part) for part in (blocks[:half], blocks[half:]) if part]
        return dress(alt.hconcat(*columns, spacing=30), layout)

    return figure(
        draw,
        rows,
        LAYOUTS,
        title=title,
        subtitle=subtitle,
        description=description,
        source=source,
        caption=caption,
        columns={
            "article": "Article",
            "whose": "By whom",
            "expects": "What was announced",
            "outcome_label": "Outcome",
            "what_happened": "What happened",
        },
        key="claim_id",
        noun=("announcement", "announcements"),
    )


def _stacked(blocks: list[alt.LayerChart]) -> alt.VConcatChart:
    return alt.vconcat(*blocks, spacing=6).resolve_scale(yOffset="independent")


def _block(rows: pd.DataFrame, outcome: str, words: str) -> alt.LayerChart:
    """One outcome: its count, the announcements that are named, a line each, and then the rest."""
    few = rows.loc[rows["words"] != "", KEPT].assign(block=outcome)
    few["level"] = range(len(few))
    rest = rows.loc[rows["words"] == "", KEPT].assign(block=outcome)
    rest["n"] = range(len(rest))
    rest["level"] = len(few) + rest["n"] // IN_A_LINE
    rest["column"] = rest["n"] % IN_A_LINE
    lines = len(few) + -(-len(rest) // IN_A_LINE)
    grid = Grid((outcome,), lines, NEXT)
    head = pd.DataFrame({"block": [outcome], "count": [len(rows)], "words": [words]})
    x = alt.X("column:Q", scale=alt.Scale(domain=[-0.3, IN_A_LINE], nice=False), axis=None)
    places = alt.Chart(rest).encode(x=x, y=grid.down(), yOffset=grid.within())
    said = {"key": "claim_id:N", "tooltip": tips({"expects": "Which"})}
    layers = headed(head, grid)
    layers += told(few, grid, SIGNS[outcome], **said) if len(few) else []
    layers += signed(places, SIGNS[outcome], **said) if len(rest) else []
    return alt.layer(*layers).properties(width=IN_A_LINE * 20, height=grid.height)
