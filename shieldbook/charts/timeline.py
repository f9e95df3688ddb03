"""A timeline: the weeks around one article."""

from __future__ import annotations

import altair as alt
import pandas as pd

from shieldbook.charts.theme import LAYOUTS, LIGHT, Layout, dress, on, tips, wrap
from shieldbook.display import figure

# In pixels: how wide the weeks are, and half a line of text, of which rows are stacked.
PLOT, HALF = 240, 8.5
# How many letters a line of an event's words takes, by the layout.
LETTERS = {"wide": 56, "narrow": 46}
TIPS = tips({"when": "Date", "label": "Event"})


def moment(
    table: pd.DataFrame,
    *,
    title: str,
    subtitle: str,
    description: str,
    source: str,
    caption: str,
    apart: str = "article",
) -> alt.Chart:
    """The weeks around an article, one row an event, so that no label meets another.

    `table`: columns `start`, `end` (dates), `label`, `when` (the date in words), `known` (certain,
    uncertain), and a bool one, `apart`, of the rows that are set apart (the article's own
    publication, where nothing else is asked), sorted by date.
    """
    return figure(
        _draw,
        table.assign(apart=table[apart].astype(bool)),
        LAYOUTS,
        title=title,
        subtitle=subtitle,
        description=description,
        source=source,
        caption=caption,
        columns={"when": "Date", "label": "Event", "known": "Date known"},
        dates={"when": ("start", "end")},
    )


def _draw(table: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    text = pd.Series([wrap(label, LETTERS[layout.name]) for label in table["label"]])
    # On the phone the date stands over the event; half a line is between an event and the next.
    deep = 2 * (text.str.count("\n") + 1 + layout.narrow) + 1
    rows = table[["start", "end", "when", "apart"]].reset_index(drop=True)
    rows = rows.assign(
        text=text, level=deep.cumsum() - deep, certain=(table["known"] == "certain").to_numpy()
    )
    levels = alt.Scale(type="band", domain=list(range(deep.sum())), padding=0)
    y = alt.Y("level:O", scale=levels, axis=None, bandPosition=1)
    layers = _rail(rows, y) if layout.narrow else _weeks(rows, y)
    size = {"width": layout.width - (6 if layout.narrow else 20), "height": {"step": HALF}}
    return dress(alt.layer(*layers).properties(**size), layout)


def _weeks(rows: pd.DataFrame, y: alt.Y) -> list[alt.Chart]:
    """Each event on its days, a line leading to its words; what is set apart as a rule through all
    of them."""
    low, high = _shifted(rows["start"].min(), -4), _shifted(rows["end"].max(), 4)
    days = alt.Scale(domain=[low, high], range=[0, PLOT])
    # Over more than a year days and months alone would all read the same.
    whole = rows["end"].max() - rows["start"].min() > pd.Timedelta(days=400)
    axis = alt.Axis(title=None, format="%Y" if whole else "%-d %b", tickCount=4, orient="top")
    x = alt.X("start:T", scale=days, axis=axis)
    base = alt.Chart(rows)
    apart = base.transform_filter("datum.apart").mark_rule(color=LIGHT["ink"], strokeWidth=1.4)
    leads = base.mark_rule(color=LIGHT["grid"])
    # Marks with an end of their own leave the domain to the others: Vega-Lite would read it twice.
    spans = base.mark_rule(strokeWidth=4, color=LIGHT["line"])
    return [
        leads.encode(x=alt.X("end:T", scale=days), x2=alt.value(PLOT + 8), y=y),
        apart.encode(x=x),
        spans.encode(x=alt.X("start:T"), x2="end:T", y=y),
        _dots(base).encode(x=x, y=y),
        _texts(base).encode(x=alt.value(PLOT + 14), y=y),
    ]


def _rail(rows: pd.DataFrame, y: alt.Y) -> list[alt.Chart]:
    """The events below one another along a rail, whatever the time between them."""
    base = alt.Chart(rows)
    rail = alt.Chart(rows[["level"]].head(1)).mark_rule(color=LIGHT["line"])
    dates = base.mark_text(align="left", color=LIGHT["soft"])
    return [
        rail.encode(x=alt.value(8), y=alt.value(0), y2=alt.value("height")),
        _dots(base).encode(x=alt.value(8), y=y),
        dates.encode(x=alt.value(22), y=y, text="when:N"),
        _texts(base, dy=2 * HALF).encode(x=alt.value(22), y=y),
    ]


def _dots(base: alt.Chart) -> alt.Chart:
    """A mark an event: black where it is set apart, hollow where its day is uncertain."""
    apart = alt.when("datum.apart").then(alt.value(LIGHT["ink"]))
    soft = alt.value(LIGHT["soft"])
    return base.mark_point(size=70, strokeWidth=1.5, opacity=1).encode(
        fill=apart.when("datum.certain").then(soft).otherwise(alt.value("transparent")),
        stroke=apart.otherwise(soft),
        tooltip=TIPS,
    )


def _texts(base: alt.Chart, **look) -> alt.Chart:
    """What happened, bold where it is set apart."""
    weight = alt.expr("datum.apart ? 'bold' : 'normal'")
    words = base.mark_text(
        align="left", lineBreak="\n", lineHeight=2 * HALF, fontWeight=weight, **look
    )
    return words.encode(text="text:N")


def _shifted(day: pd.Timestamp, days: int) -> int:
    return on(day + pd.Timedelta(days=days))
