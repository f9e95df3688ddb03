"""The sheets of the session that asks of each sentence who says it."""

from __future__ import annotations

from shieldbook.analysis.actors import names
from shieldbook.analysis.handouts.parts import (
    Card,
    Cards,
    Given,
    Grid,
    Lines,
    Part,
    Parts,
    Points,
    Prose,
    slips,
)
from shieldbook.analysis.handouts.sentence import day_of
from shieldbook.phrases import listed
from shieldbook.tables.dates import in_words

FIELDS = ("Speaker", "Kind", "Record?")
# Sentences that nobody wrote, of a harbour and its lamp, so that nothing is known beforehand.
EXAMPLES = (
    "The harbour council met on Tuesday.",
    "Cheap oil, Mayor Ada Quill said, has emptied the warehouses.",
    "According to the Evening Wire, the old lamp will be lit again before winter.",
    "The fishermen's anger is easy to understand.",
    "The council has long wanted to be rid of the keeper.",
)
SPEAKERS = (
    "the author: nobody else is named for it",
    "a named person",
    "a state, a government or a ministry, or officials of one",
    "the press: an agency or a newspaper",
    "somebody else",
)
# The five groups of kinds, and which kinds of the codebook are in each.
KINDS = {
    "What happened": ("event-report",),
    "How things are": ("description",),
    "Judgement, or what ought to be": ("evaluation", "norm"),
    "Why": ("causal-explanation", "motive-attribution"),
    "What lies ahead": ("threat-or-warning", "forecast", "commitment", "counterfactual"),
}
# Strips of a chain that no row of the data has, before and behind those that have one.
NOBODY = ("?", "?", "?")
# From whom a carrier had the words, as the data tell it, in plain words.
HAD = {
    "from the news conference": "from the news conference",
    "from the Russian ministry's text": "from the Russian ministry's text",
    "its own English": "its own English; who translated it: not told",
}
NOT_TOLD, IN_KOREAN = "not told", "in the Korean of "


def coding_examples(given: Given) -> Parts:
    """Five invented sentences, each with room for the three fields."""
    rows = tuple((f"{n}. {text}", "", "", "") for n, text in enumerate(EXAMPLES, start=1))
    return (
        Prose("All five sentences are invented. Code each by the rules before you hear the next."),
        Grid("Five invented sentences", ("Sentence", *FIELDS), rows, tall=17, first=43),
        Lines("One sentence was first coded wrongly. Which word of a rule repairs it?", 3),
    )


def coding_rules(given: Given) -> Parts:
    """The three fields and their rules. `codebook`: `field`, `code`, `definition`, of which the
    kinds are printed."""
    book = given["codebook"]
    kinds = book[book["field"] == "kind"].set_index("code")["definition"]
    told = tuple(
        f"{group}. {' Or: '.join(map(kinds.get, codes))}" for group, codes in KINDS.items()
    )
    return (
        Prose(
            "A claim is one thing that somebody says is so. Each gets three marks: the number of a "
            "speaker, the number of a kind, and yes or no. Where you cannot decide, write a "
            "question mark: that is no mark, and no fault.",
        ),
        Points(
            tuple(f"{one[:1].upper()}{one[1:]}." for one in SPEAKERS),
            "Speaker: who says it?",
        ),
        Prose(
            "Where the text reports somebody saying, warning or denying a thing, it is theirs. "
            "What the writer says that they believe, want or fear is the writer's."
        ),
        Points(told, "Kind: what sort of claim is it?"),
        Prose(
            "Yes, where a date, a number, a place, a name, an office or an act could be looked up. "
            "Ask whether it is so, not whether it was said, and never mind in whose favour. What "
            "lies ahead: yes, if it could be looked up later. No, where only worth is weighed; no "
            "for a want, an aim, a fear or a condition that does not hold.",
            "Could a record settle it?",
        ),
    )


def numbered_text(given: Given) -> Parts:
    """The free text, its sentences numbered; where its words may not be printed, where it is to be
    read. `texts`: `id`, `title`, `outlet`, `url`, `printed`; `text_sentences`: `text_id`,
    `paragraph`, `sentence`, `words`."""
    text = _free(given)
    rows = given["text_sentences"]
    own = rows[rows["text_id"] == text.id]
    if text.printed != "yes":
        return (
            Prose(f"{text.title}. {text.outlet}."),
            Prose(
                "This text may not be printed here. Read it at the address below, and number the "
                "sentences of each paragraph in pencil: the next sheet counts by them."
            ),
            Prose(text.url, "Where it is"),
            Grid(
                "How many sentences each paragraph has, as they are counted here",
                ("Paragraph", "Sentences"),
                tuple(
                    (f"Paragraph {number}", str(len(part)))
                    for number, part in own.groupby("paragraph", sort=False)
                ),
                tall=0,
            ),
        )
    told = "[" + own["paragraph"].astype(str) + "." + own["sentence"].astype(str) + "] "
    paragraphs = map(
        Prose, (told + own["words"]).groupby(own["paragraph"], sort=False).agg(" ".join)
    )
    return (Prose(f"{text.title}. {text.outlet}."), *paragraphs)


