"""One line of twenty years and more: every event in its lane, with controls for article, state and
sort."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import altair as alt
import pandas as pd

from shieldbook.charts.theme import (
    LAYOUTS,
    LETTER,
    LIGHT,
    Layout,
    dress,
    levels,
    middle,
    on,
    tips,
    wrap,
)
from shieldbook.display import figure

GLYPHS = {"day": "circle", "month": "diamond", "year": "square", "between": "cross"}
LEGEND = {
    "day": "○ day known",
    "month": "◇ month",
    "year": "□ year",
    "between": "✛ one of some days",
}
ALL, NO_EVENT = "all", -1
# In pixels: a level of a lane, the least room from one mark of it to the next, a line of words,
# and from a mark to its words.
ROW, APART, LINE, BESIDE = 10, 9.5, 13, 8
# A lane of few events has room for a mark and three lines below it.
LEAST = 5
# How many letters a line of an event's words takes, by the layout.
LETTERS = {"wide": (22, 28, 16), "narrow": (16, 22, 12)}
# What borders on such an empty stretch of its lane says what it is, if there is room.
EMPTY = pd.Timedelta(days=300)
FITS = (
    "(article == '' || indexof(datum.articles, article) >= 0) && "
    "(state == '' || indexof(datum.states, state) >= 0) && (sort == '' || datum.sort == sort)"
)
LIT = alt.condition(FITS, alt.value(1), alt.value(0.12))


def line(
    table: pd.DataFrame,
    *,
    papers: pd.DataFrame,
    title: str,
    description: str,
    source: str,
    caption: str,
    order: tuple[str, ...],
    drives: str = "events",
) -> alt.Chart:
    """Events by lane and day; three lists dim what they do not ask for.

    `table`: what `events.line_table` makes. Events that would lie on one another are set below one
    another, so that a lane is as deep as its busiest weeks. An event that an article speaks of is
    filled; one that may have been on any of some days has a bar as long as these. What stands free
    says what it is. `papers` (`year`, `start`, `end`) are the articles, drawn as rules, broken
    where the day is not known. `drives` names the table of events that a chosen mark filters,
    `order` the lanes from first to last.
    """
    found = [words for one, words in LEGEND.items() if one in set(table["precision"])]
    return figure(
        lambda rows, layout: _draw(rows, layout, papers, order),
        table.assign(href="#" + table["id"]),
        LAYOUTS,
        title=title,
        description=description,
        source=source,
        caption=caption,
        subtitle="One mark an event, filled where an article speaks of it: "
        f"{', '.join(found)}. Long rules: the articles, broken where the day is not known.",
        columns={
            "when": "Date",
            "label": "Event",
            "lane": "Lane",
            "sort": "Sort",
            "states": "States",
            "articles": "Articles",
        },
        links={"label": "href"},
        dates={"when": ("start", "end")},
        key="id",
        drives=drives,
        noun=("event", "events"),
    )


@dataclass(frozen=True)
class _Years:
    """What all lanes share: the first and the last day, the articles, and room for them."""

    first: pd.Timestamp
    last: pd.Timestamp
    papers: pd.DataFrame
    layout: Layout

    @property
    def width(self) -> int:
        """How many pixels the years take."""
        return self.layout.width - 20

    @property
    def scale(self) -> alt.Scale:
        """The scale of time."""
        return alt.Scale(domain=[on(self.first), on(self.last)], nice=False, clamp=True)

    def x(self, field: str = "at", axis: alt.Axis | None = None) -> alt.X:
        """The channel of time."""
        return alt.X(f"{field}:T", scale=self.scale, axis=axis)

    def px(self, days: pd.Series) -> pd.Series:
        """Where days lie, to tell which marks and words would meet."""
        return (days - self.first) / (self.last - self.first) * self.width


def _draw(
    table: pd.DataFrame, layout: Layout, papers: pd.DataFrame, order: tuple[str, ...]
) -> alt.VConcatChart:
    rows = table.assign(at=middle(table), told=table["told_by"] > 0)
    rows = rows.sort_values("at", kind="stable")
    air = pd.Timedelta(days=100)
    first, last = rows["start"].min() - air, rows["end"].max() + air
    days = papers.assign(at=middle(papers), sure=papers["start"] == papers["end"])
    years = _Years(first, last, days[days["at"].between(first, last)], layout)
    lanes = [(name, rows[rows["lane"] == name]) for name in order]
    drawn = [_lane(name, own, years) for name, own in lanes if len(own)]
    parts = alt.vconcat(_heads(years), *drawn, _feet(years), spacing=5)
    return dress(parts.add_params(*_params(rows)), layout)


def _lane(name: str, rows: pd.DataFrame, years: _Years) -> alt.LayerChart:
    """The events of one lane, below its name."""
    px = years.px(rows["at"])
    rows = rows.assign(px=px, level=levels(px, APART))
    deep = max(LEAST, rows["level"].max() + 1)
    kept = ["id", "label", "when", "precision", "sort", "states", "articles", "told", "level"]
    events = alt.Chart(rows[["at", "start", "end", *kept]])
    y = alt.Y("level:O", scale=alt.Scale(domain=list(range(deep))), axis=None)
    look = {"anchor": "start", "frame": "group", "offset": 3, "color": LIGHT["ink"]}
    head = alt.TitleParams(name, fontSize=years.layout.text, **look)
    layers = [
        _bands(years),
        _rules(years.papers[["at", "sure"]], years),
        _spans(events, years).encode(y=y),
        *(words.encode(y=y) for words in _words(rows, deep, years)),
        _marks(events, years).encode(y=y),
    ]
    return alt.layer(*layers).properties(width=years.width, height={"step": ROW}, title=head)


def _bands(years: _Years) -> alt.Chart:
    """Every second pair of years, tinted."""
    begin = pd.Timestamp(years.first.year // 4 * 4, 1, 1)
    starts = pd.Series(pd.date_range(begin, years.last, freq="4YS"))
    rows = pd.DataFrame({"at": starts, "till": starts + pd.DateOffset(years=2)})
    tint = alt.Chart(rows).mark_rect(color=LIGHT["tint"], opacity=1)
    return tint.encode(x=years.x(), x2="till:T")


def _rules(papers: pd.DataFrame, years: _Years, **look) -> alt.Chart:
    """The articles, broken where the day is not known."""
    dash = alt.Scale(domain=[True, False], range=[[1, 0], [3, 4]])
    rule = alt.Chart(papers).mark_rule(color=LIGHT["ink"], strokeWidth=1.4, **look)
    return rule.encode(x=years.x(), strokeDash=alt.StrokeDash("sure:N", scale=dash))


def _spans(events: alt.Chart, years: _Years) -> alt.Chart:
    """The days on one of which an event was."""
    bar = events.transform_filter("datum.precision == 'between'")
    return bar.mark_rule(color=LIGHT["line"], strokeWidth=3).encode(
        x=years.x("start"), x2="end:T", opacity=LIT
    )


def _marks(events: alt.Chart, years: _Years) -> alt.Chart:
    shape = alt.Scale(domain=list(GLYPHS), range=list(GLYPHS.values()))
    return events.mark_point(size=44, strokeWidth=1.3, stroke=LIGHT["ink"]).encode(
        x=years.x(),
        key="id:N",
        opacity=LIT,
        shape=alt.Shape("precision:N", scale=shape),
        fill=alt.condition("datum.told", alt.value(LIGHT["ink"]), alt.value(LIGHT["tint"])),
        tooltip=tips({"when": "Date", "label": "Event", "articles": "Articles"}),
    )


class _Place(NamedTuple):
    """Words of an event: how they are aligned, from where to where they go, and past which levels
    of the lane."""

    event: int
    text: str
    align: str
    low: float
    high: float
    levels: range


class _Room:
    """What is taken of the levels of a lane: by its marks, by the articles' rules, by words."""

    def __init__(self, rows: pd.DataFrame, deep: int, years: _Years):
        rules = [(NO_EVENT, px - BESIDE, px + BESIDE) for px in years.px(years.papers["at"])]
        self.taken = {level: list(rules) for level in range(deep)}
        for event, level, px in zip(rows.index, rows["level"], rows["px"], strict=True):
            self.taken[level].append((event, px - BESIDE, px + BESIDE))

    def holds(self, place: _Place) -> bool:
        """Whether words can be set there."""
        if not all(level in self.taken for level in place.levels):
            return False
        spans = itertools.chain.from_iterable(self.taken[level] for level in place.levels)
        others = [(low, high) for event, low, high in spans if event != place.event]
        return all(place.high <= low or place.low >= high for low, high in others)

    def take(self, place: _Place) -> None:
        """Set words there."""
        for level in place.levels:
            self.taken[level].append((place.event, place.low, place.high))


