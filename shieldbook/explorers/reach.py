"""What lies inside a range around a site, and what the horizon hides there: a site and a range of
the reader's choice."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from shieldbook.analysis.lookup import near
from shieldbook.analysis.reach import distance_km, distances_table, hidden_below_km
from shieldbook.controls import Control, ControlError
from shieldbook.explorers.explorer import ModelExplorer
from shieldbook.phrases import listed, tenths

MOST_KM = 3000
SOIL = {
    "mainland": "the Russian mainland",
    "Sakhalin": "Sakhalin",
    "southern Kurils": "the southern Kurils",
}
NOTE = (
    "Distances are to the nearest shore or border, good to a few kilometres, or to the middle of "
    "a town or site. The horizon is "
    "that of a radar at sea level on level ground. A range is not a covered area: a radar looks "
    "along a sector."
)


def reach(options: dict, data: dict) -> dict:
    """Which places lie within a range of a site, and above what altitude a radar there could see
    them.

    `options`: `site` (a name of `data`) and `range_km`. `data["sites"]`: for each site its
    `places`, pairs of name and distance in whole km; `data["soil"]`: which of them are Russian
    soil. `data["hidden"]`: the altitude in km below which a target is under the horizon, by 10 km
    of distance. Out: `answer`; behind it `inside` (names); and `rows`, every place with its
    distance, nearest first.
    """
    places = sorted(data["sites"][options["site"]], key=lambda place: place[1])
    inside = [name for name, km in places if km <= options["range_km"]]
    soil, km = next(place for place in places if place[0] in data["soil"])
    verb = "lie" if len(inside) > 1 else "lies"
    there = listed(inside, nothing="nothing on the list")
    told = (
        f"{there} {verb} inside. The nearest Russian soil ({soil}) is {km:,} km away, and "
        "over it a radar sees nothing "
        f"below {tenths(_hidden(km, data))} km."
    )
    rows = [
        [
            name,
            f"{far:,} km, {'inside' if far <= options['range_km'] else 'outside'}; hidden below "
            f"{tenths(_hidden(far, data))} km",
            min(1, far / MOST_KM),
        ]
        for name, far in places
    ]
    return {
        "answer": f"Around {options['site']} with {options['range_km']:,} km: {told}",
        "inside": inside,
        "rows": rows,
    }


def _hidden(km: int, data: dict) -> float:
    """Between the tens of kilometres that the data hold, along a straight line."""
    at, rest = divmod(km, 10)
    return data["hidden"][at] + (data["hidden"][at + 1] - data["hidden"][at]) * rest / 10


def reach_data(
    sites: pd.DataFrame,
    outlines: pd.DataFrame,
    points: pd.DataFrame,
    names: Mapping[str, str],
    places: Mapping[str, str],
) -> dict:
    """The distances that the explorer needs, as plain JSON.

    `sites`, `outlines` and `outline_points` as the data package has them; `names` maps the ids of
    the sites to be chosen to their names, `places` those of the places that are looked for. Raises
    ControlError for an unknown id.
    """
    known = sites.set_index(sites["id"])
    lost = [own for own in (*names, *places) if own not in known.index]
    if lost:
        raise ControlError(f"sites has no {lost[0]}{near(lost[0], known.index)}")
    soil = distances_table(known.loc[list(names)], outlines, points).set_index("id")
    found = {}
    for own, name in names.items():
        here = known.loc[own]
        far = [[SOIL[land], int(soil.loc[own, land])] for land in soil.columns if land != "name"]
        for other, place in places.items():
            there = known.loc[other]
            far.append(
                [
                    place,
                    round(
                        distance_km(
                            here["latitude_deg"],
                            here["longitude_deg"],
                            there["latitude_deg"],
                            there["longitude_deg"],
                        )
                    ),
                ]
            )
        found[name] = far
    most = max(km for far in found.values() for _, km in far)
    return {
        "soil": list(SOIL.values()),
        "sites": found,
        "hidden": [round(hidden_below_km(10 * n), 4) for n in range(most // 10 + 2)],
    }


def reach_explorer(data: dict, scenarios: Mapping[str, tuple[str, int]]) -> ModelExplorer:
    """The explorer of ranges; `data` is what `reach_data` makes, `scenarios` maps names to a site
    and a range in km.

    The controls begin at the first scenario. Raises ControlError where a scenario names an unknown
    site or range.
    """
    site, range_km = next(iter(scenarios.values()))
    controls = (
        Control(
            "site", "Site", "select", site, choices=tuple((name, name) for name in data["sites"])
        ),
        Control("range_km", "Range", "range", range_km, low=100, high=MOST_KM, step=50, unit="km"),
    )
    whole = {label: {"site": at, "range_km": km} for label, (at, km) in scenarios.items()}
    return ModelExplorer(
        reach,
        controls,
        whole,
        data,
        name="reach",
        note=NOTE,
        bars=("Place", "Distance, and what the horizon hides"),
        question="What lies within a claimed range, and what could a radar see of it?",
    )
