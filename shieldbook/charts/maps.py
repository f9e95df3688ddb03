"""Maps around one site: claimed ranges as rings, the land beneath, and the way to the nearest
Russian soil."""

from __future__ import annotations

import math
from collections.abc import Mapping

import altair as alt
import pandas as pd

from shieldbook.charts.theme import LAYOUTS, LIGHT, STATE_INK, Layout, dress, wrap
from shieldbook.display import figure

DISPUTED = "southern-kurils"
EARTH_KM = 6371.0
# Where a state's name stands: degrees east and north, in its land and clear of the sites; and
# whether on the phone too.
STATES_AT = (
    ("RUS", 133.6, 44.6, True),
    ("CHN", 121.5, 42.1, True),
    ("PRK", 126.4, 40.0, True),
    ("KOR", 127.9, 36.75, False),
    ("JPN", 139.6, 37.6, True),
)
DISPUTED_LABELS = {
    "wide": "Southern Kurils / Northern Territories: held by Russia, claimed by Japan",
    "narrow": "disputed",
}
DISPUTED_AT = (147.6, 43.2)


def reach(
    rings: pd.DataFrame,
    *,
    ways: pd.DataFrame,
    land: pd.DataFrame,
    states: Mapping[str, str],
    site: tuple[str, float, float],
    soil: tuple[float, float, float],
    title: str,
    subtitle: str,
    description: str,
    source: str,
    caption: str,
) -> alt.Chart:
    """A site in the middle of an azimuthal equidistant map, on which a ring around it is a circle
    and its radius true.

    `rings`: one row a claimed range, columns `label`, `range_km`, `measure`, `system` and
    `sources`. `ways`: the points of each ring in order, columns `label`, `longitude_deg`,
    `latitude_deg`. `land`: the coarse corners of the outlines, columns `outline_id`, `region`,
    `longitude_deg`, `latitude_deg`, in order. `states`: the names of states by their codes.
    `site`: name, latitude and longitude in degrees.
    `soil`: distance in km, latitude and longitude of the nearest Russian soil. In the page a slider
    draws one more ring, on a sphere: up to half a per cent off, which is less than the sources
    differ.
    """

    def draw(table, layout):
        return _draw(table, layout, ways, land, states, site, soil)

    return figure(
        draw,
        rings,
        LAYOUTS,
        title=title,
        subtitle=subtitle,
        description=description,
        source=source,
        caption=caption,
        columns={
            "system": "System",
            "measure": "What is claimed",
            "range_km": "Range (km)",
            "label": "On the map",
            "sources": "Source",
        },
    )


