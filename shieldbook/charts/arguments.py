"""Arguments as rows of marks over the years, with the lives of the treaties beneath; and whose
shield was spoken of."""

from __future__ import annotations

import altair as alt
import pandas as pd

from shieldbook.charts.theme import LAYOUTS, LIGHT, STATE_INK, Layout, dress, levels, on
from shieldbook.display import figure

INK = {**STATE_INK, "both": "soft"}
# Rows of `aimed` from top to bottom.
ROWS = ("KOR", "both", "JPN")
SHAPES = {"JPN": "square", "KOR": "circle", "both": "diamond"}
STEP, MOST_LEVELS = 8, 6


def pegs(
    argued: pd.DataFrame,
    *,
    lives: pd.DataFrame,
    title: str,
    description: str,
    source: str,
    caption: str,
) -> alt.Chart:
    """A row an argument, a mark each time that it is made, a bar a treaty beneath.

    `argued`: what `arguments.argued_table` makes, `lives`: what `treaties.lifetimes` makes. Where
    more marks fall together than a row can hold side by side, years are shown instead: one mark a
    year, larger the more often the argument was made.
    """

    def draw(table: pd.DataFrame, layout: Layout) -> alt.LayerChart:
        return _draw(table, layout, lives)

    return figure(
        draw,
        argued,
        LAYOUTS,
        title=title,
        description=description,
        source=source,
        caption=caption,
        subtitle="■ over Tokyo's shield, ● over Seoul's, ◆ both or neither. Filled: a Russian "
        "statement of the record; hollow: an article. Bars: treaties in force.",
        columns={
            "when": "Date",
            "words": "Argument",
            "where": "Where",
            "about_label": "About",
            "says": "What was said",
            "treaty": "Treaty",
        },
        dates={"when": ("start", "end")},
    )


def aimed(
    statements: pd.DataFrame,
    *,
    moments: list[tuple[str, str]],
    title: str,
    subtitle: str,
    description: str,
    source: str,
    caption: str,
) -> alt.Chart:
    """Statements as marks in three rows: over Seoul's shield, over both or neither, over Tokyo's.

    `statements`: what `statements.dated` makes; what is no objection is hollow.
    `moments`: days (ISO) and their words, drawn as rules.
    """

    def draw(table: pd.DataFrame, layout: Layout) -> alt.LayerChart:
        return _strip(table, layout, moments)

    return figure(
        draw,
        statements,
        LAYOUTS,
        title=title,
        subtitle=subtitle,
        description=description,
        source=source,
        caption=caption,
        columns={
            "when": "Date",
            "about_label": "About",
            "bears_label": "Bears",
            "says": "What was said",
        },
        dates={"when": ("start", "end")},
    )


def _placed(rows: pd.DataFrame, first: int, last: int, width: int) -> pd.DataFrame:
    middle = (rows["start"].map(on) + rows["end"].map(on)) / 2
    return rows.assign(at=6 + (middle - first) / max(1, last - first) * (width - 12)).sort_values(
        "at", kind="stable"
    )


