"""The chance that nothing of a salvo gets through, as the salvo grows."""

from __future__ import annotations

import itertools

import altair as alt
import pandas as pd

from shieldbook.charts.theme import LAYOUTS, LIGHT, Layout, dress
from shieldbook.display import figure, in_words

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
    about."""
    at = sorted({*rows.loc[rows["missiles"] == salvo, "chance_pct"].astype(float), 100.0})
    low, high = max(
        itertools.pairwise(at), key=lambda pair: pair[1] - pair[0], default=(0.0, 100.0)
    )
    return (low + high) / 2


def _draw(table: pd.DataFrame, layout: Layout, salvo: int) -> alt.Chart:
    line = table["battery"] + ", " + table["hit_pct"].map(str)
    rows = table.assign(line=line, told=in_words(table["chance_pct"]))
    batteries = rows["battery"].drop_duplicates().tolist()
    x = alt.X(
        "missiles:Q",
        scale=alt.Scale(domain=[0, int(rows["missiles"].max())], nice=False),
        axis=alt.Axis(title="missiles at once", grid=False, tickCount=6),
    )
    y = alt.Y(
        "chance_pct:Q",
        scale=alt.Scale(domain=[0, 100]),
        axis=alt.Axis(
            title="chance that none gets through, %",
            titleAngle=0,
            titleAlign="left",
            titleY=-12,
            tickCount=5,
        ),
    )
    lines = (
        alt.Chart(rows)
        .mark_line(color=LIGHT["ink"], strokeWidth=2)
        .encode(
            x=x,
            y=y,
            detail="line:N",
            strokeDash=alt.StrokeDash(
                "battery:N", scale=alt.Scale(domain=batteries, range=list(DASHES[: len(batteries)]))
            ),
        )
    )
    dots = (
        alt.Chart(rows[rows["missiles"] == salvo])
        .mark_point(filled=True, size=60, opacity=1, color=LIGHT["north-korea"])
        .encode(
            x=x,
            y=y,
            tooltip=[
                alt.Tooltip("line:N", title="Battery and hit chance"),
                alt.Tooltip("told:N", title="None gets through (%)"),
            ],
        )
    )
    rule = alt.Chart(
        pd.DataFrame(
            {"missiles": [salvo], "text": [f"{salvo} at once"], "clear": [_clear(rows, salvo)]}
        )
    )
    named = rows[rows["label"] != ""]
    names = [
        alt.Chart(part)
        .mark_text(
            align="left" if side == "right" else "right", dx=7 if side == "right" else -7, dy=-4
        )
        .encode(x=x, y=y, text="label:N")
        for side, part in named.groupby("side")
    ]
    return dress(
        alt.layer(
            rule.mark_rule(color=LIGHT["north-korea"], strokeDash=[3, 3]).encode(x=x),
            rule.mark_text(
                align="left", dx=5, baseline="middle", color=LIGHT["north-korea"], fontWeight="bold"
            ).encode(x=x, y=alt.Y("clear:Q", scale=alt.Scale(domain=[0, 100])), text="text:N"),
            lines,
            dots,
            *names,
        ).properties(width=layout.width - 60, height=260),
        layout,
    )
