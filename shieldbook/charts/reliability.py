"""Agreement between two codings: alpha with its interval, raw agreement printed beside it."""

from __future__ import annotations

import altair as alt
import pandas as pd

from shieldbook.charts.theme import LAYOUTS, LIGHT, Layout, dress
from shieldbook.display import figure
from shieldbook.phrases import fixed, percent

# The level commonly asked for; the chart has a line there.
LEVEL = 0.8


def alphas(
    table: pd.DataFrame, *, title: str, subtitle: str, description: str, source: str, caption: str
) -> alt.Chart:
    """Krippendorff's alpha by field.

    `table`: columns `field_label`, `alpha`, `low`, `high` (interval), `raw_agreement` (share),
    `n_pairs`.
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
            "field_label": "Field",
            "alpha": "Alpha",
            "low": "Low",
            "high": "High",
            "raw_agreement": "Raw agreement",
            "n_pairs": "Pairs",
        },
    )


def _draw(table: pd.DataFrame, layout: Layout) -> alt.Chart:
    told = [
        f"{fixed(alpha, 3, LEVEL, 1)} (raw {percent(raw, places=0)})"
        for alpha, raw in zip(table["alpha"], table["raw_agreement"], strict=True)
    ]
    rows = table.assign(text=told)
    for column in ("alpha", "low", "high"):
        rows[column] = rows[column].astype(float)
    order = rows.sort_values("alpha", ascending=False, kind="stable")["field_label"].tolist()
    left = float(min(0.4, rows["low"].min()))
    x = alt.X(
        "alpha:Q",
        scale=alt.Scale(domain=[left, 1]),
        axis=alt.Axis(title="alpha", tickCount=5, grid=True),
    )
    y = alt.Y(
        "field_label:N",
        sort=order,
        axis=alt.Axis(title=None, domain=False, ticks=False, labelPadding=8),
    )
    line = (
        alt.Chart(pd.DataFrame({"alpha": [LEVEL]}))
        .mark_rule(strokeDash=[3, 3], color=LIGHT["soft"])
        .encode(x=x)
    )
    spans = (
        alt.Chart(rows)
        .mark_rule(color=LIGHT["line"], strokeWidth=3)
        .encode(x=alt.X("low:Q", scale=alt.Scale(domain=[left, 1])), x2="high:Q", y=y)
    )
    dots = (
        alt.Chart(rows)
        .mark_point(filled=True, size=80, color=LIGHT["ink"], opacity=1)
        .encode(
            x=x,
            y=y,
            tooltip=[
                alt.Tooltip("field_label:N", title="Field"),
                alt.Tooltip("text:N", title="Alpha"),
            ],
        )
    )
    words = (
        alt.Chart(rows)
        .mark_text(align="left", dx=6, baseline="middle", color=LIGHT["soft"])
        .encode(x=alt.value("width"), y=y, text="text:N")
    )
    room = 190 if layout.narrow else 240
    return dress(
        alt.layer(line, spans, dots, words).properties(
            width=layout.width - room, height={"step": 30}
        ),
        layout,
    )
