"""Routes of reported words, an article a panel: from whose mouth, through whose hands, onto the
page."""

from __future__ import annotations

import altair as alt
import pandas as pd

from shieldbook.charts.theme import LAYOUTS, LIGHT, STATE_SHAPE, Layout, dress, tips, wrap
from shieldbook.charts.voices import INKS, OTHERS, STATES, VOICES, ink
from shieldbook.display import figure

# One shape a capital, so that it is told without its colour; who speaks for none is a ring.
SHAPES = {voice: STATE_SHAPE.get(STATES.get(voice, ""), "circle") for voice in VOICES}
# Pixels from dot to dot, and how many a panel has side by side.
STEP, SIZE = 17, 130
ACROSS = {"wide": 7, "narrow": 18}
LINE, GROUND = 15, 6


def routes(
    table: pd.DataFrame,
    *,
    claims: pd.DataFrame,
    title: str,
    description: str,
    source: str,
    caption: str,
) -> alt.HConcatChart:
    """Who carried the reported claims of each article: a dot a claim, on a shelf where a carrier is
    named, else below the gap beside it.

    `table`: what `reports.report_shares` makes, with `name` and `through` (the carriers in words,
    "" for none) of each article; it stands behind the picture. `claims`: what `reports.hands_table`
    makes. The shelf is as long as the share of the claims that stand on it.
    """

    def draw(rows: pd.DataFrame, layout: Layout) -> alt.TopLevelMixin:
        dots = [_dots(claims[claims["article"] == own], layout) for own in rows["article"]]
        high = [(part["level"].max() + 1, -part["level"].min()) for part in dots]
        if not layout.narrow:
            high = [tuple(map(max, zip(*high, strict=True)))] * len(high)
        panels = [
            _panel(part, row, (max(up, 0), max(down, 0)), layout)
            for part, (_, row), (up, down) in zip(dots, rows.iterrows(), high, strict=True)
        ]
        joined = alt.vconcat if layout.narrow else alt.hconcat
        return dress(joined(*panels, spacing=18 if layout.narrow else 14), layout)

    return figure(
        draw,
        table,
        LAYOUTS,
        title=title,
        description=description,
        source=source,
        caption=caption,
        subtitle="A mark is a claim that somebody else made: ●\u00a0Moscow, ■\u00a0Tokyo, "
        "◆\u00a0Seoul, ▶\u00a0Washington, ○\u00a0others. On the bar: the article names the "
        "agency or paper that carried it. Below: it names nobody.",
        columns={
            "name": "Article",
            "named": "With a carrier",
            "unnamed": "Without",
            "through": "Carriers",
        },
    )


def _dots(claims: pd.DataFrame, layout: Layout) -> pd.DataFrame:
    """The claims with their place: `column` from the left, `level` from 0 up on the shelf and from
    -1 down under it, those of one voice together."""
    across = ACROSS[layout.name]
    rank = claims["voice"].map(VOICES.index)
    rows = claims.assign(rank=rank, named=claims["hands"] != "")
    rows = rows.sort_values("rank", kind="stable")
    shelf = _shelf(rows["named"], across)
    nth = rows.groupby("named").cumcount()
    wide = rows["named"].map({True: max(shelf, 1), False: max(across - shelf, 1)})
    level = nth // wide
    return rows.assign(
        column=nth % wide + shelf * ~rows["named"],
        level=level.where(rows["named"], -1 - level),
        shelf=shelf,
    )


def _shelf(named: pd.Series, across: int) -> int:
    """How many columns the shelf has: in the share of the named, but neither side is lost."""
    if named.all() or not named.any():
        return across * int(named.all())
    return min(max(round(across * named.mean()), 1), across - 1)


def _panel(
    dots: pd.DataFrame, row: pd.Series, high: tuple[int, int], layout: Layout
) -> alt.LayerChart:
    up, down = high
    across = ACROSS[layout.name]
    x = alt.Scale(domain=[0, across], nice=False)
    y = alt.Scale(domain=[-down, up], nice=False)
    marks = (
        alt.Chart(dots[["column", "level", "voice", "who", "hands"]])
        .transform_calculate(x="datum.column + 0.5", y="datum.level + 0.5")
        .mark_point(size=SIZE, opacity=1, strokeWidth=1.6)
        .encode(
            x=alt.X("x:Q", axis=None, scale=x),
            y=alt.Y("y:Q", axis=None, scale=y),
            shape=alt.Shape(
                "voice:N", scale=alt.Scale(domain=list(VOICES), range=list(SHAPES.values()))
            ),
            stroke=ink(INKS),
            fill=ink(INKS),
            fillOpacity=alt.condition(alt.datum.voice == OTHERS, alt.value(0), alt.value(1)),
            tooltip=tips({"who": "Who", "hands": "Through"}),
        )
    )
    return alt.layer(marks, *_ends(dots, x, y), *_told(row, high, layout)).properties(
        width=across * STEP, height=(up + down) * STEP + GROUND
    )


def _ends(dots: pd.DataFrame, x: alt.Scale, y: alt.Scale) -> list[alt.Chart]:
    """The shelf of the carriers, and the gap beside it."""
    across = x.domain[1]
    shelf = int(dots["shelf"].iloc[0])
    edges = pd.DataFrame({"from": [0, shelf], "to": [shelf, across], "kind": ["shelf", "gap"]})
    base = alt.Chart(edges[edges["from"] < edges["to"]].assign(y=0)).encode(
        x=alt.X("from:Q", axis=None, scale=x), x2="to:Q", y=alt.Y("y:Q", axis=None, scale=y)
    )
    return [
        base.transform_filter("datum.kind == 'shelf'").mark_rule(color=LIGHT["ink"], strokeWidth=4),
        base.transform_filter("datum.kind == 'gap'").mark_rule(
            color=LIGHT["line"], strokeDash=[2, 4]
        ),
    ]


def _told(row: pd.Series, high: tuple[int, int], layout: Layout) -> list[alt.Chart]:
    """The name of the article over its panel, with the counts: carried above, not carried below."""
    letters = 46 if layout.narrow else 18
    head = row["name"] if layout.narrow else row["name"].replace(", ", ",\n", 1)
    through = row["through"] or "a named agency or paper"
    carried = wrap(f"{row['named'] or 'None'} through {through}", letters)
    lost = wrap(f"{row['unnamed'] or 'None'} without one named", letters)
    lines = 1 if layout.narrow else 3
    heads = 1 if layout.narrow else 2
    top = -(lines + heads) * LINE - 8
    words = pd.DataFrame({"head": [head], "carried": [carried], "lost": [lost]})
    look = {"align": "left", "baseline": "top", "lineBreak": "\n", "lineHeight": LINE}
    base = alt.Chart(words).mark_text(**look)
    under = sum(high) * STEP + GROUND + 4
    return [
        alt.Chart(words)
        .mark_text(**look, fontWeight="bold")
        .encode(x=alt.value(0), y=alt.value(top), text="head:N"),
        base.encode(x=alt.value(0), y=alt.value(top + heads * LINE + 2), text="carried:N"),
        base.encode(x=alt.value(0), y=alt.value(under), text="lost:N"),
    ]
