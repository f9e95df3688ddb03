"""The score: who says what, and where in the article. The book's signature chart."""

from __future__ import annotations

from collections import Counter

import altair as alt
import pandas as pd

from shieldbook.charts.theme import LAYOUTS, LIGHT, Layout, dress, wrap
from shieldbook.display import figure

SHAPES = {"against": "triangle-down", "none": "circle", "for": "triangle-up"}
OTHERS = "Others"
# Six columns of names do not fit a phone, and more than this many marks in a row touch one another.
COLUMNS_ON_A_PHONE, MOST_IN_A_SYSTEM = 4, 85
COLOURS = {"against": LIGHT["against"], "none": LIGHT["soft"], "for": LIGHT["favour"]}


def score(
    table: pd.DataFrame,
    *,
    title: str,
    description: str,
    source: str,
    caption: str,
    drives: str = "claims",
) -> alt.Chart:
    """One row a speaker, position in the article along the other axis, one mark a claim.

    `table`: what `claims.score_table` makes, one row a claim in the order of the article. `drives`
    names the table of claims that a chosen mark filters.
    """
    table = table.assign(claim_href="#" + table["claim_id"])
    return figure(
        _draw,
        table,
        LAYOUTS,
        title=title,
        description=description,
        source=source,
        caption=caption,
        subtitle="One mark a claim, in the order of the article. ▼ against what it is about, ▲ "
        "for it, ○ neither; "
        "filled = strongly.",
        columns={
            "number": "No.",
            "claim": "Claim",
            "who": "Speaker",
            "stance": "Stance",
            "kind": "Kind",
            "paragraph": "Paragraph",
            "quoted": "Words",
            "checked": "Checks",
        },
        links={
            "number": "claim_href",
            "paragraph": "paragraph_href",
            "quoted": "quoted_href",
            "checked": "checked_href",
        },
        key="claim_id",
        drives=drives,
        noun=("claim", "claims"),
    )


def _draw(table: pd.DataFrame, layout: Layout) -> alt.TopLevelMixin:
    marks = _marks(table, layout)
    speakers = marks.sort_values("row", kind="stable")["speaker"].drop_duplicates().tolist()
    systems = [marks] if layout.narrow else _systems(marks)
    longest = max(int(part["order"].max() - part["order"].min()) + 1 for part in systems)
    drawn = [_system(part, speakers, longest, layout) for part in systems]
    return dress(drawn[0] if len(drawn) == 1 else alt.vconcat(*drawn, spacing=26), layout)


def _marks(table: pd.DataFrame, layout: Layout) -> pd.DataFrame:
    """One row a mark, with its column or row named as the layout has room for."""
    names, row = table["speaker"], table["row"].astype(int)
    if layout.narrow and names.nunique() > COLUMNS_ON_A_PHONE:
        ranked = Counter(names[(row > 0) & (names != OTHERS)]).most_common(COLUMNS_ON_A_PHONE - 2)
        kept = {name for name, _ in ranked} | set(names[row == 0])
        row = row.where(names.isin(kept), row.max() + 1)
        names = names.where(names.isin(kept), OTHERS)
    marks = table[["order", "direction", "claim", "claim_id", "who", "stance", "paragraph"]].assign(
        row=row, speaker=[wrap(name, 8 if layout.narrow else 24) for name in names]
    )
    strong = table["strong"].astype(bool)
    marks["ink"] = marks["direction"].map(COLOURS).astype(str)
    marks["fill"] = [
        ink if filled else "transparent" for ink, filled in zip(marks["ink"], strong, strict=True)
    ]
    return marks.astype(
        {"order": int}
        | {name: str for name in ("direction", "claim", "claim_id", "who", "stance", "paragraph")}
    )


def _systems(marks: pd.DataFrame) -> list[pd.DataFrame]:
    """A long article in several systems, as music is set: broken between paragraphs, of about equal
    length."""
    count = -(-len(marks) // MOST_IN_A_SYSTEM)
    at = (
        (marks.groupby("paragraph", sort=False)["order"].transform("min") - 1) * count // len(marks)
    )
    return [part for _, part in marks.groupby(at.to_numpy())]


def _system(
    marks: pd.DataFrame, speakers: list[str], longest: int, layout: Layout
) -> alt.LayerChart:
    starts = marks.groupby("paragraph", sort=False)["order"].min().reset_index()
    starts["edge"] = starts["order"] - 0.5
    starts["label"] = [n if n[0] == "c" else f"¶{n}" for n in starts["paragraph"]]
    first = int(marks["order"].min())
    position, across = ("y", "x") if layout.narrow else ("x", "y")
    along = alt.Scale(
        domain=[first - 0.5, first + longest - 0.5], reverse=layout.narrow, nice=False, zero=False
    )
    length = layout.width - 176 if not layout.narrow else max(260, longest * 11)
    crosswise = (
        {"width": layout.width - 62, "height": length}
        if layout.narrow
        else {"width": length, "height": {"step": 36}}
    )
    deepest = max(name.count("\n") for name in speakers)
    names = alt.Axis(
        title=None,
        orient="top" if layout.narrow else "left",
        domain=False,
        ticks=False,
        labelAngle=0,
        labelPadding=20 + 14 * deepest if layout.narrow else 8,
        labelLimit=170,
        labelLineHeight=14,
        labelExpr="split(datum.label, '\\n')",
    )

    def at(field: str):
        channel = alt.Y if layout.narrow else alt.X
        return channel(f"{field}:Q", scale=along, axis=None)

    def row():
        channel = alt.X if layout.narrow else alt.Y
        return channel(
            "speaker:N", sort=speakers, axis=names, scale=alt.Scale(domain=speakers, padding=0.2)
        )

    tint = (
        alt.Chart(pd.DataFrame({"speaker": speakers[:1]}))
        .mark_rect(color=LIGHT["tint"])
        .encode(**{across: row()})
    )
    rules = alt.Chart(starts).mark_rule(color=LIGHT["grid"]).encode(**{position: at("edge")})
    # A caption of two claims leaves no room for its number beside the next one, which then stands
    # higher.
    starts["lifted"] = (starts["order"].diff().fillna(longest) * length / longest < 24) & (
        not layout.narrow
    )
    labels = [
        alt.Chart(part)
        .mark_text(
            align="left",
            baseline="top" if layout.narrow else "bottom",
            dx=-42 if layout.narrow else 3,
            dy=2 if layout.narrow else -16 if lifted else -2,
            color=LIGHT["soft"],
            fontSize=12,
        )
        .encode(**{position: at("edge"), across: alt.value(0)}, text="label:N")
        for lifted, part in starts.groupby("lifted")
    ]
    size = 55 if layout.narrow else max(34, min(110, (length / longest) ** 2 * 0.55))
    points = (
        alt.Chart(marks)
        .mark_point(strokeWidth=1.6, size=size, opacity=1)
        .encode(
            **{position: at("order"), across: row()},
            key="claim_id:N",
            shape=alt.Shape(
                "direction:N", scale=alt.Scale(domain=list(SHAPES), range=list(SHAPES.values()))
            ),
            stroke=alt.Stroke("ink:N", scale=None),
            fill=alt.Fill("fill:N", scale=None),
            tooltip=[
                alt.Tooltip("claim:N", title="Claim"),
                alt.Tooltip("who:N", title="Speaker"),
                alt.Tooltip("stance:N", title="Stance"),
                alt.Tooltip("paragraph:N", title="Paragraph"),
            ],
        )
    )
    return alt.layer(tint, rules, *labels, points).properties(**crosswise)