def _draw(table: pd.DataFrame, layout: Layout, lives: pd.DataFrame) -> alt.LayerChart:
    width = layout.width - 16
    first, last = on(table["start"].min()), max(on(table["end"].max()), on(lives["end"].max()))
    rows = _placed(
        table[["id", "start", "end", "when", "words", "where", "about", "says"]], first, last, width
    )
    order = table.sort_values("start", kind="stable")["words"].drop_duplicates().tolist()
    deep_at = {name: levels(part["at"], STEP) for name, part in rows.groupby("words", sort=False)}
    binned = any(max(found) >= MOST_LEVELS for found in deep_at.values())
    y, heads = 4, []
    for name in order:
        heads.append({"text": name, "y": y, "foot": y + 18})
        own = rows["words"] == name
        if binned:
            rows.loc[own, "y"], deep = y + 30, 1
        else:
            rows.loc[own, "y"] = [y + 26 + STEP * level for level in deep_at[name]]
            deep = max(deep_at[name]) + 1
        y += 30 + STEP * (deep + (1 if binned else 0))
    marks = _by_year(rows, first, last, width) if binned else rows.assign(size=42, often=1)
    bars = lives[(lives["end"].map(on) >= first)].assign(
        x=lambda t: [
            6 + (max(first, on(day)) - first) / max(1, last - first) * (width - 12)
            for day in t["start"]
        ],
        x2=lambda t: [
            6 + (min(last, on(day)) - first) / max(1, last - first) * (width - 12)
            for day in t["end"]
        ],
    )
    bars["y"] = [y + 30 + 26 * n for n in range(len(bars))]
    height = y + 30 + 26 * len(bars) + 20
    across = alt.Scale(domain=[0, width], nice=False)
    down = alt.Scale(domain=[0, height], nice=False, reverse=True)
    x, deep = alt.X("at:Q", scale=across, axis=None), alt.Y("y:Q", scale=down, axis=None)
    years = pd.DataFrame(
        [
            {
                "year": str(year),
                "at": 6
                + (on(pd.Timestamp(year, 1, 1)) - first) / max(1, last - first) * (width - 12),
            }
            for year in range(
                pd.Timestamp(first, unit="ms").year + 1, pd.Timestamp(last, unit="ms").year + 1
            )
            if year % (5 if layout.narrow else 3) == 0
        ],
        columns=["year", "at"],
    )
    lines = alt.Chart(years).mark_rule(color=LIGHT["grid"], strokeDash=[2, 3]).encode(x=x)
    names = (
        alt.Chart(years)
        .mark_text(color=LIGHT["soft"], baseline="bottom")
        .encode(x=x, y=alt.value(height), text="year:N")
    )
    words = (
        alt.Chart(pd.DataFrame(heads))
        .mark_text(align="left", baseline="top", fontWeight="bold")
        .encode(x=alt.value(0), y=deep, text="text:N")
    )
    inks = [LIGHT[INK[about]] for about in marks["about"]]
    fills = [
        ink if where == "record" else "transparent"
        for ink, where in zip(inks, marks["where"], strict=True)
    ]
    spans = _unsure(rows, first, last, width).encode(
        x=alt.X("from:Q", scale=across, axis=None), x2="to:Q", y=deep
    )
    dots = (
        alt.Chart(marks.assign(ink=inks, fill=fills))
        .mark_point(opacity=1, strokeWidth=1.5)
        .encode(
            x=x,
            y=deep,
            size=alt.Size("size:Q", scale=None),
            stroke=alt.Stroke("ink:N", scale=None),
            fill=alt.Fill("fill:N", scale=None),
            shape=alt.Shape(
                "about:N", scale=alt.Scale(domain=list(SHAPES), range=list(SHAPES.values()))
            ),
            tooltip=[
                alt.Tooltip("when:N", title="Date"),
                alt.Tooltip("says:N", title="What was said"),
                alt.Tooltip("often:Q", title="How often"),
            ],
        )
    )
    lives_bars = (
        alt.Chart(bars[["x", "x2", "y", "name", "when"]])
        .mark_rule(color=LIGHT["line"], strokeWidth=6)
        .encode(
            x=alt.X("x:Q", scale=across, axis=None),
            x2="x2:Q",
            y=deep,
            tooltip=[alt.Tooltip("name:N", title="Treaty"), alt.Tooltip("when:N", title="Life")],
        )
    )
    # Words of a bar that begins near the right edge end there.
    late = bars["x"] > width - 110
    bar_names = [
        alt.Chart(bars.loc[picked, ["x", "x2", "y", "name"]])
        .mark_text(align=align, baseline="bottom", dy=-5)
        .encode(x=alt.X(f"{end}:Q", scale=across, axis=None), y=deep, text="name:N")
        for picked, align, end in ((~late, "left", "x"), (late, "right", "x2"))
    ]
    return dress(
        alt.layer(lines, names, words, lives_bars, *bar_names, spans, dots).properties(
            width=width, height=height
        ),
        layout,
    )


def _unsure(rows: pd.DataFrame, first: int, last: int, width: int) -> alt.Chart:
    """A bar for each mark whose day may be any of more than a month's."""
    wide = rows[(rows["end"] - rows["start"]).dt.days > 31]
    ends = {
        name: [6 + (on(day) - first) / max(1, last - first) * (width - 12) for day in wide[column]]
        for name, column in (("from", "start"), ("to", "end"))
    }
    return alt.Chart(pd.DataFrame({**ends, "y": wide["y"].tolist()})).mark_rule(
        color=LIGHT["line"], strokeWidth=2
    )


