"""Reasons on trial: what each foretells, what was found, and what speaks for it and against it,
under the verdicts."""

from __future__ import annotations

import altair as alt
import pandas as pd

from shieldbook.charts.theme import LAYOUTS, LIGHT, Layout, dress, tips
from shieldbook.display import figure

INK = {"against": "against", "neither": "line", "for": "favour"}
SHAPES = {"against": "triangle-down", "neither": "circle", "for": "triangle-up"}
# The places of the columns, in px of the wide layout: foretold, found, and what speaks.
FORETOLD, FOUND, SPEAKS = 178, 388, 540
HEADS = {"Reason": 0, "If so, we should see": FORETOLD, "We saw": FOUND, "Against and for": SPEAKS}
SHAPED = alt.Scale(domain=list(SHAPES), range=list(SHAPES.values()))
INKED = alt.Scale(domain=list(INK), range=[LIGHT[ink] for ink in INK.values()])
# What a mark says, its words, and its place in px; the last are words alone.
KEY = [
    ("against", "against", 5),
    ("neither", "neither way", 76),
    ("for", "for", 172),
    ("", "large: its own test", 200),
]
# Area of a mark of a reason's own test, and of any other finding; their distance in px.
OWN, OTHER, APART = 100, 56, 11


def tribunal(
    reasons: pd.DataFrame,
    *,
    marks: pd.DataFrame,
    verdicts: tuple[str, ...],
    title: str,
    subtitle: str,
    description: str,
    source: str,
    caption: str,
) -> alt.TopLevelMixin:
    """A row a reason under the verdict on it: what it foretells, what was found, and a mark for all
    that speaks for it or against it, its own tests large.

    `reasons`: columns `id`, `reason`, `expected`, `seen`, `verdict_label`, in the order to be
    drawn. `marks`: what `explanations.marks_table` makes. `verdicts`: the labels of all verdicts in
    their order; one that no reason has is shown too.
    """

    def draw(table: pd.DataFrame, layout: Layout) -> alt.TopLevelMixin:
        return _draw(table, layout, marks, verdicts)

    return figure(
        draw,
        reasons,
        LAYOUTS,
        title=title,
        subtitle=subtitle,
        description=description,
        source=source,
        caption=caption,
        columns={
            "reason": "Reason",
            "expected": "If so, we should see",
            "seen": "We saw",
            "verdict_label": "Verdict",
        },
    )


def _draw(
    table: pd.DataFrame, layout: Layout, marks: pd.DataFrame, verdicts: tuple[str, ...]
) -> alt.TopLevelMixin:
    own = marks[marks["id"].isin(table["id"])]
    placed = own.assign(place=own.groupby("id").cumcount())
    groups = [
        _group(verdict, table[table["verdict_label"] == verdict], placed, layout)
        for verdict in verdicts
    ]
    heads = _heads_down() if layout.narrow else _heads()
    parts = [_key(), heads, *groups]
    return dress(alt.vconcat(*parts, spacing=40, bounds="flush"), layout)


def _key() -> alt.LayerChart:
    """What the marks mean, in one line."""
    rows = pd.DataFrame(KEY, columns=["bears", "text", "x"])
    ends = alt.Scale(domain=[0, 340], range=[0, 340], nice=False)
    base = alt.Chart(rows).encode(x=alt.X("x:Q", scale=ends, axis=None), y=alt.value(6))
    marks = base.transform_filter("datum.bears").mark_point(filled=True, opacity=1, size=OTHER)
    return alt.layer(
        marks.encode(
            shape=alt.Shape("bears:N", scale=SHAPED), color=alt.Color("bears:N", scale=INKED)
        ),
        base.mark_text(align="left", dx=9).encode(text="text:N"),
    ).properties(height=1)


