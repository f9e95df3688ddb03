"""Numbers in prose: how they are read, and that a wrong one stops the build."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shieldbook.proof import WORDS, numbers, prove

# A busy machine is no error.
unhurried = settings(deadline=None, max_examples=50)

wholes = st.integers(0, 10**9)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("no number at all", []),
        ("2,497 days and 7 missiles", [2497, 7]),
        ("Fourteen months, then two", [14, 2]),
        ("at least 0.8", [0.8]),
        ("1,234,567.5 in all", [1234567.5]),
        ("in 1999, 200 came", [1999, 200]),
        ("someone often weighs a tenth", []),
        ("twenty-one days", [21]),
    ],
)
def test_numbers_are_read_in_their_order(text, found):
    assert numbers(text) == found


@pytest.mark.parametrize("word", WORDS)
def test_a_number_word_is_its_number(word):
    assert numbers(f"{word.title()} lamps") == [WORDS[word]]


@unhurried
@given(wholes)
def test_a_number_written_with_or_without_commas_is_the_same(number):
    assert numbers(f"about {number:,} lamps") == numbers(f"about {number} lamps") == [number]


@unhurried
@given(wholes)
def test_a_right_number_is_proven(number):
    assert prove(f"{number:,} lamps", number) is None


@unhurried
@given(wholes, wholes)
def test_a_wrong_number_is_refused(said, found):
    if said != found:
        with pytest.raises(AssertionError):
            prove(f"{said:,} lamps", found)


def test_numbers_are_proven_in_their_order():
    with pytest.raises(AssertionError):
        prove("two of three lamps", 3, 2)


@pytest.mark.parametrize("values", [(2,), (2, 3, 4), ()])
def test_every_number_of_a_phrase_needs_its_proof(values):
    with pytest.raises(AssertionError):
        prove("two of three lamps", *values)


def test_what_is_said_and_what_is_found_stand_in_the_message():
    with pytest.raises(AssertionError, match=r"'two lamps'.*3"):
        prove("two lamps", 3)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_proves_nothing(value):
    with pytest.raises(AssertionError):
        prove("two lamps", value)