def _draw(
    rings: pd.DataFrame,
    layout: Layout,
    ways: pd.DataFrame,
    land: pd.DataFrame,
    states: Mapping[str, str],
    site: tuple,
    soil: tuple,
) -> alt.Chart:
    name, latitude, longitude = site
    side = layout.width - 8
    height = side if layout.narrow else round(side * 0.8)
    farthest = max(float(rings["range_km"].max()), soil[0])
    scale = height / 2 * 0.92 / (farthest / EARTH_KM)
    view = {
        "type": "azimuthalEquidistant",
        "rotate": [-longitude, -latitude, 0],
        "scale": scale,
        "translate": [side / 2, height / 2],
    }
    reached = height / 2 / scale * EARTH_KM

    def inside(to_latitude: float, to_longitude: float) -> bool:
        return _away_km(latitude, longitude, to_latitude, to_longitude) < reached * 0.92

    shown = _near(land, latitude, longitude, reached * 1.6)
    ground = alt.Chart(
        alt.Data(values=_features(shown[shown["region"] != DISPUTED]))
    ).mark_geoshape(fill=LIGHT["tint"], stroke=LIGHT["line"], strokeWidth=0.6, clip=True)
    disputed = alt.Chart(
        alt.Data(values=_features(shown[shown["region"] == DISPUTED]))
    ).mark_geoshape(
        fill="transparent", stroke=LIGHT["ink"], strokeWidth=1, strokeDash=[2, 2], clip=True
    )
    most = int(farthest * 1.08 // 50 * 50)
    range_km = alt.param(
        name="range_km",
        value=round(farthest * 0.8 / 50) * 50,
        bind=alt.binding_range(min=100, max=most, step=50, name="Another range (km)"),
    )
    layers = [
        ground,
        disputed,
        *_rings(rings, layout, ways),
        _chosen(latitude, longitude),
        *_way(site, soil),
        *_names(layout, states, inside),
    ]
    return dress(
        alt.layer(*layers)
        .add_params(range_km)
        .project(**view)
        .properties(width=side, height=height),
        layout,
    )


def _chosen(latitude: float, longitude: float) -> alt.Chart:
    """The ring of the slider: where one comes from the site in every direction, by the formulas of
    the sphere."""
    up, right = math.radians(latitude), math.radians(longitude)
    azimuths = pd.DataFrame({"azimuth": [math.radians(degrees) for degrees in range(0, 361, 3)]})
    return (
        alt.Chart(azimuths)
        .transform_calculate(
            phi=f"asin({math.sin(up)} * cos(range_km / {EARTH_KM}) + {math.cos(up)} * "
            "sin(range_km / "
            f"{EARTH_KM}) * cos(datum.azimuth))",
        )
        .transform_calculate(
            latitude="datum.phi * 180 / PI",
            longitude=f"({right} + atan2(sin(datum.azimuth) * sin(range_km / {EARTH_KM}) * "
            f"{math.cos(up)}, "
            f"cos(range_km / {EARTH_KM}) - {math.sin(up)} * sin(datum.phi))) * 180 / PI",
        )
        .mark_line(stroke=LIGHT["united-states"], strokeDash=[2, 4], strokeWidth=1.6, clip=True)
        .encode(longitude="longitude:Q", latitude="latitude:Q", order="azimuth:Q")
    )


def _away_km(latitude: float, longitude: float, to_latitude: float, to_longitude: float) -> float:
    """About how far two places are, on a sphere: enough to know what is in the picture."""
    lat, lon, to_lat, to_lon = map(math.radians, (latitude, longitude, to_latitude, to_longitude))
    cosine = math.sin(lat) * math.sin(to_lat) + math.cos(lat) * math.cos(to_lat) * math.cos(
        to_lon - lon
    )
    return EARTH_KM * math.acos(max(-1, min(1, cosine)))


def _near(land: pd.DataFrame, latitude: float, longitude: float, most_km: float) -> pd.DataFrame:
    """The outlines that come within a distance of the site, whole; the rest is out of the
    picture."""
    lat, lon = land["latitude_deg"].astype(float), land["longitude_deg"].astype(float)
    east = (lon - longitude) * math.cos(math.radians(latitude))
    far = ((lat - latitude) ** 2 + east**2) ** 0.5 * math.pi / 180 * EARTH_KM
    seen = set(land.loc[far <= most_km, "outline_id"])
    return land[land["outline_id"].isin(seen)]


def _features(land: pd.DataFrame) -> list[dict]:
    found = []
    for own, part in land.groupby(land["outline_id"], sort=True):
        corners = [
            [round(float(x), 2), round(float(y), 2)]
            for x, y in zip(part["longitude_deg"], part["latitude_deg"], strict=True)
        ]
        found.append(
            {
                "type": "Feature",
                "id": own,
                "geometry": {"type": "Polygon", "coordinates": [corners]},
            }
        )
    return found


def _rings(rings: pd.DataFrame, layout: Layout, ways: pd.DataFrame) -> list[alt.Chart]:
    lines, labels = [], []
    for n, row in enumerate(rings.itertuples()):
        way = ways[ways["label"] == row.label]
        corners = [
            [round(x, 2), round(y, 2)]
            for x, y in zip(way["longitude_deg"], way["latitude_deg"], strict=True)
        ]
        lines.append(
            {
                "type": "Feature",
                "properties": {"label": row.label},
                "geometry": {"type": "LineString", "coordinates": corners},
            }
        )
        # South-south-east and south-south-west in turn: over the sea on most maps of the book, away
        # from Russia, and clear of
        # the next ring's words.
        at = way.iloc[len(way) * (155 if n % 2 == 0 else 205) // 360]
        labels.append(
            {
                "longitude": at["longitude_deg"],
                "latitude": at["latitude_deg"],
                "text": wrap(row.label, 14 if layout.narrow else 40),
            }
        )
    strokes = (
        alt.Chart(alt.Data(values=lines))
        .mark_geoshape(filled=False, stroke=LIGHT["united-states"], strokeWidth=1.6, clip=True)
        .encode(tooltip=alt.Tooltip("properties.label:N", title="Ring"))
    )
    return [
        strokes,
        *_text(pd.DataFrame(labels), color=LIGHT["united-states"], baseline="bottom", dy=-4),
    ]


def _text(rows: pd.DataFrame, halo: float = 3, **style) -> list[alt.Chart]:
    """Words on the map, and under them, where there is a `halo`, its colour, so that lines do not
    run through them."""
    base = alt.Chart(rows).encode(longitude="longitude:Q", latitude="latitude:Q", text="text:N")
    shared = {
        "lineBreak": "\n",
        "lineHeight": 15,
        "clip": True,
        **{k: v for k, v in style.items() if k != "color"},
    }
    words = base.mark_text(color=style.get("color", LIGHT["ink"]), **shared)
    under = base.mark_text(stroke=LIGHT["tint"], strokeWidth=halo, color=LIGHT["tint"], **shared)
    return [under, words] if halo else [words]


def _way(site: tuple, soil: tuple) -> list[alt.Chart]:
    name, latitude, longitude = site
    km, to_latitude, to_longitude = soil
    line = [
        {
            "type": "Feature",
            "geometry": {
                "type": "LineString",
                "coordinates": [[longitude, latitude], [to_longitude, to_latitude]],
            },
        }
    ]
    way = alt.Chart(alt.Data(values=line)).mark_geoshape(
        filled=False, stroke=LIGHT["russia"], strokeWidth=1.6, strokeDash=[5, 3]
    )
    ends = pd.DataFrame(
        {
            "longitude": [longitude, to_longitude],
            "latitude": [latitude, to_latitude],
            "what": [name, "Russian soil"],
        }
    )
    dots = (
        alt.Chart(ends)
        .mark_point(filled=True, size=60, opacity=1)
        .encode(
            longitude="longitude:Q",
            latitude="latitude:Q",
            tooltip=alt.Tooltip("what:N", title="Place"),
            color=alt.Color(
                "what:N",
                scale=alt.Scale(
                    domain=[name, "Russian soil"], range=[LIGHT["ink"], LIGHT["russia"]]
                ),
            ),
        )
    )
    middle = pd.DataFrame(
        {
            "longitude": [(longitude + 2 * to_longitude) / 3],
            "latitude": [(latitude + 2 * to_latitude) / 3],
            "text": [f"{km:,.0f} km"],
        }
    )
    here = ends.iloc[:1].assign(text=[name])
    return [
        way,
        dots,
        *_text(middle, color=LIGHT["russia"], align="left", dx=6, fontWeight="bold"),
        *_text(here, align="left", baseline="middle", dx=9, fontWeight="bold"),
    ]


def _names(layout: Layout, states: Mapping[str, str], inside) -> list[alt.Chart]:
    parts = []
    for code, x, y, small in STATES_AT:
        if inside(y, x) and (small or not layout.narrow):
            parts += _text(
                pd.DataFrame([{"longitude": x, "latitude": y, "text": states[code]}]),
                halo=0,
                color=LIGHT[STATE_INK[code]],
            )
    x, y = DISPUTED_AT
    if inside(y, x):
        parts += _text(
            pd.DataFrame(
                [{"longitude": x, "latitude": y, "text": wrap(DISPUTED_LABELS[layout.name], 18)}]
            ),
            halo=0,
            baseline="top",
            align="center" if layout.narrow else "left",
            dy=8,
        )
    return parts
