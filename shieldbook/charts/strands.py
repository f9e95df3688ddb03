"""Two stories side by side in time, and the days on which they meet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

from shieldbook.charts.theme import LAYOUTS, LIGHT, Layout, dress, on, tips, wrap
from shieldbook.display import figure

# Where the two strands run, in pixels: down the wide picture, across the phone's.
LANES = {False: (86, 186), True: (140, 186)}
ACROSS = {False: 248, True: 332}
LONG = {False: 580, True: 440}
# How many letters a line takes beside a strand, and between the two.
LETTERS = {False: (22, 17), True: (20, 20)}
LINE = 16
TIPS = tips({"when": "Date", "title": "What happened"})


def strands(
    table: pd.DataFrame,
    *,
    order: Sequence[str],
    stops: Mapping[str, float],
    days: Sequence[str],
    article: tuple[str, str],
    title: str,
    subtitle: str,
    description: str,
    source: str,
    caption: str,
) -> alt.Chart:
    """Two strands of events and, between them, the events on which they meet.

    `table`: what `events.strands_table` makes. `order`: the strands, that of the meetings in the
    middle. `stops`: days (ISO) and where along the picture they lie, from 0 to 1; every second
    stretch between them is drawn short, and dotted. `days`: days to be named by their weekday.
    `article`: its day and its name.
    """
    marks = {"order": list(order), "stops": stops, "days": days, "article": article}

    def draw(rows, layout):
        return _draw(rows, layout, **marks)

    return figure(
        draw,
        table,
        LAYOUTS,
        title=title,
        subtitle=subtitle,
        description=description,
        source=source,
        caption=caption,
        columns={"strand": "Strand", "when": "Date", "title": "What happened"},
        dates={"when": ("start", "end")},
    )


class _Plane:
    """Time along and lanes across: rightwards on a wide screen, downwards on the phone."""

    def __init__(self, layout: Layout, order: list[str], stops: Mapping[str, float], days):
        self.narrow = layout.narrow
        self.along, self.across = ("y", "x") if self.narrow else ("x", "y")
        self.first, self.both, self.last = order
        long = LONG[self.narrow]
        # What lies behind the last stretch but one is near the right edge: its words run leftwards.
        self.late = on(list(stops)[-2])
        # Words on a named day stand in the middle of its band.
        self.named = [on(day) for day in days]
        self.time = alt.Scale(
            domain=[on(day) for day in stops],
            range=[share * long for share in stops.values()],
            nice=False,
            zero=False,
        )
        low, high = LANES[self.narrow]
        self.lane = alt.Scale(domain=order, range=[low, high], type="point", padding=0)

    # Milliseconds: of a scale of dates that several layers share Vega-Lite keeps the two ends only.
    def when(self):
        channel = alt.Y if self.narrow else alt.X
        return {self.along: channel("start:Q", scale=self.time, axis=None)}

    def spell(self):
        # A layer with an end of its own leaves the domain to the others: Vega-Lite would read it
        # twice.
        channel = alt.Y if self.narrow else alt.X
        return {self.along: channel("start:Q", axis=None), f"{self.along}2": "end:Q"}

    def where(self):
        channel = alt.X if self.narrow else alt.Y
        named = alt.Axis(
            values=[self.first, self.last],
            title=None,
            domain=False,
            ticks=False,
            labelFontWeight="bold",
            labelPadding=8,
            labelAngle=0,
            **({"labelAlign": self._outwards()} if self.narrow else {}),
            orient="top" if self.narrow else "left",
        )
        return {self.across: channel("strand:N", scale=self.lane, axis=named)}

    def _outwards(self):
        """The names of lanes that lie near each other, each away from the other."""
        return alt.expr(f"datum.value === '{self.first}' ? 'right' : 'left'")

    def at(self, pixels: float):
        return {self.across: alt.value(pixels)}


def _draw(table: pd.DataFrame, layout: Layout, order, stops, days, article) -> alt.Chart:
    plane = _Plane(layout, order, stops, days)
    rows = table.assign(
        start=[on(day) for day in table["start"]],
        end=[on(day) for day in table["end"]],
        text=_lettered(table, plane),
    )
    layers = [*_days(plane, days), *_lanes(plane, stops), *_article(plane, *article)]
    layers += [_spells(plane, rows), *_meetings(plane, rows), _events(plane, rows)]
    size = {plane.along: LONG[plane.narrow], plane.across: ACROSS[plane.narrow]}
    return dress(
        alt.layer(*layers, *_words(plane, rows)).properties(width=size["x"], height=size["y"]),
        layout,
    )


def _lettered(table: pd.DataFrame, plane: _Plane) -> list[str]:
    """Date and words of each event in lines, on a wide screen broken also where the words are; the
    year of the first goes without saying."""
    beside, between = LETTERS[plane.narrow]
    year = f" {table['start'].min():%Y}"
    found = []
    for when, label, strand in zip(table["when"], table["label"], table["strand"], strict=True):
        width = between if strand == plane.both else beside
        found.append(f"{wrap(when.replace(year, ''), width)}\n{_wrapped(label, width, plane)}")
    return found


def _wrapped(label: str, width: int, plane: _Plane) -> str:
    # Beside a strand that runs downwards there is room for a line that a band across would break.
    if plane.narrow:
        return wrap(label.replace("\n", " "), width)
    return "\n".join(wrap(line, width) for line in label.split("\n"))


def _days(plane: _Plane, days) -> list[alt.Chart]:
    """Each day as a band, named by its weekday."""
    half = pd.Timedelta(hours=12)
    named = pd.DataFrame(
        [
            {"start": on(day - half), "end": on(day + half), "name": f"{day:%A}"}
            for day in map(pd.Timestamp, days)
        ]
    )
    base = alt.Chart(named)
    far = {f"{plane.across}2": alt.value(ACROSS[plane.narrow])}
    bands = base.mark_rect(color=LIGHT["tint"]).encode(**plane.spell(), **plane.at(0), **far)
    place = {"dy": 2, "dx": 4} if plane.narrow else {"dx": 5, "dy": 3}
    names = base.mark_text(
        align="left", baseline="top", fontWeight="bold", color=LIGHT["soft"], **place
    ).encode(**plane.when(), **plane.at(0), text="name:N")
    return [bands, names]


def _lanes(plane: _Plane, stops) -> list[alt.Chart]:
    """The two strands, dotted where time is drawn short."""
    days = list(stops)
    rows = pd.DataFrame(
        [
            {"strand": strand, "start": on(low), "end": on(high), "short": bool(n % 2)}
            for strand in (plane.first, plane.last)
            for n, (low, high) in enumerate(zip(days, days[1:], strict=False))
        ]
    )
    return [
        alt.Chart(rows)
        .mark_rule(strokeWidth=3, color=LIGHT["line"])
        .encode(
            **plane.spell(),
            **plane.where(),
            strokeDash=alt.StrokeDash(
                "short:N", scale=alt.Scale(domain=[False, True], range=[[1, 0], [3, 5]])
            ),
        )
    ]


def _article(plane: _Plane, day: str, name: str) -> list[alt.Chart]:
    base = alt.Chart(pd.DataFrame([{"start": on(day), "name": name}])).encode(**plane.when())
    far = {
        f"{plane.across}2": alt.value(
            ACROSS[plane.narrow] if plane.narrow else LANES[False][1] + 10
        )
    }
    rule = base.mark_rule(color=LIGHT["ink"], strokeWidth=1.6).encode(**plane.at(0), **far)
    place = {"dy": 4} if plane.narrow else {"dx": 6, "dy": 3}
    words = base.mark_text(align="left", baseline="top", fontWeight="bold", **place)
    return [rule, words.encode(**plane.at(0), text="name:N")]


def _spells(plane: _Plane, rows: pd.DataFrame) -> alt.Chart:
    """Meetings of more than a day as a thick piece of the last strand."""
    long = rows[(rows["strand"] == plane.both) & (rows["end"] > rows["start"])]
    long = long.assign(strand=plane.last)
    return (
        alt.Chart(long)
        .mark_rule(strokeWidth=9, color=LIGHT["ink"])
        .encode(**plane.spell(), **plane.where())
    )


def _meetings(plane: _Plane, rows: pd.DataFrame) -> list[alt.Chart]:
    """The days on which the strands meet: a bar from the one to the other, with a mark on each."""
    base = alt.Chart(rows[rows["strand"] == plane.both]).encode(**plane.when())
    low, high = LANES[plane.narrow]
    bar = base.mark_rule(strokeWidth=6, color=LIGHT["ink"])
    dot = base.encode(tooltip=TIPS).mark_point(filled=True, size=190, opacity=1, color=LIGHT["ink"])
    return [
        bar.encode(**plane.at(low), **{f"{plane.across}2": alt.value(high)}),
        dot.encode(**plane.at(low)),
        dot.encode(**plane.at(high)),
    ]


def _events(plane: _Plane, rows: pd.DataFrame) -> alt.Chart:
    return (
        alt.Chart(rows[rows["strand"] != plane.both])
        .mark_point(filled=True, size=110, opacity=1, color=LIGHT["ink"])
        .encode(**plane.when(), **plane.where(), tooltip=TIPS)
    )


def _words(plane: _Plane, rows: pd.DataFrame) -> list[alt.Chart]:
    """Date and words of each event, outside of its strand; of a meeting between the strands, or
    beside them on the phone."""
    if plane.narrow:
        left = {"align": "right", "baseline": "top", "dx": -14, "dy": -7}
        right = left | {"align": "left", "dx": 14}
        places = {plane.first: left, plane.both: right | {"dx": 37}, plane.last: right}
    else:
        late, lines = f"datum.start > {plane.late}", "length(split(datum.text, '\\n'))"
        banded = f"indexof({plane.named}, +datum.start) >= 0"
        near = {
            "align": alt.expr(f"{late} ? 'right' : {banded} ? 'center' : 'left'"),
            "dx": alt.expr(f"{late} ? 5 : {banded} ? 0 : -5"),
        }
        below = near | {"baseline": "top", "dy": 12}
        # Lines are set downwards from the first.
        above = near | {"baseline": "top", "dy": alt.expr(f"-10 - {LINE} * {lines}")}
        between = {"align": "left", "baseline": "top", "dx": 12}
        between |= {"dy": alt.expr(f"-{LINE // 2} * {lines}")}
        places = {plane.first: above, plane.both: between, plane.last: below}
    parts = [(rows[rows["strand"] == strand], place) for strand, place in places.items()]
    return [
        alt.Chart(part)
        .mark_text(lineBreak="\n", lineHeight=LINE, **place)
        .encode(**plane.when(), **plane.where(), text="text:N")
        for part, place in parts
        if len(part)
    ]
