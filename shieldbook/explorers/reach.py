"""A sentence that can be turned on how far a radar sees: a site and a range of the reader's
choice."""

from __future__ import annotations

import pandas as pd

from shieldbook.controls import Control
from shieldbook.explorers.sentence import Sentence

LEAST_KM, MOST_KM, STEP_KM = 400, 2000, 100
TEXT = "A radar at {site} that sees {range_km} {reaches}."


def reach(options: dict, data: dict) -> dict:
    """How a range ends before or behind the nearest Russian soil, and what a radar sees there.

    `options`: `site` (a name of `data`) and `range_km`. `data`: for each site the way to the
    nearest Russian soil, `soil_km`, and the height over it below which a radar sees nothing,
    `hidden_km`, both in whole km. Out: `reaches`, the end of a sentence.
    """
    there = data[options["site"]]
    more = options["range_km"] - there["soil_km"]
    if more < 0:
        return {"reaches": f"ends {-more:,} km short of Russia and sees nothing there"}
    return {
        "reaches": f"reaches {more:,} km beyond the nearest Russian soil, and sees there only what "
        f"flies above {there['hidden_km']} km"
    }


def reach_sentence(ways: pd.DataFrame, start: tuple[str, int], scenarios: dict) -> Sentence:
    """The sentence on the sites of `ways` (see `analysis.reach.sightlines`, with `site`), and the
    parameters `site` and `range_km` of the picture beside it.

    `start` and each of `scenarios`, by its name, are a site and a range in km. Raises ControlError
    where one of them is unknown.
    """
    site, range_km = start
    whole = ways.set_index("site")[["soil_km", "hidden_km"]].round().astype(int)
    controls = (
        Control(
            "site", "Site", "select", site, choices=tuple((name, name) for name in whole.index)
        ),
        Control(
            "range_km",
            "Range",
            "range",
            range_km,
            low=LEAST_KM,
            high=MOST_KM,
            step=STEP_KM,
            unit="km",
        ),
    )
    return Sentence(
        model=reach,
        controls=controls,
        scenarios={name: {"site": at, "range_km": km} for name, (at, km) in scenarios.items()},
        data=whole.to_dict("index"),
        name="reach",
        question="How far beyond the border, and how high?",
        text=TEXT,
        follows=("site", "range_km"),
    )
