"""Meetings of leaders, counted by year."""

from __future__ import annotations

import pandas as pd


def meetings_by_year(meetings: pd.DataFrame, pair: str, first: int, last: int) -> pd.DataFrame:
    """How often the leaders of a pair met in each year from `first` to `last`: `year` and
    `meetings`, zeros included."""
    years = meetings.loc[meetings["pair"] == pair, "date"].str[:4].astype(int)
    counts = years.value_counts()
    return pd.DataFrame(
        [{"year": year, "meetings": int(counts.get(year, 0))} for year in range(first, last + 1)]
    )
