"""A tally: a row a group, a mark a case, those that were hit first and filled."""

from __future__ import annotations

import altair as alt
import pandas as pd

from shieldbook.charts.theme import LAYOUTS, LIGHT, Layout, dress, tips
from shieldbook.display import figure


def tally(
    table: pd.DataFrame,
    *,
    ends: tuple[str, str],
    title: str,
    subtitle: str,
    description: str,
    source: str,
    caption: str,
) -> alt.Chart:
    """A row a group, in the order of the table: `name`, `hits` of `cases`.

    `ends` are the words for what was hit, at the left, and for the rest, at the right; they stand
    once, over the marks of the first row.
    """
    return figure(
        lambda rows, layout: _draw(rows, ends, layout),
        table,
        LAYOUTS,
        title=title,
        subtitle=subtitle,
        description=description,
        source=source,
        caption=caption,
        columns={"name": "Group", "hits": ends[0].capitalize(), "cases": "Of"},
    )


def _draw(table: pd.DataFrame, ends: tuple[str, str], layout: Layout) -> alt.LayerChart:
    rows = table[["name", "hits", "cases"]]
    cases = rows.loc[rows.index.repeat(rows["cases"])].reset_index(drop=True)
    cases["place"] = cases.groupby("name", sort=False).cumcount()
    cases["hit"] = cases["place"] < cases["hits"]
    cases["so"] = cases["hit"].map(dict(zip((True, False), ends, strict=True)))
    cases = cases.drop(columns=["hits", "cases"])
    # On the page the count of the longest row needs room behind its marks.
    most = max(int(rows["cases"].max()), 1) + (0 if layout.narrow else 4)
    pitch, step = (10.4, 54) if layout.narrow else (13, 32)
    x = alt.X(
        "place:Q", scale=alt.Scale(domain=[-0.5, most - 0.5], nice=False, zero=False), axis=None
    )
    names = alt.Axis(title=None, domain=False, ticks=False, labelPadding=12, minExtent=180)
    order = alt.Scale(domain=rows["name"].tolist())
    y = alt.Y("name:N", scale=order, axis=None if layout.narrow else names)
    fill = alt.condition("datum.hit", alt.value(LIGHT["ink"]), alt.value("transparent"))
    marks = (
        alt.Chart(cases)
        .mark_point(size=52 if layout.narrow else 80, strokeWidth=1.2, opacity=1)
        .encode(
            x=x,
            y=y,
            fill=fill,
            stroke=alt.value(LIGHT["ink"]),
            tooltip=tips({"name": "Group", "so": "So"}),
        )
    )
    told = rows.assign(told=rows["hits"].map(str) + " of " + rows["cases"].map(str))
    parts = [marks, _ends(rows.head(1), ends, layout).encode(x=x, y=y)]
    parts.append(_counts(told, y, layout))
    size = {"width": pitch * most, "height": {"step": step}}
    return dress(alt.layer(*parts).properties(**size), layout)


def _ends(first: pd.DataFrame, ends: tuple[str, str], layout: Layout) -> alt.Chart:
    """The words for filled and for hollow marks, at the first of each in the first row."""
    hits, cases = first["hits"].iloc[0], first["cases"].iloc[0]
    words = pd.DataFrame({"name": first["name"].iloc[0], "place": [0, hits], "told": ends})
    texts = alt.Chart(words[[hits > 0, hits < cases]])
    aside = 17 if layout.narrow else -17
    marks = texts.mark_text(align="left", dx=-5, dy=aside, color=LIGHT["soft"])
    return marks.encode(text="told:N")


def _counts(told: pd.DataFrame, y: alt.Y, layout: Layout) -> alt.Chart:
    """How many of how many: behind the marks of a row, on the phone over them, with its name."""
    if layout.narrow:
        rows = alt.Chart(told.assign(told=told["name"] + ": " + told["told"]))
        over = rows.mark_text(align="left", dy=-18, fontWeight="bold")
        return over.encode(x=alt.value(0), y=y, text="told:N")
    rows = alt.Chart(told.assign(place=told["cases"]))
    behind = rows.mark_text(align="left", fontWeight="bold")
    return behind.encode(x=alt.X("place:Q"), y=y, text="told:N")
