"""Reporting chains as a relay: origin, agency, article; one row a distinct pattern, its count at
the right."""

from __future__ import annotations

import altair as alt
import pandas as pd

from shieldbook.charts.theme import LAYOUTS, LIGHT, Layout, dress, tips, wrap
from shieldbook.display import figure

# Where each stands who had the words, as a share of the width.
PLACES = {"origin": 0.0, "agency": 0.44, "outlet": 0.78}
HEADS = {"origin": "Speaker", "agency": "through", "outlet": "to the article"}
DASHES = {"quoted": [1, 0], "paraphrased": [7, 4], "unnamed": [2, 4]}
# The height of a route, and of the heads over the first, in px; a line of words on the phone.
STEP, TOP, LINE = 44, 30, 17
TIPS = tips({"path": "Route", "count": "Claims"})


def relay(
    table: pd.DataFrame, *, title: str, description: str, source: str, caption: str
) -> alt.Chart:
    """How words travelled to the page.

    `table`: one row a pattern, columns `origin`, `agency` (empty where none is named), `outlet`,
    `claims` (count), `quoted` (claims with the speaker's words in quotation marks), `line` (quoted,
    paraphrased, unnamed), most first.
    """
    return figure(
        _draw,
        table,
        LAYOUTS,
        title=title,
        description=description,
        source=source,
        caption=caption,
        subtitle="One route a row, and how many claims took it. Lines on a wide screen: solid, "
        "some words are quoted; "
        "dashed, paraphrased; dotted, no source named.",
        columns={
            "origin": "Speaker",
            "agency": "Through",
            "outlet": "Read in",
            "claims": "Claims",
            "quoted": "Quoted",
        },
    )


def _draw(table: pd.DataFrame, layout: Layout) -> alt.Chart:
    rows = table.reset_index(drop=True)
    rows = rows.assign(path=rows.apply(_path, axis=1), count=rows.apply(_count, axis=1))
    if layout.narrow:
        return dress(_phrases(rows).properties(width=layout.width - 6), layout)
    return dress(_routes(rows).properties(width=layout.width - 10), layout)


def _count(row: pd.Series) -> str:
    quoted = f", {row['quoted']} quoted" if row["quoted"] else ""
    return f"×{row['claims']}{quoted}"


def _path(row: pd.Series) -> str:
    return " → ".join(part for part in (row["origin"], row["agency"], "the article") if part)


def _routes(rows: pd.DataFrame) -> alt.LayerChart:
    """Every route as a line from the speaker to the article."""
    height = TOP + STEP * len(rows)
    down = alt.Scale(domain=[0, height], reverse=True, nice=False)
    across = alt.Scale(domain=[0, 1], nice=False)
    place = {
        "x": alt.X("x:Q", scale=across, axis=None),
        "y": alt.Y("y:Q", scale=down, axis=None),
    }
    rows = rows.assign(x=PLACES["outlet"], y=TOP + STEP * (rows.index + 0.75))
    stops = _stops(rows)
    ends = alt.Chart(rows[["x", "y", "path", "count"]]).encode(**place)
    layers = [
        _lines(stops, place),
        ends.mark_point(
            shape="triangle-right", filled=True, size=50, color=LIGHT["ink"], opacity=1
        ).encode(tooltip=TIPS),
        _names(stops, place),
        ends.mark_text(align="left", baseline="middle", dx=10).encode(text="count:N"),
    ]
    return alt.layer(*layers).properties(height=height)


def _stops(rows: pd.DataFrame) -> pd.DataFrame:
    """Who had the words before the article, route by route: `y`, `line`, `text` and `x`, and where
    the next one stands, `x2`."""
    stops = rows.melt(["y", "line"], ["origin", "agency"], "stop", "text")
    stops = stops[stops["text"] != ""].sort_values("y", kind="stable")
    stops["x"] = stops["stop"].map(PLACES)
    stops["x2"] = stops.groupby("y")["x"].shift(-1, fill_value=PLACES["outlet"])
    return stops


def _lines(stops: pd.DataFrame, place: dict) -> alt.Chart:
    """From each stop to just before the next, dashed by how the words are told."""
    told = alt.Scale(domain=list(DASHES), range=list(DASHES.values()))
    return (
        alt.Chart(stops.assign(x2=stops["x2"] - 0.01)[["x", "x2", "y", "line"]])
        .mark_rule(color=LIGHT["ink"], strokeWidth=1.6)
        .encode(**place, x2="x2:Q", strokeDash=alt.StrokeDash("line:N", scale=told))
    )


def _names(stops: pd.DataFrame, place: dict) -> alt.Chart:
    """Who had the words, over the lines, and at the top as what."""
    heads = pd.DataFrame({"x": PLACES, "y": 14, "text": HEADS, "head": True})
    names = stops.assign(y=stops["y"] - 5, head=False)[["x", "y", "text", "head"]]
    ink = alt.condition("datum.head", alt.value(LIGHT["soft"]), alt.value(LIGHT["ink"]))
    return (
        alt.Chart(pd.concat([heads, names]))
        .mark_text(align="left", baseline="bottom")
        .encode(**place, text="text:N", color=ink)
    )


def _phrases(rows: pd.DataFrame) -> alt.Chart:
    """Every route in words, its count below it."""
    text = rows["path"].map(lambda path: wrap(path, 44)) + "\n" + rows["count"]
    below = ((text.str.count("\n") + 1) * LINE).cumsum()
    top = below.shift(fill_value=0) + rows.index * 10
    height = int(below.iloc[-1]) + 10 * (len(rows) - 1)
    down = alt.Scale(domain=[0, height], reverse=True, nice=False)
    return (
        alt.Chart(rows[["path", "count"]].assign(text=text, top=top))
        .mark_text(align="left", baseline="top", lineBreak="\n", lineHeight=LINE)
        .encode(
            x=alt.value(0),
            y=alt.Y("top:Q", scale=down, axis=None),
            text="text:N",
            tooltip=TIPS,
        )
        .properties(height=height)
    )
