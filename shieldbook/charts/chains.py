"""Reporting chains as a relay: origin, agency, article; one row a distinct pattern, its count at
the right."""

from __future__ import annotations

import altair as alt
import pandas as pd

from shieldbook.charts.theme import LAYOUTS, LIGHT, Layout, dress, wrap
from shieldbook.display import figure

AGENCY, ARTICLE = 0.44, 0.78
DASHES = {"quoted": [1, 0], "paraphrased": [7, 4], "unnamed": [2, 4]}


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
    rows["claims"], rows["quoted"] = rows["claims"].astype(int), rows["quoted"].astype(int)
    if layout.narrow:
        return _lines(rows, layout)
    step, top = 44, 30
    height = top + step * len(rows)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[0, height], reverse=True, nice=False), axis=None)
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, 1], nice=False), axis=None)
    heads = [("Speaker", 0.0), ("through", AGENCY), ("to the article", ARTICLE)]
    segments, labels = [], [{"x": at, "y": 14, "text": text, "head": True} for text, at in heads]
    for i, row in rows.iterrows():
        line = top + step * (i + 0.75)
        stops = [(0.0, row["origin"])] + ([(AGENCY, row["agency"])] if row["agency"] else [])
        for (start, _), end in zip(stops, [at for at, _ in stops[1:]] + [ARTICLE], strict=True):
            segments.append({"x": start, "x2": end - 0.01, "y": line, "line": row["line"]})
        labels += [{"x": at, "y": line - 5, "text": text, "head": False} for at, text in stops]
    counts = pd.DataFrame(
        {
            "x": ARTICLE,
            "path": [_path(row) for _, row in rows.iterrows()],
            "y": [top + step * (i + 0.75) for i in rows.index],
            "text": [_count(row) for _, row in rows.iterrows()],
        }
    )
    lines = (
        alt.Chart(pd.DataFrame(segments))
        .mark_rule(color=LIGHT["ink"], strokeWidth=1.6)
        .encode(
            x=x,
            x2="x2:Q",
            y=y,
            strokeDash=alt.StrokeDash(
                "line:N", scale=alt.Scale(domain=list(DASHES), range=list(DASHES.values()))
            ),
        )
    )
    ends = (
        alt.Chart(counts)
        .mark_point(shape="triangle-right", filled=True, size=50, color=LIGHT["ink"], opacity=1)
        .encode(
            x=x,
            y=y,
            tooltip=[alt.Tooltip("path:N", title="Route"), alt.Tooltip("text:N", title="Claims")],
        )
    )
    names = (
        alt.Chart(pd.DataFrame(labels))
        .mark_text(align="left", baseline="bottom")
        .encode(
            x=x,
            y=y,
            text="text:N",
            color=alt.condition("datum.head", alt.value(LIGHT["soft"]), alt.value(LIGHT["ink"])),
        )
    )
    numbers = (
        alt.Chart(counts)
        .mark_text(align="left", baseline="middle", dx=10)
        .encode(x=x, y=y, text="text:N")
    )
    return dress(
        alt.layer(lines, ends, names, numbers).properties(width=layout.width - 10, height=height),
        layout,
    )


def _count(row) -> str:
    quoted = f", {row['quoted']} quoted" if row["quoted"] else ""
    return f"×{row['claims']}{quoted}"


def _path(row) -> str:
    return " → ".join(part for part in (row["origin"], row["agency"], "the article") if part)


def _lines(rows: pd.DataFrame, layout: Layout) -> alt.Chart:
    rows["path"], rows["count"] = (
        [_path(row) for _, row in rows.iterrows()],
        [_count(row) for _, row in rows.iterrows()],
    )
    rows["text"] = [
        f"{wrap(path, 44)}\n{count}"
        for path, count in zip(rows["path"], rows["count"], strict=True)
    ]
    rows["lines"] = rows["text"].str.count("\n") + 1
    rows["top"] = (rows["lines"].cumsum() - rows["lines"]) * 17 + rows.index * 10
    height = int(rows["top"].iloc[-1] + rows["lines"].iloc[-1] * 17)
    chart = (
        alt.Chart(rows)
        .mark_text(align="left", baseline="top", lineBreak="\n", lineHeight=17)
        .encode(
            x=alt.value(0),
            y=alt.Y(
                "top:Q", scale=alt.Scale(domain=[0, height], reverse=True, nice=False), axis=None
            ),
            text="text:N",
            tooltip=[alt.Tooltip("path:N", title="Route"), alt.Tooltip("count:N", title="Claims")],
        )
    )
    return dress(chart.properties(width=layout.width - 6, height=height), layout)
