"""The counts behind the verdicts: what stands in them, that nothing is lost, and how little few
cases can show."""

import pandas as pd
import pytest

import shieldbook as sb
from shieldbook import analysis
from shieldbook.analysis import forecasts
from shieldbook.tables.rules.checks import EXPECTING

ARTICLES = ["monitor-1999", "monitor-2000", "breitbart-2017", "eaf-2018", "sinonk-2019"]


@pytest.fixture(scope="module")
def tables():
    names = (
        "checks",
        "check_sources",
        "claims",
        "articles",
        "actors",
        "forecasts",
        "forecast_sources",
        "second_checks",
    )
    return {name: sb.load(name) for name in names}


@pytest.fixture(scope="module")
def expectations(tables):
    return forecasts.forecasts_table(
        *(tables[name] for name in ("forecasts", "forecast_sources", "claims", "actors"))
    )


@pytest.fixture(scope="module")
def board(tables):
    return analysis.checks.board_table(
        tables["checks"], tables["check_sources"], tables["claims"], tables["articles"]
    )


# Intervals


@pytest.mark.parametrize(
    "hits, cases, low, high",
    [
        (1, 10, 0.0179, 0.4042),
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (50, 100, 0.4038, 0.5962),
    ],
)
def test_the_interval_is_that_of_wilson(hits, cases, low, high):
    # Worked by hand from the formula with z = 1.96; with z = 1.96 and no hits, the upper bound is
    # z² / (n + z²).
    assert analysis.checks.interval(hits, cases) == pytest.approx((low, high), abs=1e-4)


def test_no_case_says_nothing():
    assert analysis.checks.interval(0, 0) == (0.0, 1.0)


@pytest.mark.parametrize("cases", [1, 2, 7, 40])
def test_the_interval_holds_the_share_that_was_seen(cases):
    for hits in range(cases + 1):
        low, high = analysis.checks.interval(hits, cases)
        assert 0 <= low <= hits / cases <= high <= 1


def test_at_least_and_at_most_hold_of_every_interval_that_is_shown(tables, expectations):
    """The ends of every table of shares, beside the intervals themselves."""
    shown = [forecasts.outcome_shares(expectations)]
    for by in ("aspect", "kind", "certainty", "article_id", "issue"):
        counted = analysis.checks.counts(tables["checks"], tables["claims"], by)
        shown += [
            analysis.checks.shares(counted, by, verdict) for verdict in analysis.checks.VERDICTS
        ]
        shown.append(counted.rename(columns={"supported": "hits", "checks": "cases", by: "name"}))
    wrong = []
    for row in pd.concat(shown).itertuples():
        low, high = (100 * end for end in analysis.checks.interval(int(row.hits), int(row.cases)))
        if not (
            row.low_pct <= low + 1e-9 < row.low_pct + 1
            and row.high_pct - 1 < high - 1e-9 <= row.high_pct
        ):
            wrong.append((row.name, row.hits, row.cases, row.low_pct, row.high_pct))
    assert wrong == []


def test_more_cases_narrow_the_interval():
    widths = [
        high - low for low, high in (analysis.checks.interval(n // 2, n) for n in (4, 16, 64, 256))
    ]
    assert widths == sorted(widths, reverse=True)


@pytest.mark.parametrize("hits, cases", [(-1, 3), (4, 3)])
def test_impossible_counts_are_refused(hits, cases):
    with pytest.raises(ValueError, match=f"{hits} of {cases}"):
        analysis.checks.interval(hits, cases)


# Counts


@pytest.mark.parametrize("by", ["article_id", "kind", "certainty", "issue", "aspect"])
def test_every_cut_adds_up_to_all_checks(tables, by):
    found = analysis.checks.counts(tables["checks"], tables["claims"], by)
    assert found["checks"].sum() == len(tables["checks"])
    assert (found[list(analysis.checks.VERDICTS)].sum(axis=1) == found["checks"]).all()


def test_a_verdict_has_the_same_total_in_every_cut(tables):
    cuts = [
        analysis.checks.counts(tables["checks"], tables["claims"], by)
        for by in ("article_id", "kind", "aspect")
    ]
    totals = [cut[list(analysis.checks.VERDICTS)].sum().to_dict() for cut in cuts]
    plain = {
        verdict: int((tables["checks"]["verdict"] == verdict).sum())
        for verdict in analysis.checks.VERDICTS
    }
    assert all(total == plain for total in totals)


def test_a_check_without_its_claim_is_an_error(tables):
    with pytest.raises(KeyError, match="breitbart-2017-001"):
        analysis.checks.counts(tables["checks"], tables["claims"].iloc[:0], "kind")


# The board


def test_the_board_has_every_check_once(board, tables):
    assert sorted(zip(board["claim_id"], board["aspect"], strict=True)) == sorted(
        zip(
            tables["checks"]["claim_id"].astype(str),
            tables["checks"]["aspect"].astype(str),
            strict=True,
        )
    )


def test_the_articles_of_the_board_stand_in_the_order_of_their_dates(board):
    assert board["article"].drop_duplicates().tolist() == ARTICLES


# Expectations


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
    counted = forecasts.outcome_counts(expectations, by)
    assert counted["expectations"].sum() == len(expectations)
    assert counted[list(forecasts.OUTCOMES)].sum().sum() == len(expectations)


def test_the_rules_ask_for_the_outcomes_of_what_is_counted_as_looking_ahead():
    assert forecasts.AHEAD == EXPECTING


def test_every_claim_that_looks_ahead_is_among_the_expectations(tables, expectations):
    kinds = (
        tables["claims"]["kind"].astype(str).isin(["forecast", "commitment", "threat-or-warning"])
    )
    assert expectations.loc[expectations["ahead"], "claim_id"].tolist() == sorted(
        tables["claims"].loc[kinds, "id"].astype(str)
    )


def test_the_outcomes_are_those_of_the_contract(tables):
    assert set(forecasts.OUTCOMES) == {
        code.replace("-", " ") for code in tables["forecasts"]["outcome"].cat.categories
    }


# The second look


def test_about_a_tenth_of_the_checks_was_done_twice(tables):
    low, high = analysis.checks.interval(len(tables["second_checks"]), len(tables["checks"]))
    assert low <= 0.1 <= high


def test_the_second_look_is_counted_against_the_first(tables):
    twice = analysis.checks.second_table(tables["checks"], tables["second_checks"])
    counted = analysis.checks.confusion(twice)
    assert counted.to_numpy().sum() == len(tables["second_checks"]) == len(twice)
    assert (
        sum(counted.loc[verdict, verdict] for verdict in analysis.checks.VERDICTS)
        == twice["agree"].sum()
    )


def test_a_disagreement_shows_what_was_decided():
    checks = pd.DataFrame(
        {"claim_id": ["x-1", "x-2"], "aspect": "content", "verdict": ["partly", "supported"]}
    )
    second = pd.DataFrame(
        {
            "claim_id": ["x-1", "x-2"],
            "aspect": "content",
            "first_verdict": ["supported", "supported"],
            "verdict": ["partly", "supported"],
            "finding": "Found.",
            "settled": ["The second stands.", None],
        }
    )
    twice = analysis.checks.second_table(checks, second)
    assert twice["agree"].tolist() == [False, True] and twice["settled"].tolist() == [
        "The second stands.",
        "",
    ]
    assert twice["published"].tolist() == ["partly", "supported"]
