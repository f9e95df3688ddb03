"""Actors: the names that the book prints, and what states are called."""

from __future__ import annotations

import pandas as pd

from shieldbook.analysis.codebook import capital
from shieldbook.analysis.lookup import Known

# By which city a state is called.
CAPITALS = {
    "USA": "Washington",
    "RUS": "Moscow",
    "PRK": "Pyongyang",
    "KOR": "Seoul",
    "JPN": "Tokyo",
}


def names(actors: pd.DataFrame) -> dict[str, str]:
    """Actor id to the name that the book prints; a look-up of an unknown actor raises KeyError."""
    named = zip(actors["id"], actors["name"], strict=True)
    return Known("actor", {key: capital(name) for key, name in named})


def speakers(actors: pd.DataFrame, author: str = "The author") -> dict[str, str]:
    """What `names` gives, with a word for the voice of an article itself."""
    return names(actors) | {"author": author}


def states(actors: pd.DataFrame, article: bool = False) -> dict[str, str]:
    """The code of every state (ISO, SUN for the Soviet Union) to its name.

    With `article` as it stands in a sentence: the United States. A look-up of a state that
    `actors` does not name raises KeyError.
    """
    own = actors[(actors["kind"] == "state") & (actors["state"] != "")]
    named = dict(zip(own["state"], own["name"], strict=True))
    bare = {code: name if article else name.removeprefix("the ") for code, name in named.items()}
    return Known("state with a name", bare)


def pair(dyad: str, called: dict[str, str]) -> str:
    """Two states joined by a hyphen as words, RUS-JPN as "Russia and Japan"; "" where there is
    none. `called` is what `states` makes."""
    return " and ".join(called[state] for state in dyad.split("-")) if dyad else ""
