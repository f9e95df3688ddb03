"""Votes in the Security Council on North Korea: how Russia voted, on what, how long alike."""

from __future__ import annotations

import pandas as pd

from shieldbook.tables.dates import in_words

PANEL = "panel of experts"


def runs(votes: pd.DataFrame) -> pd.DataFrame:
    """The votes in the order of their days, one row each: `start` (day), `when` (in words), `vote`
    (how Russia voted), `about` (on what), `panel` (whether on the panel of experts) and `run`: the
    number of the stretch of votes, one after the other, in which it voted the same on the same.
    """
    rows = votes.sort_values(["date", "id"], kind="stable").reset_index(drop=True)
    panel = rows["note"].str.contains(PANEL)
    told = pd.DataFrame(
        {
            "start": pd.to_datetime(rows["date"]),
            "when": [in_words(str(day)[:10]) for day in rows["date"]],
            "vote": rows["russia"],
            "about": panel.map({True: PANEL, False: "new sanctions"}),
            "panel": panel,
        }
    )
    turned = (told[["vote", "about"]] != told[["vote", "about"]].shift()).any(axis=1)
    return told.assign(run=turned.cumsum())
