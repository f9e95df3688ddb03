"""How far a radar is said to see, and what the horizon hides: a map and a side view that follow one
switch of sites and one range."""

from __future__ import annotations

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

# Radio waves bend, so that a radar sees as on an Earth of four thirds the radius.
BENT_KM = EARTH_KM * 4 / 3
# Both layouts have one map and one section of the same size, side by side or one below the other:
# twice the same corners weigh little more than once.
MAP_PX, KM_A_PIXEL, CENTRE = (332, 330), 7.4, (133.2, 41.2)
SECTION_PX = (324, 292)
MOST_KM = 2000
TOP_KM = 180
AIRLINER_KM = 11
# A missile for scale: how far it flies, and how far behind the nearest Russian soil it starts.
FLIGHT_KM, BEHIND_KM = 600, 100
CAPITALS = ("KOR", "JPN")
# Where a state's name stands: degrees east and north, clear of the sites and of the first rings.
STATES_AT = (
    ("Russia", "RUS", 136.6, 48.6),
    ("China", "CHN", 121.5, 46.0),
    ("North\nKorea", "PRK", 126.6, 40.1),
    ("South Korea", "KOR", 127.4, 32.7),
    ("Japan", "JPN", 143.9, 37.6),
)
# How far from its dot a name stands that has no room beside it: degrees east and north.
ASIDE = (3.1, 0.75)
PLANE = (
    "M1,0 L0.8,-0.12 L0.25,-0.14 L-0.15,-0.8 L-0.4,-0.8 L-0.2,-0.14 L-0.65,-0.12 L-0.85,-0.42 "
    "L-1,-0.42 L-0.9,0 L-1,0.42 L-0.85,0.42 L-0.65,0.12 L-0.2,0.14 L-0.4,0.8 L-0.15,0.8 "
    "L0.25,0.14 L0.8,0.12 Z"
)


def sight(
    ways: pd.DataFrame,
    *,
    land: pd.DataFrame,
    places: pd.DataFrame,
    start: tuple[str, int],
    title: str,
    subtitle: str,
    description: str,
    source: str,
    caption: str,
) -> alt.Chart:
    """One map and one section, both set by the parameters `site` and `range_km`: the chosen site's
    range over the land, and from the side, above the curve below which the Earth hides what flies.

    `ways`: one row a site as `reach.sightlines` has them, with `site` (its name) and `state` (a
    code of CAPITALS). `land`: as `land.in_sight` has it. `places`: other names on the map,
    columns `name`, `longitude_deg`, `latitude_deg`, `side` (left of the dot, or aside at
    the end of a thin line) and `crossed` (the site whose way would run through words aside: they
    stand left then). `start`:
    the site and the range in km at which the picture begins. Rings are drawn on a sphere: up to
    half a per cent off, which is less than the sources differ.
    """

    def draw(table, layout):
        return _draw(table, layout, land, places, start)

    return figure(
        draw,
        ways.assign(hidden_km=ways["hidden_km"].round()),
        LAYOUTS,
        title=title,
        subtitle=subtitle,
        description=description,
        source=source,
        caption=caption,
        columns={
            "site": "Site",
            "soil_km": "Nearest Russian mainland (km)",
            "hidden_km": "Hidden there below (km)",
            "low_km": "Lowest claimed range (km)",
            "high_km": "Highest claimed range (km)",
        },
    )


def _draw(
    ways: pd.DataFrame,
    layout: Layout,
    land: pd.DataFrame,
    places: pd.DataFrame,
    start: tuple[str, int],
) -> alt.VConcatChart | alt.HConcatChart:
    site = alt.param(name="site", value=start[0])
    range_km = alt.param(name="range_km", value=start[1])
    kept = ways.drop(columns=["hidden_km"])
    beside = alt.vconcat if layout.narrow else alt.hconcat
    views = (_map(kept, layout, land, places), _section(kept))
    return dress(beside(*views, spacing=14).add_params(site, range_km), layout)


# The map


