"""Rival explanations at one glance: what the record has against each, for each, and the verdict."""

from __future__ import annotations

import altair as alt
import pandas as pd

from shieldbook.charts.theme import LAYOUTS, LIGHT, Layout, dress, wrap
from shieldbook.display import figure

INK = {"for": "favour", "against": "against", "neither": "soft"}
SHAPES = {"for": "triangle-up", "against": "triangle-down", "neither": "circle"}
STEP = 20


def rivals(
    table: pd.DataFrame,
    *,
    title: str,
    description: str,
    source: str,
    caption: str,
    drives: str = "findings",
) -> alt.Chart:
    """A row an explanation; findings for it to the right of the middle, against it to the left; the
    verdict in a word.

    `table`: what `explanations.findings_table` makes. `drives` names the table of findings that a
    chosen mark filters.
    """
    table = table.assign(href="#" + table["key"])
    return figure(
        _draw,
        table,
        LAYOUTS,
        title=title,
        description=description,
        source=source,
        caption=caption,
        subtitle="One mark a finding: ▲ right of the line speaks for the explanation, ▼ left of "
        "it against, ● on it neither.",
        columns={
            "name": "Explanation",
            "bears_label": "Bears",
            "finding": "Finding",
            "verdict_label": "Verdict",
        },
        links={"name": "href"},
        key="key",
        drives=drives,
        noun=("finding", "findings"),
    )


def _draw(table: pd.DataFrame, layout: Layout) -> alt.LayerChart:
    rows = table[
        ["key", "name", "bears", "bears_label", "place", "finding", "verdict_label"]
    ].copy()
    names = rows["name"].drop_duplicates().tolist()
    step = 50 if layout.narrow else 40
    top = 34 if layout.narrow else 20
    ys = {name: top + step * n for n, name in enumerate(names)}
    left = int(
        (
            rows[rows["bears"] == "against"].groupby("name").size().max()
            if (rows["bears"] == "against").any()
            else 1
        )
    )
    middle = (8 if layout.narrow else 170) + STEP * (left + 1)
    ways = {"for": 1, "against": -1, "neither": 0}
    rows["x"] = [
        middle + ways[bears] * STEP * (place + 1)
        for bears, place in zip(rows["bears"], rows["place"], strict=True)
    ]
    rows["y"] = [ys[name] + (8 if layout.narrow else 0) for name in rows["name"]]
    rows["ink"] = [LIGHT[INK[bears]] for bears in rows["bears"]]
    width, height = layout.width - 16, top + step * len(names)
    across = alt.Scale(domain=[0, width], nice=False)
    down = alt.Scale(domain=[0, height], nice=False, reverse=True)
    x, y = alt.X("x:Q", scale=across, axis=None), alt.Y("y:Q", scale=down, axis=None)
    one = rows.drop_duplicates("name")
    heads = pd.DataFrame(
        {
            "text": [name if layout.narrow else wrap(name, 22) for name in one["name"]],
            "y": [ys[name] - (14 if layout.narrow else 0) for name in one["name"]],
        }
    )
    words = (
        alt.Chart(heads)
        .mark_text(align="left", fontWeight="bold", lineBreak="\n", lineHeight=14)
        .encode(x=alt.value(0), y=y, text="text:N")
    )
    told = (
        alt.Chart(
            pd.DataFrame(
                {
                    "text": one["verdict_label"].to_numpy(),
                    "y": [ys[name] + (8 if layout.narrow else 0) for name in one["name"]],
                }
            )
        )
        .mark_text(align="right")
        .encode(x=alt.value(width), y=y, text="text:N")
    )
    at = [ys[name] + (8 if layout.narrow else 0) for name in names]
    axis = (
        alt.Chart(
            pd.DataFrame(
                {"x": middle, "y": [place - 12 for place in at], "y2": [place + 12 for place in at]}
            )
        )
        .mark_rule(color=LIGHT["line"])
        .encode(x=x, y=y, y2="y2:Q")
    )
    marks = (
        alt.Chart(rows)
        .mark_point(size=90, filled=True, opacity=1)
        .encode(
            x=x,
            y=y,
            key="key:N",
            color=alt.Color("ink:N", scale=None),
            shape=alt.Shape(
                "bears:N", scale=alt.Scale(domain=list(SHAPES), range=list(SHAPES.values()))
            ),
            tooltip=[
                alt.Tooltip("finding:N", title="Finding"),
                alt.Tooltip("bears_label:N", title="Bears"),
            ],
        )
    )
    return dress(alt.layer(axis, words, told, marks).properties(width=width, height=height), layout)
