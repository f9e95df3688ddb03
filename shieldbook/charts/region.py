"""The map of the region: shields that stand or were given up, the capitals, and the way to
Moscow."""

from __future__ import annotations

import math
from collections.abc import Mapping

import altair as alt
import pandas as pd

from shieldbook.charts.theme import (
    EARTH_KM,
    LAYOUTS,
    LIGHT,
    STATE_INK,
    Layout,
    dress,
    inked,
    shaped,
    tips,
)
from shieldbook.display import figure

# The middle of the map in degrees east and north, and what of the Earth each layout shows, in km
# across; the phone's map is taller than broad.
MIDDLE = (136.0, 40.9)
ACROSS = {"wide": 2800, "narrow": 2230}
TALL = {"wide": 0.62, "narrow": 1.02}
DISPUTED = "southern-kurils"
CLAIMED = ("islands held\nby Russia, claimed\nby Japan", 148.9, 42.6)
SHIELD = "M-1,-1.1Q0,-0.8 0,-1.2Q0,-0.8 1,-1.1L1,0Q1,0.9 0,1.4Q-1,0.9 -1,0Z"
# Where names of states and of the sea stand, degrees east and north: clear of the places.
NAMES = (("RUS", 136.1, 46.4), ("CHN", 125.8, 44.6), ("JPN", 143.4, 37.3))
SEA = ("Sea of Japan", 133.6, 39.3)
LINE = 14
WHERE = {"longitude": "longitude_deg:Q", "latitude": "latitude_deg:Q"}
# How words stand on each side of a place, and which part of their height is above their first line.
SIDES = {
    "left": ({"align": "right", "baseline": "middle", "dx": -11}, 0.5),
    "right": ({"align": "left", "baseline": "middle", "dx": 11}, 0.5),
    "above": ({"align": "center", "baseline": "line-bottom", "dy": -11}, 1),
    "below": ({"align": "center", "baseline": "line-top", "dy": 11}, 0),
}


def region(
    places: pd.DataFrame,
    *,
    land: pd.DataFrame,
    way: tuple[float, pd.DataFrame],
    states: Mapping[str, str],
    title: str,
    subtitle: str,
    description: str,
    source: str,
    caption: str,
    lit: str = "",
) -> alt.Chart:
    """Where the shields stand, on an azimuthal map of the sea between Russia, Japan and Korea.

    `places`: what `analysis.land.places` makes: a shield that stands is a full shield, one given up
    an empty one, a capital has the shape and colour of its state. `land`: the corners of outlines
    (`outline_id`, `region`, `longitude_deg`, `latitude_deg`), in order. `way`: how far Moscow is,
    in km, and the points of the arrow towards it. `states`: the names of states by their codes.
    `lit`: a place by the first word of its label, drawn large.
    """
    return figure(
        lambda table, layout: _draw(table, layout, land, way, states, lit),
        places,
        LAYOUTS,
        title=title,
        subtitle=subtitle,
        description=description,
        source=source,
        caption=caption,
        columns={
            "name": "Place",
            "status": "What is or was there",
        },
    )


def _draw(
    places: pd.DataFrame,
    layout: Layout,
    land: pd.DataFrame,
    way: tuple[float, pd.DataFrame],
    states: Mapping[str, str],
    lit: str,
) -> alt.LayerChart:
    width = layout.width - 8
    height = round(width * TALL[layout.name])
    east, north = MIDDLE
    view = {
        "type": "azimuthalEquidistant",
        "rotate": [-east, -north, 0],
        "scale": width / ACROSS[layout.name] * EARTH_KM,
        "translate": [width / 2, height / 2],
        "clipExtent": [[-2, -2], [width + 2, height + 2]],
        "precision": 1,
    }
    layers = [
        *_land(land),
        *_way(*way),
        *_names(states),
        *_places(places, lit),
    ]
    return dress(alt.layer(*layers).project(**view).properties(width=width, height=height), layout)


def _land(land: pd.DataFrame) -> list[alt.Chart]:
    """The land, and with a broken outline the islands that two states claim."""
    claimed = land["region"] == DISPUTED
    base = {"clip": True, "strokeJoin": "round"}
    ground = alt.Chart(alt.Data(values=_features(land[~claimed]))).mark_geoshape(
        fill=LIGHT["grid"], stroke=LIGHT["tint"], strokeWidth=1, **base
    )
    disputed = alt.Chart(alt.Data(values=_features(land[claimed]))).mark_geoshape(
        fill=LIGHT["russia"], stroke=LIGHT["japan"], strokeWidth=1.6, **base
    )
    return [ground, disputed]


