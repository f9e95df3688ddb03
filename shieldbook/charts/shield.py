"""A missile and its shields from the side, and beside it what a shield does to whoever would strike
back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import altair as alt
import pandas as pd

from shieldbook.charts.theme import LAYOUTS, LIGHT, Layout, dress, tips, wrap
from shieldbook.display import figure
from shieldbook.phrases import counted

# Outlines in Vega's own units, of a symbol that reaches from -1 to 1.
MISSILE = "M0,-1.3L0.3,-0.7L0.3,0.9L0.55,1.2L-0.55,1.2L-0.3,0.9L-0.3,-0.7Z"
TOWN = "M-1.2,1L-1.2,-0.1L-0.6,-0.1L-0.6,-1L0.1,-1L0.1,0.1L0.6,0.1L0.6,-0.5L1.2,-0.5L1.2,1Z"
CROSS = "M-0.7,-0.7L0.7,0.7M0.7,-0.7L-0.7,0.7"
SHIP = "M-1.4,-0.3L-0.3,-0.3L-0.3,-1L0.3,-1L0.3,-0.3L1.4,-0.3L0.9,0.6L-0.9,0.6Z"
BURST = "M0,-1.2L0.3,-0.3L1.2,0L0.3,0.3L0,1.2L-0.3,0.3L-1.2,0L-0.3,-0.3Z"
SHIELD_INK = LIGHT["united-states"]


@dataclass(frozen=True)
class _Scene:
    """What the side view shows beside the shields."""

    path: pd.DataFrame
    beam: pd.DataFrame
    engines_km: float


@dataclass(frozen=True)
class _Duel:
    """What the two cases show."""

    silos: pd.DataFrame
    ways: pd.DataFrame
    dome: pd.DataFrame
    cases: Mapping[str, str]


def shield(
    shields: pd.DataFrame,
    *,
    path: pd.DataFrame,
    beam: pd.DataFrame,
    engines_km: float,
    silos: pd.DataFrame,
    ways: pd.DataFrame,
    dome: pd.DataFrame,
    cases: Mapping[str, str],
    title: str,
    subtitle: str,
    description: str,
    source: str,
    caption: str,
) -> alt.Chart:
    """How a shield works, from the side and to scale, and why a rival minds it.

    `shields`: one row a shield: `name`, `told` (where it hits, in words), `stands` ("land" or
    "sea"), `from_km` (where its interceptor starts, over the ground), `along_km` and `up_km` (where
    it meets the missile), `heights` for the table behind. `path` and `beam` are the missile's way
    and what the radar sees of it, both `along_km` and `up_km`; the engines are drawn as burning up
    to `engines_km`.

    `silos` (`case`, `at`, `fate`) and `ways` (`case`, `silo`, `n`, `at`, `up`) are the missiles of
    a country that has been struck, and the ways of those that strike back; `dome` (`n`, `at`, `up`)
    stands over the attacker where one of them is stopped; `cases` says what follows from each case.
    On the phone the panels stand under one another and heights are stretched.
    """
    scene, duel = _Scene(path, beam, engines_km), _Duel(silos, ways, dome, cases)
    return figure(
        lambda table, layout: _draw(table, layout, scene, duel),
        shields,
        LAYOUTS,
        title=title,
        subtitle=subtitle,
        description=description,
        source=source,
        caption=caption,
        columns={"name": "Shield", "stands": "Stands on", "heights": "Hits a missile"},
    )


def _draw(shields: pd.DataFrame, layout: Layout, scene: _Scene, duel: _Duel) -> alt.Chart:
    panels = [_case(name, duel, layout) for name in duel.cases]
    beside = alt.vconcat(*panels, spacing=8) if layout.narrow else alt.hconcat(*panels, spacing=24)
    beside = beside.properties(title=_head("2  Why a rival minds it", layout))
    return dress(alt.vconcat(_side(shields, layout, scene), beside, spacing=22), layout)


def _side(shields: pd.DataFrame, layout: Layout, scene: _Scene) -> alt.LayerChart:
    """The side view; one kilometre along is one kilometre up, but on the phone."""
    first, far = (-310, 1530) if layout.narrow else (-120, 1390)
    width = layout.width - 6
    stretch = 2.6 if layout.narrow else 1
    x = alt.X(
        "along_km:Q",
        scale=alt.Scale(domain=[first, far], nice=False),
        axis=alt.Axis(
            title=None,
            values=[0, 500, 1000],
            labelExpr="format(datum.value, ',') + ' km'",
            grid=False,
            domain=False,
        ),
    )
    y = alt.Y(
        "up_km:Q",
        scale=alt.Scale(domain=[-10, 300], nice=False),
        axis=alt.Axis(
            title=None,
            values=[100, 200],
            labelExpr="datum.value + ' km up'",
            grid=False,
            domain=False,
            ticks=False,
            labelAlign="left",
            labelPadding=-2,
        ),
    )
    layers = [
        *_ground(x, y),
        *_flight(scene, layout, x, y),
        *_interceptors(shields, layout, x, y),
    ]
    head = _head("1  How a shield works", layout)
    return alt.layer(*layers).properties(
        width=width, height=round(width / (far - first) * 310 * stretch), title=head
    )


def _ground(x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Land, sea and land again: where the drawing's missile comes from and where it would fall."""
    strips = pd.DataFrame(
        [("land", -20, 90), ("sea", 90, 820), ("land", 820, 1070)],
        columns=["what", "along_km", "end"],
    ).assign(up_km=0)
    colour = alt.Color(
        "what:N", scale=alt.Scale(domain=["land", "sea"], range=[LIGHT["ink"], LIGHT["line"]])
    )
    dash = alt.StrokeDash("what:N", scale=alt.Scale(domain=["land", "sea"], range=[[1, 0], [3, 3]]))
    return [
        alt.Chart(strips)
        .mark_rule(strokeWidth=3)
        .encode(x=x, x2="end:Q", y=y, color=colour, strokeDash=dash)
    ]


