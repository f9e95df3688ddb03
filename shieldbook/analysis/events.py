"""The record's events sorted into the lanes of the overview."""

from __future__ import annotations

import pandas as pd

from shieldbook.analysis.dates import bounds, in_words, span
from shieldbook.analysis.lookup import row_of

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
    who = event_actors.groupby(event_actors["event_id"].astype(str))["actor_id"].agg(
        lambda s: frozenset(s.astype(str))
    )
    rows = span(events[~events["kind"].isin(["article", "treaty"])])
    rows = rows[(rows["end"] >= first) & (rows["start"] <= last)]
    lanes = [
        lane(str(kind), who.get(str(key), frozenset()))
        for kind, key in zip(rows["kind"], rows["id"])
    ]
    out = rows.assign(lane=lanes, label=rows["title"].astype(str), what="event")
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
    return pd.Timestamp(bounds(str(row.in_force if pd.notna(row.in_force) else row.signed))[0])


def _treaty(row, last: str) -> dict:
    ended = pd.notna(row.ended)
    end = pd.Timestamp(bounds(str(row.ended))[1]) if ended else pd.Timestamp(last)
    since = in_words(str(row.in_force)) if pd.notna(row.in_force) else in_words(str(row.signed))
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
                "What happened": str(row["title"]),
                "Source": str(row["source"]),
                "start": row["start"],
                "end": row["end"],
            }
            for thread, row in told
        ]
    )
