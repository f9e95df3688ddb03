"""References lead somewhere: keys, sources, actors."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shieldbook.tables import dates
from shieldbook.tables.cells import SOURCE
from shieldbook.tables.contract import Problem
from shieldbook.tables.rules.book import Book, rule
from shieldbook.tables.sources import BIBLIOGRAPHY


@rule()
def _references_lead_somewhere(book: Book) -> Iterator[Problem]:
    for name in book.tables:
        for key in book.contract.tables[name].foreign_keys:
            if key.table in book.tables:
                known = {tuple(cells) for _, *cells in book.of(key.table, *key.reference)}
                for line, *cells in book.of(name, *key.fields):
                    if all(cells) and tuple(cells) not in known:
                        reason = f"not in {key.table} ({', '.join(key.reference)})"
                        yield book.at(name, line, key.fields[-1], "/".join(cells), reason)


def _source_columns(book: Book) -> Iterator[tuple[str, str]]:
    for table in book.contract.tables.values():
        for field in table.fields:
            if field.source:
                yield table.name, field.name


@rule()
def _sources_are_in_the_bibliography(book: Book) -> Iterator[Problem]:
    if book.bibliography is None:
        return
    cited = set()
    for name, column in _source_columns(book):
        for line, text in book.of(name, column) if name in book.tables else ():
            match = SOURCE.fullmatch(text)
            if match and match[1] not in book.bibliography.lines:
                yield book.at(name, line, column, text, f"no entry {match[1]} in {BIBLIOGRAPHY}")
            cited.add(match[1] if match else "")
    if all(name in book.tables for name, _ in _source_columns(book)):
        for entry, line in book.bibliography.lines.items():
            if entry not in cited:
                yield Problem(BIBLIOGRAPHY, line, "", entry, "no row of the data cites this entry")


@rule("actors")
def _every_actor_is_used(book: Book) -> Iterator[Problem]:
    used, readable = set(), True
    for table in book.contract.tables.values():
        for key in (key for key in table.foreign_keys if key.table == "actors"):
            readable = readable and table.name in book.tables
            for place in range(len(key.fields)) if table.name in book.tables else ():
                used |= {actor for _, actor in book.of(table.name, key.fields[place])}
    for line, actor, kind, state in book.of("actors", "id", "kind", "state") if readable else ():
        # The row of a state also says what its code is called.
        if actor not in used and not (kind == "state" and state):
            yield book.at("actors", line, "id", actor, "no row of any table uses this actor")


@rule("actors", "claims", "codings", "format_members")
def _states_have_a_name(book: Book) -> Iterator[Problem]:
    named = [state for _, kind, state in book.of("actors", "kind", "state") if kind == "state"]
    for line, kind, state in book.of("actors", "kind", "state"):
        if kind == "state" and state and named.count(state) > 1:
            yield book.at("actors", line, "state", state, "another row names this state")
    for name, column, line, cell in _cells_that_name_states(book):
        lost = [code for code in _STATE.findall(cell) if code not in named]
        if lost:
            reason = f"no row of actors says what {lost[0]} is called"
            yield book.at(name, line, column, cell, reason)


def _cells_that_name_states(book: Book) -> Iterator[tuple[str, str, int, str]]:
    for name, column in (("claims", "target"), ("claims", "dyad"), ("format_members", "state")):
        for line, cell in book.of(name, column):
            yield name, column, line, cell
    for line, field, cell in book.of("codings", "field", "value"):
        if field in ("target", "dyad"):
            yield "codings", "value", line, cell


@rule("row_sources")
def _further_sources_belong_to_rows(book: Book) -> Iterator[Problem]:
    yield from book.lost_rows("row_sources")


_STATE = re.compile(r"(?:^|-)([A-Z]{3})(?=-|$)")
_DAY_IN_ID = re.compile(r"\d{4}(-\d{2}){0,2}(?=-)")


@rule("events")
def _ids_of_events_tell_their_day(book: Book) -> Iterator[Problem]:
    for line, own, date in book.of("events", "id", "date"):
        told = _DAY_IN_ID.match(own)
        if not told or dates.problem(told[0]) or dates.problem(date):
            continue
        (first, last), (start, end) = dates.bounds(told[0]), dates.bounds(date)
        if last < start or end < first:
            yield book.at("events", line, "date", date, f"its id says {told[0]}")
