"""The dates of the book: which it takes, the days that each allows, how exactly it is known, how it
is said.

They are a part of the Extended Date/Time Format (ISO 8601-2:2019), the same for whoever checks a
cell and for whoever reads it: a day, month or year (`1999-09-03`, `1999-09`, `1999`), alone or with
one sign of doubt behind it (`~` about, `?` uncertain, `%` both); a span of two of these
(`1999-09/2001`); some day between two (`[1999-09-02..1999-09-05]`); and a span that has not ended
(`1999-09-03/..`), for which a column has to ask.
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from functools import lru_cache

MONTHS = tuple(
    "January February March April May June July August September October November December".split()
)
OPEN = ".."

_PART = r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?[?~%]?"
_FORM = re.compile(rf"{_PART}|{_PART}/(?:{_PART}|\.\.)|\[{_PART}\.\.{_PART}\]")
# What EDTF has and the book has not, each with what to write instead; the first that is found is
# told.
_INSTEAD = (
    (r"[0-9]T", "a time of day is not taken: write the day alone"),
    (r"X", "a digit left open (X) is not taken: write the month or year alone, or `[a..b]`"),
    (
        r"[{,]",
        "a list of dates is not taken: write `a/b` for a span, `[a..b]` for some day between",
    ),
    (r"^[\[/.]*[Y-]|[0-9]{5}", "a year has four digits, and days are written YYYY-MM-DD"),
    (r"^\[?(\.\.|/)|/$|\.\.\]", "an end left open: write both, `a/b` or `[a..b]`"),
    (r"[?~%](?![/\]]|\.\.|$)", "a sign of doubt (`?`, `~` or `%`) stands once, behind a date"),
)
_ELSE = (
    "not an EDTF date of this book: write a day, month or year (1999-09-03, 1999-09, 1999), "
    "`a/b` for a span, `[a..b]` for some day between"
)
_ALONE = {"~": ", about", "?": ", uncertain", "%": ", uncertain"}
_JOINED = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}


@lru_cache(maxsize=4096)
def problem(text: str, may_be_open: bool = False) -> str | None:
    """Why `text` is no date of the book, and what to write instead; or None.

    Days exist in the calendar, and spans and choices run forwards. A span that has not ended,
    `a/..`, is refused unless `may_be_open`. What passes is read by `bounds`, `precision` and
    `in_words`, and nothing else is.
    """
    try:
        _read(text)
    except ValueError as error:
        return str(error)
    if text.endswith(OPEN) and not may_be_open:
        return "a span without end may not stand in this column: write its last day, `a/b`"
    return None


def bounds(text: str) -> tuple[dt.date, dt.date]:
    """Earliest and latest day that a date allows; the latest of a span that has not ended is
    `datetime.date.max`.

    Raises ValueError, which says what to write instead, where `text` is no date of the book.
    """
    try:
        return _read(text)
    except ValueError as error:
        raise ValueError(f"{text!r} is no date of the book: {error}") from None


@lru_cache(maxsize=4096)
def _read(text: str) -> tuple[dt.date, dt.date]:
    if not _FORM.fullmatch(text):
        raise ValueError(next((why for sign, why in _INSTEAD if re.search(sign, text)), _ELSE))
    first, last = _ends(text)
    low, high = _days(first)[0], dt.date.max if last == OPEN else _days(last)[1]
    if low > high:
        raise ValueError("ends before it begins")
    return low, high


def precision(text: str) -> str:
    """How exactly a date is known, by its first part: one of day, month, year, between. Raises as
    `bounds`."""
    bounds(text)
    if text.startswith("["):
        return "between"
    return ("year", "month", "day")[len(_parts(_ends(text)[0])) - 1]


def in_words(text: str) -> str:
    """A date as a reader says it: "2 to 5 September 1999", "between 21 March and 20 June 2018".

    Raises as `bounds`.
    """
    bounds(text)
    first, last = _ends(text)
    if last == OPEN:
        return f"from {_said(first)} on"
    if first == last:
        return _said(first.rstrip("?~%")) + _ALONE.get(first[-1], "")
    if text.startswith("["):
        return f"between {_joined(first, ' and ', last)}"
    return _joined(first, " to ", last)


def _ends(text: str) -> tuple[str, str]:
    """The two ends of a span or of `[a..b]`; a single date twice."""
    parts = text.strip("[]").split(OPEN if text.startswith("[") else "/")
    return parts[0], parts[-1]


def _parts(end: str) -> list[str]:
    """Year, month and day of an end, as far as it has them."""
    return end.rstrip("?~%").split("-")


def _days(end: str) -> tuple[dt.date, dt.date]:
    """First and last day of a year, month or day. Raises ValueError where the calendar has none."""
    year, *finer = map(int, _parts(end))
    if finer and finer[0] > 20:
        raise ValueError("no such month; a season is a span of months, as 1999-03/1999-05")
    try:
        if len(finer) == 2:
            return dt.date(year, *finer), dt.date(year, *finer)
        first_month, last_month = finer * 2 or (1, 12)
        last_day = monthrange(year, last_month)[1]
        return dt.date(year, first_month, 1), dt.date(year, last_month, last_day)
    except ValueError:
        raise ValueError("no such day, month or year in the calendar") from None


def _said(end: str, shared: int = 0) -> str:
    """An end in words, without its first `shared` parts: the year, or year and month, that another
    end tells."""
    parts = _parts(end)
    words = [parts[0], *(MONTHS[int(n) - 1] for n in parts[1:2]), *(str(int(n)) for n in parts[2:])]
    return _JOINED.get(end[-1], "") + " ".join(reversed(words[shared:]))


def _joined(first: str, word: str, last: str) -> str:
    a, b = _parts(first), _parts(last)
    shared = 0
    while shared < min(len(a), len(b)) - 1 and a[shared] == b[shared]:
        shared += 1
    return f"{_said(first, shared)}{word}{_said(last)}"
