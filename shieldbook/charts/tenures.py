"""Bars of years: who was in office, and which treaty was in force."""

from __future__ import annotations

import altair as alt
import pandas as pd

from shieldbook.charts.theme import LAYOUTS, LIGHT, Layout, dress, inked, middle, on, tips, wrap
from shieldbook.display import figure

# A term of five months has to hold a name.
YEAR_PX = 26
# A shorter term has no room for a name in its bar.
WORDED = pd.Timedelta(days=200)
BESIDE = {"wide": 160, "narrow": 44}


def offices(
    heads: pd.DataFrame,
    *,
    papers: pd.DataFrame,
    title: str,
    subtitle: str,
    description: str,
    source: str,
    caption: str,
) -> alt.Chart:
    """Who was in office in which capital, time downwards, and the articles' days across.

    `heads`: what `people.heads` makes, the capitals in the order in which they shall stand.
    `papers`: the articles, `told` (what each is called), `start` and `end` (the days on which it
    may have appeared). An article's line runs behind the bars, so that no name is struck through.
    """
    return figure(
        lambda table, layout: _offices(table, layout, papers),
        heads,
        LAYOUTS,
        title=title,
        subtitle=subtitle,
        description=description,
        source=source,
        caption=caption,
        columns={"capital": "Capital", "name": "Who", "office": "Office", "years": "In office"},
        dates={"years": ("start", "end")},
    )


def treaties(
    lives: pd.DataFrame,
    *,
    papers: pd.DataFrame,
    title: str,
    subtitle: str,
    description: str,
    source: str,
    caption: str,
) -> alt.Chart:
    """The years in which treaties were in force, one bar each, and the articles' days across.

    `lives`: what `treaties.plain_table` makes: `name`, `start`, `end`, `life` and `how` in words.
    `papers`: the articles, `year`, `start` and `end`. The years of articles that are near one
    another stand together above their lines.
    """
    return figure(
        lambda table, layout: _treaties(table, layout, papers),
        lives,
        LAYOUTS,
        title=title,
        subtitle=subtitle,
        description=description,
        source=source,
        caption=caption,
        columns={"name": "Treaty", "life": "In force", "how": "How it ended"},
        dates={"life": ("start", "end")},
    )


def _treaties(lives: pd.DataFrame, layout: Layout, papers: pd.DataFrame) -> alt.LayerChart:
    ends = [lives[name].dt.year.astype(str) for name in ("start", "end")]
    years = ends[0] + "–" + ends[1]
    rows = lives.assign(
        at=lives["start"],
        told=lives["name"] if layout.narrow else lives["name"] + ", " + years,
    )
    # The years end late enough for the name of the last treaty, which runs on behind its first day.
    scale = alt.Scale(domain=[on("1970-01-01"), on("2030-01-01")], nice=False)
    axis = alt.Axis(title=None, format="%Y", grid=False, tickCount=5)
    x, y = alt.X("at:T", scale=scale, axis=axis), alt.Y("name:N", sort=None, axis=None)
    days = papers.assign(at=middle(papers))
    rules = alt.Chart(days).mark_rule(color=LIGHT["ink"], strokeWidth=1.4)
    heads = alt.Chart(_near(days)).mark_text(
        baseline="bottom", fontWeight="bold", lineBreak="\n", lineHeight=14, dy=-18
    )
    bars = alt.Chart(rows).mark_bar(height=22, fill=LIGHT["tint"], stroke=LIGHT["soft"])
    words = alt.Chart(rows).mark_text(align="left", dx=5, baseline="middle")
    told = tips({"name": "Treaty", "life": "In force"})
    return dress(
        alt.layer(
            rules.encode(x=x),
            heads.encode(x=x, y=alt.value(0), text="told:N"),
            bars.encode(x=x, x2="end:T", y=y, tooltip=told),
            words.encode(x=x, y=y, text="told:N"),
        ).properties(width=layout.width - 12, height=26 * len(rows)),
        layout,
    )