def _map(
    ways: pd.DataFrame, layout: Layout, land: pd.DataFrame, places: pd.DataFrame
) -> alt.LayerChart:
    (width, height), (east, north) = MAP_PX, CENTRE
    view = {
        "type": "azimuthalEquidistant",
        "rotate": [-east, -north, 0],
        "scale": EARTH_KM / KM_A_PIXEL,
        "translate": [width / 2, height / 2],
    }
    one = _chosen(ways)
    layers = [
        *_ground(land),
        _disc(one),
        *_claims(one),
        _names(layout),
        *_places(places),
        *_way(one),
        *_site(one),
    ]
    return alt.layer(*layers).project(**view).properties(width=width, height=height)


def _ground(land: pd.DataFrame) -> list[alt.Chart]:
    russian = land["state"] == "RUS"
    parts = ((land[russian], LIGHT["russia"], 0.4), (land[~russian], LIGHT["grid"], 1))
    return [
        alt.Chart(alt.Data(values=[_feature(part)])).mark_geoshape(
            fill=ink, fillOpacity=opacity, stroke=LIGHT["tint"], strokeWidth=1, clip=True
        )
        for part, ink, opacity in parts
    ]


def _feature(land: pd.DataFrame) -> dict:
    corners = land.groupby("outline_id", sort=True)[["longitude_deg", "latitude_deg"]]
    parts = [[part.round(2).to_numpy().tolist()] for _, part in corners]
    return {"type": "Feature", "geometry": {"type": "MultiPolygon", "coordinates": parts}}


def _chosen(ways: pd.DataFrame) -> alt.Chart:
    return alt.Chart(ways).transform_filter("datum.site == site")


def _arrived(chart: alt.Chart, km: str, azimuth: str) -> alt.Chart:
    """The rows with `to_latitude` and `to_longitude`: where one comes from a site over a sphere,
    after so many km (an expression) in a direction (an expression, in degrees)."""
    return (
        chart.transform_calculate(
            up="datum.latitude_deg * PI / 180",
            far=f"({km}) / {EARTH_KM}",
            azimuth=f"({azimuth}) * PI / 180",
        )
        .transform_calculate(
            phi="asin(sin(datum.up) * cos(datum.far) + cos(datum.up) * sin(datum.far) * "
            "cos(datum.azimuth))"
        )
        .transform_calculate(
            to_latitude="datum.phi * 180 / PI",
            to_longitude="datum.longitude_deg + atan2(sin(datum.azimuth) * sin(datum.far) * "
            "cos(datum.up), cos(datum.far) - sin(datum.up) * sin(datum.phi)) * 180 / PI",
        )
    )


def _around(chart: alt.Chart, km: str) -> alt.Chart:
    """The points of a ring of so many km, in order."""
    turned = chart.transform_calculate(turn="sequence(0, 361, 9)").transform_flatten(["turn"])
    return _arrived(turned, km, "datum.turn").encode(
        longitude="to_longitude:Q", latitude="to_latitude:Q", order="turn:Q"
    )


def capital(channel: type) -> alt.Color | alt.Fill | alt.Stroke:
    """The colour of the state on whose soil a site is, on a channel of colour."""
    return channel("state:N", scale=inked(CAPITALS), legend=None)


def mark() -> alt.Shape:
    """The shape of the state on whose soil a site is."""
    return alt.Shape("state:N", scale=shaped(CAPITALS), legend=None)


def _disc(one: alt.Chart) -> alt.Chart:
    return (
        _around(one, "range_km")
        .mark_line(strokeWidth=2, fillOpacity=0.22, clip=True)
        .encode(fill=capital(alt.Fill), stroke=capital(alt.Stroke))
    )