def coding_blank(given: Given) -> Parts:
    """Eight claims of the free text, each by its place and a handle that asserts nothing, with room
    for the three fields. `texts` as in `numbered_text`; `text_claims`: `n`, `text_id`, `paragraph`,
    `sentence`, `handle`."""
    text, rows = _free(given), given["text_claims"]
    told = tuple(
        (f"{one.n}. Paragraph {one.paragraph}, sentence {one.sentence}: {one.handle}", "", "", "")
        for one in rows.itertuples()
    )
    return (
        Prose(f"{text.title}. {text.outlet}. Read the whole sentence before you mark it."),
        Grid("Eight claims", ("Where it stands", *FIELDS), told, tall=15, first=43),
        Lines("Which one was hardest, and which rule was of no help?", 2),
    )


# The text that a class reads where none may be printed.
FREE = "voa-2000"


def _free(given: Given):
    """The row of the free text that the session codes: the first that may be printed."""
    rows = given["texts"]
    chosen = rows[rows["printed"] == "yes"]
    return next((chosen if len(chosen) else rows[rows["id"] == FREE]).itertuples())


def claim_cards(given: Given) -> Parts:
    """Claims of the five articles in the book's words, without who says them. `claims`: `n`,
    `claim`."""
    cards = (Card(f"Card {one.n}", one.claim) for one in given["claims"].itertuples())
    return (
        Prose(
            "Each card has one claim of an article, in our words. Lay three rows: a Russian says "
            "it, the writer of the article says it, somebody else says it."
        ),
        Cards(tuple(cards)),
    )


def chain_strips(given: Given) -> Parts:
    """Strips for two chains, of 1999 and of 2017, in no order that tells where they belong, under
    a box of what is told of who had it from whom.

    `claim_reports`: `n`, `outlet_id`, `reported_on`; `wordings`: `n`, `event_id`, `carrier`;
    `events`: `id`, `date`; `actors`: `id`, `name`.
    """
    called = names(given["actors"])
    hands = [called[outlet] for outlet in given["claim_reports"]["outlet_id"]]
    reported = in_words(given["claim_reports"]["reported_on"].iloc[0])
    first = (f"Igor Sergeev speaks in Seoul, {reported}", *hands, *NOBODY[:1])
    carriers = sorted(
        {hand for carrier in given["wordings"]["carrier"] for hand in _hands(carrier)}
    )
    then = (f"Sergey Lavrov speaks Russian in Tokyo, {day_of(given)}", *carriers, *NOBODY)
    return (
        Prose(
            f"Of 1999 this is told. {hands[-1]} names {hands[0]} for what Sergeev said of the "
            f"alliance. Which of them, and who heard him for it: {NOT_TOLD}.",
        ),
        Prose(
            f"Of 2017 this is told. {_had(given)} Whether an interpreter spoke: {NOT_TOLD}.",
        ),
        *_strips("1999", (*first, "this book", "you")),
        *_strips("2017", (*then, "an interpreter (?)", "this book", "you")),
    )


def _had(given: Given) -> str:
    """From whom each report of a statement had it, as its carrier tells, those alike together."""
    told: dict[str, list[str]] = {how: [] for how in (*HAD.values(), NOT_TOLD)}
    translated = []
    for carrier in given["wordings"]["carrier"]:
        name, _, how = carrier.partition(", ")
        told[HAD.get(how, NOT_TOLD)].append(name)
        translator = how.partition(IN_KOREAN)[2]
        translated += [f"{translator}: from {name}, in Korean."] if translator else []
    alike = (f"{listed(held, '')}: {how}." for how, held in told.items() if held)
    return " ".join((*alike, *translated))


def _hands(carrier: str) -> list[str]:
    """Through whose hands a report came, without the words that tell from whom it had them."""
    name, _, how = carrier.partition(", ")
    translator = how.partition(IN_KOREAN)[2]
    return [name, *([f"{translator}, in Korean"] if translator else [])]


def _strips(year: str, links: tuple[str, ...]) -> tuple[Part, ...]:
    return (Cards(tuple(Card(year, link) for link in links), columns=3),)


def speaking_exit(given: Given) -> Parts:
    """The exit card, twice on a sheet."""
    return slips(
        Prose("Choose one sentence of the report that you coded."),
        Lines("Which one? Who says it?", 2),
        Lines("Through whom did it come to you?", 2),
        Lines("What would settle whether it was said, and what whether it is so?", 3),
    )