def _heads_down() -> alt.Chart:
    """What stands in the two lines of a row."""
    text = pd.DataFrame({"text": ["Reason, and below it: if so, we should see → we saw"]})
    head = alt.Chart(text).mark_text(align="left", color=LIGHT["soft"])
    return head.encode(x=alt.value(0), y=alt.value(-8), text="text:N").properties(height=1)


def _heads() -> alt.Chart:
    """What each column holds."""
    rows = pd.DataFrame({"text": list(HEADS), "x": list(HEADS.values())})
    ends = alt.Scale(domain=[0, SPEAKS], range=[0, SPEAKS], nice=False)
    return (
        alt.Chart(rows)
        .mark_text(align="left", color=LIGHT["soft"])
        .encode(x=alt.X("x:Q", scale=ends, axis=None), y=alt.value(6), text="text:N")
        .properties(height=1)
    )


def _group(
    verdict: str, rows: pd.DataFrame, placed: pd.DataFrame, layout: Layout
) -> alt.LayerChart:
    """The reasons under one verdict."""
    head = alt.TitleParams(
        f"{verdict[:1].upper()}{verdict[1:]}: {len(rows) or 'none'}",
        anchor="start",
        fontSize=layout.text + 3,
        color=LIGHT["ink"],
        offset=8,
    )
    rows = rows[["id", "reason", "expected", "seen"]]
    own = placed.loc[placed["id"].isin(rows["id"]), ["id", "place", "bears", "own"]]
    own = own.merge(rows[["id", "reason"]], on="id")
    words = _words_down(rows) if layout.narrow else _words(rows)
    layers = [_lines(rows), *words, _marks(own, placed["place"].max(), layout)]
    step = 36 if layout.narrow else 26
    tall = {"step": step} if len(rows) else 1
    return alt.layer(*layers).properties(width=layout.width - 6, height=tall, title=head)


def _row() -> alt.Y:
    return alt.Y("id:N", sort=None, axis=None)


def _lines(rows: pd.DataFrame) -> alt.Chart:
    """A line over each row."""
    return (
        alt.Chart(rows[["id"]])
        .mark_rule(color=LIGHT["grid"])
        .encode(y=alt.Y("id:N", sort=None, axis=None, bandPosition=0))
    )


def _words(rows: pd.DataFrame) -> list[alt.Chart]:
    base = alt.Chart(rows).encode(y=_row())
    columns = (("reason", 0, "bold"), ("expected", FORETOLD, "normal"), ("seen", FOUND, "normal"))
    return [
        base.mark_text(align="left", fontWeight=weight).encode(x=alt.value(x), text=f"{field}:N")
        for field, x, weight in columns
    ]


def _words_down(rows: pd.DataFrame) -> list[alt.Chart]:
    """The reason over what it foretells and what was found."""
    both = rows.assign(both=rows["expected"] + " → " + rows["seen"])
    base = alt.Chart(both[["id", "reason", "both"]]).encode(y=_row(), x=alt.value(0))
    return [
        base.mark_text(align="left", dy=-8, fontWeight="bold").encode(text="reason:N"),
        base.mark_text(align="left", dy=8).encode(text="both:N"),
    ]


def _marks(own: pd.DataFrame, most: int, layout: Layout) -> alt.Chart:
    """What speaks, from what speaks against to what speaks for."""
    last = layout.width - 12
    first = last - APART * most if layout.narrow else SPEAKS + 4
    place = alt.Scale(domain=[0, most], range=[first, min(first + APART * most, last)], nice=False)
    sizes = alt.Scale(domain=[False, True], range=[OTHER, OWN])
    return (
        alt.Chart(own)
        .mark_point(filled=True, opacity=1, yOffset=-8 if layout.narrow else 0)
        .encode(
            tooltip=tips({"reason": "Reason", "bears": "Bears"}),
            y=_row(),
            x=alt.X("place:Q", scale=place, axis=None),
            shape=alt.Shape("bears:N", scale=SHAPED),
            color=alt.Color("bears:N", scale=INKED),
            size=alt.Size("own:N", scale=sizes),
        )
    )
