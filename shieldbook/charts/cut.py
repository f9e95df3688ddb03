"""A share of all, laid into the part of them that has to bear it."""

from __future__ import annotations

import altair as alt
import pandas as pd

from shieldbook.charts.theme import LAYOUTS, LIGHT, Layout, dress, tips, wrap
from shieldbook.display import figure
from shieldbook.phrases import counted

LINE = 16
# Top and foot of each bar in pixels.
BARS = {"units": (38, 72), "soldiers": (88, 122)}
FILLS = {"lose people": "line", "lose nobody": "tint", "go": "ink", "stay": "tint"}
# Where the words on a part stand: at which of its ends, how far down, how bold, how many letters a
# line takes on the phone.
PLACES = {
    "lose people": ("low", BARS["units"][0] - 4, "bold", 12),
    "lose nobody": ("low", BARS["units"][0] - 4, "normal", 12),
    "stay": ("high", BARS["soldiers"][0] + 2, "bold", 30),
    "go": ("low", BARS["soldiers"][1] + 6, "normal", 48),
}
# Lines are set downwards from the first: what stands over a bar begins so much higher.
UPWARDS = alt.expr(f"-{LINE} * length(split(datum.text, '\\n'))")


def cut(
    table: pd.DataFrame, *, title: str, subtitle: str, description: str, source: str, caption: str
) -> alt.Chart:
    """A bar of all units, those that lose people marked; under these, as long as the soldiers that
    go, the cut.

    `table`: what `spans.cut_table` makes.
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
        columns={"bar": "Of", "part": "Part", "units": "Units, or soldiers of so many units"},
    )


def _draw(table: pd.DataFrame, layout: Layout) -> alt.Chart:
    said = _said(table["part"], table["units"])
    rows = table.assign(
        text=[wrap(said[part], PLACES[part][-1] if layout.narrow else 80) for part in table["part"]]
    )
    size = {"width": layout.width - 8, "height": 164}
    layers = [*(_bar(rows[rows["bar"] == bar], *ends) for bar, ends in BARS.items()), *_words(rows)]
    x = alt.Scale(domain=[0, float(table["high"].max())], nice=False)
    return dress(alt.layer(*layers).encode(x=alt.X(scale=x)).properties(**size), layout)


def _said(parts: pd.Series, units: pd.Series) -> dict[str, str]:
    """What the picture says of each part."""
    count = dict(zip(parts, units, strict=True))
    some, go = count["lose people"], count["go"]
    everybody = some + count["lose nobody"]
    return {
        "lose people": f"{counted(some, 'unit')} are cut",
        "lose nobody": f"{counted(count['lose nobody'], 'unit')} are not",
        "go": f"{100 * go / everybody:.0f} per cent of all soldiers go, "
        f"as many as serve in {counted(go, 'unit')}",
        "stay": f"So these units lose {100 * go / some:.0f} of every 100 soldiers",
    }


def _bar(rows: pd.DataFrame, top: float, foot: float) -> alt.Chart:
    """The parts of one bar: what goes is full, what is not concerned is faint."""
    fills = alt.Scale(domain=list(FILLS), range=[LIGHT[ink] for ink in FILLS.values()])
    edge = alt.condition(
        "datum.part === 'lose nobody'", alt.value(LIGHT["line"]), alt.value(LIGHT["ink"])
    )
    return (
        alt.Chart(rows)
        .mark_rect(strokeWidth=1.5)
        .encode(
            x=alt.X("low:Q", axis=None),
            x2="high:Q",
            y=alt.value(top),
            y2=alt.value(foot),
            fill=alt.Fill("part:N", scale=fills),
            stroke=edge,
            tooltip=tips({"text": "What it says"}),
        )
    )


def _words(rows: pd.DataFrame) -> list[alt.Chart]:
    return [
        alt.Chart(rows[rows["part"] == part])
        .mark_text(
            align="left",
            baseline="top",
            lineBreak="\n",
            lineHeight=LINE,
            dx=10 if end == "high" else 0,
            dy=UPWARDS if part.startswith("lose") else 0,
            fontWeight=weight,
        )
        .encode(x=alt.X(f"{end}:Q", axis=None), y=alt.value(down), text="text:N")
        for part, (end, down, weight, _) in PLACES.items()
    ]