def _words(rows: pd.DataFrame, deep: int, years: _Years) -> list[alt.Chart]:
    """What happened, at the events that have room for it."""
    named = _named(rows, deep, years)
    kept = rows.loc[list(named), ["at", "level", "articles", "states", "sort"]]
    kept = kept.assign(text=[place.text for place in named.values()])
    align = pd.Series({event: place.align for event, place in named.items()}, dtype=object)
    sides = {"left": {"dx": BESIDE}, "right": {"dx": -BESIDE}, "center": {"dy": LINE}}
    return [
        alt.Chart(kept[align == side])
        .mark_text(align=side, baseline="middle", lineBreak="\n", lineHeight=LINE, **aside)
        .encode(x=years.x(), text="text:N", opacity=LIT)
        for side, aside in sides.items()
    ]


def _named(rows: pd.DataFrame, deep: int, years: _Years) -> dict[int, _Place]:
    """The events that can say what they are, by their index: first those of several articles, then
    those on which the longest empty stretches border."""
    at = rows["at"]
    empty = pd.concat([at.diff(), -at.diff(-1)], axis=1).max(axis=1)
    chosen = rows.assign(empty=empty)[(rows["told_by"] > 1) | (empty > EMPTY)]
    chosen = chosen.sort_values(["told_by", "empty"], ascending=False, kind="stable")
    room, found = _Room(rows, deep, years), {}
    for event in chosen.itertuples():
        for place in itertools.islice(filter(room.holds, _places(event, years)), 1):
            room.take(place)
            found[place.event] = place
    return found


