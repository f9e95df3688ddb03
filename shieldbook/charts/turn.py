"""The turn: statements over one shield on one side of a line of time, those over the other on the
other side, and how many of each from one decision to the next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import altair as alt
import pandas as pd

from shieldbook.charts.theme import (
    LAYOUTS,
    LETTER,
    LIGHT,
    STATE_INK,
    STATE_SHAPE,
    Layout,
    dress,
    levels,
    on,
    tips,
    wrap,
)
from shieldbook.display import figure

# The capital on the one side of the line of time, what lies on the line, and the other capital.
UP, BETWEEN, DOWN = "KOR", "both", "JPN"
SHAPES = {UP: STATE_SHAPE[UP], BETWEEN: "circle", DOWN: STATE_SHAPE[DOWN]}
INKS = {UP: STATE_INK[UP], BETWEEN: "soft", DOWN: STATE_INK[DOWN]}
SHAPED = alt.Scale(domain=list(SHAPES), range=list(SHAPES.values()))
INKED = alt.Scale(domain=list(INKS), range=[LIGHT[ink] for ink in INKS.values()])
# A diamond covers half of its square, a circle more of it: so all look equally large.
AREA = {UP: 1.4, BETWEEN: 1.1, DOWN: 1}
# Height of a line of words, and of a tally, in px; and of the head of a span on the phone.
LINE, TALLY, HEAD = 15, 30, 42
# The distance of a note from its mark, in px.
BESIDE = 11
# The px that a note needs beside its mark on the phone.
NEEDED = 78
HEADS = {
    UP: "protests over\nSeoul alone",
    BETWEEN: "both, or\nneither",
    DOWN: "protests over\nTokyo alone",
}


def turn(
    statements: pd.DataFrame,
    *,
    spans: pd.DataFrame,
    notes: dict[str, str],
    title: str,
    subtitle: str,
    description: str,
    source: str,
    caption: str,
) -> alt.TopLevelMixin:
    """Statements over two shields as a butterfly: Seoul's above the line of time, Tokyo's below it,
    those over both or neither on it; on the phone time runs down, and Seoul is left.

    `statements`: what `statements.dated` makes, with `speaker` (a name); what is no protest is
    hollow. `spans`: what `statements.between` makes; the first of them is drawn at a scale of its
    own, before a break. `notes`: a few words on some statements, by their ids; on the phone only
    those stand that have room beside their mark.
    """

    def draw(table: pd.DataFrame, layout: Layout) -> alt.TopLevelMixin:
        return _draw(table, layout, spans, notes)

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
            "speaker": "Who spoke",
            "over_label": "Over",
            "bears_label": "Bears",
        },
    )


@dataclass(frozen=True)
class Stretch:
    """Some years at a scale of their own: the first day and the last, the length in px, every how
    many years one is named, whether they run down the page, and the px that a mark takes. `low` and
    `high` are the levels at the edges of the picture, `lane` the first one of a capital;
    `opens` says that no years come before."""

    first: pd.Timestamp
    last: pd.Timestamp
    length: int
    every: int
    down: bool
    step: int
    low: float = 0
    high: float = 0
    lane: int = 0
    opens: bool = False

    @property
    def breadth(self) -> float:
        """The size across the time, in px."""
        return (self.high - self.low) * self.step

    def px(self, days: pd.Series) -> pd.Series:
        """How far along the stretch some days are."""
        return (days - self.first) / (self.last - self.first) * self.length

    def when(self, until: str = "") -> dict[str, alt.X | alt.Y | str]:
        """The channel of time for the field `start`, and up to another field."""
        named = range(self.first.year + 1, self.last.year + 1)
        years = [on(f"{year}-01-01") for year in named if year % self.every == 0]
        axis = alt.Axis(title=None, format="%Y", grid=False, domain=not self.down, values=years)
        ends = [on(self.first), on(self.last)]
        scale = alt.Scale(domain=ends, nice=False, reverse=self.down)
        kind, name = (alt.Y, "y") if self.down else (alt.X, "x")
        far = {f"{name}2": f"{until}:T"} if until else {}
        return {name: kind("start:T", scale=scale, axis=axis), **far}

    def level(self, until: str = "") -> dict[str, alt.X | alt.Y | str]:
        """The channel across the time for the field `level`, and up to another field."""
        scale = alt.Scale(domain=[self.low, self.high], nice=False, reverse=self.down)
        kind, name = (alt.X, "x") if self.down else (alt.Y, "y")
        far = {f"{name}2": f"{until}:Q"} if until else {}
        return {name: kind("level:Q", scale=scale, axis=None), **far}

    def aside(self, px: float) -> dict[str, dict]:
        """The channel across the time, for a place that is no level: px from its beginning."""
        return {"x" if self.down else "y": alt.value(px)}


def _draw(
    table: pd.DataFrame, layout: Layout, spans: pd.DataFrame, notes: dict[str, str]
) -> alt.TopLevelMixin:
    columns = ["id", "start", "end", "when", "speaker", "over", "bears", "says"]
    marks = table[columns].assign(note=table["id"].map(notes).fillna(""))
    stretches = _stretches(marks, spans, layout)
    # A span begins after the day of the decision, and so does a stretch.
    inside = [marks["start"].between(one.first, one.last, inclusive="right") for one in stretches]
    levelled = pd.concat(
        _levelled(marks[own], one) for own, one in zip(inside, stretches, strict=True)
    )
    middle = levelled["n"].where(levelled["over"] == BETWEEN, -1)
    lane = int(middle.max() + 1) // 2 + 1
    sided = _sided(levelled, lane)
    low, high = sided["level"].min(), sided["level"].max()
    # On the phone tallies stand beside the marks; else there is room beyond them, for words too.
    low, high = (low - 2.4, high + 0.6) if layout.narrow else (low - 5, high + 10.2)
    drawn = [
        _stretch(sided.loc[own[own].index], replace(one, low=low, high=high, lane=lane), spans)
        for own, one in zip(inside, stretches, strict=True)
    ]
    join, apart = (alt.vconcat, HEAD + 12) if layout.narrow else (alt.hconcat, 20)
    return dress(join(*drawn, spacing=apart, bounds="flush"), layout)


def _stretches(marks: pd.DataFrame, spans: pd.DataFrame, layout: Layout) -> list[Stretch]:
    """The years of the first span, drawn narrow, and those after it; on the phone each span is a
    stretch of its own, so that there is room for a head between them."""
    cut = spans["end"].min()
    eve = pd.Timestamp(marks["start"].min().year - 1, 12, 31)
    last = pd.Timestamp(max(marks["end"].max(), spans["end"].max()).year, 12, 31)
    if not layout.narrow:
        first = Stretch(eve, cut, 160, 5, down=False, step=13, opens=True)
        return [first, Stretch(cut, last, 488, 2, down=False, step=13)]
    cuts = [*sorted(spans.loc[spans["start"] >= cut, "start"].unique()), last]
    return [
        Stretch(eve, cut, 80, 5, down=True, step=10, opens=True),
        *(
            Stretch(one, two, round(560 * (two - one) / (last - cut)), 1, down=True, step=10)
            for one, two in pairwise(cuts)
        ),
    ]


def _levelled(part: pd.DataFrame, one: Stretch) -> pd.DataFrame:
    """Add `px`, the place of a mark along the time, `long`, whether its day is one of many, and
    `n`, its level in its lane, counted outwards."""
    part = part.assign(px=one.px(part["start"]), far=one.px(part["end"]))
    part = part.assign(long=part["far"] - part["px"] > 2 * one.step, n=0)
    for _, lane in part.groupby("over", sort=False):
        part.loc[lane.index, "n"] = _stacked(lane, one.step)
    return part


def _stacked(lane: pd.DataFrame, step: int) -> pd.Series:
    """The levels of one lane: marks of many days outside their neighbours, and those with words
    outside of all, so that there is room beside them."""
    order = (lane["long"] + 2 * (lane["note"] != "")).astype(int)
    plain = lane[order == 0].sort_values("px", kind="stable")
    found = dict(zip(plain.index, levels(plain["px"], step), strict=True))
    ranked = lane.assign(order=order).sort_values(["order", "px"], kind="stable")
    for mark in ranked[ranked["order"] > 0].itertuples():
        near = [n for at, n in found.items() if abs(lane.at[at, "px"] - mark.px) < step]
        found[mark.Index] = max(near, default=-1) + 1
    return pd.Series(found, dtype=int)


def _sided(marks: pd.DataFrame, lane: int) -> pd.DataFrame:
    """Add `level`: up from `lane` for the one capital, down for the other, about zero between them;
    and `peak`, whether no mark of the lane lies further out."""
    n, over = marks["n"], marks["over"]
    level = (n + 1) // 2 * (1 - 2 * (n % 2))
    level = level.mask(over == UP, lane + n).mask(over == DOWN, -lane - n)
    return marks.assign(level=level, peak=n == marks.groupby("over")["n"].transform("max"))


def _stretch(part: pd.DataFrame, one: Stretch, spans: pd.DataFrame) -> alt.LayerChart:
    inside = spans[(spans["start"] >= one.first) & (spans["start"] < one.last)]
    if inside.empty:
        inside = spans[spans["end"] == spans["end"].min()].assign(start=one.first)
    inside = inside.assign(end=inside["end"].mask(inside["end"] == inside["end"].max(), one.last))
    decided = inside[inside["words"] != ""].drop_duplicates("words")
    told = part["note"] != ""
    room = (one.high - part["level"]).where(part["over"] == UP, part["level"] - one.low) * one.step
    noted = part[told & (room > NEEDED)] if one.down else part[told]
    tinted = spans.loc[spans["start"].rank(method="dense") % 2 == 1, "start"]
    layers = [
        _bands(decided[decided["start"].isin(tinted)], part, one),
        _rules(decided, part, one),
        _lanes(one),
        *_tallies(inside, one),
        *(_decided_down(decided, one) if one.down else _decided(decided, one)),
        _days(part, one),
        _marks(part, noted, one),
        *_notes(noted, one),
        *(_heads(one) if one.opens else []),
    ]
    along, across = ("height", "width") if one.down else ("width", "height")
    return alt.layer(*layers).properties(**{along: one.length, across: one.breadth})


def _pieces(part: pd.DataFrame, one: Stretch) -> pd.DataFrame:
    """The levels across which a span is tinted and ruled, with gaps where words stand beyond the
    outermost marks."""
    outer, inner = part["level"].max() - 0.6, part["level"].min() + 0.6
    pieces = [(one.high - 7.4, one.high), (inner, outer), (one.low, one.low + 2.6)]
    return pd.DataFrame(pieces, columns=["level", "far"])


def _bands(each: pd.DataFrame, part: pd.DataFrame, one: Stretch) -> alt.Chart:
    """Spans, tinted; on the phone with their heads."""
    rows = each[["start", "end"]].drop_duplicates()
    if one.down:
        tint = alt.Chart(rows[["start"]]).mark_rect(color=LIGHT["tint"], opacity=1)
        return tint.encode(y=alt.value(-HEAD), y2=alt.value(one.length))
    rows = rows.merge(_pieces(part, one), how="cross")
    tint = alt.Chart(rows).mark_rect(color=LIGHT["tint"], opacity=1)
    return tint.encode(**one.when("end"), **one.level("far"))


def _rules(decided: pd.DataFrame, part: pd.DataFrame, one: Stretch) -> alt.Chart:
    """The decisions; on the phone over the heads."""
    if one.down:
        rule = alt.Chart(decided[["start"]]).mark_rule(color=LIGHT["soft"])
        return rule.encode(y=alt.value(-HEAD))
    rows = decided[["start"]].merge(_pieces(part, one), how="cross")
    return alt.Chart(rows).mark_rule(color=LIGHT["soft"]).encode(**one.when(), **one.level("far"))


def _lanes(one: Stretch) -> alt.Chart:
    edge = one.lane - 0.6
    rows = pd.DataFrame({"level": [edge, -edge]})
    return alt.Chart(rows).mark_rule(color=LIGHT["line"]).encode(**one.level())


def _tallies(inside: pd.DataFrame, one: Stretch) -> list[alt.Chart]:
    """The count of each capital in each span, at the edge of its side; on the phone in the head of
    the span."""
    far = one.breadth
    places = {UP: ("left", "top", 3 * LINE + 20), DOWN: ("left", "bottom", far - 2)}
    if one.down:
        places = {UP: ("left", "bottom", 3), DOWN: ("right", "bottom", far - 3)}
    along = {"y": alt.value(-8)} if one.down else one.when()
    return [
        alt.Chart(inside.loc[inside["over"] == over, ["start", "protests"]])
        .mark_text(
            align=align,
            baseline=baseline,
            dx=0 if one.down else 5,
            color=LIGHT[INKS[over]],
            fontSize=26 if one.down else TALLY,
            fontWeight="bold",
        )
        .encode(**along, **one.aside(px), text="protests:Q")
        for over, (align, baseline, px) in places.items()
    ]


def _decided(decided: pd.DataFrame, one: Stretch) -> list[alt.Chart]:
    """What was decided and in which month, at the head of its rule."""
    rows = pd.DataFrame(
        {
            "start": decided["start"],
            "words": [wrap(words, 8) for words in decided["words"]],
            "month": [f"{day:%B %Y}" for day in decided["start"]],
        }
    )
    base = alt.Chart(rows)
    look = {"align": "left", "baseline": "top", "dx": 5}
    return [
        base.mark_text(fontWeight="bold", lineBreak="\n", lineHeight=LINE, **look).encode(
            **one.when(), **one.aside(0), text="words:N"
        ),
        base.mark_text(color=LIGHT["soft"], **look).encode(
            **one.when(), **one.aside(3 * LINE + 1), text="month:N"
        ),
    ]


def _decided_down(decided: pd.DataFrame, one: Stretch) -> list[alt.Chart]:
    """What was decided and in which month, across the middle of the head of its span."""
    months = [f"{day:%B %Y}" for day in decided["start"]]
    base = alt.Chart(decided[["words"]].assign(month=months)).encode(x=alt.value(one.breadth / 2))
    return [
        base.mark_text(fontWeight="bold").encode(y=alt.value(9 - HEAD), text="words:N"),
        base.mark_text(color=LIGHT["soft"]).encode(y=alt.value(9 + LINE - HEAD), text="month:N"),
    ]


def _days(part: pd.DataFrame, one: Stretch) -> alt.Chart:
    """The days on which a statement may have been made, where they are many."""
    rows = part.loc[part["long"], ["start", "end", "level"]]
    look = {"strokeDash": [1, 3], "strokeWidth": 1.5, "color": LIGHT["soft"]}
    return alt.Chart(rows).mark_rule(**look).encode(**one.when("end"), **one.level())


def _marks(part: pd.DataFrame, noted: pd.DataFrame, one: Stretch) -> alt.Chart:
    kept = ["start", "level", "over", "bears", "speaker", "when", "says"]
    rows = part[kept].assign(
        size=part["over"].map(AREA) * (one.step - 2.2) ** 2, told=part["id"].isin(noted["id"])
    )
    own = alt.Stroke("over:N", scale=INKED)
    inside = alt.Fill("over:N", scale=INKED)
    return (
        alt.Chart(rows)
        .mark_point(strokeWidth=1.4, opacity=1)
        .encode(
            **one.when(),
            **one.level(),
            size=alt.Size("size:Q", scale=None),
            shape=alt.Shape("over:N", scale=SHAPED),
            stroke=alt.condition("datum.told", alt.value(LIGHT["ink"]), own),
            fill=alt.condition("datum.bears == 'objects'", inside, alt.value("transparent")),
            tooltip=tips({"speaker": "Who spoke", "when": "Date", "says": "What was said"}),
        )
    )


def _notes(noted: pd.DataFrame, one: Stretch) -> list[alt.Chart]:
    """Who spoke, in which year, and a few words, beside the mark: on the side where there is
    room."""
    most = {True: 14, False: 14} if one.down else {True: 38, False: 20}
    text = [
        f"{who.split()[-1]}{'' if one.down else f', {day.year}'}:\n{_even(note, most[peak])}"
        for who, day, note, peak in zip(
            noted["speaker"], noted["start"], noted["note"], noted["peak"], strict=True
        )
    ]
    rows = noted[["start", "level"]].assign(text=text)
    more = pd.Series([words.count("\n") * LINE for words in text], rows.index, dtype=float)
    longest = [max(map(len, words.split("\n"))) for words in text]
    # The last line of what stands at the end of its years, or above the line of time, is level
    # with its mark.
    if one.down:
        rows["left"] = noted["over"] == UP
        late = more.where(noted["px"] + more > one.length, 0)
        rows["start"] -= late / one.length * (one.last - one.first)
    else:
        rows["left"] = (
            noted["px"] + BESIDE + pd.Series(longest, rows.index, dtype=float) * LETTER > one.length
        )
        rows["level"] += more.where(noted["over"] == UP, 0) / one.step
    return [
        alt.Chart(rows.loc[rows["left"] == side, ["start", "level", "text"]])
        .mark_text(align=align, baseline="middle", dx=dx, lineBreak="\n", lineHeight=LINE)
        .encode(**one.when(), **one.level(), text="text:N")
        for side, align, dx in ((True, "right", -BESIDE), (False, "left", BESIDE))
    ]


def _even(text: str, most: int) -> str:
    """A text in as few lines of at most so many characters as it takes, all about as long."""
    lines = wrap(text, most).count("\n")
    least = next(n for n in range(1, most + 1) if wrap(text, n).count("\n") <= lines)
    return wrap(text, least)


def _heads(one: Stretch) -> list[alt.Chart]:
    """What each side holds, beside its first tally, on the phone above it; and the sign that time
    goes on at another scale."""
    middle = (one.high - one.lane + 0.6) * one.step + 5
    broken = {"x": alt.value(one.length + 10), "y": alt.value(one.breadth)}
    places = {
        UP: ("left", "top", 34, 3 * LINE + 20),
        BETWEEN: ("left", "top", 5, middle),
        DOWN: ("left", "top", 50, one.breadth - 2 * LINE - 4),
    }
    if one.down:
        broken = {"x": alt.value(-14), "y": alt.value(one.length + (HEAD + 12) / 2)}
        places = {
            UP: ("left", "bottom", 3, -HEAD - 12),
            BETWEEN: ("center", "bottom", one.high * one.step, -HEAD - 12),
            DOWN: ("right", "bottom", one.breadth - 3, -HEAD - 12),
        }
    sign = alt.Chart(pd.DataFrame({"text": ["//"]})).mark_text(color=LIGHT["soft"])
    return [
        sign.encode(text="text:N", **broken),
        *(
            alt.Chart(pd.DataFrame({"text": [HEADS[lane]]}))
            .mark_text(
                align=align,
                baseline=baseline,
                lineBreak="\n",
                lineHeight=LINE,
                fontWeight="bold",
                color=LIGHT[INKS[lane]],
            )
            .encode(x=alt.value(x), y=alt.value(y), text="text:N")
            for lane, (align, baseline, x, y) in places.items()
        ),
    ]
