"""Rival explanations: every finding counts for one of them, against it, or neither way."""

import pandas as pd
import pytest

import shieldbook as sb
from shieldbook.analysis import explanations
from support.tables import CODEBOOK, load


@pytest.fixture(scope="module")
def explained():
    return explanations.rivals_table(
        *load("explanations", "explanation_evidence", "codebook"), "unequal-answer"
    )


def test_every_finding_is_counted_for_against_or_neither(explained):
    evidence = sb.load("explanation_evidence")
    own = evidence["explanation_id"].isin(explained["id"]).sum()
    assert (
        explained[list(explanations.BEARS)].to_numpy().sum()
        == own
        == len(explanations.findings_table(explained, evidence, CODEBOOK))
    )


def test_what_fits_stands_first(explained):
    ranks = explained["verdict"].map({"fits": 0, "cannot-tell": 1, "does-not-fit": 2})
    assert ranks.is_monotonic_increasing


def test_a_question_without_explanations_is_refused():
    with pytest.raises(KeyError, match="lamps"):
        explanations.rivals_table(
            *load("explanations", "explanation_evidence", "codebook"), "lamps"
        )


def test_what_speaks_is_gathered_against_first_and_clauses_before_findings():
    trials = pd.DataFrame({"id": ["a", "a", "b"], "bears": ["for", "against", "neither"]})
    found = pd.DataFrame({"explanation_id": ["a", "a"], "bears": ["against", "for"]})
    rows = explanations.marks_table(trials, found)
    assert rows[["id", "bears", "own"]].to_numpy().tolist() == [
        ["a", "against", True],
        ["a", "against", False],
        ["a", "for", True],
        ["a", "for", False],
        ["b", "neither", True],
    ]
