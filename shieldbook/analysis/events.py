"""Events of the record: around an article, in lanes over the years, and all on one line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pandas as pd

from shieldbook.analysis.actors import states
from shieldbook.analysis.lookup import Known, row_of, unknown
from shieldbook.tables.dates import bounds, in_words, precision


def moment_table(
    events: pd.DataFrame, centre: str, before: int, after: int, article_event: str
) -> pd.DataFrame:
    """Events that overlap the days from `before` days ahead of `centre` (ISO date) to `after` days
    behind it.

    Out: `id`, `start`, `end`, `label`, `when`, `known` (certain, uncertain), `article`, sorted by
    start. Raises KeyError where `article_event` is no event.
    """
    if article_event not in set(events["id"]):
        raise unknown("event", article_event, events["id"])
    rows = span(events)
    day = pd.Timestamp(centre)
    near = (rows["end"] >= day - pd.Timedelta(days=before)) & (
        rows["start"] <= day + pd.Timedelta(days=after)
    )
    exact = (rows["end"] - rows["start"]).dt.days <= 31
    part = rows[near & exact].sort_values(["start", "end", "id"], kind="stable")
    return pd.DataFrame(
        {
            "id": part["id"],
            "start": part["start"],
            "end": part["end"],
            "label": [
                "The article appears" if i == article_event else t
                for i, t in zip(part["id"], part["title"], strict=True)
            ],
            "when": part["when"],
            "known": ["certain" if c == "verified" else "uncertain" for c in part["confidence"]],
            "article": (part["id"] == article_event).to_numpy(),
        }
    ).reset_index(drop=True)


def first_day(events: pd.DataFrame, event_id: str) -> dt.date:
    """First day of one event of the record. Raises KeyError where there is no such event."""
    found = events.loc[events["id"] == event_id, "date"]
    if found.empty:
        raise unknown("event", event_id, events["id"])
    return bounds(str(found.iloc[0]))[0]


def span(rows: pd.DataFrame, column: str = "date") -> pd.DataFrame:
    """Add `start`, `end` (days), `precision` and `when` (words) to a frame with a column of EDTF
    dates."""
    days = [bounds(date) for date in rows[column]]
    return rows.assign(
        start=pd.to_datetime([low for low, _ in days]),
        end=pd.to_datetime([high for _, high in days]),
        precision=[precision(date) for date in rows[column]],
        when=[in_words(date) for date in rows[column]],
    )


REST = "Treaties and the rest"
# By whom the line can be sifted.
STATES = (
    "RUS",
    "JPN",
    "KOR",
    "PRK",
    "USA",
    "CHN",
)
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
    (names joined by a comma, ids by a semicolon; `articles` is NONE where no claim is tied to the
    event), `told_by` (how many articles these are), `source`, `confidence`.
    """
    rows = span(events[events["kind"] != "article"])
    rows = rows[(rows["end"] >= first) & (rows["start"] <= last)]
    rows = rows.sort_values(["start", "end", "id"], kind="stable")
    keys = rows["id"]
    ids = event_actors.groupby("event_id")["actor_id"].agg(frozenset)
    tied = claims.groupby("event_id")["article_id"].nunique()
    return pd.DataFrame(
        {
            "id": keys,
            "start": rows["start"],
            "end": rows["end"],
            "when": rows["when"],
            "precision": rows["precision"],
            "label": rows["title"],
            "lane": [
                lane(kind, ids.get(key, frozenset())) or REST
                for kind, key in zip(rows["kind"], keys, strict=True)
            ],
            "sort": [sort_of(kind) for kind in rows["kind"]],
            "states": keys.map(_states_of(event_actors, actors)).fillna(""),
            "articles": _articles_on(claims).reindex(keys, fill_value=NONE).to_numpy(),
            "told_by": tied.reindex(keys, fill_value=0).to_numpy(),
            "source": rows["source"],
            "confidence": rows["confidence"],
        }
    ).reset_index(drop=True)


