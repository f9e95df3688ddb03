"""The launch that was expected, against the launches that came."""

from __future__ import annotations

import altair as alt
import pandas as pd

from shieldbook.charts.theme import LAYOUTS, LIGHT, Layout, dress, on, wrap
from shieldbook.display import figure


def wait(
    days: pd.DataFrame,
    *,
    article: str,
    pause_from: str,
    title: str,
    subtitle: str,
    description: str,
    source: str,
    caption: str,
) -> alt.Chart:
    """Launch days as stems, the article's day as a rule, and the quiet between as a labelled bar.

    `days`: one row a launch day, columns `date`, `missiles` (count) and `label`; `article` and
    `pause_from` are ISO dates. The bar runs from `pause_from` to the first launch day after it.
    """
    marks = {"article": article, "pause_from": pause_from}

    def draw(table, layout):
        return _draw(table, layout, **marks)

    return figure(
        draw,
        days,
        LAYOUTS,
        title=title,
        subtitle=subtitle,
        description=description,
        source=source,
        caption=caption,
        columns={"date": "Launch day", "missiles": "Missiles", "label": "What flew"},
    )


def _draw(days: pd.DataFrame, layout: Layout, article: str, pause_from: str) -> alt.Chart:
    rows = days.assign(date=pd.to_datetime(days["date"]), missiles=days["missiles"].astype(int))
    after = rows.loc[rows["date"] > pd.Timestamp(pause_from), "date"].min()
    scale = alt.Scale(
        domain=[on("1997-06-01" if layout.narrow else "1998-01-01"), on("2007-03-01")]
    )
    x = alt.X(
        "date:T",
        scale=scale,
        axis=alt.Axis(title=None, format="%Y", tickCount=5 if layout.narrow else 9, grid=False),
    )
    top = int(rows["missiles"].max()) + 3
    y = alt.Y(
        "missiles:Q",
        scale=alt.Scale(domain=[0, top]),
        axis=alt.Axis(
            title="missiles fired that day",
            tickMinStep=1,
            values=[0, 2, 4, 6],
            titleAnchor="start",
            titleAngle=0,
            titleAlign="left",
            titleY=-10,
        ),
    )
    stems = alt.Chart(rows).mark_rule(strokeWidth=3, color=LIGHT["north-korea"]).encode(x=x, y=y)
    heads = (
        alt.Chart(rows)
        .mark_point(filled=True, size=90, color=LIGHT["north-korea"], opacity=1)
        .encode(
            x=x,
            y=y,
            tooltip=[
                alt.Tooltip("label:N", title="What flew"),
                alt.Tooltip("missiles:Q", title="Missiles"),
            ],
        )
    )
    early = rows["date"] < pd.Timestamp("2002-01-01")
    names = [
        alt.Chart(
            part.assign(text=[wrap(text, 11 if layout.narrow else 26) for text in part["label"]])
        )
        .mark_text(align=align, dx=dx, dy=-8, baseline="bottom", lineBreak="\n", lineHeight=15)
        .encode(x=x, y=y, text="text:N")
        for part, align, dx in (
            (rows[early], "left", -24 if layout.narrow else -18),
            (rows[~early], "right", -8),
        )
    ]
    pause = pd.DataFrame(
        {
            "date": [pd.Timestamp(pause_from)],
            "end": [after],
            "missiles": [0.5],
            "text": ["no launch on the record"],
        }
    )
    bar = (
        alt.Chart(pause)
        .mark_bar(height=12, color=LIGHT["grid"])
        .encode(x=alt.X("date:T"), x2="end:T", y=y)
    )
    words = (
        alt.Chart(pause.assign(date=pause["date"] + (pause["end"] - pause["date"]) / 2))
        .mark_text(baseline="middle", color=LIGHT["soft"], dy=-16)
        .encode(x=x, y=y, text="text:N")
    )
    # On the phone the rule would cross the label of the first launch, so it stops above it.
    when = pd.DataFrame(
        {
            "date": [pd.Timestamp(article)],
            "missiles": [top],
            "foot": [2.6 if layout.narrow else 0],
            "text": ["the article"],
        }
    )
    rule = (
        alt.Chart(when)
        .mark_rule(color=LIGHT["russia"], strokeDash=[3, 3])
        .encode(x=x, y=y, y2="foot:Q")
    )
    name = (
        alt.Chart(when)
        .mark_text(align="left", dx=5, baseline="top", color=LIGHT["russia"], fontWeight="bold")
        .encode(x=x, y=y, text="text:N")
    )
    size = {"width": layout.width - (40 if layout.narrow else 50), "height": 230}
    return dress(alt.layer(bar, words, rule, name, stems, heads, *names).properties(**size), layout)
