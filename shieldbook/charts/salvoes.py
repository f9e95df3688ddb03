"""A hundred salvoes side by side, each a stack of missiles, sorted by how many get through."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from shieldbook.charts.theme import LAYOUTS, LIGHT, Layout, dress, tips
from shieldbook.display import figure

MANY = 100
# Room for one salvo and for one missile of it, in pixels: a salvo has to be seen as one stack.
WIDE_STEP, NARROW_STEP = (6.4, 5), (3.25, 3.25)
KEY = ("Each stack is one salvo of {} missiles:", "\u25cf stopped  \u25a0 gets through")


def salvoes(
    table: pd.DataFrame,
    *,
    settings: pd.DataFrame,
    start: tuple[int, int],
    beside: int,
    title: str,
    subtitle: str,
    description: str,
    source: str,
    caption: str,
) -> alt.Chart:
    """Two strips of a hundred salvoes: the battery that is asked about, and one beside it.

    `settings` is what `salvo.hundred_table` makes, `table` those of its rows that a reader may see
    as a table. The upper strip shows the battery with as many launchers as the parameter
    `launchers`, the lower one that with `beside`, both at the hit chance (per cent) of the
    parameter `hit`; `start` is where the two begin.
    """

    def draw(_, layout):
        return _draw(settings, layout, start, beside)

    return figure(
        draw,
        table,
        LAYOUTS,
        title=title,
        subtitle=subtitle,
        description=description,
        source=source,
        caption=caption,
        columns={
            "battery": "Battery",
            "hit_pct": "One interceptor hits (%)",
            "whole": "Nothing gets through (of 100 salvoes)",
            "rest": "In the others",
        },
    )


def _draw(
    settings: pd.DataFrame, layout: Layout, start: tuple[int, int], beside: int
) -> alt.VConcatChart:
    asked, hit = (
        alt.param(name=name, value=value)
        for name, value in zip(("launchers", "hit"), start, strict=True)
    )
    upper = _strip(settings, layout, asked.name)
    lower = _strip(settings, layout, beside, _key(settings, layout))
    strips = alt.vconcat(upper, lower, spacing=14)
    return dress(strips.add_params(asked, hit), layout)


def _strip(
    settings: pd.DataFrame, layout: Layout, launchers: str | int, key: Sequence[alt.Chart] = ()
) -> alt.LayerChart:
    """One battery: dots for what is stopped, squares for what gets through, and both counts in
    words."""
    own = alt.Chart(settings).transform_filter(
        f"datum.launchers == {launchers} && datum.hit_pct == hit"
    )
    step, missile = NARROW_STEP if layout.narrow else WIDE_STEP
    room = {"width": step * MANY, "height": missile * _size(settings)}
    parts = (_whole(own), *_marks(own, step, missile), *_words(own, layout, room["height"]))
    return alt.layer(*parts, *key).properties(**room)


def _size(settings: pd.DataFrame) -> int:
    """How many missiles a salvo has."""
    return len(settings["held"].iloc[0])


def _salvo(field: str) -> alt.X:
    return alt.X(field, scale=alt.Scale(domain=[0, MANY], nice=False), axis=None)


def _whole(own: alt.Chart) -> alt.LayerChart:
    """A ground under the salvoes of which nothing gets through, and a bracket over them."""
    held = own.transform_filter("datum.whole > 0").transform_calculate(start="0")
    ground = held.mark_rect(color=LIGHT["grid"]).encode(x=_salvo("start:Q"), x2="whole:Q")
    bracket = held.mark_rule(color=LIGHT["ink"], strokeWidth=2)
    return alt.layer(ground, bracket.encode(x=_salvo("start:Q"), x2="whole:Q", y=alt.value(-3)))


def _marks(own: alt.Chart, step: float, missile: float) -> list[alt.Chart]:
    """A dashed line a missile, each dash of it one salvo: the more of a salvo gets through, the
    higher it stands."""
    missiles = own.transform_flatten(["held"]).transform_window(missile="row_number()")
    y = alt.Y("missile:O", sort="descending", axis=None, scale=alt.Scale(padding=0))
    stopped = (
        missiles.transform_filter("datum.held > 0")
        .transform_calculate(begin="0.5", end="datum.held - 0.4")
        .mark_rule(color=LIGHT["line"], strokeCap="round")
        .encode(x=_salvo("begin:Q"), x2="end:Q", y=y)
    )
    through = (
        missiles.transform_filter(f"datum.held < {MANY}")
        .transform_calculate(
            begin="datum.held + 0.08",
            hurt=f"{MANY} - datum.held",
            more="datum.missile + ' or more'",
        )
        .mark_rule(color=LIGHT["north-korea"], strokeWidth=0.84 * missile)
        .encode(
            x=_salvo("begin:Q"),
            x2=alt.datum(MANY),
            y=y,
            tooltip=tips({"more": "Missiles that get through", "hurt": "Salvoes of 100"}),
        )
    )
    stopped.mark.strokeWidth, stopped.mark.strokeDash = 0.48 * step, [0, step]
    through.mark.strokeDash = [0.84 * step, 0.16 * step]
    return [stopped, through]


def _words(own: alt.Chart, layout: Layout, high: float) -> list[alt.Chart]:
    """Whose strip it is, in how many salvoes nothing gets through, and what does in the others."""
    named = "upper(slice(datum.battery, 0, 1)) + slice(datum.battery, 1) + ': '"
    held = "'nothing gets through in ' + datum.clean + ' of 100 salvoes'"
    # On a phone there is no room for both in one line.
    lines = [held, named] if layout.narrow else [f"{named} + {held}"]
    told = own.transform_calculate(start="0", end=f"{MANY}")
    left = [
        told.transform_calculate(said=line)
        .mark_text(align="left", baseline="bottom", fontWeight="bold")
        .encode(x=_salvo("start:Q"), y=alt.value(-7 - place * (layout.text + 5)), text="said:N")
        for place, line in enumerate(lines)
    ]
    right = told.mark_text(align="right", baseline="top" if layout.narrow else "bottom")
    place = alt.value(high + 4 if layout.narrow else -7)
    return [*left, right.encode(x=_salvo("end:Q"), y=place, text="rest:N")]


def _key(settings: pd.DataFrame, layout: Layout) -> list[alt.Chart]:
    """What one stack and its marks are."""
    size = _size(settings)
    step, missile = NARROW_STEP if layout.narrow else WIDE_STEP
    first = missile * size + (layout.text + 14 if layout.narrow else 8)
    parts = [part.format(size) for part in KEY]
    lines = pd.DataFrame({"text": parts if layout.narrow else [" ".join(parts)], "start": 0})
    lines["line"] = range(len(lines))
    return [
        alt.Chart(lines.iloc[[line]])
        .mark_text(align="left", baseline="top", color=LIGHT["soft"])
        .encode(x=_salvo("start:Q"), y=alt.value(first + line * (layout.text + 4)), text="text:N")
        for line in range(len(lines))
    ]
