"""Numbers in sentences: the noun in its number, and no rounding against a comparison."""

import ast
import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shieldbook import phrases
from support import programs

SHARES = st.floats(0, 1)


# Counts


@pytest.mark.parametrize(
    "one, many",
    [
        ("claim", "claims"),
        ("reported claim", "reported claims"),
        ("launch", "launches"),
        ("day", "days"),
        ("country", "countries"),
        ("person", "people"),
        ("loss", "losses"),
    ],
)
def test_a_noun_has_its_plural(one, many):
    assert phrases.plural(one) == many


@pytest.mark.parametrize(
    "number, words",
    [(0, "0 captions"), (1, "1 caption"), (2, "2 captions"), (1500, "1,500 captions")],
)
def test_a_count_stands_with_its_noun(number, words):
    assert phrases.counted(number, "caption") == words


@pytest.mark.parametrize("number, words", [(0, "0 times"), (1, "once"), (12, "12 times")])
def test_how_often_is_said_in_words(number, words):
    assert phrases.times(number) == words


@pytest.mark.parametrize(
    "names, words",
    [
        ([], "nobody"),
        (["Japan"], "Japan"),
        (["Japan", "Russia"], "Japan and Russia"),
        (["China", "Japan", "Russia"], "China, Japan and Russia"),
    ],
)
def test_names_are_listed_as_a_phrase(names, words):
    assert phrases.listed(names, nothing="nobody") == words


# Figures beside a comparison


@pytest.mark.parametrize(
    "share, words",
    [
        (0, "0%"),
        (1, "100%"),
        (0.0001, "less than 0.1%"),
        (0.9999, "more than 99.9%"),
        (0.0625, "6.3%"),
        (0.5, "50%"),
        (0.12345, "12.3%"),
    ],
)
def test_a_share_is_said_with_one_decimal(share, words):
    assert phrases.percent(share) == words


@pytest.mark.parametrize(
    "value, words", [(0, "0"), (1.85, "1.9"), (2.04, "2"), (1234.56, "1,234.6")]
)
def test_a_mean_is_said_with_one_decimal(value, words):
    assert phrases.tenths(value) == words


@pytest.mark.parametrize(
    "share, level, words",
    [
        (0.4996, 0.5, "just under 50%"),
        (0.5, 0.5, "50%"),
        (0.5004, 0.5, "50%"),
        (0.4994, 0.5, "49.9%"),
        (0.8999999, 0.9, "just under 90%"),
        (1 - (1 - 0.1), 0.1, "10%"),
    ],
)
def test_a_share_is_not_said_to_have_reached_a_level_below_which_it_is(share, level, words):
    assert phrases.percent(share, level) == words


@given(SHARES, st.sampled_from([0.1, 0.5, 0.9]), st.sampled_from([0, 1]))
def test_what_is_said_of_a_share_lies_on_the_side_of_the_level_on_which_it_is(share, level, places):
    said = phrases.percent(share, level, places)
    number = float(re.search(r"[\d.]+", said).group())
    told_below = number < 100 * level or (
        number <= 100 * level and said.startswith(("just under", "less than"))
    )
    assert told_below == phrases.below(share, level)


@given(SHARES, st.sampled_from([0, 1, 2]))
def test_nothing_and_everything_are_said_of_nothing_else(share, places):
    said = phrases.percent(share, places=places)
    assert (said == "0%") == (share == 0) and (said == "100%") == (share == 1)


@pytest.mark.parametrize(
    "value, most, words",
    [
        (0, 12, "0"),
        (0.04, 12, "less than 0.1"),
        (11.97, 12, "just under 12"),
        (12, 12, "12"),
        (11.999999999999998, 12, "12"),
        (11.94, 12, "11.9"),
        (0, 0, "0"),
    ],
)
def test_a_mean_is_not_said_to_be_nothing_or_all_unless_it_is(value, most, words):
    assert phrases.tenths(value, most) == words


@pytest.mark.parametrize(
    "share, words",
    [(0.1425, "14"), (0.9988, "more than 99"), (1, "100"), (0.004, "less than 1"), (0, "0")],
)
def test_cases_of_a_hundred_are_all_or_none_only_where_they_are(share, words):
    assert phrases.in_a_hundred(share) == words