def _claims(one: alt.Chart) -> list[alt.Chart]:
    """The ends of what has been claimed, as thin rings; no second ring where the chosen one is."""
    ends = (
        one.transform_calculate(end="[datum.low_km, datum.high_km]")
        .transform_flatten(["end"])
        .transform_filter("datum.end > 0 && datum.end != range_km")
    )
    # Of the widest rings what is in the map has no room for words.
    told = _arrived(
        ends.transform_filter("datum.end < 1500"), "datum.end", "datum.bearing_deg + 84"
    ).transform_calculate(text="['also claimed:', format(datum.end, ',') + ' km']")
    # Clear of the chosen ring: within it a smaller claim has its words inside, a wider one outside.
    within = "datum.end < range_km"
    place = {
        "align": alt.expr(f"{within} ? 'right' : 'left'"),
        "dx": alt.expr(f"{within} ? -10 : 7"),
    }
    return [
        _around(ends, "datum.end")
        .mark_line(strokeWidth=1.2, strokeDash=[3, 3], clip=True, color=LIGHT["soft"])
        .encode(detail="end:Q"),
        told.mark_text(lineHeight=15, clip=True, color=LIGHT["soft"], **place).encode(
            longitude="to_longitude:Q", latitude="to_latitude:Q", text="text:N"
        ),
    ]


def _names(layout: Layout) -> alt.Chart:
    rows = pd.DataFrame(STATES_AT, columns=["name", "state", "longitude", "latitude"])
    inks = [LIGHT[STATE_INK[state]] for state in rows["state"]]
    return (
        alt.Chart(rows)
        .mark_text(fontWeight="bold", fontSize=layout.text, lineBreak="\n", lineHeight=15)
        .encode(
            longitude="longitude:Q",
            latitude="latitude:Q",
            text="name:N",
            color=alt.Color(
                "name:N", scale=alt.Scale(domain=rows["name"].tolist(), range=inks), legend=None
            ),
        )
    )


def _places(places: pd.DataFrame) -> list[alt.Chart]:
    at = {"longitude": "longitude_deg:Q", "latitude": "latitude_deg:Q"}
    dots = alt.Chart(places).mark_point(filled=True, size=36, opacity=1, color=LIGHT["ink"])
    left = "datum.side == 'left' || datum.crossed == site"
    east, north = ASIDE
    end = {"longitude": "to_longitude:Q", "latitude": "to_latitude:Q"}
    near = alt.Chart(places).transform_filter(left)
    aside = (
        alt.Chart(places)
        .transform_filter(f"!({left})")
        .transform_calculate(
            to_longitude=f"datum.longitude_deg + {east}",
            to_latitude=f"datum.latitude_deg + {north}",
        )
    )
    return [
        dots.encode(**at),
        aside.mark_rule(color=LIGHT["ink"]).encode(
            **at, longitude2="to_longitude:Q", latitude2="to_latitude:Q"
        ),
        near.mark_text(align="right", dx=-9, dy=5, baseline="middle").encode(**at, text="name:N"),
        aside.mark_text(align="left", dx=4, baseline="middle").encode(**end, text="name:N"),
    ]


def _site(one: alt.Chart) -> list[alt.Chart]:
    """The chosen site by the mark of its capital."""
    at = {"longitude": "longitude_deg:Q", "latitude": "latitude_deg:Q"}
    told = tips({"site": "Site", "soil_km:Q": "To Russia (km)"})
    return [
        one.mark_point(size=150, filled=True, opacity=1).encode(
            **at,
            shape=mark(),
            fill=capital(alt.Fill),
            tooltip=told,
        ),
        one.mark_text(align="left", dx=11, dy=3, baseline="middle", fontWeight="bold").encode(
            **at, text="site:N"
        ),
    ]


