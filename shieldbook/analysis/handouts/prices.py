"""The sheets of the session that asks whether Moscow asked Tokyo another price than Seoul."""

from __future__ import annotations

from shieldbook.analysis.events import span
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
from shieldbook.analysis.statements import between
from shieldbook.analysis.statements import over as drawn_with
from shieldbook.tables.dates import bounds, in_words

# Before these years the quarrel was another one.
FIRST = "2013-12-31"
# The last rows of a bet: a reason that nobody has named yet, and the sum.
LAST = ("A sixth (second bet only):", "Together")
MARKS = ("Fits", "Against", "Neither")
# What stands on a card before its reason, for the sheet is cut and its first line lost.
GATHERED = "gathered for: "


def points_bet(given: Given) -> Parts:
    """Five reasons by name, and room for a hundred points on them, twice. `explanations`: `name`,
    of those that have findings on the cards."""
    rows = tuple((name, "", "") for name in given["explanations"]["name"])
    return (
        Prose(
            "An essay of 2018 holds that Moscow was colder to Tokyo over its shield than to Seoul "
            "over its own. Put 100 points on five reasons, the most on the one that you think "
            "likeliest. Leave the first bet as it is when you make the second."
        ),
        Grid(
            "My bet",
            ("Reason", "First bet", "Second bet"),
            (*rows, *((name, "", "") for name in LAST)),
            12,
        ),
        Lines("First bet: I put the most on this one, because", 3),
        Lines("Second bet: what moved my points, or why nothing did", 4),
    )


def puzzle_text(given: Given) -> Parts:
    """The puzzle in a hundred words and a few, and what the cards to come name without a word.

    `events`: `n`, `date`, `title`; `glossary`: `n`, `term`, `meaning`.
    """
    days = {one.n: in_words(one.date) for one in given["events"].itertuples()}
    return (
        Prose(
            f"On {days[1]} Seoul and Washington said that an American shield, THAAD, would come to "
            "South Korea, against North Korea's missiles. Moscow protested. The shield came in "
            f"2017. On {days[2]} Tokyo decided to buy an American shield too, Aegis Ashore, "
            "against the same missiles. Moscow protested. In the spring of 2018 an analyst wrote "
            "that Moscow drew closer to Seoul in spite of its shield, but expected bad relations "
            "with Tokyo. He gave reasons."
        ),
        Prose(
            "Russia keeps enemies away because it could strike back with missiles, and a shield "
            "might stop them. Moscow calls the parts in Asia one American shield around the world."
        ),
        Lines("What is the puzzle, in one sentence?", 3),
        Lines("Which fact would you want to have before you believe any reason?", 4),
        Points(
            tuple(f"{one.term}: {one.meaning}" for one in given["glossary"].itertuples()),
            "Words for the cards that come later",
        ),
    )


def finding_cards(given: Given) -> Parts:
    """Findings on their reasons, without what they speak for. `explanation_evidence`: `n`,
    `explanation_id`, `finding`; `explanations`: `id`, `name`."""
    called = given["explanations"].set_index("id")["name"]
    return (
        Prose(
            "Each card has one finding. At its head stands the reason that it was gathered for, "
            "and not what it shows."
        ),
        Cards(
            tuple(
                Card(f"Card {one.n} · {GATHERED}{called[one.explanation_id]}", one.finding)
                for one in given["explanation_evidence"].itertuples()
            )
        ),
    )


def finding_grid(given: Given) -> Parts:
    """Room for the numbers of the cards under three marks, a row a reason with what it claims.
    `explanations`: `name`, `statement`."""
    rows = tuple(
        (f"{one.name}: {one.statement}", "", "", "", "")
        for one in given["explanations"].itertuples()
    )
    heads = ("Moscow was milder to Seoul, because", *MARKS, "What would sink it?")
    return (
        Prose(
            "Write the number of each card into the box that it belongs to. A finding fits where "
            "one would expect it if the reason were right, and would not expect it otherwise."
        ),
        Grid("The findings, reason by reason", heads, rows, tall=26, first=34),
        Lines("Which reason stands best, and what speaks against it?", 3),
    )


def protest_dates(given: Given) -> Parts:
    """Protests over either shield alone, from one decision to the next.

    `statements`: `id`, `date`, `about`, `bears`; `events`: `n`, `date`, `title`.
    """
    rows = span(given["statements"])
    rows = rows.assign(over=drawn_with(rows["about"]))
    cuts = [(FIRST, "")]
    for one in given["events"].itertuples():
        cuts.append((bounds(one.date)[0].isoformat(), one.title))
    spans = between(rows, cuts).pivot(index="end", columns="over", values="protests")
    ends = [*(day for day, _ in cuts), ""]
    told = []
    for place, (end, count) in enumerate(zip(ends, spans.itertuples(), strict=True)):
        since = f"after {in_words(ends[place - 1])}" if place else "from 1999"
        until = f" to {in_words(end)}" if end else ""
        told.append((f"{since}{until}", str(count.KOR), str(count.JPN)))
    return (
        Prose(
            "So many protests of Russian officials and leading members of parliament were found "
            "over Seoul's shield alone and over Tokyo's alone. They are what a search of stored "
            "web pages found, and no census. The first row ends before the first over Seoul's."
        ),
        Grid(
            "Protests from one day to the next",
            ("When", "Over Seoul's", "Over Tokyo's"),
            tuple((when[:1].upper() + when[1:], *counts) for when, *counts in told),
            tall=0,
        ),
        Grid(
            "The days",
            ("Day", "What happened"),
            tuple((in_words(one.date), one.title) for one in given["events"].itertuples()),
            tall=0,
        ),
        Lines("Which sixth reason do these days suggest?", 3),
        Lines("What would it foretell that nobody has looked up yet?", 2),
        Lines("Is this picture a test of it? Why, or why not?", 3),
    )


def prices_exit(given: Given) -> Parts:
    """The exit card, twice on a sheet."""
    return slips(
        Lines("A “because” that I defend", 2),
        Lines("What would sink it", 2),
        Lines("A “because” that I no longer defend, or never did", 2),
        Lines("What sank it", 2),
    )
