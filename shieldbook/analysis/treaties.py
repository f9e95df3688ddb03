"""How long treaties lived, and who appealed to them when."""

from __future__ import annotations

import pandas as pd

from shieldbook.analysis.actors import states
from shieldbook.analysis.codebook import capital
from shieldbook.phrases import listed
from shieldbook.tables.dates import bounds, in_words

# States that came into the place of the Soviet Union beside Russia.
HEIRS = frozenset({"BLR", "KAZ", "UKR"})


def lifetimes(treaties: pd.DataFrame, last: str) -> pd.DataFrame:
    """The lives of treaties up to a day (ISO): `treaty_id`, `name`, `start` (in force), `end`,
    `when`, `ended` (bool)."""
    rows = []
    for treaty in treaties.itertuples():
        begun = treaty.in_force or treaty.signed
        over = treaty.ended != ""
        end = pd.Timestamp(bounds(str(treaty.ended))[1]) if over else pd.Timestamp(last)
        rows.append(
            {
                "treaty_id": str(treaty.id),
                "name": str(treaty.short),
                "start": pd.Timestamp(bounds(begun)[0]),
                "end": end,
                "when": f"in force from {in_words(begun)}"
                + (f" to {in_words(str(treaty.ended))}" if over else ""),
                "ended": over,
            }
        )
    return (
        pd.DataFrame(rows).sort_values(["start", "treaty_id"], kind="stable").reset_index(drop=True)
    )


def plain_table(
    treaties: pd.DataFrame, parties: pd.DataFrame, actors: pd.DataFrame
) -> pd.DataFrame:
    """What a first reader needs of each treaty: `treaty_id`, `name`, `parties` and `limits` in
    words, `life` (its days in force, in words), `start`, `end` (days), `how` it ended, by start."""
    lives = lifetimes(treaties, treaties["ended"].max()).set_index("treaty_id")
    called = states(actors, article=True)
    rows = [
        {
            "treaty_id": treaty.id,
            "name": treaty.short,
            "parties": capital(
                parties_in_words(parties.loc[parties["treaty_id"] == treaty.id, "state"], called)
            ),
            "limits": treaty.limits,
            "life": lives.loc[treaty.id, "when"].removeprefix("in force "),
            "start": lives.loc[treaty.id, "start"],
            "end": lives.loc[treaty.id, "end"],
            "how": treaty.ended_how,
        }
        for treaty in treaties.itertuples()
    ]
    found = pd.DataFrame(rows).sort_values(["start", "treaty_id"], kind="stable")
    return found.reset_index(drop=True)


def parties_in_words(parties: pd.Series, called: dict[str, str]) -> str:
    """The parties of a treaty: "the Soviet Union, then Russia, and the United States"; the smaller
    successors of the Soviet Union are told together. `called` is what `states` makes."""
    own, told = set(parties), []
    if {"SUN", "RUS"} <= own:
        heirs = " and others" if own & HEIRS else ""
        told.append(f"{called['SUN']}, then {called['RUS']}{heirs},")
        own -= {"SUN", "RUS"}
    return listed([*told, *sorted(called[state] for state in own - HEIRS)], "nobody")


def appeals_table(argued: pd.DataFrame, lives: pd.DataFrame) -> pd.DataFrame:
    """Every appeal to a treaty: the columns of `argued_table` and `alive`: whether the treaty was
    in force throughout the days on which it may have been named ("yes"), on none ("no"), or on some
    of them ("cannot tell").
    """
    named = argued[argued["treaty_id"] != ""].merge(
        lives[["treaty_id", "name", "start", "end"]], on="treaty_id", suffixes=("", "_treaty")
    )
    inside = (named["start"] >= named["start_treaty"]) & (named["end"] <= named["end_treaty"])
    outside = (named["start"] > named["end_treaty"]) | (named["end"] < named["start_treaty"])
    alive = pd.Series("cannot tell", named.index).mask(outside, "no").mask(inside, "yes")
    named = named.assign(alive=alive).drop(columns=["start_treaty", "end_treaty"])
    return named.sort_values(["start", "id"], kind="stable").reset_index(drop=True)
