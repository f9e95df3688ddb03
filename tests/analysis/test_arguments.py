"""What was argued against a shield: every argument is there once, and has its words."""

import pytest

import shieldbook as sb
from shieldbook.analysis import arguments
from shieldbook.analysis.codebook import labels
from support.tables import CODEBOOK, codes, load


@pytest.fixture(scope="module")
def argued():
    names = "claims claim_arguments articles statements statement_arguments treaties codebook"
    return arguments.argued_table(*load(*names.split()))


def test_every_argument_is_there_once(argued):
    assert len(argued) == len(sb.load("claim_arguments")) + len(sb.load("statement_arguments"))
    assert not argued.duplicated(["id", "argument"]).any()


def test_every_argument_has_its_words(argued):
    told = dict(zip(argued["argument"], argued["words"], strict=True))
    known = labels(CODEBOOK, "argument")
    assert told == {code: known[code] for code in told} and list(known) == list(
        codes("claim_arguments", "argument")
    )


def test_a_treaty_that_is_appealed_to_has_its_name(argued):
    assert ((argued["treaty_id"] == "") == (argued["treaty"] == "")).all()
    assert "ABM Treaty" in set(argued["treaty"])


def test_what_is_argued_early_and_late_is_counted_apart(argued):
    back = arguments.kept(argued, CODEBOOK, 2001, 2017)
    years = argued["year"]
    assert (back["early"].sum(), back["late"].sum()) == (
        (years <= 2001).sum(),
        (years >= 2017).sum(),
    )
