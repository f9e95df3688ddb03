"""Actors and the names that the book prints."""

from __future__ import annotations

import pandas as pd

from shieldbook.analysis.lookup import Known


def names(actors: pd.DataFrame) -> dict[str, str]:
    """Actor id to the name that the book prints; a look-up of an unknown actor raises KeyError."""
    named = zip(actors["id"], actors["name"], strict=True)
    return Known("actor", {key: name[0].upper() + name[1:] for key, name in named})
