"""Arguments that last: a row an argument, a mark each year in which it was made, over the time
before and the time after."""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt
import pandas as pd

from shieldbook.charts.theme import LAYOUTS, LIGHT, Layout, dress, on, tips
from shieldbook.display import figure

# Where the years begin and end on a wide screen, in px: the names stand left, the counts right.
LEFT, RIGHT = 196, 78
# Area of the mark of the rarest and of the commonest year, by whether the layout is narrow: no mark
# reaches that of the next year.
SIZES = {False: [62, 140], True: [36, 64]}
GROUPS = {False: "Old arguments", True: "Later ones"}


def lasting(
    years: pd.DataFrame,
    *,
    spans: tuple[tuple[str, str], tuple[str, str]],
    lives: pd.DataFrame,
    notes: list[tuple[str, str, str]],
    title: str,
    subtitle: str,
    description: str,
    source: str,
    caption: str,
) -> alt.TopLevelMixin:
    """A row an argument, by first use; a mark each year in which it was made, the larger the
    oftener, hollow where only an article has it; how often early and late at the right.

    `years`: what `arguments.by_year` makes. `spans`: first and last day (ISO) of the early and of
    the late years, tinted. `lives`: what `treaties.lifetimes` makes; the ends of those that ended
    are rules. `notes`: words in the row of an argument, about a day.
    """

    def draw(table: pd.DataFrame, layout: Layout) -> alt.TopLevelMixin:
        return _draw(table, layout, spans, lives, notes)

    return figure(
        draw,
        years,
        LAYOUTS,
        title=title,
        subtitle=subtitle,
        description=description,
        source=source,
        caption=caption,
        columns={
            "words": "Argument",
            "year": "Year",
            "record": "Statements",
            "article": "Claims in articles",
        },
    )


def _draw(
    table: pd.DataFrame,
    layout: Layout,
    spans: tuple[tuple[str, str], tuple[str, str]],
    lives: pd.DataFrame,
    notes: list[tuple[str, str, str]],
) -> alt.TopLevelMixin:
    left, right = (0, 48) if layout.narrow else (LEFT, RIGHT)
    ends = [on(spans[0][0]), on(spans[1][1])]
    time = alt.Scale(domain=ends, range=[left + 8, layout.width - 14 - right], nice=False)
    said = pd.DataFrame(notes, columns=["argument", "day", "text"])
    said["day"] = pd.to_datetime(said["day"])
    ended = lives.loc[lives["ended"], ["name", "end"]].rename(columns={"end": "day"})
    ended = ended[ended["day"].map(on).between(*ends)]
    sizes = alt.Scale(domain=[1, max(2, int(table["record"].max()))], range=SIZES[layout.narrow])
    years = _Years(time, sizes, spans, ended, said)
    groups = [table[table["fresh"] == fresh] for fresh in GROUPS]
    drawn = [_group(rows, layout, years) for rows in groups if len(rows)]
    parts = [_heads(years, layout), *drawn, _feet(years)]
    return dress(alt.vconcat(*parts, spacing=30, bounds="flush"), layout)


@dataclass(frozen=True)
class _Years:
    """What all rows share: the scales of time and of size, the tinted spans, the ends of treaties,
    and the words that stand in rows."""

    time: alt.Scale
    sizes: alt.Scale
    spans: tuple[tuple[str, str], tuple[str, str]]
    ended: pd.DataFrame
    said: pd.DataFrame

    @property
    def x(self) -> alt.X:
        """The channel of time."""
        return alt.X("day:T", scale=self.time, axis=None)


def _y(part: float) -> alt.Y:
    """The channel of rows, at a part of a row's height."""
    return alt.Y("argument:N", sort=None, axis=None, bandPosition=part)


def _group(rows: pd.DataFrame, layout: Layout, years: _Years) -> alt.LayerChart:
    """The old arguments, or the new ones."""
    names = rows.drop_duplicates("argument")
    head = alt.TitleParams(
        f"{GROUPS[bool(names['fresh'].iloc[0])]}: {len(names)}",
        anchor="start",
        fontSize=layout.text + 3,
        color=LIGHT["ink"],
        offset=6,
    )
    # On the phone the name of an argument stands over its years.
    low = 0.72 if layout.narrow else 0.5
    layers = [
        _bands(years),
        _ends(names, years, 0.5 if layout.narrow else 0),
        alt.Chart(names[["argument"]]).mark_rule(color=LIGHT["grid"]).encode(y=_y(0)),
        *_words(names, layout, low),
        _marks(rows, years, low),
        _notes(names, years, low),
    ]
    tall = {"step": 42 if layout.narrow else 30}
    return alt.layer(*layers).properties(width=layout.width - 6, height=tall, title=head)


