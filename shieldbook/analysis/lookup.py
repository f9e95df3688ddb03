"""Things looked up by their ids: what is not there is told in a sentence that offers near names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

import pandas as pd


class Unknown(KeyError):
    """An id that nothing has; its words are a plain sentence, where a KeyError's are the bare
    id."""

    def __str__(self) -> str:
        return str(self.args[0])


def near(value: object, known: Iterable[object]) -> str:
    """The end of a sentence that offers up to three near names: "; near it: eaf-2018"; or ""."""
    names = sorted({str(name) for name in known})
    found = get_close_matches(str(value), names, n=3)
    return f"; near it: {', '.join(found)}" if found else ""


def unknown(kind: str, value: object, known: Iterable[object]) -> Unknown:
    """What to raise where no `kind` (article, event, actor …) of `known` is called `value`."""
    return Unknown(f"there is no {kind} {value!r}{near(value, known)}")


class Known(dict):
    """A dict by ids of one kind. Raises Unknown, which is a KeyError, for an id that it has not."""

    def __init__(self, kind: str, entries: Mapping | Iterable[tuple]):
        super().__init__(entries)
        self.kind = kind

    def __missing__(self, key: object) -> None:
        raise unknown(self.kind, key, self)

    def __or__(self, other: Mapping) -> Known:
        return Known(self.kind, {**self, **other})


def row_of(table: pd.DataFrame, key: str, kind: str, by: str = "id") -> pd.Series:
    """The first row of a table whose column `by` is `key`; `kind` is what a row of it is called.

    Raises KeyError where there is none.
    """
    names = table[by].astype(str)
    found = table[names == key]
    if found.empty:
        raise unknown(kind, key, names)
    return found.iloc[0]