def _flight(scene: _Scene, layout: Layout, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """The missile's way, thick while its engines burn, the radar's beam, and their words."""
    top = scene.path["up_km"].max()
    peak = scene.path.loc[[scene.path["up_km"].idxmax()]]
    rising = scene.path["along_km"] <= float(peak["along_km"].iloc[0])
    burning = scene.path[rising & (scene.path["up_km"] <= scene.engines_km)]
    radar = scene.beam.iloc[:1]
    view = scene.beam.iloc[1:-1].mean().to_frame().T * 0.85 + radar.reset_index(drop=True) * 0.15
    fan = alt.Chart(scene.beam).mark_line(fill=LIGHT["tint"], stroke=LIGHT["grid"], strokeWidth=1)
    engines = alt.Chart(burning).mark_line(color=LIGHT["ink"], strokeWidth=5)
    way = alt.Chart(scene.path).mark_line(color=LIGHT["ink"], strokeWidth=1.6, strokeDash=[5, 3])
    order = alt.Order("along_km:Q")
    falls = wrap(f"from {top:.0f} km up it falls like a thrown stone", 24 if layout.narrow else 60)
    return [
        fan.encode(x=x, y=y, order="n:Q"),
        way.encode(x=x, y=y, order=order),
        engines.encode(x=x, y=y, order=order),
        _words(burning.tail(1), "engines burn", x, y, align="left", dx=9, dy=8),
        _words(peak, falls, x, y, baseline="bottom", dy=-8 - 14 * falls.count("\n")),
        _dots(radar, "square", LIGHT["ink"], x, y),
        _words(view, "radar", x, y),
    ]


def _interceptors(shields: pd.DataFrame, layout: Layout, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Each interceptor from its launcher to where it meets the missile, with name and height."""
    shields = shields.assign(ground=0)
    ships = alt.Scale(domain=["land", "sea"], range=["triangle-up", SHIP])
    tip = tips({"name": "Shield", "heights": "Hits a missile"})
    base = alt.Chart(shields)
    home = alt.Chart(shields.assign(along_km=shields["from_km"], up_km=0))
    flights = base.mark_rule(color=SHIELD_INK, strokeWidth=2).encode(
        x=x, x2="from_km:Q", y=y, y2="ground:Q"
    )
    launchers = home.mark_point(
        filled=True, opacity=1, size=110, color=SHIELD_INK, yOffset=-4
    ).encode(x=x, y=y, shape=alt.Shape("stands:N", scale=ships))
    hits = base.mark_point(shape=BURST, filled=True, opacity=1, size=150, color=SHIELD_INK)
    end = ":\n" if layout.narrow else ": "
    told = shields.assign(
        told=shields["told"].str.replace(": ", end),
        along_km=shields[["along_km", "from_km"]].max(axis=1),
    )
    words = alt.Chart(told).mark_text(
        align="left", dx=10, dy=-6, lineBreak="\n", lineHeight=14, color=SHIELD_INK
    )
    return [
        flights,
        launchers,
        hits.encode(x=x, y=y, tooltip=tip),
        words.encode(x=x, y=y, text="told:N"),
    ]


def _case(name: str, duel: _Duel, layout: Layout) -> alt.LayerChart:
    """One case: the city at the left, the struck silos at the right, and what strikes back."""
    width = layout.width - 16 if layout.narrow else round(layout.width / 2 - 20)
    x = alt.X("at:Q", scale=alt.Scale(domain=[-5, 19], nice=False), axis=None)
    y = alt.Y("up:Q", scale=alt.Scale(domain=[-4, 6.4], nice=False), axis=None)
    ways = duel.ways[duel.ways["case"] == name]
    own = duel.silos[duel.silos["case"] == name]
    shielded = bool((own["fate"] == "stopped").any())
    layers = [
        *_city(duel, shielded, x, y),
        *_back(ways, shielded, x, y),
        *_silos(own, x, y),
    ]
    head = _head(name, layout, subtitle=duel.cases[name], fontSize=layout.text + 1)
    return alt.layer(*layers).properties(width=width, height=round(width * 10.4 / 24), title=head)


def _city(duel: _Duel, shielded: bool, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """The ground, the attacker's city, and the dome over it where there is a shield."""
    here = duel.dome.iloc[[0]].assign(at=0.0, up=0.0)
    blocks = pd.DataFrame({"at": [-2.0, 0.0, 2.0], "up": 0.6})
    ground = alt.Chart(pd.DataFrame({"at": [-5.0], "end": [19.0], "up": [0.0]}))
    rule = ground.mark_rule(color=LIGHT["ink"]).encode(x=x, x2="end:Q", y=y)
    roof = alt.Chart(duel.dome).mark_line(color=SHIELD_INK, strokeWidth=4)
    return [
        rule,
        *([roof.encode(x=x, y=y, order="n:Q")] if shielded else []),
        _dots(blocks, TOWN, LIGHT["line"], x, y, size=230),
        _words(here, "the attacker", x, y, baseline="top", dy=8),
    ]


def _back(ways: pd.DataFrame, shielded: bool, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """What strikes back, and where it ends: in the city, or at the dome."""
    lines = alt.Chart(ways).mark_line(color=LIGHT["ink"], strokeWidth=1.8, strokeDash=[5, 3])
    ends = ways.groupby("silo", as_index=False).last()
    return [
        lines.encode(x=x, y=y, detail="silo:N", order="n:Q"),
        _dots(ends, BURST, SHIELD_INK if shielded else LIGHT["ink"], x, y, size=220),
    ]


def _silos(own: pd.DataFrame, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """The silos, the destroyed ones crossed out, and how many they are."""
    lost = own["fate"] == "destroyed"
    row = own.assign(up=-0.95)
    last = row.tail(1).assign(at=19.0)
    crosses = alt.Chart(row[lost]).mark_point(
        shape=CROSS, size=90, strokeWidth=1.6, color=LIGHT["soft"], opacity=1
    )
    text = f"the other side\nits {counted(len(own), 'missile')}: {lost.sum()} destroyed by surprise"
    return [
        crosses.encode(x=x, y=y),
        _dots(row[~lost], MISSILE, LIGHT["ink"], x, y, size=150),
        _words(last, text, x, y, baseline="top", align="right", dy=12),
    ]


def _head(text: str, layout: Layout, **more) -> alt.TitleParams:
    colours = {"color": LIGHT["ink"], "subtitleColor": LIGHT["ink"]}
    size = {"fontSize": layout.text + 2, "subtitleFontSize": layout.text}
    return alt.TitleParams(text, anchor="start", offset=4, **(colours | size | more))


def _dots(rows: pd.DataFrame, shape: str, colour: str, x: alt.X, y: alt.Y, size: int = 90):
    mark = alt.Chart(rows).mark_point(shape=shape, filled=True, opacity=1, size=size, color=colour)
    return mark.encode(x=x, y=y)


def _words(rows: pd.DataFrame, text: str, x: alt.X, y: alt.Y, **style) -> alt.Chart:
    style = {"lineBreak": "\n", "lineHeight": 14} | style
    return alt.Chart(rows).mark_text(**style).encode(x=x, y=y, text=alt.value(text))