def _places(event, years: _Years) -> Iterator[_Place]:
    """Where the words of an event may stand inside the picture, the best first: at its right, at
    its left, or below it and below no other."""
    one, px, top = event.Index, event.px, event.level
    for letters in LETTERS[years.layout.name]:
        text = wrap(event.label, letters)
        lines = text.split("\n")
        long, deep = LETTER * max(map(len, lines)), -(-LINE * len(lines) // ROW)
        near, far, half = px + BESIDE, px - BESIDE, long / 2
        places = (
            _Place(one, text, "left", near, near + long, range(top, top + deep)),
            _Place(one, text, "right", far - long, far, range(top, top + deep)),
            _Place(one, text, "center", px - half, px + half, range(top, top + deep + 1)),
        )
        yield from (place for place in places if place.low >= 0 and place.high <= years.width)


def _heads(years: _Years) -> alt.LayerChart:
    """The years of the articles as flags on their rules: of those that are near one another each
    is lower than the one before, so that no rule runs through a year."""
    apart = years.px(years.papers["at"]).diff() > 6 * LETTER
    level = apart.groupby(apart.cumsum()).cumcount(ascending=False)
    flags = years.papers[["at", "year", "sure"]].assign(level=level)
    y = alt.Y("level:O", sort="descending", axis=None)
    words = alt.Chart(flags).mark_text(align="left", dx=4, fontWeight="bold")
    return alt.layer(
        _rules(flags, years, yOffset=-6).encode(y=y, y2=alt.value("height")),
        words.encode(x=years.x(), y=y, text="year:N"),
    ).properties(width=years.width, height={"step": 15})


def _feet(years: _Years) -> alt.Chart:
    axis = alt.Axis(
        title=None,
        format="%Y",
        grid=False,
        domain=False,
        offset=-5,
        labelFlush=False,
        labelBound=12,
        tickCount=alt.TimeIntervalStep(interval="year", step=4 if years.layout.narrow else 2),
    )
    none = alt.Chart(pd.DataFrame({"at": [years.first]})).mark_point(opacity=0, color=LIGHT["soft"])
    return none.encode(x=years.x(axis=axis)).properties(width=years.width, height=1)


def _by_year(article: str) -> tuple[bool, str, str]:
    """Articles by year and name; what is no article, for it ends in no year, behind them."""
    return not article[-1].isdigit(), article[-4:], article


def _params(rows: pd.DataFrame) -> list[alt.Parameter]:
    """The lists by which the events are dimmed."""
    return [
        _select("article", "Article", sorted(_parts(rows["articles"], "; "), key=_by_year)),
        _select("state", "State", sorted(_parts(rows["states"], ", "))),
        _select("sort", "Sort of event", sorted(set(rows["sort"]))),
    ]


def _select(name: str, label: str, values: list[str]) -> alt.Parameter:
    bound = alt.binding_select(options=["", *values], labels=[ALL, *values], name=label)
    return alt.param(name=name, value="", bind=bound)


def _parts(cells: pd.Series, mark: str) -> set[str]:
    return {part for cell in cells for part in cell.split(mark)} - {""}
