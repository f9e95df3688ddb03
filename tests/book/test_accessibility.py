"""The accessibility statement says what the tests do: widths, rules, the least lettering."""

import re

import pytest

from support import ROOT
from support.driving import WIDTHS
from support.judges import AXE, LEAST_TEXT, WCAG
from support.visits import NARROWEST

STATEMENT = (ROOT / "book" / "reference" / "accessibility.md").read_text(encoding="utf-8")


def test_the_statement_names_the_rules_that_the_tests_run():
    version = re.search(r"axe v(\d+\.\d+)", AXE.read_text(encoding="utf-8")[:200])[1]
    assert f"axe-core {version}" in STATEMENT
    assert {rule[-1] for rule in WCAG} == {"a"} and "levels A and AA" in STATEMENT
    assert {"wcag2a", "wcag21aa", "wcag22aa"} <= set(WCAG)


def test_the_statement_names_the_widths_and_the_lettering_that_the_tests_ask_for():
    first, second, third = (f"{width:,}" for width in WIDTHS)
    assert f"{first}, {second} and {third} pixels" in STATEMENT
    assert f"{NARROWEST} pixels, which is what a window of {NARROWEST * 4:,}" in STATEMENT
    assert f"smaller than {LEAST_TEXT} pixels" in STATEMENT


@pytest.mark.parametrize("said", ["No reader with a disability", "No screen reader was run"])
def test_the_statement_says_what_was_not_tried(said):
    assert said in STATEMENT.split("## What was not tested")[1].split("\n## ")[0]


def test_the_statement_is_dated_and_says_how_to_report_a_barrier():
    assert re.search(r"written on \d+ \w+ 20\d\d", STATEMENT)
    assert "*Report an error*" in STATEMENT.split("## If something stands in your way")[1]
