"""Model: a missile from the side, where shields meet it, and what a struck country has left."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd

from shieldbook.analysis.lookup import row_of
from shieldbook.analysis.reach import EARTH_KM

# A drawing of two sides has no scale: a city lies about 0, under a dome, and silos further on.
FIRST_SILO, CITY, DOME, TOP = 8.0, 2.0, 4.0, 6.0
WITHOUT, WITH = "Without a shield", "With a shield"
# Where the drawing's launchers stand, in km from where its missile starts.
SHIP, THAAD, PATRIOT = 640, 930, 1030


class FlightError(ValueError):
    """A flight that cannot be, or a height that it does not reach: the message names the figure."""


def flight(distance_km: float, apogee_km: float, points: int = 25) -> pd.DataFrame:
    """A missile that falls freely from launch to impact, seen from the side: `along_km` (over the
    ground) and `up_km`, in order.

    An ellipse with the Earth's centre in one focus (Bate, Mueller and White, *Fundamentals of
    Astrodynamics*, 1971, chapter 6), on a sphere that neither turns nor has air; the time in which
    the engines burn is taken for part of it. Raises FlightError for a distance or a height that is
    not above 0, for a distance over half the way round, and for fewer than 3 points.
    """
    for name, value in (("distance_km", distance_km), ("apogee_km", apogee_km)):
        if value <= 0:
            raise FlightError(f"{name} must be above 0: {value}")
    half = distance_km / EARTH_KM / 2
    if half >= math.pi / 2:
        raise FlightError(f"distance_km is more than half the way round: {distance_km}")
    if points < 3:
        raise FlightError(f"a flight takes at least 3 points: {points}")
    high = EARTH_KM + apogee_km
    flat = apogee_km / (high - EARTH_KM * math.cos(half))
    angle = np.linspace(-half, half, points)
    up = high * (1 - flat) / (1 - flat * np.cos(angle)) - EARTH_KM
    return pd.DataFrame(
        {"along_km": (angle + half) * EARTH_KM, "up_km": np.maximum(up, 0).round(9)}
    )


def interceptors(figures: pd.DataFrame) -> pd.DataFrame:
    """The three kinds of shield that the chapters name: `name`, `told` and `heights` (where it hits
    a missile, in words), `stands`, `from_km` (its launcher in the drawing), `up_km` (the height
    drawn: of a span the middle). `figures` is `system_figures`. Raises KeyError."""

    def km(system: str, measure: str) -> float:
        own = figures[figures["system_id"] == system]
        return float(row_of(own, measure, f"figure of {system}", by="measure")["low"])

    low, high = (km("thaad", f"engagement-altitude-{end}") for end in ("lower", "upper"))
    last, tried = km("pac-3", "engagement-altitude"), km("sm-3-block-ia", "test-intercept-altitude")
    band = f"{low:.0f} to {high:.0f} km up"
    return pd.DataFrame(
        {
            "name": ["SM-3", "THAAD", "Patriot"],
            "told": [
                "SM-3, from a ship: above the air",
                f"THAAD: {band}",
                f"Patriot: the last {last:.0f} km",
            ],
            "heights": [f"{tried:.0f} km up in a test", band, f"in the last {last:.0f} km"],
            "stands": ["sea", "land", "land"],
            "from_km": [SHIP, THAAD, PATRIOT],
            "up_km": [tried, (low + high) / 2, last],
        }
    )


def meetings(path: pd.DataFrame, shields: pd.DataFrame) -> pd.DataFrame:
    """Where shields meet a falling missile: the rows of `shields` (`up_km`, the height at which it
    is hit) with `along_km`, the place over the ground. `path` is what `flight` makes. Raises
    FlightError for a height above its top."""
    top = float(path["up_km"].max())
    for height in shields["up_km"]:
        if not 0 <= height <= top:
            raise FlightError(f"the flight is never {height} km up: its top is {top:.0f}")
    fall = path.iloc[int(path["up_km"].to_numpy().argmax()) :].iloc[::-1]
    found = np.interp(shields["up_km"].astype(float), fall["up_km"], fall["along_km"])
    return shields.assign(along_km=found)


def beam(path: pd.DataFrame, radar_km: float, seen_km: tuple[float, float]) -> pd.DataFrame:
    """What a radar at `radar_km` sees of a flight between two places over the ground: the outline
    of its beam, `n`, `along_km` and `up_km`, from the radar and back to it."""
    inside = path[path["along_km"].between(*seen_km)]
    radar = pd.DataFrame({"along_km": [radar_km], "up_km": [0.0]})
    outline = pd.concat([radar, inside[["along_km", "up_km"]], radar], ignore_index=True)
    return outline.assign(n=range(len(outline)))


def silos(count: int, left: Collection[int], stopped: int) -> pd.DataFrame:
    """The missiles of a country that has been struck, without and with a shield over the striker:
    one row a silo and case.

    `left` are the silos, from 1 to `count`, that the strike missed; a shield stops at most
    `stopped`, those first that stand nearest. Out: `case` (WITHOUT, WITH), `silo`, `at` (its place
    in the drawing), `fate`: "destroyed", "strikes back" or "stopped". Raises ValueError for a silo
    that is not there.
    """
    if strange := sorted(set(left) - set(range(1, count + 1))):
        raise ValueError(f"none of the silos, {count} in all, has the number {strange[0]}")
    rows = []
    for case, shield in ((WITHOUT, 0), (WITH, stopped)):
        caught = set(sorted(left)[:shield])
        for silo in range(1, count + 1):
            back = "stopped" if silo in caught else "strikes back"
            fate = back if silo in left else "destroyed"
            at = FIRST_SILO + silo
            rows.append({"case": case, "silo": silo, "at": at, "fate": fate})
    return pd.DataFrame(rows)


def strikes(struck: pd.DataFrame, points: int = 11) -> pd.DataFrame:
    """The ways of the missiles that strike back, from their silo to the city or to its dome:
    `case`, `silo`, `n` (their order), `at`, `up`. `struck` is what `silos` makes."""
    parts = []
    back = struck[struck["fate"] != "destroyed"]
    near, far = back["at"].min(), back["at"].max()
    for row in back.itertuples():
        target = CITY - 2 * CITY * (row.at - near) / max(1, far - near)
        share = np.linspace(0, 1, points)
        at = row.at + (target - row.at) * share
        up = 4 * TOP * share * (1 - share) * (row.at - target) / (far + CITY)
        if row.fate == "stopped":
            at, up = _outside(at, up)
        parts.append(
            pd.DataFrame(
                {"case": row.case, "silo": row.silo, "n": range(len(at)), "at": at, "up": up}
            )
        )
    return pd.concat(parts, ignore_index=True)


def _outside(at: np.ndarray, up: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The part of a way that is outside the dome, to the dome itself."""
    away = np.hypot(at, up)
    within = int(np.argmax(away < DOME))
    share = (away[within - 1] - DOME) / (away[within - 1] - away[within])
    ends = [way[within - 1] + share * (way[within] - way[within - 1]) for way in (at, up)]
    return np.append(at[:within], ends[0]), np.append(up[:within], ends[1])


def dome(degrees: Sequence[float] = tuple(range(0, 181, 15))) -> pd.DataFrame:
    """The outline of the dome over the city: `n`, `at`, `up`."""
    angle = np.radians(np.asarray(degrees, dtype=float))
    return pd.DataFrame(
        {"n": range(len(angle)), "at": DOME * np.cos(angle), "up": DOME * np.sin(angle)}
    )
