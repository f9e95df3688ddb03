"""Reported claims as a flow: from whose side, through whose hands, into which article."""

from __future__ import annotations

from itertools import pairwise

import altair as alt
import pandas as pd

from shieldbook.charts.theme import LAYOUTS, LIGHT, STATE_INK, Layout, dress, wrap
from shieldbook.display import figure

INK = {**STATE_INK, "": "soft"}
STAGES = ("voice", "carrier", "article")
POINTS = 14


def flow(
    table: pd.DataFrame, *, title: str, description: str, source: str, caption: str
) -> alt.Chart:
    """Three columns of blocks, joined by bands as broad as the claims that take that way.

    `table`: what `reports.flow_table` makes. Places follow from the order of its rows alone, so
    that two builds are the same.
    """
    return figure(
        _draw,
        table,
        LAYOUTS,
        title=title,
        description=description,
        source=source,
        caption=caption,
        subtitle="Left: whose side the speaker is on. Middle: who is named as carrier. Right: the "
        "article. One unit of height is one claim.",
        columns={
            "voice": "Speaker",
            "carrier": "Carrier",
            "article": "Article",
            "claims": "Claims",
        },
    )


def _draw(table: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    width = layout.width - 16
    total = int(table["claims"].sum())
    unit = max(0.4, min(3.2, 420 / max(1, total)))
    gap, block = 22, 10
    xs = {
        "voice": 0,
        "carrier": width * (0.35 if layout.narrow else 0.45),
        "article": width - block - (88 if layout.narrow else 110),
    }
    inks = {
        voice: LIGHT[INK[state]]
        for voice, state in zip(table["voice"], table["state"], strict=True)
    }
    places: dict[tuple[str, str], list[float]] = {}
    blocks, tallest = [], 0.0
    for stage in STAGES:
        y = 26.0
        for name, part in table.groupby(stage, sort=False):
            size = float(part["claims"].sum()) * unit
            places[stage, name] = [y, y]
            blocks.append(
                {
                    "x": xs[stage],
                    "x2": xs[stage] + block,
                    "y": y,
                    "y2": y + size,
                    "text": wrap(
                        f"{name}, {int(part['claims'].sum())}", 12 if layout.narrow else 30
                    ),
                    "ink": inks[name] if stage == "voice" else LIGHT["ink"],
                }
            )
            y += max(size, 30 if layout.narrow else 16) + gap
        tallest = max(tallest, y)
    bands = []
    for one, two in pairwise(STAGES):
        taken = {key: place[0] for key, place in places.items()}
        columns = list(dict.fromkeys((one, two, "voice")))
        pairs = table.groupby(columns, sort=False)["claims"].sum().reset_index()
        for n, row in enumerate(pairs.to_dict("records")):
            size = float(row["claims"]) * unit
            start, end = taken[one, row[one]], taken[two, row[two]]
            taken[one, row[one]], taken[two, row[two]] = start + size, end + size
            for k in range(POINTS + 1):
                t = k / POINTS
                ease = t * t * (3 - 2 * t)
                bands.append(
                    {
                        "band": f"{one}-{n}",
                        "x": xs[one] + block + t * (xs[two] - xs[one] - block),
                        "y": start + (end - start) * ease,
                        "y2": start + size + (end - start) * ease,
                        "ink": inks[row["voice"]],
                        "told": f"{row[one]} → {row[two]}: {int(row['claims'])}",
                    }
                )
    height = int(tallest)
    across = alt.Scale(domain=[0, width], nice=False)
    down = alt.Scale(domain=[0, height], nice=False, reverse=True)
    x, y = alt.X("x:Q", scale=across, axis=None), alt.Y("y:Q", scale=down, axis=None)
    areas = (
        alt.Chart(pd.DataFrame(bands))
        .mark_area(opacity=0.4)
        .encode(
            x=x,
            y=y,
            y2="y2:Q",
            detail="band:N",
            fill=alt.Fill("ink:N", scale=None),
            tooltip=alt.Tooltip("told:N", title="Claims"),
        )
    )
    boxes = alt.Chart(pd.DataFrame(blocks))
    bars = boxes.mark_bar().encode(
        x=x, x2="x2:Q", y=y, y2="y2:Q", color=alt.Color("ink:N", scale=None)
    )
    names = boxes.mark_text(
        align="left", baseline="top", dx=block + 4, lineBreak="\n", lineHeight=14
    ).encode(x=x, y=y, text="text:N")
    heads = pd.DataFrame(
        {
            "x": [xs[stage] for stage in STAGES],
            "y": [2.0] * 3,
            "text": ["Speaker", "Carrier", "Article"],
        }
    )
    tops = (
        alt.Chart(heads)
        .mark_text(align="left", baseline="top", fontWeight="bold")
        .encode(x=x, y=y, text="text:N")
    )
    return dress(alt.layer(areas, bars, names, tops).properties(width=width, height=height), layout)
