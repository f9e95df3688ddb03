"""The board of checks: one mark a check, its shape and word the verdict."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import pandas as pd

from shieldbook.charts.blocks import across, down, placed
from shieldbook.charts.squares import CROSS, HALF
from shieldbook.charts.theme import LAYOUTS, LIGHT, Layout, dress, tips, wrap
from shieldbook.display import figure
from shieldbook.phrases import counted

SHAPES = {
    "supported": "square",
    "partly": f"M-1,-1H1V1H-1Z{HALF}",
    "contradicted": CROSS,
    "unresolved": "circle",
}
GLYPHS = {
    "supported": "Filled square",
    "partly": "half",
    "contradicted": "cross",
    "unresolved": "ring",
}
FILLED = ("supported",)
# Beyond so many marks a board is a blot, and counts are drawn instead.
MOST_MARKS = 1500
COLUMNS = {
    "number": "Claim",
    "claim": "What is claimed",
    "aspect_label": "Aspect",
    "verdict_label": "Verdict",
    "finding": "Finding",
}


def board(
    table: pd.DataFrame,
    *,
    verdicts: Mapping[str, str],
    title: str,
    description: str,
    source: str,
    caption: str,
    drives: str = "checks",
) -> alt.Chart:
    """Every check of an article in the order of its claims, a row a verdict.

    `table`: what `checks.checks_table` makes, one row a check; `verdicts`: every verdict and its
    words, in their order. `drives` names the table of checks that a chosen mark filters.
    """

    def draw(rows: pd.DataFrame, layout: Layout) -> alt.Chart:
        return _by_verdict(rows, layout, verdicts)

    return figure(
        draw,
        table,
        LAYOUTS,
        title=title,
        description=description,
        source=source,
        caption=caption,
        subtitle="One mark a check, in the order of the article, under its verdict and the count.",
        columns=COLUMNS,
        links={"number": "check_href"},
        key="check_id",
        drives=drives,
        noun=("check", "checks"),
    )


def boards(
    table: pd.DataFrame,
    *,
    verdicts: Mapping[str, str],
    title: str,
    description: str,
    source: str,
    caption: str,
    drives: str = "checks",
) -> alt.Chart:
    """Every check of every article, a block an article, verdicts side by side in a fixed order.

    `table`: what `checks.all_checks_table` makes without slips, one row a check, with its article
    in `article`; `verdicts`: every verdict and its words, in their order. `drives` names the table
    of checks that a chosen mark filters; empty, marks lead nowhere. No row is ranked: the articles
    stand in the order of the table.
    """

    def draw(rows: pd.DataFrame, layout: Layout) -> alt.TopLevelMixin:
        return _by_article(rows, layout, verdicts)

    told = "; ".join(f"{GLYPHS[own]}: {words}" for own, words in verdicts.items())
    return figure(
        draw,
        table,
        LAYOUTS,
        title=title,
        description=description,
        source=source,
        caption=caption,
        subtitle=f"One mark a check. {told}.",
        columns={"article": "Article", **COLUMNS},
        links={"number": "check_href"},
        key="check_id" if drives else "",
        drives=drives,
        noun=("check", "checks"),
    )


def _by_verdict(table: pd.DataFrame, layout: Layout, verdicts: Mapping[str, str]) -> alt.Chart:
    found = table["verdict"]
    heads = {
        verdict: f"{words}: {(found == verdict).sum()} of {len(table)}"
        for verdict, words in verdicts.items()
    }
    return _blocks(
        table.assign(block=found),
        heads,
        layout,
        per=14 if layout.narrow else 26,
        size=120,
        step=22,
    )


def _counted(table: pd.DataFrame, layout: Layout, verdicts: Mapping[str, str]) -> alt.LayerChart:
    """A bar a verdict, with its count: what is left of a board that is too full for a mark a
    check."""
    counts = table["verdict"].value_counts().reindex(list(verdicts), fill_value=0)
    rows = pd.DataFrame(
        {
            "verdict": list(verdicts.values()),
            "checks": counts.to_numpy(),
            "told": [f"{count:,}" for count in counts],
        }
    )
    y = alt.Y(
        "verdict:N",
        sort=list(verdicts.values()),
        axis=alt.Axis(title=None, domain=False, ticks=False, labelPadding=8),
    )
    told = f"checks of {counted(table['article'].nunique(), 'article')}, too many for a mark each"
    x = alt.X("checks:Q", axis=alt.Axis(title=told, tickCount=4, grid=False))
    base = alt.Chart(rows).encode(x=x, y=y)
    words = base.mark_text(align="left", dx=5).encode(text="told:N")
    return dress(
        alt.layer(base.mark_bar(color=LIGHT["line"]), words).properties(
            width=layout.width - 170, height={"step": 34}
        ),
        layout,
    )


def _by_article(
    table: pd.DataFrame, layout: Layout, verdicts: Mapping[str, str]
) -> alt.TopLevelMixin:
    if len(table) > MOST_MARKS:
        return _counted(table, layout, verdicts)
    rank = {verdict: i for i, verdict in enumerate(verdicts)}
    rows = table.assign(block=table["article"], rank=table["verdict"].map(rank))
    heads = {}
    for article, part in rows.groupby("block", sort=False):
        counts = part["verdict"].value_counts().reindex(list(verdicts), fill_value=0)
        # A blank that does not break keeps a count with its verdict.
        told = ", ".join(f"{count}\u00a0{verdicts[verdict]}" for verdict, count in counts.items())
        checks = counted(len(part), "check").replace(" ", "\u00a0")
        heads[article] = wrap(f"{article}, {checks}: {told}", 44 if layout.narrow else 96)
    rows = rows.sort_values("rank", kind="stable")
    return _blocks(rows, heads, layout, per=20 if layout.narrow else 40, size=70, step=17)


def _blocks(
    rows: pd.DataFrame, heads: dict[str, str], layout: Layout, *, per: int, size: int, step: int
) -> alt.Chart:
    """Marks in lines of `per` under the head of their block (column `block`), `step` px from line
    to line."""
    rows = rows.copy()
    rows["fill"] = [
        LIGHT["ink"] if verdict in FILLED else "transparent" for verdict in rows["verdict"]
    ]
    rows, words, height = placed(rows, heads, per, step)
    x, y = across(per), down(height)
    marks = (
        alt.Chart(rows)
        .mark_point(size=size, strokeWidth=1.8, stroke=LIGHT["ink"], opacity=1)
        .encode(
            x=x,
            y=y,
            fill=alt.Fill("fill:N", scale=None),
            key="check_id:N",
            shape=alt.Shape(
                "verdict:N", scale=alt.Scale(domain=list(SHAPES), range=list(SHAPES.values()))
            ),
            tooltip=tips(
                {
                    "claim": "Claim",
                    "aspect_label": "Aspect",
                    "verdict_label": "Verdict",
                    "finding": "Finding",
                }
            ),
        )
    )
    halves = (
        alt.Chart(rows[rows["verdict"] == "partly"])
        .mark_point(size=size, shape=HALF, filled=True, color=LIGHT["ink"], opacity=1)
        .encode(x=x, y=y)
    )
    return dress(
        alt.layer(words, marks, halves).properties(width=layout.width - 10, height=height), layout
    )
