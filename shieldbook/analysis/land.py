"""The land of a small map: what is in sight, in as few corners as the eye needs, and the places on
it."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
import pandas as pd

from shieldbook.analysis.lookup import row_of
from shieldbook.analysis.reach import EARTH_KM, WGS84, ReachError, distance_km

KM_A_DEGREE = math.pi / 180 * EARTH_KM
# What stands on a place of the table of sites, by its kind there.
CLAIMED = "southern-kurils"
STANDING, DROPPED, TOWN = "stands", "dropped", "town"
KINDS = {
    "planned-aegis-ashore": DROPPED,
    "radar": STANDING,
    "interceptor-and-radar": STANDING,
}


def in_sight(
    land: pd.DataFrame, box: tuple[float, float, float, float], apart_km: float
) -> pd.DataFrame:
    """The outlines of `reach.coarse` that reach into a box, in fewer corners.

    `box`: west, south, east, north, in degrees; what lies outside is laid on its edge, so that the
    box has to be wider than the picture. A corner goes where the line without it runs no
    farther than `apart_km` from it (Douglas and Peucker 1973, on a plane that is true in the middle
    of the box); an island that is no larger than that, or has then fewer than three corners, goes
    whole. Those that two states claim keep every corner. Raises ReachError for a distance that is
    not above 0.
    """
    if apart_km <= 0:
        raise ReachError(f"apart_km must be above 0: {apart_km}")
    west, south, east, north = box
    scale = np.array([math.cos(math.radians((south + north) / 2)), 1]) * KM_A_DEGREE
    parts = []
    for _, part in land.groupby("outline_id", sort=False):
        lon, lat = part["longitude_deg"], part["latitude_deg"]
        if lon.max() < west or lon.min() > east or lat.max() < south or lat.min() > north:
            continue
        part = part.assign(longitude_deg=lon.clip(west, east), latitude_deg=lat.clip(south, north))
        corners = part[["longitude_deg", "latitude_deg"]].to_numpy(dtype=float) * scale
        if (part["region"] == CLAIMED).any():
            parts.append(part)
            continue
        kept = part[_needed(corners, apart_km)]
        if len(kept) > 3 and np.hypot(*(corners - corners[0]).T).max() > apart_km:
            parts.append(kept)
    return pd.concat(parts, ignore_index=True) if parts else land.iloc[:0]


def _needed(corners: np.ndarray, apart: float) -> np.ndarray:
    """Which corners of a closed line are needed so that none is farther than `apart` from it."""
    keep = np.zeros(len(corners), dtype=bool)
    far = int(np.hypot(*(corners - corners[0]).T).argmax())
    keep[[0, far, -1]] = True
    stretches = [(0, far), (far, len(corners) - 1)]
    while stretches:
        first, last = stretches.pop()
        if last - first < 2:
            continue
        away = _away(corners[first + 1 : last], corners[first], corners[last])
        worst = int(away.argmax())
        if away[worst] > apart:
            middle = first + 1 + worst
            keep[middle] = True
            stretches += [(first, middle), (middle, last)]
    return keep


def _away(points: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """How far points are from the stretch between two others."""
    along = end - start
    length = float(along @ along)
    share = np.clip((points - start) @ along / length, 0, 1) if length else np.zeros(len(points))
    return np.hypot(*(points - start - share[:, None] * along).T)


def places(sites: pd.DataFrame, chosen: Iterable[tuple[str, str, str]]) -> pd.DataFrame:
    """Some places of a map: of the table of sites those that are `chosen` by id, each with what is
    written beside it and on which side ("left", "right", "above", "below").

    Out: `id`, `name`, `label`, `side`, `state`, `what` (STANDING, DROPPED, or TOWN for all that is
    no shield), `status`, `longitude_deg`, `latitude_deg`, `source`. Raises KeyError for a site that
    is not there.
    """
    rows = []
    for site, label, side in chosen:
        row = row_of(sites, site, "site")
        kept = {name: row[name] for name in ("name", "state", "status", "source")}
        latitude, longitude = _point(sites, site)
        told = {"label": label, "side": side, "what": KINDS.get(row["kind"], TOWN)}
        rows.append(
            {"id": site} | kept | told | {"longitude_deg": longitude, "latitude_deg": latitude}
        )
    return pd.DataFrame(rows)


def towards(
    sites: pd.DataFrame, start: str, goal: str, drawn_km: float, points: int = 9
) -> tuple[float, pd.DataFrame]:
    """The way from one site to another, both by id: how long it is, in km, and its first `drawn_km`
    as points: `n`, `longitude_deg`, `latitude_deg`, on the ellipsoid. Raises KeyError for a site
    that is not there, ReachError for more than the whole way."""
    here, there = (_point(sites, site) for site in (start, goal))
    km = distance_km(*here, *there)
    if not 0 < drawn_km <= km:
        raise ReachError(f"drawn_km must be above 0 and at most all {km:.0f}: {drawn_km}")
    azimuth = WGS84.Inverse(*here, *there)["azi1"]
    steps = [WGS84.Direct(*here, azimuth, part * 1000) for part in np.linspace(0, drawn_km, points)]
    way = {
        "n": range(points),
        "longitude_deg": [step["lon2"] for step in steps],
        "latitude_deg": [step["lat2"] for step in steps],
    }
    return km, pd.DataFrame(way)


def _point(sites: pd.DataFrame, site: str) -> tuple[float, float]:
    row = row_of(sites, site, "site")
    return float(row["latitude_deg"]), float(row["longitude_deg"])
