"""People: who they are in one line, and which office they held in which years."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from shieldbook.analysis.actors import CAPITALS, states
from shieldbook.analysis.codebook import capital
from shieldbook.analysis.events import STATES
from shieldbook.analysis.lookup import unknown
from shieldbook.tables.dates import bounds

# Where the family name is written first.
FAMILY_FIRST = frozenset({"CHN", "KOR", "PRK", "TWN", "VNM"})

# The office from which each state is led.
HEADS = {
    "USA": "president",
    "RUS": "president",
    "PRK": "leader",
    "KOR": "president",
    "JPN": "prime minister",
}
ACTING = " (acting)"


class Years(NamedTuple):
    """The first and the last year of a term; no last one where it has not ended."""

    first: int
    last: int | None


def people(actors: pd.DataFrame, offices: pd.DataFrame) -> pd.DataFrame:
    """One row a person of `actors`: by the states in the book's order, then by family name.

    Out: `id`, `name`, `state` (code, may be empty), `country` (its name), `description` (one line:
    "Russia's defence minister, 1997–2001"; the actor's note where no office is known), `note` (what
    the actor's row says besides the offices), `sources` (where the offices were read, joined by
    ` | `).
    """
    held = terms(actors, offices)
    called = states(actors)
    rows = []
    for person in _persons(actors).itertuples():
        own = held[held["id"] == person.id]
        told = "; ".join(
            phrase if number == 0 or new else short
            for number, (phrase, short, new) in enumerate(_phrases(own))
        )
        rows.append(
            {
                "id": person.id,
                "name": person.name,
                "state": person.state,
                "country": called[person.state] if person.state else "",
                "description": told or person.note,
                "note": person.note if told else "",
                "sources": _joined(
                    source for cell in own["sources"] for source in cell.split(" | ")
                ),
            }
        )
    columns = ["id", "name", "state", "country", "description", "note", "sources"]
    return pd.DataFrame(rows, columns=columns)


def terms(actors: pd.DataFrame, offices: pd.DataFrame) -> pd.DataFrame:
    """One row a person and office, however often it was held: persons as in `people`, the offices
    of each by their first day.

    Out: `id`, `name`, `country`, `office` ("Russia's defence minister"), `bare` ("defence
    minister"), `years` ("1999–2008 and since 2012"), `start` (first day), `sources`.
    """
    called = states(actors, article=True)
    columns = ["id", "name", "country", "office", "bare", "years", "start", "sources"]
    rows = []
    for person in _persons(actors).itertuples():
        own = offices[offices["actor_id"] == person.id].sort_values("from", kind="stable")
        for (office, state), part in own.groupby(["office", "state"], sort=False, observed=True):
            rows.append(
                {
                    "id": person.id,
                    "name": person.name,
                    "country": called[state].removeprefix("the "),
                    "office": office_of(office, called[state]),
                    "bare": office,
                    "years": in_years(map(_years, part["from"], part["to"])),
                    "start": pd.Timestamp(bounds(part["from"].iloc[0])[0]),
                    "sources": _joined(part["source"]),
                }
            )
    return pd.DataFrame(rows, columns=columns)


def cast(actors: pd.DataFrame, offices: pd.DataFrame, chosen: Iterable[tuple]) -> pd.DataFrame:
    """Some terms in the order in which they are asked for, by person and office: the rows of
    `terms`. Raises KeyError where somebody did not hold the office."""
    held = terms(actors, offices)
    keys = list(zip(held["id"], held["bare"], strict=True))
    rows = []
    for wanted in chosen:
        if wanted not in keys:
            raise unknown("term", " as ".join(wanted), [" as ".join(key) for key in keys])
        rows.append(keys.index(wanted))
    return held.iloc[rows].reset_index(drop=True)


def heads(actors: pd.DataFrame, offices: pd.DataFrame, first: str, last: str) -> pd.DataFrame:
    """Who led each state of HEADS between two days (ISO): one row a term, by state and first day.

    Out: `id`, `name`, `short` (the family name; the whole one where two heads share it), `state`,
    `capital`, `office`, `acting` (bool), `years`, `start` and `end` (days, no earlier than `first`
    and no later than `last`), `source`. Where only its month or year is known, a term begins as
    early as it can after the one before.
    """
    begin, over = pd.Timestamp(first), pd.Timestamp(last)
    called = dict(zip(actors["id"], actors["name"], strict=True))
    rows = []
    for state, office in HEADS.items():
        led = (offices["state"] == state) & offices["office"].isin([office, office + ACTING])
        before = begin
        for term in (
            offices[led]
            .rename(columns={"from": "since"})
            .sort_values("since", kind="stable")
            .itertuples()
        ):
            low, high = map(pd.Timestamp, bounds(term.since))
            start = min(high, max(low, before))
            end = pd.Timestamp(bounds(term.to)[1]) if term.to else over
            before = end
            if start < over and end > begin:
                rows.append(
                    {
                        "id": term.actor_id,
                        "name": called[term.actor_id],
                        "state": state,
                        "capital": CAPITALS[state],
                        "office": term.office,
                        "acting": term.office.endswith(ACTING),
                        "years": in_years([_years(term.since, term.to)]),
                        "start": max(start, begin),
                        "end": min(end, over),
                        "source": term.source,
                    }
                )
    found = pd.DataFrame(rows)
    return found.assign(short=_short(found))


def _short(found: pd.DataFrame) -> list[str]:
    """The family names of people, and the whole name where several have one."""
    pairs = zip(found["name"], found["state"], strict=True)
    family = pd.Series([family_name(*row) for row in pairs], index=found.index)
    bearers = found["id"].groupby(family).transform("nunique")
    return [
        name if several > 1 else own
        for name, own, several in zip(found["name"], family, bearers, strict=True)
    ]


def office_of(office: str, state: str) -> str:
    """An office with its state: "Russia's defence minister", "president of the United States"."""
    if state.startswith("the ") or " of the " in office:
        return f"{office} of {state}"
    return f"{state}'s {office}"


def in_years(spans: Iterable[Years]) -> str:
    """Terms in years: "1997–2001", "2017", "1999–2008 and since 2012"."""
    said = []
    for first, last in spans:
        if last is None:
            said.append(f"since {first}")
        else:
            said.append(str(first) if first == last else f"{first}–{last}")
    *before, end = said
    return f"{', '.join(before)} and {end}" if before else end


def _persons(actors: pd.DataFrame) -> pd.DataFrame:
    """The persons among the actors, in the order of the page."""
    rows = actors[actors["kind"] == "person"]
    place = {state: number for number, state in enumerate(STATES)}
    order = pd.DataFrame(
        {
            "state": [place.get(state, len(place) + (state == "")) for state in rows["state"]],
            "family": [family_name(*row) for row in zip(rows["name"], rows["state"], strict=True)],
            "id": rows["id"],
        },
        index=rows.index,
    )
    return rows.loc[order.sort_values(["state", "family", "id"], kind="stable").index]


def family_name(name: str, state: str) -> str:
    """The family name by which somebody is found; in Korean and Chinese names it stands first."""
    return name.split()[0 if state in FAMILY_FIRST else -1]


def _joined(sources: Iterable[str]) -> str:
    """Sources in one cell, each once."""
    return " | ".join(dict.fromkeys(filter(None, sources)))


def _years(begun: str, ended: str) -> Years:
    return Years(bounds(begun)[0].year, bounds(ended)[1].year if ended else None)


def _phrases(own: pd.DataFrame) -> Iterable[tuple[str, str, bool]]:
    """The offices of one person: each with its state and years, without the state, and whether the
    state is another than that of the office before."""
    before = None
    for term in own.itertuples():
        link = " " if term.years.startswith("since") else ", "
        new = term.country != before
        yield (
            f"{capital(term.office)}{link}{term.years}",
            f"{term.bare}{link}{term.years}",
            new,
        )
        before = term.country
