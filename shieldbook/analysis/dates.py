"""Dates as the record keeps them (EDTF): their bounds, their precision, and how they are said in words."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

import pandas as pd
from edtf import parse_edtf

MONTHS = ("January February March April May June July August September October November December").split()


PART = r"\d{4}(?:-\d{2}(?:-\d{2})?)?[?~%]?"
FORMS = re.compile(rf"{PART}|{PART}/{PART}|\[{PART}\.\.{PART}\]")


@lru_cache(maxsize=None)
def bounds(date: str) -> tuple[dt.date, dt.date]:
    """Earliest and latest day that an EDTF date allows. Raises ValueError where it cannot be read or runs backwards."""
    if not FORMS.fullmatch(date):
        raise ValueError(f"not an EDTF date of the record: {date!r}")
    first, last = _ends(date)
    low, high = _parsed(first, "lower_strict"), _parsed(last, "upper_strict")
    if low > high:
        raise ValueError(f"the date runs backwards: {date!r}")
    return low, high


def _ends(date: str) -> tuple[str, str]:
    """The two ends of a span or of `[a..b]`; a single date twice."""
    parts = date.strip("[]").split(".." if date.startswith("[") else "/")
    return parts[0], parts[-1]


def _parsed(part: str, end: str) -> dt.date:
    try:
        return _day(getattr(parse_edtf(part), end)())
    except Exception as error:
        raise ValueError(f"not an EDTF date: {part!r}") from error


def _day(moment) -> dt.date:
    return dt.date(moment.tm_year, moment.tm_mon, moment.tm_mday)


def first_day(events: pd.DataFrame, event_id: str) -> dt.date:
    """First day of one event of the record. Raises KeyError where there is no such event."""
    found = events.loc[events["id"] == event_id, "date"]
    if found.empty:
        raise KeyError(event_id)
    return bounds(str(found.iloc[0]))[0]


def precision(date: str) -> str:
    """One of day, month, season or year, between: how exactly an EDTF date is known. Raises ValueError as `bounds`."""
    bounds(date)
    if date.startswith("["):
        return "between"
    parts = _ends(date)[0].rstrip("?~%").split("-")
    if len(parts) == 3:
        return "day"
    return "month" if len(parts) == 2 and int(parts[1]) <= 12 else "season or year"


def in_words(date: str) -> str:
    """An EDTF date as a reader says it: "2 to 5 September 1999", "between 21 March and 20 June 2018".

    Raises ValueError as `bounds`.
    """
    bounds(date)
    first, last = _ends(date)
    if date.startswith("["):
        return f"between {_join(first, last, ' and ')}"
    return _join(first, last, " to ") if "/" in date else _single(date)


def _single(date: str) -> str:
    doubt = ", uncertain" if date[-1] in "?%" else ", about" if date[-1] == "~" else ""
    parts = date.rstrip("?~%").split("-")
    if len(parts) == 1:
        return parts[0] + doubt
    if int(parts[1]) > 12:
        return f"{ {21: 'spring', 22: 'summer', 23: 'autumn', 24: 'winter'}[int(parts[1])] } {parts[0]}{doubt}"
    month = f"{MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return (f"{int(parts[2])} {month}" if len(parts) == 3 else month) + doubt


def _join(low: str, high: str, word: str) -> str:
    first, last = _single(low), _single(high)
    if first == last:
        return first
    a, b = first.split(" "), last.split(" ")
    while len(a) > 1 and a[-1] == b[-1]:
        a, b = a[:-1], b[:-1]
    return f"{' '.join(a)}{word}{last}"


def span(events: pd.DataFrame) -> pd.DataFrame:
    """Add `start`, `end` (days), `precision` and `when` (words) to a frame with an EDTF column `date`."""
    days = [bounds(date) for date in events["date"]]
    return events.assign(
        start=pd.to_datetime([low for low, _ in days]), end=pd.to_datetime([high for _, high in days]),
        precision=[precision(date) for date in events["date"]], when=[in_words(date) for date in events["date"]],
    )