def _bands(years: _Years) -> alt.Chart:
    """The early years and the late ones, tinted."""
    rows = pd.DataFrame(years.spans, columns=["day", "till"]).apply(pd.to_datetime)
    tint = alt.Chart(rows).mark_rect(color=LIGHT["tint"], opacity=1)
    return tint.encode(x=years.x, x2="till:T")


def _ends(names: pd.DataFrame, years: _Years, high: float) -> alt.Chart:
    """The ends of the treaties, through the marks' part of each row and through no name."""
    rows = names[["argument"]].merge(years.ended, how="cross")
    rule = alt.Chart(rows).mark_rule(color=LIGHT["soft"], strokeDash=[3, 3])
    return rule.encode(x=years.x, y=_y(high), y2=alt.Y2("argument:N", bandPosition=1))


def _words(names: pd.DataFrame, layout: Layout, low: float) -> list[alt.Chart]:
    """The argument, and how often it was made early and late."""
    counts = [f"{a} → {b}" for a, b in zip(names["before"], names["after"], strict=True)]
    base = alt.Chart(names[["argument", "words"]].assign(counts=counts))
    high = 0.27 if layout.narrow else low
    last = alt.value(layout.width - 6)
    return [
        base.mark_text(align="left").encode(x=alt.value(0), y=_y(high), text="words:N"),
        base.mark_text(align="right", fontWeight="bold").encode(x=last, y=_y(low), text="counts:N"),
    ]


def _marks(rows: pd.DataFrame, years: _Years, low: float) -> alt.Chart:
    kept = rows[["argument", "day", "year", "words", "record"]]
    black = alt.value(LIGHT["ink"])
    return (
        alt.Chart(kept.assign(often=kept["record"].clip(lower=1)))
        .mark_point(opacity=1, strokeWidth=1.4, stroke=LIGHT["ink"])
        .encode(
            x=years.x,
            y=_y(low),
            size=alt.Size("often:Q", scale=years.sizes),
            fill=alt.condition("datum.record > 0", black, alt.value("transparent")),
            tooltip=tips({"words": "Argument", "year:Q": "Year", "record:Q": "Statements"}),
        )
    )


def _notes(names: pd.DataFrame, years: _Years, low: float) -> alt.Chart:
    own = years.said[years.said["argument"].isin(names["argument"])]
    text = alt.Chart(own).mark_text(color=LIGHT["soft"])
    return text.encode(x=years.x, y=_y(low), text="text:N")


def _heads(years: _Years, layout: Layout) -> alt.LayerChart:
    """What the counts at the right are, and below it the years of the two bands."""
    rows = pd.DataFrame(
        {
            "day": pd.to_datetime([first for first, _ in years.spans]),
            "text": [f"{first[:4]} to {last[:4]}" for first, last in years.spans],
        }
    )
    look = {"color": LIGHT["soft"], "baseline": "middle"}
    spans = alt.Chart(rows).mark_text(align="left", **look)
    counted = pd.DataFrame({"text": ["Objections, early → late"]})
    right = alt.Chart(counted).mark_text(align="right", **look)
    return alt.layer(
        right.encode(x=alt.value(layout.width - 6), y=alt.value(6), text="text:N"),
        spans.encode(x=years.x, y=alt.value(24), text="text:N"),
    ).properties(height=28)


def _feet(years: _Years) -> alt.Chart:
    """The years, and what ended at the rules."""
    first, last = (pd.Timestamp(end, unit="ms").year for end in years.time.domain)
    round_years = [on(f"{year}-01-01") for year in range(first, last + 1) if year % 5 == 0]
    axis = alt.Axis(title=None, format="%Y", grid=False, orient="top", values=round_years)
    text = [
        f"{name}\nends {day.year}"
        for name, day in zip(years.ended["name"], years.ended["day"], strict=True)
    ]
    return (
        alt.Chart(years.ended[["day"]].assign(text=text))
        .mark_text(baseline="top", lineBreak="\n", lineHeight=15)
        .encode(x=alt.X("day:T", scale=years.time, axis=axis), y=alt.value(2), text="text:N")
        .properties(height=30)
    )
