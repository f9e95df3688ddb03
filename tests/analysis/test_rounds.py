"""One coder at a pack: what is committed is locked, the baseline comes before the match, a second
round is marked, and what is opposite is told from what is only different."""

import pytest

from shieldbook.analysis import homework
from shieldbook.analysis.rounds import Coding
from support.packs import FIELDS, USUAL, given, line, pack

PACK = pack()
READY = {"claim": "It burns.", "because": "A day.", "opens": "It burns", "words": [], "notes": {}}
WHOLE = PACK | {"claims": [claim | READY for claim in PACK["claims"]]}


def coded(changed=None, reserve=False):
    """A coder who gave what the book did, but for `changed`, and committed."""
    coding = Coding(WHOLE, USUAL, "ida", reserve)
    values = given(PACK, reserve)
    for (at, place), value in (changed or {}).items():
        values[at][place] = value
    for at, row in enumerate(values):
        for place, value in enumerate(row):
            coding.give(at, place, value)
        coding.commit(at)
    return coding


def test_what_is_committed_is_locked_and_the_line_is_that_of_the_page():
    coding = coded()
    assert coding.line() == line("ida")
    with pytest.raises(ValueError, match="second round"):
        coding.give(0, 0, "press")


def test_a_claim_with_a_field_open_is_not_committed_and_no_line_is_made():
    coding = Coding(WHOLE, USUAL, "ida")
    coding.give(0, 0, "")
    with pytest.raises(ValueError, match="What sort of claim"):
        coding.commit(0)
    with pytest.raises(ValueError, match="every claim"):
        coding.line()


def test_the_claims_in_reserve_are_coded_by_themselves():
    coding = coded(reserve=True)
    assert [claim["n"] for claim in coding.claims] == [9, 10, 11]
    assert len(coding.line().split("/")[3]) == 3 * len(USUAL)


def test_the_baseline_comes_first_then_the_match_then_the_coders():
    told = coded({(0, 0): "", (1, 0): "press"}).matches()
    assert told[0] == (
        "Who asserts it? Whoever puts “the author” everywhere matches 3 of 8; you match 6 (you "
        "left 1 open); the book’s two coders match each other on 8 of 8."
    )
    assert "each other on 1 of 8" in told[1]


def test_differences_stand_side_by_side_and_what_is_open_is_one():
    rows = coded({(0, 0): "", (1, 0): "press"}).beside()
    assert rows[["you", "book", "a", "b"]].to_numpy().tolist() == [
        ["Can’t decide", "the author", "the author", "the author"],
        ["the press", "a named person", "a named person", "a named person"],
    ]


def test_a_second_round_is_marked_and_the_line_stays_that_of_the_first():
    coding = coded({(0, 0): "", (1, 0): "press", (2, 2): "no"})
    before = coding.line()
    coding.again(0, 0, "unclear", reason="=1+1")
    coding.again(1, 0, "change", "person")
    coding.again(2, 2, "change")
    rows = [row for row in homework.read(coding.sheet()) if row["round"] == "2"]
    told = [(row["field"], row["value"], row["step"], row["reason"]) for row in rows]
    # Where no other value was chosen yet and no reason given, the file says so.
    assert told == [
        ("speaker", "", "unclear", "=1+1"),
        ("speaker", "person", "change", ""),
        ("record", "no", "", ""),
    ]
    assert coding.line() == before and len(homework.read(coding.sheet())) == 8 * len(USUAL) + 3


def test_a_second_round_is_for_what_was_committed_and_differs():
    with pytest.raises(ValueError, match="differs from the book"):
        coded().again(0, 0, "keep")
    with pytest.raises(ValueError, match="not 'drop'"):
        coded({(0, 0): "press"}).again(0, 0, "drop")
    begun = Coding(WHOLE, USUAL)
    begun.give(0, 0, "press")
    with pytest.raises(ValueError, match="was committed"):
        begun.again(0, 0, "keep")


def test_opposite_codes_are_told_only_where_a_field_has_contraries():
    changed = coded({(0, 2): "no", (1, 2): "", (2, 1): "ahead"}).opposites()
    assert changed.to_numpy().tolist() == [["Could a record settle it?", "1 of 7", "0 of 8"]]


def test_a_shade_of_stance_is_no_contrary():
    (stance,) = (field for field in FIELDS if field.id == "stance")
    claims = [claim | {"book": {"stance": "1"}, "coders": {}} for claim in WHOLE["claims"]]
    coding = Coding(WHOLE | {"claims": claims}, [stance])
    for at, value in enumerate(["2", "-1", "0", "", *["1"] * 4]):
        coding.give(at, 0, value)
    assert coding.opposites().to_numpy().tolist() == [[stance.question, "1 of 7", "no pair"]]


def test_where_the_book_may_be_at_fault_its_coders_split_or_it_codes_like_claims_oppositely():
    coding = coded()
    torn = coding.torn()
    assert len(torn) == 7 and set(torn["field"]) == {"What sort of claim is it?"}
    assert torn[["a", "b", "book"]].iloc[0].tolist() == ["why", "how things are", "why"]
    pairs = [(kind, one["n"], other["n"]) for kind, one, other in coding.contrary()]
    assert pairs == [("why", 1, 6), ("a judgement or an ought", 7, 2)]
    assert Coding(WHOLE, USUAL[:2]).contrary() == []
