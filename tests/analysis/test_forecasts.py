"""What was expected and what came of it: every expectation is told once, under one outcome."""

import pandas as pd
import pytest

from shieldbook import analysis
from shieldbook.analysis import forecasts
from shieldbook.tables.rules.checks import EXPECTING
from support.tables import CODEBOOK, codes, load


@pytest.fixture(scope="module")
def expectations(tables):
    return forecasts.forecasts_table(
        *(
            tables[name]
            for name in ("forecasts", "forecast_sources", "claims", "actors", "codebook")
        )
    )


def test_every_expectation_is_told_once(tables, expectations):
    assert expectations["claim_id"].tolist() == sorted(tables["forecasts"]["claim_id"].astype(str))
    assert (
        not expectations[["whose", "expects", "outcome", "what_happened", "because", "sources"]]
        .isin(["", "nan"])
        .any()
        .any()
    )


@pytest.mark.parametrize("by", ["article", "kind", "certainty"])
def test_outcomes_add_up_in_every_cut(expectations, by):
    counted = forecasts.outcome_counts(expectations, CODEBOOK, by)
    once = forecasts.counted_once(expectations)
    assert counted["expectations"].sum() == len(once) < len(expectations)
    assert counted[list(codes("forecasts", "outcome"))].sum().sum() == len(once)


def test_one_outcome_is_counted_once():
    table = pd.DataFrame(
        {
            "article": "x",
            "outcome": ["happened", "happened", "partly"],
            "counted_with": ["", "x-001", ""],
        }
    )
    counted = forecasts.outcome_counts(table, CODEBOOK)
    assert counted[["happened", "partly", "expectations"]].values.tolist() == [[1, 1, 2]]


def test_an_expectation_without_a_horizon_did_not_happen_only_where_something_closed_it(tables):
    told = tables["forecasts"]
    failed = told[told["outcome"] == "did-not-happen"]
    assert ((failed["horizon"] != "") | (failed["closed"] != "")).all()


def test_a_hope_of_a_government_ends_with_that_government(tables):
    """A horizon that a term sets is the last day of an office on record."""
    ends = set(load("offices")[0]["to"])
    terms = tables["forecasts"].query("horizon_basis == 'term'")
    astray = terms.loc[~terms["horizon"].isin(ends), "claim_id"].tolist()
    assert astray == [] and not terms.empty


def test_the_rules_ask_for_the_outcomes_of_what_is_counted_as_looking_ahead():
    assert forecasts.AHEAD == EXPECTING


def test_every_claim_that_looks_ahead_is_among_the_expectations(tables, expectations):
    kinds = (
        tables["claims"]["kind"].astype(str).isin(["forecast", "commitment", "threat-or-warning"])
    )
    assert expectations.loc[expectations["ahead"], "claim_id"].tolist() == sorted(
        tables["claims"].loc[kinds, "id"].astype(str)
    )


def test_every_expectation_of_the_first_article_is_shown_with_who_had_it(tables):
    claims = analysis.claims.claims_of(tables["claims"], "monitor-1999")
    shown = forecasts.forecasts_table(
        tables["forecasts"], tables["forecast_sources"], claims, tables["actors"], CODEBOOK
    )
    mine = tables["forecasts"]["claim_id"].astype(str).str.startswith("monitor-1999-")
    assert len(shown) == mine.sum() and shown.notna().all(axis=None)
