"""The launch that was expected, against the launches that came."""

from __future__ import annotations

import altair as alt
import pandas as pd

from shieldbook.charts.theme import LAYOUTS, LIGHT, STATE_SHAPE, Layout, dress, on, tips, wrap
from shieldbook.display import figure
from shieldbook.phrases import counted

LINE = 16
# In pixels, by whether it is the phone's picture: how long the years are; where, across them, the
# launches begin and by how much each missile stands further; from where to where the wait is
# drawn; where the other events stand; and how far the whole reaches.
LONG = {False: 640, True: 330}
FIRST = {False: 104, True: 12}
STEP = {False: -15, True: 15}
GAP = {False: (18, 116), True: (0, 124)}
LANE = {False: 142, True: 150}
ACROSS = {False: 202, True: 298}
LETTERS = {False: 18, True: 27}
TIP = tips({"text": "What happened"})


def wait(
    days: pd.DataFrame,
    events: pd.DataFrame,
    *,
    article: tuple[str, str],
    wait_days: int,
    title: str,
    subtitle: str,
    description: str,
    source: str,
    caption: str,
) -> alt.Chart:
    """Launch days, a mark a missile; the wait between the article and the next of them, with its
    length; and a few other events beside it.

    `days`: what `launches.launch_days` makes. `events`: columns `start`, `when` and `label`.
    `article`: its day (ISO) and its name. `wait_days`: what `launches.wait_days` gives for it.
    """

    def draw(table, layout):
        return _draw(table, layout, events, article, wait_days)

    return figure(
        draw,
        days,
        LAYOUTS,
        title=title,
        subtitle=subtitle,
        description=description,
        source=source,
        caption=caption,
        columns={"date": "Launch day", "missiles": "Missiles", "label": "What flew"},
    )


class _Plane:
    """Time along: rightwards on a wide screen, downwards on the phone; from about three months
    before the first of some days to as long after the last."""

    def __init__(self, narrow: bool, days: pd.Series):
        self.narrow = narrow
        self.along, self.across = ("y", "x") if narrow else ("x", "y")
        air = pd.DateOffset(months=3)
        ends = [on(day.replace(day=1)) for day in (days.min() - air, days.max() + air)]
        self.time = alt.Scale(domain=ends, nice=False, reverse=narrow)

    def when(self):
        channel = alt.Y if self.narrow else alt.X
        axis = alt.Axis(title=None, format="%Y", tickCount="year", grid=False, domain=False)
        return {self.along: channel("start:T", scale=self.time, axis=axis)}

    def until(self):
        # A layer with an end of its own leaves the domain to the others: Vega-Lite would read it
        # twice.
        channel = alt.Y if self.narrow else alt.X
        return {self.along: channel("start:T"), f"{self.along}2": "end:T"}

    def at(self, pixels: float, far: float | None = None):
        ends = {self.across: alt.value(pixels)}
        return ends if far is None else ends | {f"{self.across}2": alt.value(far)}


def _draw(days: pd.DataFrame, layout: Layout, events, article, wait_days: int) -> alt.Chart:
    plane = _Plane(layout.narrow, days["date"])
    launches = days.rename(columns={"date": "start", "label": "flew"})
    layers = [
        *_gap(plane, article[0], wait_days),
        *_article(plane, *article),
        *_lane(plane, events),
        *_launches(plane, launches),
    ]
    size = {plane.along: LONG[plane.narrow], plane.across: ACROSS[plane.narrow]}
    return dress(alt.layer(*layers).properties(width=size["x"], height=size["y"]), layout)


def _gap(plane: _Plane, day: str, wait_days: int) -> list[alt.Chart]:
    """The wait as a band with its length on it."""
    start, whole = pd.Timestamp(day), pd.Timedelta(days=wait_days)
    end = start + whole
    low, high = GAP[plane.narrow]
    band = pd.DataFrame([{"start": start, "end": end}])
    told = pd.DataFrame([{"start": start + whole / 2, "text": counted(wait_days, "day")}])
    words = alt.Chart(told).encode(**plane.when(), **plane.at((low + high) / 2))
    length = words.mark_text(fontSize=22 if plane.narrow else 30, fontWeight="bold")
    return [
        alt.Chart(band)
        .mark_rect(color=LIGHT["tint"])
        .encode(**plane.until(), **plane.at(low, high)),
        length.encode(text="text:N"),
        words.mark_text(dy=24, text="without a launch"),
    ]


