"""The score: who says what, and where in the article. The book's signature chart."""

from __future__ import annotations

import altair as alt
import pandas as pd

from shieldbook.charts.theme import LAYOUTS, LIGHT, Layout, dress, wrap
from shieldbook.display import figure

SHAPES = {"against": "triangle-down", "none": "circle", "for": "triangle-up"}
COLOURS = {"against": LIGHT["against"], "none": LIGHT["soft"], "for": LIGHT["favour"]}


def score(table: pd.DataFrame, *, title: str, description: str, source: str, caption: str) -> alt.Chart:
    """One row a speaker, position in the article along the other axis, one mark a claim.

    `table`: one row a claim in the order of the article, columns `order` (1…), `paragraph`, `speaker` (label),
    `row` (0 for the author, then by first appearance), `direction` (against, none, for), `strong` (bool), `claim`.
    """
    return figure(
        _draw, table, LAYOUTS, title=title, description=description, source=source, caption=caption,
        subtitle="One mark a claim, in the order of the article. ▼ against what it is about, ▲ for it, ○ neither; "
        "filled = strongly.",
        columns={"paragraph": "Paragraph", "speaker": "Speaker", "claim": "Claim", "direction": "Stance"},
    )


def _draw(table: pd.DataFrame, layout: Layout) -> alt.Chart:
    table = table.assign(speaker=[wrap(name, 9 if layout.narrow else 24) for name in table["speaker"].astype(str)])
    speakers = table.sort_values("row")["speaker"].drop_duplicates().tolist()
    marks = pd.DataFrame({
        "order": table["order"].astype(int), "speaker": table["speaker"],
        "direction": table["direction"].astype(str), "claim": table["claim"].astype(str),
        "paragraph": table["paragraph"].astype(str), "ink": table["direction"].map(COLOURS).astype(str),
        "fill": [COLOURS[d] if s else "transparent" for d, s in zip(table["direction"], table["strong"])],
    })
    starts = marks.groupby("paragraph", sort=False)["order"].min().reset_index()
    starts["edge"] = starts["order"] - 0.5
    starts["label"] = ["¶" + n if n[0] != "c" else "©" + n[1:] for n in starts["paragraph"]]
    last = int(marks["order"].max())
    position, across = ("y", "x") if layout.narrow else ("x", "y")
    along = alt.Scale(domain=[0.5, last + 0.5], reverse=layout.narrow, nice=False, zero=False)
    length = layout.width - 176 if not layout.narrow else max(260, last * 11)
    crosswise = {"width": layout.width - 62, "height": length} if layout.narrow else {"width": length, "height": {"step": 36}}
    deepest = max(name.count("\n") for name in speakers)
    names = alt.Axis(title=None, orient="top" if layout.narrow else "left", domain=False, ticks=False, labelAngle=0,
                     labelPadding=20 + 14 * deepest if layout.narrow else 8, labelLimit=170, labelLineHeight=14,
                     labelExpr="split(datum.label, '\\n')")

    def at(field: str, **kwargs):
        channel = alt.Y if layout.narrow else alt.X
        return channel(f"{field}:Q", scale=along, axis=None, **kwargs)

    def row(**kwargs):
        channel = alt.X if layout.narrow else alt.Y
        return channel("speaker:N", sort=speakers, axis=names, scale=alt.Scale(padding=0.2), **kwargs)

    tint = alt.Chart(marks[marks["speaker"] == speakers[0]].head(1)).mark_rect(color=LIGHT["tint"]).encode(
        **{across: row()}
    )
    rules = alt.Chart(starts).mark_rule(color=LIGHT["grid"]).encode(**{position: at("edge")})
    labels = alt.Chart(starts).mark_text(
        align="left", baseline="top" if layout.narrow else "bottom", dx=-42 if layout.narrow else 3,
        dy=2 if layout.narrow else -2, color=LIGHT["soft"], fontSize=12,
    ).encode(**{position: at("edge"), across: alt.value(0)}, text="label:N")
    size = 55 if layout.narrow else max(40, min(110, (length / last) ** 2 * 0.55))
    points = alt.Chart(marks).mark_point(strokeWidth=1.6, size=size, opacity=1).encode(
        **{position: at("order"), across: row()},
        shape=alt.Shape("direction:N", scale=alt.Scale(domain=list(SHAPES), range=list(SHAPES.values()))),
        stroke=alt.Stroke("ink:N", scale=None), fill=alt.Fill("fill:N", scale=None),
        tooltip=[alt.Tooltip("claim:N", title="Claim"), alt.Tooltip("paragraph:N", title="Paragraph")],
    )
    return dress(alt.layer(tint, rules, labels, points).properties(**crosswise), layout)