@pytest.mark.parametrize(
    "value, places, words",
    [
        (0.7996, 3, "just under 0.800"),
        (0.8004, 3, "just over 0.800"),
        (0.8, 3, "0.800"),
        (0.795, 2, "just under 0.80"),
        (0.9998, 3, "just under 1.000"),
        (0.79548, 3, "0.795"),
    ],
)
def test_a_measure_is_not_said_to_be_at_a_level_at_which_it_is_not(value, places, words):
    assert phrases.fixed(value, places, 0.8, 1) == words


@pytest.mark.parametrize(
    "share, shown", [(0.42, 42), (0.004, 0.4), (0.9985, 99.9), (0, 0), (1, 100), (0.125, 13)]
)
def test_a_share_in_a_table_is_nothing_or_all_only_where_it_is(share, shown):
    assert phrases.whole_pct(share) == shown


@pytest.mark.parametrize(
    "low, high, shown",
    [
        (11.8, 48.8, (11, 49)),
        (20.0, 50.0, (20, 50)),
        (100 * 0.29, 100 * 0.57, (29, 57)),
        (0.2, 99.7, (0, 100)),
    ],
)
def test_the_ends_of_an_interval_are_rounded_so_that_at_least_and_at_most_hold(low, high, shown):
    assert phrases.outward(low, high) == shown


# One place says a count with its noun


def sources():
    """Every program of the project, by where it stands. What the notebooks count is printed beside
    sentences in the plural, and what they send out is tried whole."""
    return programs("shieldbook", "tools", "benchmarks").items()


# Words that end like a plural and are none, and units, which no count of one is said in.
NO_PLURALS = frozenset(
    {
        "as",
        "belongs",
        "begins",
        "does",
        "goes",
        "has",
        "heads",
        "holds",
        "is",
        "its",
        "lies",
        "makes",
        "lacks",
        "leaves",
        "matches",
        "ms",
        "names",
        "needs",
        "sets",
        "shows",
        "stands",
        "this",
        "was",
        "degrees",
    }
)
PLURAL = re.compile(r"[ \u00a0](?:[a-z]+ )?([a-z]+s)\b(?! of 100\b)")


def fixed_plurals(source):
    """Where a formatted string sets a plural beside a value that may be 1.

    A value in capitals is a constant, and one that `counted` made has its noun already.
    """
    for node in ast.walk(ast.parse(source)):
        parts = node.values if isinstance(node, ast.JoinedStr) else []
        for value, words in itertools.pairwise(parts):
            beside = isinstance(value, ast.FormattedValue) and isinstance(words, ast.Constant)
            found = PLURAL.match(words.value) if beside else None
            if found and found[1] not in NO_PLURALS and may_be_one(value.value):
                yield ast.unparse(value.value) + found.group()


def may_be_one(value):
    """Whether a value of a formatted string may be a count of one."""
    if isinstance(value, ast.Call) and getattr(value.func, "id", "") in ("counted", "times"):
        return False
    return not (isinstance(value, ast.Name) and value.id.isupper())


@pytest.mark.parametrize(
    "source, found",
    [
        ('f"{n} claims"', ["n claims"]),
        ('f"{len(x):,} reported claims"', ["len(x) reported claims"]),
        ('f"{n}\\u00a0checks"', ["n\u00a0checks"]),
        ('f"{MOST} words"', []),
        ('f"{n} of {m}"', []),
        ("f\"{counted(n, 'claim')} stands\"", []),
        ('f"{name} is"', []),
    ],
)
def test_a_plural_beside_a_count_is_noticed(source, found):
    assert list(fixed_plurals(source)) == found


# Where the plurals themselves are made.
APART = ("shieldbook/phrases.py",)


def test_no_count_stands_beside_a_plural_that_does_not_follow_it():
    found = {
        where: list(fixed_plurals(source)) for where, source in sources() if where not in APART
    }
    assert {where: lines for where, lines in found.items() if lines} == {}
