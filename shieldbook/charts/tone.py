"""The tone of a visit: the acts that an article reports, in its order, on the scale of an event
coding."""

from __future__ import annotations

import altair as alt
import pandas as pd

from shieldbook.charts.theme import LAYOUTS, LIGHT, Layout, dress
from shieldbook.display import figure


def tone(
    table: pd.DataFrame, *, title: str, subtitle: str, description: str, source: str, caption: str
) -> alt.Chart:
    """One mark an act at its score, acts in the order of the text, with a rule where a paragraph
    begins.

    `table`: what `acts.tone_table` makes. A filled mark is an act between the two states, a
    hollow one has no pair or another one; a cross stands where the scale's printed score and its
    likely meaning differ. The page has a box that puts the marks on the one or on the other.
    """
    return figure(
        _draw,
        table,
        LAYOUTS,
        title=title,
        subtitle=subtitle,
        description=description,
        source=source,
        caption=caption,
        columns={
            "paragraph": "Paragraph",
            "category_label": "PLOVER",
            "score": "Score as printed",
            "likely": "Likely meant",
            "claim": "Claim",
            "dyad_label": "Between",
        },
    )


def _draw(table: pd.DataFrame, layout: Layout) -> alt.Chart:
    minus = alt.param(
        name="minus", value=True, bind=alt.binding_checkbox(name="With the minus sign put back")
    )
    rows = table.assign(own=[LIGHT["ink"] if own else "transparent" for own in table["between"]])
    along, across = (alt.Y, alt.X) if layout.narrow else (alt.X, alt.Y)
    side, other = ("y", "x") if layout.narrow else ("x", "y")
    place = alt.Scale(domain=[0.5, len(rows) + 0.5], nice=False, reverse=layout.narrow)
    value = alt.Scale(domain=[-10, 10], nice=False)

    def at(field: str):
        return along(f"{field}:Q", scale=place, axis=None)

    scored = across(
        "shown:Q",
        scale=value,
        axis=alt.Axis(
            title="conflict … cooperation",
            values=[-10, -5, 0, 5, 10],
            orient="top" if layout.narrow else "left",
            **({} if layout.narrow else {"titleAngle": 0, "titleAlign": "left", "titleY": -12}),
        ),
    )
    starts = rows.groupby("paragraph", sort=False)["order"].min().reset_index()
    starts = starts.assign(edge=starts["order"] - 0.5, text=[f"¶{n}" for n in starts["paragraph"]])
    edges = alt.Chart(starts).mark_rule(color=LIGHT["grid"]).encode(**{side: at("edge")})
    numbers = (
        alt.Chart(starts)
        .mark_text(align="left", baseline="top", dx=3, dy=2, color=LIGHT["soft"])
        .encode(**{side: at("edge"), other: alt.value(0)}, text="text:N")
    )
    zero = (
        alt.Chart(pd.DataFrame({"shown": [0]}))
        .mark_rule(color=LIGHT["line"])
        .encode(**{other: scored})
    )
    acts = alt.Chart(rows.assign(foot=0)).transform_calculate(
        shown="minus ? datum.likely : datum.score"
    )
    stems = acts.mark_rule(color=LIGHT["ink"], strokeWidth=1.4).encode(
        **{side: at("order"), other: scored, f"{other}2": "foot:Q"}
    )
    told = [
        alt.Tooltip("claim:N", title="Claim"),
        alt.Tooltip("category_label:N", title="PLOVER"),
        alt.Tooltip("score:Q", title="Score as printed"),
    ]
    marks = acts.mark_point(size=70, stroke=LIGHT["ink"], strokeWidth=1.6, opacity=1).encode(
        **{side: at("order"), other: scored}, fill=alt.Fill("own:N", scale=None), tooltip=told
    )
    printed = (
        alt.Chart(rows[rows["score"] != rows["likely"]])
        .mark_point(size=60, shape="M-1,-1L1,1M-1,1L1,-1", stroke=LIGHT["soft"], opacity=1)
        .encode(
            **{side: at("order"), other: across("score:Q", scale=value, axis=None)}, tooltip=told
        )
    )
    size = (
        {"width": layout.width - 40, "height": 24 * len(rows)}
        if layout.narrow
        else {"width": layout.width - 50, "height": 260}
    )
    return dress(
        alt.layer(edges, zero, stems, marks, printed, numbers).add_params(minus).properties(**size),
        layout,
    )
