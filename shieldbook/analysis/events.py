"""Events of the record: around an article, in lanes over the years, and all on one line."""

from __future__ import annotations

import datetime as dt

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


REST = "Treaties and the rest"
# By whom the line can be sifted.
STATES = ("RUS", "JPN", "KOR", "PRK", "USA", "CHN")
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
    rows = span(events[events["kind"] != "article"])
    rows = rows[(rows["end"] >= first) & (rows["start"] <= last)]
    rows = rows.sort_values(["start", "end", "id"], kind="stable")
    state = dict(zip(actors["id"], actors["state"], strict=True))
    called = states(actors)
    who: dict[str, set[str]] = {}
    ids: dict[str, set[str]] = {}
    for event, actor in zip(event_actors["event_id"], event_actors["actor_id"], strict=True):
        ids.setdefault(event, set()).add(actor)
        if state.get(actor) in STATES:
            who.setdefault(event, set()).add(state[actor])
    told: dict[str, set[str]] = {}
    tied = claims[claims["event_id"] != ""]
    for event, article in zip(tied["event_id"], tied["article_id"], strict=True):
        told.setdefault(event, set()).add(article)
    keys = rows["id"]
    return pd.DataFrame(
        {
            "id": keys,
            "start": rows["start"],
            "end": rows["end"],
            "when": rows["when"],
            "precision": rows["precision"],
            "label": rows["title"],
            "lane": [
                lane(kind, frozenset(ids.get(key, ()))) or REST
                for kind, key in zip(rows["kind"], keys, strict=True)
            ],
            "sort": [sort_of(kind) for kind in rows["kind"]],
            "states": [
                ", ".join(called[code] for code in STATES if code in who.get(key, ()))
                for key in keys
            ],
            "articles": [
                ", ".join(sorted(told.get(key, ()), key=_by_year)) or NONE for key in keys
            ],
            "source": rows["source"],
            "confidence": rows["confidence"],
        }
    ).reset_index(drop=True)


def _by_year(article: str) -> tuple[str, str]:
    return article[-4:], article


def lanes_of(table: pd.DataFrame) -> list[str]:
    """The lanes that occur, in their order."""
    return [name for name in (*LANES, REST) if name in set(table["lane"])]


LANES = ("Russia and Japan", "Russia and South Korea", "Shields and other arms", "North Korea")


def lane(kind: str, actors: frozenset[str]) -> str:
    """The lane of one event, by its kind and its actors (ids); empty where the overview has no lane
    for it.

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


def overview_table(
    events: pd.DataFrame,
    event_actors: pd.DataFrame,
    treaties: pd.DataFrame,
    articles: pd.DataFrame,
    first: str,
    last: str,
) -> pd.DataFrame:
    """The table behind the overview, for the years from `first` to `last` (ISO dates).

    Out: `start`, `end`, `lane`, `label`, `when`, `precision`, `what` (event, treaty, article).
    Treaties keep their whole lives, events outside the years or without a lane are left out.
    """
    who = event_actors.groupby(event_actors["event_id"])["actor_id"].agg(frozenset)
    rows = span(events[~events["kind"].isin(["article", "treaty"])])
    rows = rows[(rows["end"] >= first) & (rows["start"] <= last)]
    lanes = [
        lane(str(kind), who.get(str(key), frozenset()))
        for kind, key in zip(rows["kind"], rows["id"], strict=True)
    ]
    out = rows.assign(lane=lanes, label=rows["title"], what="event")
    out = out[out["lane"] != ""]
    bars = [
        _treaty(row, last) for row in treaties.itertuples() if _begins(row) <= pd.Timestamp(last)
    ]
    papers = [_article(row) for row in articles.itertuples()]
    frame = pd.concat([out, pd.DataFrame(bars), pd.DataFrame(papers)], ignore_index=True)
    frame["rank"] = frame["lane"].map({name: i for i, name in enumerate(LANES)}).fillna(len(LANES))
    columns = ["start", "end", "lane", "label", "when", "precision", "what"]
    # What begins on one day keeps the order of its table.
    return frame.sort_values(["rank", "start"], kind="stable")[columns].reset_index(drop=True)


def _begins(row) -> pd.Timestamp:
    """First day of a treaty's life: its entry into force, else its signature."""
    return pd.Timestamp(bounds(row.in_force or row.signed)[0])


def _treaty(row, last: str) -> dict:
    ended = row.ended != ""
    end = pd.Timestamp(bounds(str(row.ended))[1]) if ended else pd.Timestamp(last)
    since = in_words(row.in_force or row.signed)
    when = f"from {since} to {in_words(str(row.ended))}" if ended else f"from {since}"
    return {
        "start": _begins(row),
        "end": end,
        "lane": row.short,
        "label": row.name,
        "when": when,
        "precision": "day",
        "what": "treaty",
    }


def _article(row) -> dict:
    low, high = bounds(str(row.published))
    return {
        "start": pd.Timestamp(low),
        "end": pd.Timestamp(high),
        "lane": "",
        "label": row.id,
        "when": in_words(str(row.published)),
        "precision": "day" if low == high else "between",
        "what": "article",
    }


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
