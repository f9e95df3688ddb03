"""How one state voted over the years: a mark a vote, yes and no apart, beside what happened."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from shieldbook.charts.theme import (
    LAYOUTS,
    LIGHT,
    STATE_INK,
    STATE_SHAPE,
    Layout,
    dress,
    levels,
    on,
    tips,
)
from shieldbook.display import figure

ANSWERS = ["yes", "no"]
SIZES = {True: {"width": 272, "height": 500}, False: {"width": 580, "height": 140}}
WIDTH_OF_MARK = 12
TIPS = tips({"when": "Day", "about": "On"})


def votes(
    table: pd.DataFrame,
    *,
    state: str,
    moments: Sequence[tuple[str, str, bool]],
    since: str = "",
    title: str,
    subtitle: str,
    description: str,
    source: str,
    caption: str,
) -> alt.Chart:
    """Every vote of a `state` (its code) on its day, in the lane of its answer, each stretch of
    like votes named once; those on the panel of experts are hollow.

    `table`: what `votes.runs` makes. `moments`: day (ISO), words, and whether it is the article,
    whose rule is full and dark. Votes before the parameter `since`, an ISO day that is at first
    the one given, are pale. On the phone time runs downwards.
    """
    named = pd.DataFrame(moments, columns=["start", "words", "article"])
    named["start"] = pd.to_datetime(named["start"])

    def draw(rows: pd.DataFrame, layout: Layout) -> alt.Chart:
        days = rows.assign(day=rows["start"].dt.strftime("%Y-%m-%d"))
        asked = alt.param(name="since", value=since)
        return dress(_draw(days, named, state, layout).add_params(asked), layout)

    return figure(
        draw,
        table,
        LAYOUTS,
        title=title,
        subtitle=subtitle,
        description=description,
        source=source,
        caption=caption,
        columns={"when": "Day", "vote": "Vote", "about": "On"},
        dates={"when": ("start",)},
    )


def _draw(rows: pd.DataFrame, named: pd.DataFrame, state: str, layout: Layout) -> alt.LayerChart:
    days = pd.concat([rows["start"], named["start"]])
    # The words of the last vote begin at its mark.
    first, last = days.min() - pd.DateOffset(months=3), days.max() + pd.DateOffset(months=13)
    scale = alt.Scale(domain=[on(first), on(last)], reverse=layout.narrow)
    years = alt.Axis(title=None, format="%Y", tickCount="year", grid=False)
    answers = alt.Axis(title=None, domain=False, ticks=False, labelFontWeight="bold")
    answers.orient, answers.labelAngle = ("top" if layout.narrow else "left"), 0
    answers.minExtent = 0 if layout.narrow else 78
    answers.labelExpr = "'voted ' + datum.label"
    lane = {"scale": alt.Scale(domain=ANSWERS), "axis": answers}
    if layout.narrow:
        place = {"y": alt.Y("start:T", scale=scale, axis=years), "x": alt.X("vote:N", **lane)}
    else:
        years.offset = 40
        place = {"x": alt.X("start:T", scale=scale, axis=years), "y": alt.Y("vote:N", **lane)}
    day = max(SIZES[layout.narrow].values()) / (last - first).days
    places = [day * (start - first).days for start in rows["start"]]
    marks = _marks(rows.assign(place=places), state, layout)
    parts = [*_moments(named, place, layout), *(mark.encode(**place) for mark in marks)]
    parts += _stretches(rows, place, layout)
    return alt.layer(*parts).properties(**SIZES[layout.narrow])


def _marks(rows: pd.DataFrame, state: str, layout: Layout) -> list[alt.Chart]:
    """A layer for each level on which marks stand beside their lane, so that none hides another."""
    aside = pd.concat(
        [
            pd.Series(levels(lane["place"], WIDTH_OF_MARK), index=lane.index)
            for _, lane in rows.groupby("vote")
        ]
    )
    ink = LIGHT[STATE_INK[state]]
    look = {"stroke": ink, "strokeWidth": 2, "shape": STATE_SHAPE[state], "size": 110}
    fill = alt.Fill(
        "panel:N",
        scale=alt.Scale(domain=[False, True], range=[ink, "transparent"]),
        legend=None,
    )
    counts = alt.condition("datum.day >= since", alt.value(1), alt.value(0.2))
    way = "xOffset" if layout.narrow else "yOffset"
    return [
        alt.Chart(part.drop(columns="place"))
        .mark_point(**look, **{way: WIDTH_OF_MARK * level})
        .encode(tooltip=TIPS, fill=fill, opacity=counts)
        for level, part in rows.groupby(aside)
    ]


def _stretches(rows: pd.DataFrame, place: dict, layout: Layout) -> list[alt.Chart]:
    """On what each stretch of like votes was, at its middle."""
    by_run = rows.groupby("run", sort=False)
    told = by_run.agg(start=("start", "mean"), vote=("vote", "first"), about=("about", "first"))
    told = told.reset_index()
    # Over and under the lanes there is room for words longer than their stretch.
    ways = {"yes": {"dy": -20}, "no": {"align": "left", "dx": -6, "dy": 18}}
    if layout.narrow:
        ways = {"yes": {"align": "left", "dx": 24}, "no": {"dy": 18}}
    return [
        alt.Chart(told[told["vote"] == vote]).mark_text(**way).encode(**place, text="about:N")
        for vote, way in ways.items()
    ]


def _moments(named: pd.DataFrame, place: dict, layout: Layout) -> list[alt.Chart]:
    """A rule for each moment, that of the article full and dark, with its words at the rule's
    end."""
    if layout.narrow:
        ends = {"x": alt.value(0), "x2": alt.value(SIZES[True]["width"])}
        foot = {"x": alt.value(SIZES[True]["width"])}
        along, set_ = {"y": place["y"]}, {"align": "right", "dy": -8}
    else:
        ends = {"y": alt.value(24), "y2": alt.value(SIZES[False]["height"])}
        foot = {"y": alt.value(SIZES[False]["height"])}
        along, set_ = {"x": place["x"]}, {"dy": 10}
    # The phone's rules have their words above them, in one line.
    words = named["words"].str.replace("\n", " ") if layout.narrow else named["words"]
    base = alt.Chart(named.assign(words=words)).encode(**along)
    rules = base.mark_rule().encode(
        color=alt.condition("datum.article", alt.value(LIGHT["ink"]), alt.value(LIGHT["line"])),
        strokeDash=alt.condition("datum.article", alt.value([1, 0]), alt.value([3, 3])),
        size=alt.condition("datum.article", alt.value(2), alt.value(1)),
        **ends,
    )
    words = base.mark_text(lineBreak="\n", lineHeight=15, **set_).encode(text="words:N", **foot)
    return [rules, words]
