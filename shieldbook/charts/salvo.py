"""The chance that nothing of a salvo gets through, as the salvo grows."""

from __future__ import annotations

import itertools

import altair as alt
import pandas as pd

from shieldbook.charts.theme import LAYOUTS, LIGHT, Layout, dress, tips
from shieldbook.display import figure, in_words

GRID_PCT = 20
PER_CENT = alt.Scale(domain=[0, 100])
DASHES = ([1, 0], [6, 3], [2, 2])


def saturation(
    table: pd.DataFrame,
    *,
    salvo: int,
    title: str,
    subtitle: str,
    description: str,
    source: str,
    caption: str,
) -> alt.Chart:
    """One line a battery and hit chance over the size of the salvo; a rule at `salvo` missiles.

    `table`: columns `missiles`, `chance_pct` (that none gets through), `battery` (at most three,
    each with its own dash), `hit_pct`, `label` (at one point of each line, empty elsewhere) and
    `side` (where the label stands: left or right).
    """

    def draw(rows, layout):
        return _draw(rows, layout, salvo)

    return figure(
        draw,
        table,
        LAYOUTS,
        title=title,
        subtitle=subtitle,
        description=description,
        source=source,
        caption=caption,
        columns={
            "battery": "Battery",
            "hit_pct": "One interceptor hits (%)",
            "missiles": "Missiles at once",
            "chance_pct": "None gets through (%)",
        },
    )


def _clear(rows: pd.DataFrame, salvo: int) -> float:
    """The middle of the widest gap that the lines leave between them and the top at the salvo asked
    about, moved to between two rules of the grid."""
    at = sorted({*rows.loc[rows["missiles"] == salvo, "chance_pct"], 100})
    gaps = itertools.pairwise(at)
    low, high = max(gaps, key=lambda pair: pair[1] - pair[0], default=(0, 100))
    return (low + high) / 2 // GRID_PCT * GRID_PCT + GRID_PCT / 2


def _draw(table: pd.DataFrame, layout: Layout, salvo: int) -> alt.Chart:
    line = table["battery"] + ", " + table["hit_pct"].map(str)
    rows = table.assign(line=line, told=in_words(table["chance_pct"]))
    x, y = _axes(rows)
    layers = [*_asked(rows, salvo, x), _lines(rows, x, y), _dots(rows, salvo, x, y)]
    layers += _names(rows, x, y)
    return dress(alt.layer(*layers).properties(width=layout.width - 60, height=260), layout)


def _axes(rows: pd.DataFrame) -> tuple[alt.X, alt.Y]:
    """Missiles rightwards, the chance upwards."""
    ends = alt.Scale(domain=[0, int(rows["missiles"].max())], nice=False)
    chance = alt.Axis(
        title="chance that none gets through, %",
        titleAngle=0,
        titleAlign="left",
        titleY=-12,
        values=list(range(0, 101, GRID_PCT)),
    )
    missiles = alt.Axis(title="missiles at once", grid=False, tickCount=6)
    x = alt.X("missiles:Q", scale=ends, axis=missiles)
    return x, alt.Y("chance_pct:Q", scale=PER_CENT, axis=chance)


def _asked(rows: pd.DataFrame, salvo: int, x: alt.X) -> list[alt.Chart]:
    """The salvo asked about: a rule, and its words in the clear."""
    words = {"missiles": salvo, "text": f"{salvo} at once", "clear": _clear(rows, salvo)}
    base = alt.Chart(pd.DataFrame([words])).encode(x=x)
    named = base.mark_text(align="left", dx=5, baseline="middle", fontWeight="bold")
    return [
        base.mark_rule(color=LIGHT["soft"], strokeDash=[3, 3]),
        named.encode(y=alt.Y("clear:Q", scale=PER_CENT), text="text:N"),
    ]


def _lines(rows: pd.DataFrame, x: alt.X, y: alt.Y) -> alt.Chart:
    """A line for each battery and hit chance, dashed by the battery."""
    batteries = rows["battery"].unique().tolist()
    dashes = alt.Scale(domain=batteries, range=list(DASHES[: len(batteries)]))
    return (
        alt.Chart(rows)
        .mark_line(color=LIGHT["ink"], strokeWidth=2)
        .encode(x=x, y=y, detail="line:N", strokeDash=alt.StrokeDash("battery:N", scale=dashes))
    )


def _dots(rows: pd.DataFrame, salvo: int, x: alt.X, y: alt.Y) -> alt.Chart:
    """Where each line meets the salvo asked about."""
    told = tips({"line": "Battery and hit chance", "told": "None gets through (%)"})
    return (
        alt.Chart(rows[rows["missiles"] == salvo])
        .mark_point(filled=True, size=60, opacity=1, color=LIGHT["ink"])
        .encode(x=x, y=y, tooltip=told)
    )


def _names(rows: pd.DataFrame, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """The words of each line. A falling line ends below its own words, unless they stand well under
    it."""
    named = rows[rows["label"] != ""]
    last = (named["missiles"] == rows["missiles"].max()).rename("last")
    sides = {"left": {"align": "right", "dx": -7}, "right": {"align": "left", "dx": 7}}
    return [
        alt.Chart(part)
        .mark_text(**sides[side], dy=20 if at_end else -4)
        .encode(x=x, y=y, text="label:N")
        for (side, at_end), part in named.groupby(["side", last])
    ]
