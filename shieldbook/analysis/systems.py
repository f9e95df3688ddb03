"""Systems: what each is, when it was decided on, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from shieldbook.analysis.actors import states
from shieldbook.analysis.events import span
from shieldbook.analysis.lookup import row_of


class Line(NamedTuple):
    """One system as a first reader is told of it: `system` is its id, or its name where the record
    has no row of it and `owner` says whose it is; `what` and `became` are words, `decided` and
    `last` the ids of events."""

    system: str
    what: str
    decided: str
    last: str
    became: str
    owner: str = ""


def lives_table(
    systems: pd.DataFrame, events: pd.DataFrame, actors: pd.DataFrame, lines: Iterable[Line]
) -> pd.DataFrame:
    """The systems in the order in which they are given.

    Out: `name`, `what`, `whose`, `decided` (date in words), `decided_day`, `became` (words, then
    the month of the last event), `last_day`, `sources` (of both events, joined by ` | `). Raises
    KeyError where a system or an event is not on record.
    """
    dated, called = span(events), states(actors)
    rows = []
    for line in lines:
        own = row_of(systems, line.system, "system") if not line.owner else None
        decided = row_of(dated, line.decided, "event")
        last = row_of(dated, line.last, "event")
        rows.append(
            {
                "name": line.system if own is None else own["name"],
                "what": line.what,
                "whose": called[line.owner if own is None else own["owner"]],
                "decided": decided["when"],
                "decided_day": decided["start"],
                "became": f"{line.became} ({last['start']:%B %Y})",
                "last_day": last["start"],
                "sources": " | ".join(dict.fromkeys([decided["source"], last["source"]])),
            }
        )
    return pd.DataFrame(rows)
