"""How far a shield sees: distances on the ellipsoid, and what the horizon hides."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
import pandas as pd
from geographiclib.geodesic import Geodesic

from shieldbook.analysis.lookup import near, row_of

WGS84 = Geodesic.WGS84
EARTH_KM = 6371.0088
# Radio waves bend: a radar sees as far as on an Earth of four thirds the radius (standard
# atmosphere).
BENT_EARTH = 4 / 3
# How many of the corners that are nearest on a sphere are measured on the ellipsoid.
CANDIDATES = 12


class ReachError(ValueError):
    """A place or a range that cannot be: the message names the figure and its value."""


def distance_km(
    latitude: float, longitude: float, to_latitude: float, to_longitude: float
) -> float:
    """The shortest way over the WGS84 ellipsoid between two points given in degrees, in km (Karney
    2013). Raises ReachError.
    """
    for name, value, most in (
        ("latitude", latitude, 90),
        ("longitude", longitude, 180),
        ("latitude", to_latitude, 90),
        ("longitude", to_longitude, 180),
    ):
        if not -most <= value <= most:
            raise ReachError(f"a {name} lies from {-most} to {most} degrees: {value}")
    return WGS84.Inverse(latitude, longitude, to_latitude, to_longitude)["s12"] / 1000


def hidden_below_km(range_km: float) -> float:
    """The altitude in km below which a target at `range_km` (ground distance) is under a radar's
    horizon.

    For a radar at sea level on level ground: the height over a sphere of four thirds the Earth's
    radius at which a ray that leaves horizontally has come at that distance. Hills, and beams that
    start above the horizon, only raise it. Raises ReachError below 0.
    """
    if range_km < 0:
        raise ReachError(f"range_km must not be negative: {range_km}")
    radius = EARTH_KM * BENT_EARTH
    return radius * (1 / math.cos(range_km / radius) - 1)


def shore(
    outlines: pd.DataFrame, points: pd.DataFrame, state: str, regions: tuple[str, ...]
) -> pd.DataFrame:
    """The corners of a state's land in some regions: `latitude_deg`, `longitude_deg`, with more
    where corners are far apart.

    `outlines` and `outline_points` as the data package has them. Raises ReachError where there are
    none.
    """
    own = outlines[(outlines["state"] == state) & outlines["region"].isin(regions)]["id"]
    inside = points[points["outline_id"].isin(set(own))]
    if inside.empty:
        raise ReachError(f"no outline of {state} in {', '.join(regions)}")
    parts = []
    for _, part in inside.groupby(inside["outline_id"]):
        corners = part.sort_values("n", kind="stable")[["latitude_deg", "longitude_deg"]].to_numpy(
            dtype=float
        )
        for start, end in pairwise(corners):
            steps = max(1, math.ceil(float(np.abs(end - start).max()) / 0.05))
            parts.append(start + (end - start) * np.arange(steps)[:, None] / steps)
    return pd.DataFrame(np.concatenate(parts), columns=["latitude_deg", "longitude_deg"])


def nearest(latitude: float, longitude: float, land: pd.DataFrame) -> tuple[float, float, float]:
    """The nearest of the points of `land` (see `shore`) to a site: distance in km, its latitude and
    longitude in degrees.

    The points are sifted on a sphere, and the nearest dozen measured on the ellipsoid. Raises
    ReachError for no land.
    """
    if land.empty:
        raise ReachError("the nearest of no points cannot be found")
    lat, lon = (
        np.radians(land["latitude_deg"].to_numpy()),
        np.radians(land["longitude_deg"].to_numpy()),
    )
    here_lat, here_lon = math.radians(latitude), math.radians(longitude)
    half = (
        np.sin((lat - here_lat) / 2) ** 2
        + math.cos(here_lat) * np.cos(lat) * np.sin((lon - here_lon) / 2) ** 2
    )
    best = np.argsort(half, kind="stable")[:CANDIDATES]
    found = [
        (distance_km(latitude, longitude, *point), *point)
        for point in land.to_numpy(dtype=float)[best].tolist()
    ]
    return min(found)


def claimed(
    figures: pd.DataFrame, systems: pd.DataFrame, wanted: Sequence[tuple[str, str, str, str]]
) -> pd.DataFrame:
    """Ranges that sources claim, as rings: `label`, `range_km`, `system`, `measure` (both in
    words), `sources`, shortest first.

    `figures` is `system_figures`; each of `wanted` is a system, a measure, which end of it ("low"
    or "high") and words for the label. Raises ReachError where the measure is not there or is no
    distance.
    """
    called = dict(zip(systems["id"], systems["name"], strict=True))
    rows = []
    for system, measure, end, words in wanted:
        row = figures[(figures["system_id"] == system) & (figures["measure"] == measure)]
        if row.empty or str(row["unit"].iloc[0]) != "km":
            own = figures.loc[figures["system_id"] == system, "measure"]
            offer = near(measure, own) or near(system, figures["system_id"])
            raise ReachError(f"system_figures has no distance {measure} of {system}{offer}")
        km = float(row[end].iloc[0])
        rows.append(
            {
                "label": f"{km:,.0f} km{f', {words}' if words else ''}",
                "range_km": km,
                "system": called[system],
                "measure": str(row["label"].iloc[0]),
                "sources": str(row["source"].iloc[0]),
            }
        )
    return pd.DataFrame(rows).sort_values("range_km", kind="stable").reset_index(drop=True)


def treaty_spans(terms: pd.DataFrame, quantities: pd.DataFrame) -> pd.DataFrame:
    """What the INF Treaty banned beside what eaf-2018 prints: `what`, `low`, `high` (km).

    `terms` and `quantities` are `treaty_terms` and `quantities` of the data package. Raises
    KeyError where a term is gone.
    """
    own = terms[terms["treaty_id"] == "inf-treaty"]

    def term(name: str) -> pd.Series:
        return row_of(own, name, "term of the INF Treaty", by="term")

    printed = row_of(quantities, "eaf-2018-021", "claim with a figure", by="claim_id")
    rows = [
        ("As the 2018 article prints it", printed),
        ("The treaty", term("range")),
        ("Its shorter class", term("shorter-range-class")),
        ("Its intermediate class", term("intermediate-range-class")),
    ]
    return pd.DataFrame(
        [
            {"what": what, "low": float(found["low"]), "high": float(found["high"])}
            for what, found in rows
        ]
    )


def coarse(outlines: pd.DataFrame, points: pd.DataFrame) -> pd.DataFrame:
    """The outlines as the maps draw them: `outline_id`, `state`, `region`, `longitude_deg`,
    `latitude_deg`, in order."""
    named = outlines.set_index("id")
    shown = points[points["detail"].astype(int) == 1].sort_values(
        ["outline_id", "n"], kind="stable"
    )
    own = shown["outline_id"]
    return pd.DataFrame(
        {
            "outline_id": own,
            "state": own.map(named["state"]),
            "region": own.map(named["region"]),
            "longitude_deg": shown["longitude_deg"].astype(float),
            "latitude_deg": shown["latitude_deg"].astype(float),
        }
    ).reset_index(drop=True)


def sightlines(
    sites: pd.DataFrame, land: pd.DataFrame, claims: Mapping[str, tuple[float, float]]
) -> pd.DataFrame:
    """From each site to the nearest point of `land` (see `shore`): `sites` with `soil_km`,
    `soil_latitude_deg`, `soil_longitude_deg`, `bearing_deg` (clockwise from north), `hidden_km`
    (below which a radar there sees nothing over that point), `low_km` and `high_km` (the ends of
    `claims`, by the site's id; missing where nothing is claimed).

    `sites` has `id`, `latitude_deg` and `longitude_deg`. Nearest first.
    """
    rows = []
    for site in sites.itertuples():
        km, latitude, longitude = nearest(site.latitude_deg, site.longitude_deg, land)
        way = WGS84.Inverse(site.latitude_deg, site.longitude_deg, latitude, longitude)
        low, high = claims.get(site.id, (math.nan, math.nan))
        rows.append(
            {
                "id": site.id,
                "soil_km": round(km),
                "soil_latitude_deg": latitude,
                "soil_longitude_deg": longitude,
                "bearing_deg": round(way["azi1"], 2),
                "hidden_km": hidden_below_km(km),
                "low_km": low,
                "high_km": high,
            }
        )
    return sites.merge(pd.DataFrame(rows), on="id").sort_values(
        "soil_km", kind="stable", ignore_index=True
    )


RUSSIA = {
    "mainland": ("mainland",),
    "Sakhalin": ("sakhalin",),
    "southern Kurils": ("southern-kurils",),
}


def distances_table(
    sites: pd.DataFrame,
    outlines: pd.DataFrame,
    points: pd.DataFrame,
    regions: Mapping[str, tuple[str, ...]] = RUSSIA,
) -> pd.DataFrame:
    """How far each site is from Russian soil: `id`, `name`, and for every name of `regions` the
    distance in km, rounded.

    `sites` with `id`, `name`, `latitude_deg`, `longitude_deg`. The coast is known to a few km, and
    so is a distance.
    """
    lands = {name: shore(outlines, points, "RUS", kinds) for name, kinds in regions.items()}
    rows = []
    for site in sites.itertuples():
        far = {
            name: round(nearest(site.latitude_deg, site.longitude_deg, land)[0])
            for name, land in lands.items()
        }
        rows.append({"id": str(site.id), "name": str(site.name), **far})
    return pd.DataFrame(rows, columns=["id", "name", *regions])
