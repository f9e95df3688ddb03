"""Trade of some partners beside the meetings of leaders, in a panel for each way of counting."""

from __future__ import annotations

import altair as alt
import pandas as pd

from shieldbook.charts.theme import (
    LAYOUTS,
    LIGHT,
    STATE_INK,
    STATE_SHAPE,
    Layout,
    dress,
    inked,
    shaped,
    tips,
)
from shieldbook.display import figure
from shieldbook.phrases import times

# The words over each panel, in their order.
COUNTED = ("the importer's count", "their own customs")
STATES = ["JPN", "KOR"]
# The height of a mark of a meeting, in pixels.
MARK = 10
TIPS = tips({"capital": "Partner", "value:Q": "Billion dollars", "basis_label": "Counted by"})


def trade(
    table: pd.DataFrame, *, title: str, subtitle: str, description: str, source: str, caption: str
) -> alt.Chart:
    """Trade by year, a panel a way of counting, and under each panel a mark a meeting.

    `table`: what `trade.panelled` makes. No line joins two panels, nor two bases within one; a
    figure that is not verified has a hollow mark.
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
            "capital": "Partner",
            "year": "Year",
            "what": "What",
            "value": "Value",
            "basis_label": "Counted by",
            "known_label": "How known",
            "sources": "Source",
        },
    )


def _draw(table: pd.DataFrame, layout: Layout) -> alt.TopLevelMixin:
    panels = dict(list(table.groupby("panel")))
    spans = {panel: rows["year"].nunique() for panel, rows in panels.items()}
    room = 286 if layout.narrow else 524
    parts = []
    for panel, rows in panels.items():
        width = room if layout.narrow else round(room * spans[panel] / sum(spans.values()))
        parts.append(_panel(rows, width, table, layout))
    if layout.narrow:
        return dress(alt.vconcat(*parts, spacing=30), layout)
    return dress(alt.hconcat(*parts, spacing=40), layout)


def _panel(rows: pd.DataFrame, width: int, table: pd.DataFrame, layout: Layout) -> alt.VConcatChart:
    """One way of counting: the lines of trade, and under them the meetings of the same years."""
    years = int(rows["year"].min()), int(rows["year"].max())
    scale = alt.Scale(domain=[years[0] - 0.9, years[1] + 0.9], nice=False)
    highest = table.loc[table["what"] == "trade", "value"].max()
    parts = [_money(rows[rows["what"] == "trade"], scale, highest)]
    met = rows[rows["what"] == "meetings"]
    most = int(max(1, *table["value"].where(table["what"] == "meetings", 0)))
    for state in STATES:
        own = met[met["partner"] == state]
        parts.append(_meetings(own, state, scale, most, last=state == STATES[-1]))
    head = f"{years[0]} to {years[1]}: {COUNTED[int(rows['panel'].iloc[0]) - 1]}"
    over = alt.TitleParams(
        head, anchor="start", fontSize=layout.text, offset=14, color=LIGHT["ink"]
    )
    sized = [part.properties(width=width) for part in parts]
    return alt.vconcat(*sized, spacing=8, title=over)


def _money(money: pd.DataFrame, scale: alt.Scale, highest: float) -> alt.LayerChart:
    """The trade of each partner: a line for each stretch of one basis, each named at its top."""
    x = alt.X("year:Q", scale=scale, axis=None)
    worth = alt.Axis(
        title=None, tickCount=4, labelExpr="datum.value + ' bn $'", domain=False, grid=False
    )
    y = alt.Y("value:Q", scale=alt.Scale(domain=[0, highest + 6], nice=False), axis=worth)
    ink = alt.Color("partner:N", scale=inked(STATES))
    base = alt.Chart(money).encode(x=x, y=y, color=ink)
    lines = base.mark_line(strokeWidth=1.8).encode(detail=["partner:N", "run:N"])
    shape = alt.Shape("partner:N", scale=shaped(STATES))
    points = [
        base.transform_filter(f"(datum.known == 'verified') == {str(known).lower()}")
        .mark_point(filled=known, size=70, opacity=1, strokeWidth=1.4)
        .encode(shape=shape, tooltip=TIPS)
        for known in (True, False)
    ]
    names = alt.Chart(_tops(money)).mark_text(fontWeight="bold", dy=-14)
    named = names.encode(x=x, y=y, text="capital:N", color=ink)
    return alt.layer(lines, *points, named).properties(height=180)


def _tops(money: pd.DataFrame) -> pd.DataFrame:
    """Where the name of each partner stands: at its highest figure of a year in which none is
    higher, else at its highest."""
    over = money["value"] == money.groupby("year")["value"].transform("max")
    ranked = money.assign(over=over).sort_values(["over", "value", "year"], kind="stable")
    return ranked.groupby("partner").tail(1)


def _meetings(
    met: pd.DataFrame, state: str, scale: alt.Scale, most: int, *, last: bool
) -> alt.Chart:
    """A mark a meeting, those of one year one over the other, and over them how many they are."""
    years = alt.Axis(title=None, format="d", grid=False, tickCount=5, labelOverlap=True)
    rows = met.loc[met.index.repeat(met["value"].astype(int))]
    rows = rows.assign(level=rows.groupby("year").cumcount() + 0.5)[["year", "level", "capital"]]
    words = f"{met['capital'].iloc[0]} met Moscow {times(len(rows))}" if len(met) else ""
    head = alt.TitleParams(
        words, anchor="start", color=LIGHT[STATE_INK[state]], fontSize=12, offset=4
    )
    y = alt.Y("level:Q", scale=alt.Scale(domain=[0, most], nice=False), axis=None)
    x = alt.X("year:Q", scale=scale, axis=years if last else None)
    look = {"color": LIGHT[STATE_INK[state]], "shape": STATE_SHAPE[state]}
    marks = alt.Chart(rows).mark_point(filled=True, size=64, opacity=1, **look).encode(x=x, y=y)
    return marks.properties(height=MARK * most, title=head)