def _article(plane: _Plane, day: str, name: str) -> list[alt.Chart]:
    base = alt.Chart(pd.DataFrame([{"start": pd.Timestamp(day), "name": name}]))
    rule = base.mark_rule(color=LIGHT["ink"], strokeWidth=1.6)
    place = {"baseline": "top", "dx": 6, "dy": 6} if plane.narrow else {"baseline": "top", "dx": 6}
    words = base.mark_text(align="left", fontWeight="bold", **place)
    return [
        rule.encode(**plane.when(), **plane.at(0, LANE[plane.narrow])),
        words.encode(**plane.when(), **plane.at(0), text="name:N"),
    ]


def _lane(plane: _Plane, events: pd.DataFrame) -> list[alt.Chart]:
    """The other events, beside the launches, each with its date and its words."""
    letters, down = LETTERS[plane.narrow], LANE[plane.narrow]
    told = zip(events["when"], events["label"], strict=True)
    rows = events.assign(text=[f"{when}\n{wrap(words, letters)}" for when, words in told])
    base = alt.Chart(rows).encode(**plane.when(), **plane.at(down))
    place = {"dx": 11, "dy": -7} if plane.narrow else {"dx": -4, "dy": 9}
    whole = alt.Chart(rows.head(1)).mark_rule(color=LIGHT["line"], strokeWidth=2)
    ends = {plane.along: alt.value(0), f"{plane.along}2": alt.value(LONG[plane.narrow])}
    return [
        whole.encode(**ends, **plane.at(down)),
        base.mark_point(filled=True, size=90, opacity=1, color=LIGHT["ink"]).encode(tooltip=TIP),
        base.mark_text(
            align="left", baseline="top", lineBreak="\n", lineHeight=LINE, **place
        ).encode(text="text:N"),
    ]


def _launches(plane: _Plane, days: pd.DataFrame) -> list[alt.Chart]:
    """A mark a missile, those of a day in a row, and how many they are."""
    told = zip(days["start"], days["missiles"], strict=True)
    rows = days.assign(text=[f"{day:%B %Y}\n{counted(many, 'missile')}" for day, many in told])
    base = alt.Chart(rows).encode(**plane.when())
    each = f"{FIRST[plane.narrow]} + {STEP[plane.narrow]} * datum.nth"
    marks = (
        base.transform_calculate(nth="sequence(datum.missiles)")
        .transform_flatten(["nth"])
        .mark_point(
            filled=True, size=130, opacity=1, color=LIGHT["north-korea"], shape=STATE_SHAPE["PRK"]
        )
        .encode(**{plane.across: {"value": {"expr": each}}}, tooltip=TIP)
    )
    return [marks, _counts(plane, base, days["start"].max())]


def _counts(plane: _Plane, base: alt.Chart, last: pd.Timestamp) -> alt.Chart:
    """When and how many, beside the marks; of the last launch on the side of the wait."""
    dx, dy = ((12, -5), (-9, -42)) if plane.narrow else ((-8, -14), (-44, -80))
    early, late = ("left", "left") if plane.narrow else ("left", "right")
    ended = f"datum.start == {on(last)}"
    return base.mark_text(
        baseline="top",
        lineBreak="\n",
        lineHeight=LINE,
        align=alt.expr(f"{ended} ? '{late}' : '{early}'"),
        dx=alt.expr(f"{ended} ? {dx[1]} : {dx[0]}"),
        dy=alt.expr(f"{ended} ? {dy[1]} : {dy[0]}"),
    ).encode(**plane.at(FIRST[plane.narrow]), text="text:N")
