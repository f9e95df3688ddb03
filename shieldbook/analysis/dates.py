"""Dates of frames: the days, precision and words of an EDTF column, and the first day of an
event."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from shieldbook.analysis.lookup import unknown
from shieldbook.dates import MONTHS, bounds, in_words, precision

__all__ = ["MONTHS", "bounds", "first_day", "in_words", "precision", "span"]


def first_day(events: pd.DataFrame, event_id: str) -> dt.date:
    """First day of one event of the record. Raises KeyError where there is no such event."""
    found = events.loc[events["id"] == event_id, "date"]
    if found.empty:
        raise unknown("event", event_id, events["id"])
    return bounds(str(found.iloc[0]))[0]


def span(events: pd.DataFrame) -> pd.DataFrame:
    """Add `start`, `end` (days), `precision` and `when` (words) to a frame with an EDTF column
    `date`."""
    days = [bounds(date) for date in events["date"]]
    return events.assign(
        start=pd.to_datetime([low for low, _ in days]),
        end=pd.to_datetime([high for _, high in days]),
        precision=[precision(date) for date in events["date"]],
        when=[in_words(date) for date in events["date"]],
    )
