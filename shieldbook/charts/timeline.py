"""Timelines: twenty years at a glance, and the weeks around one article."""

from __future__ import annotations

import altair as alt
import pandas as pd

from shieldbook.charts.theme import LAYOUTS, LIGHT, Layout, dress, on, wrap
from shieldbook.display import figure

PLOT = 240
GLYPHS = {"day": "circle", "month": "diamond", "year": "square", "between": "cross"}
LEGEND = {
    "day": "○ day known",
    "month": "◇ month",
    "year": "□ year",
    "between": "✛ some day between",
}
TIPS = [alt.Tooltip("when:N", title="Date"), alt.Tooltip("label:N", title="Event")]


def moment(
    table: pd.DataFrame, *, title: str, subtitle: str, description: str, source: str, caption: str
) -> alt.Chart:
    """The weeks around an article, one row an event, so that no label meets another.

    `table`: columns `start`, `end` (dates), `label`, `when` (the date in words), `known` (certain,
    uncertain), `article` (bool, the article's own publication), sorted by date.
    """
    return figure(
        _draw_moment,
        table,
        LAYOUTS,
        title=title,
        subtitle=subtitle,
        description=description,
        source=source,
        caption=caption,
        columns={"when": "Date", "label": "Event", "known": "Date known"},
        dates={"when": ("start", "end")},
    )


def _draw_moment(table: pd.DataFrame, layout: Layout) -> alt.Chart:
    rows = pd.DataFrame(
        {
            "start": pd.to_datetime(table["start"]),
            "end": pd.to_datetime(table["end"]),
            "label": table["label"],
            "when": table["when"],
            "certain": (table["known"] == "certain"),
            "article": table["article"].astype(bool),
        }
    ).reset_index(drop=True)
    rows["fill"] = [
        LIGHT["russia"] if a else (LIGHT["ink"] if c else "transparent")
        for a, c in zip(rows["article"], rows["certain"], strict=True)
    ]
    rows["ink"] = [LIGHT["russia"] if a else LIGHT["ink"] for a in rows["article"]]
    if layout.narrow:
        return _rail(rows, layout)
    rows["text"] = [wrap(label, 56) for label in rows["label"]]
    rows["lines"] = rows["text"].str.count("\n") + 1
    rows["middle"] = rows["lines"].cumsum() * 17 - rows["lines"] * 8.5 + rows.index * 9
    height = int(rows["middle"].iloc[-1] + rows["lines"].iloc[-1] * 8.5 + 4)
    days = alt.Scale(
        domain=[_shifted(rows["start"].min(), -4), _shifted(rows["end"].max(), 4)], range=[0, PLOT]
    )
    y = alt.Y("middle:Q", scale=alt.Scale(domain=[0, height], reverse=True, nice=False), axis=None)
    x = alt.X(
        "start:T",
        scale=days,
        axis=alt.Axis(title=None, format="%-d %b", tickCount=4, grid=True, orient="top"),
    )
    base = alt.Chart(rows)
    leads = base.mark_rule(color=LIGHT["grid"]).encode(
        x=alt.X("end:T", scale=days), x2=alt.value(PLOT + 8), y=y
    )
    # A layer with an end of its own must leave the domain to the others: Vega-Lite would read it
    # twice.
    bars = base.mark_bar(height=4, color=LIGHT["line"]).encode(x=alt.X("start:T"), x2="end:T", y=y)
    points = base.mark_point(size=70, strokeWidth=1.5, opacity=1).encode(
        x=x,
        y=y,
        fill=alt.Fill("fill:N", scale=None),
        stroke=alt.Stroke("ink:N", scale=None),
        tooltip=TIPS,
    )
    rows["first"] = rows["middle"] - (rows["lines"] - 1) * 8
    names = (
        alt.Chart(rows)
        .mark_text(align="left", baseline="middle", lineBreak="\n", lineHeight=16)
        .encode(
            x=alt.value(PLOT + 14),
            y=alt.Y(
                "first:Q", scale=alt.Scale(domain=[0, height], reverse=True, nice=False), axis=None
            ),
            text="text:N",
            color=alt.Color("ink:N", scale=None),
        )
    )
    return dress(
        alt.layer(leads, bars, points, names).properties(width=layout.width - 20, height=height),
        layout,
    )


def _shifted(day: pd.Timestamp, days: int) -> int:
    return on(day + pd.Timedelta(days=days))


def _rail(rows: pd.DataFrame, layout: Layout) -> alt.Chart:
    rows["text"] = [wrap(label, 46) for label in rows["label"]]
    rows["lines"] = rows["text"].str.count("\n") + 2
    rows["top"] = (rows["lines"].cumsum() - rows["lines"]) * 17 + rows.index * 8
    height = int(rows["top"].iloc[-1] + rows["lines"].iloc[-1] * 17)
    y = alt.Y("top:Q", scale=alt.Scale(domain=[0, height], reverse=True, nice=False), axis=None)
    base = alt.Chart(rows)
    rail = (
        alt.Chart(pd.DataFrame({"top": [0], "foot": [height]}))
        .mark_rule(color=LIGHT["line"])
        .encode(x=alt.value(8), y=y, y2="foot:Q")
    )
    dots = base.mark_point(size=60, strokeWidth=1.5, yOffset=7, opacity=1).encode(
        x=alt.value(8),
        y=y,
        fill=alt.Fill("fill:N", scale=None),
        stroke=alt.Stroke("ink:N", scale=None),
        tooltip=TIPS,
    )
    dates = base.mark_text(align="left", baseline="top", color=LIGHT["soft"]).encode(
        x=alt.value(22), y=y, text="when:N"
    )
    texts = base.mark_text(
        align="left", baseline="top", dy=16, lineBreak="\n", lineHeight=16
    ).encode(x=alt.value(22), y=y, text="text:N")
    return dress(
        alt.layer(rail, dots, dates, texts).properties(width=layout.width - 6, height=height),
        layout,
    )


