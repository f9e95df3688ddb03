"""Handouts: their ids and order, the rows on their cards, and that none of them holds a key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from shieldbook.tables.contract import Problem
from shieldbook.tables.rules.book import Book, rule

GROUND = "ground"
# Sheets of these kinds are made of cards, and there must be some.
OF_CARDS = frozenset({"card", "ground", "strip"})
# Of the ground, what is drawn and not listed.
WITHOUT = frozenset({"ground-map"})
# What tells a class what it is to find out: no row of these may stand on a sheet.
KEYS = frozenset(
    {
        "adjudications",
        "checks",
        "codings",
        "forecasts",
        "item_options",
        "misreadings",
        "rubric",
        "sample_levels",
        "samples",
        "second_checks",
        "second_codes",
        "session_findings",
        "text_checks",
        "text_codings",
    }
)


@rule("handouts")
def _ids_of_handouts_begin_with_their_session(book: Book) -> Iterator[Problem]:
    for line, own, session, kind in book.of("handouts", "id", "session_id", "kind"):
        if not own.startswith(f"{session or GROUND}-"):
            reason = "begins with the id of its session, or with ground- where it has none"
            yield book.at("handouts", line, "id", own, reason)
        if (kind == GROUND) == bool(session):
            reason = (
                "what every session stands on belongs to none, and nothing else is of that kind"
            )
            yield book.at("handouts", line, "kind", kind, reason)


@rule("handouts")
def _handouts_are_numbered_in_their_session(book: Book) -> Iterator[Problem]:
    numbers = defaultdict(list)
    for line, session, n in book.of("handouts", "session_id", "n"):
        numbers[session].append((line, n))
    for told in numbers.values():
        wanted = {str(n) for n in range(1, len(told) + 1)}
        for line, n in told:
            if n not in wanted:
                reason = (
                    "the sheets of a session are numbered from 1, and each number is given once"
                )
                yield book.at("handouts", line, "n", n, reason)
            wanted.discard(n)


@rule("handouts")
def _an_instruction_is_one_sentence(book: Book) -> Iterator[Problem]:
    for line, words in book.of("handouts", "instruction"):
        if not words.endswith(".") or ". " in words:
            yield book.at("handouts", line, "instruction", words, "one sentence is wanted here")


@rule("handouts", "cards")
def _handouts_of_cards_have_cards(book: Book) -> Iterator[Problem]:
    with_cards = {own for _, own in book.of("cards", "handout_id")}
    for line, own, kind in book.of("handouts", "id", "kind"):
        if kind in OF_CARDS and own not in with_cards | WITHOUT:
            yield book.at("handouts", line, "id", own, "it is made of cards, and has none")


@rule("cards")
def _cards_show_rows_and_no_keys(book: Book) -> Iterator[Problem]:
    for line, name in book.of("cards", "table"):
        if name in KEYS:
            reason = "a row of this table tells what the class is to find out"
            yield book.at("cards", line, "table", name, reason)
    yield from book.lost_rows("cards")
