"""Negotiating formats as sets of states."""

from __future__ import annotations

import pandas as pd

from shieldbook.analysis.actors import states
from shieldbook.analysis.lookup import Known
from shieldbook.tables.dates import bounds

# Whose seats are drawn, the two Koreas first.
SEATS = (
    "KOR",
    "PRK",
    "USA",
    "CHN",
    "JPN",
    "RUS",
)


def seats(members: pd.DataFrame) -> dict[str, frozenset[str]]:
    """`format_members` (format_id, state) as a set of states a format; an unknown format is a
    KeyError."""
    parts = members.groupby("format_id", observed=True)
    return Known("format", {key: frozenset(part["state"]) for key, part in parts})


def compare(base: frozenset[str], other: frozenset[str]) -> dict[str, frozenset[str]]:
    """What `other` adds to `base`, drops from it, and keeps."""
    return {"added": other - base, "dropped": base - other, "kept": base & other}


def seat_table(formats: pd.DataFrame, members: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """One row a format and state, in the order of the proposals, for the chart of seats.

    The states are those of SEATS; the Soviet Union's seat counts as Russia's. Out: `format`,
    `when`, `met`, `state` (by name), `code`, `seat`. Raises KeyError for a format without members.
    """
    seated = members.assign(state=members["state"].replace("SUN", "RUS"))
    tables = seats(seated)
    called = states(actors)
    rows = []
    proposed = [bounds(str(date))[0] for date in formats["proposed_on"]]
    ordered = formats.assign(proposed=proposed).sort_values(["proposed", "id"], kind="stable")
    for format_ in ordered.itertuples():
        for code in SEATS:
            rows.append(
                {
                    "format": format_.name,
                    "when": str(format_.proposed.year),
                    "met": format_.first_met != "",
                    "state": called[code],
                    "code": code,
                    "seat": code in tables[format_.id],
                }
            )
    return pd.DataFrame(rows)
