"""What announced figures mean together, for a number of units that the reader sets."""

from __future__ import annotations

import altair as alt
import pandas as pd

from shieldbook.charts.theme import LAYOUTS, LIGHT, Layout, dress, wrap
from shieldbook.display import figure

FEWEST, MOST, STEP = 500, 1500, 20


def losses(
    table: pd.DataFrame, *, title: str, subtitle: str, description: str, source: str, caption: str
) -> alt.Chart:
    """Spans in per cent that shrink or grow with the number of reorganised units; the page has a
    slider for it.

    `table`: what `spans.losses_table` makes: `what`, `low_pct` and `high_pct` for 500 units, and
    `power`, so that a span for n units is the one for 500 times (n / 500) to that power. Where a
    span leaves 100 per cent behind, its words say so.
    """
    return figure(
        _draw,
        table,
        LAYOUTS,
        title=title,
        subtitle=subtitle,
        description=description,
        source=source,
        caption=caption,
        columns={
            "what": "What",
            "low_pct": "At least, for 500 units (%)",
            "high_pct": "At most, for 500 units (%)",
            "needs": "Assuming",
        },
    )


def _draw(table: pd.DataFrame, layout: Layout) -> alt.Chart:
    units = alt.param(
        name="units",
        value=FEWEST,
        bind=alt.binding_range(min=FEWEST, max=MOST, step=STEP, name="Units reorganised (units)"),
    )
    heads = [wrap(what, 40 if layout.narrow else 96) for what in table["what"]]
    rows, y = table.assign(head=heads, y=0, bar=0, said=0), 0
    for at, head in zip(rows.index, heads, strict=True):
        rows.loc[at, "y"], rows.loc[at, "said"] = y, y + 16 * (head.count("\n") + 1)
        rows.loc[at, "bar"] = rows.loc[at, "said"] + 26
        y = rows.loc[at, "bar"] + 22
    down = alt.Scale(domain=[0, y], reverse=True, nice=False)
    x = alt.X(
        "from:Q",
        scale=alt.Scale(domain=[0, 100], nice=False),
        axis=alt.Axis(
            title="per cent", titleAnchor="end", domain=False, tickCount=3 if layout.narrow else 6
        ),
    )
    base = (
        alt.Chart(rows)
        .transform_calculate(
            low="datum.low_pct * pow(units / 500, datum.power)",
            high="datum.high_pct * pow(units / 500, datum.power)",
        )
        .transform_calculate(
            **{
                "from": "min(datum.low, 100)",
                "to": "min(datum.high, 100)",
                # Outwards, for the ends are what it is at least and at most; a hair for the noise
                # of
                # floating numbers.
                "words": "datum.low > 100 + 1e-9 ? 'more than all of it: these figures do not go "
                "together' : "
                "format(floor(datum.low + 1e-9), 'd') + ' to ' + format(ceil(datum.high - 1e-9), "
                "'d') + '%'",
            }
        )
    )
    head = base.mark_text(align="left", baseline="top", lineBreak="\n", lineHeight=16).encode(
        x=alt.value(0), y=alt.Y("y:Q", scale=down, axis=None), text="head:N"
    )
    words = base.mark_text(align="left", baseline="top", fontWeight="bold").encode(
        x=alt.value(0), y=alt.Y("said:Q", scale=down, axis=None), text="words:N"
    )
    bars = base.mark_rule(strokeWidth=7, color=LIGHT["russia"]).encode(
        x=x,
        x2="to:Q",
        y=alt.Y("bar:Q", scale=down, axis=None),
        tooltip=[alt.Tooltip("head:N", title="Span"), alt.Tooltip("words:N", title="Per cent")],
    )
    return dress(
        alt.layer(head, words, bars)
        .add_params(units)
        .properties(width=layout.width - 24, height=int(y)),
        layout,
    )
