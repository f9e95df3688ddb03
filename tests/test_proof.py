"""Numbers in prose: how they are read, and that a wrong one stops the build."""

import datetime as dt
import math
import warnings
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shieldbook.proof import (
    COLLECT,
    PROOF,
    WORDS,
    ProofError,
    UnprovenWarning,
    fault,
    numbers,
    parsed,
    placed,
    prove,
)

# A busy machine is no error.
few = settings(max_examples=50)

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


@few
@given(wholes)
def test_a_number_written_with_or_without_commas_is_the_same(number):
    assert numbers(f"about {number:,} lamps") == numbers(f"about {number} lamps") == [number]


@pytest.fixture(scope="module", autouse=True)
def reader():
    """Where no build collects proofs, whatever other tests have built before."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(COLLECT, raising=False)
        yield


def told(phrase, **how):
    """The warnings of a proof in a reader's kernel, as words."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        assert prove(phrase, **how) is None
    return [str(warning.message) for warning in caught]


@pytest.fixture
def sent(monkeypatch):
    """What proofs send along while the book is built, in their order."""
    found = []
    monkeypatch.setenv(COLLECT, "1")
    monkeypatch.setattr("IPython.display.publish_display_data", found.append)
    return found


# In a reader's kernel


@few
@given(wholes)
def test_a_right_number_is_proven(number):
    assert told(f"{{lamps:{number:,}}} lamps", lamps=number) == []


@few
@given(wholes, wholes)
def test_a_wrong_number_warns_and_the_notebook_goes_on(said, found):
    assert bool(told(f"{{lamps:{said:,}}} lamps", lamps=found)) == (said != found)


def test_the_warning_says_the_sentence_the_name_and_both_numbers():
    assert told("{lit:two} of {lamps:2,497} lamps", lit=3, lamps=2497) == [
        "The prose says 'two of 2,497 lamps'; by the data lit is 3, not two."
    ]


def test_every_wrong_number_of_a_sentence_is_named():
    (words,) = told("{lit:two} of {lamps:three} lamps", lit=3, lamps=2)
    assert "lit is 3, not two; lamps is 2, not three" in words


def test_what_has_no_number_can_be_so_or_not():
    assert told("the lamp is lit", holds=True) == []
    assert told("the lamp is lit", holds=np.bool_(False)) == [
        "The prose says 'the lamp is lit'; by the data it is not so."
    ]


@pytest.mark.parametrize(
    "value",
    [math.nan, math.inf, None, pd.NA, pd.NaT, True, "2", Decimal(2), dt.date(2000, 1, 2)],
    ids=repr,
)
def test_what_is_no_number_proves_nothing(value):
    assert told("{lamps:two} lamps", lamps=value)[0].endswith("lamps is no number, not two.")


@pytest.mark.parametrize("value", [2, 2.0, np.int64(2), np.float32(2), pd.Series([2])[0]])
def test_a_number_of_any_kind_proves(value):
    assert told("{lamps:two} lamps", lamps=value) == []


def test_braces_that_are_doubled_stay_text():
    assert told("a {{lamp}} and {more:two}", more=3) == [
        "The prose says 'a {lamp} and two'; by the data more is 3, not two."
    ]


def test_a_number_without_its_sign_is_another_number():
    assert told("{low:−2.5} degrees", low=-2.5) == []
    assert told("{low:2.5} degrees", low=-2.5) == [
        "The prose says '2.5 degrees'; by the data low is -2.5, not 2.5."
    ]


def test_two_long_numbers_that_differ_are_told_apart():
    (words,) = told("{lamps:123,456,789,012} lamps", lamps=123_456_789_013)
    assert "123,456,789,013, not 123,456,789,012" in words


# What proves nothing is refused at once


@pytest.mark.parametrize(
    ("phrase", "how"),
    [
        ("no number here", {}),
        ("two lamps", {}),
        ("", {}),
        ("{lamps} lamps", {"lamps": 2}),
        ("{lamps:some} lamps", {"lamps": 2}),
        ("{lamps:2 of 3} lamps", {"lamps": 2}),
        ("{:two} lamps", {"lamps": 2}),
        ("{0:two} lamps", {"lamps": 2}),
        ("{lamps:two} lamps", {}),
        ("{lamps:two} lamps", {"lamp": 2}),
        ("{lamps:two} lamps", {"lamps": 2, "oars": 3}),
        ("{lamps:two} of {lamps:three}", {"lamps": 2}),
        ("the lamp is lit", {"lamps": 2}),
    ],
)
def test_a_proof_that_proves_nothing_is_refused(phrase, how):
    with pytest.raises(ProofError):
        prove(phrase, **how)


def test_a_proof_that_proves_nothing_is_refused_in_the_build_too(sent):
    with pytest.raises(ProofError, match="'no number here'"):
        prove("no number here")
    assert sent == []


# While the book is built


def test_the_build_is_sent_what_each_proof_says(sent):
    prove("{lit:two} of {lamps:2,497}", of="lamps", lit=np.int64(2), lamps=2497)
    record = {
        "phrase": "two of 2,497",
        "of": "lamps",
        "numbers": [
            {"name": "lit", "said": "two", "found": 2.0, "at": [(0, 3)]},
            {"name": "lamps", "said": "2,497", "found": 2497.0, "at": [(7, 12)]},
        ],
        "holds": None,
    }
    assert sent == [{PROOF: record}] and fault(record) == ""


def test_a_number_that_a_phrase_has_twice_stands_in_both_places():
    phrase = "{{a}} {lamps:two} or {more:9}, {lamps:two}"
    words, _ = parsed(phrase)
    places = placed(phrase)
    assert [words[start:end] for at in places.values() for start, end in at] == ["two", "two", "9"]


def test_in_the_build_a_wrong_sentence_is_sent_and_the_next_is_reached(sent):
    with warnings.catch_warnings():
        warnings.simplefilter("error", UnprovenWarning)
        prove("{lamps:two} lamps", lamps=3)
        prove("the lamp is lit", holds=False)
    assert [bool(fault(bundle[PROOF])) for bundle in sent] == [True, True]
