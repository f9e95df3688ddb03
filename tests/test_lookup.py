"""Things looked up by their ids: a misspelt one is told in a sentence that offers near names."""

import pandas as pd
import pytest

import shieldbook as sb
from shieldbook import analysis
from shieldbook.analysis import (
    actors,
    agreement,
    checks,
    events,
    explanations,
    formats,
    lookup,
    reports,
    salvo,
    spans,
    wordings,
)
from shieldbook.explorers import (
    ClaimsExplorer,
    Control,
    TableExplorer,
    wait_explorer,
)
from support.tables import CODEBOOK, load

MARCH = "launchers-at-seongju-march-2017"


def misspelt(name, column, old, new):
    """A table of the book with one value of a column changed everywhere."""
    table = sb.load(name)
    return table.assign(**{column: table[column].astype("string").replace(old, new)})


def all_claims():
    names = ("claims", "actors", "checks", "articles", "codebook")
    return analysis.claims.all_claims_table(*(sb.load(name) for name in names))


# What a reader of the notebooks looks up, with a slip in it, and the name that was meant.
SLIPS = {
    "an actor": (
        lambda: actors.names(sb.load("actors"))["igor-sergejev"],
        "actor",
        "igor-sergeev",
    ),
    "an actor beside the author": (
        lambda: (actors.names(sb.load("actors")) | {"author": "The author"})["sergey-lavrof"],
        "actor",
        "sergey-lavrov",
    ),
    "the speaker of a claim": (
        lambda: analysis.claims.speakers_table(
            misspelt("claims", "speaker_id", "sergey-lavrov", "sergey-lavrof"), sb.load("actors")
        ),
        "actor",
        "sergey-lavrov",
    ),
    "the speaker of a claim in a table": (
        lambda: analysis.claims.claims_table(
            misspelt("claims", "speaker_id", "sergey-lavrov", "sergey-lavrof"),
            *(sb.load(name) for name in ("actors", "checks", "claim_quotes", "codebook")),
        ),
        "actor",
        "sergey-lavrov",
    ),
    "the speaker of a claim that others carried": (
        lambda: reports.hands_table(
            misspelt("claims", "speaker_id", "sergey-lavrov", "sergey-lavrof"),
            *(sb.load(name) for name in ("claim_reports", "actors", "articles")),
        ),
        "actor",
        "sergey-lavrov",
    ),
    "an article": (
        lambda: analysis.claims.claims_of(sb.load("claims"), "eaf-2081"),
        "article",
        "eaf-2018",
    ),
    "an article's row": (
        lambda: lookup.row_of(sb.load("articles"), "monitor-1989", "article"),
        "article",
        "monitor-1999",
    ),
    "an event's day": (
        lambda: events.first_day(sb.load("events"), "2017-03-06-four-scud-ers"),
        "event",
        "2017-03-06-four-scud-er",
    ),
    "the event of an article": (
        lambda: events.moment_table(
            sb.load("events"), "2018-04-01", 1, 1, article_event="2018-eaf-2018-publishd"
        ),
        "event",
        "2018-eaf-2018-published",
    ),
    "the events of a thread": (
        lambda: events.threads_table(
            sb.load("events"), {"Islands": ("2019-08-02-inf-treaty-end",)}
        ),
        "event",
        "2019-08-02-inf-treaty-ends",
    ),
    "a kind of event": (lambda: events.sort_of("sumit"), "kind of event", "summit"),
    "a table of talks": (
        lambda: formats.seat_table(
            misspelt("formats", "id", "six-party-talks", "six-party-talk"),
            *load("format_members", "actors"),
        ),
        "format",
        "six-party-talks",
    ),
    "a table of talks to explore": (
        lambda: TableExplorer(*load("formats", "format_members", "actors"), base="four-party-talk"),
        "format",
        "four-party-talks",
    ),
    "a count of launchers": (
        lambda: salvo.launchers_on(
            sb.load("system_figures"), {"now": "launchers-at-seongju-march"}
        ),
        "measure",
        MARCH,
    ),
    "a figure that an article gives": (
        lambda: spans.announced(
            misspelt("quantities", "measure", "units-to-be-reformed", "units-reformed")
        ),
        "measure",
        "units-reformed",
    ),
    "a question": (
        lambda: explanations.rivals_table(
            *load("explanations", "explanation_evidence", "codebook"), "unequal-answers"
        ),
        "question",
        "unequal-answer",
    ),
    "a report": (
        lambda: wordings.likeness_table(*load("wordings", "codebook"), "lavrov-2017-breitbard"),
        "report",
        "lavrov-2017-breitbart",
    ),
    "a column to count by": (
        lambda: checks.counts(*load("checks", "claims", "codebook"), "issues"),
        "column",
        "issue",
    ),
    "a field that was coded": (
        lambda: agreement.paired_codes(sb.load("coded_units"), sb.load("codings"), "stanse"),
        "field",
        "stance",
    ),
}
# The same in an explorer, whose own kinds of error these are.
SLIPS_IN_AN_EXPLORER = {
    "a speaker": (
        lambda: ClaimsExplorer(all_claims(), CODEBOOK, {"Lavrov": {"speaker": "Sergej Lavrov"}}),
        "Sergey Lavrov",
    ),
    "a choice to start at": (
        lambda: Control("at", "At", "radio", "Soul", choices=(("Seoul", "Seoul"),)),
        "Seoul",
    ),
}


def told(call, kind=Exception):
    """The words of the error that a call ends in."""
    with pytest.raises(kind) as caught:
        call()
    return str(caught.value)


@pytest.mark.parametrize("slip", SLIPS)
def test_a_misspelt_id_is_told_in_a_sentence_that_offers_the_one_that_was_meant(slip):
    call, kind, meant = SLIPS[slip]
    words = told(call, KeyError)
    assert words.startswith("there is no ") and kind in words.split("'")[0]
    assert "near it: " in words and meant in words.split("near it: ")[1].split(", ")


@pytest.mark.parametrize("slip", SLIPS_IN_AN_EXPLORER)
def test_a_misspelt_name_in_an_explorer_is_told_with_the_one_that_was_meant(slip):
    call, meant = SLIPS_IN_AN_EXPLORER[slip]
    assert meant in told(call, ValueError).split("near it: ")[1].split(", ")


def test_what_is_like_nothing_is_told_without_a_guess():
    words = told(lambda: actors.names(sb.load("actors"))["qqqq"], KeyError)
    assert words == "there is no actor 'qqqq'"


def test_a_date_outside_the_table_is_told_by_its_value():
    words = told(lambda: wait_explorer(sb.load("launches"), {"late": "2010-01-01"}), ValueError)
    assert "2010-01-01" in words


def test_an_article_without_claims_is_told_as_such():
    claims = sb.load("claims")
    rest = claims[claims["article_id"] != "eaf-2018"]
    words = told(lambda: analysis.claims.in_order(rest, sb.load("articles")), KeyError)
    assert words == "the article 'eaf-2018' has no claims"


def test_at_most_three_names_are_offered():
    known = [f"launch-{n}" for n in range(9)]
    assert lookup.near("launch", known).count("launch-") == 3


def test_a_row_is_found_by_another_column():
    table = pd.DataFrame({"term": ["range", "class"], "low": [500, 1000]})
    assert lookup.row_of(table, "class", "term", by="term")["low"] == 1000