def _features(land: pd.DataFrame) -> list[dict]:
    """The outlines as one feature, since a picture of one shape has fewer bytes."""
    corners = land[["longitude_deg", "latitude_deg"]].round(2)
    rings = [[part.to_numpy().tolist()] for _, part in corners.groupby(land["outline_id"])]
    return [{"type": "Feature", "geometry": {"type": "MultiPolygon", "coordinates": rings}}]


def _way(km: float, points: pd.DataFrame) -> list[alt.Chart]:
    """The arrow towards Moscow, with the distance at its head."""
    line = alt.Chart(points).mark_line(color=LIGHT["soft"], strokeWidth=1.4)
    head = points.tail(1).assign(text=f"to Moscow: {km:,.0f} km")
    (east, north), (far_east, far_north) = (
        points[["longitude_deg", "latitude_deg"]].iloc[[-2, -1]].to_numpy()
    )
    turn = math.degrees(
        math.atan2((far_east - east) * math.cos(math.radians(north)), far_north - north)
    )
    return [
        line.encode(**WHERE, order="n:Q"),
        alt.Chart(head)
        .mark_point(
            shape="triangle-up",
            filled=True,
            opacity=1,
            size=130,
            color=LIGHT["soft"],
            angle=turn % 360,
        )
        .encode(**WHERE),
        alt.Chart(head)
        .mark_text(align="left", dx=12, dy=-4, color=LIGHT["soft"])
        .encode(**WHERE, text="text:N"),
    ]


def _names(states: Mapping[str, str]) -> list[alt.Chart]:
    """The names of states and of the sea."""
    rows = [(states[code].upper(), east, north) for code, east, north in NAMES]
    words = pd.DataFrame([*rows, SEA], columns=["text", "longitude_deg", "latitude_deg"])
    claimed = pd.DataFrame([CLAIMED], columns=words.columns)
    return [
        alt.Chart(words).mark_text(color=LIGHT["soft"]).encode(**WHERE, text="text:N"),
        alt.Chart(claimed)
        .mark_text(align="right", lineBreak="\n", lineHeight=LINE, baseline="line-top")
        .encode(**WHERE, text="text:N"),
    ]


def _places(places: pd.DataFrame, lit: str) -> list[alt.Chart]:
    """The places with their words: shields full and empty, towns in the shape of their state."""
    towns = places[places["what"] == "town"]
    shields = places[places["what"] != "town"].assign(lit=_is(places, lit))
    tip = tips({"name": "Place", "status": "What"})
    full = alt.Scale(domain=["stands", "dropped"], range=[LIGHT["ink"], LIGHT["tint"]])
    return [
        alt.Chart(towns)
        .mark_point(filled=True, opacity=1, size=100)
        .encode(
            **WHERE,
            color=alt.Color("state:N", scale=inked()),
            shape=alt.Shape("state:N", scale=shaped(STATE_INK)),
            tooltip=tip,
        ),
        alt.Chart(shields)
        .mark_point(shape=SHIELD, opacity=1, stroke=LIGHT["ink"], strokeWidth=1.6)
        .encode(
            **WHERE,
            fill=alt.Fill("what:N", scale=full),
            size=alt.Size("lit:N", scale=alt.Scale(domain=[False, True], range=[150, 320])),
            tooltip=tip,
        ),
        *_labels(places, lit),
    ]


def _labels(places: pd.DataFrame, lit: str) -> list[alt.Chart]:
    """The words of the places, each on its side: a layer for each way in which they are set."""
    layers = []
    breaks = places["label"].str.count("\n").rename("breaks")
    for (side, lines, bold), part in places.groupby(["side", breaks, _is(places, lit)]):
        style, share = SIDES[side]
        lift = style.get("dy", 0) - share * LINE * lines
        weight = "bold" if bold else "normal"
        words = alt.Chart(part).mark_text(
            lineBreak="\n", lineHeight=LINE, fontWeight=weight, **(style | {"dy": lift})
        )
        layers.append(words.encode(**WHERE, text="label:N"))
    return layers


def _is(places: pd.DataFrame, lit: str) -> pd.Series:
    """Which place is the one that is spoken of. Raises KeyError where no label begins so."""
    own = places["label"].str.startswith(lit) & bool(lit)
    if lit and not own.any():
        raise KeyError(f"no place of the map is called {lit!r}")
    return own.rename("lit")
