"""One palette, two layouts, one base style for every chart of the book."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import altair as alt
import pandas as pd

# Light and dark of every colour that a chart may use. In the page the light value becomes
# `var(--sb-<name>)`.
PALETTE = {
    "ink": ("#1d2330", "#e8e6e1"),
    "soft": ("#5a6272", "#a9afba"),
    "line": ("#8b92a0", "#7d8492"),
    "grid": ("#d9dce2", "#3a404c"),
    "tint": ("#eef0f3", "#262b35"),
    "russia": ("#b34d3c", "#e27648"),
    "japan": ("#9b0b65", "#ce88b6"),
    "south-korea": ("#307963", "#8cefb5"),
    "north-korea": ("#4b4439", "#b9ae9a"),
    "united-states": ("#0057dc", "#81b7e6"),
    "china": ("#725500", "#ffd62f"),
    "against": ("#602e00", "#fca561"),
    "favour": ("#482b9b", "#9587f8"),
}
# The shape of each state, by its code: the same in every picture, as is its colour.
STATE_SHAPE = {
    "RUS": "circle",
    "JPN": "square",
    "KOR": "diamond",
    "USA": "triangle-right",
    "PRK": "cross",
    "CHN": "triangle-left",
}
# The colour of each state, by its code.
STATE_INK = {
    "RUS": "russia",
    "JPN": "japan",
    "KOR": "south-korea",
    "PRK": "north-korea",
    "USA": "united-states",
    "CHN": "china",
}
# The mean radius of the Earth (IUGG), for maps.
EARTH_KM = 6371.0088
LIGHT = {name: pair[0] for name, pair in PALETTE.items()}
INK_VARIABLES = {pair[0].lower(): name for name, pair in PALETTE.items()}
# Arial's metrics, which the converter knows too: labels measured at build fit the page's text.
# Where there is none of them, the page makes the wide font of most Linux machines narrower.
FONT = "Arial, Helvetica, Liberation Sans, sb-narrowed, sans-serif"

# About as wide, in pixels, is a letter of a picture's text.
LETTER = 6.5


@dataclass(frozen=True)
class Layout:
    """Room for one picture: width of the whole picture and size of its text, both in CSS pixels."""

    name: str
    width: int
    text: int

    @property
    def narrow(self) -> bool:
        """Whether this is the phone's layout."""
        return self.name == "narrow"


WIDE = Layout("wide", 680, 13)
NARROW = Layout("narrow", 340, 12)
LAYOUTS = (WIDE, NARROW)


def levels(places: Iterable[float], apart: float) -> list[int]:
    """The lowest level for each of some places in ascending order on which no earlier one is nearer
    than `apart`, in pixels."""
    taken: list[float] = []
    found = []
    for place in places:
        level = next((n for n, last in enumerate(taken) if place - last >= apart), len(taken))
        taken[level : level + 1] = [place]
        found.append(level)
    return found


def clear(
    texts: Iterable[tuple[int, float, str]],
    width: float,
    before: Iterable[tuple[int, float, float]] = (),
) -> list[bool]:
    """Which texts can be set, each given by its line, its begin in pixels and its words: once each,
    where they meet none before them in the list and end within `width`. `before`: what is taken
    from the first, each by its line, begin and end."""
    taken = list(before)
    seen: set[str] = set()
    kept = []
    for line, begin, text in texts:
        end = begin + LETTER * max(len(part) for part in text.split("\n"))
        met = any(
            line == other and begin < high + LETTER and end > low - LETTER
            for other, low, high in taken
        )
        kept.append(not met and end <= width and text not in seen)
        if kept[-1]:
            taken.append((line, begin, end))
            seen.add(text)
    return kept


def dress(chart: alt.TopLevelMixin, layout: Layout) -> alt.TopLevelMixin:
    """Give a finished drawing the book's quiet base style: no frame, few gridlines, text no smaller
    than 12 px."""
    size = layout.text
    # Altair copies the whole chart at every change: these are one.
    config = alt.Config(
        font=FONT,
        background="transparent",
        padding=2,
        view=alt.ViewConfig(stroke=None),
        axis=alt.AxisConfig(
            labelFontSize=size,
            titleFontSize=size,
            labelColor=LIGHT["ink"],
            titleColor=LIGHT["soft"],
            titleFontWeight="normal",
            domainColor=LIGHT["line"],
            tickColor=LIGHT["line"],
            gridColor=LIGHT["grid"],
            labelLimit=320,
            titleAnchor="start",
        ),
        text=alt.MarkConfig(fontSize=size, color=LIGHT["ink"], font=FONT),
        legend=alt.LegendConfig(disable=True),
        header=alt.HeaderConfig(labelFontSize=size, titleFontSize=size, labelColor=LIGHT["ink"]),
    )
    return chart.properties(config=config)


def on(day: pd.Timestamp | str) -> int:
    """A day as the end of a time scale, in milliseconds since 1970: the one form that every layer
    reads alike."""
    return int(pd.Timestamp(day).timestamp() * 1000)


def middle(spans: pd.DataFrame) -> pd.Series:
    """The moment half-way from `start` to `end` of each row."""
    return spans["start"] + (spans["end"] - spans["start"]) / 2


def inked(states: Iterable[str] = STATE_INK) -> alt.Scale:
    """The colours of states as a scale over their codes."""
    codes = list(states)
    return alt.Scale(domain=codes, range=[LIGHT[STATE_INK[code]] for code in codes])


def shaped(states: Iterable[str] = STATE_SHAPE) -> alt.Scale:
    """The shapes of states as a scale over their codes."""
    codes = list(states)
    return alt.Scale(domain=codes, range=[STATE_SHAPE[code] for code in codes])


def tips(told: Mapping[str, str]) -> list[alt.Tooltip]:
    """What a mark says when it is asked: fields, as text unless they name a type, by the words
    before each."""
    return [
        alt.Tooltip(name if ":" in name else f"{name}:N", title=words)
        for name, words in told.items()
    ]


def wrap(text: str, characters: int) -> str:
    """Break a label into lines of at most `characters`, for marks with `lineBreak="\\n"`."""
    lines = textwrap.wrap(text, characters, break_long_words=False, break_on_hyphens=False)
    return "\n".join(lines) or text
