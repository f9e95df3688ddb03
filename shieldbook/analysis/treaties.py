"""How long treaties lived, and who appealed to them when."""

from __future__ import annotations

import pandas as pd

from shieldbook.tables.dates import bounds, in_words


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
    alive = [
        "yes" if i else "no" if o else "cannot tell" for i, o in zip(inside, outside, strict=True)
    ]
    named = named.assign(alive=alive).drop(columns=["start_treaty", "end_treaty"])
    return named.sort_values(["start", "id"], kind="stable").reset_index(drop=True)
