"""Agreement between two codings: alpha with its interval, raw agreement printed beside it."""

from __future__ import annotations

import altair as alt
import pandas as pd

from shieldbook.charts.theme import LAYOUTS, LIGHT, Layout, dress, tips
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
    rows = table.assign(text=_told(table))
    ends = alt.Scale(domain=[min(0.4, rows["low"].min()), 1])
    order = rows.sort_values("alpha", ascending=False, kind="stable")["field_label"].tolist()
    x = alt.X("alpha:Q", scale=ends, axis=alt.Axis(title="alpha", tickCount=5, grid=True))
    named = alt.Axis(title=None, domain=False, ticks=False, labelPadding=8)
    base = alt.Chart(rows).encode(y=alt.Y("field_label:N", sort=order, axis=named))
    level = alt.Chart(pd.DataFrame({"alpha": [LEVEL]}))
    told = tips({"field_label": "Field", "text": "Alpha"})
    layers = [
        level.mark_rule(strokeDash=[3, 3], color=LIGHT["soft"]).encode(x=x),
        base.mark_rule(color=LIGHT["line"], strokeWidth=3).encode(
            x=alt.X("low:Q", scale=ends), x2="high:Q"
        ),
        base.mark_point(filled=True, size=80, color=LIGHT["ink"], opacity=1).encode(
            x=x, tooltip=told
        ),
        base.mark_text(align="left", dx=6, baseline="middle", color=LIGHT["soft"]).encode(
            x=alt.value("width"), text="text:N"
        ),
    ]
    width = layout.width - (190 if layout.narrow else 240)
    return dress(alt.layer(*layers).properties(width=width, height={"step": 30}), layout)


def _told(table: pd.DataFrame) -> list[str]:
    """Alpha and raw agreement of each field."""
    return [
        f"{fixed(alpha, 3, LEVEL, 1)} (raw {percent(raw, places=0)})"
        for alpha, raw in zip(table["alpha"], table["raw_agreement"], strict=True)
    ]