def _by_year(rows: pd.DataFrame, first: int, last: int, width: int) -> pd.DataFrame:
    """One mark a row, year and place of saying; its area grows with the count."""
    year = rows["start"].dt.year
    found = (
        rows.assign(year=year)
        .groupby(["words", "year", "where", "about", "y"], sort=False)
        .size()
        .reset_index(name="often")
    )
    days = found["year"].map(lambda one: on(pd.Timestamp(int(one), 7, 1)))
    return found.assign(
        at=6 + (days - first) / max(1, last - first) * (width - 12),
        size=(10 * found["often"]).clip(upper=300),
        when=found["year"].astype(str),
        says="",
    )


def _strip(table: pd.DataFrame, layout: Layout, moments: list[tuple[str, str]]) -> alt.LayerChart:
    width = layout.width - 16
    first, last = on(table["start"].min()), on(table["end"].max())
    told = dict(zip(table["over"], table["over_label"], strict=True))
    rows = _placed(
        table[["id", "start", "end", "when", "over", "says", "bears"]], first, last, width
    )
    y, heads = 44, []
    for over in ROWS:
        own = rows["over"] == over
        stacked = levels(rows.loc[own, "at"], STEP)
        if over in told:
            heads.append({"text": f"Over {told[over]}", "y": y})
        rows.loc[own, "y"] = [y + 24 + STEP * level for level in stacked]
        y += 40 + STEP * (max(stacked, default=0) + 1)
    height = y + 16
    across = alt.Scale(domain=[0, width], nice=False)
    x = alt.X("at:Q", scale=across, axis=None)
    deep = alt.Y("y:Q", scale=alt.Scale(domain=[0, height], nice=False, reverse=True), axis=None)
    spans = _unsure(rows, first, last, width).encode(
        x=alt.X("from:Q", scale=across, axis=None), x2="to:Q", y=deep
    )
    fills = [
        LIGHT[INK[over]] if bears == "objects" else "transparent"
        for over, bears in zip(rows["over"], rows["bears"], strict=True)
    ]
    dots = (
        alt.Chart(rows.assign(ink=[LIGHT[INK[over]] for over in rows["over"]], fill=fills))
        .mark_point(size=46, strokeWidth=1.6, opacity=1)
        .encode(
            x=x,
            y=deep,
            stroke=alt.Stroke("ink:N", scale=None),
            fill=alt.Fill("fill:N", scale=None),
            tooltip=[
                alt.Tooltip("when:N", title="Date"),
                alt.Tooltip("says:N", title="What was said"),
            ],
        )
    )
    words = (
        alt.Chart(pd.DataFrame(heads))
        .mark_text(align="left", baseline="top", fontWeight="bold")
        .encode(x=alt.value(0), y=deep, text="text:N")
    )
    marks = pd.DataFrame(
        [
            {
                "at": 6 + (on(day) - first) / max(1, last - first) * (width - 12),
                "text": text,
                "y": 6 + 17 * (len(moments) - 1 - n),
            }
            for n, (day, text) in enumerate(moments)
        ]
    )
    # The latest stands highest and its rule begins beside it, so that no rule runs through an
    # earlier moment's words.
    rules = (
        alt.Chart(marks.assign(foot=height - 16))
        .mark_rule(color=LIGHT["line"], strokeDash=[4, 3])
        .encode(x=x, y=deep, y2="foot:Q")
    )
    told = (
        alt.Chart(marks)
        .mark_text(align="right", baseline="middle", dx=-5, color=LIGHT["soft"])
        .encode(x=x, y=deep, text="text:N")
    )
    years = pd.DataFrame(
        [
            {
                "year": str(year),
                "at": 6
                + (on(pd.Timestamp(year, 1, 1)) - first) / max(1, last - first) * (width - 12),
            }
            for year in range(
                pd.Timestamp(first, unit="ms").year + 1, pd.Timestamp(last, unit="ms").year + 1
            )
            if year % (6 if layout.narrow else 3) == 0
        ],
        columns=["year", "at"],
    )
    names = (
        alt.Chart(years)
        .mark_text(color=LIGHT["soft"], baseline="bottom")
        .encode(x=x, y=alt.value(height), text="year:N")
    )
    return dress(
        alt.layer(rules, told, words, names, spans, dots).properties(width=width, height=height),
        layout,
    )
