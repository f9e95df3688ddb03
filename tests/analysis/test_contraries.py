"""Codes that are opposite and not only different: equal to the shared cases, to which the page's
script is held too."""

import json

import pytest

from shieldbook.analysis.contraries import alike_but_opposed, opposed
from support import ROOT

FIXTURES = ROOT / "tests" / "fixtures"
CASES = json.loads((FIXTURES / "agreement-cases.json").read_text(encoding="utf-8"))
ALIKE = json.loads((FIXTURES / "alike-cases.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_opposite_pairs_are_those_of_the_shared_cases(case):
    values = {code for row in case["units"] for code in row if code is not None}
    found = opposed(case["units"], case["level"], sorted(values))
    assert found == (case["opposed"] and tuple(case["opposed"]))


@pytest.mark.parametrize("case", ALIKE, ids=[case["name"] for case in ALIKE])
def test_claims_that_are_alike_and_opposed_are_those_of_the_shared_cases(case):
    found = alike_but_opposed(case["rows"], case["level"], case["values"])
    assert [list(pair) for pair in found] == case["alike"]