def _near(papers: pd.DataFrame) -> pd.DataFrame:
    """The articles that lie within three years of the one before, as one: `at`, `told`."""
    group = (papers["at"].diff() > pd.Timedelta(days=3 * 365)).cumsum()
    ends = {"at": ("at", "mean"), "first": ("year", "first"), "last": ("year", "last")}
    found = papers.groupby(group).agg(**ends)
    several = found["first"] != found["last"]
    one = "article\n" + found["first"]
    return found.assign(told=one.mask(several, "articles\n" + found["first"] + "–" + found["last"]))


def _offices(heads: pd.DataFrame, layout: Layout, papers: pd.DataFrame) -> alt.LayerChart:
    order = list(dict.fromkeys(heads["capital"]))
    first, last = heads["start"].min(), heads["end"].max()
    height = round((last - first).days / 365.25 * YEAR_PX)
    y = alt.Y(
        "at:T",
        scale=alt.Scale(domain=[on(first), on(last)], nice=False, reverse=True),
        axis=_years(papers, first, last, BESIDE[layout.name] - 2),
    )
    x = alt.X(
        "capital:N",
        sort=order,
        scale=alt.Scale(paddingInner=0.05 if layout.narrow else 0.1, paddingOuter=0),
        axis=alt.Axis(
            title=None,
            orient="top",
            labelAngle=0,
            labelFontWeight="normal" if layout.narrow else "bold",
            labelOverlap=False,
            domain=False,
            ticks=False,
        ),
    )
    left = BESIDE[layout.name]
    layers = [*_papers(papers, layout, y, left), *_terms(heads, layout, x, y)]
    return dress(
        alt.layer(*layers).properties(width=layout.width - left - 8, height=height), layout
    )


def _years(papers: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp, room: int) -> alt.Axis:
    """Every fifth year that no article's name stands on, with room for these names."""
    fifths = [
        pd.Timestamp(year, 1, 1) for year in range(first.year, last.year + 1) if year % 5 == 0
    ]
    clear = [day for day in fifths if ((papers["start"] - day).abs() > pd.Timedelta("400D")).all()]
    return alt.Axis(
        title=None,
        values=[on(day) for day in clear if day < last],
        format="%Y",
        labelColor=LIGHT["soft"],
        labelPadding=9,
        minExtent=room,
        grid=False,
        domain=False,
        ticks=False,
    )


def _papers(papers: pd.DataFrame, layout: Layout, y: alt.Y, left: int) -> list[alt.Chart]:
    """The articles as lines across, named at the left; a span where the day is not known."""
    rows = papers.assign(
        at=middle(papers), told=papers["year"] if layout.narrow else papers["told"]
    )
    base = alt.Chart(rows).encode(y=y)
    lines = base.mark_rule(color=LIGHT["ink"], strokeWidth=1.6).encode(x=alt.value(-7))
    weight = "bold" if layout.narrow else "normal"
    words = base.mark_text(align="right", baseline="middle", fontWeight=weight, dx=-9)
    return [
        lines.encode(x2=alt.value(layout.width - left - 8)),
        words.encode(x=alt.value(0), text="told:N"),
    ]


def _terms(heads: pd.DataFrame, layout: Layout, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """A bar a term with the name in it; whoever held an office for another lies on top."""
    rows = heads.assign(
        at=heads["start"],
        middle=middle(heads),
        short=[wrap(name, 10 if layout.narrow else 30) for name in heads["short"]],
    ).sort_values("acting", kind="stable")
    bars = alt.Chart(rows).mark_bar(fill=LIGHT["tint"], strokeWidth=1.4, cornerRadius=2)
    tall = rows["end"] - rows["start"] > WORDED
    words = alt.Chart(rows.assign(at=rows["middle"])[tall]).mark_text(
        baseline="middle", lineBreak="\n", lineHeight=13
    )
    tip = tips({"name": "Who", "years": "In office"})
    return [
        bars.encode(x=x, y=y, y2="end:T", stroke=alt.Stroke("state:N", scale=inked()), tooltip=tip),
        words.encode(x=x, y=y, text="short:N"),
    ]
