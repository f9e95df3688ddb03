"""What was argued against a shield: every argument is there once, and has its words."""

import pandas as pd
import pytest

import shieldbook as sb
from shieldbook.analysis import arguments
from shieldbook.analysis.codebook import labels
from support.tables import CODEBOOK, codes, load


@pytest.fixture(scope="module")
def argued():
    names = "claims claim_arguments articles statements statement_arguments codebook"
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


def test_whose_shield_it_is_about_is_told_of_statements_alone(argued):
    told = argued.groupby("where")["about"].agg(set).to_dict()
    assert told == {"article": {""}, "record": {"JPN", "KOR", "both"}}


def test_what_is_argued_early_and_late_is_counted_apart(argued):
    back = arguments.kept(argued, CODEBOOK, 2001, 2017)
    years = argued["year"]
    assert (back["early"].sum(), back["late"].sum()) == (
        (years <= 2001).sum(),
        (years >= 2017).sum(),
    )


def test_years_are_gathered_by_argument_in_the_order_of_their_first_use():
    rows = [("b", 1999, "article"), ("a", 2000, "record"), ("a", 2000, "record")]
    rows += [("b", 2018, "record"), ("c", 2011, "record")]
    made = pd.DataFrame(rows, columns=["argument", "year", "where"])
    made = made.assign(words=made["argument"], start=pd.to_datetime(made["year"].astype(str)))
    found = arguments.by_year(made, 2001, 2017)
    columns = ["argument", "year", "record", "article", "before", "after", "fresh"]
    assert found[columns].to_numpy().tolist() == [
        ["b", 1999, 0, 1, 0, 1, False],
        ["b", 2018, 1, 0, 0, 1, False],
        ["a", 2000, 2, 0, 2, 0, False],
        ["c", 2011, 1, 0, 0, 0, True],
    ]