def _way(one: alt.Chart) -> list[alt.Chart]:
    """The line to the nearest Russian soil with its length, and how far beyond it the range comes,
    or how far short of it."""
    end = _arrived(one, "range_km", "datum.bearing_deg")
    half = _arrived(one, "datum.soil_km * 0.36", "datum.bearing_deg").transform_calculate(
        text="[format(datum.soil_km, ',') + ' km', range_km < datum.soil_km ? "
        "format(datum.soil_km - range_km, ',') + ' km short' : '']"
    )
    beyond = end.transform_filter("range_km > datum.soil_km").transform_calculate(
        text="format(range_km - datum.soil_km, ',') + ' km farther'"
    )
    there = {"longitude": "to_longitude:Q", "latitude": "to_latitude:Q"}
    soil = {"longitude": "soil_longitude_deg:Q", "latitude": "soil_latitude_deg:Q"}
    return [
        one.mark_rule(strokeWidth=2.5, color=LIGHT["ink"]).encode(
            longitude="longitude_deg:Q",
            latitude="latitude_deg:Q",
            longitude2="soil_longitude_deg:Q",
            latitude2="soil_latitude_deg:Q",
        ),
        end.mark_rule(strokeWidth=2, strokeDash=[2, 3], color=LIGHT["ink"]).encode(
            **soil, longitude2="to_longitude:Q", latitude2="to_latitude:Q"
        ),
        one.mark_point(
            filled=True, shape="circle", size=90, opacity=1, color=LIGHT["russia"]
        ).encode(**soil),
        half.mark_text(align="left", dx=8, lineHeight=15, fontWeight="bold").encode(
            **there, text="text:N"
        ),
        beyond.mark_text(align="left", dx=5, dy=-13, fontWeight="bold").encode(
            **there, text="text:N"
        ),
    ]


# The section


def _section(ways: pd.DataFrame) -> alt.LayerChart:
    width, height = SECTION_PX
    taller = round(height / TOP_KM / (width / MOST_KM))
    x = alt.X(
        "x:Q",
        scale=alt.Scale(domain=[0, MOST_KM], nice=False),
        axis=alt.Axis(
            title="km from the radar", titleAnchor="end", grid=False, format=",d", tickCount=4
        ),
    )
    y = alt.Y(
        "y:Q",
        scale=alt.Scale(domain=[0, TOP_KM], nice=False),
        axis=alt.Axis(
            title=f"km high (stretched {taller}-fold)",
            titleAngle=0,
            titleAlign="left",
            titleAnchor="end",
            titleX=0,
            titleY=-8,
            grid=False,
            domain=False,
            ticks=False,
            labelAlign="left",
            labelPadding=-5,
            values=[50, 100, 150],
        ),
    )
    one = _chosen(ways)
    return alt.layer(
        *_views(one, x, y),
        *_missile(one, x, y),
        *_soil(one, x, y),
        *_airliner(one, x, y),
        *_parts(one, x, y),
    ).properties(width=width, height=height)


def horizon(km: str) -> str:
    """The height in km below which the Earth hides what is so many km away (an expression): the
    formula of `reach.hidden_below_km`."""
    return f"{BENT_KM:.2f} * (1 / cos({km} / {BENT_KM:.2f}) - 1)"


