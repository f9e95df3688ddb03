"""The sheets of the session that asks which treaty an objection names, and what the treaty says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from shieldbook.analysis.actors import names, states
from shieldbook.analysis.codebook import capital
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
from shieldbook.analysis.salvo import battery_table, interceptors_a_launcher, launchers_on
from shieldbook.phrases import below, counted, listed
from shieldbook.tables.dates import bounds, in_words

ASKED = (
    Lines("What does it limit, forbid or stop?", 2),
    Lines("Who is bound by it, or whose is it?", 2),
    Lines("Would a shield in Japan or South Korea break it, or could it? Give your reason.", 3),
)
# A shield limits nothing and binds nobody, so its station has questions of its own.
ASKED_OF_A_SHIELD = (
    Lines("Which missiles can it hit, and which not?", 2),
    Lines("Where does it stand or was it to stand, and who owns it?", 2),
    Lines("Could it touch Russia's missiles? Give your reason.", 3),
)
# What stands under a strip that has the word: what the thing is, and not what was found of it.
EXPLAINED = {
    "1972 ABM treaty": "ABM Treaty: American and Soviet, on shields against missiles.",
    "THAAD": "THAAD: an American missile shield on land.",
    "Aegis Ashore": "Aegis Ashore: a missile shield of warships, put on land.",
    "INF Treaty": "INF Treaty: of 1987, American and Soviet, on missiles on land.",
    "New START": "New START: of 2010, American and Russian, on strategic weapons.",
}
# The launchers of the salvo's grid by the names of the days on which so many stood at Seongju.
DAYS = {
    "two": "launchers-at-seongju-from-april-2017",
    "six": "launchers-at-seongju-from-september-2017",
}
HITS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
DOZEN = 12


def claim_strips(given: Given) -> Parts:
    """Five claims in the book's words, with speaker and year. `claims`: `n`, `article_id`, `claim`,
    `speaker_id`; `articles`: `id`, `published`; `actors`: `id`, `name`."""
    called = names(given["actors"])
    years = given["articles"].set_index("id")["published"].map(lambda day: bounds(day)[0].year)
    cards = tuple(
        Card(
            f"{one.n}. {called[one.speaker_id]}, article of {years[one.article_id]}",
            one.claim,
            _explained(one.claim),
        )
        for one in given["claims"].itertuples()
    )
    return (
        Prose("Five claims, in our words. Some use a word of the law, and some do not."),
        Cards(cards, columns=1, cut=False),
        Lines("Which of them say that a law is kept, broken or left, and with which word?", 2),
        Lines("Where there is no word of law: what is objected to instead?", 2),
    )


def _explained(claim: str) -> str:
    """What the things are that a claim names; "" where it names none of them."""
    return " ".join(told for word, told in EXPLAINED.items() if word in claim)


def treaty_station(given: Given) -> Parts:
    """What a treaty says, for the treaty that the sheet names.

    `treaties`: `n`, `id`, `name`, `signed`, `in_force`, `limits`; its parties in `treaty_parties`,
    its figures in `treaty_terms`; the names of states in `actors`.
    """
    treaty = next(given["treaties"].itertuples())
    parties = given["treaty_parties"]
    parties = set(parties[parties["treaty_id"] == treaty.id]["state"])
    terms = given["treaty_terms"]
    own = terms[(terms["treaty_id"] == treaty.id) & terms["term"].isin(TERMS)]
    figures = [_figure(row) for row in own.itertuples()]
    return (
        Points(
            (
                f"{treaty.name}, signed on {in_words(treaty.signed)}.",
                f"In force from {in_words(treaty.in_force)} on; what became of it comes later.",
                f"What it limits or forbids: {treaty.limits[:1].lower()}{treaty.limits[1:]}.",
                f"Parties: {_bound(parties, states(given['actors'], article=True))}.",
                *figures,
            ),
            "What is on record",
        ),
        *ASKED,
    )


def _bound(parties: set[str], called: Mapping[str, str]) -> str:
    """Whom a treaty binds; the states that came in the place of the Soviet Union after it."""
    if "SUN" not in parties:
        return listed([called[state] for state in sorted(parties)], "not given")
    heirs = len(parties - {"USA", "SUN", "RUS"})
    others = f" and {heirs} more of its states" if heirs else ""
    return f"the United States and the Soviet Union, in whose place came Russia{others}"


# The figures of a treaty that a station prints, in words.
TERMS = {
    "interceptors": "Interceptors that either side may have",
    "sites": "Places where they may stand",
    "range": "Ranges of the missiles that it forbids, in km",
    "deployed-warheads": "Strategic warheads that either side may have ready",
    "deployed-delivery-vehicles": "Missiles and bombers that may be ready to carry them",
    "launchers-deployed-and-non-deployed": "Launchers and bombers in all",
}


def _number(row) -> str:
    """A figure, or the two ends between which it lies."""
    low, high = int(row.low), int(row.high)
    if low == high:
        return f"{low:,}"
    return f"{low:,} to {high:,}" if low else f"up to {high:,}"


def _figure(row) -> str:
    note = f" ({row.note})" if row.term == "interceptors" and row.note else ""
    return f"{TERMS[row.term]}: {_number(row)}{note}."


def aegis_station(given: Given) -> Parts:
    """Whose Aegis Ashore is: what each side says. `statements`: `n`, `speaker_id`, `date`, `says`;
    `events`: `n`, `date`, `title`; `glossary`: `n`, `term`, `meaning`; `actors`: `id`, `name`."""
    called = names(given["actors"])
    said = [
        f"{called[one.speaker_id]}, {in_words(one.date)}: {one.says}"
        for one in given["statements"].itertuples()
    ]
    return (
        Points(tuple(_meanings(given)), "What it is"),
        Points((*said, ANSWERED), "What each side said, in our words"),
        Points(tuple(_dated(given["events"])), "What happened"),
        *ASKED_OF_A_SHIELD,
    )


def thaad_station(given: Given) -> Parts:
    """What THAAD is built against. `system_figures`: `system_id`, `measure`, `label`, `low`,
    `high`, `unit`, `note`; `treaty_terms`: `treaty_id`, `term`, `high`; `glossary`: `n`, `term`,
    `meaning`."""
    figures = given["system_figures"]
    own = figures[(figures["system_id"] == "thaad") & figures["measure"].isin(MEASURES)]
    reach = _term(given["treaty_terms"], "inf-treaty", "range", "high")
    told = []
    for row in own.itertuples():
        note = f" ({row.note.lower()})" if row.measure == "target-range-class" else ""
        told.append(f"{capital(row.label)}: {_number(row)}{UNITS[row.unit]}{note}.")
    return (
        Points(tuple(_meanings(given)), "What it is"),
        Points(tuple(told), "What is on record"),
        Prose(
            f"A missile that reaches America from Russia flies farther than {reach:,} km, the "
            "longest range of the INF Treaty; there the treaties on strategic weapons begin."
        ),
        *ASKED_OF_A_SHIELD,
    )


# What the check of the charge (`eaf-2018-020`) found of the other side; its verdict stays there.
ANSWERED = (
    "Washington: The launchers on land differ from those of the ships, and lack the equipment to "
    "fire anything but interceptors. No commission has judged between the two."
)
MEASURES = (
    "engagement-altitude-lower",
    "engagement-altitude-upper",
    "engagement-range",
    "interceptors-a-launcher",
    "launchers-a-battery",
    "target-range-class",
)
UNITS = {"km": " km", "count": ""}


def _meanings(given: Given) -> Iterable[str]:
    """Terms with the first sentence of what they mean: what became of a thing comes later."""
    return (
        f"{one.term}: {one.meaning.partition('. ')[0].rstrip('.')}."
        for one in given["glossary"].itertuples()
    )


def _dated(events: pd.DataFrame) -> Iterable[str]:
    return (f"{in_words(one.date)}: {one.title}." for one in events.itertuples())


def treaty_sum(given: Given) -> Parts:
    """Was it half? The figures, and room for the sum with each of three denominators.

    `claims`: `n`, `claim`; `treaty_terms`: `treaty_id`, `term`, `low`; `exchanges`: `date`,
    `state`, `launchers_all`.
    """
    claim = given["claims"]["claim"].iloc[0]
    terms = given["treaty_terms"]
    before = _term(terms, "start-i", "delivery-vehicles")
    after = _term(terms, "new-start", "launchers-deployed-and-non-deployed")
    day = given["exchanges"]["date"].min()
    first = given["exchanges"][given["exchanges"]["date"] == day].set_index("state")
    had = {state: int(first.loc[state, "launchers_all"]) for state in ("USA", "RUS")}
    rows = (
        (f"START I allowed {before:,}", f"from {before:,} to {after:,}", "", ""),
        (f"America had {had['USA']:,}", f"from {had['USA']:,} to {after:,}", "", ""),
        (f"Russia had {had['RUS']:,}", f"from {had['RUS']:,} to {after:,}", "", ""),
    )
    return (
        Prose(f"An essay of 2018 says, in our words: {claim}"),
        Prose(
            f"New START let each side have {counted(after, 'launcher')} and bombers in all. "
            "By how much had they to come down? It depends on what one begins with. The lower two "
            "rows are what "
            f"they had on {in_words(str(day)[:10])}."
        ),
        Prose(
            f"START I is an earlier treaty, of 1991. Deployed missiles and bombers make its "
            f"{before:,}; all launchers, deployed or not, make the {after:,}."
        ),
        Grid(
            "The sum, three times",
            ("What one begins with", "The way", "Per cent less", "Is that a half?"),
            rows,
            tall=16,
        ),
        Lines("Which beginning would a friend of the treaty choose, and which an opponent?", 4),
        Lines("Mend the essay's sentence, so that it says what was halved.", 4),
    )


def _term(terms: pd.DataFrame, treaty: str, term: str, end: str = "low") -> int:
    own = terms[terms["treaty_id"] == treaty]
    return int(row_of(own, term, "term", by="term")[end])


def salvo_grid(given: Given) -> Parts:
    """A dozen missiles against few and many launchers: how often none gets through.

    `system_figures`: `system_id`, `measure`, `low`.
    """
    figures = given["system_figures"]
    each = interceptors_a_launcher(figures)
    few, many = launchers_on(figures, DAYS).values()
    # Half as many as in the end, which is enough for two shots at each of a dozen.
    batteries = {str(count): count for count in (few, many // 2, many)}
    found = battery_table(batteries, each, DOZEN, HITS, shots=2)
    heads = tuple(f"{hit:.0%}" for hit in HITS)
    rows = tuple(
        (
            f"{counted(int(part['launchers'].iloc[0]), 'launcher')}, "
            f"{counted(int(part['interceptors'].iloc[0]), 'interceptor')}",
            *map(_in_a_hundred, part["none_pct"]),
        )
        for _, part in found.groupby("day", sort=False)
    )
    return (
        Prose(
            f"{DOZEN} missiles come at once. At each of them two interceptors are fired; where "
            "there are too few, none gets a second before every missile has had one. Over each "
            "column stands how often one interceptor hits. In the boxes: in how many cases of 100 "
            "no missile gets through."
        ),
        Grid("How often none gets through, in cases of 100", ("Battery", *heads), rows, tall=0),
        Lines("Ring a box in which the dozen is mostly stopped. What has to be true for it?", 4),
        Lines("Ring a box in which it mostly is not. What has to be true for that?", 4),
        Lines("Which of the two numbers, launchers or hits, does anybody know? How?", 4),
    )


def _in_a_hundred(share: float) -> str:
    """Whole cases of a hundred; what lies below a half is never said to have reached it."""
    said = round(share)
    return "just under 50" if said == 50 and below(share, 50) else str(said)


def fairest_case(given: Given) -> Parts:
    """Room for the fairest case of one side and the strongest reply to it."""
    return (
        Prose("Choose the claim of one strip. Write for somebody who does not agree with you."),
        Lines("The claim that we chose, and who made it", 2),
        Lines("The fairest case for it, in at most 60 words", 8),
        Lines("The strongest reply, in at most 60 words", 8),
        Lines("What would each side have to show?", 2),
    )


def treaty_exit(given: Given) -> Parts:
    """The exit card, twice on a sheet."""
    return slips(
        Prose("One shield, one objection. Write a sentence or two to each."),
        Lines("Law: what did a treaty forbid, and whom?", 3),
        Lines("Capability: what could the shield do?", 3),
        Lines("Intent: what was it for, who says so, and how could one know?", 3),
    )
