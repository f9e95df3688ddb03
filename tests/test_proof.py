"""Numbers in prose: how they are read, and that a wrong one stops the build."""

import datetime as dt
import math

import numpy as np
import pandas as pd
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
        ("between −10 and -2.5 or (−3)", [-10, -2.5, -3]),
        (
            "1999–2019, 5-7, 9−4, Taepodong-1, MK-41, no. -1,000",
            [1999, 2019, 5, 7, 9, 4, 1, 41, -1000],
        ),
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


@pytest.mark.parametrize("phrase", ["no number here", "", " ", "a dozen lamps"])
@pytest.mark.parametrize("values", [(), (12,)])
def test_a_phrase_without_a_number_is_no_proof(phrase, values):
    with pytest.raises(AssertionError, match="holds no number"):
        prove(phrase, *values)


def refuses(phrase, *values):
    """Whether a proof fails as proofs do; any other exception gets out."""
    try:
        prove(phrase, *values)
    except AssertionError:
        return True
    return False


def test_what_is_no_number_proves_nothing():
    one = pd.Series([1.0])
    no_numbers = [
        math.nan,
        math.inf,
        np.float64("nan"),
        pd.NA,
        pd.NaT,
        None,
        "1",
        "one",
        b"1",
        True,
        np.True_,
        1 + 0j,
        [1],
        one,
        one == 1,
        pd.Timedelta(1),
        dt.date(1, 1, 1),
    ]
    assert [value for value in no_numbers if not refuses("one lamp", value)] == []


def test_every_kind_of_number_that_a_frame_holds_can_prove():
    kinds = ("int8", "uint64", "float32", "float64", "Int64", "Float64")
    columns = {kind: pd.Series([2, 3]).astype(kind) for kind in kinds}
    assert [kind for kind, two in columns.items() if refuses("two of three lamps", *two)] == []


def test_a_number_without_its_sign_is_another_number():
    assert refuses("at −7", 7) and refuses("at 7", -7) and not refuses("at −7", -7)


def test_two_long_numbers_that_differ_are_told_apart_in_the_message():
    with pytest.raises(AssertionError, match="1234568"):
        prove("1,234,567 lamps", 1234568)
