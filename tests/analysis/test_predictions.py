"""Predictions tried on the corpus: nothing is counted otherwise than they say, and the verdicts
follow."""

import csv

import pandas as pd
import pytest

import shieldbook as sb
from shieldbook.analysis import objections, predictions
from shieldbook.analysis import trials as clauses
from support import ROOT
from support.tables import CODEBOOK


@pytest.fixture
def said():
    """Six objections about a year apart or nearer: to Seoul, to Tokyo, to both, to the region."""
    rows = pd.DataFrame(
        [
            ("a", "2016-10-31", "KOR", "CHN"),
            ("b", "2017-10-30", "KOR", "none"),
            ("c", "2017-10-31", "both", "JPN"),
            ("d", "2018-10-30", "JPN", "JPN"),
            ("e", "2018-10-31", "KOR", "KOR"),
            ("f", "2017-01-01", "region", "none"),
        ],
        columns=["id", "start", "about", "occasion"],
    )
    rows = rows.assign(start=pd.to_datetime(rows["start"]), speaker_id="x", says="")
    given = {"a": frozenset({"balance"}), "c": frozenset({"treaty", "treaty inf-treaty"})}
    return objections.Objections(rows, given, pd.DataFrame())


def test_a_window_holds_its_first_day_and_its_last(said):
    assert list(said.to("KOR", "2016-10-31", "2017-10-30")["id"]) == ["a", "b"]


def test_what_names_both_counts_for_each_and_the_region_for_neither(said):
    assert list(said.to("KOR", "2017-01-01", "2017-12-31")["id"]) == ["b", "c"]
    assert list(said.to("JPN", "2017-01-01", "2017-12-31")["id"]) == ["c"]
    assert list(said.to("JPN", "2017-01-01", "2018-12-31", alone=True)["id"]) == ["d"]


def test_an_objection_gives_an_argument_once_however_many_are_asked_for(said):
    rows = said.to("KOR", "2016-01-01", "2018-12-31")
    assert said.giving(rows, "balance") == 1
    assert said.giving(rows, "balance", "treaty", "treaty inf-treaty") == 2


@pytest.mark.parametrize(
    ("value", "cases", "way"),
    [(60, 5, "for"), (40, 5, "neither"), (20, 5, "against"), (60, 4, "neither")],
)
def test_between_threshold_and_sinking_and_with_few_cases_nothing_is_told(value, cases, way):
    found = clauses.bears(value, pro=lambda s: s > 50, con=lambda s: s < 25, cases=cases)
    assert found == way


def test_a_year_ends_on_the_eve_of_its_day(said):
    trial = clauses.falls(
        said, "x", "2017-10-31", "Falls?", pro=lambda kept: kept < 1, con=clauses.never
    )
    assert trial.found == "2 before, 1 from then."


def test_of_a_time_with_too_few_objections_nothing_is_missing(said):
    assert said.covered("2016-10-31", "2018-10-30")
    assert not said.covered("2018-10-30", "2026-12-31")


@pytest.fixture(scope="module")
def trials():
    """What the book's corpus has for every clause."""
    names = ("statements", "statement_arguments", "trade")
    book = objections.on_record(*(sb.load(name) for name in names), CODEBOOK)
    return predictions.trials_table(book, sb.load("explanations"), CODEBOOK)


def test_every_prediction_is_tried(trials):
    assert set(trials["id"]) == set(sb.load("predictions")["explanation_id"])


def test_every_explanation_has_two_findings_or_clauses_at_least(trials):
    asked = sb.load("explanations").query("question == 'unequal-answer'")["id"]
    told = [*sb.load("explanation_evidence")["explanation_id"], *trials["id"]]
    assert {own for own in asked if told.count(own) < 2} == set()


def test_every_verdict_is_the_one_that_findings_and_clauses_give(trials):
    verdicts = sb.load("explanations").query("question == 'unequal-answer'")
    failed = set(verdicts.loc[verdicts["verdict"] == "does-not-fit", "id"])
    assert clauses.failing(trials, sb.load("explanation_evidence")) == failed


def test_one_clause_sinks_and_findings_outweigh():
    trials = pd.DataFrame({"id": ["a", "a", "b", "c"], "bears": ["for", "against", "for", "for"]})
    evidence = pd.DataFrame(
        {"explanation_id": ["a", "b", "b", "c"], "bears": ["for", "against", "against", "against"]}
    )
    assert clauses.failing(trials, evidence) == {"a", "b"}


def test_what_the_method_says_of_the_search_is_what_its_logs_hold():
    logs = [ROOT / "research" / "corpus" / f"queries-{number}.csv" for number in (1, 2)]
    asked = 0
    for log in logs:
        with log.open(encoding="utf-8", newline="") as file:
            asked += sum(1 for _ in csv.DictReader(file))
    whole = sb.analysis.statements.estimated(sb.load("statements")).iloc[-1]
    method = (ROOT / "book" / "reference" / "method.md").read_text(encoding="utf-8")
    for words in (
        f"They made {asked} queries",
        f"They found {whole['found']} statements, {whole['both']} of them both",
        f"about {whole['estimate']:.0f} could be found",
        f"A further {whole['beside']} are there",
    ):
        assert words in method


def test_what_was_found_is_told_in_counts_or_in_shares():
    found = ["58", "79", "33", "45"]
    assert clauses.seen("{0} before, {1} after", found) == "58 before, 79 after"
    assert clauses.seen("Seoul {one}, Tokyo {two}", found) == "Seoul 73%, Tokyo 73%"
    with pytest.raises(IndexError):
        clauses.seen("Seoul {one}, Tokyo {two}", found[:3])
