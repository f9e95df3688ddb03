"""Every event of the articles and of the record on one line: who acted, of what sort it was, which
articles speak of it."""

from __future__ import annotations

import pandas as pd

from shieldbook.analysis.dates import bounds, span
from shieldbook.analysis.events import LANES, lane
from shieldbook.analysis.lookup import Known
from shieldbook.analysis.reading import by_date

OTHER = "Treaties and the rest"
STATES = {
    "RUS": "Russia",
    "JPN": "Japan",
    "KOR": "South Korea",
    "PRK": "North Korea",
    "USA": "United States",
    "CHN": "China",
}
SORTS = {
    "talks": ("summit", "visit", "diplomacy", "conference", "agreement"),
    "words": ("statement", "report", "policy"),
    "arms": ("missile", "nuclear", "test", "deployment"),
    "decisions": ("decision", "law", "politics", "appointment", "sanctions", "treaty", "trial"),
    "incidents": ("incident", "espionage", "war"),
}
NONE = "the record only"


def sort_of(kind: str) -> str:
    """The sort of an event's kind. Raises KeyError for a kind that has none."""
    return Known("kind of event", {one: sort for sort, kinds in SORTS.items() for one in kinds})[
        kind
    ]


def line_table(
    events: pd.DataFrame,
    event_actors: pd.DataFrame,
    actors: pd.DataFrame,
    claims: pd.DataFrame,
    first: str,
    last: str,
) -> pd.DataFrame:
    """The events between two days (ISO), the publication of articles left out, in the order of
    their dates.

    Out: `id`, `start`, `end`, `when`, `precision`, `label`, `lane`, `sort`, `states` and `articles`
    (names and ids, several joined by a comma; `articles` is NONE where no claim is tied to the
    event), `source`, `confidence`.
    """
    rows = span(events[events["kind"].astype(str) != "article"])
    rows = rows[(rows["end"] >= first) & (rows["start"] <= last)]
    rows = rows.sort_values(["start", "end", "id"], kind="stable")
    state = dict(zip(actors["id"].astype(str), actors["state"].astype("string").fillna("")))
    who: dict[str, set[str]] = {}
    ids: dict[str, set[str]] = {}
    for event, actor in zip(
        event_actors["event_id"].astype(str), event_actors["actor_id"].astype(str)
    ):
        ids.setdefault(event, set()).add(actor)
        if state.get(actor) in STATES:
            who.setdefault(event, set()).add(STATES[state[actor]])
    told: dict[str, set[str]] = {}
    tied = claims.dropna(subset=["event_id"])
    for event, article in zip(tied["event_id"].astype(str), tied["article_id"].astype(str)):
        told.setdefault(event, set()).add(article)
    keys = rows["id"].astype(str)
    return pd.DataFrame(
        {
            "id": keys,
            "start": rows["start"],
            "end": rows["end"],
            "when": rows["when"].astype(str),
            "precision": rows["precision"].astype(str),
            "label": rows["title"].astype(str),
            "lane": [
                lane(kind, frozenset(ids.get(key, ()))) or OTHER
                for kind, key in zip(rows["kind"].astype(str), keys)
            ],
            "sort": [sort_of(kind) for kind in rows["kind"].astype(str)],
            "states": [
                ", ".join(name for name in STATES.values() if name in who.get(key, ()))
                for key in keys
            ],
            "articles": [
                ", ".join(sorted(told.get(key, ()), key=_by_year)) or NONE for key in keys
            ],
            "source": rows["source"].astype("string").fillna(""),
            "confidence": rows["confidence"].astype(str),
        }
    ).reset_index(drop=True)


def _by_year(article: str) -> tuple[str, str]:
    return article[-4:], article


def lanes_of(table: pd.DataFrame) -> list[str]:
    """The lanes that occur, in their order."""
    return [name for name in (*LANES, OTHER) if name in set(table["lane"])]


def papers_table(articles: pd.DataFrame) -> pd.DataFrame:
    """The days on which the articles appeared: `article`, `year`, `start`, `end` (equal where the
    day is known), by day."""
    rows = by_date(articles)
    ends = [bounds(str(date)) for date in rows["published"]]
    return pd.DataFrame(
        {
            "article": rows["id"].astype(str),
            "year": [str(low.year) for low, _ in ends],
            "start": [pd.Timestamp(low) for low, _ in ends],
            "end": [pd.Timestamp(high) for _, high in ends],
        }
    )
