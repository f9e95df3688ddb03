"""What was argued against a shield: every argument is there once, and has its words."""

import pytest

import shieldbook as sb
from shieldbook.analysis import arguments
from support.tables import codes, load


@pytest.fixture(scope="module")
def argued():
    return arguments.argued_table(
        *load("claims", "claim_arguments", "articles", "statements", "statement_arguments")
    )


def test_every_argument_is_there_once(argued):
    assert len(argued) == len(sb.load("claim_arguments")) + len(sb.load("statement_arguments"))
    assert not argued.duplicated(["id", "argument"]).any()


def test_every_argument_has_its_words(argued):
    assert argued["words"].notna().all() and set(arguments.ARGUMENTS) == set(
        codes("claim_arguments", "argument")
    )


def test_what_is_argued_early_and_late_is_counted_apart(argued):
    back = arguments.kept(argued, 2001, 2017)
    years = argued["year"]
    assert (back["early"].sum(), back["late"].sum()) == (
        (years <= 2001).sum(),
        (years >= 2017).sum(),
    )
