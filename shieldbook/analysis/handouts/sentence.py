"""The sheets of the session on one sentence that eight reports put in their own ways."""

from __future__ import annotations

from shieldbook.analysis.handouts.parts import (
    Card,
    Cards,
    Given,
    Grid,
    Lines,
    Parts,
    Points,
    Prose,
    slips,
)
from shieldbook.analysis.lookup import row_of
from shieldbook.tables.dates import in_words

# The points of a report in our words, by the codes of `wordings`: what its own words do not show.
SEES = {
    "serious": "serious risks",
    "deep": "a deep risk",
    "threat": "a threat",
}
IN = {
    "deployment": "in placing parts of the American system in the region",
    "system": "in the American system itself",
}
THAAD = {
    "not-named": "THAAD is not named.",
    "apparently": "The report adds that he apparently means THAAD.",
    "in-brackets": "The report puts THAAD in brackets inside his words.",
    "tied": "The report says that he means THAAD.",
}
ARMS = {
    "united-states": "It is America that brings arms into the region.",
    "nobody": "Nobody is named who brings arms into the region.",
    "not-reported": "Of arms it has nothing.",
}
ANSWER = {
    "kept": "If the system is meant against North Korea, the answer is too large.",
    "dropped": "The answer to North Korea is too large.",
    "not-reported": "Of North Korea it has nothing.",
}
POINTS = ("Risk", "Where from", "THAAD", "Arms", "If")
ASKED = (
    "How great is the risk?",
    "Does it come from the system, or from placing its parts?",
    "Is THAAD named, and by whom?",
    "Who brings arms into the region? Nobody, where arms are told of and nobody is named.",
    "Is there an if? Yes, no, or a dash where nothing is said of North Korea.",
)


def wording_cards(given: Given) -> Parts:
    """Eight cards without names: the speaker's words as a report renders them, and the rest of what
    it has in the book's words.

    `wordings`: `n`, `event_id`, the points, `words`, `translated_by`; `events`: `id`, `date`.
    """
    rows = given["wordings"].itertuples()
    return (
        Prose(_above(given)),
        Cards(tuple(Card(f"Card {row.n}", _words(row), _rest(row)) for row in rows)),
    )


def _above(given: Given) -> str:
    """What one has to know to read a card: on the grid too, for cards are cut from their head."""
    return (
        f"On {day_of(given)} Russia's foreign minister spoke to journalists in Tokyo. Each card is "
        "one report of what he said. Words in quotation marks are the report's; three dots stand "
        "where it says more. “Our words” are this book's. THAAD is an American missile shield that "
        "was then being brought to South Korea."
    )


def day_of(given: Given) -> str:
    """The day of the statement that the reports have, in words."""
    event = row_of(given["events"], given["wordings"]["event_id"].iloc[0], "event")
    return in_words(event["date"])


def _words(row) -> str:
    """What is printed large on a card."""
    if not row.words:
        return "The words of this report were not read; here is what it has, in our words."
    return f"“{row.words}”"


def _rest(row) -> str:
    """What is printed small on a card, made of the points of its row."""
    told = (
        f"In our words: he sees {SEES[row.danger]} {IN[row.subject]}.",
        THAAD[row.thaad],
        ARMS[row.doer],
        ANSWER[row.condition],
        "(Our translation.)" if row.words and row.translated_by else "",
    )
    return " ".join(filter(None, told))


def wording_grid(given: Given) -> Parts:
    """The grid of five points: a row a card, nothing filled in, under what stands above the cards.

    `wordings`: `n`, `event_id`; `events`: `id`, `date`.
    """
    rows = tuple((f"Card {n}", *[""] * (len(POINTS) + 1)) for n in given["wordings"]["n"])
    asked = tuple(f"{point}: {question}" for point, question in zip(POINTS, ASKED, strict=True))
    return (
        Prose(_above(given)),
        Points(asked, "One or two words a box, or a dash where the report has nothing"),
        Grid("The reports, point by point", ("Report", *POINTS, "Family"), rows, tall=9),
        Lines("Which cards belong together, and how can you tell?", 2),
        Lines("Which card is the ministry's own text? Why?", 2),
    )


def wording_exit(given: Given) -> Parts:
    """The exit card, twice on a sheet."""
    return slips(
        Prose("A minister's statement is on paper in two forms, a harsher and a milder one."),
        Lines("Which form would you print, and what would you write beside it?", 3),
        Lines("What can be inferred from the difference, and what cannot?", 3),
        Lines("What would settle which form is his?", 2),
    )
