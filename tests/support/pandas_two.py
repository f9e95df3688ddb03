"""What the lowest pandas that the package allows refuses, refused by the newest too, so that the
tests meet it.

Colab and many others still have pandas 2. There a frame whose columns are named by categories
cannot be joined or cut under Python 3.12, groups of categories that do not occur come back unless
they are told to stay away, and categories cannot be filled with a value that is none of them.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import wraps
from unittest import mock

import pandas as pd
from pandas.errors import InvalidIndexError


def _named_by_categories(frame) -> bool:
    return isinstance(frame, pd.DataFrame) and isinstance(frame.columns, pd.CategoricalIndex)


def _refuse(frame) -> None:
    if _named_by_categories(frame):
        raise InvalidIndexError("pandas 2 cannot join or cut a frame whose columns are categories")


def _joining(method):
    @wraps(method)
    def strict(self, other, *args, **more):
        for frame in (self, *(other if isinstance(other, (list, tuple)) else [other])):
            _refuse(frame)
        return method(self, other, *args, **more)

    return strict


def _cutting(method):
    @wraps(method)
    def strict(self, key):
        if isinstance(key, slice):
            _refuse(self)
        return method(self, key)

    return strict


def _grouping(method):
    @wraps(method)
    def strict(self, by=None, *args, **more):
        keys = by if isinstance(by, list) else [by]
        kinds = [getattr(_column(self, key), "dtype", None) for key in keys]
        if "observed" not in more and any(isinstance(kind, pd.CategoricalDtype) for kind in kinds):
            raise FutureWarning(
                "pandas 2 makes groups of categories that do not occur: say observed=True"
            )
        return method(self, by, *args, **more)

    return strict


def _filling(method):
    @wraps(method)
    def strict(self, value=None, *args, **more):
        columns = (
            [column for _, column in self.items()] if isinstance(self, pd.DataFrame) else [self]
        )
        kinds = [
            column.dtype for column in columns if isinstance(column.dtype, pd.CategoricalDtype)
        ]
        if pd.api.types.is_scalar(value) and any(value not in kind.categories for kind in kinds):
            raise TypeError(
                f"pandas 2 cannot fill categories with {value!r}, which is none of them"
            )
        return method(self, value, *args, **more)

    return strict


def _column(table, key):
    """The column of a frame that a name means; what is no name is a column itself."""
    return table[key] if isinstance(key, str) and isinstance(table, pd.DataFrame) else key


@contextmanager
def lowest_pandas():
    """Let pandas refuse what pandas 2 refuses."""
    frame, column = pd.DataFrame, pd.Series
    with (
        mock.patch.object(frame, "join", _joining(frame.join)),
        mock.patch.object(frame, "merge", _joining(frame.merge)),
        mock.patch.object(frame, "__getitem__", _cutting(frame.__getitem__)),
        mock.patch.object(frame, "groupby", _grouping(frame.groupby)),
        mock.patch.object(column, "groupby", _grouping(column.groupby)),
        mock.patch.object(frame, "fillna", _filling(frame.fillna)),
        mock.patch.object(column, "fillna", _filling(column.fillna)),
    ):
        yield
