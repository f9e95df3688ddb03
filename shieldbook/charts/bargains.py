"""Two partners side by side: what each wants and gives, and the trade and meetings beside the
words."""

from __future__ import annotations

import altair as alt
import pandas as pd

from shieldbook.charts.theme import LAYOUTS, LIGHT, STATE_INK, Layout, dress, wrap
from shieldbook.display import figure

# Partners in the order of their columns, and the shape of each where lines meet.
PARTNERS = {"KOR": "circle", "JPN": "square", "RUS": "diamond"}


def goods(
    table: pd.DataFrame, *, title: str, subtitle: str, description: str, source: str, caption: str
) -> alt.Chart:
    """One row a good, one column a partner: a filled mark for what it wants, a hollow one for what
    it gives.

    `table`: what `bargains.goods_table` makes.
    """
    return figure(
        _goods,
        table,
        LAYOUTS,
        title=title,
        subtitle=subtitle,
        description=description,
        source=source,
        caption=caption,
        columns={
            "good": "Good",
            "partner_label": "Who",
            "direction_label": "Wants or gives",
            "claim": "Claim",
        },
    )


def _goods(table: pd.DataFrame, layout: Layout) -> alt.Chart:
    names = _names(table)
    rows = table.assign(
        ink=[LIGHT[STATE_INK[state]] for state in table["partner"]],
        fill=[
            LIGHT[STATE_INK[s]] if way == "wants" else "transparent"
            for s, way in zip(table["partner"], table["direction"], strict=True)
        ],
        shown=[wrap(good, 18 if layout.narrow else 40) for good in table["good"]],
    )
    order = rows["shown"].drop_duplicates().tolist()
    x = alt.X(
        "partner_label:N",
        sort=names,
        scale=alt.Scale(domain=names),
        axis=alt.Axis(title=None, orient="top", labelAngle=0, domain=False, ticks=False),
    )
    y = alt.Y(
        "shown:N",
        sort=order,
        scale=alt.Scale(domain=order),
        axis=alt.Axis(
            title=None,
            domain=False,
            ticks=False,
            labelExpr="split(datum.label, '\\n')",
            labelLineHeight=14,
            grid=True,
        ),
    )
    marks = (
        alt.Chart(rows)
        .mark_point(size=150, strokeWidth=1.8, opacity=1)
        .encode(
            x=x,
            y=y,
            stroke=alt.Stroke("ink:N", scale=None),
            fill=alt.Fill("fill:N", scale=None),
            tooltip=[
                alt.Tooltip("claim:N", title="Claim"),
                alt.Tooltip("direction_label:N", title="Wants or gives"),
            ],
        )
    )
    return dress(
        marks.properties(width=layout.width - (150 if layout.narrow else 300), height={"step": 34}),
        layout,
    )


def _names(table: pd.DataFrame) -> list[str]:
    """The names of the partners that occur, in the order of PARTNERS."""
    called = dict(zip(table["partner"], table["partner_label"], strict=True))
    return [called[state] for state in PARTNERS if state in called]


def trade(
    table: pd.DataFrame, *, title: str, subtitle: str, description: str, source: str, caption: str
) -> alt.Chart:
    """Trade by year as a line a basis, broken where the way of counting changes; the leaders'
    meetings as a strip beneath.

    `table`: what `trade.beside` makes. One line for a `basis` and `run`; a figure that is not
    verified has a hollow mark.
    """
    return figure(
        _trade,
        table,
        LAYOUTS,
        title=title,
        subtitle=subtitle,
        description=description,
        source=source,
        caption=caption,
        columns={
            "partner_label": "Partner",
            "year": "Year",
            "what": "What",
            "value": "Value",
            "basis_label": "Counted by",
            "known_label": "How known",
            "sources": "Source",
        },
    )


def _trade(table: pd.DataFrame, layout: Layout) -> alt.TopLevelMixin:
    rows = table.assign(
        ink=[LIGHT[STATE_INK[state]] for state in table["partner"]],
        line=table["partner"] + " " + table["basis"] + " " + table["run"].map(str),
    )
    years = [int(rows["year"].min()) - 0.5, int(rows["year"].max()) + 0.5]
    width = layout.width - (92 if layout.narrow else 100)

    def x(axis):
        return alt.X("year:Q", scale=alt.Scale(domain=years, nice=False), axis=axis)

    money = rows[rows["what"] == "trade"]
    fill = [
        ink if known == "verified" else "transparent"
        for ink, known in zip(money["ink"], money["known"], strict=True)
    ]
    value = alt.Y(
        "value:Q",
        scale=alt.Scale(domain=[0, 40]),
        axis=alt.Axis(
            title="trade with Russia, billion dollars",
            titleAngle=0,
            titleAlign="left",
            titleY=-12,
            tickCount=4,
        ),
    )
    quiet = x(alt.Axis(title=None, labels=False, ticks=False, grid=False))
    base = alt.Chart(money.assign(fill=fill)).encode(x=quiet, y=value)
    lines = base.mark_line(strokeWidth=1.8).encode(
        detail="line:N", color=alt.Color("ink:N", scale=None)
    )
    dots = base.mark_point(size=34, strokeWidth=1.4, opacity=1).encode(
        stroke=alt.Stroke("ink:N", scale=None),
        fill=alt.Fill("fill:N", scale=None),
        shape=alt.Shape(
            "partner:N", scale=alt.Scale(domain=list(PARTNERS), range=list(PARTNERS.values()))
        ),
        tooltip=[
            alt.Tooltip("partner_label:N", title="Partner"),
            alt.Tooltip("year:Q", title="Year", format="d"),
            alt.Tooltip("value:Q", title="Billion dollars"),
            alt.Tooltip("basis_label:N", title="Counted by"),
        ],
    )
    tops = money.sort_values(["value", "year"], kind="stable").groupby("partner").tail(1)
    tops = tops.assign(y=lambda t: t["value"] + 2)
    labels = (
        alt.Chart(tops)
        .mark_text(fontWeight="bold", baseline="bottom")
        .encode(
            x=quiet,
            y=alt.Y("y:Q", scale=alt.Scale(domain=[0, 40])),
            text="partner_label:N",
            color=alt.Color("ink:N", scale=None),
        )
    )
    upper = alt.layer(lines, dots, labels).properties(width=width, height=230)
    met = rows[(rows["what"] == "meetings") & (rows["value"] > 0)]
    format_ = alt.Axis(title=None, format="d", grid=False, tickCount=5 if layout.narrow else 12)
    strip = alt.Chart(met).encode(
        x=x(format_),
        y=alt.Y(
            "partner_label:N",
            sort=_names(table),
            axis=alt.Axis(
                title="leaders' meetings in the year",
                titleAngle=0,
                titleAlign="left",
                titleY=-10,
                titleX=0,
                domain=False,
                ticks=False,
            ),
        ),
    )
    counts = strip.mark_text().encode(text="value:Q", color=alt.Color("ink:N", scale=None))
    lower = counts.properties(width=width, height={"step": 24})
    return dress(alt.vconcat(upper, lower, spacing=30), layout)
