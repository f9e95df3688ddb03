"""Packs that would waste a class's time are refused, with the row and the reason."""

import pytest

from shieldbook.tables.contract import read_contract
from shieldbook.tables.reader import parse_table
from shieldbook.tables.rules import RULES, Book
from support import ROOT

DATA = ROOT / "data"
NEEDED = (
    "packs",
    "pack_claims",
    "articles",
    "claims",
    "paragraphs",
    "actors",
    "actor_members",
    "coded_units",
    "codings",
    "texts",
    "text_claims",
    "text_codings",
)
PACK = "monitor-1999-a"
FIRST = f"{PACK},1,monitor-1999-001,claims,1,the submarine deal,no\n"
SECOND = "sinonk-2019"
FREE = "invented-2000"


@pytest.fixture(scope="module")
def contract():
    return read_contract(DATA)


@pytest.fixture(scope="module")
def refused(contract):
    """What cells and the rules of packs refuse, once `changes` were made: table to (old, new)."""
    whole = {name: (DATA / contract.table(name).path).read_text("utf-8") for name in NEEDED}
    untouched = {
        name: parse_table(contract, name, text.encode())[0] for name, text in whole.items()
    }
    rules = [one for _, one in RULES if one.__module__ == "shieldbook.tables.rules.packs"]
    assert len(rules) == 9

    def told(name="packs", *changes):
        text = whole[name]
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        rows, problems = parse_table(contract, name, text.encode())
        book = Book(contract, untouched | {name: rows}, None)
        return problems + [one for rule in rules for one in rule(book)]

    return told


def test_the_packs_of_the_book_keep_their_rules(refused):
    assert refused() == []


CHANGES = {
    "another text's claim": (FIRST.replace("1999-001,", "2000-002,"), "is of monitor-2000"),
    "no such claim": (FIRST.replace("1999-001", "1999-099"), "not in claims"),
    "no free texts": (FIRST.replace(",claims,", ",text_claims,"), "not in text_claims"),
    "a claim in two packs": (FIRST.replace("-001,claims", "-032,claims"), "stands in the pack"),
    "no handle of one word": (FIRST.replace("the submarine deal", "it"), "fewer than 2 words"),
    "seven words": (FIRST.replace("the submarine deal", "a b c d e f g"), "more than 6 words"),
    "a handle twice": (FIRST.replace("the submarine deal", "a dialogue of six"), "handle twice"),
    "seven claims": (FIRST.replace(",no\n", ",yes\n"), "not 7 and 4"),
    "a wrong place": (FIRST.replace("a,1,", "a,12,"), "is the pack's claim 1"),
    "one value": (FIRST.replace("-001,", "-002,"), "author is the speaker of 5 of its 8 claims"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_pack_that_breaks_a_rule_is_refused_by_name(refused, name):
    row, reason = CHANGES[name]
    found = refused("pack_claims", (FIRST, row))
    assert any(reason in one.reason for one in found), found


def test_a_pack_without_two_borders_is_refused(refused):
    easier = (f"{SECOND}-046,claims,3", f"{SECOND}-047,claims,3")
    clear = (f"{SECOND}-013,claims,3", f"{SECOND}-012,claims,3")
    found = [one for one in refused("pack_claims", easier, clear) if "coders" in one.reason]
    assert [(one.file, one.value) for one in found] == [("packs.csv", f"{SECOND}-a")]
    assert "the coders differ on 0 claims" in found[0].reason


def test_a_pack_of_a_free_text_holds_the_border_that_its_text_has(refused):
    assert refused() == []
    held = f"{FREE}-a,11,{FREE}-014,text_claims,1,prospects of the journey,yes\n"
    clear = f"{FREE}-a,11,{FREE}-005,text_claims,1,a shield and what follows,yes\n"
    (found,) = refused("pack_claims", (held, clear))
    assert (found.file, found.value) == ("packs.csv", f"{FREE}-a")
    assert found.reason == f"the coders differ on {FREE}-014, and it holds 0 of them"


def test_no_value_stands_on_more_than_half_of_a_pack_of_a_free_text(refused):
    person = f"{FREE}-a,4,{FREE}-006,text_claims,2,his country and the race,no\n"
    author = f"{FREE}-a,4,{FREE}-001,text_claims,1,the minister's talks,no\n"
    (found,) = refused("pack_claims", (person, author))
    assert found.reason == "author is the speaker of 5 of its 8 claims, more than 50%"


def test_a_claim_of_a_free_text_stands_where_its_own_table_says(refused):
    row = f"{FREE}-a,4,{FREE}-006,text_claims,2,his country and the race,no\n"
    (found,) = refused("pack_claims", (row, row.replace(",2,his", ",1,his")))
    assert (found.column, found.reason) == ("sentence", "text_claims has 2")
    (found,) = refused("pack_claims", (row, row.replace("and the race", "and its race")))
    assert (found.column, found.reason) == ("handle", "text_claims has his country and the race")


def test_a_pack_belongs_to_a_text_and_says_so_in_its_id(refused):
    row = f"{SECOND}-b,{SECOND},"
    lost = refused("packs", (row, f"{SECOND}-b,sinonk-2018,"))
    assert "no article and no free text of this id" in [one.reason for one in lost]
    other = refused("packs", (row, f"{SECOND}-b,eaf-2018,"))
    assert any("does not begin with its text" in one.reason for one in other)


def test_opening_words_are_at_most_four_and_there_where_a_pack_needs_them(refused):
    row = ",Moscow's denial of any\n"
    (found,) = refused("paragraphs", (row, ",Moscow's denial of any major\n"))
    assert found.reason == "more than 4 words"
    (found,) = refused("paragraphs", (row, ",\n"))
    assert "nobody could find the paragraph" in found.reason


def test_every_paragraph_of_the_book_has_its_opening_words():
    rows = (DATA / "paragraphs.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert len(rows) > 50 and not any(row.endswith(",") for row in rows)