def _states_of(event_actors: pd.DataFrame, actors: pd.DataFrame) -> pd.Series:
    """The names of the states that each event was between, by event, in the order of STATES."""
    state = event_actors["actor_id"].map(actors.set_index("id")["state"])
    own = event_actors[["event_id"]].assign(state=state)
    own = own[state.isin(STATES)].drop_duplicates()
    own = own.sort_values("state", key=lambda codes: codes.map(STATES.index), kind="stable")
    return own["state"].map(states(actors)).groupby(own["event_id"]).agg(", ".join)


def _articles_on(claims: pd.DataFrame) -> pd.Series:
    """The articles with a claim on each event, by event, the oldest first."""
    tied = claims.loc[claims["event_id"] != "", ["event_id", "article_id"]].drop_duplicates()
    tied = tied.assign(year=tied["article_id"].str[-4:]).sort_values(
        ["year", "article_id"], kind="stable"
    )
    return tied.groupby("event_id")["article_id"].agg("; ".join)


def with_names(table: pd.DataFrame, called: Mapping[str, str]) -> pd.DataFrame:
    """What `line_table` makes, its articles called by their names instead of their ids; `called` is
    what `articles.called` makes."""
    each = table["articles"].str.split("; ").explode()
    told = each.map(Known("article", {**called, NONE: NONE}))
    return table.assign(articles=told.groupby(level=0, sort=False).agg("; ".join))


def lanes_of(table: pd.DataFrame) -> list[str]:
    """The lanes that occur, in their order."""
    return [name for name in (*LANES, REST) if name in set(table["lane"])]


LANES = (
    "Russia and Japan",
    "Russia and South Korea",
    "Shields and other arms",
    "North Korea",
)


def lane(kind: str, actors: frozenset[str]) -> str:
    """The lane of one event, by its kind and its actors (ids); empty where none fits.

    The first rule that fits decides: launches and tests, meetings of Russia with one of the two,
    then whatever puts a system in place.
    """
    if kind in ("missile", "nuclear"):
        return "North Korea"
    if kind in ("deployment", "test"):
        return "Shields and other arms"
    if {"russia", "japan"} <= actors and "south-korea" not in actors:
        return "Russia and Japan"
    if {"russia", "south-korea"} <= actors and "japan" not in actors:
        return "Russia and South Korea"
    if kind in ("decision", "law", "agreement") and actors & {
        "united-states",
        "japan",
        "south-korea",
    }:
        return "Shields and other arms"
    if "north-korea" in actors:
        return "North Korea"
    return ""


def threads_table(events: pd.DataFrame, threads: dict[str, tuple[str, ...]]) -> pd.DataFrame:
    """The last events of some threads, in their order: `Thread`, `Date`, `What happened`, `Source`,
    `start`, `end`.

    `threads` maps a thread's name to ids of events. Raises KeyError for an unknown one.
    """
    rows = span(events)
    told = [(thread, row_of(rows, own, "event")) for thread, ids in threads.items() for own in ids]
    return pd.DataFrame(
        [
            {
                "Thread": thread,
                "Date": row["when"],
                "What happened": row["title"],
                "Source": row["source"],
                "start": row["start"],
                "end": row["end"],
            }
            for thread, row in told
        ]
    )


def strands_table(events: pd.DataFrame, strands: Mapping[str, Mapping[str, str]]) -> pd.DataFrame:
    """The events of some strands, each in a few words, in the order of their dates.

    `strands` maps a strand's name to ids of events and the words for them. Out: `strand`, `when`,
    `label`, `start`, `end`, `title`, `source`. Raises KeyError for an unknown event.
    """
    rows = span(events)
    told = [
        {"strand": strand, "label": words, **row_of(rows, own, "event")}
        for strand, named in strands.items()
        for own, words in named.items()
    ]
    columns = ["strand", "when", "label", "start", "end", "title", "source"]
    return pd.DataFrame(told)[columns].sort_values("start", kind="stable", ignore_index=True)