def _views(one: alt.Chart, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """What is hidden, what is seen, and the curve between them."""
    curve = {"y": horizon("datum.x"), "foot": "-20", "top": f"{TOP_KM}"}
    whole = one.transform_calculate(x=f"sequence(0, {MOST_KM + 101}, 100)")
    seen = one.transform_calculate(x="sequence(0, range_km * 1.01, range_km / 16)")
    return [
        seen.transform_flatten(["x"])
        .transform_calculate(**curve)
        .mark_area(fillOpacity=0.22, clip=True)
        .encode(x=x, y=y, y2="top:Q", fill=capital(alt.Fill)),
        whole.transform_flatten(["x"])
        .transform_calculate(**curve)
        .mark_area(fill=LIGHT["grid"], stroke=LIGHT["ink"], strokeWidth=2, clip=True)
        .encode(x=x, y=y, y2="foot:Q"),
    ]


def _missile(one: alt.Chart, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """A missile that flies away from the radar on the arc of least energy over flat ground, whose
    top is a quarter of the range: broken where the radar does not see it."""
    flown = _flown(one, 30)
    seen = _flown(one, 10).transform_filter(
        f"datum.x <= range_km && datum.y >= {horizon('datum.x')}"
    )
    top = one.transform_calculate(
        x=f"datum.soil_km + {BEHIND_KM + FLIGHT_KM / 2}", y=f"{FLIGHT_KM / 4}", text="'missile'"
    )
    line = {"color": LIGHT["russia"]}
    return [
        flown.mark_line(strokeWidth=1.6, strokeDash=[3, 3], **line).encode(x=x, y=y, order="x:Q"),
        seen.mark_line(strokeWidth=4, **line).encode(x=x, y=y, order="x:Q"),
        top.mark_text(align="left", dx=-4, dy=-9, **line).encode(x=x, y=y, text="text:N"),
    ]


def _flown(one: alt.Chart, step: int) -> alt.Chart:
    return (
        one.transform_calculate(flown=f"sequence(0, {FLIGHT_KM + 1}, {step})")
        .transform_flatten(["flown"])
        .transform_calculate(
            x=f"datum.soil_km + {BEHIND_KM} + datum.flown",
            y=f"datum.flown * (1 - datum.flown / {FLIGHT_KM})",
        )
    )


def _soil(one: alt.Chart, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """The height over the nearest Russian soil below which nothing is seen."""
    hidden = horizon("datum.soil_km")
    soil = one.transform_calculate(
        x="datum.soil_km",
        foot="0",
        y=hidden,
        text=f"['hidden', 'below ' + format({hidden}, 'd') + ' km']",
        begins="'Russia begins'",
    )
    foot = soil.transform_calculate(y="0")
    words = {"fontWeight": "bold", "lineHeight": 15}
    return [
        soil.mark_rule(strokeWidth=4, color=LIGHT["ink"]).encode(x=x, y=y, y2="foot:Q"),
        foot.mark_point(
            shape="circle", filled=True, size=90, opacity=1, color=LIGHT["russia"]
        ).encode(x=x, y=y),
        foot.mark_text(dy=34, color=LIGHT["russia"], **words).encode(x=x, y=y, text="begins:N"),
        soil.mark_text(align="right", baseline="bottom", dx=-2, dy=-19, **words).encode(
            x=x, y=y, text="text:N"
        ),
    ]


def _airliner(one: alt.Chart, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """What flies low, for scale."""
    plane = one.transform_calculate(
        x=f"datum.soil_km + {BEHIND_KM + 90}", y=f"{AIRLINER_KM}", text="'airliner'"
    )
    return [
        plane.mark_point(shape=PLANE, filled=True, size=200, opacity=1, color=LIGHT["ink"]).encode(
            x=x, y=y
        ),
        plane.mark_text(align="left", baseline="middle", dx=13).encode(x=x, y=y, text="text:N"),
    ]


def _parts(one: alt.Chart, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Where the range ends, and what the parts of the picture are."""
    end = one.transform_calculate(x="range_km", y=horizon("range_km"), top=f"{TOP_KM}")
    above = end.transform_filter(f"datum.y < {TOP_KM}")
    # Farther out the curve leaves no room at the top.
    parts = end.transform_calculate(
        x="min(range_km, 1600)",
        y=f"{TOP_KM}",
        seen="format(range_km, ',') + ' km'",
        far="'too far'",
    )
    hidden = one.transform_calculate(
        x=f"{MOST_KM}", y="75", text="['hidden', 'behind the', 'Earth’s curve']"
    )
    inside = one.transform_calculate(x="0", y="75", text="'in view'")
    words = {"baseline": "top", "dy": 5}
    return [
        above.mark_rule(strokeWidth=2).encode(x=x, y=y, y2="top:Q", stroke=capital(alt.Stroke)),
        parts.mark_text(align="right", dx=-6, fontWeight="bold", **words).encode(
            x=x, y=y, text="seen:N"
        ),
        parts.transform_filter("range_km < 1500")
        .mark_text(align="left", dx=6, color=LIGHT["soft"], **words)
        .encode(x=x, y=y, text="far:N"),
        inside.mark_text(align="left", baseline="middle", dx=6, color=LIGHT["soft"]).encode(
            x=x, y=y, text="text:N"
        ),
        hidden.mark_text(align="right", dx=-6, lineHeight=15, color=LIGHT["soft"]).encode(
            x=x, y=y, text="text:N"
        ),
    ]