def overview(
    table: pd.DataFrame, *, title: str, description: str, source: str, caption: str
) -> alt.Chart:
    """Twenty years in lanes: events as marks whose shape gives the date's precision, articles as
    full rules.

    `table`: columns `start`, `end`, `lane`, `label`, `when`, `precision` (day, month, year,
    between), `what` (event, treaty, article); a treaty has a lane of its own and is drawn as a bar.
    """
    found = set(table.loc[table["what"] == "event", "precision"])
    legend = ", ".join(words for precision, words in LEGEND.items() if precision in found)
    return figure(
        _draw_overview,
        table,
        LAYOUTS,
        title=title,
        description=description,
        source=source,
        caption=caption,
        subtitle=f"{legend}; long rules: articles, broken where the day is not known; bars: "
        "treaties in force.",
        columns={"when": "Date", "lane": "Lane", "label": "Event", "precision": "Precision"},
        # A treaty that is in force ends where the drawing does: its last day is no date.
        dates={"when": ("start",)},
    )


def _draw_overview(table: pd.DataFrame, layout: Layout) -> alt.Chart:
    rows = table.assign(start=pd.to_datetime(table["start"]), end=pd.to_datetime(table["end"]))
    dated = rows[rows["what"] != "treaty"]
    first, last = dated["start"].min(), dated["end"].max()
    rows["start"], rows["end"] = rows["start"].clip(lower=first), rows["end"].clip(upper=last)
    events, treaties, articles = (
        rows[rows["what"] == what].copy() for what in ("event", "treaty", "article")
    )
    lanes = [*events["lane"].drop_duplicates(), *treaties["lane"].drop_duplicates()]
    scale = alt.Scale(
        domain=[_shifted(first, -60), _shifted(last, 60)], nice=False, reverse=layout.narrow
    )
    years = alt.Axis(
        title=None,
        format="%Y",
        tickCount=6,
        grid=not layout.narrow,
        orient="left" if layout.narrow else "bottom",
    )
    # Eight lanes leave no room for level words on the phone.
    labels = alt.Axis(
        title=None,
        domain=False,
        ticks=False,
        labelLimit=190,
        labelPadding=8,
        labelAngle=-90 if layout.narrow else 0,
        orient="top" if layout.narrow else "left",
    )
    time, lane, span = ("y", "x", {"width": 6}) if layout.narrow else ("x", "y", {"height": 6})
    along, across = (alt.Y, alt.X) if layout.narrow else (alt.X, alt.Y)

    def when(field: str = "start"):
        return along(f"{field}:T", scale=scale, axis=years)

    where = across("lane:N", sort=lanes, axis=labels)
    bars = (
        alt.Chart(treaties)
        .mark_bar(color=LIGHT["line"], **span)
        .encode(**{time: along("start:T"), f"{time}2": "end:T", lane: where}, tooltip=TIPS)
    )
    points = (
        alt.Chart(events)
        .mark_point(size=46, strokeWidth=1.4, color=LIGHT["ink"], opacity=0.8)
        .encode(
            **{time: when(), lane: where},
            tooltip=TIPS,
            shape=alt.Shape(
                "precision:N", scale=alt.Scale(domain=list(GLYPHS), range=list(GLYPHS.values()))
            ),
        )
    )
    # Priestley's rule: solid where the day is certain, broken where it is not.
    rules = (
        alt.Chart(articles)
        .mark_rule(color=LIGHT["russia"], strokeWidth=1.6)
        .encode(
            **{time: when()},
            strokeDash=alt.condition(
                "datum.precision == 'between'", alt.value([3, 4]), alt.value([1, 0])
            ),
        )
    )
    articles["year"] = articles["label"].str[-4:]
    width, height = (
        (layout.width - 76, 640) if layout.narrow else (layout.width - 180, 28 * len(lanes))
    )
    place = (
        {"align": "left", "baseline": "middle"}
        if layout.narrow
        else {"align": "center", "baseline": "bottom"}
    )
    # Neighbouring years would run into each other on one line, so every second one stands higher.
    names = [
        alt.Chart(articles.iloc[step::2])
        .mark_text(color=LIGHT["russia"], fontWeight="bold", **place)
        .encode(
            **{time: when(), lane: alt.value(width + 4 if layout.narrow else -4 - 14 * step)},
            text="year:N",
        )
        for step in (0, 1)
    ]
    return dress(
        alt.layer(rules, bars, points, *names).properties(width=width, height=height), layout
    )
