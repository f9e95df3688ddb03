"""Exercises and items: in their places, with names where numbers are filled in, and of each item
one right answer that a row of the data holds."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from string import Formatter

from shieldbook.tables.contract import Problem
from shieldbook.tables.rules.book import Book, rule

FEWEST, MOST = 3, 4
# Who may choose all of them has not read closely, and whoever may choose none of them neither.
_OF_ALL = re.compile(
    r"\b(all|none|both|neither|any|two) of (these|them|those|the (options|others|answers))\b"
    r"|\bthe above\b",
    re.I,
)
# The words of numbers that can be filled in: as digits, or spelt out.
_FORMS = ("", "word", "Word")
_FILLED = {
    "exercises": ("title", "task", "hint_1", "hint_2", "answer"),
    "items": ("question",),
    "item_options": ("option", "feedback"),
}


@rule("exercises")
def _names_in_exercises_can_be_filled(book: Book) -> Iterator[Problem]:
    yield from _unfillable(book, "exercises")


@rule("items")
def _names_in_items_can_be_filled(book: Book) -> Iterator[Problem]:
    yield from _unfillable(book, "items")


@rule("item_options")
def _names_in_options_can_be_filled(book: Book) -> Iterator[Problem]:
    yield from _unfillable(book, "item_options")


def _unfillable(book: Book, name: str) -> Iterator[Problem]:
    for column in _FILLED[name]:
        for line, text in book.of(name, column):
            if reason := _misnamed(text):
                yield book.at(name, line, column, text, reason)


def _misnamed(text: str) -> str:
    """What is wrong with the names in braces; "" where nothing is."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        return "its braces do not close"
    for _, name, form, conversion in parts:
        if name is None:
            continue
        if not name.isidentifier() or conversion or form not in _FORMS:
            return f"{{{name}}} is no name of a number, which may be followed by :word or :Word"
    return ""


@rule("exercises")
def _exercises_stand_in_their_places(book: Book) -> Iterator[Problem]:
    yield from _places(book, "exercises", "page")


@rule("items")
def _items_stand_in_their_places(book: Book) -> Iterator[Problem]:
    yield from _places(book, "items", "reading")


def _places(book: Book, name: str, within: str) -> Iterator[Problem]:
    """Places run from 1 upwards without a gap, within one page, reading or item."""
    found: dict[str, list[int]] = defaultdict(list)
    lines: dict[tuple[str, int], int] = {}
    for line, group, place in book.of(name, within, "n"):
        found[group].append(int(place))
        lines[group, int(place)] = line
    for group, places in found.items():
        for wanted, place in enumerate(sorted(places), start=1):
            if place != wanted:
                reason = f"the places of {group} have to run from 1 without a gap"
                yield book.at(name, lines[group, place], "n", str(place), reason)
                break


@rule("exercises")
def _exercises_are_called_after_their_page(book: Book) -> Iterator[Problem]:
    for line, own, page, hint, second in book.of("exercises", "id", "page", "hint_1", "hint_2"):
        if not own.startswith(f"{page}-"):
            yield book.at("exercises", line, "id", own, f"its page is {page}")
        if hint == second:
            yield book.at("exercises", line, "hint_2", second, "it says what the first hint says")


@rule("items")
def _items_are_called_after_their_reading(book: Book) -> Iterator[Problem]:
    for line, own, reading in book.of("items", "id", "reading"):
        if not own.startswith(f"{reading}-"):
            yield book.at("items", line, "id", own, f"its reading is {reading}")


@rule("items", "item_options")
def _every_item_has_one_right_option(book: Book) -> Iterator[Problem]:
    options: dict[str, list[str]] = defaultdict(list)
    for _, item, right in book.of("item_options", "item_id", "right"):
        options[item].append(right)
    for line, item in book.of("items", "id"):
        rights, many = options[item].count("yes"), len(options[item])
        if rights != 1:
            reason = f"exactly one option has to be right, and {rights} are"
            yield book.at("items", line, "id", item, reason)
        if not FEWEST <= many <= MOST:
            reason = f"an item has {FEWEST} or {MOST} options, and this has {many}"
            yield book.at("items", line, "id", item, reason)


@rule("item_options")
def _options_stand_for_themselves(book: Book) -> Iterator[Problem]:
    yield from _places(book, "item_options", "item_id")
    seen: set[tuple[str, str]] = set()
    for line, item, option, feedback in book.of("item_options", "item_id", "option", "feedback"):
        if _OF_ALL.search(option):
            reason = "an option may not speak of the others"
            yield book.at("item_options", line, "option", option, reason)
        if (item, option) in seen:
            yield book.at("item_options", line, "option", option, "the item has this option twice")
        if option == feedback:
            reason = "it says what the option says, and nothing about it"
            yield book.at("item_options", line, "feedback", feedback, reason)
        seen.add((item, option))


@rule("items")
def _right_answers_are_held_by_a_row(book: Book) -> Iterator[Problem]:
    yield from book.lost_rows("items")
