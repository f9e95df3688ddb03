"""Launches by day, and the wait for the next."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable

import pandas as pd


def wait_days(launch_days: Iterable[dt.date], since: dt.date) -> int | None:
    """Days from `since` to the next launch day after it; None where the record holds none."""
    later = [day for day in launch_days if day > since]
    return (min(later) - since).days if later else None


def launch_days(launches: pd.DataFrame) -> pd.DataFrame:
    """Launches (one row a missile) as days: `date`, `missiles`, `label` (what flew, most frequent
    first)."""
    days = launches.assign(date=pd.to_datetime(launches["date"]))
    rows = []
    for date, part in days.groupby("date"):
        # A Counter keeps missiles that flew equally often in the order of the table.
        counts = Counter(part["missile"]).most_common()
        rows.append(
            {
                "date": date,
                "missiles": len(part),
                "label": ", ".join(f"{n} {name}" if n > 1 else name for name, n in counts),
            }
        )
    return pd.DataFrame(rows, columns=["date", "missiles", "label"])
